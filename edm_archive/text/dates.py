"""Dates that are known to the day, to the month, or only to the year.

Periodicals date things unevenly ("November 2004", "2004"); a ``datetime.date`` would invent the day. ``PartialDate``
keeps what is known and refuses the rest; ``parse_date`` reads the forms people type and refuses those that two readers
would read differently. The table of month names is shared with the citation grammar.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import total_ordering

from edm_archive.text.messages import Message

MONTH_NAMES = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
#: Every way a month is written in English prose, casefolded and without a full stop, with its number.
MONTHS: dict[str, int] = {
    **{name.casefold(): number for number, name in enumerate(MONTH_NAMES, 1)},
    **{name[:3].casefold(): number for number, name in enumerate(MONTH_NAMES, 1)},
    "sept": 9,
}
#: The same as one alternation, longest first so that "March" is not read as "Mar" and a rest; no group of its own.
MONTH_PATTERN = "|".join(sorted(MONTHS, key=lambda name: (-len(name), name)))
WEEKDAY_PATTERN = "(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?"


class DateError(ValueError):
    """A date that cannot be read, or does not exist; the message says what to write instead."""


class Precision(StrEnum):
    """The smallest unit that is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@total_ordering
@dataclass(frozen=True, slots=True)
class PartialDate:
    """A date of the Gregorian calendar of which the day, or the day and the month, may be unknown.

    Ordered by the first day it can mean; of two that begin together the less precise one comes first.

    Raises:
        DateError: when there is no such date, or a day is given without its month.
    """

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        if not date.min.year <= self.year <= date.max.year:
            raise DateError(
                Message("There is no year %(year)s in the calendar; write a year from 1 to 9999.", year=self.year)
            )
        if self.month is None:
            if self.day is not None:
                raise DateError(Message("A day needs its month; write for example 2004-11-30."))
            return
        if not 1 <= self.month <= 12:
            raise DateError(Message("There is no month %(month)s; write a month from 1 to 12.", month=self.month))
        if self.day is None:
            return
        last = calendar.monthrange(self.year, self.month)[1]
        if not 1 <= self.day <= last:
            raise DateError(
                Message(
                    "There is no day %(day)s in %(month)s; "
                    "the month has %(last)s days, write a day from 1 to %(last)s.",
                    **{"day": self.day, "month": PartialDate(self.year, self.month), "last": last},
                )
            )

    @classmethod
    def of(cls, day: date) -> PartialDate:
        """The same day, with the precision of a day."""
        return cls(day.year, day.month, day.day)

    @classmethod
    def from_earliest(cls, earliest: date, precision: Precision) -> PartialDate:
        """What a stored first day and its precision mean: the pair in which databases keep partial dates."""
        month = None if precision is Precision.YEAR else earliest.month
        return cls(earliest.year, month, earliest.day if precision is Precision.DAY else None)

    @classmethod
    def from_interval(cls, interval: DateInterval) -> PartialDate | None:
        """The day, month or year that is exactly ``interval``; None when it is none of them."""
        first = interval.earliest
        for whole in (cls.of(first), cls(first.year, first.month), cls(first.year)):
            if (whole.earliest, whole.latest) == (first, interval.latest):
                return whole
        return None

    @property
    def precision(self) -> Precision:
        """What is known: the day, the month or only the year."""
        if self.day is not None:
            return Precision.DAY
        return Precision.MONTH if self.month is not None else Precision.YEAR

    @property
    def earliest(self) -> date:
        """The first day it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def isoformat(self) -> str:
        """ISO 8601 with the precision that is known: "2004-11-30", "2004-11" or "2004"."""
        parts = [f"{self.year:04d}"]
        parts.extend(f"{part:02d}" for part in (self.month, self.day) if part is not None)
        return "-".join(parts)

    def __str__(self) -> str:
        """For people: "30 November 2004", "November 2004" or "2004"."""
        parts = [str(self.day)] if self.day is not None else []
        if self.month is not None:
            parts.append(MONTH_NAMES[self.month - 1])
        return " ".join([*parts, str(self.year)])

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._key() < other._key()

    def _key(self) -> tuple[int, int, int]:
        return self.year, self.month or 0, self.day or 0


@dataclass(frozen=True, slots=True)
class DateInterval:
    """All days from ``earliest`` to ``latest``, both included. Refuses to be turned round."""

    earliest: date
    latest: date

    def __post_init__(self) -> None:
        if self.latest < self.earliest:
            raise DateError(f"An interval cannot end ({self.latest}) before it begins ({self.earliest}).")

    @classmethod
    def of(cls, value: PartialDate | date) -> DateInterval:
        """The days that ``value`` can mean."""
        if isinstance(value, PartialDate):
            return cls(value.earliest, value.latest)
        return cls(value, value)

    def __str__(self) -> str:
        """For people: "1 December 2004", or "between 1 March and ..." when it is longer than a day."""
        whole = PartialDate.from_interval(self)
        return str(whole or f"between {PartialDate.of(self.earliest)} and {PartialDate.of(self.latest)}")


_FLAGS = re.IGNORECASE | re.VERBOSE
_ISO = re.compile(r"(?P<year>\d{4})(?:-(?P<month>\d{1,2})(?:-(?P<day>\d{1,2}))?)?")
_WEEKDAY = re.compile(rf"{WEEKDAY_PATTERN}\.?,?\s+", re.IGNORECASE)
_MONTH_FIRST = re.compile(
    rf"(?P<month>{MONTH_PATTERN})\.?\s+(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+|$))?(?P<year>\d{{4}})?",
    _FLAGS,
)
_DAY_FIRST = re.compile(
    rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<month>{MONTH_PATTERN})\.?(?:\s*,?\s*(?P<year>\d{{4}}))?",
    _FLAGS,
)
_NUMERIC = re.compile(r"(?P<first>\d{1,2})[./-](?P<second>\d{1,2})[./-](?P<year>\d{4}|\d{2})")
_MONTH_ALONE = re.compile(rf"(?:{MONTH_PATTERN})\.?", re.IGNORECASE)


def parse_date(text: str) -> PartialDate:
    """Read one date as people type it.

    Accepts "November 30, 2004", "30 November 2004", "Nov. 30, 2004", a weekday before any of them (which is not
    checked), "2004-11-30", "2004-11", "November 2004", "2004", and "30/11/2004" where only one reading exists.

    Raises:
        DateError: with the cure, when the text is empty, ambiguous ("11/12/2004"), without a year, or no date at all.
    """
    written = " ".join(text.split())
    bare = _WEEKDAY.sub("", written, count=1) if _WEEKDAY.match(written) else written
    if not bare:
        raise DateError(
            Message(
                "The date is empty; write it as 30 November 2004, November 30, 2004 or 2004-11-30 "
                "(2004-11 or 2004 when less is known)."
            )
        )
    if match := _ISO.fullmatch(bare):
        return PartialDate(*(int(part) if part else None for part in match.group("year", "month", "day")))  # type: ignore[arg-type]
    if match := _NUMERIC.fullmatch(bare):
        return _numeric(written, match)
    match = _MONTH_FIRST.fullmatch(bare) or _DAY_FIRST.fullmatch(bare)
    if match is None and _MONTH_ALONE.fullmatch(bare) is None:
        raise DateError(
            Message(
                "“%(written)s” is not a date that can be read; write it as 30 November 2004, November 30, 2004 or "
                "2004-11-30 (2004-11 or 2004 when less is known).",
                written=written,
            )
        )
    if match is None or match["year"] is None:
        raise DateError(
            Message("“%(written)s” has no year; add it, as in %(bare)s 2004.", written=written, bare=bare.rstrip(","))
        )
    day = int(match["day"]) if match["day"] else None
    return PartialDate(int(match["year"]), MONTHS[match["month"].casefold()], day)


def _numeric(written: str, match: re.Match[str]) -> PartialDate:
    """A date in figures only, where one of the first two numbers cannot be a month."""
    first, second = int(match["first"]), int(match["second"])
    if len(match["year"]) == 2:
        raise DateError(
            Message("“%(written)s” leaves the century open; write the year with four figures.", written=written)
        )
    year = int(match["year"])
    if first <= 12 and second <= 12 and first != second:
        raise DateError(
            Message(
                "“%(written)s” can be %(one)s or %(other)s; write the month as a word, or %(year)s-MM-DD.",
                written=written,
                one=PartialDate(year, first, second),
                other=PartialDate(year, second, first),
                year=year,
            )
        )
    month, day = (second, first) if second <= 12 else (first, second)
    return PartialDate(year, month, day)
