"""The year of a date that is written without one, and how it is known.

The year is, in this order: written; the year of a later date of the same item ("29 January, 11 March 1992"); the latest
year that puts the day not after the article's date and some days of slack; the year of the volume, unless the issues
around the article's own show another one; the year of a dated citation close by; or unknown. An explicit year is kept
whatever the article's date says, and the conflict is reported. A date that leans on another day ("yesterday", "last
December", "same day") is worked out from that day.
"""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum

from articles.citations.leaning import leaning_on
from articles.citations.listed_days import NOT_ITS_YEAR, lent_years, same_month, turns_year
from articles.citations.matches import CitationMatch, CitedItem, WrittenDate, WrittenDay
from edm_archive.text.dates import DateError, DateInterval, PartialDate

#: A citation may be dated a few days after the article: issues are dated before they go out, and the world has zones.
SLACK_DAYS = 2
#: How near a date with a year must stand to one without, in days, to lend it the year when nothing else is known.
_NEIGHBOURHOOD = 92
#: What notes say where the evidence for a year is in conflict.
YOUNGER = "a citation cannot be younger than its article, so one of the two dates is wrong"
SEVERAL_YEARS = "the article's own date leaves more than one year open"
EARLY = "so the year may be one too early"
YEAR_CONFLICTS = (YOUNGER, SEVERAL_YEARS, EARLY, NOT_ITS_YEAR)
#: Days of an issue that may still lie before it when its article appears: a month's.
_LONGEST_ISSUE = 31
#: A day so far back, in days, is doubtful when a year later it would lie so few days after the article.
_FAR_BACK, _SHORTLY_AFTER = 300, 14


class YearBasis(StrEnum):
    """On what evidence the year of a cited date stands."""

    EXPLICIT = "explicit"
    SAME_PARENTHESIS = "same_parenthesis"
    ARTICLE_DATE = "article_date"
    VOLUME_YEAR = "volume_year"
    ISSUES = "issues"
    NEIGHBOURS = "neighbours"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class DateContext:
    """What is known about the article.

    Attributes:
        article: the days it can be of, where they are known from anything but its own citations.
        volume_year: the year of its volume.
        slack_days: how many days a citation may be dated after the article.
        series: the days that the issues around its own leave open, for an article without a date.
    """

    article: DateInterval | None = None
    volume_year: int | None = None
    slack_days: int = SLACK_DAYS
    series: DateInterval | None = None


@dataclass(frozen=True, slots=True)
class ResolvedDate:
    """A cited date with its year.

    Attributes:
        written: what the text says.
        value: the date, or the first day of a range; None when the year is unknown or there is no such day.
        until: the last day of a range, else None.
        year_basis: on what evidence the year stands.
        note: one sentence for people.
    """

    written: WrittenDate
    value: PartialDate | None
    until: PartialDate | None
    year_basis: YearBasis
    note: str

    def isoformat(self) -> str:
        """ "2004-11-26", "2004-11", "2004", a range as "a/b", and "--11-26" when the year is unknown."""
        first = self.value.isoformat() if self.value else _without_year(self.written.first)
        if self.written.last is None:
            return first
        return f"{first}/{self.until.isoformat() if self.until else _without_year(self.written.last)}"


@dataclass(frozen=True, slots=True)
class ResolvedItem:
    """A cited item with its dates resolved, in the order they are written."""

    item: CitedItem
    dates: tuple[ResolvedDate, ...]


@dataclass(frozen=True, slots=True)
class ResolvedCitation:
    """A citation with the dates of all its items resolved."""

    match: CitationMatch
    items: tuple[ResolvedItem, ...]


def resolve_dates(matches: Sequence[CitationMatch], context: DateContext) -> tuple[ResolvedCitation, ...]:
    """Give every cited date its year, with the basis and a note; the matches stay as they are."""
    resolver = _Resolver(matches, context)
    return tuple(resolver.citation(match) for match in matches)


def _without_year(day: WrittenDay) -> str:
    if day.month is None:
        return f"{day.year:04d}" if day.year else "--"
    return f"--{day.month:02d}" + (f"-{day.day:02d}" if day.day else "")


