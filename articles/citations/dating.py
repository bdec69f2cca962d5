"""When an article without a date can have been published, from what it cites and where it stands.

An article is not older than the newest thing it cites, nor than the issue before its own, and not younger than the
issue after it or than the end of its volume. Every bound comes with its reason in words; nothing narrower than the
evidence is claimed. Bounds that contradict each other are reported and give no interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from articles.citations.dates import ResolvedCitation
from edm_archive.text.dates import PartialDate


class DatingBasis(StrEnum):
    """What the interval of an undated article rests on; the narrowest evidence names it."""

    CITATIONS = "citations"
    NEIGHBOURS = "neighbours"
    VOLUME = "volume"
    CONFLICT = "conflict"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class ArticleDating:
    """The days an article can be of, both included (None: open on that side), and why, in sentences for people."""

    earliest: date | None
    latest: date | None
    basis: DatingBasis
    reasons: tuple[str, ...]

    def __str__(self) -> str:
        """ "not before 30 November 2004", "between ... and ...", "date unknown"."""
        if self.earliest is None and self.latest is None:
            return "date unknown"
        if self.latest is None:
            return f"not before {_day(self.earliest)}"
        return f"not after {_day(self.latest)}" if self.earliest is None else f"not before {_day(self.earliest)}"


def date_article(
    resolved: Sequence[ResolvedCitation],
    *,
    publication_title: str,
    volume: int | None = None,
    first_volume_year: int | None = None,
    issue_before: date | None = None,
    issue_after: date | None = None,
) -> ArticleDating:
    """The interval of an article without a date.

    Args:
        resolved: its citations, resolved with the year of its volume as context.
        volume: the volume's number; volume 1 is of ``first_volume_year``, one volume a year.
        issue_before: the date of the nearest dated issue before its own, if there is one.
        issue_after: the date of the nearest dated issue after its own.
    """
    lower: list[tuple[date, DatingBasis]] = []
    upper: list[tuple[date, DatingBasis]] = []
    reasons: list[str] = []
    cited = _newest(resolved)
    if cited is not None:
        day, sentence = cited
        lower.append((day, DatingBasis.CITATIONS))
        reasons.append(sentence)
    if issue_before is not None:
        lower.append((issue_before, DatingBasis.NEIGHBOURS))
        reasons.append(f"The issue before it is of {_day(issue_before)}.")
    if issue_after is not None:
        upper.append((issue_after, DatingBasis.NEIGHBOURS))
        reasons.append(f"The issue after it is of {_day(issue_after)}.")
    if volume is not None and first_volume_year is not None:
        year = first_volume_year + volume - 1
        if date.min.year <= year <= date.max.year:
            lower.append((date(year, 1, 1), DatingBasis.VOLUME))
            upper.append((date(year, 12, 31), DatingBasis.VOLUME))
            reasons.append(
                f"Volume {volume} of {publication_title} is of {year}, so it is not after 31 December {year}."
            )
    return _between(lower, upper, reasons)


def _between(
    lower: list[tuple[date, DatingBasis]], upper: list[tuple[date, DatingBasis]], reasons: list[str]
) -> ArticleDating:
    earliest = max(lower, default=None, key=lambda bound: bound[0])
    latest = min(upper, default=None, key=lambda bound: bound[0])
    if earliest is not None and latest is not None and earliest[0] > latest[0]:
        conflict = f"These contradict each other: not before {_day(earliest[0])}, and not after {_day(latest[0])}."
        return ArticleDating(None, None, DatingBasis.CONFLICT, (*reasons, conflict))
    if earliest is None and latest is None:
        return ArticleDating(
            None, None, DatingBasis.UNKNOWN, ("It cites nothing with a date, and its volume has no year.",)
        )
    basis = earliest[1] if earliest is not None else latest[1] if latest is not None else DatingBasis.UNKNOWN
    return ArticleDating(earliest and earliest[0], latest and latest[0], basis, tuple(reasons))


def _newest(resolved: Sequence[ResolvedCitation]) -> tuple[date, str] | None:
    """The newest cited day and the sentence that says so."""
    days = [
        ((found.until or found.value).earliest, item.item.source, found.until or found.value)
        for citation in resolved
        for item in citation.items
        for found in item.dates
        if found.value is not None
    ]
    if not days:
        return None
    day, source, value = max(days, key=lambda cited: cited[0])
    return day, f"The newest thing it cites is {source} of {value}, so it is not before {_day(day)}."


def _day(day: date | None) -> str:
    return str(PartialDate.of(day)) if day is not None else "an unknown day"
