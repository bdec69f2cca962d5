"""The first letters of a headline as values of the index: what the order from A to Z needs."""

from __future__ import annotations

from collections.abc import Iterator

from edm_archive.text.normalize import fold

#: Letters of a headline that are kept.
LETTERS = 12
#: From here on scripts have thousands of letters: each is kept in two places, its block and its place in the block.
_MANY_LETTERS, _BLOCK = 0x2E80, 0x100


def letters_of(headline: str) -> Iterator[tuple[str, str]]:
    """The values of a headline: for its first places the letter, and, where it ends before the last, the empty one."""
    units = []
    for letter in fold(headline)[:LETTERS]:
        if ord(letter) < _MANY_LETTERS:
            units.append(letter)
        else:  # the second is moved away from the control characters, which databases refuse
            units += [chr(ord(letter) // _BLOCK * _BLOCK), chr(ord(letter) % _BLOCK + _BLOCK)]
    for place, unit in enumerate([*units, ""][:LETTERS]):
        yield facet_of(place), unit


def facet_of(place: int) -> str:
    """The facet of the letters at one place of the headlines."""
    return f"letter-{place}"
