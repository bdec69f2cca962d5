"""The year of a date without one: every basis, every conflict, in words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.citations import DateContext, ResolvedDate, YearBasis, extract, resolve_dates
from edm_archive.text.dates import DateInterval, PartialDate
from tests.articles.citations.forms import NOTHING


def resolved(text: str, context: DateContext) -> list[ResolvedDate]:
    """All dates of ``text`` in order."""
    return [
        found for one in resolve_dates(extract(text, NOTHING), context) for item in one.items for found in item.dates
    ]


def on(year: int, month: int, day: int, **more: int) -> DateContext:
    """The context of an article of that day."""
    return DateContext(DateInterval.of(date(year, month, day)), **more)


@pytest.mark.parametrize(
    ("text", "context", "expected", "basis", "note"),
    [
        pytest.param(
            "(Herald, November 30)",
            on(2004, 12, 1),
            "2004-11-30",
            "article_date",
            "1 day before the article of 1 December 2004.",
            id="day-before",
        ),
        pytest.param(
            "(Herald, December 1)",
            on(2004, 12, 1),
            "2004-12-01",
            "article_date",
            "The same day as the article of 1 December 2004.",
            id="same-day",
        ),
        pytest.param(
            "(Herald, December 3)",
            on(2004, 12, 1),
            "2004-12-03",
            "article_date",
            "2 days after the article of 1 December 2004.",
            id="within-slack",
        ),
        pytest.param(
            "(Herald, December 4)",
            on(2004, 12, 1),
            "2003-12-04",
            "article_date",
            "363 days before the article of 1 December 2004; in 2004 it would be only 3 days after the article, so",
            id="beyond-slack",
        ),
        pytest.param(
            "(Herald, December 4)",
            on(2004, 12, 1, slack_days=3),
            "2004-12-04",
            "article_date",
            "3 days after",
            id="wider-slack",
        ),
        pytest.param(
            "(Herald, December 28)", on(2005, 1, 3), "2004-12-28", "article_date", "6 days before", id="over-new-year"
        ),
        pytest.param(
            "(Herald, February 29)",
            on(2006, 3, 1),
            "2004-02-29",
            "article_date",
            "days before",
            id="leap-day-looks-back",
        ),
        pytest.param(
            "(Herald, February 29)", on(2004, 2, 28), "2004-02-29", "article_date", "1 day after", id="leap-day-ahead"
        ),
        pytest.param(
            "(Herald, February 29)",
            on(1904, 2, 1),
            "1896-02-29",
            "article_date",
            "days before",
            id="leap-day-over-1900",
        ),
        pytest.param(
            "(Herald, No. 6, November)",
            on(2004, 12, 1),
            "2004-11",
            "article_date",
            "November 2004 for the article",
            id="month",
        ),
        pytest.param(
            "(Herald, No. 6, December)",
            on(2004, 12, 1),
            "2004-12",
            "article_date",
            "December 2004 for the article",
            id="month-of-the-article",
        ),
        pytest.param(
            "(Herald, 30 December-5 January)",
            on(2005, 1, 9),
            "2004-12-30/2005-01-05",
            "article_date",
            "4 days before",
            id="range-over-new-year",
        ),
        pytest.param(
            "(Herald, May 3, 1999)",
            on(2004, 12, 1),
            "1999-05-03",
            "explicit",
            "The year is written; 2039 days before",
            id="explicit",
        ),
        pytest.param(
            "(Herald, May 3, 2005)",
            on(2004, 12, 1),
            "2005-05-03",
            "explicit",
            "cannot be younger than its article",
            id="explicit-conflict",
        ),
        pytest.param(
            "(Herald, 3 May 92)", on(1994, 3, 1), "1992-05-03", "explicit", "The year is written", id="two-figures"
        ),
        pytest.param(
            "(Herald, 3 May 42)",
            on(1994, 3, 1),
            "1942-05-03",
            "explicit",
            "The year is written",
            id="two-figures-other-century",
        ),
        pytest.param(
            "(Herald, No 6, 1991)",
            on(1994, 3, 1),
            "1991",
            "explicit",
            "1991 for the article of 1 March 1994",
            id="year-only",
        ),
        pytest.param(
            "(Herald, 3 May)",
            DateContext(volume_year=2004),
            "2004-05-03",
            "volume_year",
            "The volume is of 2004.",
            id="volume",
        ),
        pytest.param(
            "(Herald, 3 May 42)",
            DateContext(volume_year=1994),
            "1942-05-03",
            "explicit",
            "The year is written.",
            id="two-figures-by-volume",
        ),
        pytest.param(
            "(Herald, 3 May)", DateContext(), "--05-03", "unknown", "Neither the article's date nor", id="unknown"
        ),
        pytest.param(
            "(Herald, No. 6, May)",
            DateContext(),
            "--05",
            "unknown",
            "Neither the article's date nor",
            id="unknown-month",
        ),
        pytest.param(
            "(Herald, May 3-5)",
            DateContext(),
            "--05-03/--05-05",
            "unknown",
            "Neither the article's date nor",
            id="unknown-range",
        ),
        pytest.param(
            "(Herald, February 29, 2003)",
            on(2004, 12, 1),
            "--02-29",
            "unknown",
            "There is no day 29 in February 2003",
            id="no-such-day",
        ),
        pytest.param(
            "(Herald, 1O November)",
            on(2004, 12, 1),
            "2004-11-10",
            "article_date",
            "read through a scanning error",
            id="repaired",
        ),
        pytest.param(
            "(EDM, same day)",
            on(2004, 12, 1),
            "2004-12-01",
            "article_date",
            "The same day as the article.",
            id="same-day-as-the-article",
        ),
        pytest.param(
            "(Herald, 5 May 1993-6 May 1994)",
            on(1994, 6, 1),
            "1993-05-05/1994-05-06",
            "explicit",
            "The year is written",
            id="range-of-two-years",
        ),
        pytest.param(
            "(Herald, February 29)", on(8, 2, 1), "0004-02-29", "article_date", "days before", id="early-years"
        ),
        pytest.param(
            "(Herald, February 29)", on(3, 2, 1), "--02-29", "article_date", "There is no such day", id="no-year-left"
        ),
        pytest.param(
            "(Herald, May 3)",
            on(9999, 12, 31),
            "9999-05-03",
            "article_date",
            "242 days before",
            id="end-of-the-calendar",
        ),
        pytest.param(
            "(Weekly Star, January 29-February 4)",
            on(2005, 2, 1),
            "2005-01-29/2005-02-04",
            "article_date",
            "3 days after the article of 1 February 2005.",
            id="issue-of-the-week-that-is-not-over",
        ),
        pytest.param(
            "(Weekly Star, December 29-January 6)",
            on(2004, 12, 30),
            "2004-12-29/2005-01-06",
            "article_date",
            "7 days after",
            id="issue-over-new-year",
        ),
        pytest.param(
            "(Weekly Star, March 29-December 20)",
            on(2005, 4, 1),
            "2004-03-29/2004-12-20",
            "article_date",
            "102 days before the article of 1 April 2005.",
            id="range-that-is-no-issue",
        ),
        pytest.param(
            "(Herald, January 23)",
            on(2005, 1, 19),
            "2004-01-23",
            "article_date",
            "362 days before the article of 19 January 2005; in 2005 it would be only 4 days after the article, "
            "so the year may be one too early.",
            id="a-year-back-or-four-days-ahead",
        ),
        pytest.param(
            "(Herald, February 15)",
            on(2005, 1, 19),
            "2004-02-15",
            "article_date",
            "339 days before the article of 19 January 2005.",
            id="a-year-back-and-no-doubt",
        ),
        pytest.param("(EDM, same day)", DateContext(), "--", "unknown", "is not known", id="same-day-as-nothing"),
    ],
)
def test_year_basis_and_note(text: str, context: DateContext, expected: str, basis: str, note: str) -> None:
    (found,) = resolved(text, context)
    assert (found.isoformat(), found.year_basis.value) == (expected, basis)
    assert note in found.note
    assert found.note.endswith(".")


@pytest.mark.parametrize(
    ("text", "context", "expected"),
    [
        pytest.param(
            "(Herald, 29 January, 11 March 1992)", on(1994, 3, 9), ["1992-01-29", "1992-03-11"], id="year-lent-back"
        ),
        pytest.param(
            "(Herald, 30 December, 2 January 1993)", on(1994, 3, 9), ["1992-12-30", "1993-01-02"], id="over-new-year"
        ),
        pytest.param(
            "(Herald, 30 January; Star, 6 May 1993)",
            on(1994, 3, 9),
            ["1994-01-30", "1993-05-06"],
            id="other-source-lends-nothing",
        ),
        pytest.param(
            "(Herald, 6 May 1993, 30 January)", on(1994, 3, 9), ["1993-05-06", "1994-01-30"], id="nothing-lent-forward"
        ),
        pytest.param("(Herald, 5 May; EDM, same day)", on(1994, 5, 9), ["1994-05-05", "1994-05-05"], id="same-day"),
        pytest.param(
            "(Herald, May 3-5; EDM, same day)",
            on(1994, 5, 9),
            ["1994-05-03/1994-05-05", "1994-05-05"],
            id="same-day-as-a-range",
        ),
        pytest.param(
            "(Herald, 5 May 1993). (Star, 9 May)", DateContext(), ["1993-05-05", "1993-05-09"], id="neighbour"
        ),
        pytest.param(
            "(Herald, 20 December 1993). (Star, 9 January)",
            DateContext(),
            ["1993-12-20", "1994-01-09"],
            id="neighbour-over-new-year",
        ),
        pytest.param(
            "(Herald, 28 February 1993). (Star, 29 February)",
            DateContext(),
            ["1993-02-28", "--02-29"],
            id="neighbour-without-the-day",
        ),
        pytest.param(
            "(Herald, 5 May 1993). (Star, 9 November)", DateContext(), ["1993-05-05", "--11-09"], id="no-neighbour"
        ),
        pytest.param(
            "(Herald, 28 December). (Star, 3 January)",
            DateContext(volume_year=2005),
            ["2004-12-28", "2005-01-03"],
            id="volume-turns",
        ),
        pytest.param(
            "(Herald, 28 December). (Star, 3 June)",
            DateContext(volume_year=2005),
            ["2005-12-28", "2005-06-03"],
            id="volume-does-not-turn",
        ),
    ],
)
def test_years_of_several_dates(text: str, context: DateContext, expected: list[str]) -> None:
    assert [found.isoformat() for found in resolved(text, context)] == expected


def test_bases_of_lent_years() -> None:
    lent, _ = resolved("(Herald, 29 January, 11 March 1992)", on(1994, 3, 9))
    assert lent.year_basis is YearBasis.SAME_PARENTHESIS
    turned, _ = resolved("(Herald, 28 December). (Star, 3 January)", DateContext(volume_year=2005))
    assert turned.year_basis is YearBasis.NEIGHBOURS


def test_an_article_known_only_to_the_year_leaves_the_year_open_and_says_so() -> None:
    (found,) = resolved("(Herald, November 3)", DateContext(DateInterval.of(PartialDate(2004))))
    assert found.isoformat() == "2004-11-03"
    assert "more than one year open" in found.note
    (within,) = resolved("(Herald, December 3)", DateContext(DateInterval(date(2004, 12, 1), date(2004, 12, 9))))
    assert within.note == "Within the days of the article of between 1 December 2004 and 9 December 2004."


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.dates(date(1904, 1, 1), date(1904, 12, 31)), st.integers(0, 9)
)
def test_an_implied_day_is_the_latest_not_after_the_article_and_slack(article: date, cited: date, slack: int) -> None:
    text = f"(Herald, {PartialDate(1904, cited.month, cited.day)}".rsplit(" ", 1)[0] + ")"
    (found,) = resolved(text, DateContext(DateInterval.of(article), slack_days=slack))
    assert found.value is not None
    assert (found.value.month, found.value.day) == (cited.month, cited.day)
    assert (found.value.earliest - article).days <= slack
    for later in range(found.value.year + 1, found.value.year + 9):
        try:
            again = date(later, cited.month, cited.day)
        except ValueError:
            continue
        assert (again - article).days > slack
        break


#: The days that the issues around an undated article leave open.
DECEMBER = DateInterval(date(2004, 12, 1), date(2004, 12, 3))
JANUARY = DateInterval(date(2005, 1, 3), date(2005, 1, 6))


@pytest.mark.parametrize(
    ("text", "context", "expected", "basis"),
    [
        pytest.param(
            "(Herald, November 26)",
            DateContext(volume_year=2004, series=DECEMBER),
            "2004-11-26",
            "volume_year",
            id="volume-is-enough",
        ),
        pytest.param("(Herald, November 26)", DateContext(series=DECEMBER), "2004-11-26", "issues", id="no-volume"),
        pytest.param(
            "(Herald, December 30)",
            DateContext(volume_year=2005, series=JANUARY),
            "2004-12-30",
            "issues",
            id="end-of-the-year-before",
        ),
        pytest.param(
            "(Herald, December 20)",
            DateContext(volume_year=2004, series=DECEMBER),
            "2004-12-20",
            "volume_year",
            id="shortly-after-the-next-issue",
        ),
        pytest.param(
            "(Herald, December 20)", DateContext(series=DECEMBER), "2004-12-20", "issues", id="shortly-after-no-volume"
        ),
        pytest.param(
            "(Herald, January 30)",
            DateContext(volume_year=2004, series=DECEMBER),
            "2004-01-30",
            "volume_year",
            id="never-after-the-volume",
        ),
        pytest.param(
            "(Herald, May 3)",
            DateContext(series=DateInterval(date(2003, 1, 1), date(2005, 1, 6))),
            "--05-03",
            "unknown",
            id="several-years-are-open",
        ),
        pytest.param("(Herald, February 29)", DateContext(series=JANUARY), "2004-02-29", "issues", id="leap-year"),
    ],
)
def test_the_issues_around_an_undated_article_give_years(
    text: str, context: DateContext, expected: str, basis: str
) -> None:
    (found,) = resolved(text, context)
    assert (found.isoformat(), found.year_basis.value) == (expected, basis)


def test_days_of_late_and_early_months_near_december_are_of_one_year() -> None:
    text = "(Herald, November 26). (Star, 3 January)"
    late, early = resolved(text, DateContext(volume_year=2004, series=DECEMBER))
    assert (late.isoformat(), early.isoformat()) == ("2004-11-26", "2004-01-03")


THURSDAY = (2004, 12, 2)


@pytest.mark.parametrize(
    ("text", "day", "expected"),
    [
        pytest.param("(Kommersant, last December)", THURSDAY, "2003-12", id="last-december-in-december"),
        pytest.param("(Kommersant, last December)", (2005, 1, 5), "2004-12", id="last-december-in-january"),
        pytest.param("(Kommersant, last March)", THURSDAY, "2004-03", id="last-march-in-december"),
        pytest.param("(Kommersant, last March)", (2005, 1, 5), "2004-03", id="last-march-in-january"),
        pytest.param("(Izvestia, December last year)", THURSDAY, "2003-12", id="month-last-year"),
        pytest.param("(Izvestia, December of last year)", THURSDAY, "2003-12", id="month-of-last-year"),
        pytest.param("(Izvestia, 5 May last year)", THURSDAY, "2003-05-05", id="day-last-year"),
        pytest.param("(Izvestia, May 5 last year)", THURSDAY, "2003-05-05", id="month-first-last-year"),
        pytest.param("(Izvestia, 3-5 May last year)", THURSDAY, "2003-05-03/2003-05-05", id="range-last-year"),
        pytest.param("(Izvestia, 5 May this year)", THURSDAY, "2004-05-05", id="day-this-year"),
        pytest.param("(Izvestia, February 29 last year)", THURSDAY, "--02-29", id="no-leap-year"),
        pytest.param("(Izvestia, February 29 last year)", (2005, 5, 1), "2004-02-29", id="leap-year"),
        pytest.param("(The Times, this March)", THURSDAY, "2004-03", id="this-march"),
        pytest.param("(The Times, this December)", THURSDAY, "2004-12", id="this-december"),
        pytest.param("(RIA Novosti, yesterday)", THURSDAY, "2004-12-01", id="yesterday"),
        pytest.param("(RIA Novosti, yesterday)", (2005, 1, 1), "2004-12-31", id="yesterday-on-new-year"),
        pytest.param("(Interfax, today)", THURSDAY, "2004-12-02", id="today"),
        pytest.param("(Interfax, Monday)", THURSDAY, "2004-11-29", id="weekday"),
        pytest.param("(Interfax, Friday)", THURSDAY, "2004-11-26", id="weekday-of-the-week-before"),
        pytest.param("(Interfax, Thursday)", THURSDAY, "2004-12-02", id="weekday-of-the-article"),
        pytest.param("(Interfax, last Thursday)", THURSDAY, "2004-11-25", id="last-weekday"),
        pytest.param("(Interfax, on Monday)", THURSDAY, "2004-11-29", id="on-weekday"),
        pytest.param("(Interfax, yesterday)", (1, 1, 1), "--", id="before-the-calendar"),
    ],
)
def test_dates_that_lean_on_the_article(text: str, day: tuple[int, int, int], expected: str) -> None:
    (found,) = resolved(text, on(*day))
    assert found.isoformat() == expected
    assert found.year_basis.value == ("article_date" if found.value else "unknown")
    assert found.note.endswith(".")


@pytest.mark.parametrize(
    ("text", "context", "expected", "basis"),
    [
        pytest.param("(Interfax, yesterday)", DateContext(volume_year=2004), "--", "unknown", id="day-of-a-volume"),
        pytest.param(
            "(Interfax, last December)", DateContext(volume_year=2004), "2003-12", "volume_year", id="year-before"
        ),
        pytest.param("(Interfax, last March)", DateContext(volume_year=2004), "--03", "unknown", id="either-year"),
        pytest.param("(Interfax, last March)", DateContext(series=DECEMBER), "2004-03", "issues", id="issues"),
        pytest.param("(Interfax, yesterday)", DateContext(series=DECEMBER), "--", "unknown", id="three-days-open"),
        pytest.param(
            "(Interfax, yesterday)",
            DateContext(series=DateInterval.of(date(2004, 12, 2))),
            "2004-12-01",
            "issues",
            id="one-day-open",
        ),
        pytest.param("(Interfax, Monday)", DateContext(), "--", "unknown", id="nothing-known"),
    ],
)
def test_they_are_known_when_every_open_day_says_the_same(
    text: str, context: DateContext, expected: str, basis: str
) -> None:
    (found,) = resolved(text, context)
    assert (found.isoformat(), found.year_basis.value) == (expected, basis)
