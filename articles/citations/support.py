"""Which words a citation supports: what stands before it, back to the previous citation or the paragraph's beginning."""

from __future__ import annotations

from collections.abc import Iterable

from articles.citations.matches import CitationMatch
from edm_archive.text.spans import Span, paragraphs, sentences

_LEFT_OVER = " \t\n.,;:!?)]”’\"'–—-"


def supported_span(text: str, match: CitationMatch, matches: Iterable[CitationMatch]) -> Span:
    """The words before ``match`` that it supports, without its bracket.

    They begin after the last other citation of the same paragraph that ends before it, or with the paragraph. A citation
    that stands first in its paragraph supports the sentence it opens, so that the span is empty only for an empty text.
    """
    begin = _paragraph_begin(text, match.start)
    for other in matches:
        if begin < other.end <= match.start:
            begin = other.end
    start, end = begin, match.start
    while start < end and text[start] in _LEFT_OVER:
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        return Span(start, end)
    return _sentence_around(text, match)


def _paragraph_begin(text: str, position: int) -> int:
    before = paragraphs(text[:position])
    if not before or text[before[-1].end : position].count("\n") > 1:
        return position
    return before[-1].start


def _sentence_around(text: str, match: CitationMatch) -> Span:
    """The sentence that holds the citation."""
    for paragraph in paragraphs(text):
        if paragraph.start <= match.start < paragraph.end:
            for sentence in sentences(text, paragraph):
                if sentence.contains(match.span):
                    return sentence
            return paragraph
    return match.span
