"""Ordinals: the place of an article in time, as one number of 32 bits.

The day on which it (or the interval of its date) begins stands in the upper bits, a slot within the day in the lower
ones. So an article that is loaded late, or dated anew, takes a slot of its day, and no other day is numbered again.
Within a day the slots are given from the highest down, in the order of issues and positions: read from the highest
ordinal down, articles come in the order of the list that has the newest first.

Articles of which the month or the year alone is known stand on its first day: the first of a month has four times the
slots of another day, the first of a year 32 times. Refuses more articles of one day than it has slots, and has no order
of its own for days outside of its reckoning, from 1600 to 2150.
"""

from __future__ import annotations

import datetime
from bisect import bisect_right

#: How many articles a day can have, the first of a month, the first of a year, and how many without any date.
SLOTS, MONTH_SLOTS, YEAR_SLOTS, UNDATED_SLOTS = 1 << 14, 1 << 16, 1 << 19, 1 << 28
#: The reckoning; earlier days count as the first of it, later ones as the last.
EARLIEST, LATEST = datetime.date(1600, 1, 1), datetime.date(2150, 12, 31)
_DAYS = range(EARLIEST.toordinal(), LATEST.toordinal() + 1)
#: Ordinals that a bitmap can hold.
ORDINALS = 1 << 32


def ordinals_of(day: datetime.date | None, count: int) -> range:
    """The ordinals of the ``count`` articles of a day, in the order of their issues and positions.

    Fewer when the day has not so many slots.
    """
    first, after = slots_of(day)
    return range(after - 1, after - 1 - min(count, after - first), -1)


def span_of(first: datetime.date | None, last: datetime.date | None) -> tuple[int, int]:
    """The ordinals of the days from ``first`` to ``last``, as a half-open pair; None leaves that side open.

    The undated are in none.
    """
    low = UNDATED_SLOTS if first is None or first == datetime.date.min else slots_of(first)[0]
    high = ORDINALS if last is None else slots_of(last)[1]
    return low, high


def reckoned(day: datetime.date) -> datetime.date:
    """The day as which ``day`` counts: itself in the reckoning, and for what has no date."""
    return day if day == datetime.date.min else min(max(day, EARLIEST), LATEST)


def day_of(ordinal: int) -> datetime.date:
    """The day of an ordinal that is not of an undated article."""
    return datetime.date.fromordinal(_DAYS[bisect_right(_DAYS, ordinal, key=_first_of) - 1])


def whole_day(ordinal: int) -> tuple[int, int]:
    """The ordinals of the day that has this one, as a half-open pair; not for undated ones."""
    return slots_of(day_of(ordinal))


def slots_of(day: datetime.date | None) -> tuple[int, int]:
    """The ordinals of a day, as a half-open pair; those of the undated for None and the first day of the calendar."""
    if day is None or day == datetime.date.min:
        return 0, UNDATED_SLOTS
    number = reckoned(day).toordinal()
    return _first_of(number), _first_of(number + 1)


def _first_of(number: int) -> int:
    """The first ordinal of a day by its number in the calendar: the slots of all days before it."""
    day = datetime.date.fromordinal(number)
    years = day.year - EARLIEST.year
    # First days, of years and of other months, that lie before this one.
    is_later = day.day > 1
    months = years * 11 + max(day.month - 2 + is_later, 0)
    years += is_later or day.month > 1
    if day.month == 1:
        months = (day.year - EARLIEST.year) * 11
    days = number - _DAYS.start
    return UNDATED_SLOTS + days * SLOTS + months * (MONTH_SLOTS - SLOTS) + years * (YEAR_SLOTS - SLOTS)
