"""What sort of name a phrase is, and which words a short form abbreviates."""

from __future__ import annotations

import pytest

from articles.citations.names import Name, abbreviates, judge, surnames_in


@pytest.mark.parametrize(
    ("phrase", "sort"),
    [
        pytest.param("Coast radio", Name.OUTLET, id="radio"),
        pytest.param("Radio Coast", Name.OUTLET, id="radio-first"),
        pytest.param("Coast News Agency", Name.OUTLET, id="news-agency"),
        pytest.param("Voice of the Coast", Name.OUTLET, id="voice-of"),
        pytest.param("Radio of the Coast", Name.PLAIN, id="radio-of"),
        pytest.param("Herald", Name.PLAIN, id="one-word"),
        pytest.param("Fakty i mysli", Name.PLAIN, id="lower-case-inside"),
        pytest.param("U.S. Survey", Name.PLAIN, id="states-are-no-initials"),
        pytest.param("Minsk", Name.PLACE, id="place"),
        pytest.param("St. Petersburg", Name.PLACE, id="place-with-a-stop"),
        pytest.param("Nur-Sultan", Name.PLACE, id="place-with-a-hyphen"),
        pytest.param("Ivan Sedov", Name.PERSON, id="given-name"),
        pytest.param("A. B. Sedov", Name.PERSON, id="initials"),
        pytest.param("Gen. Sedov", Name.PERSON, id="title"),
        pytest.param("Minsk summit", Name.EVENT, id="event"),
        pytest.param("Operation Storm", Name.EVENT, id="operation"),
        pytest.param("sedov", Name.NONE, id="lower-case"),
        pytest.param("He", Name.NONE, id="pronoun"),
        pytest.param("Sedov resigned", Name.NONE, id="verb"),
        pytest.param("Sedov was there", Name.NONE, id="clause"),
        pytest.param("Ministry", Name.NONE, id="institution-alone"),
        pytest.param("Evening edition", Name.NONE, id="edition"),
        pytest.param("Table 4", Name.NONE, id="table"),
        pytest.param("The Council statement", Name.NONE, id="statement"),
        pytest.param("[ABC]", Name.NONE, id="only-a-short-form"),
        pytest.param("10 million", Name.NONE, id="sum"),
        pytest.param("", Name.NONE, id="empty"),
        pytest.param("A " * 20, Name.NONE, id="too-long"),
    ],
)
def test_judge(phrase: str, sort: Name) -> None:
    assert judge(phrase) is sort


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        pytest.param("CRU", "members of the Coast Rescue Union ", True, id="initials"),
        pytest.param("UFC", "the Union for the Coast", True, id="small-words-may-count"),
        pytest.param("UC", "the Union for the Coast", True, id="small-words-may-be-skipped"),
        pytest.param("CTV", "the Coast Television ", True, id="letters-inside-a-word"),
        pytest.param("MiG", "Mikoyan i Gurevich", True, id="mixed-case"),
        pytest.param("CRUs", "Coast Rescue Units", True, id="plural"),
        pytest.param("CRU", "Coast Rescue Union and others", False, id="not-the-last-words"),
        pytest.param("CRU", "Union", False, id="too-few-words"),
        pytest.param("X", "Xylophone", False, id="one-letter"),
        pytest.param("CRU", "", False, id="nothing-before"),
    ],
)
def test_abbreviates(short: str, long: str, expected: bool) -> None:
    assert abbreviates(short, long) is expected


def test_a_surname_is_known_by_what_stands_before_it() -> None:
    assert surnames_in("Sedov came. President Sedov left.") == {"Sedov"}
    assert surnames_in("Ivan Sedov, Dr. Lakeman’s friend,\nprofessor\nHill") == {"Sedov", "Lakeman", "Hill"}
    assert surnames_in("Sedov came") == frozenset()
