"""The index in memory against a plain reading of the same articles."""

from __future__ import annotations

import datetime
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from articles.facets import (
    Described,
    FacetIndex,
    day_of,
    oldest_page_of,
    ordinals_of,
    page_of,
    slots_of,
    span_of,
    values_of,
)
from articles.facets.index import part_of
from articles.facets.ordinals import EARLIEST, LATEST, reckoned

ENTITIES = st.tuples(st.sampled_from(["person", "place"]), st.integers(1, 6))
#: Days of one season, and some outside of the reckoning.
DAYS = st.dates(datetime.date(1995, 1, 1), datetime.date(1995, 3, 1)) | st.dates(
    datetime.date(204, 1, 1), datetime.date(204, 1, 5)
)


@st.composite
def articles(draw: st.DrawFn) -> Described:
    """An article with any kind of date: a day, an interval, open on either side, none."""
    first, last = sorted((draw(DAYS), draw(DAYS)))
    shape = draw(st.sampled_from(["day", "interval", "open start", "open end", "unknown"]))
    begins = None if shape in ("open start", "unknown") else first
    ends = {"day": first, "interval": last, "open start": last}.get(shape)
    return Described(
        is_public=draw(st.booleans()),
        begins=begins,
        ends=ends,
        basis="unknown" if shape == "unknown" else draw(st.sampled_from(["stated", "inferred"])),
        publication=draw(st.integers(1, 2)),
        volume=1,
        issue=draw(st.sampled_from(["1", "2-3"])),
        entities=frozenset(
            draw(st.sets(st.tuples(st.sampled_from(["person", "place"]), st.integers(1, 6)), max_size=4))
        ),
        undecided=draw(st.booleans()),
    )


def indexed(held: list[Described]) -> tuple[FacetIndex, dict[int, Described]]:
    """The index of these articles, and the articles by ordinal."""
    by_day: dict[datetime.date | None, list[Described]] = {}
    for article in held:
        day = article.begins or article.ends
        by_day.setdefault(day and reckoned(day), []).append(article)
    placed = {
        ordinal: article
        for day, of_day in by_day.items()
        for ordinal, article in zip(ordinals_of(day, len(of_day)), of_day, strict=True)
    }
    bitmaps: dict[tuple[str, str], BitMap] = {}
    for ordinal, article in placed.items():
        for value in values_of(article):
            bitmaps.setdefault(value, BitMap()).add(ordinal)
    return FacetIndex(bitmaps.items()), placed


def _day(article: Described) -> datetime.date:
    """The day under which an article stands: those outside of the reckoning have no order of their own."""
    return reckoned(article.begins or article.ends or datetime.date.min)


def overlaps(article: Described, first: datetime.date | None, last: datetime.date | None) -> bool:
    if article.basis == "unknown":
        return False
    begins, ends = article.begins or datetime.date.min, article.ends or datetime.date.max
    return begins <= (last or datetime.date.max) and ends >= (first or datetime.date.min)


@given(st.lists(articles(), max_size=12), st.none() | DAYS, st.none() | DAYS)
def test_a_period_finds_what_can_have_appeared_in_it(
    held: list[Described], first: datetime.date | None, last: datetime.date | None
) -> None:
    index, placed = indexed(held)
    if first is None and last is None:
        expected = {ordinal for ordinal, article in placed.items() if article.basis != "unknown"}
    else:
        expected = {ordinal for ordinal, article in placed.items() if overlaps(article, first, last)}
    assert set(index.between(first, last)) == expected


@given(st.lists(articles(), max_size=30), st.integers(1, 5), st.sampled_from(["person", "place", "publication"]))
def test_the_most_frequent_values_are_exact_in_spite_of_the_early_stop(
    held: list[Described], limit: int, facet: str
) -> None:
    index, placed = indexed(held)
    within = index.of("public")
    counts = Counter(key for ordinal in within for found, key in values_of(placed[ordinal]) if found == facet)
    top = index.top(facet, within, limit)
    assert [tally.count for tally in top] == sorted(counts.values(), reverse=True)[:limit]
    assert all(counts[tally.key] == tally.count for tally in top)


@given(st.lists(articles(), max_size=30), st.integers(0, 30), st.integers(1, 10))
def test_a_page_is_a_stretch_of_the_sorted_result(held: list[Described], first: int, length: int) -> None:
    index, placed = indexed(held)
    everything = index.of("all")
    assert page_of(everything, first, length) == sorted(placed, reverse=True)[first : first + length]
    oldest = sorted(placed, key=lambda one: (_day(placed[one]), -one))
    dated = [ordinal for ordinal in oldest if placed[ordinal].begins or placed[ordinal].ends]
    assert oldest_page_of(BitMap(dated), first, length) == dated[first : first + length]


def test_an_index_with_changes_leaves_the_old_one_as_it_was() -> None:
    old = FacetIndex([(("person", "1"), BitMap([1, 2]))])
    new = old.with_bitmaps([(("person", "1"), BitMap()), (("person", "2"), BitMap([3]))])
    assert (len(old), list(old.of("person", "1"))) == (1, [1, 2])
    assert list(new.keys("person")) == ["2"]


def test_articles_per_stretch_of_time() -> None:
    days = [datetime.date(2004, 12, 31), datetime.date(2005, 1, 1), datetime.date(2006, 1, 1)]
    result = BitMap(ordinal for day in days for ordinal in ordinals_of(day, 2)) | BitMap(ordinals_of(None, 3))
    index = FacetIndex()
    years = [datetime.date(year, 1, 1) for year in (2004, 2005, 2006, 2007)]
    assert index.per_span(result, years) == [2, 2, 2]


@pytest.mark.parametrize("day", [None, datetime.date.min, datetime.date(1500, 1, 1), datetime.date(9000, 1, 1)])
def test_ordinals_have_32_bits_and_run_down(day: datetime.date | None) -> None:
    first, second = ordinals_of(day, 2)
    assert 0 < second < first < 1 << 32


def test_the_undated_come_before_all_days_and_stand_in_no_span() -> None:
    (undated,) = ordinals_of(None, 1)
    low, high = span_of(datetime.date(1, 1, 1), datetime.date(9999, 12, 31))
    assert undated < low < high <= 1 << 32


def test_a_day_gives_no_more_ordinals_than_it_has() -> None:
    assert len(ordinals_of(datetime.date(2004, 12, 2), 100_000)) == 16_384
    assert len(ordinals_of(datetime.date(2004, 12, 1), 100_000)) == 65_536  # of December 2004
    assert len(ordinals_of(datetime.date(2004, 1, 1), 600_000)) == 524_288  # of 2004


@given(st.dates(EARLIEST, LATEST - datetime.timedelta(1)), st.integers(0, 1 << 14))
def test_days_stand_one_after_the_other(day: datetime.date, slot: int) -> None:
    first, after = slots_of(day)
    assert slots_of(day + datetime.timedelta(1))[0] == after
    assert day_of(max(after - 1 - slot, first)) == day


@given(st.sets(st.integers(0, 100) | st.integers((1 << 32) - 100, (1 << 32) - 1)), st.data())
def test_a_part_is_what_lies_in_the_range(ordinals: set[int], data: st.DataObject) -> None:
    borders = st.integers(0, 100) | st.integers((1 << 32) - 100, 1 << 32)
    begin, end = data.draw(borders), data.draw(borders)
    whole = BitMap(ordinals)
    assert set(part_of(whole, begin, end)) == {ordinal for ordinal in ordinals if begin <= ordinal < end}
    assert set(whole) == ordinals, "the bitmap itself is left as it is"
