"""The words of a result marked, and the passage of its text that holds the most of them.

A text is given in pieces, each marked or not; it is for the template to print them. Words are compared as the index
compares them, as far as that goes character by character: case, accents, apostrophes and hyphens do not count.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from articles.search.query import Term
from edm_archive.text.normalize import fold

#: Characters of a passage, and of what is kept before its first mark.
WIDTH, BEFORE = 240, 60
#: Words that are looked for: more are no help to the eye.
MOST_WORDS = 30
_APOSTROPHES = "'’‘ʼ`´"
_SPACES = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of text, marked when it is what was looked for."""

    text: str
    is_marked: bool = False


class _Evenly(dict[int, str]):
    """From each character to its folded form, where that is one character; the others stay. No offset moves."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        folded = character if unicodedata.combining(character) else fold(character)
        self[code] = folded if len(folded) == 1 else character.lower() if len(character.lower()) == 1 else character
        return self[code]


_EVENLY = _Evenly({ord(mark): mark for mark in _APOSTROPHES})


class Marker:
    """Marks what a query looks for."""

    def __init__(self, terms: Iterable[Term]) -> None:
        found = sorted({(term.words, term.is_beginning) for term in terms}, key=lambda term: -len(term[0]))
        alternatives = [_pattern(*term) for term in found[:MOST_WORDS]]
        pattern = rf"(?<![^\W_])(?:{'|'.join(alternatives)})(?![^\W_])" if alternatives else r"(?!)"
        self._pattern = re.compile(pattern)

    def mark(self, text: str) -> tuple[Piece, ...]:
        """The whole of ``text``, for a headline."""
        return self._cut(text, self._spans(text), 0, len(text))

    def passage(self, text: str) -> tuple[Piece, ...]:
        """The passage of ``text`` with the most different words; none when no word is found."""
        spans = self._spans(text)
        if not spans:
            return ()
        first, _ = max(
            ((start, _variety(text, spans, start)) for start, _ in spans[:200]), key=lambda place: (place[1], -place[0])
        )
        start = max(0, first - BEFORE)
        end = min(len(text), start + WIDTH)
        if start:
            start = text.find(" ", start, first) + 1 or first
        if end < len(text):
            end = max(text.rfind(" ", first, end), next(stop for begin, stop in spans if begin == first))
        pieces = self._cut(text, spans, start, end)
        before, after = ["…\u00a0"] if start else [], ["\u00a0…"] if end < len(text) else []
        return (*map(Piece, before), *pieces, *map(Piece, after))

    def _spans(self, text: str) -> list[tuple[int, int]]:
        even = text.lower() if text.isascii() else text.translate(_EVENLY)
        return [found.span() for found in self._pattern.finditer(even)]

    def _cut(self, text: str, spans: list[tuple[int, int]], start: int, end: int) -> tuple[Piece, ...]:
        pieces: list[Piece] = []
        position = start
        for begin, stop in spans:
            if begin < start or stop > end:
                continue
            pieces += [Piece(text[position:begin]), Piece(text[begin:stop], is_marked=True)]
            position = stop
        pieces.append(Piece(text[position:end]))
        return tuple(Piece(_SPACES.sub(" ", piece.text), piece.is_marked) for piece in pieces if piece.text)


def _pattern(words: tuple[str, ...], is_beginning: bool) -> str:
    """A regular expression for words one after the other; between their letters may stand apostrophes.

    An apostrophe alone parts no words: "a’a" is one.
    """
    between = rf"(?:[{_APOSTROPHES}]s)?(?![{_APOSTROPHES}]+[^\W_])[\W_]+"
    whole = between.join(rf"[{_APOSTROPHES}]?".join(map(re.escape, word)) for word in words)
    return rf"{whole}\w*" if is_beginning else whole


def _variety(text: str, spans: list[tuple[int, int]], start: int) -> int:
    """How many different words are marked in the passage that begins at ``start``."""
    return len({text[begin:stop].lower() for begin, stop in spans if start <= begin and stop <= start + WIDTH - BEFORE})
