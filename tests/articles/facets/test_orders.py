"""Orders by number and by headline, page by page, against sorting everything."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from articles.facets import FacetIndex, by_headline, by_number, number_of
from articles.facets import orders as module
from articles.facets.letters import LETTERS, letters_of
from edm_archive.text.normalize import fold

BEGINNINGS = ["The Kremlin’s New", "Turkmenistan", "新聞の要約と今日"]
HEADLINES = st.one_of(
    st.text("aAbé ’–7бЖ中丁", max_size=4),
    st.builds("{} {}".format, st.sampled_from(BEGINNINGS), st.text("ab 中", max_size=3)),
    st.text(max_size=20),
)


def indexed(headlines: dict[int, str]) -> FacetIndex:
    bitmaps: dict[tuple[str, str], BitMap] = {}
    for ordinal, headline in headlines.items():
        for value in letters_of(headline):
            bitmaps.setdefault(value, BitMap()).add(ordinal)
    return FacetIndex(bitmaps.items())


@pytest.mark.parametrize("few", [0, 3, 64])
@given(st.lists(HEADLINES, min_size=1, max_size=60), st.integers(1, 12), st.sets(st.integers(0, 59)))
def test_pages_by_headline_are_the_sorted_list_cut_up(
    few: int, titles: list[str], length: int, left_out: set[int]
) -> None:
    headlines = dict(enumerate(titles))
    index = indexed(headlines)
    within = BitMap(headlines) - BitMap(left_out)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "FEW", few)  # the bound is for speed; what is found must not depend on it
        pages = [
            by_headline(index, within, first, length, lambda some: {ordinal: headlines[ordinal] for ordinal in some})
            for first in range(0, len(within) + length, length)
        ]
    assert list(itertools.chain(*pages)) == sorted(within, key=lambda one: (fold(headlines[one]), -one))


@given(st.text())
def test_letters_sort_as_headlines_do(headline: str) -> None:
    values = dict(letters_of(headline))
    assert len(values) <= LETTERS
    assert list(values) == [f"letter-{place}" for place in range(len(values))]
    assert all(unit for unit in list(values.values())[:-1])
    assert all(len(unit) <= 1 and unit != "\x00" for unit in values.values())


def test_few_headlines_are_looked_at_whole() -> None:
    headlines = {ordinal: f"{ordinal * 7919 % 10_000:05d} dispatches" for ordinal in range(10_000)}
    index = indexed(headlines)
    asked: list[int] = []

    def looked_up(some: BitMap) -> dict[int, str]:
        asked.append(len(some))
        return {ordinal: headlines[ordinal] for ordinal in some}

    for first in (0, 5_000, 9_980):
        page = by_headline(index, BitMap(headlines), first, 20, looked_up)
        assert [headlines[ordinal] for ordinal in page] == [f"{n:05d} dispatches" for n in range(first, first + 20)]
    assert len(asked) == 3
    assert max(asked) <= 2 * module.FEW + 20


def test_equal_headlines_are_not_looked_at() -> None:
    index = indexed(dict.fromkeys(range(1_000), "In brief"))
    assert by_headline(index, BitMap(range(1_000)), 500, 3, lambda some: pytest.fail("asked")) == [499, 498, 497]


def test_an_article_whose_letters_are_not_known_yet_comes_last() -> None:
    index = indexed(dict.fromkeys(range(100), "In brief"))
    assert by_headline(index, BitMap(range(102)), 99, 5, lambda some: {}) == [0, 101, 100]


@given(st.lists(st.integers(0, 12), max_size=60), st.integers(1, 12), st.sets(st.integers(0, 59)))
def test_pages_by_number_are_the_sorted_list_cut_up(numbers: list[int], length: int, left_out: set[int]) -> None:
    bitmaps: dict[tuple[str, str], BitMap] = {}
    for ordinal, number in enumerate(numbers):
        if number:
            bitmaps.setdefault(("cited-by", str(number)), BitMap()).add(ordinal)
    index = FacetIndex(bitmaps.items())
    within = BitMap(range(len(numbers))) - BitMap(left_out)
    pages = [by_number(index, "cited-by", within, first, length) for first in range(0, len(within) + length, length)]
    assert list(itertools.chain(*pages)) == sorted(within, key=lambda one: (-numbers[one], -one))
    assert [number_of(index, "cited-by", ordinal) for ordinal in range(len(numbers))] == numbers
