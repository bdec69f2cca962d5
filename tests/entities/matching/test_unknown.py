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
        pytest.param("It was Quux.", "Quux", "", id="nothing-speaks-for-a-kind"),
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
        pytest.param("", id="empty"),
    ],
)
def test_what_is_no_name(text: str) -> None:
    assert find_names(text) == ()


def test_a_first_word_counts_when_the_name_stands_elsewhere_too() -> None:
    text = "Zenda slept. They went to Zenda. Orlov slept. Then Pavel Orlov woke."
    assert [match.start for match in find_names(text) if match.quote == "Zenda"] == [0, 26]
    assert [match.kind for match in find_names(text) if match.quote == "Orlov"] == ["person"]


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
