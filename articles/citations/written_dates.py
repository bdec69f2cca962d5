"""What a date token says: the day, month and year that are written, lists and ranges taken apart.

No year is guessed here, except the century of a year of two figures, which is marked. A figure that cannot be a day
makes the whole token no date.
"""

from __future__ import annotations

import re
from dataclasses import replace

from articles.citations.matches import WrittenDate, WrittenDay
from articles.citations.patterns import DAY_FIRST, LEANING, MONTH_FIRST, MONTH_ONLY
from edm_archive.text.dates import MONTH_NAMES, MONTHS
from edm_archive.text.spans import Span

_CHUNK = re.compile(
    DAY_FIRST.replace("<days>", "<before>").replace("<month>", "<day_month>").replace("<year>", "<day_year>")
    + "|"
    + MONTH_FIRST.replace("<days>", "<after>").replace("<month>", "<month_day>").replace("<year>", "<month_year>")
    + "|"
    + MONTH_ONLY.replace("<month>", "<only>").replace("<year>", "<only_year>")
)
_DAY = re.compile(r"(?P<to>[-\u2010-\u2014]|to\b)?\s*(?P<day>[0-3OIl]?[0-9OIl])(?:st|nd|rd|th)?(?!\w)")
_RANGE_SIGN = re.compile(r"\s*[-\u2010-\u2014/]\s*")
_SEASON = re.compile(r"(?:spring|summer|autumn|fall|winter)\D*(\d{4})", re.IGNORECASE)
_NUMERIC = re.compile(r"(?:(\d{4})-(\d\d?)-(\d\d?)|(\d\d?)([./])(\d\d?)\5(\d{4}|\d\d))")
_SAME = re.compile(r"\bsame\s+(?:day|date)\b")
_LEANING = re.compile(LEANING)
_YEAR_WORDS = re.compile(r"\s*,?\s+(?:of\s+)?(?:last|this)\s+year$")
_LONG_MONTHS = tuple(month.casefold() for month in MONTH_NAMES if len(month) > 6)
_SCANNED_MONTH = re.compile(
    r"(?P<month>[A-Z0][a-z1I|]+(?:\s[a-z]+)?)\s(?P<day>[0-3]?\d)"
    r"|(?P<before>[0-3]?\d)\s(?P<after>[A-Z0][a-z1I|]+(?:\s[a-z]+)?)"
)
_LONGEST_SCANNED = 16
_SCANNED = str.maketrans("OIl", "011")
_LETTERS = str.maketrans("01I|", "olll")


def read_dates(token: str, start: int) -> tuple[WrittenDate, ...]:
    """The dates of ``token``, which stands at ``start``; empty when its figures are no date ("45 March")."""
    span = Span(start, start + len(token))
    if "same" in token and _SAME.search(token):
        return (WrittenDate(WrittenDay(), span=span, relative=token),)
    if _LEANING.fullmatch(token):
        return _relative(token, span)
    if numeric := _NUMERIC.fullmatch(token):
        return _numeric(numeric, span)
    if season := _SEASON.fullmatch(token):
        return (WrittenDate(WrittenDay(int(season[1])), span=span),)
    return _calendar(token, span)


def read_years(token: str, start: int) -> tuple[WrittenDate, ...]:
    """The year, or the range of years, of ``token``: "1991", "1991-93"."""
    span = Span(start, start + len(token))
    first, *rest = re.findall(r"\d+", token)
    if not rest:
        return (WrittenDate(WrittenDay(int(first)), span=span),)
    last = int(rest[0]) if len(rest[0]) == 4 else int(first[:2] + rest[0])
    if last < int(first):
        return ()
    return (WrittenDate(WrittenDay(int(first)), WrittenDay(last), span=span),)


def scanned_dates(phrase: str, start: int) -> tuple[WrittenDate, ...]:
    """The date in "Novem ber 3" and "Noverber 4", marked as repaired; empty when no long month is one slip away.

    A space too much, or one letter more, less or another, in months so long that no word is near them; in any month a
    shape that scanning makes of another: "Apri1", "0ctober", "Septernber", "Febmary".
    """
    if len(phrase) > _LONGEST_SCANNED or not (phrase[0].isdecimal() or phrase[-1].isdecimal()):
        return ()
    match = _SCANNED_MONTH.fullmatch(phrase)
    month = match and _nearest_month("".join((match["month"] or match["after"]).split()).translate(_LETTERS).casefold())
    if not match or not month:
        return ()
    span = Span(start, start + len(phrase))
    dates = read_dates(f"{month.capitalize()} {match['day'] or match['before']}", start)
    return tuple(replace(date, span=span, repaired=True) for date in dates)


