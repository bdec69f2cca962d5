"""Outlets that the sentence names and a bracket only dates: "told Herald (5 May) that".

The bracket must hold a date to the day, after the number of an issue at most. The outlet is looked for in the same
sentence before it, and must be one that the caller or the text knows, or say by its form that it is one; nobody's
surname becomes an outlet.
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

_LONGEST_INSIDE = 60
_REACH = 300  # characters before the bracket in which the outlet must stand
_LONGEST_RUN = 8  # words of a run that are tried as the beginning of a name
_SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[A-Z“\"])|\n\s*\n")
#: Words that Slavic titles write small after their first.
_SMALL = "radio|television|tv|gazeta|zvezda|pravda|izvestiya|vedomosti|novosti|obozreniye"
_RUN = re.compile(rf"[A-Z][\w'’.&+-]*(?:\s+(?:(?:of|and|the|de|i|al)\s+)?(?:[A-Z][\w'’&+-]*|(?:{_SMALL})(?!\w)))*")
_FURTHER = re.compile(r"\s+[\w'’&+-]+")
_LONGEST_KNOWN = 5  # words beyond a run that may still belong to a known name
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
    if len(inside) >= _LONGEST_INSIDE or not any(c.isdigit() for c in inside):
        return ()
    number = TOKEN.match(inside)
    locator = number.group() if number is not None and number.lastgroup == "LOCATOR" else ""
    date = inside[len(locator) :].lstrip(" ,") if locator else inside.strip()
    token = TOKEN.fullmatch(date.strip())
    if token is None or token.lastgroup != "DATE":
        return ()
    dates = read_dates(token.group(), start + 1 + inside.rindex(token.group()))
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
            return (CitedItem(source=source, source_span=span, dates=dates, outlet=key, locator=locator),)
    return ()


def _outlet(
    text: str, run: re.Match[str], start: int, vocabulary: Vocabulary, learned: frozenset[str]
) -> tuple[str, int, str | None] | None:
    """The name in a run of capitalised words if it is an outlet's: (name, offset in the run, key)."""
    phrase = run.group()
    if known := _known(text, run, start, vocabulary, learned):
        return known
    sources = named_sources(phrase, vocabulary)
    if not sources:
        return None
    source = sources[-1]
    if source.sort is Name.OUTLET or (source.sort is Name.PLAIN and _is_called_outlet(text, run, start)):
        return source.name, source.start, source.outlet
    return None


def _known(
    text: str, run: re.Match[str], start: int, vocabulary: Vocabulary, learned: frozenset[str]
) -> tuple[str, int, str | None] | None:
    """The longest known name that begins in the run and goes on in words of any case: "Sinyaya volna"."""
    if not vocabulary.outlets and not learned:
        return None
    ends, at = [run.end()], run.end()
    while len(ends) <= _LONGEST_KNOWN and (further := _FURTHER.match(text, at, start)):
        at = further.end()
        ends.append(at)
    for begin in _word_begins(run.group()):  # "Later Herald called": what opens the sentence has a capital too
        for end in reversed(ends):
            name = text[run.start() + begin : end]
            folded = fold(name)
            if folded in learned or folded in vocabulary.outlets:
                return name, begin, vocabulary.outlets.get(folded)
    return None


def _word_begins(phrase: str) -> list[int]:
    return [match.start() for match in re.finditer(r"\S+", phrase)][:_LONGEST_RUN]


def _is_called_outlet(text: str, run: re.Match[str], start: int) -> bool:
    """Whether the words around a name say that it is an outlet's: "told Herald", "Herald report"."""
    before = max(0, run.start() - 24)
    if _PIECE.match(text, run.end()) or _DESCRIBED.search(text, before, run.start()):
        return True
    adjacent = not text[run.end() : start].strip(" ,")
    return adjacent and _TOLD.search(text, before, run.start()) is not None
