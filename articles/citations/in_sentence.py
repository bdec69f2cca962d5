"""Outlets that the sentence names and a bracket only dates: "told Herald (5 May) that".

The bracket must hold a date to the day and nothing else. The outlet is looked for in the same sentence before it, and
must be one that the caller or the text knows, or say by its form that it is one; nobody's surname becomes an outlet.
"""

from __future__ import annotations

import re

from articles.citations import words
from articles.citations.matches import CitedItem
from articles.citations.names import Name
from articles.citations.patterns import TOKEN
from articles.citations.phrases import named_sources
from articles.citations.vocabulary import Vocabulary
from articles.citations.written_dates import read_dates
from edm_archive.text.normalize import fold
from edm_archive.text.spans import Span

_REACH = 300  # characters before the bracket in which the outlet must stand
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[A-Z“\"])|\n\s*\n")
_RUN = re.compile(
    r"[A-Z][\w'’.&+-]*(?:\s+(?:(?:of|and|the|de|i|al)\s+)?(?:[A-Z][\w'’&+-]*|radio|television|tv|gazeta))*"
)
#: What makes the capitalised words right before a dated bracket an outlet.
_TOLD = re.compile(
    r"(?:told|to|by|in|on|with)\s+(?:the\s+|an?\s+)?$|(?:published|broadcast|carried|printed)\s+(?:in|on|by)\s+(?:the\s+)?$"
)
#: "the daily Herald", "the news agency Nova".
_DESCRIBED = re.compile(rf"(?:{'|'.join(sorted(words.DESCRIPTIONS))}|service)\s+$")
_PIECE = re.compile(r"\s+(?:interview|editorial|article|report|commentary|dispatch|broadcast)s?(?!\w)")


def in_sentence(
    text: str, start: int, end: int, vocabulary: Vocabulary, learned: frozenset[str]
) -> tuple[CitedItem, ...]:
    """The outlet that the bracket at ``start`` dates, as one item; empty when it dates none that is known."""
    inside = text[start + 1 : end - 1]
    token = TOKEN.fullmatch(inside.strip()) if any(c.isdigit() for c in inside) and len(inside) < 60 else None
    if token is None or token.lastgroup != "DATE":
        return ()
    dates = read_dates(token.group(), start + 1 + inside.index(token.group()))
    if not any(date.day for date in dates):
        return ()
    begin = max(0, start - _REACH)
    for sentence_end in _SENTENCE_END.finditer(text, begin, start):
        begin = sentence_end.end()
    for run in reversed(list(_RUN.finditer(text, begin, start))):
        item = _outlet(text, run, start, vocabulary, learned)
        if item is not None:
            source, offset, key = item
            span = Span(run.start() + offset, run.start() + offset + len(source))
            return (CitedItem(source=source, source_span=span, dates=dates, outlet=key),)
    return ()


def _outlet(
    text: str, run: re.Match[str], start: int, vocabulary: Vocabulary, learned: frozenset[str]
) -> tuple[str, int, str | None] | None:
    """The name in a run of capitalised words if it is an outlet's: (name, offset in the run, key)."""
    sources = named_sources(run.group(), vocabulary)
    if not sources:
        return None
    source = sources[-1]
    known = source.outlet is not None or fold(source.name) in learned or source.sort is Name.OUTLET
    between = text[run.end() : start]
    if not known and source.sort is Name.PLAIN:
        piece = _PIECE.match(between) is not None or _DESCRIBED.search(text, max(0, run.start() - 16), run.start())
        adjacent = not between.strip(" ,")
        known = bool(piece) or (adjacent and _TOLD.search(text, max(0, run.start() - 24), run.start()) is not None)
    return (source.name, source.start, source.outlet) if known else None
