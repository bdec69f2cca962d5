"""What holds for every text: spans fit, nothing overlaps, nothing raises, time grows with length, and the automaton
finds what a plain search finds."""

from __future__ import annotations

import time
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from edm_archive.text.spans import Span
from entities.matching import (
    AliasEntry,
    Gazetteer,
    find_acronyms,
    find_names,
    find_roles,
    follow_acronyms,
    follow_surnames,
    name_parts,
    sort_name,
    surname,
)
from entities.matching.boundaries import closes, opens
from entities.matching.gazetteer import comparable

#: Pieces that together make prose with every construction the finders know, and much nonsense between.
PIECES = st.sampled_from(
    (
        "Pavel Orlov|Orlov|Anna van der Berg|Kazakhstan|Kazakhstani|Interfax-Kazakhstan|Black Sea Pact|BSP|"
        "(BSP)|[BSP]|BSP (|(Black Sea Pact)|, |. |; |: |’s|'s|’|“|”|-|–|—|--|(|)|[|]|\n|\n\n|\u00a0| the |"
        " of | of the | and | for | to | in |Foreign Minister|Secretary-General|head|President|spokesman|"
        "General|Lt. Gen.|Deputy|First|Ministry of|Defense|Service|presidential administration|Georgia’s|"
        "Russian|54|May 3|U.S.|www.example.org/Kazakhstan|a@b.example|İ|ß|\u0301|ex-|then-Prime Minister|"
        "al-Asad| 'Arabi|(see |, 54, |, who |Republic of|Treaty|said| report"
    ).split("|")
)
PROSE = st.one_of(
    st.text(max_size=200),
    st.lists(st.one_of(PIECES, st.just(" ")), max_size=60).map("".join),
    st.lists(PIECES, max_size=40).map(" ".join),
)
PEOPLE = {1: "Pavel Orlov", 2: "Anna van der Berg"}
NAMES = Gazetteer(
    [
        *(AliasEntry(name, key, "person", preferred=True) for key, name in PEOPLE.items()),
        AliasEntry("Kazakhstan", 3, "place"),
        AliasEntry("Black Sea Pact", 4, "organization", preferred=True),
        AliasEntry("sea", 5, "place", case="any"),
        AliasEntry("President", 6, "work", case="never"),
        AliasEntry("U.S.", 7, "place"),
    ]
)


def all_disjoint(spans: list[Span]) -> bool:
    return all(not first.overlaps(second) for first, second in pairwise(spans))


@given(PROSE)
@example("Pavel Orlov, Georgia’s")
@example("Foreign Minister")
def test_every_span_fits_its_quote_and_scores_are_scores(text: str) -> None:
    known = NAMES.find(text)
    acronyms = find_acronyms(text)
    shorts = follow_acronyms(text, acronyms, known)
    surnames = follow_surnames(text, known, PEOPLE)
    unknown = find_names(text, matches=[*known, *surnames, *shorts])
    for matches in (known, shorts, surnames, unknown):
        assert all_disjoint([match.span for match in matches])
        for match in matches:
            assert match.span.of(text) == match.quote != ""
            assert 0 < match.score <= 1
            assert match.reason
    assert all_disjoint(sorted(match.span for match in (*known, *surnames)))
    for acronym in acronyms:
        assert acronym.short.of(text) == acronym.short_form
        assert acronym.long.of(text) == acronym.long_form
        assert acronym.used_before is None or text.startswith(acronym.short_form, acronym.used_before)
        assert all(form in acronym.long_form for form in acronym.contains)


@given(PROSE)
def test_roles_hold_their_parts_in_their_evidence(text: str) -> None:
    for role in find_roles(text):
        assert role.person_span.of(text) == role.person != ""
        assert role.post_span.of(text) == role.post != ""
        assert (role.organization_span is None) == (role.organization == "")
        assert role.evidence.contains(role.person_span)
        assert role.evidence.contains(role.post_span)
        assert not role.person_span.overlaps(role.post_span)
        if role.organization_span:
            assert role.organization_span.of(text) == role.organization
            assert role.evidence.contains(role.organization_span)


