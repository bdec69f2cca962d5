"""Round brackets of a text, paired in one pass.

A paragraph break closes nothing and forgets what is open: a bracket that runs over paragraphs is a box or an accident.
Of a deep nest only the innermost ``MAX_DEPTH`` levels are paired, so that no text costs more than its length.
"""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass

from edm_archive.text.spans import Span

MAX_DEPTH = 6
_MARK = re.compile(r"[()]|\n[ \t]*\n")


@dataclass(frozen=True, slots=True)
class Bracket:
    """A pair of brackets: the span with both, the pairs directly inside, and an unclosed "(" shortly before, or -1."""

    span: Span
    inner: tuple[Span, ...] = ()
    unclosed: int = -1


def brackets(text: str) -> tuple[Bracket, ...]:
    """All pairs of round brackets in ``text``, ordered by where they begin; unbalanced ones are left out."""
    found: list[Bracket] = []
    opened: deque[tuple[int, list[Span]]] = deque(maxlen=MAX_DEPTH)
    floor = 0  # brackets found from here on belong to the paragraph that is open
    for mark in _MARK.finditer(text):
        at = mark.start()
        sign = text[at]
        if sign == "(":
            opened.append((at, []))
        elif sign == ")":
            if opened:
                start, inner = opened.pop()
                span = Span(start, at + 1)
                if opened:
                    opened[-1][1].append(span)
                found.append(Bracket(span, tuple(inner)))
        else:
            floor = _note_unclosed(found, floor, opened)
            opened.clear()
    _note_unclosed(found, floor, opened)
    found.sort(key=lambda bracket: bracket.span.start)
    return tuple(found)


def _note_unclosed(found: list[Bracket], floor: int, opened: deque[tuple[int, list[Span]]]) -> int:
    """Tell each outermost pair of the paragraph which "(" before it was never closed; returns the next floor."""
    if opened:
        first_inside = {inner[0]: start for start, inner in opened if inner}
        for index in range(floor, len(found)):
            bracket = found[index]
            if bracket.span in first_inside:
                found[index] = Bracket(bracket.span, bracket.inner, first_inside[bracket.span])
    return len(found)
