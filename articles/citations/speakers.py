"""Who says a quotation: the words beside it that name its speaker, "said Ivan Petrov", "according to the minister".

The verbs of reporting are a closed list, and a speaker is one of three: a person by name, a person by post only ("the
minister said"), or "he" and "she". A name counts when its form is that of a person; a single name only after a post or
a rank, or where the text has given it in full before. Refused, since no speaker is better than a wrong one: bodies,
places and outlets ("Interfax reported"), several persons at once, and clauses in which two report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from articles.citations.vocabulary import Vocabulary
from articles.citations.words import OUTLET_BEGINNINGS, OUTLET_ENDINGS
from edm_archive.text.countries import COUNTRY_NAMES
from edm_archive.text.spans import Span, sentences
from entities.matching.vocabulary import (
    BODY_NOUNS,
    CALENDAR,
    DEMONYMS,
    EVENT_NOUNS,
    GEOGRAPHIC_NOUNS,
    HONORIFICS,
    OPENERS,
    PARTICLES,
    PERIODICAL_NOUNS,
    POST_HEADS,
    POST_WORDS,
    RANKS,
    WORK_NOUNS,
)

#: Characters of a clause that are read on either side of a quotation.
REACH = 300
_LONGEST_PHRASE, _LONGEST_NAME, _LONGEST_APPOSITION = 12, 5, 25

REPORTING = frozenset(
    """said says told tells stated added adds noted notes commented remarked remarks observed observes declared declares
    explained explains insisted insists argued argues warned warns stressed stresses emphasized emphasised underlined
    underscored announced claimed complained acknowledged admitted conceded recalled recalls replied responded asserted
    affirmed confirmed maintained maintains wrote writes asked asks concluded concludes predicted predicts promised
    vowed pledged urged quipped joked lamented cautioned contended contends reiterated""".split()
)
#: Verbs after which the quoted words can be those of another, and nouns whose words they can be.
_OTHERS_WORDS = frozenset(
    """answered called calling calls dubbed describing described entitled labeled labelled named quoted quoting read
    reading reads slogan slogans sign signs titled banner banners poster posters headline known replies motto proverb
    song reported reports responding term""".split()
)
_AUXILIARY = frozenset("has had have also then later again once further since recently and".split())
_PARTICIPLES = frozenset(
    "saying telling adding noting explaining warning arguing insisting stressing declaring".split()
)
_WHEN = frozenset("after during last this today when while yesterday earlier".split())
_QUOTING = frozenset("quoted cited quotes cites quoting citing".split())
_PRONOUNS = frozenset({"he", "she"})
_DETERMINERS = frozenset("the a an one another his her its their this that".split())
_HEADS = frozenset(head.split()[-1] for head in POST_HEADS if head != "first lady") | POST_WORDS - {
    "foreign",
    "interior",
}
_HEADS = (_HEADS | frozenset("activist columnist economist historian observer scientist writer".split())) - frozenset(
    "affaires defence defense executive finance general prime staff".split()
)
_TITLES = _HEADS | RANKS | HONORIFICS
_PREPOSITIONS = frozenset(
    "about after against as at before between by during for from in into of on over to under with".split()
)
_AFTER_POST = _PREPOSITIONS | _AUXILIARY | {"was", "who"}
_CONJUNCTIONS = frozenset("and as but furthermore however meanwhile moreover nevertheless still while yet".split())
_COUNTRY_WORDS = frozenset(word.casefold() for name in COUNTRY_NAMES.values() for word in name.split())
#: Words that make a run of capitals something else than a person.
_NO_PERSON = (
    (BODY_NOUNS | GEOGRAPHIC_NOUNS | EVENT_NOUNS | WORK_NOUNS | PERIODICAL_NOUNS | DEMONYMS | _COUNTRY_WORDS)
    | OUTLET_ENDINGS
    | OUTLET_BEGINNINGS
    | frozenset("new white united human rights our their free great agence order tv radio".split())
) - frozenset("bank hill rice chad georgia jordan roman".split())
_PLURALS = frozenset(f"{word}s" for word in DEMONYMS)
_TOKEN = re.compile(r"[^\W\d_]\.(?![^\W\d_])|\w(?:[\w’'-]*\w)?|[^\w\s]")
_POSSESSIVE = re.compile(r"[’']s?$")
_SENTENCE_CLOSES = re.compile(r"[.!?…][\"”’)\]]*$")


class SpeakerBasis(StrEnum):
    """How the text names the speaker of a quotation."""

    NAMED = "named"
    PRONOUN = "pronoun"
    POST = "post"


@dataclass(frozen=True, slots=True)
class Attribution:
    """A clause that reports: by whom, and where in the text its words stand.

    ``speaker`` is the name or the post; of a pronoun, the pronoun itself.
    """

    basis: SpeakerBasis
    speaker: Span


@dataclass(frozen=True, slots=True)
class _Token:
    """A word or a mark of a clause; ``key`` is the word small, without a possessive ending."""

    text: str
    span: Span

    @property
    def key(self) -> str:
        return _POSSESSIVE.sub("", self.text.casefold()).rstrip(".")

    @property
    def is_word(self) -> bool:
        return self.text[0].isalnum()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def is_possessive(self) -> bool:
        return _POSSESSIVE.search(self.text) is not None


class Speakers:
    """Reads the clauses of one text."""

    def __init__(self, text: str, vocabulary: Vocabulary) -> None:
        self.text, self.vocabulary = text, vocabulary

    def after(self, clause: Span, *, may_begin_with_name: bool) -> Attribution | None:
        """Who reports in the words after a quotation: "said X", "X said", "according to X".

        Args:
            may_begin_with_name: the quotation ends with a comma or a mark of its own, so that its sentence goes on.
        """
        tokens = self._tokens(clause)
        if tokens and tokens[0].text == ",":
            tokens, may_begin_with_name = tokens[1:], True
        if found := self._quoted_as_saying(tokens):
            return found
        if [token.key for token in tokens[:2]] == ["according", "to"]:
            return self._subject_at(tokens, 2)
        at = _after_auxiliaries(tokens, 0)
        if at < len(tokens) and _reports(tokens[at]) and tokens[at].key not in {"told", "tells"}:
            return self._subject_at(tokens, at + 1)
        if not may_begin_with_name:
            return None
        found, verb = self._reporting_subject(tokens, 0)
        following = tokens[verb + 1] if found and verb + 1 < len(tokens) else None
        if following is None or tokens[verb].key in {"told", "tells"} or _is_circumstance(following):
            return found
        return None  # "he said the council …": the verb has something else to report

    def before(self, clause: Span) -> Attribution | None:
        """Who reports in the words of the sentence before a quotation: "X said: ", "In his words, "."""
        tokens = self._tokens(clause)
        if not tokens or _SENTENCE_CLOSES.search(clause.of(self.text).rstrip()):
            return None
        if found := self._in_words_of(tokens) or self._quoted_as_saying(tokens):
            return found
        if any(token.key in _QUOTING for token in tokens):
            return None
        leads_in = tokens[-1].text in ",:" or tokens[-1].key in REPORTING | _PARTICIPLES
        for start in _starts(tokens):
            if [token.key for token in tokens[start : start + 2]] == ["according", "to"]:
                return self._according(tokens, start + 2)
            found, verb = self._reporting_subject(tokens, start)
            if found is not None:
                return found if _reports_alone(tokens[verb + 1 :], leads_in=leads_in) else None
            if any(token.key in REPORTING for token in tokens[start : verb + 1]):
                return None
        return None

    def person_before(self, within: Span) -> Span | None:
        """The person whom "he" or "she" means after ``within``: the one named last, where it is beyond doubt.

        That is a name with a post beside it, or one that reports; another name of the form of a person after it is a
        doubt, and so is none.
        """
        tokens = self._tokens(within)
        last: Span | None = None
        for run, name, is_known in self._names_in(tokens):
            word = self._last_word(name)
            if len(run) == 1 and self._introduced.get(word, name.start) >= name.start:
                continue  # a place, as far as the text tells
            if is_known or len(run) == 1:
                last = name
            elif last is None or word != self._last_word(last):
                last = None
        return last

    # Clauses ---------------------------------------------------------------------------------------------------------

    def _tokens(self, clause: Span) -> list[_Token]:
        """The words and marks of a clause; the stop of "Gen." and "Dr." is left out."""
        tokens: list[_Token] = []
        for found in _TOKEN.finditer(self.text, clause.start, clause.end):
            if not (found.group() == "." and tokens and tokens[-1].key in RANKS | HONORIFICS):
                tokens.append(_Token(found.group(), Span(*found.span())))
        return tokens

    def _in_words_of(self, tokens: Sequence[_Token]) -> Attribution | None:
        """ "In his words,", "In the words of X,", "In X’s words,"."""
        words = [token for token in tokens if token.is_word]
        keys = [token.key for token in words]
        if keys[:1] != ["in"]:
            return None
        if keys[-1] == "words" and len(keys) in (3, 4) and keys[1] in {"his", "her"} and keys[2:-1] in ([], ["own"]):
            return Attribution(SpeakerBasis.PRONOUN, words[1].span)
        if keys[1:4] == ["the", "words", "of"]:
            return self._subject_at(tokens, 4)
        if keys[-1] == "words" and words[-2].is_possessive:
            run = words[1:-1]
            name = self._name(run, titled=False)
            return Attribution(SpeakerBasis.NAMED, self._bare(name)) if name else None
        return None

    def _quoted_as_saying(self, tokens: Sequence[_Token]) -> Attribution | None:
        """ "Interfax quoted X as saying", "X was quoted as saying"."""
        keys = [token.key for token in tokens]
        for at, key in enumerate(keys):
            if key not in _QUOTING:
                continue
            rest = keys[at + 1 : at + 1 + _LONGEST_APPOSITION]
            said = next((n for n, word in enumerate(rest[:-1]) if word == "as" and rest[n + 1] in _PARTICIPLES), None)
            if said is None or any(word in REPORTING for word in rest):
                return None
            if at and keys[at - 1] in {"was", "were", "is"}:
                return self._subject_of_passive(tokens[: at - 1])
            return self._subject_at(tokens[: at + 1 + said], at + 1)
        return None

    def _subject_of_passive(self, tokens: Sequence[_Token]) -> Attribution | None:
        start = 1 if tokens and tokens[0].text == "," else 0
        found, end = self._phrase(tokens, start)
        return found if end == len(tokens) or (end < len(tokens) and tokens[end].text == ",") else None

    def _according(self, tokens: Sequence[_Token], start: int) -> Attribution | None:
        found, end = self._phrase(tokens, start)
        if found is None or end >= len(tokens) or tokens[end].text not in ",:":
            return None
        return found if not any(token.key in REPORTING for token in tokens[end:]) else None

    def _subject_at(self, tokens: Sequence[_Token], start: int) -> Attribution | None:
        """The person at ``start``, or the one whose post stands there: "the head of the agency, X"."""
        found, end = self._phrase(tokens, start)
        if found is None or found.basis is not SpeakerBasis.POST:
            return found
        if end < len(tokens) and tokens[end].text == "," and not tokens[end - 1].is_possessive:
            name = self._name(tokens[end + 1 : _run_end(tokens, end + 1)], titled=True)
            after = _run_end(tokens, end + 1)
            if name is not None and (after == len(tokens) or tokens[after].text in ",.;:"):
                return Attribution(SpeakerBasis.NAMED, name)
        return found

    def _reporting_subject(self, tokens: Sequence[_Token], start: int) -> tuple[Attribution | None, int]:
        """The subject at ``start`` of a verb that reports, and the place of the verb (or where it was given up)."""
        found, end = self._phrase(tokens, start)
        if found is None:
            return None, end
        verb = _after_auxiliaries(tokens, end)
        if verb < len(tokens) and _reports(tokens[verb]):
            return found, verb
        if end >= len(tokens) or tokens[end].text != ",":
            return None, end
        for comma in range(end + 1, min(len(tokens), end + _LONGEST_APPOSITION)):
            if tokens[comma].text not in ",–—":
                continue
            verb = _after_auxiliaries(tokens, comma + 1)
            if verb < len(tokens) and tokens[verb].key in REPORTING:
                apposition = tokens[end + 1 : comma]
                if found.basis is SpeakerBasis.POST:
                    name = self._name(apposition, titled=True)
                    return (Attribution(SpeakerBasis.NAMED, name) if name else None), verb
                return (found if _is_apposition(apposition) else None), verb
        return None, end

    def _phrase(self, tokens: Sequence[_Token], start: int) -> tuple[Attribution | None, int]:
        """The person that a phrase at ``start`` names, and where the phrase ends.

        From the left: an article or the like, small words up to a post, a run of capitals. A name is taken when it
        opens the phrase or when a post leads to it, and not when another is joined to it.
        """
        while start < len(tokens) and tokens[start].key in _CONJUNCTIONS:
            start += 1
        if start == len(tokens) or not tokens[start].is_word:
            return None, start
        if tokens[start].key in _PRONOUNS:
            return Attribution(SpeakerBasis.PRONOUN, tokens[start].span), start + 1
        determined = tokens[start].key in _DETERMINERS
        if tokens[start].key in OPENERS and not determined:
            return None, start
        at, head = start + determined, -1
        while at < min(len(tokens), start + _LONGEST_PHRASE) and self._goes_on(tokens[at]):
            if not tokens[at].is_capital:
                head = at if tokens[at].key in _TITLES else head
                at += 1
                continue
            end = _run_end(tokens, at)
            led = head == at - 1 and head >= start
            if tokens[end - 1].is_possessive:
                determined = True
            elif (led or at == start or _has_title(tokens[at:end])) and (
                name := self._name(tokens[at:end], titled=led)
            ):
                joined = end + 1 < len(tokens) and tokens[end].key in {"and", "or"} and tokens[end + 1].is_capital
                return (None if joined else Attribution(SpeakerBasis.NAMED, name)), end
            elif tokens[end - 1].key in _TITLES:
                head = end - 1
            at = end
        while at < min(len(tokens), start + _LONGEST_APPOSITION) and tokens[at].is_word and not _reports(tokens[at]):
            at += 1
        if head < 0 or not determined:
            return None, at
        following = tokens[head + 1] if head + 1 < len(tokens) else None
        if following is not None and following.is_word and not _reports(following) and following.key not in _AFTER_POST:
            return None, at
        return Attribution(SpeakerBasis.POST, Span(tokens[start].span.start, tokens[head].span.end)), at

    @staticmethod
    def _goes_on(token: _Token) -> bool:
        """Whether a phrase that names a person can hold the word."""
        return token.is_word and not _reports(token) and token.key not in _PREPOSITIONS | {"and", "or", "who", "was"}

    # Names -----------------------------------------------------------------------------------------------------------

    def _name(self, run: Sequence[_Token], *, titled: bool, alone: bool = True) -> Span | None:
        """The personal name that a run of capitals ends with, posts and ranks before it left out; None if it is none.

        A single name must be that of a person whom the text has named before; unless it is not looked at ``alone``.
        """
        words = list(run)
        for at in range(len(words) - 1, -1, -1):
            key = words[at].key
            if key in _TITLES:
                words, titled = words[at + 1 :], True
                break
            if at == 0 and key in OPENERS and len(words) > 1:
                return None
        if not 1 <= len(words) <= _LONGEST_NAME or not words[0].is_word or not words[-1].is_capital:
            return None
        if any(self._is_no_person(token, single=len(words) == 1 and not titled) for token in words):
            return None
        name = Span(words[0].span.start, words[-1].span.end)
        if self.vocabulary.outlet(self._bare(name).of(self.text)):
            return None
        bare = self._bare(name)
        if alone and len(words) == 1 and not titled:
            return bare if self._introduced.get(self._last_word(bare), bare.start) < bare.start else None
        return bare

    def _is_no_person(self, token: _Token, *, single: bool) -> bool:
        bare = _POSSESSIVE.sub("", token.text)
        if len(bare) > 1 and bare.isupper() and not bare.endswith("."):
            return True
        keys = {token.key, *token.key.split("-")} if single else {token.key}
        keys |= {key.removesuffix("s") for key in keys & _PLURALS}
        return bool(keys & _NO_PERSON) or token.key in OPENERS or token.key in CALENDAR or token.text[0].isdigit()

    def _bare(self, name: Span) -> Span:
        """The name without a possessive ending."""
        words = name.of(self.text)
        return Span(name.start, name.start + len(_POSSESSIVE.sub("", words)))

    def _last_word(self, name: Span) -> str:
        return name.of(self.text).split()[-1].casefold()

    @staticmethod
    def _has_post(tokens: Sequence[_Token], start: int, end: int) -> bool:
        """Whether a post stands in the run or after it: "President X", "X, Secretary-General of …"."""
        if any(token.key in _TITLES for token in tokens[start:end]):
            return True
        after = tokens[end : end + _LONGEST_PHRASE]
        if not after or after[0].text != ",":
            return False
        closes = next((n for n, token in enumerate(after[1:], 1) if not token.is_word), len(after))
        return any(token.key in _HEADS for token in after[1:closes])

    @cached_property
    def _introduced(self) -> dict[str, int]:
        """The surname of each person whom the text names in full, with a post or as one who reports, and where."""
        found: dict[str, int] = {}
        for run, name, is_known in self._names_in(self._tokens(Span(0, len(self.text)))):
            if is_known and len(run) > 1:
                found.setdefault(_POSSESSIVE.sub("", run[-1].text).casefold(), name.start)
        return found

    def _names_in(self, tokens: Sequence[_Token]) -> Iterator[tuple[Sequence[_Token], Span, bool]]:
        """The runs of capitals that can be persons of two names or more, and whether a post or a verb says so."""
        at = 0
        while at < len(tokens):
            if not (tokens[at].is_word and tokens[at].is_capital):
                at += 1
                continue
            end = _run_end(tokens, at)
            run = tokens[at:end]
            before = at - 2 if at > 1 and tokens[at - 1].text == "," else at - 1
            titled = before >= 0 and tokens[before].key in _TITLES
            if name := self._name(run, titled=titled, alone=False):
                verb = _after_auxiliaries(tokens, end)
                reports = verb < len(tokens) and _reports(tokens[verb])
                yield run, name, titled or reports or self._has_post(tokens, at, end)
            at = end


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


def _run_end(tokens: Sequence[_Token], start: int) -> int:
    """The end of the run of capitals at ``start``; a particle may stand inside, an apostrophe may end it."""
    at = start
    while at < len(tokens) and tokens[at].is_word and not tokens[at].text[0].isdigit():
        if not (tokens[at].is_capital or (at > start and _is_inside(tokens, at))) or (
            at > start and tokens[at - 1].is_possessive
        ):
            break
        at += 1
    return at


def _reports(token: _Token) -> bool:
    return token.key in REPORTING and token.text.islower()


def _is_circumstance(token: _Token) -> bool:
    """Whether the word after a verb says when, where or how, rather than what else is reported."""
    if not token.is_word or token.is_capital:
        return True
    return token.key in _PREPOSITIONS | _AUXILIARY | _WHEN or token.text.endswith(("ly", "ing"))


def _has_title(tokens: Sequence[_Token]) -> bool:
    return any(token.key in _TITLES for token in tokens)


def _is_inside(tokens: Sequence[_Token], at: int) -> bool:
    """Whether the small word belongs to a name that goes on: "de" and "la" of "José de la Cruz"."""
    for token in tokens[at : at + 3]:
        if token.key not in PARTICLES:
            return token.is_capital
    return False


def _after_auxiliaries(tokens: Sequence[_Token], at: int) -> int:
    """The first word after those that may stand before a verb: "has also", "publicly"."""
    for _ in range(3):
        if at < len(tokens) and (tokens[at].key in _AUXILIARY - {"and"} or tokens[at].text.endswith("ly")):
            at += 1
    return at


def _starts(tokens: Sequence[_Token]) -> Iterator[int]:
    """Where the subject of a clause can begin: with it, or after a phrase that leads in."""
    yield 0
    yield from [at + 1 for at, token in enumerate(tokens[:-1]) if token.text == ","][:3]


def _is_apposition(tokens: Sequence[_Token]) -> bool:
    """Whether the words between two commas say who a person is, rather than name another."""
    if not tokens or any(token.key in REPORTING for token in tokens):
        return False
    return tokens[0].text[0].islower() or any(token.key in _TITLES for token in tokens)


def _reports_alone(rest: Sequence[_Token], *, leads_in: bool) -> bool:
    """Whether the words between the verb and a quotation leave no doubt that its subject says it."""
    if any(token.key in _OTHERS_WORDS or token.key in REPORTING - {"notes"} for token in rest):
        return False
    return leads_in or not any(token.text in ",;:–—" for token in rest)
