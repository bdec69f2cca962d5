"""Who says a quotation: the words beside it that name its speaker, "said Ivan Petrov", "according to the minister".

The verbs of reporting are a closed list, and a speaker is one of three: a person by name, a person by post only ("the
minister said"), or "he" and "she". A name counts when its form is that of a person; a single name only after a post or
a rank, or where the text has given it in full before. Refused, since no speaker is better than a wrong one: bodies,
places and outlets ("Interfax reported"), several persons at once, and clauses in which two report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from articles.citations.clauses import (
    AFTER_POST,
    CONJUNCTIONS,
    DETERMINERS,
    HEADS,
    LONGEST_APPOSITION,
    LONGEST_NAME,
    LONGEST_PHRASE,
    NO_PERSON,
    PARTICIPLES,
    PLURALS,
    PREPOSITIONS,
    PRONOUNS,
    QUOTING,
    REPORTING,
    SENTENCE_CLOSES,
    TITLES,
    TOKEN,
    Token,
    after_auxiliaries,
    has_title,
    is_apposition,
    is_circumstance,
    reports,
    reports_alone,
    run_end,
    starts,
    without_possessive,
)
from articles.citations.vocabulary import Vocabulary
from edm_archive.text.spans import Span
from entities.matching.vocabulary import (
    CALENDAR,
    HONORIFICS,
    OPENERS,
    RANKS,
)


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
        at = after_auxiliaries(tokens, 0)
        if at < len(tokens) and reports(tokens[at]) and tokens[at].key not in {"told", "tells"}:
            return self._subject_at(tokens, at + 1)
        if not may_begin_with_name:
            return None
        found, verb = self._reporting_subject(tokens, 0)
        following = tokens[verb + 1] if found and verb + 1 < len(tokens) else None
        if following is None or tokens[verb].key in {"told", "tells"} or is_circumstance(following):
            return found
        return None  # "he said the council …": the verb has something else to report

    def before(self, clause: Span) -> Attribution | None:
        """Who reports in the words of the sentence before a quotation: "X said: ", "In his words, "."""
        tokens = self._tokens(clause)
        if not tokens or SENTENCE_CLOSES.search(clause.of(self.text).rstrip()):
            return None
        if found := self._in_words_of(tokens) or self._quoted_as_saying(tokens):
            return found
        if any(token.key in QUOTING for token in tokens):
            return None
        leads_in = tokens[-1].text in ",:" or tokens[-1].key in REPORTING | PARTICIPLES
        for start in starts(tokens):
            if [token.key for token in tokens[start : start + 2]] == ["according", "to"]:
                return self._according(tokens, start + 2)
            found, verb = self._reporting_subject(tokens, start)
            if found is not None:
                return found if reports_alone(tokens[verb + 1 :], leads_in=leads_in) else None
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

    def _tokens(self, clause: Span) -> list[Token]:
        """The words and marks of a clause; the stop of "Gen." and "Dr." is left out."""
        tokens: list[Token] = []
        for found in TOKEN.finditer(self.text, clause.start, clause.end):
            if not (found.group() == "." and tokens and tokens[-1].key in RANKS | HONORIFICS):
                tokens.append(Token.of(found))
        return tokens

    def _in_words_of(self, tokens: Sequence[Token]) -> Attribution | None:
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

    def _quoted_as_saying(self, tokens: Sequence[Token]) -> Attribution | None:
        """ "Interfax quoted X as saying", "X was quoted as saying"."""
        keys = [token.key for token in tokens]
        for at, key in enumerate(keys):
            if key not in QUOTING:
                continue
            rest = keys[at + 1 : at + 1 + LONGEST_APPOSITION]
            said = next((n for n, word in enumerate(rest[:-1]) if word == "as" and rest[n + 1] in PARTICIPLES), None)
            if said is None or any(word in REPORTING for word in rest):
                return None
            if at and keys[at - 1] in {"was", "were", "is"}:
                return self._subject_of_passive(tokens[: at - 1])
            return self._subject_at(tokens[: at + 1 + said], at + 1)
        return None

    def _subject_of_passive(self, tokens: Sequence[Token]) -> Attribution | None:
        start = 1 if tokens and tokens[0].text == "," else 0
        found, end = self._phrase(tokens, start)
        return found if end == len(tokens) or (end < len(tokens) and tokens[end].text == ",") else None

    def _according(self, tokens: Sequence[Token], start: int) -> Attribution | None:
        found, end = self._phrase(tokens, start)
        if found is None or end >= len(tokens) or tokens[end].text not in ",:":
            return None
        return found if not any(token.key in REPORTING for token in tokens[end:]) else None

    def _subject_at(self, tokens: Sequence[Token], start: int) -> Attribution | None:
        """The person at ``start``, or the one whose post stands there: "the head of the agency, X"."""
        found, end = self._phrase(tokens, start)
        if found is None or found.basis is not SpeakerBasis.POST:
            return found
        if end < len(tokens) and tokens[end].text == "," and not tokens[end - 1].is_possessive:
            name = self._name(tokens[end + 1 : run_end(tokens, end + 1)], titled=True)
            after = run_end(tokens, end + 1)
            if name is not None and (after == len(tokens) or tokens[after].text in ",.;:"):
                return Attribution(SpeakerBasis.NAMED, name)
        return found

    def _reporting_subject(self, tokens: Sequence[Token], start: int) -> tuple[Attribution | None, int]:
        """The subject at ``start`` of a verb that reports, and the place of the verb (or where it was given up)."""
        found, end = self._phrase(tokens, start)
        if found is None:
            return None, end
        verb = after_auxiliaries(tokens, end)
        if verb < len(tokens) and reports(tokens[verb]):
            return found, verb
        if end >= len(tokens) or tokens[end].text != ",":
            return None, end
        for comma in range(end + 1, min(len(tokens), end + LONGEST_APPOSITION)):
            if tokens[comma].text not in ",–—":
                continue
            verb = after_auxiliaries(tokens, comma + 1)
            if verb < len(tokens) and tokens[verb].key in REPORTING:
                apposition = tokens[end + 1 : comma]
                if found.basis is SpeakerBasis.POST:
                    name = self._name(apposition, titled=True)
                    return (Attribution(SpeakerBasis.NAMED, name) if name else None), verb
                return (found if is_apposition(apposition) else None), verb
        return None, end

    def _phrase(self, tokens: Sequence[Token], start: int) -> tuple[Attribution | None, int]:
        """The person that a phrase at ``start`` names, and where the phrase ends.

        From the left: an article or the like, small words up to a post, a run of capitals. A name is taken when it
        opens the phrase or when a post leads to it, and not when another is joined to it.
        """
        while start < len(tokens) and tokens[start].key in CONJUNCTIONS:
            start += 1
        if start == len(tokens) or not tokens[start].is_word:
            return None, start
        if tokens[start].key in PRONOUNS:
            return Attribution(SpeakerBasis.PRONOUN, tokens[start].span), start + 1
        determined = tokens[start].key in DETERMINERS
        if tokens[start].key in OPENERS and not determined:
            return None, start
        at, head = start + determined, -1
        while at < min(len(tokens), start + LONGEST_PHRASE) and self._goes_on(tokens[at]):
            if not tokens[at].is_capital:
                head = at if tokens[at].key in TITLES else head
                at += 1
                continue
            end = run_end(tokens, at)
            led = head == at - 1 and head >= start
            if tokens[end - 1].is_possessive:
                determined = True
            elif (led or at == start or has_title(tokens[at:end])) and (name := self._name(tokens[at:end], titled=led)):
                joined = end + 1 < len(tokens) and tokens[end].key in {"and", "or"} and tokens[end + 1].is_capital
                return (None if joined else Attribution(SpeakerBasis.NAMED, name)), end
            elif tokens[end - 1].key in TITLES:
                head = end - 1
            at = end
        while at < min(len(tokens), start + LONGEST_APPOSITION) and tokens[at].is_word and not reports(tokens[at]):
            at += 1
        if head < 0 or not determined:
            return None, at
        following = tokens[head + 1] if head + 1 < len(tokens) else None
        if following is not None and following.is_word and not reports(following) and following.key not in AFTER_POST:
            return None, at
        return Attribution(SpeakerBasis.POST, Span(tokens[start].span.start, tokens[head].span.end)), at

    @staticmethod
    def _goes_on(token: Token) -> bool:
        """Whether a phrase that names a person can hold the word."""
        return token.is_word and not reports(token) and token.key not in PREPOSITIONS | {"and", "or", "who", "was"}

    # Names -----------------------------------------------------------------------------------------------------------

    def _name(self, run: Sequence[Token], *, titled: bool, alone: bool = True) -> Span | None:
        """The personal name that a run of capitals ends with, posts and ranks before it left out; None if it is none.

        A single name must be that of a person whom the text has named before; unless it is not looked at ``alone``.
        """
        words = list(run)
        for at in range(len(words) - 1, -1, -1):
            key = words[at].key
            if key in TITLES:
                words, titled = words[at + 1 :], True
                break
            if at == 0 and key in OPENERS and len(words) > 1:
                return None
        if not 1 <= len(words) <= LONGEST_NAME or not words[0].is_word or not words[-1].is_capital:
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

    def _is_no_person(self, token: Token, *, single: bool) -> bool:
        bare = without_possessive(token.text)
        if len(bare) > 1 and bare.isupper() and not bare.endswith("."):
            return True
        keys = {token.key, *token.key.split("-")} if single else {token.key}
        keys |= {key.removesuffix("s") for key in keys & PLURALS}
        return bool(keys & NO_PERSON) or token.key in OPENERS or token.key in CALENDAR or token.text[0].isdigit()

    def _bare(self, name: Span) -> Span:
        """The name without a possessive ending."""
        words = name.of(self.text)
        return Span(name.start, name.start + len(without_possessive(words)))

    def _last_word(self, name: Span) -> str:
        return name.of(self.text).split()[-1].casefold()

    @staticmethod
    def _has_post(tokens: Sequence[Token], start: int, end: int) -> bool:
        """Whether a post stands in the run or after it: "President X", "X, Secretary-General of …"."""
        if any(token.key in TITLES for token in tokens[start:end]):
            return True
        after = tokens[end : end + LONGEST_PHRASE]
        if not after or after[0].text != ",":
            return False
        closes = next((n for n, token in enumerate(after[1:], 1) if not token.is_word), len(after))
        return any(token.key in HEADS for token in after[1:closes])

    @cached_property
    def _introduced(self) -> dict[str, int]:
        """The surname of each person whom the text names in full, with a post or as one who reports, and where."""
        found: dict[str, int] = {}
        for run, name, is_known in self._names_in(self._tokens(Span(0, len(self.text)))):
            if is_known and len(run) > 1:
                found.setdefault(without_possessive(run[-1].text).casefold(), name.start)
        return found

    def _names_in(self, tokens: Sequence[Token]) -> Iterator[tuple[Sequence[Token], Span, bool]]:
        """The runs of capitals that can be persons of two names or more, and whether a post or a verb says so."""
        at = 0
        while at < len(tokens):
            if not (tokens[at].is_word and tokens[at].is_capital):
                at += 1
                continue
            end = run_end(tokens, at)
            run = tokens[at:end]
            before = at - 2 if at > 1 and tokens[at - 1].text == "," else at - 1
            titled = before >= 0 and tokens[before].key in TITLES
            if name := self._name(run, titled=titled, alone=False):
                verb = after_auxiliaries(tokens, end)
                is_subject = verb < len(tokens) and reports(tokens[verb])
                yield run, name, titled or is_subject or self._has_post(tokens, at, end)
            at = end
