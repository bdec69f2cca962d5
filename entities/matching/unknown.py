"""Names that the authority file does not know: runs of capitals, offered as new entities with a guessed kind.

A run is cut at posts and persons, and trimmed of titles and nations; ``kinds`` guesses what is left. In headings, whose
capitals tell nothing, only names that the text holds elsewhere, or that everybody knows, are found.
Refused: adjectives of nations, days and months, posts, common abbreviations, words that the text also writes small, a
sentence's first word unless the name stands elsewhere too or a verb of speech follows, and what a decree is "On".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from edm_archive.text.spans import Span, paragraphs, sentences

from .acronyms import find_acronyms
from .bodies import COMMON_ABBREVIATIONS
from .boundaries import Closed, addresses, closes
from .candidates import AcronymMatch, Match, RoleMatch
from .geography import CITIES
from .kinds import KNOWN, LINKS, NOUNS, Guess, Name, Votes
from .names import surname
from .phrases import Word, Words, is_heading, linked_by_in
from .roles import find_roles
from .vocabulary import (
    AGREEMENTS,
    BODY_NOUNS,
    BROADCASTERS,
    CALENDAR,
    DEMONYMS,
    FAMILY_FIRST,
    HONORIFICS,
    OPENERS,
    PARTICLES,
    PORTFOLIOS,
    POST_QUALIFIERS,
    POST_WORDS,
    RANKS,
    SPEECH_VERBS,
    WORK_NOUNS,
)

#: Endings of adjectives of nations, of their plurals, and of creeds.
_NATIONAL = ("ian", "ean", "ish", "ese", "stani", "ians", "eans", "ist", "ists", "ites", "ism")
#: Given names with such an ending.
_GIVEN = frozenset(
    "adrian brian cristian damian fabian florian gian ian julian maximilian octavian sebastian vivian".split()
)
_TITLES = RANKS | HONORIFICS | POST_WORDS
#: Nouns of bodies that are the name of one when they stand alone.
_PARLIAMENTS = frozenset("bundestag duma majlis mejlis politburo rada".split())
_MONTHS = frozenset("jan feb mar apr jun jul aug sep sept oct nov dec".split())
_NOT_ALONE = (
    _MONTHS
    | CALENDAR
    | OPENERS
    | POST_QUALIFIERS
    | PORTFOLIOS
    | _TITLES
    | NOUNS
    | {"note", "box", "summary", "page", "part"}
) - _PARLIAMENTS
#: Nouns that a link may follow: "Republic of …", "Declaration on …".
_LINKED = (
    BODY_NOUNS
    | WORK_NOUNS
    | frozenset("bay city department emirate gulf isthmus kingdom republic sea state strait straits".split())
)
#: Bodies whose nation is an adjective before the name rather than a part of it: "Georgian Ministry of Defense".
_NATION_APART = frozenset("army embassy forces military ministry navy parliament police".split())
_LONGEST = 16
_DIRECTIONS = frozenset("north south east west northern southern new".split())
_EMPTY = _DIRECTIONS | POST_QUALIFIERS | _TITLES
#: Several people of a body, not a body of that name: "Troops of the Seaward Military District".
_MANY = frozenset("enterprises forces police troops".split())
#: Those to whom bodies belong by name: "People’s Party".
_OWNERS = frozenset(
    "children farmers journalists mothers peasants people soldiers veterans women workers writers".split()
)
#: What rulers were called: "Ivan the Terrible".
_EPITHETS = frozenset("Bold Conqueror Confessor Great Magnificent Terrible Wise".split())
#: A decree's or an edict's title is no name of what it is about.
_TITLE = re.compile(r"(?:[\"“]|''|‘‘)On [^\"“”\n]{3,300}?(?:[\"”]|''|’’)")
_SMALL = re.compile(r"(?<![^\W_])[a-z]{3,}(?![^\W_])")


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
        Matches of origin "name" without candidates; ``kind`` is the guess, ``label`` the fullest form that the text
        gives: the full name of a surname, the long form of a short one, else the name itself.
    """
    roles = find_roles(text) if roles is None else roles
    acronyms = find_acronyms(text) if acronyms is None else acronyms
    titles = [Span(*title.span()) for title in _TITLE.finditer(text)]
    closed = Closed([*outside, *addresses(text), *titles, *(match.span for match in matches)])
    persons = {role.person_span.start: role.person_span for role in roles}
    names: list[Name] = []
    headings: list[Words] = []
    votes, sure = Votes(), set[str]()
    for paragraph in paragraphs(text):
        if is_heading(paragraph.of(text)):
            headings.append(Words(text, paragraph))
            continue
        for sentence in sentences(text, paragraph):
            for name in _names(Words(text, sentence), persons):
                votes.add(name, persons)
                if _stands_out(name):
                    sure.add(name.key)
                names.append(name)
    long_forms = {found.short_form: found.long_form for found in acronyms}
    kinds = votes.settled(long_forms)
    full = {surname(key): key for key in sure if kinds[key].kind == "person" and " " in key}
    sure = (sure | {key for key in kinds if key in full}) - _common(text, sure - full.keys(), long_forms)
    names = [name for name in names if name.key in sure]
    kinds.update((called, Guess("person", True)) for called in full if called not in kinds)
    for heading in headings:
        names += _known_names(heading, sure | full.keys())
    names = [name for name in names if not closed.touches(name.span.start, name.span.end)]
    full_forms = {**full, **long_forms}
    return tuple(_match(text, name, kinds.get(name.key), full_forms) for name in sorted(names, key=_start))


