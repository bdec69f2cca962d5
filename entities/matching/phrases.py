"""Words of a sentence, and the phrases that rules read from them: personal names and names of bodies.

The shapes here are those of edited English prose. Refused: words across a comma or a sentence's end as one phrase.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from edm_archive.text.spans import Span

from .geography import REGIONS, STATES
from .vocabulary import (
    BODY_NOUNS,
    BODY_NOUNS_SMALL,
    CALENDAR,
    GEOGRAPHIC_NOUNS,
    OPENERS,
    PARTICLES,
    PORTFOLIOS,
    POST_QUALIFIERS,
    POST_WORDS,
    RANKS,
)

_WORD = re.compile(r"(?:[^\W\d_]\.){2,}|[^\W_]+(?:[-\u2010\u2011’'ʼ&.][^\W_]+)*")
_ABBREVIATED = frozenset("gen lt col maj capt adm brig dr prof mr mrs ms st sgt sen rep gov".split())
#: Small words that may stand inside the name of a body, before another capital.
_LINKS = frozenset("of for and on the de des del & to in".split())
_BODIES = BODY_NOUNS | BODY_NOUNS_SMALL
_LONGEST_NAME = 4
_LONGEST_BODY = 14
_MOST_RANKS = 5


class Word(NamedTuple):
    """One word, its possessive ending left outside."""

    start: int
    end: int
    text: str
    possessive: bool
    key: str
    """The word as the tables hold it, small."""

    @property
    def capital(self) -> bool:
        """Whether the word begins with a capital, or is a compound that has one ("al-Assad", "e-Government")."""
        return self.text[0].isupper() or ("-" in self.text and self.text.rsplit("-", 1)[-1][:1].isupper())

    @property
    def short_form(self) -> bool:
        """Whether the word is an abbreviation in capitals; an initial is not."""
        return len(self.text) > 1 and self.text.isupper()


class Words:
    """The words of one sentence, with what stands between them."""

    def __init__(self, text: str, within: Span) -> None:
        """Cut the sentence ``within`` into words."""
        self.text = text
        self.within = within
        self.words = [_word(found) for found in _WORD.finditer(text, within.start, within.end)]

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, at: int) -> Word:
        return self.words[at]

    def before(self, at: int) -> str:
        """What stands between the word ``at`` and the one before it, possessive endings taken off."""
        start = self.words[at - 1].end if at else self.within.start
        end = self.words[at].start if at < len(self.words) else self.within.end
        gap = self.text[start:end]
        if at and self.words[at - 1].possessive:
            gap = gap[2:] if gap[1:2] in ("s", "S") else gap[1:]
        return gap

    def joined(self, at: int) -> bool:
        """Whether one space, and no mark but an abbreviation's full stop, parts the word ``at`` from that before."""
        if not 0 < at < len(self.words) or self.words[at - 1].possessive:
            return False
        gap = self.before(at)
        if gap in (" ", "\n"):
            return True
        word = self.words[at - 1]
        return gap == ". " and (word.key in _ABBREVIATED or (len(word.text) == 1 and word.capital))

    def in_name(self, at: int) -> bool:
        """Whether the word ``at`` may go on with a personal name: a transliteration's ayin may stand before it."""
        return self.joined(at) or (0 < at < len(self.words) and self.before(at) in (" '", " ’", " ‘", " ʻ"))

    def span(self, first: int, last: int) -> Span:
        """From the first character of word ``first`` to the last of word ``last``."""
        return Span(self.words[first].start, self.words[last].end)


def _word(found: re.Match[str]) -> Word:
    word, (start, end) = found.group(), found.span()
    if word[-1] in "sS":
        if word[-2:-1] in ("’", "'"):
            word = word[:-2]
            return Word(start, end - 2, word, True, word.lower())
        after = found.string[end : end + 2]
        plural = after[:1] in ("’", "'") and after[1:].isspace()
        return Word(start, end, word, plural, word.lower())
    return Word(start, end, word, False, word.lower())


class People:
    """Personal names in a sentence: those of a list when there is one, else those that look it."""

    def __init__(self, words: Words, known: Sequence[Span] | None) -> None:
        """Take the names of ``known`` that lie in the sentence; None means that names are told by their capitals."""
        self._words = words
        self.listed = known is not None
        self._starts: dict[int, int] | None = None
        self._ends: dict[int, int] | None = None
        if known is not None:
            first = {word.start: at for at, word in enumerate(words.words)}
            last = {word.end: at for at, word in enumerate(words.words)}
            inside = [(first[s.start], last[s.end]) for s in known if s.start in first and s.end in last]
            self._starts = {start: end for start, end in inside if start <= end}
            self._ends = {end: start for start, end in inside if start <= end}

    def at(self, first: int) -> tuple[int, int] | None:
        """First and last word of the name that begins at word ``first``, ranks before it passed over."""
        words = self._words
        at = first
        while at < min(len(words), first + _MOST_RANKS):
            if self._starts is not None and at in self._starts:
                return at, self._starts[at]
            if words[at].key not in RANKS or not words[at].capital or not words.joined(at + 1):
                break
            at += 1
        if self._starts is not None:
            return None
        return (at, last) if (last := self._last_of(at)) is not None else None

    def until(self, last: int) -> tuple[int, int] | None:
        """First and last word of the name that ends with word ``last``."""
        if self._ends is not None:
            return (self._ends[last], last) if last in self._ends else None
        words = self._words
        if not _may_name(words[last]) or words[last].possessive:
            return None
        first = last
        while first and last - first < _LONGEST_NAME - 1 and words.in_name(first) and self._part(first - 1):
            first -= 1
        while first < last and (words[first].key in PARTICLES and words[first].text.islower()):
            first += 1
        if first and words[first - 1].key in {"in", "at", "from", "near"} and words.joined(first):
            return None
        return first, last

    def _part(self, at: int) -> bool:
        word = self._words[at]
        return _may_name(word) or (word.key in PARTICLES and at > 0)

    def _last_of(self, first: int) -> int | None:
        words = self._words
        if first >= len(words) or not _may_name(words[first]):
            return None
        last = first
        while last - first < _LONGEST_NAME - 1 and words.in_name(last + 1) and self._part(last + 1):
            last += 1
        while last > first and words[last].text.islower():
            last -= 1
        return last


