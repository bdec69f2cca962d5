"""Direct quotations of a text, and who says each: what a citation supports may be the words of a person.

A quotation stands between double quotation marks, curly, straight, low or angled; single marks inside are part of it.
It may be interrupted, “…,” said X, “…”, and may run over paragraphs, with an opening mark at each. Words set off for
another reason are none: scare quotes and names of a few words, titles, marks that are never closed. The speaker is
read by ``speakers``. Pure, and linear in the length of the text; never raises.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from articles.citations.clauses import REACH, REPORTING, clause_after, clause_before
from articles.citations.speakers import Attribution, SpeakerBasis, Speakers
from articles.citations.vocabulary import Vocabulary
from edm_archive.text.spans import Span, paragraphs

#: Fewer words than this are a quotation only where somebody is said to say them.
FEWEST_WORDS = 5
#: Characters before a pronoun in which the person is looked for whom it means.
_MEMORY = 1500
_MARK = re.compile(r"[“”„«»\"]")
_OPENING, _CLOSING = "“„«", "”»"
_GOES_ON = (",", "?", "!", "—", "–", "-", "…")
_WORD = re.compile(r"[^\W_][\w’'-]*")
_SMALL_IN_TITLES = 4


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of somebody, from the first quotation mark to the last.

    Attributes:
        span: where it stands, marks and interruptions included.
        parts: the runs between marks of which it consists, marks included: one, unless it is interrupted or runs over
            paragraphs.
        speaker_span: the name of the speaker, or the post by which alone he is called; None when it is not known.
        speaker_basis: how the text names the speaker; None without one. With ``PRONOUN`` the span is that of the name
            that the pronoun stands for.
    """

    span: Span
    parts: tuple[Span, ...]
    speaker_span: Span | None = None
    speaker_basis: SpeakerBasis | None = None


@dataclass(frozen=True, slots=True)
class _Said:
    """A quotation as it is read: ``attributed_after`` when the words after it name who says it."""

    quotation: Quotation
    attributed_after: bool


def quotations(text: str, vocabulary: Vocabulary, citations: Sequence[Span] = ()) -> tuple[Quotation, ...]:
    """The quotations of ``text`` in their order.

    Args:
        vocabulary: tells outlets, which are no speakers.
        citations: where citations stand, in order; titles in them are no quotations, and no clause reaches over one.
    """
    if not _MARK.search(text):
        return ()
    blocks = paragraphs(text)
    runs = [parts for parts in _runs(text, blocks) if not _overlapped(citations, parts[-1])]
    speakers = Speakers(text, vocabulary)
    found: list[_Said] = []
    previous = 0
    for index, parts in enumerate(runs):
        block = _block_of(blocks, parts[-1].start)
        limit = min(block.end, runs[index + 1][0].start) if index + 1 < len(runs) else block.end
        bound, limit = _between(citations, parts, max(previous, _block_of(blocks, parts[0].start).start), limit)
        said = _read(speakers, parts, _block_of(blocks, parts[0].start), bound, limit)
        if found and previous == found[-1].quotation.span.end >= bound and _continues(text, found[-1], said, block):
            found[-1] = _joined(found[-1], said)
        else:
            found.append(said)
        previous = parts[-1].end
    return tuple(said.quotation for said in found if _is_quotation(text, said.quotation))


def quoted_by(supported: Sequence[Span], found: Sequence[Quotation]) -> tuple[Quotation | None, ...]:
    """For each of the ``supported`` spans the quotation in it: the last, before it one whose speaker is known.

    A quotation that runs over paragraphs belongs to the words with which it ends.
    """
    ends = [quotation.span.end for quotation in found]
    return tuple(_quoted_in(span, found, ends) for span in supported)


def _quoted_in(span: Span, found: Sequence[Quotation], ends: Sequence[int]) -> Quotation | None:
    last: Quotation | None = None
    for at in range(bisect_right(ends, span.end) - 1, bisect_right(ends, span.start) - 1, -1):
        quotation = found[at]
        if quotation.span.start >= span.start or quotation.parts[-1].start >= span.start:
            if quotation.speaker_span is not None:
                return quotation
            last = last or quotation
    return last


def _overlapped(citations: Sequence[Span], part: Span) -> bool:
    at = bisect_left(citations, Span(part.end, part.end)) - 1
    return any(citation.overlaps(part) for citation in citations[max(0, at - 1) : at + 1])


def _between(citations: Sequence[Span], parts: Sequence[Span], bound: int, limit: int) -> tuple[int, int]:
    """How far the clauses beside a quotation may reach: to the next citation on either side."""
    following = bisect_left(citations, Span(parts[-1].end, parts[-1].end))
    if following < len(citations):
        limit = max(parts[-1].end, min(limit, citations[following].start))
    preceding = bisect_left(citations, Span(parts[0].start, parts[0].start)) - 1
    if preceding >= 0:
        bound = min(parts[0].start, max(bound, citations[preceding].end))
    return bound, limit


# Marks ---------------------------------------------------------------------------------------------------------------


