"""Dates that lean on the day of the article: "today", "yesterday", "Monday", "last December", "5 May last year".

What is cited lies in the past: a weekday is the last one up to the day, "this March" the last March that has begun,
"last December" the last one before the present month.
"""

from __future__ import annotations

from datetime import date, timedelta

from articles.citations.matches import WrittenDay
from edm_archive.text.dates import DateError, PartialDate

_NEAR = ("today", "yesterday")
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


def leaning_on(relative: str, written: WrittenDay, day: date) -> PartialDate | None:
    """What relative words mean as seen from ``day``; None when there is no such day.

    Args:
        written: the day and month that stand in the words, where any do.
    """
    words = relative.casefold().split()
    past = "last" in words
    try:
        if words[-1] == "year":
            return PartialDate(day.year - past, written.month, written.day)
        if words[-1] == "month":
            seen = day.replace(day=1) - timedelta(past)
            return PartialDate(seen.year, seen.month)
        if written.month is not None:
            has_begun = written.month < day.month or (written.month == day.month and not past)
            return PartialDate(day.year if has_begun else day.year - 1, written.month)
        return PartialDate.of(day - timedelta(_days_back(words[-1], day, past=past)))
    except (DateError, OverflowError):
        return None


def _days_back(word: str, day: date, *, past: bool) -> int:
    """How many days before ``day`` is meant: none for today, up to seven for the name of a weekday."""
    if word in _NEAR:
        return _NEAR.index(word)
    back = (day.weekday() - _WEEKDAYS.index(word)) % 7
    return back or 7 if past else back
