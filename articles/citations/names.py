"""Whether a phrase can be the name of a source, and what sort of name it is.

Judged by form alone: capitals, particles, the words outlets are called by. Refused are clauses (they hold a verb or a
pronoun), figures, and names of things that happen ("Istanbul summit").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from itertools import pairwise

from articles.citations import words
from edm_archive.text.normalize import fold

_LONGEST = 14  # words; gazettes have long names, clauses longer ones
#: A capital, after an article or not; or what scanning makes of one: "lzvestiya", "lTAR", "0stankino".
_CAPITAL = re.compile(
    r"[\[(\"'“‘’ʿ`]*(?:(?:al|an|ar|as|at|az|el|ul|ad|d|l|o|O|Qol)[-'’])?['‘’`]?"
    r"(?:[^\W\d_a-zа-яіїєґ]|[l1](?=[bcdfghjkmnpqrstvwxz][a-z]{2})|l(?=[A-Z]{2})|0(?=[a-z]{4}))"
)
_ARABIC = re.compile(r"(?:al|an|ar|as|ash|at|az|ad|el|ul)-[A-Z'‘’]", re.ASCII)
_INITIALS = re.compile(r"(?:[A-Z]\.[- ]?){1,3}")
_CAPS = re.compile(r"[A-Z][A-Z0-9&+.-]*[A-Z0-9]")
_GAZETTE = re.compile(
    r"\b(?:sobr\w+\s+(?:aktov|zakonodatel\w+|postanovleni\w+)|official\s+(?:gazette|journal|bulletin)"
    r"|vedomosti\s+(?:verkhovno\w+|s[\"'“]?ezda|rf|rsfsr|sssr)|resm[iî]\s+gazete|monitorul\s+oficial"
    r"|dziennik\s+ustaw|slu[zž]beni\s+(?:list|glasnik)|federal\s+register|government\s+gazette"
    r"|journal\s+officiel|bundesgesetzblatt|(?:diario|gaceta|bolet[ií]n)\s+oficial|congressional\s+record)",
    re.IGNORECASE,
)
_NUMBERED_ACT = re.compile(r"\b(?:decree|law|resolution|edict|order|ukaz|directive)\b", re.IGNORECASE)


_SURNAME = re.compile(r"[^\W\d_]+")
_BEFORE_SURNAME = frozenset(
    form + dot
    for word in words.GIVEN_NAMES | words.TITLES
    for form in (word, word.capitalize(), word.upper())
    for dot in ("", ".")
)
_NEVER_ALONE = words.INSTITUTIONS | {"the"}
_MARKS = ".'’‘\"`"
_STATES = frozenset({"U.S.", "U.K.", "U.N.", "E.U."})  # look like initials
_AFTER_EVENT = frozenset({"in", "on", "of", "at", "for"})


class Name(IntEnum):
    """How well a phrase serves as the name of a source; higher is better."""

    NONE = 0
    EVENT = 1
    PLACE = 2
    BODY = 3
    PERSON = 4
    PLAIN = 5
    OUTLET = 6


def judge(phrase: str) -> Name:
    """What sort of name ``phrase`` is, by form alone."""
    parts = phrase.split()
    if is_statement(phrase):
        return Name.PLAIN
    if not parts or len(parts) > _LONGEST or not _is_name(parts):
        return Name.NONE
    plain = [fold(part) for part in parts if part[0] != "["]
    if not plain or plain[0] in words.INTERNAL:
        return Name.NONE
    if plain[-1] in words.EDITIONS:  # "Herald Overseas Edition" is a name, "Overseas Edition" none
        named = len(parts) > 2 and parts[-1].istitle() and parts[-2][0].isupper()
        return judge(" ".join(parts[:-2])) if named else Name.NONE
    if _outlet_shaped(plain):
        return Name.OUTLET
    if parts[-1] in words.OFFICES and len(parts) > 1:
        return Name.NONE
    if _is_body(plain, phrase):
        return Name.BODY
    if " ".join(plain) in words.PLACES:
        return Name.PLACE
    if _is_event(plain):
        return Name.EVENT
    return Name.PERSON if is_person(parts) else Name.PLAIN


def _is_name(parts: list[str]) -> bool:
    """Whether the words are capitalised as a name is, with nothing that makes them a clause."""
    capitals = 0
    for index, word in enumerate(parts):
        if _CAPITAL.match(word) or _ARABIC.match(word):
            capitals += 1
            continue
        plain = word.strip(_MARKS).casefold()
        if not plain or not plain[0].isalpha() or (index > 0 and plain in words.NAME_PARTICLES):
            continue
        if index == 0 or plain in words.PROSE or (plain.endswith(words.PROSE_ENDINGS) and len(plain) > 4):
            return False
    if not capitals or (len(parts) > 1 and parts[-1] in words.STATEMENTS):
        return False
    first = parts[0].strip(_MARKS)
    if first.casefold() in words.PROSE:
        return first.isupper() and len(first) > 1
    return len(parts) > 1 or (first.casefold() not in _NEVER_ALONE and (len(first) > 1 or first.isupper()))


def _outlet_shaped(plain: list[str]) -> bool:
    """Whether the name says that it is an outlet: "Baghdad radio", "Xinhua News Agency", "Radio Rossii"."""
    if len(plain) < 2:
        return False
    if plain[-1] in words.OUTLET_ENDINGS or " ".join(plain[-2:]) in words.OUTLET_PAIRS:
        return True
    if plain[0] == "voice" and plain[1] == "of" and len(plain) > 2:
        return True
    return plain[0] in words.OUTLET_BEGINNINGS and plain[1] not in words.NAME_PARTICLES


def _is_body(plain: list[str], phrase: str) -> bool:
    """Whether the name is that of a force, a unit, a party or a rank, which print nothing."""
    if len(plain) == 1:
        return (plain[0] in words.FORCES and phrase.isupper()) or plain[0] in words.PARTIES or plain[0] in words.RANKS
    return " ".join(plain) in words.PARTIES or is_unit(plain)


def is_unit(plain: Sequence[str]) -> bool:
    """Whether folded words name a military unit: "42nd Rifle Division"."""
    return len(plain) > 1 and plain[-1] in words.UNITS


def _is_event(plain: list[str]) -> bool:
    """Whether the name is of something that happens: "Istanbul summit", "Summit of the Alliance in Lisbon"."""
    if len(plain) > 1 and (plain[-1] in words.EVENTS or plain[0] in words.EVENT_BEGINNINGS):
        return True
    if " ".join(plain) in words.EXERCISES:
        return True
    return any(word in words.EVENTS and following in _AFTER_EVENT for word, following in pairwise(plain))


def is_person(parts: list[str]) -> bool:
    """Whether the words are a person's name: initials, a given name or a title before a surname."""
    if not 2 <= len(parts) <= 6 or not _CAPITAL.match(parts[0]) or not _CAPITAL.match(parts[-1]):
        return False
    if parts[0].rstrip(".").casefold() in words.TITLES:
        return True
    if _INITIALS.fullmatch(parts[0]) and parts[0] not in _STATES and not parts[-1].isupper():
        return True
    return any(part.casefold() in words.GIVEN_NAMES for part in (parts[0], parts[-2]))


