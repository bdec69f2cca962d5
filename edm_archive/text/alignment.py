"""Where words of a text stand after the text was edited.

A span is placed again only on the same words, and only where they are the same occurrence: inside a region that the
edit left alone, or else in edited text whose surroundings still resemble those of old. An occurrence that an unchanged
region accounts for is never given to the words of another place. Whatever is in doubt has no place (None).

The comparison goes from the large to the small, paragraphs, sentences, words, and compares the small only inside what
differs; where even that would be too much, the words count as rewritten. A word is never cut, so that "Kazakhstan" is
not found in "Kazakhstani".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

from edm_archive.text.spans import Span, context

#: Unchanged characters on one side of a span that show it to be the same occurrence.
SUPPORT = 12
#: Characters of context that are compared where a span stands in edited text.
WIDTH = 48
#: Characters that agree right beside a span and together count as the same surroundings.
ADJACENT = 32
#: How alike (0 to 1) the surroundings must be, and by how much the best place must lead the second.
LIKENESS, LEAD = 0.6, 0.1
#: Places of the same words that are weighed before there are too many to tell apart.
MAX_CANDIDATES = 50

#: Pieces of one edited passage times pieces of the other that are compared at most: some tenths of a second.
MAX_WORK = 4_000_000

#: Pieces into which a text is cut, the larger first; those of one size joined give the text again.
_SIZES = (
    re.compile(r"[^\n]*(?:\n[^\n]+)*\n*"),  # paragraphs
    re.compile(r"[^.!?]+[.!?]*\s*|[.!?]+\s*"),  # sentences, roughly
    re.compile(r"\w+|\s+|[^\w\s]"),  # words
)


@dataclass(frozen=True, slots=True)
class Region:
    """A run of characters that the edit left alone: ``old[at:at+length] == new[to:to+length]``."""

    at: int
    to: int
    length: int

    @property
    def end(self) -> int:
        """Where it ends in the old text."""
        return self.at + self.length


class Alignment:
    """How ``new`` grew out of ``old``."""

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = old, new
        self.regions = tuple(_joined(_unchanged(old, new)))
        self._starts = [region.at for region in self.regions]

    def place(self, span: Span) -> Span | None:
        """The place in the new text of the same words as ``span`` of the old; None where they are lost or in doubt."""
        return self._in_unchanged_text(span) or self.find(span.of(self.old), *context(self.old, span, WIDTH))

    def find(self, quote: str, prefix: str, suffix: str) -> Span | None:
        """The one place of ``quote`` in edited text that stands in surroundings like these."""
        ranked: list[tuple[float, Span]] = []
        for place in _occurrences(quote, self.new):
            if self._is_accounted_for(place):
                continue
            if len(ranked) == MAX_CANDIDATES:
                return None
            ranked.append((_likeness((prefix, suffix), context(self.new, place, WIDTH)), place))
        ranked.sort(reverse=True)
        if not ranked or ranked[0][0] < LIKENESS:
            return None
        if len(ranked) > 1 and ranked[0][0] - ranked[1][0] < LEAD:
            return None
        return ranked[0][1]

    def _in_unchanged_text(self, span: Span) -> Span | None:
        region = self._region_at(span.start)
        if region is None or span.end > region.end:
            return None
        place = span.shift(region.to - region.at)
        return place if self._is_supported(region, span) else None

    def _is_accounted_for(self, place: Span) -> bool:
        """Whether the words at ``place`` of the new text are those of some place of the old text."""
        for region in self.regions:
            if region.to <= place.start and place.end <= region.to + region.length:
                return self._is_supported(region, place.shift(region.at - region.to))
        return False

    def _is_supported(self, region: Region, span: Span) -> bool:
        """Whether enough unchanged text stands beside ``span`` to tell it from a chance agreement of words."""
        if span.start - region.at >= SUPPORT or region.end - span.end >= SUPPORT:
            return True
        return (region.at == region.to == 0) or (
            region.end == len(self.old) and region.to + region.length == len(self.new)
        )

    def _region_at(self, offset: int) -> Region | None:
        index = bisect_right(self._starts, offset) - 1
        if index < 0 or offset >= self.regions[index].end:
            return None
        return self.regions[index]


def _occurrences(quote: str, text: str) -> Iterator[Span]:
    """Where ``quote`` stands in ``text`` without cutting a word."""
    start = text.find(quote) if quote else -1
    while start >= 0:
        end = start + len(quote)
        cut = (text[start - 1 : start] + quote[0], quote[-1] + text[end : end + 1])
        if not any(len(pair) == 2 and pair.isalnum() for pair in cut):
            yield Span(start, end)
        start = text.find(quote, start + 1)


def _likeness(old: tuple[str, str], new: tuple[str, str]) -> float:
    """How alike two surroundings are, from 0 to 1: by what touches the words on both sides, or as a whole."""
    adjacent = _agreement(reversed(old[0]), reversed(new[0])) + _agreement(old[1], new[1])
    ratios = [SequenceMatcher(None, one, other, autojunk=False).ratio() for one, other in zip(old, new, strict=True)]
    return max(min(1.0, adjacent / ADJACENT), sum(ratios) / 2)


def _agreement(one: Iterable[str], other: Iterable[str]) -> int:
    """How many characters from the first on are the same."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _unchanged(old: str, new: str, size: int = 0) -> Iterator[Region]:
    """Regions in order: pieces of one size that are equal, and inside those that differ equal pieces of the next."""
    if size == len(_SIZES):
        return
    before, after = _SIZES[size].findall(old), _SIZES[size].findall(new)
    if len(before) * len(after) > MAX_WORK:
        return
    at = to = 0
    for _, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        for one, other in _paired(before[i:j], after[k:m]):
            if one == other:
                yield Region(at, to, len(one))
            else:
                for region in _unchanged(one, other, size + 1):
                    yield Region(at + region.at, to + region.to, region.length)
            at, to = at + len(one), to + len(other)


def _paired(before: list[str], after: list[str]) -> Iterator[tuple[str, str]]:
    """What is compared with what: as many pieces as before were edited in place, others are compared as a whole."""
    if len(before) == len(after):
        yield from zip(before, after, strict=True)
    else:
        yield "".join(before), "".join(after)


def _joined(regions: Iterator[Region]) -> Iterator[Region]:
    """Regions that follow each other without a gap in either text, as one."""
    last: Region | None = None
    for region in regions:
        if not region.length:
            continue
        if last is not None and last.end == region.at and last.to + last.length == region.to:
            last = Region(last.at, last.to, last.length + region.length)
            continue
        if last is not None:
            yield last
        last = region
    if last is not None:
        yield last