def is_heading(paragraph: str) -> bool:
    """A short paragraph without a mark at its end; its capitals tell nothing."""
    return len(paragraph) < 100 and paragraph[-1:].isalnum() and "\n" not in paragraph


def _may_name(word: Word) -> bool:
    """Whether the word may be part of a personal name by its shape and by what it is not."""
    if not word.capital or word.short_form or any(map(str.isdigit, word.text)):
        return False
    return word.key not in _NEVER_NAMES


_NEVER_NAMES = (
    BODY_NOUNS | CALENDAR | OPENERS | GEOGRAPHIC_NOUNS | POST_WORDS | POST_QUALIFIERS | PORTFOLIOS | RANKS
) - {"justice"}


def body_after(words: Words, first: int, people: People) -> int | None:
    """Last word of the name of a body that begins at word ``first``; None when no such name begins there.

    A body is a run of capitals ("Ministry of Economy and Finance"), or small words that end with the noun of a body
    ("presidential administration").
    """
    last = None
    for at in range(first, min(len(words), first + _LONGEST_BODY)):
        if at > first and not _continues_body(words, at):
            break
        word = words[at]
        if at > first + 1 and words[at - 1].key in BODY_NOUNS and _is_person_after_body(words, at, people):
            break
        if word.key in RANKS and word.capital and at > first and people.at(at) and not _names_body(words, at + 1):
            break
        if (word.capital and word.key not in CALENDAR) or word.key in BODY_NOUNS_SMALL:
            last = at
        elif (word.key in _LINKS and _links(words, first, at)) or (
            at - first < 3 and word.key not in OPENERS and _names_body(words, at + 1)
        ):
            continue
        else:
            break
    return last


def _is_person_after_body(words: Words, at: int, people: People) -> bool:
    """Whether a full name, and nothing of the body, follows its noun: "of the Planning Agency Anna Petrova"."""
    name = people.at(at)
    return name is not None and name[1] > name[0] and not (words.joined(name[1] + 1) and words[name[1] + 1].capital)


def _continues_body(words: Words, at: int) -> bool:
    if words.joined(at) or words.before(at) in (" “", "” ", ' "', '" '):
        return True
    return words[at - 1].possessive and words.before(at) == " "


def _names_body(words: Words, at: int) -> bool:
    """Whether the word ``at``, or the one after it, is the noun of a body."""
    return any(place < len(words) and words.joined(place) and words[place].key in _BODIES for place in (at, at + 1))


def linked_by_in(words: Words, at: int) -> bool:
    """Whether the "in" at word ``at`` goes on with a name: "Mission in Georgia", "Security and Cooperation in Europe".

    A town after it is where the body sits: "the Staff for Military Cooperation in Moscow".
    """
    if not (words.joined(at) and words.joined(at + 1) and words[at + 1].capital):
        return False
    before, after = words[at - 1].key, words[at + 1].text
    return before in {"mission", "operation"} or (
        before in {"cooperation", "forces", "peace", "revolution"} and after in REGIONS | STATES
    )


def _links(words: Words, first: int, at: int) -> bool:
    """Whether the small word ``at`` holds two parts of one name together."""
    following = at + 1
    while following < len(words) and words[following].key in {"the", "of", "for"} and words.joined(following):
        following += 1
    if following >= len(words) or not words.joined(following) or not words[following].capital:
        return False
    if words[at].key == "in":
        return linked_by_in(words, at)
    if words[at].key in {"and", "&", "to", "on"}:
        return any(words[place].key in {"of", "for", "on"} for place in range(first, at)) or words[at].text == "&"
    return True


def body_before(words: Words, end: int) -> tuple[int, int] | None:
    """First and last word of the body that stands right before word ``end``: "CSTO", "Russia’s", "Defense Ministry"."""
    if not end:
        return None
    last = end - 1
    if words[last].possessive:
        if words.before(end) != " ":
            return None
    elif not words.joined(end):
        return None
    if not _may_belong(words[last]):
        return None
    first = last
    while first and last - first < _LONGEST_BODY and _may_belong(words[first - 1]) and words.joined(first):
        first -= 1
    return first, last


def _may_belong(word: Word) -> bool:
    if word.key in OPENERS or word.key in CALENDAR:
        return False
    return word.capital or word.key in BODY_NOUNS_SMALL
