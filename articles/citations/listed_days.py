"""What dates that are written beside each other say of each other's years. Pure; no date is made here."""

from __future__ import annotations

from collections.abc import Sequence

from articles.citations.matches import WrittenDate

#: What a note says where days listed under one month cannot be of one year.
NOT_ITS_YEAR = "the day or the year before it is wrong"


def same_month(before: WrittenDate, written: WrittenDate) -> bool:
    """Whether two days stand under one name of a month without a year, later day last: "Feb. 28, 29"."""
    if before.span != written.span or before.month != written.month or before.year or written.year:
        return False
    days = (before.day, written.day)
    single = before.last is None and written.last is None and not before.relative and not written.relative
    return single and days[0] is not None and days[1] is not None and days[0] < days[1]


def lent_years(dates: Sequence[WrittenDate]) -> list[int | None]:
    """For each date without a year the year that a later date of the list lends it, else None.

    "29 January, 11 March 1992" is both times 1992; "30 December, 2 January 1993" begins in 1992.
    """
    lent: list[int | None] = [None] * len(dates)
    for index in range(len(dates) - 2, -1, -1):
        here, after = dates[index].last or dates[index].first, dates[index + 1].first
        year = after.year if after.year is not None else lent[index + 1]
        if here.year is None and here.month is not None and year is not None and after.month is not None:
            later_in_year = (here.month, here.day or 0) > (after.month, after.day or 31)
            lent[index] = year - 1 if later_in_year else year
    return lent


def turns_year(written: Sequence[WrittenDate]) -> bool:
    """Whether the dates without a year lie around new year: in the first and the last quarter, and nowhere else."""
    months = {date.first.month for date in written if date.first.month and date.year is None and not date.relative}
    return bool(months) and min(months) <= 3 and max(months) >= 10 and not any(4 <= month <= 9 for month in months)
