"""Spans, paragraphs, sentences and segments."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edm_archive.text.spans import Span, context, paragraphs, segments, sentences

prose = st.text(alphabet=st.sampled_from('aZ .!?\n\t"”)(5é'), max_size=80)


def test_a_span_refuses_to_be_turned_round_or_negative() -> None:
    for start, end in ((3, 2), (-1, 2)):
        with pytest.raises(ValueError, match="not a span"):
            Span(start, end)


def test_a_span_covers_contains_overlaps_and_moves() -> None:
    span = Span(2, 5)
    assert span.of("abcdefg") == "cde"
    assert len(span) == 3
    assert span.contains(Span(3, 5))
    assert not span.contains(Span(3, 6))
    assert span.overlaps(Span(4, 9))
    assert not span.overlaps(Span(5, 9))
    assert span.shift(-2) == Span(0, 3)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("One.\n\nTwo.", ["One.", "Two."], id="blank-line"),
        pytest.param("One\ntwo", ["One\ntwo"], id="line-end-is-no-paragraph"),
        pytest.param("\n\n  One \n \t\n\n Two\n", ["One", "Two"], id="white-space"),
        pytest.param(" \n\n ", [], id="nothing"),
    ],
)
def test_paragraphs_stand_between_blank_lines(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in paragraphs(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("It rained. He left.", ["It rained.", "He left."], id="two"),
        pytest.param(
            "He met Gen. Ivanov in the U.S. Senate. Then?",
            ["He met Gen. Ivanov in the U.S. Senate.", "Then?"],
            id="abbreviations",
        ),
        pytest.param("J. Smith wrote No. 5. It sold.", ["J. Smith wrote No. 5.", "It sold."], id="initial-and-number"),
        pytest.param("He said no. They went.", ["He said no.", "They went."], id="no-is-also-a-word"),
        pytest.param(
            "“It is so.” He left (Herald, May 5). Then rain.",
            ["“It is so.”", "He left (Herald, May 5).", "Then rain."],
            id="quotation-and-bracket",
        ),
        pytest.param("One and\n\ntwo. Three", ["One and", "two.", "Three"], id="never-across-paragraphs"),
        pytest.param("Он ушел. Шёл дождь.", ["Он ушел.", "Шёл дождь."], id="other-scripts"),
        pytest.param("at 3.5 percent. so", ["at 3.5 percent. so"], id="no-capital-no-end"),
    ],
)
def test_sentences_end_where_people_say(text: str, expected: list[str]) -> None:
    assert [span.of(text) for span in sentences(text)] == expected


def test_sentences_of_a_part_have_offsets_into_the_whole() -> None:
    text = "Left out. It rained. He left."
    assert [span.of(text) for span in sentences(text, Span(10, len(text)))] == ["It rained.", "He left."]


@given(prose)
def test_sentences_cover_all_that_is_not_white_space_in_order(text: str) -> None:
    found = sentences(text)
    assert "".join("".join(span.of(text).split()) for span in found) == "".join(text.split())
    assert all(first.end <= second.start for first, second in pairwise(found))
    assert all(any(whole.contains(span) for whole in paragraphs(text)) for span in found)


@given(prose, st.integers(0, 80), st.integers(0, 80))
def test_sentences_of_any_part_stay_in_it(text: str, first: int, second: int) -> None:
    start, end = sorted((min(first, len(text)), min(second, len(text))))
    part = Span(start, end)
    assert all(part.contains(span) for span in sentences(text, part))


def test_context_is_what_stands_around() -> None:
    assert context("abcdefgh", Span(3, 5), width=2) == ("bc", "fg")
    assert context("abc", Span(0, 3)) == ("", "")


@given(
    st.text(min_size=1, max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=6),
)
def test_segments_joined_are_the_text_and_know_what_covers_them(text: str, borders: list[tuple[int, int]]) -> None:
    annotations = [(Span(*sorted(pair)), index) for index, pair in enumerate(borders)]
    found = list(segments(text, Span(0, len(text)), annotations))
    assert "".join(segment.text for segment in found) == text
    for segment in found:
        for span, value in annotations:
            covers = value in segment.covering
            assert covers == (span.contains(segment.span) and span.overlaps(segment.span))
