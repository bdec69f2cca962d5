"""Where a name begins and ends in running text: the whole-word rule that every finder shares.

A name stands alone when no letter, digit or hyphenated part is joined to it. The possessive is the one ending allowed,
and it stays outside the span: "Kazakhstan’s" holds "Kazakhstan"; "Kazakhstani", "Interfax-Kazakhstan",
"Kazakhstan-based" and "kazakhstan.example" do not. Refused, too, is everything inside a web address.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable

from edm_archive.text.spans import Span

APOSTROPHES = "'’‘ʼ`´"
HYPHENS = "-\u2010\u2011"
#: The lookbehind and the bounds keep a long run of letters from being read again from each of its letters.
_ADDRESS = re.compile(
    r"(?:https?://|www\.)[^\s<>\"”“)\]]+|(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{1,190}", re.IGNORECASE
)


def _joined(character: str) -> bool:
    return character.isalnum() or character == "_" or unicodedata.combining(character) != 0


def opens(text: str, start: int) -> bool:
    """Whether a name may begin at ``start``: nothing before it is part of the same word."""
    if start == 0:
        return True
    before = text[start - 1]
    if before == " ":
        return True
    if _joined(before) or before in "@#":
        return False
    if before in HYPHENS or before in APOSTROPHES:
        return start == 1 or not _joined(text[start - 2])
    if before == "." and start > 1 and text[start].islower():
        return not _joined(text[start - 2])
    return True


def closes(text: str, end: int) -> bool:
    """Whether a name may end before ``end``: nothing after it is part of the same word, a possessive excepted."""
    if end >= len(text):
        return True
    after = text[end]
    if after in " ,":
        return True
    if _joined(after):
        return False
    following = text[end + 1] if end + 1 < len(text) else " "
    if after in HYPHENS:
        return not _joined(following)
    if after in APOSTROPHES:
        return not _joined(following) or is_possessive(text, end)
    if after == "." and text[end - 1] != ".":
        return not (following.islower() or following.isdigit())
    return True


def is_possessive(text: str, end: int) -> bool:
    """Whether a possessive ending, apostrophe and "s", stands at ``end`` and closes the word."""
    if text[end : end + 1] not in tuple(APOSTROPHES) or text[end + 1 : end + 2] not in ("s", "S"):
        return False
    return end + 2 >= len(text) or not _joined(text[end + 2])


class Closed:
    """Stretches of a text in which nothing is looked for, asked in logarithmic time."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        """Merge ``spans``, which may touch, nest, overlap and come in any order."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for span in sorted(spans):
            if self._ends and span.start <= self._ends[-1]:
                self._ends[-1] = max(self._ends[-1], span.end)
            elif len(span):
                self._starts.append(span.start)
                self._ends.append(span.end)

    def touches(self, start: int, end: int) -> bool:
        """Whether the characters from ``start`` to ``end`` share one with a closed stretch."""
        if not self._starts:
            return False
        at = bisect_right(self._starts, end - 1) - 1
        return at >= 0 and self._ends[at] > start


def addresses(text: str) -> tuple[Span, ...]:
    """The spans of web and mail addresses, in which words are not words."""
    if "www." not in text and "://" not in text and "@" not in text:
        return ()
    return tuple(Span(*found.span()) for found in _ADDRESS.finditer(text))
