"""Round brackets of a text, paired in one pass.

A paragraph break closes nothing and forgets what is open: a bracket that runs over paragraphs is a box or an accident.
Of a deep nest only the innermost ``MAX_DEPTH`` levels are paired, so that no text costs more than its length.
"""

from __future__ import annotations

import re
from collections import deque
from typing import NamedTuple

MAX_DEPTH = 6
_MARK = re.compile(r"[()]|\n[ \t]*\n")

Pair = tuple[int, int]


class Bracket(NamedTuple):
    """A pair of brackets: ``text[start:end]`` with both, the pairs directly inside, and where a "(" shortly before it
    was left unclosed in the same paragraph, or -1."""

    start: int
    end: int
    inner: tuple[Pair, ...] = ()
    unclosed: int = -1


def brackets(text: str) -> list[Bracket]:
    """All pairs of round brackets in ``text``, ordered by where they begin; unbalanced ones are left out."""
    found: list[Bracket] = []
    opened: deque[tuple[int, list[Pair]]] = deque(maxlen=MAX_DEPTH)
    floor = 0  # pairs found from here on belong to the paragraph that is open
    nested = False
    for mark in _MARK.finditer(text):
        at = mark.start()
        sign = text[at]
        if sign == "(":
            opened.append((at, []))
        elif sign == ")":
            if opened:
                start, inner = opened.pop()
                found.append(Bracket(start, at + 1, tuple(inner)))
                if opened:
                    nested = True
                    opened[-1][1].append((start, at + 1))
        elif opened:
            _note_unclosed(found, floor, opened)
            opened.clear()
            floor = len(found)
        else:
            floor = len(found)
    if opened:
        _note_unclosed(found, floor, opened)
    if nested:
        found.sort()
    return found


def _note_unclosed(found: list[Bracket], floor: int, opened: deque[tuple[int, list[Pair]]]) -> None:
    """Tell each first pair after a "(" that was never closed where that one stands."""
    first_inside = {inner[0]: start for start, inner in opened if inner}
    for index in range(floor, len(found)):
        bracket = found[index]
        if (bracket.start, bracket.end) in first_inside:
            found[index] = bracket._replace(unclosed=first_inside[bracket.start, bracket.end])
