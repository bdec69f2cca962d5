"""Normal forms of text: what is stored, and what is compared.

``clean`` makes the one stored form (NFC, LF, no invisible characters); offsets are always offsets into it. ``fold``
makes the key by which names are compared (case, accents, quotes, dashes and punctuation ignored); it is never shown
and never stored as text.
"""

from __future__ import annotations

import re
import unicodedata

_INVISIBLE = dict.fromkeys(
    [
        *range(0x00, 0x09),
        0x0B,
        *range(0x0E, 0x20),
        *range(0x7F, 0xA0),
        0xAD,
        *range(0x200B, 0x2010),
        *range(0x202A, 0x202F),
        *range(0x2060, 0x2070),
        0xFEFF,
    ]
)
_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼ`´ʹʺ"))
_SPACES = re.compile(r"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\u0085|\x0c")
_NOT_WORD = re.compile(r"[\W_]+")
#: Letters that NFKD does not take apart, as they occur in names of the press.
_LETTERS = str.maketrans({"ł": "l", "đ": "d", "ø": "o", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"})


def clean(text: str) -> str:
    """The stored form of ``text``: NFC, ``\\n`` as the only line end, one kind of space, nothing invisible.

    Quotation marks and dashes are kept as they were printed.
    """
    text = _NEWLINES.sub("\n", text).translate(_INVISIBLE)
    return unicodedata.normalize("NFC", _SPACES.sub(" ", text))


def fold(name: str) -> str:
    """The key under which ``name`` is looked up: "Nezavisimaya Gazeta" and "nezavisimaya gazeta" have one.

    Case, accents, apostrophes, punctuation and runs of white space do not count; letters and digits of every script do.
    """
    bare = name.casefold()
    if not bare.isascii():
        for _ in range(2):  # taking compatibility characters apart can give capitals again ("𝐀")
            bare = unicodedata.normalize("NFKD", bare.translate(_APOSTROPHES)).casefold().translate(_LETTERS)
        bare = "".join(c for c in bare if not unicodedata.combining(c))
    return _NOT_WORD.sub(" ", bare.translate(_APOSTROPHES)).strip()


def slug_of(name: str, *, limit: int = 80) -> str:
    """An address for ``name``: its folded words joined by hyphens, cut at a word's end, "untitled" when none is left.

    Letters of other scripts are kept, so that a name in Cyrillic has an address of its own.
    """
    words: list[str] = []
    for word in fold(name).split():
        if len("-".join([*words, word])) > limit:
            break
        words.append(word)
    return "-".join(words) or fold(name)[:limit].strip() or "untitled"
