"""Days that are easily read a year off: around New Year, on 29 February, in weeks, and where words lean on the day.

Each row is the day of the article, what stands in the bracket after the outlet"s name, and the days that it means.
"""

from __future__ import annotations

from datetime import date

import pytest

from articles.citations import YEAR_CONFLICTS, DateContext, extract, resolve_dates, to_eval
from edm_archive.text.dates import DateInterval
from tests.articles.citations.forms import NOTHING

TRICKY = (
    ("2005-01-03", "December 30, January 2", "2004-12-30 2005-01-02"),
    ("2005-01-03", "December 30-January 5", "2004-12-30/2005-01-05"),
    ("2005-01-03", "January 5", "2005-01-05"),
    ("2005-01-03", "January 6", "2004-01-06"),
    ("2004-12-31", "January 1", "2005-01-01"),
    ("2004-12-31", "January 10", "2004-01-10"),
    ("2005-03-01", "February 29", "2004-02-29"),
    ("2004-03-01", "February 29", "2004-02-29"),
    ("2003-03-01", "29 February", "2000-02-29"),
    ("2005-03-01", "February 30", ""),
    ("2004-02-28", "February 29", "2004-02-29"),
    ("2005-02-02", "last December", "2004-12"),
    ("2004-12-20", "last December", "2003-12"),
    ("2004-12-13", "December 11; Star TV, same day", "2004-12-11 2004-12-11"),
    ("2004-12-13", "December 11, 2003; Star TV, same day", "2003-12-11 2003-12-11"),
    ("2005-01-12", "29 December, 3 January 2005", "2004-12-29 2005-01-03"),
    ("2005-06-10", "12 June, 14 June 2003", "2003-06-12 2003-06-14"),
    ("1994-01-04", "30 December-5 January", "1993-12-30/1994-01-05"),
    ("1994-01-04", "30 December 1993-5 January 1994", "1993-12-30/1994-01-05"),
    ("1994-03-24", "Thursday, 17 March", "1994-03-17"),
    ("1994-03-24", "3 June 92", "1992-06-03"),
    ("2005-03-10", "Monday", "2005-03-07"),
    ("2005-03-10", "yesterday", "2005-03-09"),
    ("2005-03-10", "May 5 last year", "2004-05-05"),
    ("2005-03-10", "5 December of last year", "2004-12-05"),
    ("2000-01-05", "28 Dec 99", "1999-12-28"),
    ("2000-01-05", "3 Jan 00", "2000-01-03"),
    ("1994-03-24", "26 March", "1994-03-26"),
    ("2005-01-03", "December", "2004-12"),
    ("2005-01-03", "No. 1, January", "2005-01"),
    ("2004-12-01", "November 30-December 6", "2004-11-30/2004-12-06"),
    ("2005-01-10", "24-30 December, 31 December-6 January", "2004-12-24/2004-12-30 2004-12-31/2005-01-06"),
    ("2012-03-01", "Feb. 28, 29", "2012-02-28 2012-02-29"),
    ("2013-03-10", "Feb. 28, 29", "2013-02-28 --02-29"),
    ("2013-03-10", "28, 29 February; Star TV, February 29", "2013-02-28 --02-29 2012-02-29"),
    ("2013-03-10", "February 28, 29, 2012", "2012-02-28 2012-02-29"),
    ("2005-01-03", "January 4, 8", "2005-01-04 2005-01-08"),
    ("2005-01-03", "January 4, January 8", "2005-01-04 2004-01-08"),
    ("2005-01-03", "December 28, 30", "2004-12-28 2004-12-30"),
    ("2005-03-10", "January/February 2005", "2005-01/2005-02"),
    ("2005-03-10", "January-February", "2005-01/2005-02"),
)


@pytest.mark.parametrize(("day", "cited", "expected"), TRICKY)
def test_the_year_that_is_meant(day: str, cited: str, expected: str) -> None:
    text = f"It fell (Nova Gazeta, {cited})."
    found = to_eval(text, NOTHING, published=date.fromisoformat(day))
    assert " ".join(day for citation in found for item in citation["items"] for day in item["dates"]) == expected


@pytest.mark.parametrize(("day", "cited"), [("2013-03-10", "Feb. 28, 29"), ("2005-01-03", "January 4, 8")])
def test_a_listed_day_that_cannot_be_of_the_year_before_it_is_reported(day: str, cited: str) -> None:
    matches = extract(f"It fell (Nova Gazeta, {cited}).", NOTHING)
    (citation,) = resolve_dates(matches, DateContext(DateInterval.of(date.fromisoformat(day))))
    first, second = citation.items[0].dates
    assert not any(conflict in first.note for conflict in YEAR_CONFLICTS)
    assert any(conflict in second.note for conflict in YEAR_CONFLICTS)
