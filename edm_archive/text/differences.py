"""The difference of two texts, word by word, for people.

A word goes with the white space after it, so that the runs put together are the texts again. What is equal is shortened
to some words on each side of a change. Refuses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

_WORDS = re.compile(r"\s+|\S+\s?")
#: Beyond so many words difflib may leave frequent words out of account: its time grows with the square.
_EXACT = 2_000


@dataclass(frozen=True, slots=True)
class Run:
    """Words that both texts have, or that only the old one ("deleted") or the new one ("inserted") has."""

    kind: Literal["same", "deleted", "inserted", "skipped"]
    text: str


def word_differences(old: str, new: str, *, around: int = 12) -> list[Run]:
    """The runs of which ``old`` and ``new`` are made, deleted words before those that stand in their place.

    Args:
        around: how many equal words are kept on each side of a change; of what is between only "skipped" remains, whose
            text is the number of words left out.
    """
    one, other = _WORDS.findall(old), _WORDS.findall(new)
    matcher = SequenceMatcher(None, one, other, autojunk=max(len(one), len(other)) > _EXACT)
    blocks = matcher.get_opcodes()
    runs: list[Run] = []
    for number, (tag, i, j, k, l) in enumerate(blocks):  # noqa: E741 - as difflib names them
        if tag == "equal":
            runs += _shortened(one[i:j], around, first=number == 0, last=number == len(blocks) - 1)
            continue
        if j > i:
            runs.append(Run("deleted", "".join(one[i:j])))
        if l > k:
            runs.append(Run("inserted", "".join(other[k:l])))
    return runs


def _shortened(words: list[str], around: int, *, first: bool, last: bool) -> Iterator[Run]:
    head, tail = (0 if first else around), (0 if last else around)
    if len(words) <= head + tail + 1:
        yield Run("same", "".join(words))
        return
    if head:
        yield Run("same", "".join(words[:head]))
    yield Run("skipped", f"{len(words) - head - tail:,}")
    if tail:
        yield Run("same", "".join(words[-tail:]))
