"""Spans: half-open ranges of character offsets into a text, and how a text is cut along them.

Offsets count Unicode code points, as Python strings do. A span refuses to be negative or turned round; an empty span is
allowed, since a caret between two characters is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Generic, TypeVar

PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n\s*")
_SENTENCE_END = re.compile(r"[.!?][\"'”’)\]]*(?=\s+[\"'“‘(\[]?(?:[^\W_a-zà-öø-ÿа-яё]))")
#: Words whose full stop does not end a sentence in the prose of a periodical.
_ABBREVIATIONS = frozenset(
    """mr mrs ms dr prof gen lt col maj sgt capt adm sen rep gov pres st vs etc e.g i.e u.s u.k u.n jan feb mar apr jun
    jul aug sep sept oct nov dec""".split()
)
#: Words that are abbreviations only before a figure: "No. 5", but not "He said no."
_BEFORE_FIGURES = frozenset({"no", "nos", "vol", "p", "pp", "art", "ch"})
_SINGLE_LETTERS = re.compile(r"(?:[^\W\d_]\.)*[^\W\d_]")
_LONGEST_ABBREVIATION = 12


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """The characters from ``start`` up to, not including, ``end``."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"not a span: {self.start} to {self.end}")

    def __len__(self) -> int:
        return self.end - self.start

    def of(self, text: str) -> str:
        """The characters of ``text`` that the span covers."""
        return text[self.start : self.end]

    def contains(self, other: Span) -> bool:
        """Whether ``other`` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def shift(self, by: int) -> Span:
        """The span moved by ``by`` characters."""
        return Span(self.start + by, self.end + by)


def paragraphs(text: str) -> tuple[Span, ...]:
    """The spans of the paragraphs of ``text``: what stands between blank lines, white space at the ends left out."""
    found: list[Span] = []
    position = 0
    for gap in PARAGRAPH_BREAK.finditer(text):
        _append_stripped(found, text, position, gap.start())
        position = gap.end()
    _append_stripped(found, text, position, len(text))
    return tuple(found)


def _append_stripped(found: list[Span], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        found.append(Span(start, end))


def sentences(text: str, within: Span | None = None) -> tuple[Span, ...]:
    """The spans of the sentences of ``text`` (or of the part ``within``), never across a paragraph break.

    A full stop after a known abbreviation or a single letter ("U.S.", "Gen.", "J. Smith", "No. 5") ends none.
    """
    whole = Span(0, len(text)) if within is None else within
    found: list[Span] = []
    for paragraph in paragraphs(whole.of(text)):
        block = paragraph.shift(whole.start)
        position = block.start
        for stop in _SENTENCE_END.finditer(text, block.start, block.end):
            if not _abbreviates(text, block.start, stop):
                _append_stripped(found, text, position, stop.end())
                position = stop.end()
        _append_stripped(found, text, position, block.end)
    return tuple(found)


def _abbreviates(text: str, start: int, stop: re.Match[str]) -> bool:
    """Whether the full stop at ``stop`` belongs to the word before it."""
    if not stop.group().startswith("."):
        return False
    before = text[max(start, stop.start() - _LONGEST_ABBREVIATION) : stop.start()].split()
    word = before[-1].lstrip("(\"'“‘[").casefold() if before else ""
    if word in _BEFORE_FIGURES:
        return text[stop.end() : stop.end() + 2].strip()[:1].isdigit()
    return word in _ABBREVIATIONS or _SINGLE_LETTERS.fullmatch(word) is not None


def context(text: str, span: Span, width: int = 32) -> tuple[str, str]:
    """The ``width`` characters before and after ``span``: prefix and suffix of a W3C TextQuoteSelector."""
    return text[max(0, span.start - width) : span.start], text[span.end : span.end + width]


Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class Segment(Generic[Value]):
    """A run of text over which the set of covering annotations does not change."""

    span: Span
    text: str
    covering: tuple[Value, ...]


def segments(text: str, within: Span, annotations: Sequence[tuple[Span, Value]]) -> Iterator[Segment[Value]]:
    """Cut ``text[within]`` at every border of the ``annotations``.

    Args:
        annotations: pairs of span and whatever the caller wants back; may nest and overlap in any way.

    Yields:
        Segments in order, which joined give ``text[within]`` again; ``covering`` keeps the order of ``annotations``.
    """
    near = [(span, value) for span, value in annotations if span.overlaps(within)]
    borders = {within.start, within.end}
    for span, _ in near:
        borders.update(edge for edge in (span.start, span.end) if within.start < edge < within.end)
    for start, end in pairwise(sorted(borders)):
        piece = Span(start, end)
        yield Segment(piece, piece.of(text), tuple(value for span, value in near if span.contains(piece)))
