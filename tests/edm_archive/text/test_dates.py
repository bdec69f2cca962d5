"""Partial dates: what people type, what is refused and with which cure, order and words."""

from __future__ import annotations

import contextlib
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edm_archive.text.dates import DateError, DateInterval, PartialDate, Precision, parse_date

partial_dates = st.one_of(
    st.dates().map(PartialDate.of),
    st.builds(PartialDate, st.integers(1, 9999), st.integers(1, 12)),
    st.builds(PartialDate, st.integers(1, 9999)),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("November 30, 2004", "2004-11-30", id="month-first"),
        pytest.param("November 30 2004", "2004-11-30", id="month-first-without-comma"),
        pytest.param("30 November 2004", "2004-11-30", id="day-first"),
        pytest.param("30 november, 2004", "2004-11-30", id="lower-case-and-comma"),
        pytest.param("30th of November 2004", "2004-11-30", id="ordinal"),
        pytest.param("Nov. 30, 2004", "2004-11-30", id="abbreviated"),
        pytest.param("Sept 3, 2004", "2004-09-03", id="four-letter-abbreviation"),
        pytest.param("Tuesday, November 30, 2004", "2004-11-30", id="weekday"),
        pytest.param("Tue. 30 Nov 2004", "2004-11-30", id="short-weekday"),
        pytest.param("  30   November\t2004 ", "2004-11-30", id="spaces"),
        pytest.param("2004-11-30", "2004-11-30", id="iso"),
        pytest.param("2004-11", "2004-11", id="iso-month"),
        pytest.param("November 2004", "2004-11", id="month-and-year"),
        pytest.param("Nov. 2004", "2004-11", id="short-month-and-year"),
        pytest.param("2004", "2004", id="year"),
        pytest.param("30/11/2004", "2004-11-30", id="figures-one-reading"),
        pytest.param("11/30/2004", "2004-11-30", id="figures-month-first-one-reading"),
        pytest.param("5.5.2004", "2004-05-05", id="figures-the-same-either-way"),
        pytest.param("29 February 2004", "2004-02-29", id="leap-day"),
    ],
)
def test_parse_date_reads_what_people_type(text: str, expected: str) -> None:
    assert parse_date(text).isoformat() == expected


@pytest.mark.parametrize(
    ("text", "cure"),
    [
        pytest.param("", "is empty; write it as", id="empty"),
        pytest.param("Monday", "not a date that can be read; write it as", id="weekday-alone"),
        pytest.param("soon", "not a date that can be read; write it as", id="no-date"),
        pytest.param("11/12/2004", "12 November 2004 or 11 December 2004; write the month as a word", id="ambiguous"),
        pytest.param("30/11/04", "write the year with four figures", id="century"),
        pytest.param("November 30", "has no year; add it", id="no-year"),
        pytest.param("30 November", "has no year; add it", id="no-year-day-first"),
        pytest.param("November", "has no year; add it", id="month-alone"),
        pytest.param("31 November 2004", "the month has 30 days, write a day from 1 to 30", id="no-such-day"),
        pytest.param("29 February 2003", "the month has 28 days", id="no-leap-year"),
        pytest.param("0 May 2004", "write a day from 1 to 31", id="day-zero"),
        pytest.param("2004-13", "write a month from 1 to 12", id="no-such-month"),
        pytest.param("31/31/2004", "write a month from 1 to 12", id="no-such-month-in-figures"),
        pytest.param("0000", "write a year from 1 to 9999", id="no-such-year"),
    ],
)
def test_parse_date_says_the_cure(text: str, cure: str) -> None:
    with pytest.raises(DateError, match=re.escape(cure)):
        parse_date(text)


@pytest.mark.parametrize(
    ("value", "precision", "words", "earliest", "latest"),
    [
        pytest.param(
            PartialDate(2004, 11, 30),
            Precision.DAY,
            "30 November 2004",
            date(2004, 11, 30),
            date(2004, 11, 30),
            id="day",
        ),
        pytest.param(
            PartialDate(2004, 2), Precision.MONTH, "February 2004", date(2004, 2, 1), date(2004, 2, 29), id="month"
        ),
        pytest.param(PartialDate(2004), Precision.YEAR, "2004", date(2004, 1, 1), date(2004, 12, 31), id="year"),
    ],
)
def test_partial_date_knows_its_bounds(
    value: PartialDate, precision: Precision, words: str, earliest: date, latest: date
) -> None:
    assert (value.precision, str(value), value.earliest, value.latest) == (precision, words, earliest, latest)


def test_a_day_without_its_month_is_refused() -> None:
    with pytest.raises(DateError, match="needs its month"):
        PartialDate(2004, None, 30)


@given(partial_dates)
def test_the_first_day_and_the_precision_are_the_date(value: PartialDate) -> None:
    assert PartialDate.from_earliest(value.earliest, value.precision) == value


def test_the_less_precise_of_two_that_begin_together_comes_first() -> None:
    day, month, year = PartialDate(2004, 1, 1), PartialDate(2004, 1), PartialDate(2004)
    assert sorted([day, month, year]) == [year, month, day]


def test_partial_dates_are_not_ordered_with_other_things() -> None:
    with pytest.raises(TypeError):
        assert PartialDate(2004) < date(2004, 1, 1)  # type: ignore[operator]


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        pytest.param(DateInterval.of(date(2004, 12, 1)), "1 December 2004", id="day"),
        pytest.param(DateInterval.of(PartialDate(2004, 12)), "December 2004", id="month"),
        pytest.param(DateInterval.of(PartialDate(2004)), "2004", id="year"),
        pytest.param(
            DateInterval(date(2004, 12, 1), date(2004, 12, 3)), "between 1 December 2004 and 3 December 2004", id="days"
        ),
    ],
)
def test_an_interval_in_words(interval: DateInterval, words: str) -> None:
    assert str(interval) == words


def test_an_interval_is_not_turned_round() -> None:
    with pytest.raises(DateError, match="before it begins"):
        DateInterval(date(2004, 12, 2), date(2004, 12, 1))


@given(partial_dates)
def test_every_written_form_is_read_again(value: PartialDate) -> None:
    if value.year >= 1000:
        assert parse_date(str(value)) == value
    assert parse_date(value.isoformat()) == value


@given(partial_dates, partial_dates)
def test_order_follows_the_first_day(first: PartialDate, second: PartialDate) -> None:
    if first.earliest < second.earliest:
        assert first < second
    assert first.earliest <= first.latest
    assert (first <= second) == (not second < first)


@given(st.text() | st.from_regex(r"[0-9]{1,2}[/. ](November|[0-9]{1,2})[/. ][0-9]{2,4}", fullmatch=True))
def test_parse_date_gives_a_date_or_refuses(text: str) -> None:
    with contextlib.suppress(DateError):
        assert parse_date(parse_date(text).isoformat()) == parse_date(text)
