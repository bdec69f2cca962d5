"""When an article without a date can have been published, from what it cites and where it stands.

An article is not older than the newest thing it cites, nor than the issue before its own, and not younger than the
issue after it or than the end of its volume. Every bound is evidence with its sentence; nothing narrower than the
evidence is claimed. Bounds that contradict each other are marked and reported, and give no interval.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from edm_archive.text.dates import DateInterval, PartialDate


class DatingBasis(StrEnum):
    """What the interval of an undated article rests on; the narrowest evidence names it."""

    CITATIONS = "citations"
    NEIGHBOURS = "neighbours"
    VOLUME = "volume"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


class EvidenceKind(StrEnum):
    """Where a bound comes from."""

    CITATION = "citation"
    ISSUE_BEFORE = "issue_before"
    ISSUE_AFTER = "issue_after"
    VOLUME = "volume"


_BASES = {
    EvidenceKind.CITATION: DatingBasis.CITATIONS,
    EvidenceKind.ISSUE_BEFORE: DatingBasis.NEIGHBOURS,
    EvidenceKind.ISSUE_AFTER: DatingBasis.NEIGHBOURS,
    EvidenceKind.VOLUME: DatingBasis.VOLUME,
}


@dataclass(frozen=True, slots=True)
class CitedDay:
    """Something that the article cites: its source as printed, its date (of a range the last), its number there."""

    source: str
    date: PartialDate
    number: int = 0


@dataclass(frozen=True, slots=True)
class DatedIssue:
    """An issue of the same series, by its name for people ("EDM 1/137"), and the date that it bears."""

    name: str
    date: PartialDate


@dataclass(frozen=True, slots=True)
class Evidence:
    """One bound or two: the first and the last day that it allows (None: it says nothing of that side).

    Attributes:
        sentence: for people.
        cited: what is cited, when a citation is the evidence.
        contradicts: whether other evidence rules out what this one asks for.
    """

    kind: EvidenceKind
    sentence: str
    earliest: date | None = None
    latest: date | None = None
    cited: CitedDay | None = None
    contradicts: bool = False


@dataclass(frozen=True, slots=True)
class ArticleDating:
    """The days an article can be of, both included (None: open on that side), and the evidence for them."""

    earliest: date | None
    latest: date | None
    basis: DatingBasis
    evidence: tuple[Evidence, ...]
    conflict: str = ""

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why, in sentences for people."""
        if not self.evidence:
            return ("It cites nothing with a date, no issue around it is dated, and its volume has no year.",)
        return (*(piece.sentence for piece in self.evidence), *([self.conflict] if self.conflict else []))

    def __str__(self) -> str:
        """ "not before 30 November 2004", "not after ...", "date unknown"."""
        if self.earliest is None and self.latest is None:
            return "date unknown"
        if self.earliest is None:
            return f"not after {_day(self.latest)}"
        return f"not before {_day(self.earliest)}"


def date_article(
    cited: Iterable[CitedDay],
    *,
    publication_title: str,
    volume: int | None = None,
    first_volume_year: int | None = None,
    issue_before: DatedIssue | None = None,
    issue_after: DatedIssue | None = None,
) -> ArticleDating:
    """The interval of an article without a date.

    Args:
        cited: what it cites, the years worked out from anything but this interval.
        volume: the volume's number; volume 1 is of ``first_volume_year``, one volume a year.
        issue_before: the nearest dated issue before its own, if there is one. Several issues may be of one day.
        issue_after: the nearest dated issue after its own.
    """
    evidence: list[Evidence] = []
    newest = max(cited, default=None, key=lambda one: one.date.earliest)
    if newest is not None:
        day = newest.date.earliest
        sentence = f"The newest thing it cites is {newest.source} of {newest.date}, so it is not before {_day(day)}."
        evidence.append(Evidence(EvidenceKind.CITATION, sentence, earliest=day, cited=newest))
    if issue_before is not None:
        day = issue_before.date.earliest
        sentence = (
            f"The issue before it, {issue_before.name}, is of {issue_before.date}, so it is not before {_day(day)}."
        )
        evidence.append(Evidence(EvidenceKind.ISSUE_BEFORE, sentence, earliest=day))
    if issue_after is not None:
        day = issue_after.date.latest
        sentence = f"The issue after it, {issue_after.name}, is of {issue_after.date}, so it is not after {_day(day)}."
        evidence.append(Evidence(EvidenceKind.ISSUE_AFTER, sentence, latest=day))
    year = _year_of(volume, first_volume_year)
    if year is not None:
        sentence = f"Volume {volume} of {publication_title} is of {year}, so it is not after 31 December {year}."
        evidence.append(Evidence(EvidenceKind.VOLUME, sentence, date(year, 1, 1), date(year, 12, 31)))
    return _between(evidence)


def open_days(
    *, volume_year: int | None = None, issue_before: DatedIssue | None = None, issue_after: DatedIssue | None = None
) -> DateInterval | None:
    """The days that the series leaves open for an undated article, whatever it cites; None when a side is open.

    What it cites is left out, so that the years of its citations can be worked out from these days.
    """
    lower = [issue_before.date.earliest] if issue_before else []
    upper = [issue_after.date.latest] if issue_after else []
    if volume_year is not None and date.min.year <= volume_year <= date.max.year:
        lower.append(date(volume_year, 1, 1))
        upper.append(date(volume_year, 12, 31))
    if not lower or not upper or max(lower) > min(upper):
        return None
    return DateInterval(max(lower), min(upper))


def _year_of(volume: int | None, first_volume_year: int | None) -> int | None:
    if volume is None or first_volume_year is None:
        return None
    year = first_volume_year + volume - 1
    return year if date.min.year <= year <= date.max.year else None


def _between(evidence: list[Evidence]) -> ArticleDating:
    lower = [(piece.earliest, piece) for piece in evidence if piece.earliest is not None]
    upper = [(piece.latest, piece) for piece in evidence if piece.latest is not None]
    first = max(lower, default=None, key=lambda bound: bound[0])
    last = min(upper, default=None, key=lambda bound: bound[0])
    if first is not None and last is not None and first[0] > last[0]:
        marked = tuple(replace(piece, contradicts=_is_ruled_out(piece, first[0], last[0])) for piece in evidence)
        conflict = f"These contradict each other: not before {_day(first[0])}, and not after {_day(last[0])}."
        return ArticleDating(None, None, DatingBasis.CONFLICT, marked, conflict)
    narrowest = first or last
    basis = _BASES[narrowest[1].kind] if narrowest else DatingBasis.UNKNOWN
    return ArticleDating(first and first[0], last and last[0], basis, tuple(evidence))


def _is_ruled_out(piece: Evidence, first: date, last: date) -> bool:
    """Whether a bound lies beyond the narrowest one of the other side."""
    too_late = piece.earliest is not None and piece.earliest > last
    too_early = piece.latest is not None and piece.latest < first
    return too_late or too_early


def _day(day: date | None) -> str:
    return str(PartialDate.of(day)) if day is not None else "an unknown day"
