"""Names that the authority file does not know: runs of capitals, offered as new entities with a guessed kind.

The guess uses what the prose gives: the noun of a body ("Border Guard Service"), of a place ("Caspian Sea"), a post or
rank before a name, a preposition ("in Astana"), a verb of speech; all occurrences of a name in the text vote together.
Refused: adjectives of nations, days and months, a sentence's first word unless the name occurs elsewhere too, posts.
A guess without a ground has the kind "".
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from edm_archive.text.spans import Span, paragraphs, sentences

from .acronyms import find_acronyms
from .boundaries import Closed, addresses
from .candidates import AcronymMatch, Match, RoleMatch
from .geography import PLACES
from .phrases import Word, Words, is_heading, linked_by_in
from .roles import find_roles
from .vocabulary import (
    BODY_NOUNS,
    CALENDAR,
    DEMONYMS,
    EVENT_NOUNS,
    GEOGRAPHIC_NOUNS,
    HONORIFICS,
    OPENERS,
    PARTICLES,
    PERIODICAL_NOUNS,
    PLACE_PREPOSITIONS,
    POST_QUALIFIERS,
    POST_WORDS,
    RANKS,
    SPEECH_VERBS,
    WORK_NOUNS,
)

_LINKS = frozenset("of for and on the de del des du di & to".split())
#: Endings of adjectives of nations, of their plurals, and of creeds.
_NATIONAL = ("ian", "ean", "ish", "ese", "stani", "ians", "eans", "ist", "ists", "ites", "ism")
_TITLES = RANKS | HONORIFICS | POST_WORDS
_NOUNS = BODY_NOUNS | GEOGRAPHIC_NOUNS | WORK_NOUNS | EVENT_NOUNS
_NOT_ALONE = CALENDAR | OPENERS | POST_QUALIFIERS | _TITLES | _NOUNS
#: Nouns that a link may follow: "Republic of …", "Declaration on …".
_LINKED = BODY_NOUNS | WORK_NOUNS | frozenset("bay department emirate gulf kingdom republic sea state".split())
#: Bodies whose nation is an adjective before the name rather than a part of it: "Georgian Ministry of Defense".
_NATION_APART = frozenset("army embassy forces military ministry navy parliament police".split())
_LONGEST = 16
#: Before "the" and a single name, these make a place of it: "along the Volga".
_BEFORE_THE = frozenset("across along around beyond down in near off on over through up".split())
_DIRECTIONS = frozenset("north south east west northern southern new".split())
_EMPTY = _DIRECTIONS | POST_QUALIFIERS | _TITLES
_KINDS = (
    (EVENT_NOUNS, "event"),
    (WORK_NOUNS, "work"),
    (BODY_NOUNS | PERIODICAL_NOUNS, "organization"),
    (GEOGRAPHIC_NOUNS, "place"),
)


class _Name(NamedTuple):
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
        return " ".join(part.text for part in self.parts)


def find_names(
    text: str,
    *,
    matches: Sequence[Match] = (),
    outside: Sequence[Span] = (),
    roles: Sequence[RoleMatch] | None = None,
    acronyms: Sequence[AcronymMatch] | None = None,
) -> tuple[Match, ...]:
    """The capitalised names of ``text`` that nothing else has matched, in order.

    Args:
        matches: what was found before; a name that touches one is left out.
        outside: stretches that are not searched, such as citations.
        roles, acronyms: what ``find_roles`` and ``find_acronyms`` give for ``text``, where that is known already.

    Returns:
        Matches of origin "name" without candidates; ``label`` is the name itself, ``kind`` the guess.
    """
    closed = Closed([*outside, *addresses(text), *(match.span for match in matches)])
    roles = find_roles(text) if roles is None else roles
    acronyms = find_acronyms(text) if acronyms is None else acronyms
    persons = {role.person_span.start: role.person_span for role in roles}
    names: list[_Name] = []
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    sure: set[str] = set()
    for paragraph in paragraphs(text):
        if is_heading(paragraph.of(text)):
            continue
        for sentence in sentences(text, paragraph):
            for name in _names(Words(text, sentence), persons):
                votes[name.key][_kind_here(name, persons)] += 1
                if _stands_out(name):
                    sure.add(name.key)
                if not closed.touches(name.span.start, name.span.end):
                    names.append(name)
    long_forms = {found.short_form: found.long_form for found in acronyms}
    kinds = _kinds(votes, long_forms)
    # What is spelt out in small letters is a thing, not a name: "gross domestic product (GDP)".
    sure -= {short for short, long in long_forms.items() if long.islower()}
    sure |= {key.rsplit(" ", 1)[-1] for key in sure if kinds[key][0] == "person"}
    return tuple(_match(text, name, kinds[name.key]) for name in names if name.key in sure)


def _stands_out(name: _Name) -> bool:
    """Whether the capital is the name's own and not only that of a sentence's first word."""
    first = name.parts[0]
    return bool(name.first) or len(name.parts) > 1 or first.short_form or first.possessive or name.key in PLACES


def _names(words: Words, persons: dict[int, Span]) -> Iterator[_Name]:
    """The runs of capitals of a sentence, cut at posts and at persons, and down to what may be a name."""
    at = 0
    while at < len(words):
        if not _begins(words, at):
            at += 1
            continue
        last = at
        while (following := _next_part(words, at, last)) is not None and words[following].start not in persons:
            if following == last + 1 and words[following].key in POST_WORDS - POST_QUALIFIERS:
                break
            last = following
        yield from _trimmed(words, at, last)
        at = last + 1


def _begins(words: Words, at: int) -> bool:
    word = words[at]
    if not word.capital or not word.text[0].isalpha() or word.key in CALENDAR or _is_compound(word):
        return False
    if word.key not in OPENERS:
        return True
    # "Our" in "leader of Our Ukraine": a capital without a reason in the middle of a sentence.
    return words.joined(at) and words.joined(at + 1) and words[at + 1].capital and words[at + 1].key not in OPENERS


def _is_compound(word: Word) -> bool:
    """An adjective made of a name: "pro-Moscow", "Soviet-bred", "Franco-U.S."; "Kang-won" and "al-Asad" are names."""
    first, *rest = word.text.split("-")
    if not rest:
        return False
    if first in {"pro", "anti", "non", "ex", "post", "pre", "mid", "inter", "trans", "then"}:
        return True
    return (rest[-1].islower() and rest[-1].endswith(_PARTICIPLES)) or (rest[-1] in {"U.S", "U.K"})


#: Endings of the second part of a compound adjective.
_PARTICIPLES = ("ed", "ing", "led", "bred", "made", "based", "run", "born", "held", "wide", "style", "era", "owned")


def _next_part(words: Words, first: int, last: int) -> int | None:
    """The next capital of the name whose words so far are ``first`` to ``last``; None when the name ends."""
    at = last + 1
    if at >= min(len(words), first + _LONGEST) or words[last].possessive or not words.in_name(at):
        return None
    if words[at].capital:
        return (
            at
            if words[at].key not in CALENDAR and words[at].text[0].isalpha() and not _is_compound(words[at])
            else None
        )
    if words[at].key in PARTICLES - {"of", "an", "la"} and at + 1 < len(words) and words.joined(at + 1):
        return at + 1 if words[at + 1].capital else None
    if words[at].key == "in" and linked_by_in(words, at):
        return at + 1
    if words[at].key not in _LINKS:
        return None
    following = at + 1
    while following < len(words) and words[following].key in {"the", "of", "for", "a"} and words.joined(following):
        following += 1
    if following >= len(words) or not words.joined(following) or not _begins(words, following):
        return None
    links = {words[place].key for place in range(first, at)}
    named = any(words[place].key in _LINKED for place in range(first, at))
    if words[at].key in {"and", "&", "to", "the"}:
        return following if named and links & {"of", "for", "on"} else None
    return following if named else None


def _trimmed(words: Words, first: int, last: int) -> Iterator[_Name]:
    """The name without titles, posts and nations before it; nothing when little is left."""
    while first < last and _is_title(words, first, last):
        first += 1
    if first < last and _is_national(words[first]) and _nation_apart(words, first + 1, last):
        first += 1
    while first < last and _is_title(words, first, last):
        first += 1
    if first == last and (words[first].key in _NOT_ALONE or _is_national(words[first]) or len(words[first].text) < 2):
        return
    parts = words.words[first : last + 1]
    if all(part.key in _EMPTY or _is_national(part) for part in parts):
        return
    if len(parts) == 1 and "." in parts[0].text and _is_adjective(words, last):
        return
    if len(parts) > 1 and all(part.text.isupper() for part in parts):
        return
    yield _Name(words, first, last)


def _is_title(words: Words, first: int, last: int) -> bool:
    """Whether the first word is a post or rank before a personal name, and not the beginning of a body's name."""
    key = words[first].key
    rest = words.words[first + 1 : last + 1]
    if any(part.key in _NOUNS for part in rest):
        return key in POST_WORDS and key not in POST_QUALIFIERS
    return key in _TITLES | POST_QUALIFIERS or key.removesuffix("s") in POST_WORDS


