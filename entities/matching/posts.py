"""What the words of a post say beside its name: whether one person holds it at a time, and whether it is held now.

Read from tables of English words. Refused: to know how a body is made up; "Secretary" may be one or many, so it counts
as many. Two statements are compared only by the words of the post, never by what a post may be called elsewhere.
"""

from __future__ import annotations

from edm_archive.text.normalize import fold

from .vocabulary import TENURE

#: Heads of posts of which a body has one.
_ONE = (
    "akim, attorney general, ayatollah, catholicos, ceo, chairman, chairperson, chairwoman, chancellor, chief "
    "executive, chief of general staff, chief of staff, chief of the general staff, commander in chief, director "
    "general, emir, emperor, first secretary, governor, head, king, mayor, ombudsman, patriarch, pope, premier, "
    "president, prime minister, prosecutor general, queen, rector, secretary general, speaker, sultan, supreme "
    "leader"
).split(", ")
#: Before a head these make one of several; a vice-president is not the president.
_SEVERAL = frozenset("assistant associate candidate co deputy former honorary junior regional senior vice".split())
#: Said of one who holds the post no more, or not yet; "acting" and "interim" hold it.
_NOT_NOW = TENURE - {"acting", "incumbent", "interim"}


def is_past_or_future(post: str) -> bool:
    """Whether ``post`` is said of one who held it or will: "former President", "ex-Minister", "President-elect"."""
    return any(word in _NOT_NOW for word in fold(post).split())


def held_by_one(post: str) -> bool:
    """Whether a body has one holder of ``post`` at a time: "Minister of Defense", not "Deputy Minister"."""
    words = fold(post).split()
    if not words or is_past_or_future(post) or not _SEVERAL.isdisjoint(words):
        return False
    # A minister is the only one of a portfolio: "Defense Minister", "Minister of Defense".
    if "minister" in words:
        return len(words) > 1
    bare = " ".join(word for word in words if word not in TENURE)
    return any(bare == head or bare.endswith(f" {head}") for head in _ONE)
