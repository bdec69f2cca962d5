"""Names that the authority file does not know, with a guess at what they are."""

# ruff: noqa: E501 - a row of a table stays on one line

from __future__ import annotations

import pytest

from edm_archive.text.spans import Span
from entities.matching import AliasEntry, Gazetteer, find_names


def kinds(text: str) -> dict[str, str]:
    return {match.quote: match.kind for match in find_names(text)}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        pytest.param("He joined the Dike Guard Service.", "Dike Guard Service", "organization", id="noun-of-a-body"),
        pytest.param("The Georgian Ministry of Rivers and Dikes met.", "Ministry of Rivers and Dikes", "organization", id="links"),
        pytest.param("It backs the Movement for a Greener Perm.", "Movement for a Greener Perm", "organization", id="article-inside"),
        pytest.param("They crossed the Lesser Amber Sea.", "Lesser Amber Sea", "place", id="noun-of-a-place"),
        pytest.param("The Federal Republic of Ruritania is far.", "Federal Republic of Ruritania", "place", id="noun-before-of"),
        pytest.param("It signed the Amber Sea Treaty.", "Amber Sea Treaty", "work", id="work"),
        pytest.param("Troops took part in Operation Amber Shield.", "Operation Amber Shield", "event", id="event"),
        pytest.param("They met in Zenda.", "Zenda", "place", id="preposition"),
        pytest.param("They met Uruguay’s team.", "Uruguay", "place", id="state"),
        pytest.param("Foreign Minister Pavel Orlov left.", "Pavel Orlov", "person", id="post"),
        pytest.param("Then Pavel Orlov left.", "Pavel Orlov", "person", id="two-capitals"),
        pytest.param("A deal with the BSP was near.", "BSP", "organization", id="short-form"),
        pytest.param("The Free State of Zenda (FSZ) joined. The FSZ is small.", "FSZ", "place", id="short-form-of-a-place"),
        pytest.param("Yesterday the Zenda-Strelsau Bank failed.", "Zenda-Strelsau Bank", "organization", id="hyphen"),
        pytest.param("He left the Office on Drought and Floods.", "Office on Drought and Floods", "organization", id="on-and"),
        pytest.param("He left the Forum for Peace and Cooperation in Europe.", "Forum for Peace and Cooperation in Europe", "organization", id="in-a-region"),
        pytest.param("He left the Staff for Naval Cooperation in Moscow.", "Staff for Naval Cooperation", "organization", id="in-a-town"),
        pytest.param("They drifted along the Quux for days.", "Quux", "place", id="along-the"),
        pytest.param("They reached the Quux valley.", "Quux", "place", id="noun-of-a-place-after"),
        pytest.param("“No,” said Ivan Quux, a pilot.", "Ivan Quux", "person", id="verb-of-speech-before"),
        pytest.param("She leads Our Perm in the vote.", "Our Perm", "person", id="opening-word-in-the-middle"),
        pytest.param("They met Omar bin Khalid.", "Omar bin Khalid", "person", id="particle-inside"),
        pytest.param("Then Mr. Pavel Orlov left.", "Pavel Orlov", "person", id="honorific"),
        pytest.param("Then the Georgian Colonel Pavel Orlov left.", "Pavel Orlov", "person", id="nation-and-rank"),
        pytest.param("It joined Blue Amber Stream (BAS), and BAS grew.", "Blue Amber Stream", "organization", id="long-form"),
        pytest.param("It was Quux.", "Quux", "person", id="nothing-speaks-for-a-kind"),
        pytest.param("They met in Quux’s office.", "Quux", "person", id="in-the-office-of-somebody"),
        pytest.param("An interview in Quux on 3 May said so.", "Quux", "organization", id="printed-in"),
        pytest.param("It was told by the daily Quux.", "Quux", "organization", id="noun-of-a-body-before"),
        pytest.param("It was the Quux party that won.", "Quux", "organization", id="noun-of-a-body-after"),
        pytest.param("According to a Quux report it rained.", "Quux", "organization", id="report"),
        pytest.param("Orlov told the press. It rained.", "Orlov", "person", id="first-word-before-a-verb-of-speech"),
        pytest.param("It was Quuxabad.", "Quuxabad", "place", id="ending-of-a-town"),
        pytest.param("They went to Tashkent, Quux, and Bishkek.", "Quux", "place", id="in-a-row-of-places"),
        pytest.param("It was the River League (Quux Zorn).", "Quux Zorn", "organization", id="in-brackets-after-a-body"),
        pytest.param("It was the League of Dikes P. Orlov led.", "League of Dikes", "organization", id="initial-after-a-body"),
        pytest.param("It was the Ministry of Dikes and the River League.", "River League", "organization", id="and-the-next-body"),
        pytest.param("An Agriculture and Food Ministry aide left.", "Agriculture and Food Ministry", "organization", id="two-portfolios"),
        pytest.param("They heard it on Minsk radio.", "Minsk radio", "organization", id="town-and-radio"),
        pytest.param("It broke the Minsk agreements.", "Minsk agreements", "work", id="town-and-agreement"),
        pytest.param("It was the NATO Partnership for Peace program.", "Partnership for Peace", "work", id="known-work-after-its-body"),
        pytest.param("They feared Ivan the Terrible.", "Ivan the Terrible", "person", id="epithet"),
        pytest.param("Then Adrian Quux left.", "Adrian Quux", "person", id="given-name-like-a-nation"),
        pytest.param("Then Quuxian’s party left.", "Quuxian", "person", id="surname-like-a-nation"),
        pytest.param("They flew to St. Petersburg.", "St. Petersburg", "place", id="known-with-a-full-stop"),
        pytest.param("It was said at the Quux Dike Conference.", "Quux Dike Conference", "event", id="conference-met-at"),
        pytest.param("The ROK Foreign Minister left.", "ROK", "place", id="post-after-a-state"),
        pytest.param("Facing Minsk they stood.", "Minsk", "place", id="first-word-before-a-known-name"),
    ],
)  # fmt: skip
def test_guesses(text: str, name: str, kind: str) -> None:
    assert kinds(text).get(name) == kind


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("The Georgian and Ukrainian sides met.", id="nations"),
        pytest.param("The Serbs and the Ruritanians met.", id="peoples"),
        pytest.param("On Monday in March it rained.", id="calendar"),
        pytest.param("Rain fell. Snow followed. However, it melted.", id="first-words"),
        pytest.param("The pro-Zenda and Strelsau-based groups met.", id="compounds"),
        pytest.param("The President and the Foreign Minister met.", id="posts"),
        pytest.param("It had U.S. support.", id="abbreviation-as-adjective"),
        pytest.param("Growth of the gross domestic product (GDP) slowed; GDP fell.", id="a-thing-spelt-out"),
        pytest.param("Its Speaker and the Deputy Speaker met.", id="post-in-the-middle"),
        pytest.param("The North Korean and South Ossetian sides met.", id="directions-and-nations"),
        pytest.param("Here END SUMMARY stands in capitals.", id="words-in-capitals"),
        pytest.param("Trouble Ahead for Zenda\n\nit began.", id="heading"),
        pytest.param("see https://example.org/Zenda/Strelsau now", id="address"),
        pytest.param("The U.S.-led talks and the U.S.-Ruritanian pact failed.", id="compound-of-an-abbreviation"),
        pytest.param("The new Dikes Minister met the Reform Minister.", id="portfolios"),
        pytest.param("He led the Reform. The reform failed.", id="written-small-elsewhere"),
        pytest.param("They watched TV and studied GDP.", id="common-abbreviations"),
        pytest.param("The edict “On Amber Harbours in Zenda” was signed.", id="title-of-a-decree"),
        pytest.param("It came out on (4 Aug 88).", id="months-in-short"),
        pytest.param("Quuxian talks failed.", id="adjective-like-a-surname"),
        pytest.param("", id="empty"),
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert find_names(text) == ()


