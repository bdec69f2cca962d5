"""The query language: what a reader types, what is understood, and what is said of the rest."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.search.query import MOST_TERMS, Field, Query, Term, parse, phrase


def term(words: str, field: str = "text", beginning: bool = False) -> Term:
    return Term(tuple(words.split()), beginning, Field(field))


UNDERSTOOD = [
    pytest.param("gas pipeline", [["gas"], ["pipeline"]], [], id="all-words"),
    pytest.param("Gas GAS gás", [["gas"]], [], id="one-word-once"),
    pytest.param('"collective security treaty"', [["collective security treaty"]], [], id="phrase"),
    pytest.param("«Коллективная безопасность»", [["коллективная безопасность"]], [], id="other-quotation-marks"),
    pytest.param("“curly” „low“", [["curly"], ["low"]], [], id="curly-quotation-marks"),
    pytest.param("U.S. C-300 kremlin.ru", [["u s"], ["c 300"], ["kremlin ru"]], [], id="marks-join-a-phrase"),
    pytest.param("Kazakhstan’s", [["kazakhstan"]], [], id="possessive"),
    pytest.param("gas -oil", [["gas"]], ["oil"], id="without"),
    pytest.param('gas -"natural gas" −coal', [["gas"]], ["natural gas", "coal"], id="without-a-phrase"),
    pytest.param("-oil", [], ["oil"], id="only-without"),
    pytest.param("gas NOT oil", [["gas"]], ["oil"], id="not"),
    pytest.param("kazakh OR uzbek gas", [["kazakh", "uzbek"], ["gas"]], [], id="or-binds-its-neighbours"),
    pytest.param("a OR b OR c d OR e", [["a", "b", "c"], ["d", "e"]], [], id="longer-or"),
    pytest.param("gas AND oil", [["gas"], ["oil"]], [], id="and"),
    pytest.param(
        "gas or oil and coal", [["gas"], ["or"], ["oil"], ["and"], ["coal"]], [], id="small-letters-are-words"
    ),
    pytest.param("gas - oil & coal", [["gas"], ["oil"], ["coal"]], [], id="marks-that-stand-alone"),
    pytest.param("co-operation", [["co operation"]], [], id="hyphen-inside"),
]


@pytest.mark.parametrize(("text", "groups", "without"), UNDERSTOOD)
def test_what_is_understood(text: str, groups: list[list[str]], without: list[str]) -> None:
    query = parse(text)
    assert query.groups == tuple(tuple(map(term, group)) for group in groups)
    assert query.without == tuple(map(term, without))
    assert query.notes == ()
    assert query.text == text


FIELDS = [
    pytest.param("kazakh*", term("kazakh", beginning=True), id="beginning"),
    pytest.param('"rapid reac"*', term("rapid reac", beginning=True), id="phrase-with-beginning"),
    pytest.param("C-30*", term("c 30", beginning=True), id="beginning-after-a-hyphen"),
    pytest.param("headline:gas", term("gas", "headline"), id="headline"),
    pytest.param("Author: Socor", term("socor", "author"), id="author-in-any-case-and-a-space"),
    pytest.param('source:"Nezavisimaya gazeta"', term("nezavisimaya gazeta", "source"), id="source-phrase"),
    pytest.param("source:nezav*", term("nezav", "source", beginning=True), id="source-beginning"),
]


@pytest.mark.parametrize(("text", "expected"), FIELDS)
def test_fields_and_beginnings(text: str, expected: Term) -> None:
    assert parse(text) == Query(text, ((expected,),))
    assert parse(f"-{text}") == Query(f"-{text}", (), (expected,))


NOTED = [
    pytest.param('gas "pipe line', [["gas"], ["pipe"], ["line"]], "quotation mark has no partner", id="quotation-mark"),
    pytest.param("OR gas", [["or"], ["gas"]], "“OR” was read as a word: it stands between two terms", id="or-first"),
    pytest.param("gas OR", [["gas"], ["or"]], "“OR” was read as a word", id="or-last"),
    pytest.param("gas OR -oil", [["gas"], ["or"]], "“OR” was read as a word", id="or-before-without"),
    pytest.param("NOT oil OR gas", [["or"], ["gas"]], "“OR” was read as a word", id="or-after-without"),
    pytest.param("gas NOT", [["gas"], ["not"]], "“NOT” was read as a word: it stands before a term", id="not-last"),
    pytest.param("AND gas", [["and"], ["gas"]], "“AND” was read as a word", id="and-first"),
    pytest.param("*gas", [["gas"]], "In “*gas” a star was left out", id="star-first"),
    pytest.param("ga*s", [["ga s"]], "In “ga*s” a star was left out", id="star-inside"),
    pytest.param("k* gas", [["k"], ["gas"]], "“k*” was read as the word “k”", id="short-beginning"),
    pytest.param("title:gas", [["title gas"]], "“title:” is not a field and was read as a word", id="no-such-field"),
    pytest.param("gas author:", [["gas"], ["author"]], "Nothing follows “author:”", id="field-of-nothing"),
    pytest.param("…!", [], "“…!” holds no letter or digit", id="no-word"),
]


@pytest.mark.parametrize(("text", "groups", "note"), NOTED)
def test_odd_syntax_is_read_as_words_and_said(text: str, groups: list[list[str]], note: str) -> None:
    query = parse(text)
    assert query.groups == tuple(tuple(map(term, group)) for group in groups)
    assert len(query.notes) == 1
    assert note in query.notes[0]


@pytest.mark.parametrize("text", ["10:30", "http://kremlin.ru/news", "Re:gas", "", "   "])
def test_what_needs_no_note(text: str) -> None:
    assert parse(text).notes == ()


def test_a_very_long_query_is_cut_and_says_so() -> None:
    query = parse(" ".join(f"w{number}" for number in range(MOST_TERMS + 5)))
    assert len(query.groups) == MOST_TERMS
    assert query.notes == (f"Only the first {MOST_TERMS} words were looked for.",)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Collective Security  Treaty", "collective security treaty"),
        ('"Collective Security"', "collective security"),
        ("CSTO", "csto"),
        ("CSTO OR NATO", ""),
        ("CSTO -NATO", ""),
        ("headline:CSTO", ""),
        ("CST*", ""),
        ("…", ""),
    ],
)
def test_what_may_be_a_name(text: str, name: str) -> None:
    assert parse(text).name == name


def test_a_phrase_holds_no_syntax() -> None:
    assert phrase('-author:"a* OR b').groups == ((term("author a or b"),),)
    assert phrase("—").is_empty


letters = st.text(alphabet="ab-−*:\"“” .ORANDTheadlinsuc'’é", max_size=40)


@given(st.text(max_size=60) | letters)
def test_reading_never_fails_and_gives_whole_terms(text: str) -> None:
    query = parse(text)
    terms = [*(term for group in query.groups for term in group), *query.without]
    assert all(group for group in query.groups)
    assert all(term.words and all(word.isalnum() for word in term.words) for term in terms)
    assert query.is_empty == (not terms)
    assert query.notes or terms or not text.strip()
    assert parse(query.text) == query
