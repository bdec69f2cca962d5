"""Posts that a text gives to persons: "Nikolai Orlov, Secretary-General of the Black Sea Pact".

A finder by rules, over a table of posts. It looks for the words of a post first ("First Deputy Foreign Minister"), then
for whose post it is, in the orders in which the press writes it:

=================  =======================================================================================
apposition         Pavel Orlov, Secretary-General of the CSTO, said
possessive         Pavel Orlov, Georgia’s First Deputy Foreign Minister, said
before the name    Georgian Foreign Minister Pavel Orlov; the Defense Ministry spokesman, Pavel Orlov
head of a body     the head of the Border Guard Service, General Pavel Orlov
=================  =======================================================================================

Refused: posts without a named holder, bodies that only sound like posts ("Defense Ministers Council"), and statements
that reach over the end of a sentence. What is implied is left empty, never filled in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from edm_archive.text.spans import Span, paragraphs, sentences

from .candidates import RoleMatch
from .phrases import People, Words, body_after, body_before, is_heading
from .vocabulary import (
    BODY_NOUNS,
    BODY_NOUNS_SMALL,
    FRESH,
    GEOGRAPHIC_NOUNS,
    OPENERS,
    PORTFOLIOS,
    POST_HEADS,
    POST_PREFIXES,
    POST_QUALIFIERS,
    RANKS,
    SPEECH_VERBS,
    TENURE,
    WEAK_HEADS,
)

_HEADS = frozenset(tuple(head.split()) for head in POST_HEADS)
_FIRST = frozenset(head[0] for head in _HEADS)
_LONGEST_HEAD = max(map(len, _HEADS))
_QUALIFIERS = POST_QUALIFIERS | PORTFOLIOS | TENURE
_STARTS = _FIRST | _QUALIFIERS
_PORTFOLIO_WORDS = _QUALIFIERS | {"and", "of", "the"}
_ARTICLES = frozenset("the a an his her its their whose another one".split())
_NO_PORTFOLIO = OPENERS | BODY_NOUNS_SMALL | _ARTICLES
_OPENS_APPOSITION = re.compile(r",[ \n]|[ \n]?\(|[ \n]?[–—][ \n]?|--")
_CLOSES = re.compile(r"\s*(?:[,;:.()\[!?—–”\"]|--)")
_LINKS = frozenset("of for".split())
_GOES_ON = SPEECH_VERBS | frozenset("also and as at for from had has in is of on since to was who with".split())


class _Post(NamedTuple):
    """Words of a post: from ``first`` to ``last``; ``head`` is the noun, small."""

    first: int
    last: int
    head: str


class _Statement(NamedTuple):
    """A post with the body on either side; words from ``first`` to ``last``, articles before it included."""

    post: _Post
    body: tuple[int, int] | None
    first: int
    last: int
    article: bool


def find_roles(text: str, people: Sequence[Span] | None = None) -> tuple[RoleMatch, ...]:
    """The posts that ``text`` gives to persons it names, in order of the evidence.

    Args:
        people: the spans of the personal names that are known; only these are holders then. Without it, holders are
            told by their capitals.
    """
    known = None if people is None else sorted(people)
    found: dict[tuple[Span, Span], RoleMatch] = {}
    for sentence in _sentences(text):
        words = Words(text, sentence)
        names = People(words, _within(known, sentence))
        previous: tuple[RoleMatch, int] | None = None
        for post in _posts(words):
            if previous and post.first <= previous[1]:
                continue
            statement = _statement(words, post, names)
            role = _role(words, statement, names, previous)
            if role:
                found.setdefault((role.person_span, role.post_span), role)
                previous = role, statement.last
    return tuple(sorted(found.values(), key=lambda role: (role.evidence, role.post_span)))


def _sentences(text: str) -> Iterator[Span]:
    for paragraph in paragraphs(text):
        block = sentences(text, paragraph)
        # A heading has capitals that tell nothing; a single line may be the whole text.
        if len(block) == 1 and is_heading(paragraph.of(text)) and len(paragraph) < len(text.strip()):
            continue
        yield from block


def _within(known: list[Span] | None, sentence: Span) -> list[Span] | None:
    if known is None:
        return None
    first = bisect_left(known, Span(sentence.start, sentence.start))
    last = bisect_left(known, Span(sentence.end, sentence.end))
    return known[first:last]


def _posts(words: Words) -> list[_Post]:
    """The posts named in the sentence: qualifiers and a head, as long as they go."""
    found: list[_Post] = []
    at = 0
    while at < len(words):
        if words[at].key not in _STARTS and "-" not in words[at].key:
            at += 1
            continue
        post, end = _post_at(words, at)
        if post:
            found.append(post)
        at = max(at + 1, post.last + 1 if post else end)
    return found


def _post_at(words: Words, first: int) -> tuple[_Post | None, int]:
    """The post that begins with word ``first``, if one does, and the word after the run that was read for it."""
    at, head, last = first, "", -1
    while at < len(words) and (at == first or words.joined(at)):
        if length := _head_length(words, at):
            at += length
            head, last = words[at - 1].key, at - 1
        elif _bare(words[at].key) in _QUALIFIERS or (at > first and _joins_qualifiers(words, at)):
            at += 1
        else:
            break
    if last < 0:
        return None, at
    if last + 1 < len(words) and words.joined(last + 1) and words[last + 1].key in TENURE:
        last += 1
    return _Post(first, last, head), at


def _head_length(words: Words, at: int) -> int:
    """Number of words of the longest head that begins at word ``at``; 0 when none does."""
    if _bare(words[at].key.replace("’", "'")) not in _FIRST and words[at].key not in _FIRST:
        return 0
    keys: list[str] = []
    longest = 0
    for place in range(at, min(at + _LONGEST_HEAD, len(words))):
        if place > at and not words.joined(place):
            break
        keys.append(words[place].key.replace("’", "'"))
        if tuple(keys) in _HEADS or (_bare(keys[0]), *keys[1:]) in _HEADS:
            longest = len(keys)
    return longest


def _bare(word: str) -> str:
    """A word of a post without "ex-", "then-" before it or "-elect" after it."""
    prefix, hyphen, rest = word.partition("-")
    if hyphen and prefix in POST_PREFIXES:
        return rest
    return prefix if hyphen and rest in TENURE else word


def _joins_qualifiers(words: Words, at: int) -> bool:
    """Whether the word ``at`` is the "and" of "Trade and Industry Minister", not that of two posts."""
    if words[at].key != "and" or at + 1 >= len(words) or not words.joined(at + 1):
        return False
    return words[at - 1].key in PORTFOLIOS and words[at + 1].key in _QUALIFIERS


def _statement(words: Words, post: _Post, people: People) -> _Statement:
    post = _with_portfolio(words, post, people)
    body = _body_on_the_right(words, post, people)
    last = body[1] if body else post.last
    first = post.first
    if body is None and (before := body_before(words, post.first)) and not _is_name_before(words, before, people):
        body, first = before, before[0]
    article = False
    while first and words.joined(first) and words[first - 1].key in _ARTICLES | FRESH:
        first -= 1
        article = True
    return _Statement(post, body, first, last, article)


def _is_name_before(words: Words, run: tuple[int, int], people: People) -> bool:
    """Whether the capitals before a post are a known person, and so no body: the list decides, not the shape."""
    return people.listed and people.until(run[1]) is not None


def _with_portfolio(words: Words, post: _Post, people: People) -> _Post:
    """The post with what it is for: "Minister of Foreign Affairs", "Special Envoy to the Balkans"."""
    at = post.last + 1
    if at + 1 >= len(words) or not words.joined(at) or words[at].key not in {"of", "for", "to", "on"}:
        return post
    last = None
    for place in range(at + 1, min(at + 9, len(words))):
        word = words[place]
        listed = place > at + 1 and words.before(place) == ", " and word.key in PORTFOLIOS
        if not (listed or words.joined(place)) or (people.listed and people.at(place)):
            break
        if length := _head_length(words, place):
            # "assistant to the President" is a post; "assistant to President X" has another post after it.
            last = place + length - 1 if words[place - 1].key == "the" and words[at].key != "of" else last
            break
        if last is not None and words[last].key in PORTFOLIOS and word.key not in _PORTFOLIO_WORDS:
            break
        if word.key in PORTFOLIOS or (words[at].key != "of" and word.capital):
            last = place
            if word.key in GEOGRAPHIC_NOUNS:
                break
        elif word.key not in _PORTFOLIO_WORDS or (word.key == "of" and last is not None):
            break
    if last is None:
        last = _small_portfolio(words, at)
    if last is None or (words[at].key == "of" and _goes_on_as_body(words, last + 1)):
        return post
    return _Post(post.first, last, post.head)


def _small_portfolio(words: Words, at: int) -> int | None:
    """Last of one or two words in small letters after "of": "head of training at …"; None when they name a body."""
    last = None
    for place in range(at + 1, min(at + 3, len(words))):
        word = words[place]
        if words[at].key != "of" or not words.joined(place) or not word.text.islower():
            break
        if word.key in _NO_PORTFOLIO:
            return None if word.key in BODY_NOUNS_SMALL | _ARTICLES else last
        last = place
    if last is None or (words.joined(last + 1) and words[last + 1].key not in _NO_PORTFOLIO):
        return None
    return last


def _goes_on_as_body(words: Words, at: int) -> bool:
    """Whether what looked like a portfolio is the beginning of a body: "head of the State Duma"."""
    for place in range(at, min(at + 3, len(words))):
        if not words.joined(place) or not words[place].capital:
            return False
        if words[place].key in BODY_NOUNS:
            return True
    return False


def _body_on_the_right(words: Words, post: _Post, people: People) -> tuple[int, int] | None:
    at = post.last + 1
    # "in" tells the body only after what the post is for: "head of planning in the port authority".
    in_after = {"in"} if words[post.last].key != post.head else set()
    if at + 1 >= len(words) or not words.joined(at) or words[at].key not in {"of", "at", "with"} | in_after:
        return None
    first = at + 1
    while first < len(words) and words[first].key in _ARTICLES and words.joined(first):
        first += 1
    if first >= len(words):
        return None
    last = body_after(words, first, people)
    if last is None:
        return None
    owners = [place for place in range(first, last) if words[place].possessive and words[place + 1].capital]
    first = owners[-1] + 1 if owners else first
    while first < last and words[first].text.islower() and words[first + 1].key not in _LINKS and words[last].capital:
        first += 1
    return first, last


def _role(
    words: Words, statement: _Statement, people: People, previous: tuple[RoleMatch, int] | None
) -> RoleMatch | None:
    """Whose post it is: the name that follows at once, the name before a comma, the name after one, or a list."""
    post = statement.post
    straight = statement.last == post.last
    after = post.last + 1
    if straight and words.joined(after) and (name := people.at(after)) and _may_follow(words, statement, name):
        return _match(words, statement, name, 0.92 if name[1] > name[0] else 0.75, "the post stands before the name")
    if name := _name_before(words, statement, people):
        return _match(words, statement, name, 0.94, "the post stands after the name, between commas")
    if name := _name_after_comma(words, statement, people):
        return _match(words, statement, name, 0.88, "the post stands before the name, parted by a comma")
    if previous and _follows_in_list(words, statement, previous[1]):
        return _in_list(words, statement, previous[0])
    return None


def _may_follow(words: Words, statement: _Statement, name: tuple[int, int]) -> bool:
    """A single capital after a post in small letters is a name only without an article: "analyst Orlov"."""
    return name[1] > name[0] or words[statement.post.last].capital or not statement.article


def _name_before(words: Words, statement: _Statement, people: People) -> tuple[int, int] | None:
    at = statement.first
    if words[at - 1].possessive if at else True:
        return None
    gap = words.before(at)
    if words[at - 1].text.isdigit() and at > 1 and gap == ", ":
        at, gap = at - 1, words.before(at - 1)
    if not _OPENS_APPOSITION.fullmatch(gap) or not _ends_well(words, statement):
        return None
    name = people.until(at - 1)
    if name is None or (name[0] == name[1] and not people.listed):
        return None
    return name


def _ends_well(words: Words, statement: _Statement) -> bool:
    following = statement.last + 1
    if words[statement.last].possessive:
        return False
    if following == len(words) or _CLOSES.match(words.before(following)):
        return True
    return words.joined(following) and words[following].key in _GOES_ON


def _name_after_comma(words: Words, statement: _Statement, people: People) -> tuple[int, int] | None:
    """ "The head of the Service, General Pavel Orlov": with an article or a body, and the name closed by a mark."""
    following = statement.last + 1
    if following >= len(words):
        return None
    rank = words[following].capital and words[following].key in RANKS
    if not (statement.article or statement.body or rank):
        return None
    gap = words.before(following)
    space = gap in (" ", "\n") and statement.last > statement.post.last and words.joined(following)
    if gap not in (", ", ",\n") and not space:
        return None
    name = people.at(following)
    if name is None or (name[0] == name[1] and not people.listed):
        return None
    return name


def _follows_in_list(words: Words, statement: _Statement, last: int) -> bool:
    """Whether only "and" or a comma stands between the previous statement and this one."""
    if statement.first == last + 1:
        return words.before(statement.first) in (", ", " ")
    if statement.first != last + 2 or words[last + 1].key != "and":
        return False
    return words.before(last + 1) in (" ", ", ") and words.joined(statement.first)


def _in_list(words: Words, statement: _Statement, previous: RoleMatch) -> RoleMatch:
    at = Span(previous.evidence.start, max(previous.evidence.end, words[statement.last].end))
    return _build(
        words, statement, previous.person_span, at, round(previous.score * 0.9, 2), "a further post in a list"
    )


def _match(words: Words, statement: _Statement, name: tuple[int, int], score: float, reason: str) -> RoleMatch:
    person = words.span(*name)
    first = statement.body[0] if statement.body else statement.post.first
    start = min(words[first].start, words[statement.post.first].start, person.start)
    end = max(words[statement.last].end, person.end)
    if statement.post.head in WEAK_HEADS:
        score *= 0.8
    return _build(words, statement, person, Span(start, end), round(score, 2), reason)


def _build(words: Words, statement: _Statement, person: Span, evidence: Span, score: float, reason: str) -> RoleMatch:
    text = words.text
    post = words.span(statement.post.first, statement.post.last)
    body = words.span(*statement.body) if statement.body else None
    return RoleMatch(
        person.of(text), person, post.of(text), post, body.of(text) if body else "", body, evidence, score, reason
    )
