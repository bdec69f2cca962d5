"""The words by which a text says who speaks, and the clauses that they make: tables, tokens, what stands beside what.

Closed lists of form, like those of ``words``; whose name a run of capitals is, is for ``speakers``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.citations.words import OUTLET_BEGINNINGS, OUTLET_ENDINGS
from edm_archive.text.countries import COUNTRY_NAMES
from edm_archive.text.spans import Span, sentences
from entities.matching.vocabulary import (
    BODY_NOUNS,
    DEMONYMS,
    EVENT_NOUNS,
    GEOGRAPHIC_NOUNS,
    HONORIFICS,
    PARTICLES,
    PERIODICAL_NOUNS,
    POST_HEADS,
    POST_WORDS,
    RANKS,
    WORK_NOUNS,
)

#: Characters of a clause that are read on either side of a quotation.
REACH = 300
LONGEST_PHRASE, LONGEST_NAME, LONGEST_APPOSITION = 12, 5, 25

REPORTING = frozenset(
    """said says told tells stated added adds noted notes commented remarked remarks observed observes declared declares
    explained explains insisted insists argued argues warned warns stressed stresses emphasized emphasised underlined
    underscored announced claimed complained acknowledged admitted conceded recalled recalls replied responded asserted
    affirmed confirmed maintained maintains wrote writes asked asks concluded concludes predicted predicts promised
    vowed pledged urged quipped joked lamented cautioned contended contends reiterated""".split()
)
#: Verbs after which the quoted words can be those of another, and nouns whose words they can be.
OTHERS_WORDS = frozenset(
    """answered called calling calls dubbed describing described entitled labeled labelled named quoted quoting read
    reading reads slogan slogans sign signs titled banner banners poster posters headline known replies motto proverb
    song reported reports responding term""".split()
)
AUXILIARY = frozenset("has had have also then later again once further since recently and".split())
PARTICIPLES = frozenset("saying telling adding noting explaining warning arguing insisting stressing declaring".split())
WHEN = frozenset("after during last this today when while yesterday earlier".split())
QUOTING = frozenset("quoted cited quotes cites quoting citing".split())
PRONOUNS = frozenset({"he", "she"})
DETERMINERS = frozenset("the a an one another his her its their this that".split())
HEADS = (
    frozenset(head.split()[-1] for head in POST_HEADS)
    | POST_WORDS
    | frozenset("activist columnist economist historian observer scientist writer".split())
) - frozenset("affaires defence defense executive finance foreign general interior lady prime staff".split())
TITLES = HEADS | RANKS | HONORIFICS
PREPOSITIONS = frozenset(
    "about after against as at before between by during for from in into of on over to under with".split()
)
AFTER_POST = PREPOSITIONS | AUXILIARY | {"was", "who"}
CONJUNCTIONS = frozenset("and as but furthermore however meanwhile moreover nevertheless still while yet".split())
COUNTRY_WORDS = frozenset(word.casefold() for name in COUNTRY_NAMES.values() for word in name.split())
#: Words that make a run of capitals something else than a person.
NO_PERSON = (
    (BODY_NOUNS | GEOGRAPHIC_NOUNS | EVENT_NOUNS | WORK_NOUNS | PERIODICAL_NOUNS | DEMONYMS | COUNTRY_WORDS)
    | OUTLET_ENDINGS
    | OUTLET_BEGINNINGS
    | frozenset("new white united human rights our their free great agence order tv radio".split())
) - frozenset("bank hill rice chad georgia jordan roman".split())
PLURALS = frozenset(f"{word}s" for word in DEMONYMS)
TOKEN = re.compile(r"[^\W\d_]\.(?![^\W\d_])|\w(?:[\w’'-]*\w)?|[^\w\s]")
POSSESSIVE = re.compile(r"[’']s?$")
SENTENCE_CLOSES = re.compile(r"[.!?…][\"”’)\]]*$")


def without_possessive(word: str) -> str:
    """The word, or words, without the ending of a possessive."""
    return POSSESSIVE.sub("", word) if "’" in word[-2:] or "'" in word[-2:] else word


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of a clause; ``key`` is the word small, without a possessive ending."""

    text: str
    span: Span
    key: str

    @classmethod
    def of(cls, found: re.Match[str]) -> Token:
        """The token of a match of ``TOKEN``."""
        text = found.group()
        small = text.casefold().rstrip(".")
        return cls(text, Span(*found.span()), without_possessive(small) if len(text) > 1 else small)

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_possessive(self) -> bool:
        return without_possessive(self.text) != self.text


def clause_before(text: str, quotation: int, bound: int) -> Span:
    """The words of the sentence that a quotation at ``quotation`` goes on, not before ``bound``."""
    start = max(bound, quotation - REACH)
    found = sentences(text, Span(start, quotation))
    if not found or (start > bound and len(found) == 1):
        return Span(quotation, quotation)
    return found[-1]


def clause_after(text: str, end: int, bound: int) -> Span:
    """The words after a quotation up to the end of their sentence, not beyond ``bound``."""
    limit = min(bound, end + REACH)
    found = sentences(text, Span(end, limit))
    return Span(end, found[0].end) if found else Span(end, end)


def run_end(tokens: Sequence[Token], start: int) -> int:
    """The end of the run of capitals at ``start``; a particle may stand inside, an apostrophe may end it."""
    at = start
    while at < len(tokens) and tokens[at].is_word and not tokens[at].text[0].isdigit():
        if not (tokens[at].is_capital or (at > start and is_inside(tokens, at))) or (
            at > start and tokens[at - 1].is_possessive
        ):
            break
        at += 1
    return at


def reports(token: Token) -> bool:
    return token.key in REPORTING and token.text.islower()


def is_circumstance(token: Token) -> bool:
    """Whether the word after a verb says when, where or how, rather than what else is reported."""
    if not token.is_word or token.is_capital:
        return True
    return token.key in PREPOSITIONS | AUXILIARY | WHEN or token.text.endswith(("ly", "ing"))


def has_title(tokens: Sequence[Token]) -> bool:
    return any(token.key in TITLES for token in tokens)


def is_inside(tokens: Sequence[Token], at: int) -> bool:
    """Whether the small word belongs to a name that goes on: "de" and "la" of "José de la Cruz"."""
    for token in tokens[at : at + 3]:
        if token.key not in PARTICLES:
            return token.is_capital
    return False


def after_auxiliaries(tokens: Sequence[Token], at: int) -> int:
    """The first word after those that may stand before a verb: "has also", "publicly"."""
    for _ in range(3):
        if at < len(tokens) and (tokens[at].key in AUXILIARY - {"and"} or tokens[at].text.endswith("ly")):
            at += 1
    return at


def starts(tokens: Sequence[Token]) -> Iterator[int]:
    """Where the subject of a clause can begin: with it, or after a phrase that leads in."""
    yield 0
    yield from [at + 1 for at, token in enumerate(tokens[:-1]) if token.text == ","][:3]


def is_apposition(tokens: Sequence[Token]) -> bool:
    """Whether the words between two commas say who a person is, rather than name another."""
    if not tokens or any(token.key in REPORTING for token in tokens):
        return False
    return tokens[0].text[0].islower() or any(token.key in TITLES for token in tokens)


def reports_alone(rest: Sequence[Token], *, leads_in: bool) -> bool:
    """Whether the words between the verb and a quotation leave no doubt that its subject says it."""
    if any(token.key in OTHERS_WORDS or token.key in REPORTING - {"notes"} for token in rest):
        return False
    return leads_in or not any(token.text in ",;:–—" for token in rest)