def _start(name: Name) -> int:
    return name.span.start


def _common(text: str, keys: Iterable[str], long_forms: dict[str, str]) -> set[str]:
    """Those of ``keys`` that are words or abbreviations of everyday use in this text.

    What is spelt out in small letters is a thing, not a name: "gross domestic product (GDP)".
    """
    small = set(_SMALL.findall(text))
    things = {short for short, long in long_forms.items() if long.islower()}
    things |= {long for short, long in long_forms.items() if short in COMMON_ABBREVIATIONS}
    return {
        key
        for key in keys
        if key in things
        or key in COMMON_ABBREVIATIONS
        or (key not in KNOWN and not key.isupper() and key.lower() in small)
    }


def _stands_out(name: Name) -> bool:
    """Whether the capital is the name's own and not only that of a sentence's first word."""
    first = name.parts[0]
    if len(name.parts) == 1 and _is_national(first) and name.key not in KNOWN:
        # "Qian’s talks", "Kocharian said"; an adjective owns nothing and says nothing.
        return name.before() != "the" and (first.possessive or name.after in SPEECH_VERBS)
    if name.first or len(name.parts) > 1 or first.short_form or first.possessive or name.key in KNOWN:
        return True
    if name.is_followed_by_who():
        return True
    # "Orlov told": a thing would have an article before it, or be several.
    return name.after in SPEECH_VERBS and not first.key.endswith("s")


def _known_names(heading: Words, sure: set[str]) -> Iterator[Name]:
    """The names of a heading that are sure, or known to everybody, the longest first."""
    at = 0
    while at < len(heading):
        last = min(at + _LONGEST, len(heading)) - 1
        while last >= at:
            name = Name(heading, at, last)
            if name.key in sure or (name.key in KNOWN and name.key.lower() not in _NOT_ALONE):
                yield name
                break
            last -= 1
        at = max(at, last) + 1


def _names(words: Words, persons: dict[int, Span]) -> Iterator[Name]:
    """The runs of capitals of a sentence, cut at posts and at persons, and down to what may be a name."""
    at = 0
    while at < len(words):
        if not _begins(words, at):
            at += 1
            continue
        last = at
        while (following := _next_part(words, at, last)) is not None and words[following].start not in persons:
            if following == last + 1 and words[following].key in POST_WORDS - POST_QUALIFIERS:
                while last > at and words[last].key in POST_QUALIFIERS:
                    last -= 1  # "PRC Foreign Minister"
                break
            last = following
        last = _with_small_noun(words, at, last)
        if not _is_portfolio(words, at, last):
            yield from _trimmed(words, at, last)
        at = last + 1