def _is_national(word: Word) -> bool:
    last = word.key.rsplit("-", 1)[-1]
    return last in DEMONYMS or last.removesuffix("s") in DEMONYMS or last.endswith(_NATIONAL)


def _is_adjective(words: Words, at: int) -> bool:
    """Whether the abbreviation ``at`` stands before a noun, as "American" would: "U.S. aid", not "the U.S. said"."""
    if not words.joined(at + 1):
        return False
    return words[at + 1].key not in SPEECH_VERBS | OPENERS


def _nation_apart(words: Words, first: int, last: int) -> bool:
    """Whether a nation's adjective before the words ``first`` to ``last`` is no part of the name.

    It is one in "Slovak National Party", and with a bare noun ("Bosnian Government"), which says nothing alone.
    """
    keys = [word.key for word in words.words[first : last + 1]]
    if not any(key in _NOUNS for key in keys):
        return True
    return len(keys) > 1 and any(key in _NATION_APART for key in keys)


def _kind_here(name: _Name, persons: dict[int, Span]) -> str:
    """What this one occurrence speaks for, "" when for nothing."""
    if persons.get(name.span.start) == name.span:
        return "person"
    parts = [part.key for part in name.parts]
    by_words = _kind_of_words(parts)
    if by_words:
        return by_words
    before = name.words[name.first - 1].key if name.first and name.words.joined(name.first) else ""
    after = name.words[name.last + 1].key if name.words.joined(name.last + 1) else ""
    single = len(parts) == 1
    if name.parts[0].short_form and single:
        return "organization"
    if before in RANKS | POST_WORDS and len(parts) < 4:
        return "person"
    if not single and (before in SPEECH_VERBS or after in SPEECH_VERBS):
        return "person"
    if after in GEOGRAPHIC_NOUNS or (before in PLACE_PREPOSITIONS and len(parts) < 3):
        return "place"
    if single and before == "the":
        return "place" if name.first > 1 and name.words[name.first - 2].key in _BEFORE_THE else "organization"
    return "organization" if single and after in {"report", "reports", "dispatch"} else ""