class _Resolver:
    """Resolves the dates of one text, since neighbours and "same day" need the others."""

    def __init__(self, matches: Sequence[CitationMatch], context: DateContext) -> None:
        self.context = context
        written = [date for match in matches for item in match.items for date in item.dates]
        self.explicit = sorted(
            PartialDate(d.first.year, d.first.month, d.first.day).earliest
            for d in written
            if d.first.year and d.first.month and d.first.day and _exists(d.first)
        )
        self.turns_year = turns_year(written)
        self.newest: ResolvedDate | None = None  # what "same day" means

    def citation(self, match: CitationMatch) -> ResolvedCitation:
        """One citation; its items share nothing but the meaning of "same day"."""
        return ResolvedCitation(match, tuple(ResolvedItem(item, self._dates(item)) for item in match.items))

    def _dates(self, item: CitedItem) -> tuple[ResolvedDate, ...]:
        lent = lent_years(item.dates)
        resolved: list[ResolvedDate] = []
        for written, year in zip(item.dates, lent, strict=True):
            before = resolved[-1] if resolved else None
            if year is None and before is not None and same_month(before.written, written):
                resolved.append(self._listed(written, before))
            else:
                resolved.append(self._date(written, year))
            self.newest = resolved[-1]
        return tuple(resolved)

    def _listed(self, written: WrittenDate, before: ResolvedDate) -> ResolvedDate:
        """A further day under the name of a month, "Feb. 28, 29": of one year with the day before it."""
        found = self._date(written, None)
        if before.value is None or found.value is None or found.value.year == before.value.year:
            return found
        day = replace(written.first, year=before.value.year)
        if not _exists(day):
            note = f"It shares the year of the day before it, and {day.year} has no such day; {NOT_ITS_YEAR}."
            return ResolvedDate(written, None, None, YearBasis.UNKNOWN, note)
        return self._at(written, day.year, before.year_basis, "The days listed under one month are of one year")

    def _date(self, written: WrittenDate, lent: int | None) -> ResolvedDate:
        if written.relative:
            return self._same_day(written) if "same" in written.relative else self._leaning(written)
        end = written.last or written.first
        if end.year is not None:
            year: int | None = self._century(end.year) if written.short_year else end.year
            basis, why = YearBasis.EXPLICIT, "The year is written"
        elif lent is not None:
            year, basis, why = lent, YearBasis.SAME_PARENTHESIS, "The year stands with the next date of the same source"
        else:
            year, basis, why = self._implied(end)
            if basis is YearBasis.ARTICLE_DATE and written.last is not None:
                year = self._of_range(written.first, written.last, year)
        return self._at(written, year, basis, why)

    def _of_range(self, first: WrittenDay, last: WrittenDay, year: int | None) -> int | None:
        """The year of the last day of a range that began before the article: weeklies carry the end of their week.

        A range that ends more than a month after the article is left in the year before.
        """
        article = self.context.article
        if article is None or first.year is not None:
            return year
        begins = _latest_year(first, _later(article.latest, self.context.slack_days))
        if begins is None:
            return year
        ends = begins + ((first.month or 0, first.day or 0) > (last.month or 0, last.day or 0))
        if ends > date.max.year or not _exists(replace(last, year=ends)):
            return year
        after = PartialDate(ends, last.month, last.day).earliest - article.latest
        return ends if after.days <= _LONGEST_ISSUE else year

    def _century(self, year: int) -> int:
        """A year of two figures moves back a century when it would lie after the article."""
        latest = self._latest()
        return year - 100 if latest is not None and year > latest.year + 1 else year

    def _latest(self) -> date | None:
        if self.context.article is not None:
            return self.context.article.latest
        return date(self.context.volume_year, 12, 31) if self.context.volume_year else None

    def _implied(self, day: WrittenDay) -> tuple[int | None, YearBasis, str]:
        """The year that is not written, from what is known about the article."""
        if self.context.article is not None:
            limit = _later(self.context.article.latest, self.context.slack_days)
            return _latest_year(day, limit), YearBasis.ARTICLE_DATE, ""
        found = self._of_volume(day)
        year = self._of_series(day)
        if year is not None and (found is None or year != found[0]):
            return year, YearBasis.ISSUES, f"The issues around its own put the article at {self.context.series}"
        if found is not None:
            return found
        year = self._of_neighbour(day)
        if year is not None:
            return year, YearBasis.NEIGHBOURS, "The year of a dated citation close by in the same text"
        return None, YearBasis.UNKNOWN, "Neither the article's date nor the year of its volume is known"

    def _of_volume(self, day: WrittenDay) -> tuple[int | None, YearBasis, str] | None:
        """The year by the year of the volume, where that is known."""
        volume = self.context.volume_year
        if volume is None:
            return None
        if self.turns_year and (day.month or 0) >= 10:
            why = f"The text also cites days of early {volume}, so this is the end of the year before"
            return volume - 1, YearBasis.NEIGHBOURS, why
        return _latest_year(day, date(volume, 12, 31)), YearBasis.VOLUME_YEAR, f"The volume is of {volume}"

    def _of_series(self, day: WrittenDay) -> int | None:
        """The year that every day the series leaves open gives; None when they give several.

        A day shortly after them is not moved back a year: it speaks against the dates of the issues, and is reported.
        """
        series, volume = self.context.series, self.context.volume_year
        if series is None:
            return None
        years = set()
        for open_day in (series.earliest, series.latest):
            limit = _later(open_day, _NEIGHBOURHOOD)
            years.add(_latest_year(day, min(limit, date(volume, 12, 31)) if volume else limit))
        return years.pop() if len(years) == 1 else None

    def _of_neighbour(self, day: WrittenDay) -> int | None:
        """The year that brings the day close to the newest citation whose year is written, or None."""
        best: tuple[int, int] | None = None
        for near in self.explicit[-1:]:
            for year in (near.year - 1, near.year, near.year + 1):
                candidate = replace(day, year=year)
                if not date.min.year < year < date.max.year or not _exists(candidate):
                    continue
                distance = abs((PartialDate(year, day.month, day.day).earliest - near).days)
                if distance <= _NEIGHBOURHOOD and (best is None or distance < best[0]):
                    best = (distance, year)
        return best[1] if best else None

    def _at(self, written: WrittenDate, year: int | None, basis: YearBasis, why: str) -> ResolvedDate:
        """The date in ``year``; a range that runs over new year begins in the year before."""
        first, last = written.first, written.last
        if year is None:
            return ResolvedDate(written, None, None, basis, f"{why or 'There is no such day in any year'}.")
        opening = year
        if last is not None and first.year is not None and last.year is not None:
            opening = year - last.year + first.year
        if (
            last is not None
            and first.year is None
            and (first.month or 0, first.day or 0) > (last.month or 0, last.day or 0)
        ):
            opening = year - 1
        try:
            value = PartialDate(opening, first.month, first.day)
            until = PartialDate(year, last.month, last.day) if last is not None else None
        except DateError as error:
            return ResolvedDate(written, None, None, YearBasis.UNKNOWN, str(error))
        return ResolvedDate(written, value, until, basis, self._note(value, until, basis, why, written))

    def _note(
        self, value: PartialDate, until: PartialDate | None, basis: YearBasis, why: str, written: WrittenDate
    ) -> str:
        """What an editor reads: the distance to the article, or how the year is known, and what speaks against it."""
        article = self.context.article
        parts = []
        if article is not None:
            place = _distance(value, until, article)
            parts.append(f"{why}; {place}" if why else place[0].upper() + place[1:])
            after = ((until or value).earliest - article.latest).days
            written_so = until is None or basis in (YearBasis.EXPLICIT, YearBasis.SAME_PARENTHESIS)
            if after > self.context.slack_days and written_so:
                parts.append(YOUNGER)
            elif basis is YearBasis.ARTICLE_DATE and _spans_years(value, article, self.context.slack_days):
                parts.append(SEVERAL_YEARS)
            elif basis is YearBasis.ARTICLE_DATE and (early := _nearly_after(value, until, article)):
                parts.append(early)
        else:
            parts.append(why)
        if written.repaired:
            parts.append("it was read through a scanning error")
        return "; ".join(parts) + "."

    def _same_day(self, written: WrittenDate) -> ResolvedDate:
        """ "Same day": the date cited last, else the article's."""
        if self.newest is not None and self.newest.value is not None:
            same = self.newest.until or self.newest.value
            return ResolvedDate(written, same, None, self.newest.year_basis, "The same day as the citation before it.")
        article = self.context.article
        if article is not None and article.earliest == article.latest:
            day = PartialDate.of(article.earliest)
            return ResolvedDate(written, day, None, YearBasis.ARTICLE_DATE, "The same day as the article.")
        return ResolvedDate(written, None, None, YearBasis.UNKNOWN, "The day it leans on is not known.")

    def _leaning(self, written: WrittenDate) -> ResolvedDate:
        """ "Yesterday", "last December": what every day on which the article can have appeared makes of it."""
        days, basis = self._leaned_on()
        if days is not None:
            value, until = self._leans(written.first, written, days), None
            if written.last is not None:
                until = self._leans(written.last, written, days)
            if value is not None and (until is not None or written.last is None):
                return ResolvedDate(written, value, until, basis, f"“{written.relative}”, as seen from {days}.")
        return ResolvedDate(written, None, None, YearBasis.UNKNOWN, "The day it leans on is not known.")

    @staticmethod
    def _leans(part: WrittenDay, written: WrittenDate, days: DateInterval) -> PartialDate | None:
        first, last = (leaning_on(written.relative, part, day) for day in (days.earliest, days.latest))
        return first if first == last else None

    def _leaned_on(self) -> tuple[DateInterval | None, YearBasis]:
        """The days of the article, as closely as anything but its citations tells."""
        if self.context.article is not None:
            return self.context.article, YearBasis.ARTICLE_DATE
        if self.context.series is not None:
            return self.context.series, YearBasis.ISSUES
        if self.context.volume_year is not None:
            return DateInterval.of(PartialDate(self.context.volume_year)), YearBasis.VOLUME_YEAR
        return None, YearBasis.UNKNOWN


