"""Round brackets of a text, paired in one pass.

A pair that runs over a paragraph break is a box or an accident, and is left out. Of a deep nest only the innermost
``MAX_DEPTH`` levels are paired, so that no text costs more than its length.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from articles.citations.patterns import MONTH

MAX_DEPTH = 6
#: A bracket that is open where its paragraph ends; and square brackets with neither kind inside.
_LEFT_OPEN = re.compile(r"\((?:[^()\n]|\n(?![ \t]*\n)){6,200}+(?=\n[ \t]*\n|\s*\Z)")
_OPENS = r"[\"“‘'«]?[^\W\d_a-z]"
#: The same up to the end of a sentence that a figure or a month closes: "(Herald, November 26. The minister".
OPEN_IN_SENTENCE = re.compile(rf"\([^()\n]{{5,200}}?(?:\d|{MONTH})\.(?:(?=[ \t]+{_OPENS})|(?=[ \t]*\n[ \t]*{_OPENS}))")
_SQUARE = re.compile(r"\[[^\[\]()\n]{6,200}\]")
_PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n")

Pair = tuple[int, int]


class Bracket(NamedTuple):
    """A pair: ``text[start:end]`` with both brackets.

    Attributes:
        inner: the pairs directly inside.
        unclosed: where an opening bracket stands that has no partner and holds this pair first of all, or -1.
    """

    start: int
    end: int
    inner: tuple[Pair, ...] = ()
    unclosed: int = -1


def brackets(text: str) -> list[Bracket]:
    """All pairs of round brackets in ``text``, ordered by where they begin; unbalanced ones are left out."""
    found: list[Bracket] = []
    opened: deque[tuple[int, list[Pair]]] = deque(maxlen=MAX_DEPTH)
    nested = False
    for at, opens in _marks(text):
        if opens:
            opened.append((at, []))
        elif opened:
            start, inner = opened.pop()
            if text.find("\n", start, at) >= 0 and _PARAGRAPH_BREAK.search(text, start, at):
                continue
            found.append(Bracket(start, at + 1, tuple(inner)))
            if opened:
                nested = True
                opened[-1][1].append((start, at + 1))
    if nested:
        found.sort()
        without_partner = {inner[0]: start for start, inner in opened if inner}
        if without_partner:
            found = [
                bracket._replace(unclosed=without_partner.get((bracket.start, bracket.end), -1)) for bracket in found
            ]
    return found


def stray_brackets(text: str, pairs: list[Bracket]) -> Iterator[tuple[Bracket, str]]:
    """Square brackets, and round ones that paragraph or sentence leaves open, outside ``pairs``; each with its inside.

    They are rarer and less certain than pairs of round ones; what they hold must speak for itself.
    """
    starts = [pair.start for pair in pairs]
    furthest = list(accumulate((pair.end for pair in pairs), max))
    for pattern, closed in ((_SQUARE, 1), (_LEFT_OPEN, 0), (OPEN_IN_SENTENCE, 0)):
        for found in pattern.finditer(text):
            before = bisect_right(starts, found.start())
            if before == 0 or furthest[before - 1] <= found.start():
                end = found.start() + len(found.group().rstrip())
                yield Bracket(found.start(), end), text[found.start() + 1 : end - closed]


def _marks(text: str) -> Iterator[tuple[int, bool]]:
    """Where brackets stand, in order, and whether each opens. ``find`` skips prose faster than any pattern."""
    opening, closing = text.find("("), text.find(")")
    while closing >= 0:
        if 0 <= opening < closing:
            yield opening, True
            opening = text.find("(", opening + 1)
        else:
            yield closing, False
            closing = text.find(")", closing + 1)
    while opening >= 0:
        yield opening, True
        opening = text.find("(", opening + 1)
