"""Brackets are paired in one pass, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.citations.brackets import MAX_DEPTH, brackets


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("a (b) c (d)", ["(b)", "(d)"], id="two"),
        pytest.param("(a (b) (c))", ["(a (b) (c))", "(b)", "(c)"], id="nested"),
        pytest.param("a) b (c", [], id="unbalanced"),
        pytest.param("1) a (b) 2) c", ["(b)"], id="list-markers"),
        pytest.param("(a (b)", ["(b)"], id="never-closed"),
        pytest.param("(a\n\nb)", [], id="over-a-paragraph-break"),
        pytest.param("(a\nb)", ["(a\nb)"], id="over-a-line-end"),
        pytest.param("(a\n \t\nb) (c)", ["(c)"], id="over-a-blank-line-with-spaces"),
    ],
)
def test_pairs(text: str, expected: list[str]) -> None:
    assert [text[found.start : found.end] for found in brackets(text)] == expected


def test_pairs_know_what_is_directly_inside() -> None:
    outer, middle, inner = brackets("(a (b (c)))")
    assert outer.inner == ((middle.start, middle.end),)
    assert middle.inner == ((inner.start, inner.end),)
    assert inner.inner == ()


def test_a_pair_knows_the_unclosed_bracket_before_it() -> None:
    text = "x (a, (b) and (c)"
    assert [found.unclosed for found in brackets(text)] == [2, -1]
    assert [found.unclosed for found in brackets("(a, (b))")] == [-1, -1]


def test_only_the_innermost_levels_of_a_deep_nest_are_paired() -> None:
    found = brackets("(" * 50 + ")" * 50)
    assert len(found) == MAX_DEPTH


@given(st.text(alphabet="()a\n ", max_size=60))
def test_pairs_open_and_close_nest_and_come_in_order(text: str) -> None:
    found = brackets(text)
    for pair in found:
        assert text[pair.start] == "("
        assert text[pair.end - 1] == ")"
        assert "\n\n" not in text[pair.start : pair.end]
        for start, end in pair.inner:
            assert pair.start < start < end < pair.end
    assert [pair.start for pair in found] == sorted({pair.start for pair in found})
    for first in found:
        for second in found:
            apart = first.end <= second.start or second.end <= first.start
            nested = first.start <= second.start <= second.end <= first.end
            assert apart or nested or second.start <= first.start <= first.end <= second.end