def test_a_first_word_counts_when_the_name_stands_elsewhere_too() -> None:
    text = "Zenda slept. They went to Zenda. Orlov slept. Then Pavel Orlov woke."
    assert [match.start for match in find_names(text) if match.quote == "Zenda"] == [0, 26]
    assert [match.kind for match in find_names(text) if match.quote == "Orlov"] == ["person"]


def test_headings_hold_only_names_that_are_known_otherwise() -> None:
    text = "Minsk and Orlov Trade Quux for Zorn\n\nThen Pavel Orlov left."
    assert [match.quote for match in find_names(text)] == ["Minsk", "Orlov", "Pavel Orlov"]


def test_the_label_is_the_fullest_form_that_the_text_gives() -> None:
    text = "Pavel Orlov of the Border Guard League (BGL) left. Then Orlov told the BGL so."
    labels = {match.quote: match.label for match in find_names(text)}
    assert (labels["Orlov"], labels["BGL"]) == ("Pavel Orlov", "Border Guard League")


def test_occurrences_vote_together() -> None:
    assert {match.kind for match in find_names("It was Zenda. They met in Zenda. They left from Zenda.")} == {"place"}


def test_what_is_known_or_closed_is_left_out() -> None:
    text = "Then Pavel Orlov met Ivan Sokolov (Zenda Gazette, May 3)."
    known = Gazetteer([AliasEntry("Pavel Orlov", 1, "person")]).find(text)
    bracket = Span(text.index("("), text.index(")") + 1)
    (match,) = find_names(text, matches=known, outside=[bracket])
    assert match.quote == "Ivan Sokolov"
    assert (match.candidates, match.entity, match.origin, match.label) == ((), None, "name", "Ivan Sokolov")
    assert 0 < match.score < 0.7
