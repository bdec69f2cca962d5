"""Ordinals: the place of an article in time, as one number of 32 bits.

The day on which it (or the interval of its date) begins stands in the upper bits, a slot within the day in the lower
ones. So an article that is loaded late, or dated anew, takes a slot of its day, and no other day is numbered again.
Within a day the slots are given from the highest down, in the order of issues and positions: read from the highest
ordinal down, articles come in the order of the list that has the newest first.

Refuses more than ``SLOTS`` articles of one day; of undated ones there can be some hundred million.
"""

from __future__ import annotations

import datetime

#: Bits of the slot, and how many articles one day can have.
BITS = 14
SLOTS = 1 << BITS
#: Days of the reckoning that are kept for articles without any date, before all others.
_UNDATED_DAYS = 40_000
#: The first day of the reckoning; earlier ones count as this one, days after the last as the last.
EARLIEST = datetime.date(1600, 1, 1)
_LAST_DAY = (1 << 32 - BITS) - 1
#: How many undated articles there can be.
UNDATED_SLOTS = _UNDATED_DAYS * SLOTS


class CrowdedDayError(Exception):
    """More articles are of one day than there are slots; the message names the day."""


def ordinals_of(day: datetime.date | None, count: int) -> range:
    """The ordinals of the ``count`` articles of a day, in the order of their issues and positions.

    Raises:
        CrowdedDayError: when they are more than a day can hold.
    """
    first, after = slots_of(day)
    if count > after - first:
        raise CrowdedDayError(f"{count:,} articles are of {day or 'no date'}; a day can have {after - first:,}.")
    return range(after - 1, after - 1 - count, -1)


def span_of(first: datetime.date | None, last: datetime.date | None) -> tuple[int, int]:
    """The ordinals of the days from ``first`` to ``last``, as a half-open pair; None leaves that side open.

    The undated are in none.
    """
    low = UNDATED_SLOTS if first is None or first == datetime.date.min else slots_of(first)[0]
    high = 1 << 32 if last is None else slots_of(last)[1]
    return low, high


def day_of(ordinal: int) -> datetime.date:
    """The day of an ordinal that is not of an undated article."""
    return datetime.date.fromordinal((ordinal >> BITS) - _UNDATED_DAYS + EARLIEST.toordinal())


def whole_day(ordinal: int) -> tuple[int, int]:
    """The ordinals of the day that has this one, as a half-open pair; not for undated ones."""
    first = ordinal >> BITS << BITS
    return first, first + SLOTS


def slots_of(day: datetime.date | None) -> tuple[int, int]:
    """The ordinals of a day, as a half-open pair; those of the undated for None and the first day of the calendar."""
    if day is None or day == datetime.date.min:
        return 0, UNDATED_SLOTS
    number = max(day.toordinal() - EARLIEST.toordinal(), 0) + _UNDATED_DAYS
    first = min(number, _LAST_DAY) << BITS
    return first, first + SLOTS
