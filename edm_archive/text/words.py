"""The words of a text as an index knows them: folded, in their order, and alike on every database.

A word is a run of letters and digits after ``fold``: "U.S." is two words, "C-300" is two, "Tat’yana" is one. The
possessive ending is no part of a word: "Kazakhstan’s" is "kazakhstan". No stems: inflected forms are other words.
"""

from __future__ import annotations

import re

from edm_archive.text.normalize import fold

#: Longer runs of letters are cut here: no name is that long, and a database refuses very long ones.
LONGEST = 200
_POSSESSIVE = re.compile(r"(?<=\w)['’‘ʼ`´]s(?!\w)", re.IGNORECASE)
#: The marks of printed prose, which ``fold`` drops. Taking them first leaves most texts in ASCII, which folds fast.
_PRINTED = (("’", "'"), ("‘", "'"), ("“", " "), ("”", " "), ("–", " "), ("—", " "), ("…", " "), ("\u00a0", " "))


def words(text: str) -> list[str]:
    """The words of ``text``; each is letters and digits of any script in lower case, without accents."""
    if not text.isascii():
        for mark, instead in _PRINTED:
            text = text.replace(mark, instead)
    found = fold(_POSSESSIVE.sub(" ", text)).split()
    return [word[:LONGEST] for word in found] if len(text) > LONGEST else found
