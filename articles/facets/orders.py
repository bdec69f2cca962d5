"""Orders other than that of time: by a number, the greatest first, and by headline. Equals stand newest first.

What an order sorts by is a facet like any other: the articles of each number, and for each place of the folded headline
those that have a certain letter there. A stretch of the list is found by going through the values in their order and
counting, so that it costs the same at any depth, under any filter. Only where few articles are left to tell apart, or
where all letters that are kept are the same, are whole headlines compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from pyroaring import BitMap

from articles.facets.index import FacetIndex, page_of
from articles.facets.letters import LETTERS, facet_of
from edm_archive.text.normalize import fold

#: Up to so many articles are told apart by their whole headlines.
FEW = 64


def by_number(index: FacetIndex, facet: str, within: BitMap, first: int, length: int) -> list[int]:
    """The ordinals of a stretch of ``within`` by the number that ``facet`` has of each article, the greatest first.

    Those without one come last.
    """
    found: list[int] = []
    for key in sorted(index.keys(facet), key=int, reverse=True):
        here = index.of(facet, key)
        size = within.intersection_cardinality(here)
        if first < size:
            found += page_of(within & here, first, length - len(found))
            if len(found) == length:
                return found
        first = max(first - size, 0)
    return found + page_of(within - index.any_of(facet, index.keys(facet)), first, length - len(found))


def number_of(index: FacetIndex, facet: str, ordinal: int) -> int:
    """The number that ``facet`` has of an article; 0 without one."""
    return next((int(key) for key in index.keys(facet) if ordinal in index.of(facet, key)), 0)


@dataclass(frozen=True, slots=True)
class _Group:
    """Articles that the letters do not tell apart, and which stretch of them is wanted."""

    articles: BitMap
    first: int
    length: int
    are_equal: bool = False

    def ordered(self, headlines: Mapping[int, str]) -> list[int]:
        if self.are_equal:
            return page_of(self.articles, self.first, self.length)
        folded = {ordinal: fold(headlines.get(ordinal, "")) for ordinal in self.articles}
        ordered = sorted(self.articles, key=lambda ordinal: (folded[ordinal], -ordinal))
        return ordered[self.first : self.first + self.length]


def by_headline(
    index: FacetIndex, within: BitMap, first: int, length: int, headlines: Callable[[BitMap], Mapping[int, str]]
) -> list[int]:
    """The ordinals of a stretch of ``within`` from A to Z, whatever case, accents and punctuation.

    Args:
        headlines: gives the headlines of articles by ordinal; asked once.
    """
    groups = list(_groups(index, within, 0, first, length))
    unlike = BitMap.union(BitMap(), *(group.articles for group in groups if not group.are_equal))
    named = headlines(unlike) if unlike else {}
    return [ordinal for group in groups for ordinal in group.ordered(named)]


def _groups(index: FacetIndex, within: BitMap, place: int, first: int, length: int) -> Iterator[_Group]:
    """The groups, in order, that a stretch of ``within`` touches; their articles begin with the same letters."""
    if len(within) <= FEW or place == LETTERS:
        yield _Group(within, first, length)
        return
    facet = facet_of(place)
    for unit in sorted(index.keys(facet)):
        size = within.intersection_cardinality(index.of(facet, unit))
        if first < size:
            here = within & index.of(facet, unit)
            taken = min(size - first, length)
            if unit:
                yield from _groups(index, here, place + 1, first, taken)
            else:
                yield _Group(here, first, taken, are_equal=True)
            length -= taken
            if not length:
                return
        first = max(first - size, 0)
    # An article that the index does not know whole yet has no letters.
    yield _Group(within - index.any_of(facet, index.keys(facet)), first, length, are_equal=True)
