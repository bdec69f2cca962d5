"""Whether a name is a piece of a longer one that nobody knows: "Washington" in "George Washington".

Only capitals one space away count, and not those with a reason of their own: posts and ranks, days and months, words
that open a sentence, possessors.
"""

from __future__ import annotations

from edm_archive.text.spans import Span

from .vocabulary import CALENDAR, HONORIFICS, OPENERS, POST_HEADS, RANKS

_TITLES = HONORIFICS | RANKS | {head.split()[-1] for head in POST_HEADS}
_AFTER = CALENDAR | _TITLES
_BEFORE = _AFTER | OPENERS
_MARKS = '.,;:)]”"'
#: Endings of words that open a sentence before a name, and of possessors: "Addressing Orlov", "Georgia’s Orlov".
_ENDINGS = ("ing", "ly", "’s", "'s")
_REACH = 40


def in_longer_name(text: str, span: Span) -> bool:
    """Whether a capitalised word that is no title, day, possessor or opening word is joined to the name by a space."""
    after = text[span.end : span.end + _REACH]
    if after[:1] == " " and after[1:2].isupper():
        word = after[1:].split(" ")[0].strip(_MARKS).lower()
        if word not in _AFTER:
            return True
    if text[max(0, span.start - 1) : span.start] != " ":
        return False
    word = text[max(0, span.start - _REACH) : span.start - 1].replace("\n", " ").split(" ")[-1].lstrip("(“\"'‘[")
    bare = word.rstrip(".").lower()
    if not word[:1].isupper() or bare in _BEFORE or word.endswith(_ENDINGS):
        return False
    return word[-1:].isalpha() or len(bare) == 1
