"""Posts that a text gives to persons: forms of the press, each with its spans, and what is no post."""

# ruff: noqa: E501 - a row of a table stays on one line

from __future__ import annotations

import pytest

from edm_archive.text.spans import Span
from entities.matching import find_roles


def roles(text: str) -> list[tuple[str, str, str]]:
    return [(role.person, role.post, role.organization) for role in find_roles(text)]


@pytest.mark.parametrize(
    ("text", "person", "post", "organization"),
    [
        pytest.param("Pavel Orlov, Secretary-General of the Black Sea Pact, agreed.", "Pavel Orlov", "Secretary-General", "Black Sea Pact", id="apposition"),
        pytest.param("Pavel Orlov, Georgia’s First Deputy Foreign Minister, agreed.", "Pavel Orlov", "First Deputy Foreign Minister", "Georgia", id="possessive"),
        pytest.param("Aigul-Dana Serik, Deputy Labor Minister for Trade and Transport, spoke.", "Aigul-Dana Serik", "Deputy Labor Minister for Trade and Transport", "", id="organisation-implied"),
        pytest.param("Georgian Foreign Minister Pavel Orlov spoke.", "Pavel Orlov", "Foreign Minister", "Georgian", id="before-the-name"),
        pytest.param("But BSP Secretary-General Pavel Orlov spoke.", "Pavel Orlov", "Secretary-General", "BSP", id="short-form-before"),
        pytest.param("the head of the River Guard Service, General Pavel Orlov, spoke.", "Pavel Orlov", "head", "River Guard Service", id="head-of-a-body"),
        pytest.param("the head of the River Guard Service, General X Y", "X Y", "head", "River Guard Service", id="initials-for-a-name"),
        pytest.param("the Customs Ministry spokesman, Pavel Orlov, spoke.", "Pavel Orlov", "spokesman", "Customs Ministry", id="body-before-the-post"),
        pytest.param("Defense Minister Lt. Gen. Pavel Orlov left.", "Pavel Orlov", "Defense Minister", "", id="rank-between"),
        pytest.param("Chief of the General Staff, General Pavel Orlov, left.", "Pavel Orlov", "Chief of the General Staff", "", id="rank-after-comma"),
        pytest.param("Pavel Orlov, 54, head of the presidential administration, left.", "Pavel Orlov", "head", "presidential administration", id="age-and-small-letters"),
        pytest.param("Anna Petrova, Minister of Foreign Affairs of Georgia, left.", "Anna Petrova", "Minister of Foreign Affairs", "Georgia", id="portfolio-with-of"),
        pytest.param("Trade and Industry Minister Anna Petrova left.", "Anna Petrova", "Trade and Industry Minister", "", id="two-qualifiers"),
        pytest.param("Anna Petrova, an analyst at the Ural Center in Perm, disagreed.", "Anna Petrova", "analyst", "Ural Center", id="at"),
        pytest.param("Anna Petrova (deputy director of the Ural Center) disagreed.", "Anna Petrova", "deputy director", "Ural Center", id="in-brackets"),
        pytest.param("Anna Petrova, Ambassador to Georgia, left.", "Anna Petrova", "Ambassador to Georgia", "", id="to"),
        pytest.param("Special Representative for Central Asia Anna Petrova left.", "Anna Petrova", "Special Representative for Central Asia", "", id="region-then-name"),
        pytest.param("head of Georgia’s State Customs Service, Anna Petrova, left.", "Anna Petrova", "head", "State Customs Service", id="owner-of-the-body-left-out"),
        pytest.param("then-Prime Minister Anna Petrova left.", "Anna Petrova", "then-Prime Minister", "", id="prefix"),
        pytest.param("Irma van der Berg, the president of the Dike Board, left.", "Irma van der Berg", "president", "Dike Board", id="particles"),
        pytest.param("Guard chief Yasir 'Arabi left.", "Yasir 'Arabi", "chief", "Guard", id="ayin"),
        pytest.param("Prime Minister Orlov’s plan failed.", "Orlov", "Prime Minister", "", id="surname-alone"),
        pytest.param("In Astana, President Orlov agreed.", "Orlov", "President", "", id="place-before-the-comma"),
        pytest.param("Kremlin spokesman Orlov denied it.", "Orlov", "spokesman", "Kremlin", id="small-post-and-surname"),
        pytest.param("Director of the Energy Planning Agency Anna Petrova, left.", "Anna Petrova", "Director", "Energy Planning Agency", id="body-then-name"),
        pytest.param("Pavel Orlov, head of training at the Dike Committee (DC), left.", "Pavel Orlov", "head of training", "Dike Committee", id="small-portfolio-and-short-form"),
        pytest.param("The region, whose leader, Pavel Orlov, left, is calm.", "Pavel Orlov", "leader", "", id="whose"),
        pytest.param("The board has a newly elected chairman, Pavel Orlov.", "Pavel Orlov", "chairman", "", id="newly-elected"),
        pytest.param("Pavel Orlov, head of the Pact’s Observer Mission in Georgia, left.", "Pavel Orlov", "head", "Observer Mission in Georgia", id="in-inside-a-body"),
        pytest.param("Pavel Orlov, head of the oil company Uralneft, left.", "Pavel Orlov", "head", "Uralneft", id="small-words-before-a-body"),
        pytest.param("Foreign Minister Pavel Orlov de facto left.", "Pavel Orlov", "Foreign Minister", "", id="particle-that-is-none"),
        pytest.param("The head of the River Guard General Pavel Orlov left.", "Pavel Orlov", "head", "River Guard", id="rank-ends-a-body"),
        pytest.param("The Prime Minister designate, Pavel Orlov, left.", "Pavel Orlov", "Prime Minister designate", "", id="tenure-after"),
        pytest.param("Pavel Orlov, spokesman for trade in the Dike Board, left.", "Pavel Orlov", "spokesman for trade", "Dike Board", id="in-after-a-portfolio"),
        pytest.param("Envoy on Labor, Trade and Water Pavel Orlov left.", "Pavel Orlov", "Envoy on Labor, Trade and Water", "", id="list-of-portfolios"),
        pytest.param("On Monday President Pavel Orlov left.", "Pavel Orlov", "President", "", id="day-before"),
        pytest.param("Pavel Orlov, head of “Nur” party, left.", "Pavel Orlov", "head", "Nur” party", id="body-in-quotation-marks"),
        pytest.param("First Assistant to the President Pavel Orlov left.", "Pavel Orlov", "First Assistant to the President", "", id="to-another-post"),
        pytest.param("Pavel Orlov, director of the Institute for Rain and Snow, left.", "Pavel Orlov", "director", "Institute for Rain and Snow", id="and-inside-a-body"),
        pytest.param("Pavel Orlov, director of the Office of the Dikes, left.", "Pavel Orlov", "director", "Office of the Dikes", id="of-the-inside-a-body"),
        pytest.param("Pavel Orlov, director of Uralneft and of little else, left.", "Pavel Orlov", "director", "Uralneft", id="and-after-a-body"),
        pytest.param("Pavel Orlov, director of Uralneft and Permneft, left.", "Pavel Orlov", "director", "Uralneft", id="and-between-bodies"),
        pytest.param("The head of Uralneft General Pavel Orlov left.", "Pavel Orlov", "head", "Uralneft", id="rank-after-a-name-without-a-noun"),
        pytest.param("Pavel Orlov, president of the Permian assembly, left.", "Pavel Orlov", "president", "Permian assembly", id="capital-and-small-noun"),
        pytest.param("Pavel Orlov, Minister of Trade of the Republic, left.", "Pavel Orlov", "Minister of Trade", "Republic", id="portfolio-then-of"),
        pytest.param("Pavel Orlov, head of heavy water plants, left.", "Pavel Orlov", "head", "", id="small-words-that-name-no-body"),
        pytest.param("Pavel Orlov, head of the State Customs Committee, left.", "Pavel Orlov", "head", "State Customs Committee", id="portfolio-word-in-a-body"),
    ],
)  # fmt: skip
def test_forms(text: str, person: str, post: str, organization: str) -> None:
    assert roles(text) == [(person, post, organization)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The Defense Ministers Council met.", id="body-named-after-posts"),
        pytest.param("Kazakhstan, a member of the pact, and Saudi Arabia, leader of the bloc, agreed.", id="states"),
        pytest.param("The president Moscow wants is another.", id="small-post-with-an-article"),
        pytest.param("In New Haven, the head of the pact spoke.", id="place-before-a-post"),
        pytest.param("A minister resigned on Monday.", id="nobody"),
        pytest.param("Prime Minister Monday said.", id="day"),
        pytest.param("It met the President. Pavel Orlov left.", id="across-sentences"),
        pytest.param("It met van Orlov, head of the board, today.", id="surname-alone-before"),
        pytest.param("Pavel Orlov, the spokesman’s brother, left.", id="possessive-post"),
        pytest.param("Pavel Orlov, head over heels, left.", id="idiom"),
        pytest.param("Pavel Orlov, director that night, left.", id="goes-on-otherwise"),
        pytest.param("The spokesman, Orlov, left.", id="surname-alone-after-a-comma"),
        pytest.param("General Lt. Gen. Col. Maj. Adm. Brig. Colonel met the head of it.", id="ranks-without-end"),
        pytest.param("Vague President Comes to Zenda\n\nIt rained.", id="heading"),
        pytest.param("President\n\nPavel Orlov left.", id="across-paragraphs"),
        pytest.param("", id="empty"),
    ],
)
def test_what_is_no_role(text: str) -> None:
    assert find_roles(text) == ()