def _nearest_month(word: str) -> str | None:
    for shape in (word, word.replace("rn", "m"), word.replace("m", "ru")):
        if shape.capitalize() in MONTH_NAMES:
            return shape
    return next((month for month in _LONG_MONTHS if abs(len(month) - len(word)) < 2 and _one_slip(word, month)), None)


def _one_slip(word: str, other: str) -> bool:
    """Whether at most one letter is another, missing or too much."""
    same = 0
    while same < min(len(word), len(other)) and word[same] == other[same]:
        same += 1
    rest, others = word[same:], other[same:]
    return rest[1:] == others[1:] or rest[1:] == others or rest == others[1:]


def _relative(token: str, span: Span) -> tuple[WrittenDate, ...]:
    """Dates that lean on the article's day; of "5 May last year" day and month are kept."""
    relative = " ".join(token.split())
    named = _calendar(_YEAR_WORDS.sub("", token), span)
    return tuple(replace(date, relative=relative) for date in named) or (
        WrittenDate(WrittenDay(), span=span, relative=relative),
    )


def _numeric(match: re.Match[str], span: Span) -> tuple[WrittenDate, ...]:
    """A date in figures; where day and month can be exchanged ("3/4/2004") only the year is kept."""
    if match[1]:
        return _existing(WrittenDate(WrittenDay(int(match[1]), int(match[2]), int(match[3])), span=span))
    first, second = int(match[4]), int(match[6])
    year, short = (int(match[7]), False) if len(match[7]) == 4 else (_century(int(match[7])), True)
    if match[5] == "/" and first != second and max(first, second) <= 12:
        return (WrittenDate(WrittenDay(year), span=span, short_year=short),)
    day, month = (second, first) if second > 12 else (first, second)
    return _existing(WrittenDate(WrittenDay(year, month, day), span=span, short_year=short))


def _existing(written: WrittenDate) -> tuple[WrittenDate, ...]:
    day = written.first
    return (written,) if day.month and 1 <= day.month <= 12 and day.day and _possible(day.day, day.month) else ()


def _possible(day: int, month: int) -> bool:
    """Whether some year has this day."""
    return 1 <= day <= (29 if month == 2 else 30 if month in (4, 6, 9, 11) else 31)


def _century(year: int) -> int:
    return year + (2000 if year < 50 else 1900)


def _calendar(token: str, span: Span) -> tuple[WrittenDate, ...]:
    """Months with their days, in either order; a dash between two of them makes a range of both."""
    found: list[WrittenDate] = []
    before = 0
    for chunk in _CHUNK.finditer(token):
        dates = _of_chunk(chunk, span)
        if not dates:
            return ()
        if found and _RANGE_SIGN.fullmatch(token[before : chunk.start()]):
            opening = found.pop()
            dates[0] = replace(dates[0], first=opening.first, last=dates[0].last or dates[0].first)
        found.extend(dates)
        before = chunk.end()
    return tuple(found)


def _of_chunk(chunk: re.Match[str], span: Span) -> list[WrittenDate]:
    """The dates of one month: a list of days and ranges of days that share the month and the year."""
    month = MONTHS[(chunk["day_month"] or chunk["month_day"] or chunk["only"]).casefold()]
    written_year = chunk["day_year"] or chunk["month_year"] or chunk["only_year"] or ""
    year, short = _year(written_year)
    repaired_year = any(c in "OIl" for c in written_year)
    listed = chunk["before"] or chunk["after"]
    if not listed:
        return [WrittenDate(WrittenDay(year, month), span=span, short_year=short)]
    found: list[WrittenDate] = []
    for written in _DAY.finditer(listed):
        day = WrittenDay(year, month, int(written["day"].translate(_SCANNED)))
        if not _possible(day.day or 0, month):
            return []
        repaired = repaired_year or not written["day"].isdecimal()
        if found and written["to"]:
            found[-1] = replace(found[-1], last=day, repaired=found[-1].repaired or repaired)
        else:
            found.append(WrittenDate(day, span=span, short_year=short, repaired=repaired))
    return found


def _year(written: str) -> tuple[int | None, bool]:
    """The year, and whether it was written with two figures."""
    figures = "".join(c for c in written.translate(_SCANNED) if c.isdecimal())
    if not figures:
        return None, False
    return (int(figures), False) if len(figures) == 4 else (_century(int(figures)), True)
