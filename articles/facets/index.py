"""FacetIndex: the bitmaps of all values in memory, and what is asked of them."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass
from heapq import heappush, heapreplace
from itertools import pairwise

from pyroaring import BitMap

from articles.facets.ordinals import ORDINALS, UNDATED_SLOTS, day_of, span_of, whole_day
from articles.facets.values import Value

_EMPTY = BitMap()


@dataclass(frozen=True, slots=True)
class Tally:
    """How many articles have a value."""

    key: str
    count: int


class FacetIndex:
    """Bitmaps of ordinals by facet and key. It does not change, and bitmaps that it hands out must not be changed."""

    def __init__(self, bitmaps: Iterable[tuple[Value, BitMap]] = ()) -> None:
        self._bitmaps: dict[str, dict[str, BitMap]] = {}
        self._ranked: dict[str, list[tuple[int, str]]] = {}
        self._put(bitmaps)

    def __len__(self) -> int:
        """The number of values."""
        return sum(len(values) for values in self._bitmaps.values())

    def with_bitmaps(self, bitmaps: Iterable[tuple[Value, BitMap]]) -> FacetIndex:
        """The same index in which these values have these articles; an empty bitmap takes a value away."""
        changed = FacetIndex()
        changed._bitmaps = {facet: dict(values) for facet, values in self._bitmaps.items()}
        changed._put(bitmaps)
        return changed

    def _put(self, bitmaps: Iterable[tuple[Value, BitMap]]) -> None:
        for (facet, key), bitmap in bitmaps:
            values = self._bitmaps.setdefault(facet, {})
            if bitmap:
                values[key] = bitmap
            else:
                values.pop(key, None)

    # Asking ----------------------------------------------------------------------------------------------------------

    def of(self, facet: str, key: str = "") -> BitMap:
        """The articles that have one value."""
        return self._bitmaps.get(facet, {}).get(key, _EMPTY)

    def any_of(self, facet: str, keys: Iterable[str]) -> BitMap:
        """The articles that have at least one of the values."""
        return BitMap.union(BitMap(), *(self.of(facet, key) for key in keys))

    def keys(self, facet: str) -> Iterator[str]:
        """The keys of a facet that some article has, in no order."""
        return iter(self._bitmaps.get(facet, {}))

    def between(self, first: datetime.date | None, last: datetime.date | None) -> BitMap:
        """The articles that can have appeared on a day from ``first`` to ``last``; None leaves that side open.

        An interval counts when it overlaps; an article without any date does not.
        """
        found = self.of("dated")
        if last is not None:
            _, end = span_of(None, last)
            beginning = (key for key in self.keys("begins") if key > last.isoformat())
            found = (part_of(found, 0, end) | found & self.of("open-start")) - self.any_of("begins", beginning)
        if first is not None:
            begin, _ = span_of(first, None)
            ending = (key for key in self.keys("ends") if key >= first.isoformat())
            later = part_of(self.of("exact"), begin, ORDINALS)
            found = found & (later | self.any_of("ends", ending) | self.of("open-end"))
        return found

    def top(self, facet: str, within: BitMap, limit: int | None, *, but: Container[str] = ()) -> list[Tally]:
        """The values that most articles of ``within`` have, the most frequent first, at most ``limit``; None gives all.

        Values are tried in the order of all their articles, which no count can exceed: as soon as the next value is
        rarer than the last of the best, no later one can be among them, and the search ends.

        Args:
            but: keys that are left out.
        """
        best: list[tuple[int, str]] = []
        for size, key in self._by_size(facet):
            if len(best) == limit and size <= best[0][0]:
                break
            if key in but:
                continue
            count = within.intersection_cardinality(self._bitmaps[facet][key])
            if not count:
                continue
            if limit is None or len(best) < limit:
                heappush(best, (count, key))
            elif count > best[0][0]:
                heapreplace(best, (count, key))
        return [Tally(key, count) for count, key in sorted(best, key=lambda found: (-found[0], found[1]))]

    def count(self, facet: str, keys: Iterable[str], within: BitMap) -> list[Tally]:
        """How many articles of ``within`` have each of these values."""
        return [Tally(key, within.intersection_cardinality(self.of(facet, key))) for key in keys]

    def total(self, facet: str, within: BitMap) -> int:
        """The sum, over the articles of ``within``, of a number that is kept as the powers of two it consists of."""
        return sum(int(key) * within.intersection_cardinality(self.of(facet, key)) for key in self.keys(facet))

    def per_span(self, within: BitMap, days: Iterable[datetime.date]) -> list[int]:
        """How many articles of ``within`` begin from each day up to the next; the last day only ends the series."""
        borders = [span_of(day, None)[0] for day in days]
        ranks = [within.rank(border - 1) for border in borders]
        return [after - before for before, after in pairwise(ranks)]

    def per_year(self, within: BitMap) -> list[tuple[int, int]]:
        """How many articles of ``within`` begin in each year from the first to the last, those without any too.

        The undated are in none.
        """
        dated = part_of(within, UNDATED_SLOTS, ORDINALS)
        if not dated:
            return []
        first, last = day_of(dated.min()).year, day_of(dated.max()).year
        borders = [datetime.date(year, 1, 1) for year in range(first, last + 2)]
        return list(zip(range(first, last + 1), self.per_span(dated, borders), strict=True))

    def _by_size(self, facet: str) -> list[tuple[int, str]]:
        ranked = self._ranked.get(facet)
        if ranked is None:
            ranked = sorted(((len(bitmap), key) for key, bitmap in self._bitmaps.get(facet, {}).items()), reverse=True)
            self._ranked[facet] = ranked
        return ranked


def part_of(result: BitMap, begin: int, end: int) -> BitMap:
    """The ordinals of ``result`` from ``begin`` up to but not including ``end``.

    What is outside is cut off. A bitmap of the range to intersect with would be of all ordinals that there can be.
    """
    part = result.copy()
    part.remove_range(0, begin)
    part.remove_range(end, ORDINALS)
    return part


def page_of(result: BitMap, first: int, length: int) -> list[int]:
    """The ordinals of a stretch of a result, the newest first; the cost does not depend on where it begins."""
    end = max(len(result) - first, 0)
    return list(result[max(end - length, 0) : end])[::-1]


def oldest_page_of(result: BitMap, first: int, length: int) -> list[int]:
    """The same with the oldest day first; within a day the order is that of issues and positions all the same."""
    found: list[int] = []
    place, total = first, len(result)
    while len(found) < length and place < total:
        begin, end = whole_day(result[place])
        low, high = result.rank(begin) - (begin in result), result.rank(end - 1)
        day = [result[rank] for rank in range(high - 1, low - 1, -1)]
        found += day[place - low :]
        place = high
    return found[:length]