def _with_small_noun(words: Words, first: int, last: int) -> int:
    """The last word of the name, "television" of "Zenda television" and "agreement" of "Zenda agreement" included."""
    if first < last or words[first].text not in KNOWN or words[first].possessive or not words.joined(last + 1):
        return last
    noun = words[last + 1].key
    makes_one = noun in BROADCASTERS or (noun in AGREEMENTS and words[first].text in CITIES)
    return last + 1 if makes_one else last


def _is_portfolio(words: Words, first: int, last: int) -> bool:
    """Whether the word is what a minister is for: "Privatization Minister"."""
    single = first == last and words[first].text not in KNOWN and not words[first].short_form
    return single and words.joined(last + 1) and words[last + 1].text in ("Minister", "Ministers", "Ministry")


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
_PARTICIPLES = (
    "ed",
    "ing",
    "led",
    "bred",
    "made",
    "based",
    "run",
    "born",
    "held",
    "wide",
    "style",
    "era",
    "owned",
    "bound",
)


def _next_part(words: Words, first: int, last: int) -> int | None:
    """The next capital of the name whose words so far are ``first`` to ``last``; None when the name ends."""
    at = last + 1
    if at >= min(len(words), first + _LONGEST):
        return None
    if words[last].key in _OWNERS and words[last].possessive and words.before(at) == " " and words[at].capital:
        return at
    if words[last].possessive or not words.in_name(at):
        return None
    if words[at].capital:
        if words[at].key in CALENDAR or not words[at].text[0].isalpha() or _is_compound(words[at]):
            return None
        # An initial after a body begins a person: "the Academy of Dikes P. Orlov".
        initial = len(words[at].text) == 1 and words.text[words[at].end : words[at].end + 1] == "."
        return None if initial and any(words[place].key in BODY_NOUNS for place in range(first, at)) else at
    if words[at].key in PARTICLES - {"of", "an", "la"} and at + 1 < len(words) and words.joined(at + 1):
        return at + 1 if words[at + 1].capital else None
    if words[at].key == "in" and linked_by_in(words, at):
        return at + 1
    if words[at].key == "the" and first == last and words.joined(at + 1) and words[at + 1].text in _EPITHETS:
        return at + 1
    if words[at].key not in LINKS:
        return None
    following = at + 1
    while following < len(words) and words[following].key in {"the", "of", "for", "a"} and words.joined(following):
        following += 1
    if following >= len(words) or not words.joined(following) or not _begins(words, following):
        return None
    links = {words[place].key for place in range(first, at)}
    named = any(words[place].key in _LINKED for place in range(first, at))
    linked = bool(named and links & {"of", "for", "on"})
    if words[at].key == "and" and {words[last].key, words[at + 1].key} < PORTFOLIOS and not linked:
        if not words.joined(at + 2):
            return None
        return at + 1 if words[at + 2].text in ("Ministry", "Department", "Committee") else None
    if words[at].key == "and" and words[at + 1].key == "the":
        return None  # another body: "the Ministry of Dikes and the Border Guard"
    if words[at].key in {"and", "&", "to", "the"}:
        if words[following].key in RANKS | HONORIFICS:
            return None  # "the Academy of Dikes and Prof. Anna Orlova"
        return following if linked else None
    return following if named else None