@given(PROSE, st.lists(st.tuples(st.integers(0, 200), st.integers(0, 30)), max_size=8))
def test_holders_are_known_people_when_there_is_a_list(text: str, pairs: list[tuple[int, int]]) -> None:
    people = [Span(start, start + length) for start, length in pairs]
    assert all(role.person_span in people for role in find_roles(text, people))


@given(PROSE, st.lists(st.tuples(st.integers(0, 200), st.integers(0, 30)), max_size=5))
def test_nothing_is_found_outside(text: str, pairs: list[tuple[int, int]]) -> None:
    outside = [Span(start, start + length) for start, length in pairs]
    for match in (*NAMES.find(text, outside=outside), *find_names(text, outside=outside)):
        assert not any(match.span.overlaps(span) for span in outside if len(span))


@given(
    st.text("ab -'’.\n", max_size=60),
    st.lists(st.text("ab -'.", min_size=1, max_size=5), min_size=1, max_size=8),
)
def test_the_automaton_finds_what_a_plain_search_finds(text: str, aliases: list[str]) -> None:
    names = Gazetteer(AliasEntry(alias, alias, "place") for alias in aliases)
    same = comparable(text)
    wanted = {" ".join(alias.split()) for alias in aliases}
    hits = {
        (start, start + len(alias))
        for alias in wanted
        if any(map(str.isalnum, alias))
        for start in range(len(same))
        if same.startswith(alias, start) and opens(text, start) and closes(text, start + len(alias))
    }
    chosen: list[tuple[int, int]] = []
    for start, end in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
        if all(end <= other[0] or other[1] <= start for other in chosen):
            chosen.append((start, end))
    assert [(match.start, match.end) for match in names.find(text)] == sorted(chosen)


@given(st.text())
def test_marks_made_equal_keep_the_length(text: str) -> None:
    assert len(comparable(text)) == len(text)
    assert len(comparable(text).lower()) == len(text)


@given(st.text(max_size=60) | st.lists(PIECES, max_size=6).map(" ".join))
def test_names_never_raise_and_lose_no_surname(name: str) -> None:
    assert surname(name) in " ".join([sort_name(name), name_parts(name).surname])
    assert sort_name(name) == sort_name(name).strip()


ADVERSE = {
    "capitals": "Aaa ",
    "posts": "President ",
    "posts-and-names": "Aaa President ",
    "ranks": "General ",
    "qualifiers": "foreign ",
    "brackets": "(",
    "definitions": "Black Sea Pact (BSP) ",
    "letters": "a",
    "at-signs": "a@",
    "apostrophes": "'",
    "commas": "Orlov, ",
    "links": "Republic of ",
    "full-names": "Pavel Orlov. Orlov. ",
    "spaces": " ",
    "line-ends": "\n",
    "known-names": "Kazakhstan-",
    "small-hits": "sea sea-sea ",
}


def everything(text: str) -> None:
    known = NAMES.find(text)
    follow_acronyms(text, find_acronyms(text), known)
    follow_surnames(text, known, PEOPLE)
    find_names(text, matches=known)


@pytest.mark.parametrize("unit", [pytest.param(unit, id=name) for name, unit in ADVERSE.items()])
def test_time_grows_with_length_and_not_with_its_square(unit: str) -> None:
    """Eight times the text may take up to twenty-four times as long, so that a busy machine does not fail the test;
    quadratic work would take sixty-four."""

    def seconds(function: Callable[[str], Any], text: str) -> float:
        times = []
        for _ in range(3):
            began = time.process_time()
            function(text)
            times.append(time.process_time() - began)
        return min(times)

    short, long = unit * (8_000 // len(unit)), unit * (64_000 // len(unit))
    assert seconds(everything, long) < 24 * seconds(everything, short) + 0.05