def _kind_of_words(parts: list[str]) -> str:
    """The kind that a name's nouns give: the one before "of" or "for", else the last, else any noun of a body."""
    links = [at for at, part in enumerate(parts) if part in _LINKS]
    head = parts[links[0] - 1] if links else parts[-1]
    for nouns, kind in _KINDS:
        if head in nouns:
            return kind
    if len(parts) > 1 and parts[0] in {"operation", "lake", "mount", "cape", "north", "south", "east", "west"}:
        return "event" if parts[0] == "operation" else "place"
    return "organization" if any(part in BODY_NOUNS for part in parts) else ""


def _kinds(votes: dict[str, Counter[str]], long_forms: dict[str, str]) -> dict[str, tuple[str, bool]]:
    """By name its kind, and whether something spoke for it; a surname and a short form have that of the full name."""
    kinds: dict[str, tuple[str, bool]] = {}
    for key, counted in votes.items():
        cues = [(number, kind) for kind, number in counted.items() if kind]
        if key in PLACES:
            kinds[key] = "place", True
        elif cues:
            kinds[key] = max(cues)[1], True
        else:
            kinds[key] = ("person" if 0 < key.count(" ") < 3 else ""), False
    for long_form in long_forms.values():
        if kinds.get(long_form, ("", True))[1] is False:
            kinds[long_form] = "organization", False
    surnames = {key.rsplit(" ", 1)[-1] for key, (kind, _) in kinds.items() if kind == "person" and " " in key}
    for key, (kind, _) in kinds.items():
        if key in surnames and kind in ("", "person", "organization"):
            kinds[key] = "person", True
        elif key in long_forms:
            kinds[key] = kinds.get(long_forms[key]) or (_kind_of_words(long_forms[key].lower().split()), False)
    return kinds


def _match(text: str, name: _Name, kind: tuple[str, bool]) -> Match:
    guess, cued = kind
    quote = name.span.of(text)
    score = (0.6 if len(name.parts) > 1 else 0.5) if cued else (0.4 if guess else 0.3)
    words = f"an unknown name, by its words {_article(guess)}" if cued else "an unknown name"
    if guess and not cued:
        words += f", perhaps {_article(guess)}"
    return Match(name.span, quote, (), "name", score, words, guess, quote)


def _article(kind: str) -> str:
    return f"an {kind}" if kind[:1] in "aeiou" else f"a {kind}"