def _exists(day: WrittenDay) -> bool:
    """Whether the written parts are a day of the calendar; the year must be written."""
    if day.year is None or day.month is None or day.day is None:
        return day.year is not None
    return day.day <= calendar.monthrange(day.year, day.month)[1]


def _latest_year(day: WrittenDay, limit: date) -> int | None:
    """The latest year in which the day exists and does not lie after ``limit``; 29 February looks back eight years."""
    for year in range(limit.year, max(limit.year - 9, date.min.year - 1), -1):
        if _exists(replace(day, year=year)) and PartialDate(year, day.month, day.day).earliest <= limit:
            return year
    return None


def _later(day: date, days: int) -> date:
    """``day`` and some days, never beyond the calendar."""
    return day + timedelta(days=min(days, (date.max - day).days))


def _spans_years(value: PartialDate, article: DateInterval, slack: int) -> bool:
    """Whether the earliest day the article can have would give another year than the latest."""
    day = WrittenDay(None, value.month, value.day)
    several = article.earliest != article.latest
    return several and _latest_year(day, _later(article.earliest, slack)) != value.year


def _nearly_after(value: PartialDate, until: PartialDate | None, article: DateInterval) -> str:
    """What speaks for the next year: the same day of it lies shortly after the article; else an empty string."""
    end = until or value
    later = WrittenDay(end.year + 1, value.month, value.day)
    if end.year + 1 > date.max.year or value.year != end.year or not _exists(later):
        return ""
    after = (PartialDate(end.year + 1, value.month, value.day).earliest - article.latest).days
    if (article.latest - end.earliest).days <= _FAR_BACK or not 0 < after <= _SHORTLY_AFTER:
        return ""
    return f"in {end.year + 1} it would be only {_days(after)} after the article, {EARLY}"


def _distance(value: PartialDate, until: PartialDate | None, article: DateInterval) -> str:
    """ "1 day before the article of 1 December 2004", as words for people."""
    end = until or value
    if end.day is None:
        return f"{end} for the article of {article}"
    days = (article.earliest - end.earliest).days
    if days > 0:
        return f"{_days(days)} before the article of {article}"
    days = (end.earliest - article.latest).days
    if days > 0:
        return f"{_days(days)} after the article of {article}"
    if article.earliest == article.latest:
        return f"the same day as the article of {article}"
    return f"within the days of the article of {article}"


def _days(count: int) -> str:
    return "1 day" if count == 1 else f"{count} days"