def spans_time(phrase: str) -> bool:
    """Whether a phrase is, or ends in, a word that makes the date after it the beginning or the end of a time."""
    return phrase.rsplit(None, 1)[-1].casefold() in words.SPANNING


def happened(phrase: str) -> bool:
    """Whether a phrase says that something was done on the date after it: "set up on", "founded in"."""
    if not phrase[:1].islower():
        return False
    *others, last = phrase.casefold().split()
    return bool(others) and last in ("on", "in") and others[-1] in words.HAPPENING


def surnames_in(text: str) -> frozenset[str]:
    """The names that ``text`` puts after a title or a given name: standing bare, each is a person's. One pass."""
    parts = text.replace("\n", " ").split(" ")
    after = [name for before, name in pairwise(parts) if before in _BEFORE_SURNAME]
    return frozenset(found.group() for name in after if (found := _SURNAME.match(name)))


def is_gazette(name: str) -> bool:
    """Whether the name is that of an official gazette, which is cited as a document."""
    return _GAZETTE.search(name) is not None


def is_act(name: str) -> bool:
    """Whether the name is that of an act of state: "Presidential Decree", but not "Ukaz", a newspaper."""
    return " " in name and _NUMBERED_ACT.search(name) is not None


def is_statement(name: str) -> bool:
    """Whether the name is that of a paper some body issued: "OSCE statement", "Bucharest Summit Declaration".

    A body is a short form in capitals, or named in two words or more of which one says that it is a body: "The Council
    statement" only means one that was named before.
    """
    *parts, last = name.split() or [""]
    if last.casefold() not in words.ISSUED or not 1 <= len(parts) < _LONGEST or parts[0].casefold() == "the":
        return False
    while len(parts) > 1 and parts[-1].casefold() in words.BEFORE_ISSUED:
        parts.pop()
    if all(is_acronym(part) for part in parts[-1].removesuffix("'s").removesuffix("’s").split("/")):
        return _is_name(parts)
    plain = {fold(part).removesuffix(" s") for part in parts}
    return len(parts) > 1 and not plain.isdisjoint(words.ISSUERS) and _is_name(parts)


def is_acronym(name: str) -> bool:
    """Whether the name is one word in capitals."""
    return _CAPS.fullmatch(name) is not None


def abbreviates(short: str, long: str) -> bool:
    """Whether the letters of ``short`` are the initials of the last words of ``long``, small words skipped or not.

    "CSTO" abbreviates "of the Collective Security Treaty Organization"; the letters may also stand inside the words
    ("RTV", "Russian Television"), but each word gives its first.
    """
    letters = [c for c in fold(short.removesuffix("s")) if c.isalnum()]
    names = fold(long.replace("-", " ")).split()
    if not 2 <= len(letters) <= 12:
        return False
    longest = min(len(names), len(letters) + 5)
    return any(_spells(letters, names[-count:]) for count in range(1, longest + 1))


def _spells(letters: list[str], names: list[str]) -> bool:
    """Whether the letters run through all the words in order; a word gives its first letter, and may give more."""
    if names[0][0] != letters[0]:
        return False
    reached = {0}
    for name in names:
        further: set[int] = set(reached) if name in words.NAME_PARTICLES else set()
        for position in reached:
            if position < len(letters) and name[0] == letters[position]:
                further.update(_within(letters, position + 1, name))
        reached = further
    return len(letters) in reached


def _within(letters: list[str], position: int, name: str) -> set[int]:
    """How far the letters can run on inside ``name`` when its first letter is used."""
    reached, at = {position}, 1
    while position < len(letters) and (found := name.find(letters[position], at)) >= 0:
        position, at = position + 1, found + 1
        reached.add(position)
    return reached
