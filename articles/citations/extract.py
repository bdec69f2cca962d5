"""Every parenthesis of a text classified, and the citing ones taken out.

Brackets come first, since that scan costs next to nothing and most prose has none; the grammar only ever sees the inside
of a bracket. Never raises on any text; the cost is linear in its length.
"""

from __future__ import annotations

import re
from dataclasses import replace

from articles.citations.brackets import Bracket, brackets
from articles.citations.classify import classify
from articles.citations.grammar import cited_items
from articles.citations.matches import (
    CitationMatch,
    CitedItem,
    ItemKind,
    Parenthesis,
    ParenthesisKind,
)
from articles.citations.names import abbreviates, is_acronym
from articles.citations.vocabulary import Vocabulary
from edm_archive.text.normalize import fold
from edm_archive.text.spans import Span

#: A longer inside is prose, whatever it holds; brackets within it are looked at by themselves.
LONGEST_CITATION = 600
_LONGEST_NAME_LIST = 60  # an unclosed bracket reaches at most so far before the closed one that completes it
_CONTEXT = 120
_WORTH_READING = re.compile(r"[A-ZÀ-ÞĀ-ŽА-Я]|\d|\.[a-z]|[Ii]bid")


def parse(text: str, vocabulary: Vocabulary) -> tuple[Parenthesis, ...]:
    """Every parenthesis of ``text`` in order, each with its kind, a reason, and the items it cites if it cites any."""
    found = brackets(text)
    items: list[tuple[CitedItem, ...]] = []
    for bracket in found:
        items.append(_read(text, bracket, vocabulary, frozenset()))
    learned = frozenset(
        fold(item.source) for cited in items for item in cited if item.dates and item.kind is ItemKind.PRESS
    )
    previous: CitedItem | None = None
    parentheses: list[Parenthesis] = []
    for bracket, cited in zip(found, items, strict=True):
        if not cited:
            cited = _read(text, bracket, vocabulary, learned)
        cited = _confirmed(text, bracket, cited, previous, learned)
        parentheses.append(_parenthesis(text, bracket, cited))
        if cited:
            previous = cited[-1]
    return tuple(parentheses)


def extract(text: str, vocabulary: Vocabulary) -> tuple[CitationMatch, ...]:
    """The citations and cross-references of ``text`` in order."""
    return tuple(
        CitationMatch(found.start, found.end, found.quote, found.items)
        for found in parse(text, vocabulary)
        if found.cites
    )


def _read(text: str, bracket: Bracket, vocabulary: Vocabulary, learned: frozenset[str]) -> tuple[CitedItem, ...]:
    span = bracket.span
    if len(span) > LONGEST_CITATION:
        return ()
    inside = text[span.start + 1 : span.end - 1]
    if not _WORTH_READING.search(inside):
        return ()
    for inner in bracket.inner:
        first, last = inner.start - span.start - 1, inner.end - span.start - 1
        inside = inside[:first] + "\x01" * (last - first) + inside[last:]
    return cited_items(inside, span.start + 1, vocabulary, learned)


def _confirmed(
    text: str, bracket: Bracket, cited: tuple[CitedItem, ...], previous: CitedItem | None, learned: frozenset[str]
) -> tuple[CitedItem, ...]:
    """The items, unless they are the short form of the words before the bracket; "Ibid." takes the source before."""
    if len(cited) == 1 and not cited[0].dates and not cited[0].host:
        only = cited[0]
        before = text[max(0, bracket.span.start - _CONTEXT) : bracket.span.start]
        if is_acronym(only.source) and abbreviates(only.source, before) and only.outlet is None:
            return ()
    kept: list[CitedItem] = []
    for item in cited:
        if item.form == "ibid":
            if previous is None:
                continue
            item = replace(previous, source_span=item.source_span, dates=item.dates or previous.dates, form="ibid")
        kept.append(item)
        previous = item
    return tuple(kept)


def _parenthesis(text: str, bracket: Bracket, cited: tuple[CitedItem, ...]) -> Parenthesis:
    span = bracket.span
    if not cited:
        before = text[max(0, span.start - _CONTEXT) : span.start]
        kind, reason = classify(_shortened(text, span), before)
        return Parenthesis(span.start, span.end, span.of(text), kind, reason)
    if all(item.kind is ItemKind.CROSS_REFERENCE for item in cited):
        kind, reason = ParenthesisKind.CROSS_REFERENCE, "It refers to a periodical of this archive by title and date."
    else:
        kind, reason = ParenthesisKind.CITATION, _reason(cited)
    return Parenthesis(span.start, span.end, span.of(text), kind, reason, cited)


def _reason(cited: tuple[CitedItem, ...]) -> str:
    names = ", ".join(item.source for item in cited)
    if any(item.dates for item in cited):
        return f"It names a source with a date: {names}."
    return f"It names a source: {names}."


def _shortened(text: str, span: Span) -> str:
    return text[span.start + 1 : min(span.end - 1, span.start + 1 + LONGEST_CITATION)]