def test_spans_and_evidence() -> None:
    text = "Then Pavel Orlov, Secretary-General of the Black Sea Pact, agreed."
    (role,) = find_roles(text)
    assert role.person_span.of(text) == role.person
    assert role.post_span.of(text) == role.post
    assert role.organization_span is not None
    assert role.organization_span.of(text) == role.organization
    assert role.evidence.of(text) == "Pavel Orlov, Secretary-General of the Black Sea Pact"


def test_two_posts_of_one_person_and_two_persons_in_one_sentence() -> None:
    assert roles(
        "Pavel Orlov, Deputy Prime Minister and Minister of Defense, met Georgian President Anna Petrova in Batumi."
    ) == [
        ("Pavel Orlov", "Deputy Prime Minister", ""),
        ("Pavel Orlov", "Minister of Defense", ""),
        ("Anna Petrova", "President", "Georgian"),
    ]


def test_one_post_leads_to_another() -> None:
    assert roles("Pavel Orlov, spokesman for President Anna Petrova, spoke.") == [
        ("Pavel Orlov", "spokesman", ""),
        ("Anna Petrova", "President", ""),
    ]


def test_known_people_decide_who_a_holder_can_be() -> None:
    text = "Cher, director of the Ural Center, met Foreign Minister Pavel Orlov and Deputy Minister Ivan Sokolov."
    known = [Span(text.index(name), text.index(name) + len(name)) for name in ("Cher", "Pavel Orlov")]
    assert [(role.person, role.post) for role in find_roles(text, known)] == [
        ("Cher", "director"),
        ("Pavel Orlov", "Foreign Minister"),
    ]
    assert find_roles(text, []) == ()


def test_what_states_can_be_too_is_less_sure() -> None:
    (leader,) = find_roles("Pavel Orlov, leader of the River Party, left.")
    (chairman,) = find_roles("Pavel Orlov, chairman of the River Party, left.")
    assert leader.score < chairman.score
