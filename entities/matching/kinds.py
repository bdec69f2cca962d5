"""What an unknown name may be: person, organization, place, event or work, by its words and by those around it.

Each occurrence votes (``votes_of``), with more weight where the ground is better; the votes of a whole text are counted
together, and names without a vote take the kind of a name that they stand in a row with, or in brackets after
(``Votes.settled``). Refused: to be sure. A kind is a guess for an editor, with a score below that of any known name.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from edm_archive.text.spans import Span

from .bodies import BODIES, EVENTS, PRESS, WORKS
from .geography import CITIES, PLACES
from .phrases import Word, Words
from .vocabulary import (
    BODY_NOUNS,
    EVENT_NOUNS,
    GEOGRAPHIC_NOUNS,
    OPENERS,
    PERIODICAL_NOUNS,
    PLACE_PREPOSITIONS,
    POST_WORDS,
    RANKS,
    SPEECH_VERBS,
    WORK_NOUNS,
)

LINKS = frozenset("of for and on the de del des du di & to".split())
NOUNS = BODY_NOUNS | GEOGRAPHIC_NOUNS | WORK_NOUNS | EVENT_NOUNS
#: What the names that everybody knows are; exact case.
KNOWN: dict[str, str] = {
    **dict.fromkeys(EVENTS, "event"),
    **dict.fromkeys(WORKS, "work"),
    **dict.fromkeys(BODIES | PRESS, "organization"),
    **dict.fromkeys(PLACES, "place"),
}

#: Of equal votes, the kind that comes first: persons are the most of what nobody knows.
_PREFERENCE = ("person", "organization", "place", "work", "event")
_STRONG, _FAIR, _WEAK = 4, 2, 1
_KINDS = (
    (EVENT_NOUNS, "event"),
    (WORK_NOUNS, "work"),
    (BODY_NOUNS | PERIODICAL_NOUNS, "organization"),
    (GEOGRAPHIC_NOUNS, "place"),
)
#: Before "the" and a single name, these make a place of it: "along the Volga".
_BEFORE_THE = frozenset("across along around beyond down in near off on over through up".split())
#: Small nouns that say what the name after them is: "the daily Quux", "the opposition party Quux".
_APPOSED = frozenset(
    "agency bank channel company conglomerate daily faction firm group magazine movement newspaper paper party "
    "periodical station weekly website".split()
)
#: Small nouns that say what the name before them is: "Quux newspaper", "Quux shareholders".
_FOLLOWING = frozenset(
    "agency article bank columnist commentary correspondent daily deputies dispatch editorial faction headquarters "
    "lawmakers magazine militants newscast newspaper offices paper party shareholders station subsidiary television tv "
    "weekly".split()
)
_REPORTS = frozenset("report reported reports".split())
#: What is printed or said "in" a periodical: "an interview in Quux".
_PRINTED = frozenset("appeared article commentary editorial interview printed published report wrote".split())
#: Endings of names of towns and countries.
_TOWNS = (
    "stan",
    "grad",
    "gorod",
    "burg",
    "abad",
    "polis",
    "insk",
    "utsk",
    "irsk",
    "ansk",
    "atsk",
    "bad",
    "shire",
    "ville",
)
#: What one goes to a place by, and what lies there and is called so.
_GONE = frozenset(
    """back came drove flew fled flight flights journey marched moved returned road sailed travelled traveled trip way
    went""".split()
)
_SETTLED = frozenset(
    """airport capital city hamlet harbor harbour island islands oblast outskirts peninsula port region resort suburb
    town towns village villages""".split()
)
#: Conferences are met at; the rest of the time they are bodies.
_MEETINGS = frozenset("conference congress convention forum".split())


class Name(NamedTuple):
    """Words ``first`` to ``last`` of a sentence, taken for a name."""

    words: Words
    first: int
    last: int

    @property
    def span(self) -> Span:
        return self.words.span(self.first, self.last)

    @property
    def parts(self) -> list[Word]:
        return self.words.words[self.first : self.last + 1]

    @property
    def key(self) -> str:
        return " ".join(self.span.of(self.words.text).split())

    def is_followed_by_who(self) -> bool:
        """Whether a clause follows that is said of persons: "Orlov, who left"."""
        return self.words.text.startswith((", who ", ", whose ", ", whom "), self.span.end)

    def before(self, back: int = 1) -> str:
        """The word before the name, small; "" where a mark parts them or there is none."""
        at = self.first - back + 1
        return self.words[at - 1].key if at > 0 and self.words.joined(at) else ""

    @property
    def after(self) -> str:
        """The word after the name, small; "" where a mark parts them or there is none."""
        return self.words[self.last + 1].key if self.words.joined(self.last + 1) else ""


class Guess(NamedTuple):
    """A kind, "" when nothing speaks for one, and whether something did."""

    kind: str
    grounded: bool


class Votes:
    """The votes for the names of one text."""

    def __init__(self) -> None:
        self._votes: dict[str, Counter[str]] = defaultdict(Counter)
        #: Pairs of names of which the second takes the kind of the first.
        self._rows: list[tuple[str, str]] = []
        self._glosses: list[tuple[str, str]] = []
        self._previous: Name | None = None

    def add(self, name: Name, persons: Mapping[int, Span]) -> None:
        """Count what speaks for the kind of ``name`` where it stands; names come in the order of the text."""
        counted = self._votes[name.key]
        for kind, weight in votes_of(name, persons):
            counted[kind] += weight
        previous, self._previous = self._previous, name
        if previous is None or previous.words is not name.words:
            return
        between = name.words.text[previous.span.end : name.span.start]
        if between in (", ", " and ", ", and ", " or "):
            self._rows += [(previous.key, name.key), (name.key, previous.key)]
        elif between == " (" and name.words.text[name.span.end : name.span.end + 1] == ")":
            self._glosses.append((previous.key, name.key))

    def settled(self, long_forms: Mapping[str, str]) -> dict[str, Guess]:
        """By name its kind; a surname and a short form have that of the full name.

        Args:
            long_forms: by short form what it stands for in this text.
        """
        kinds = {key: _decided(key, counted) for key, counted in self._votes.items()}
        glossed: dict[str, Guess] = {}
        for first, second in self._glosses:
            if kinds[first].kind in ("organization", "place", "work"):
                glossed[second] = Guess(kinds[first].kind, True)
                if second not in KNOWN:
                    kinds[second] = glossed[second]
        for long_form in long_forms.values():
            if long_form in kinds and not kinds[long_form].grounded:
                kinds[long_form] = Guess("organization", False)
        surnames = {key.rsplit(" ", 1)[-1] for key, guess in kinds.items() if guess.kind == "person" and " " in key}
        for key, guess in kinds.items():
            if key in surnames and key not in KNOWN:
                kinds[key] = Guess("person", True)
            elif key in long_forms:
                by_words = kind_of_words(long_forms[key].lower().split())
                kinds[key] = (
                    kinds.get(long_forms[key]) or glossed.get(key) or Guess(by_words or guess.kind, bool(by_words))
                )
        for first, second in self._rows:
            if not kinds[second].grounded and kinds[first].grounded and " " not in second and not second.isupper():
                kinds[second] = Guess(kinds[first].kind, False)
        return {key: guess if guess.kind else _by_shape(key) for key, guess in kinds.items()}


def _decided(key: str, counted: Counter[str]) -> Guess:
    if key in KNOWN:
        return Guess(KNOWN[key], True)
    if not counted:
        return Guess("", False)
    return Guess(max(counted, key=lambda kind: (counted[kind], -_PREFERENCE.index(kind))), True)


def _by_shape(key: str) -> Guess:
    """What a name is that nothing speaks for: towns by their ending, short forms bodies, the rest persons."""
    words = key.split()
    if len(words) == 1 and key.endswith(_TOWNS):
        return Guess("place", False)
    if key.isupper() or len(words) > 3:
        return Guess("organization", False)
    return Guess("person", False)


def votes_of(name: Name, persons: Mapping[int, Span]) -> Iterator[tuple[str, int]]:
    """What this one occurrence speaks for, and how loudly.

    Args:
        persons: the spans of names that are told to hold a post, by where they begin.
    """
    parts = [part.key for part in name.parts]
    if persons.get(name.span.start) == name.span:
        yield "person", _STRONG
        return
    if by_words := _by_nouns(name, parts):
        yield by_words, _STRONG
        return
    before, after, single = name.before(), name.after, len(parts) == 1
    short_form = single and name.parts[0].short_form
    if before in _APPOSED or after in _FOLLOWING or (single and after in _REPORTS):
        yield "organization", _FAIR + (before in _APPOSED)
    if before == "in" and name.before(2) in _PRINTED:
        yield "organization", _FAIR
    elif before in PLACE_PREPOSITIONS and len(parts) < 3 and not name.parts[-1].possessive and after != "and":
        yield "place", _WEAK
    if single and _goes_there(name, before, after):
        yield "place", _FAIR
    if after in GEOGRAPHIC_NOUNS - {"state", "states", "union", "summit", "federation"}:
        yield "place", _FAIR
    if short_form:
        yield "organization", _WEAK
        return
    if single and name.is_followed_by_who():
        yield "person", _FAIR
    if before in RANKS | POST_WORDS and len(parts) < 4:
        yield "person", _FAIR + 1
    elif (len(parts) < 4 and after in SPEECH_VERBS - _REPORTS) or (not single and before in SPEECH_VERBS):
        yield "person", _FAIR
    if single and before == "the" and not name.parts[0].possessive and (not after or after in SPEECH_VERBS | OPENERS):
        yield ("place" if name.before(2) in _BEFORE_THE else "organization"), _WEAK


def _goes_there(name: Name, before: str, after: str) -> bool:
    """Whether somebody goes there, or a noun says what it is: "fled to Quux", "from Quux to", "the island of Quux"."""
    if before == "of":
        return name.before(2) in _SETTLED
    if before == "from":
        return after == "to" and name.before(2) in _GONE
    return before == "to" and name.before(2) in _GONE


def _by_nouns(name: Name, parts: list[str]) -> str:
    if parts[-1] in ("television", "radio", "tv"):
        return "organization"
    kind = kind_of_words(parts)
    if (
        kind == "organization"
        and parts[-1] in _MEETINGS
        and name.before() == "the"
        and name.before(2) in ("at", "during")
    ):
        return "event"
    if not kind and len(parts) > 1 and name.parts[-1].text in PLACES - CITIES:
        return "place"
    return kind


def kind_of_words(parts: list[str]) -> str:
    """The kind that a name's nouns give: the one before "of" or "for", else the last, else any noun of a body."""
    links = [at for at, part in enumerate(parts) if part in LINKS]
    head = parts[links[0] - 1] if links else parts[-1]
    if parts[-2:] == ["military", "district"]:
        return "organization"  # a command, not a stretch of land
    for nouns, kind in _KINDS:
        if head in nouns:
            return kind
    if len(parts) > 1 and parts[0] in {"operation", "lake", "mount", "cape", "north", "south", "east", "west"}:
        return "event" if parts[0] == "operation" else "place"
    return "organization" if any(part in BODY_NOUNS for part in parts) else ""
