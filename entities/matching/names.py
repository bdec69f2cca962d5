"""Personal names as an index orders them: surname, given names, honorifics.

Rules of an English-language index (The Chicago Manual of Style, 17th ed., 16.71 to 16.87, simplified): a particle
stays with the surname as the person is cited ("de Waal, Thomas"; "al-Assad, Bashar"), a name whose family name comes
first is left in its order ("Kim Jong Il"), a body of several persons is not inverted, a single name stays as it is.
Refused: guesses that need knowledge of the person; what the tables do not know is read as given names and a surname.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from edm_archive.text.normalize import clean, fold

from .vocabulary import BODY_NOUNS, FAMILY_FIRST, HONORIFICS, PARTICLES, SUFFIXES

_HYPHENED_PARTICLE = re.compile(r"(?:al|el|ar|as|ad|an|at|az|ash|ul)-\w", re.IGNORECASE)
_MARKS = " ,;"
#: Family names of the East that are given names, or second family names, in the West.
_ALSO_GIVEN = frozenset({"kim", "lee", "park"})
#: Particles that begin a surname even where they have a capital and nothing before them: "De Gaulle"; not "Ben", "Al".
_ALWAYS_PARTICLES = frozenset({"de", "della", "du", "von"})


class NameParts(NamedTuple):
    """A personal name taken apart; each part as printed, "" when the name has none."""

    honorific: str
    given: str
    surname: str
    suffix: str


def without_honorifics(name: str) -> str:
    """``name`` without the titles and ranks it begins with: "Lt. Gen. Pavel Orlov" is "Pavel Orlov"."""
    return _split_honorific(clean(name).strip().split())[1]


def surname(name: str) -> str:
    """The part by which a person is called in the second place: "Bordyuzha", "von der Leyen", "Kim"."""
    return name_parts(name).surname


def sort_name(name: str) -> str:
    """``name`` as an index files it: "Bordyuzha, Nikolai"; a body, a single or a family-first name as it is."""
    parts = name_parts(name)
    if not parts.given or _family_first(parts.surname, f"{parts.surname} {parts.given}".split(), name):
        whole = without_honorifics(name)
        return whole or clean(name).strip()
    inverted = f"{parts.surname}, {parts.given}"
    return f"{inverted}, {parts.suffix}" if parts.suffix else inverted


def name_parts(name: str) -> NameParts:
    """Take ``name`` apart; "Surname, Given" is understood as well as "Given Surname"."""
    honorific, bare = _split_honorific(clean(name).strip().split())
    head, comma, tail = bare.partition(",")
    if comma and not _is_suffix(tail.split(",")[0].strip(_MARKS)):
        honorific_inside, given = _split_honorific(tail.strip(_MARKS).split())
        given, suffix = _split_suffix(given)
        return NameParts(honorific or honorific_inside, given, head.strip(_MARKS), suffix)
    bare, suffix = _split_suffix(bare)
    words = bare.split()
    if len(words) < 2 or _is_body(words):
        return NameParts(honorific, "", bare, suffix)
    if _family_first(words[0], words, bare):
        return NameParts(honorific, " ".join(words[1:]), words[0], suffix)
    first = len(words) - 1
    while first > 1 and words[first - 1].lower() in PARTICLES and not words[first - 1].isupper():
        first -= 1
    if first == 1 and (words[0] in PARTICLES or words[0].lower() in _ALWAYS_PARTICLES):
        first = 0
    return NameParts(honorific, " ".join(words[:first]), " ".join(words[first:]), suffix)


def _split_honorific(words: list[str]) -> tuple[str, str]:
    count = 0
    while count < len(words) - 1 and words[count].rstrip(".").lower() in HONORIFICS:
        count += 1
    return " ".join(words[:count]), " ".join(words[count:])


def _split_suffix(name: str) -> tuple[str, str]:
    words = name.split()
    last = len(words)
    while last > 1 and _is_suffix(words[last - 1].strip(_MARKS)):
        last -= 1
    return " ".join(words[:last]).strip(_MARKS), " ".join(words[last:]).strip(_MARKS)


def _is_suffix(word: str) -> bool:
    return word.replace(".", "").lower() in SUFFIXES and word[:1].isupper()


def _is_body(words: list[str]) -> bool:
    return any(word.strip(_MARKS).lower() in BODY_NOUNS for word in words) or words[0].lower() == "the"


def _family_first(first: str, words: list[str], name: str) -> bool:
    """Whether a Chinese, Korean or Vietnamese name begins with the family's: the table knows the first word only."""
    if "," in name or fold(first) not in FAMILY_FIRST or len(words) > 3:
        return False
    return fold(first) not in _ALSO_GIVEN or len(words) == 3 or "-" in words[-1]