def _trimmed(words: Words, first: int, last: int) -> Iterator[Name]:
    """The name without titles, posts and nations before it; nothing when little is left."""
    if first + 2 <= last and words[first].key in _MANY and words[first + 1].key == "of":
        first += 2 + (words[first + 2].key == "the" and first + 3 <= last)
    quoted = words.before(first)[-1:] in ('"', "“", "‘", "«")
    while first < last and _is_title(words, first, last):
        first += 1
    if first < last and not quoted and _is_national(words[first]) and _nation_apart(words, first + 1, last):
        first += 1
    while first < last and _is_title(words, first, last):
        first += 1
    if first < last and _adds_nothing(words, first) and Name(words, first + 1, last).key in KNOWN:
        first += 1
    if first == last and words[first].text not in KNOWN and _says_nothing(words, first):
        return
    parts = words.words[first : last + 1]
    if len(parts) > 1 and all(part.key in _EMPTY or _is_national(part) for part in parts):
        return
    if len(parts) == 1 and "." in parts[0].text and _is_adjective(words, last):
        return  # "U.S. aid", "U.S.-led"
    if len(parts) > 1 and all(part.text.isupper() for part in parts):
        return
    for middle in range(first + 1, last + 1):
        begun, rest = Name(words, first, middle - 1), Name(words, middle, last)
        if KNOWN.get(rest.key) in ("work", "event") and begun.key in KNOWN:
            yield from (begun, rest)  # "the NATO Partnership for Peace"
            return
    yield Name(words, first, last)


def _adds_nothing(words: Words, at: int) -> bool:
    """Whether a word owes its capital to a sentence's beginning, or belongs to no name: "Greater Zenda"."""
    return words[at].key == "greater" or (at == 0 and words[at].text not in KNOWN)


def _says_nothing(words: Words, at: int) -> bool:
    """Whether the single word ``at`` is no name: a post, a noun of a body, a month, a nation, an initial."""
    word = words[at]
    return word.key in _NOT_ALONE or len(word.text) < 2 or word.key in DEMONYMS or _is_people(word)


def _is_title(words: Words, first: int, last: int) -> bool:
    """Whether the first word is a post or rank before a personal name, and not the beginning of a body's name."""
    key = words[first].key
    rest = words.words[first + 1 : last + 1]
    if any(part.key in NOUNS for part in rest):
        return key in POST_WORDS and key not in POST_QUALIFIERS
    return key in _TITLES | POST_QUALIFIERS or key.removesuffix("s") in POST_WORDS


def _is_people(word: Word) -> bool:
    """Whether the word is a people or the followers of someone: "Ruritanians", "Orlovites"."""
    return word.key.endswith("s") and _is_national(word)


def _is_national(word: Word) -> bool:
    if word.key in FAMILY_FIRST or word.key in _GIVEN:
        return False
    last = word.key.rsplit("-", 1)[-1]
    return last in DEMONYMS or last.removesuffix("s") in DEMONYMS or last.endswith(_NATIONAL)


def _is_adjective(words: Words, at: int) -> bool:
    """Whether the abbreviation ``at`` stands before a noun, as "American" would: "U.S. aid", not "the U.S. said"."""
    if not words.joined(at + 1):
        return not closes(words.text, words[at].end)
    return words[at + 1].key not in SPEECH_VERBS | OPENERS


def _nation_apart(words: Words, first: int, last: int) -> bool:
    """Whether a nation's adjective before the words ``first`` to ``last`` is no part of the name.

    It is one in "Slovak National Party", and with a bare noun ("Bosnian Government"), which says nothing alone.
    """
    keys = [word.key for word in words.words[first : last + 1]]
    if not any(key in NOUNS for key in keys):
        return True
    return len(keys) > 1 and any(key in _NATION_APART for key in keys)


#: From this score on something speaks for the kind of a name.
GROUNDED = 0.5


def _match(text: str, name: Name, guess: Guess | None, full_forms: dict[str, str]) -> Match:
    kind, grounded = guess or Guess(KNOWN.get(name.key, ""), True)
    quote = name.span.of(text)
    if not grounded:
        score, words = 0.4, f"an unknown name, perhaps {_article(kind)}"
    else:
        score, words = (0.6 if len(name.parts) > 1 else GROUNDED), f"an unknown name, by its words {_article(kind)}"
    label = full_forms.get(name.key, quote)
    if label != quote:
        words += f", in full “{label}”"
    return Match(name.span, quote, (), "name", score, words, kind, label)


def _article(kind: str) -> str:
    return f"an {kind}" if kind[:1] in "aeiou" else f"a {kind}"