def _runs(text: str, blocks: Sequence[Span]) -> Iterator[tuple[Span, ...]]:
    """What stands between marks; the parts of one that runs over paragraphs together."""
    begun: list[Span] = []
    for block in blocks:
        opened: int | None = None
        going_on = bool(begun)
        for mark in _MARK.finditer(text, block.start, block.end):
            at, sign = mark.start(), mark.group()
            if _opens(text, at, sign, block, is_open=opened is not None):
                if going_on and at != block.start:
                    begun = []
                going_on = False
                opened = at
            elif opened is not None and _closes(text, at, sign, opened):
                yield (*begun, Span(opened, at + 1))
                begun, opened = [], None
        if opened is None or going_on:
            begun = []
        else:
            begun.append(Span(opened, block.end))


def _opens(text: str, at: int, sign: str, block: Span, *, is_open: bool) -> bool:
    if sign == "“" and is_open and text.rfind("„", block.start, at) > text.rfind("”", block.start, at):
        return False
    if sign in _OPENING:
        return True
    if sign != '"' or is_open:
        return False
    before = text[at - 1] if at > block.start else " "
    return (before.isspace() or before in "([—–-:") and at + 1 < block.end and not text[at + 1].isspace()


def _closes(text: str, at: int, sign: str, opened: int) -> bool:
    opening = text[opened]
    if opening == "„":
        return sign in '“”"'
    if opening == '"':
        return sign == '"' and not text[at - 1].isspace()
    return sign == "»" if opening == "«" else sign == "”"


def _block_of(blocks: Sequence[Span], at: int) -> Span:
    return blocks[bisect_right(blocks, Span(at, len(blocks) and blocks[-1].end)) - 1]


# Speakers ------------------------------------------------------------------------------------------------------------


def _read(speakers: Speakers, parts: tuple[Span, ...], block: Span, bound: int, limit: int) -> _Said:
    """The run of marks with its speaker; ``bound`` and ``limit`` are the ends of what belongs to other runs."""
    text, start, end = speakers.text, parts[0].start, parts[-1].end
    before = speakers.before(clause_before(text, start, max(bound, block.start)))
    last = text[end - 2] if end - 2 > start else ""
    after = None
    if before is None:
        after = speakers.after(clause_after(text, end, limit), may_begin_with_name=last in _GOES_ON)
    attribution = before or after
    span = Span(start, end)
    if attribution is None:
        return _Said(Quotation(span, parts), False)
    speaker: Span | None = attribution.speaker
    if attribution.basis is SpeakerBasis.PRONOUN:
        speaker = _meant(speakers, attribution, block, start)
    if speaker is None:
        return _Said(Quotation(span, parts), after is not None)
    return _Said(Quotation(span, parts, speaker, attribution.basis), after is not None)


def _meant(speakers: Speakers, attribution: Attribution, block: Span, start: int) -> Span | None:
    """The person whom a pronoun means: looked for in its paragraph, before it and before the quotation."""
    end = min(attribution.speaker.start, start)
    return speakers.person_before(Span(max(block.start, end - _MEMORY), max(block.start, end)))


def _continues(text: str, former: _Said, said: _Said, block: Span) -> bool:
    """Whether nothing but the clause that names the speaker of ``former`` stands between the two."""
    end, start = former.quotation.span.end, said.quotation.span.start
    between = text[end:start]
    if end < block.start or len(between) > REACH:
        return False
    if not between.strip():
        return former.quotation.speaker_span is not None
    if between.rstrip()[-1] not in ".,;:!?–—" or not former.attributed_after:
        return False
    if clause_after(text, end, start).end < end + len(between.rstrip()):
        return False
    verbs = sum(word.group() in REPORTING for word in _WORD.finditer(between))
    return verbs == 1 or (verbs == 0 and "according to" in between)


def _joined(former: _Said, said: _Said) -> _Said:
    first, second = former.quotation, said.quotation
    whole = Quotation(
        Span(first.span.start, second.span.end),
        (*first.parts, *second.parts),
        first.speaker_span,
        first.speaker_basis,
    )
    return _Said(whole, False)


# What is no quotation ------------------------------------------------------------------------------------------------


def _is_quotation(text: str, quotation: Quotation) -> bool:
    """Whether the words are said by somebody, rather than set off as a name, a title or with a raised eyebrow."""
    words = [word.group() for part in quotation.parts for word in _WORD.finditer(text, part.start, part.end)]
    last = text[quotation.span.end - 2 : quotation.span.end - 1]
    is_speech = quotation.speaker_span is not None and (last in {".", *_GOES_ON} or _leads_in(text, quotation))
    if is_speech and words:
        return True
    return len(words) >= FEWEST_WORDS and not _is_title(words)


def _leads_in(text: str, quotation: Quotation) -> bool:
    return text[: quotation.span.start].rstrip()[-1:] in {":", ","}


def _is_title(words: Sequence[str]) -> bool:
    """Whether all but the small words have capitals."""
    longer = [word for word in words if len(word) >= _SMALL_IN_TITLES]
    return len(longer) > 1 and all(word[0].isupper() for word in longer)
