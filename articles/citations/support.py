"""Which words a citation supports: those before it, back to the previous citation or the paragraph's beginning."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from articles.citations.matches import CitationMatch
from edm_archive.text.spans import Span

_LEFT_OVER = " \t\n.,;:!?)]”’\"'–—-"
_LONGEST_SENTENCE = 1000
_NEAR = 16  # citations side by side before one, as far as they are looked through
_SENTENCE_END = re.compile(r"[.!?][\"”’)\]]*(?=\s|$)|\n[ \t]*\n")


def supported_span(text: str, match: CitationMatch, matches: Iterable[CitationMatch]) -> Span:
    """The words that ``match`` supports, its bracket left out; ``matches`` are all of the text.

    They begin after the last other citation of the same paragraph that ends before it, or with the paragraph. Of two
    citations side by side both support the same words. A citation that opens its paragraph supports the sentence
    after it.
    """
    earlier = sorted((other for other in matches if other.end <= match.start), key=lambda other: other.start)
    return _supported(text, match, earlier)


def supported_spans(text: str, matches: Sequence[CitationMatch]) -> tuple[Span, ...]:
    """The same for all ``matches``, which must be in the order of the text."""
    return tuple(_supported(text, match, matches[max(0, index - _NEAR) : index]) for index, match in enumerate(matches))


def _supported(text: str, match: CitationMatch, earlier: Sequence[CitationMatch]) -> Span:
    """The words before the match, or before the row of citations that it ends."""
    paragraph = _paragraph_begin(text, match.start)
    end = match.start
    for other in reversed(earlier[-_NEAR:]):
        if other.end > end:
            continue
        span = _without_left_over(text, max(other.end, paragraph), end)
        if len(span):
            return span
        end = max(other.start, paragraph)
    span = _without_left_over(text, paragraph, end)
    return span if len(span) else _sentence_after(text, match)


def _without_left_over(text: str, start: int, end: int) -> Span:
    """The words without the punctuation that the citation before left, and without space at the end."""
    while start < end and text[start] in _LEFT_OVER and not _opens_quotation(text, start):
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _opens_quotation(text: str, at: int) -> bool:
    """Whether the straight quotation mark at ``at`` is an opening one: after a space, before a word."""
    return text[at] == '"' and (at == 0 or text[at - 1].isspace()) and not text[at + 1 : at + 2].isspace()


def _paragraph_begin(text: str, position: int) -> int:
    """Where the paragraph around ``position`` begins: after the last blank line."""
    end = position
    while (newline := text.rfind("\n", 0, end)) >= 0:
        previous = text.rfind("\n", 0, newline)
        if previous >= 0 and not text[previous + 1 : newline].strip(" \t"):
            return newline + 1
        end = newline
    return 0


def _sentence_after(text: str, match: CitationMatch) -> Span:
    """The sentence that the citation opens, or an empty span at its end."""
    limit = min(len(text), match.end + _LONGEST_SENTENCE)
    found = _SENTENCE_END.search(text, match.end, limit)
    end = found.end() if found and not found.group().startswith("\n") else found.start() if found else limit
    return _without_left_over(text, match.end, end)
