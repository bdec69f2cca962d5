"""Whether a name is a piece of a longer one that nobody knows: "Washington" in "George Washington".

Capitals one space away count, but for those with a reason of their own: posts and ranks, days and months, words that
open a sentence, possessors. So do the noun of a body before "of" ("Workers’ Party of Ruritania"), and small nouns that
make one name with a town ("Zenda radio", "the Zenda agreement").
"""

from __future__ import annotations

from edm_archive.text.spans import Span

from .geography import CITIES
from .vocabulary import AGREEMENTS, BODY_NOUNS, BROADCASTERS, CALENDAR, HONORIFICS, OPENERS, POST_HEADS, RANKS

_TITLES = HONORIFICS | RANKS | {head.split()[-1] for head in POST_HEADS}
_MAKE_ONE = BROADCASTERS | AGREEMENTS
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
    small = after[1:].split(" ")[0].rstrip(_MARKS) if after[:1] == " " else ""
    if small in _MAKE_ONE and span.of(text) in CITIES:
        return True
    if text[max(0, span.start - 1) : span.start] != " ":
        return False
    *others, word = text[max(0, span.start - _REACH) : span.start - 1].replace("\n", " ").split(" ")
    word = word.lstrip("(“\"'‘[")
    if word == "of" and others and others[-1][:1].isupper() and others[-1].lower() in BODY_NOUNS:
        return True
    bare = word.rstrip(".").lower()
    if not word[:1].isupper() or bare in _BEFORE or word.endswith(_ENDINGS):
        return False
    return word[-1:].isalpha() or len(bare) == 1
