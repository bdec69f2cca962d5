"""Figures of the press diet: the numbers against rows made by hand, as records, as pages and as files."""

from __future__ import annotations

import csv
import datetime
import io
import statistics
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from articles import figures
from articles.models import Citation
from articles.services.settling import settle
from articles.views.csv_lines import csv_response, safe_cell
from articles.views.figures.diet import FIGURES, SHOWN
from tests import factories
from tests.public_site import SECRET, grow, hide

ONE, TWO = datetime.date(2004, 12, 1), datetime.date(2005, 3, 1)
ALL_TABLES = [
    pytest.param(figure, table, id=f"{figure.slug}-{table.key}") for figure in FIGURES for table in figure.tables
]


def article(day: datetime.date | None = ONE, publication: str = "edm", **fields: Any) -> Any:
    """An article in an issue of its own."""
    home = factories.PublicationFactory(
        slug=publication, title=f"The {publication}", abbreviation="" if publication != "edm" else "EDM"
    )
    issue = factories.IssueFactory(publication=home, issued=day, issued_precision="day" if day else "")
    return factories.ArticleFactory(issue=issue, **fields)


def cite(of: Any, source: Any, days: int | None = 1, **fields: Any) -> Any:
    """A citation in the article ``of``, dated so many days before it."""
    if days is None:
        fields |= {"cited_date": None, "cited_precision": ""}
    elif "cited_date" not in fields:
        fields["cited_date"] = (of.date_earliest or ONE) - datetime.timedelta(days=days)
    return factories.CitationFactory(article=of, source=source, **fields)


def public() -> Any:
    return Citation.objects.in_public()


def written(client: Client, address: str) -> list[list[str]]:
    """The rows of a file."""
    response = client.get(address)
    assert response.status_code == 200
    return list(csv.reader(io.StringIO(b"".join(response).decode())))


@pytest.fixture
def press(db: None) -> dict[str, Any]:
    """Two years, two authors, three outlets; beside them all that must not count."""
    wire = factories.SourceFactory(name="Wire", slug="wire", kind="agency", country="KZ")
    daily = factories.SourceFactory(name="Daily", slug="daily", country="KZ")
    guess = factories.SourceFactory(name="Guess", slug="guess", review="suggested")
    one, two, undated = article(), article(TWO, publication="tsw"), article(None)
    ada = factories.AuthorFactory(name="Ada", slug="ada", sort_name="A")
    ben = factories.AuthorFactory(name="Ben", slug="ben", sort_name="B")
    for signed, author in ((one, ada), (two, ada), (two, ben)):
        factories.AuthorshipFactory(article=signed, author=author)
    for source in (wire, wire, daily):
        cite(one, source)
    cite(two, wire)
    cite(two, guess, 61)
    cite(undated, daily)
    not_counted(one, wire, daily)
    return {"one": one, "two": two, "undated": undated, "wire": wire, "daily": daily}


def not_counted(shown: Any, wire: Any, daily: Any) -> None:
    """What readers do not see, and what is no citation of an outlet."""
    for status in ("draft", "in_review", "withdrawn"):
        hidden = article(status=status)
        cite(hidden, wire, 100)
        cite(hidden, None, source_text="Hidden name")
        cite(hidden, wire, kind="cross_reference", resolution="waiting")
    cite(shown, wire, 100, review="rejected")
    cite(shown, wire, 100, start=None, end=None)
    cite(shown, daily, None, kind="cross_reference", resolution="resolved", target=factories.ArticleFactory())
    cite(shown, None, None, source_text="")
    cite(shown, factories.SourceFactory(name="Refused", slug="refused", review="rejected"), None)


# Outlets -------------------------------------------------------------------------------------------------------------


def numbers(row: figures.Diet) -> tuple[int, int, int, float]:
    return row.citations, row.articles, row.outlets, row.outlets_per_article


def test_by_year_the_undated_come_last(press: dict[str, Any]) -> None:
    assert [(row.year, *numbers(row)) for row in figures.by_year(public())] == [
        ("2004", 3, 1, 2, 2.0),
        ("2005", 2, 1, 2, 2.0),
        ("", 1, 1, 1, 1.0),
    ]


def test_by_author_an_article_of_two_counts_for_each(press: dict[str, Any]) -> None:
    assert [(row.author, row.address, *numbers(row)) for row in figures.by_author(public())] == [
        ("Ada", "/authors/ada/", 5, 2, 3, 2.0),
        ("Ben", "/authors/ben/", 2, 1, 2, 2.0),
        ("", "", 1, 1, 1, 1.0),
    ]


def test_by_country_the_unknown_is_a_group(press: dict[str, Any]) -> None:
    assert [(row.code, row.country, *numbers(row)) for row in figures.by_country(public())] == [
        ("KZ", "Kazakhstan", 5, 3, 2, 1.33),
        ("", "", 1, 1, 1, 1.0),
    ]


def test_by_outlet_the_most_cited_comes_first(press: dict[str, Any]) -> None:
    assert [(row.outlet, row.kind, row.address, *numbers(row)) for row in figures.by_outlet(public())] == [
        ("Wire", "agency", "/sources/wire/", 3, 2, 1, 1.0),
        ("Daily", "newspaper", "/sources/daily/", 2, 2, 1, 1.0),
        ("Guess", "newspaper", "/sources/guess/", 1, 1, 1, 1.0),
    ]


def test_the_numbers_of_the_whole(press: dict[str, Any]) -> None:
    facts = {fact.label: fact.count for fact in figures.diet_facts(public())}
    assert list(facts.values()) == [6, 3, 3]


# Lag -----------------------------------------------------------------------------------------------------------------


def test_every_lag_falls_into_its_bucket(db: None) -> None:
    home, source = article(), factories.SourceFactory(name="Wire")
    days = [-400, -1, 0, 0, 7, 8, 14, 15, 30, 31, 60, 61, 4000]
    for lag in days:
        cite(home, source, lag)
    found = list(figures.by_lag(public()))
    assert [(row.first, row.last) for row in found] == list(figures.BUCKETS)
    expected = [
        sum((first is None or first <= lag) and (last is None or lag <= last) for lag in days)
        for first, last in figures.BUCKETS
    ]
    assert [row.citations for row in found] == expected
    assert sum(expected) == len(days)
    assert [fact.count for fact in figures.lag_facts(public())] == [len(days), 2, 2]


def test_only_what_is_known_to_the_day_is_measured(db: None) -> None:
    source = factories.SourceFactory(name="Wire")
    home = article()
    cite(home, source, 200, cited_precision="month")
    cite(home, source, 200, cited_date_end=ONE)
    cite(home, source, None)
    cite(article(None), source, 200)
    for fields in (
        {"date_basis": "inferred"},
        {"date_latest": None, "date_basis": "inferred"},
        {"date_latest": ONE + datetime.timedelta(days=1)},
    ):
        cite(article(**fields), source, 200)
    assert not list(figures.outliers(public()))
    assert figures.lag_facts(public())[0].count == 0
    cite(home, source, 200)
    assert len(list(figures.outliers(public()))) == 1


@pytest.mark.parametrize(
    ("lags", "median"),
    [
        pytest.param([4], 4, id="one"),
        pytest.param([1, 2], 1.5, id="two"),
        pytest.param([9, 1, 1, 1], 1, id="ties-below"),
        pytest.param([1, 1, 3, 3], 2, id="between-ties"),
        pytest.param([-3, 100, 2], 2, id="outliers-on-both-sides"),
        pytest.param([-5, -1], -3, id="negative"),
    ],
)
def test_the_median_of_an_outlet(db: None, lags: list[int], median: float) -> None:
    home, source = article(), factories.SourceFactory(name="Wire", slug="wire")
    for lag in lags:
        cite(home, source, lag)
    assert list(figures.lag_by_outlet(public())) == [figures.OutletLag("Wire", len(lags), median, "/sources/wire/")]


def test_medians_are_of_each_outlet_and_the_most_cited_come_first(db: None) -> None:
    home = article()
    for name, lags in (("One", [5]), ("Two", [1, 2]), ("Three", [8, 9, 10])):
        source = factories.SourceFactory(name=name, slug=name.lower())
        for lag in lags:
            cite(home, source, lag)
    found = [(row.outlet, row.median_days) for row in figures.lag_by_outlet(public())]
    assert found == [("Three", 9), ("Two", 1.5), ("One", 5)]
    assert [row.outlet for row in figures.lag_by_outlet(public(), 2)] == ["Three", "Two"]


@pytest.mark.parametrize("days", [[0], [1, 4], [3, 1, 2], [0, 0, 0, 9, 70], [-2, 5, 5, 6], [1, 2] * 7])
def test_the_ages_of_a_source_their_median_and_their_file(client: Client, db: None, days: list[int]) -> None:
    wire = factories.SourceFactory(name="Wire", slug="wire")
    for lag in days:
        cite(article(), wire, lag)
    cite(article(), factories.SourceFactory(name="Other"), 40)
    cite(article(None), wire)
    found = figures.lags(public().of(wire))
    assert found is not None
    assert (found.citations, found.median_days) == (len(days), statistics.median(days))
    assert found.buckets == tuple(figures.by_lag(public().of(wire)))
    page = client.get("/sources/wire/")
    assert page.context["lags"] == found
    assert f"{statistics.median(days):g} days old" in page.content.decode()
    counts = {name: int(count) for name, count in written(client, "/sources/wire/lag.csv")[1:]}
    assert sum(counts.values()) == len(days)
    assert counts["1"] == days.count(1)
    assert counts["dated after the article"] == sum(lag < 0 for lag in days)


def test_no_age_is_known(client: Client, db: None) -> None:
    cite(article(None), factories.SourceFactory(name="Wire", slug="wire"))
    assert figures.lags(public()) is None
    assert "days old" not in client.get("/sources/wire/").content.decode()


def test_outliers_lead_to_their_words(press: dict[str, Any]) -> None:
    late = cite(press["one"], press["wire"], -1, written_date="December 2", year_basis="volume_year")
    found = list(figures.outliers(public()))
    assert [(row.outlet, row.days) for row in found] == [("Guess", 61), ("Wire", -1)]
    assert found[1].address == late.get_absolute_url()
    assert (str(found[1].article_date), str(found[1].cited_date)) == ("1 December 2004", "2 December 2004")
    assert (found[1].written_date, found[1].year_basis) == ("December 2", "volume_year")


# Unresolved ----------------------------------------------------------------------------------------------------------


def test_references_that_lead_nowhere(press: dict[str, Any]) -> None:
    one, wire = press["one"], press["wire"]
    waiting = cite(one, wire, kind="cross_reference", resolution="waiting")
    several = cite(one, wire, kind="cross_reference", resolution="ambiguous", cited_precision="month", cited_date=TWO)
    unknown = cite(one, None, None, kind="cross_reference", resolution="unmatched", source_text="The Other")
    found = list(figures.open_references(public()))
    assert [(row.state, row.outlet, row.address) for row in found] == [
        ("waiting", "Wire", waiting.get_absolute_url()),
        ("waiting", "Wire", several.get_absolute_url()),
        ("unmatched", "The Other", unknown.get_absolute_url()),
    ]
    assert [str(row.cited_date) for row in found] == ["30 November 2004", "March 2005", "None"]


@pytest.mark.parametrize("status", ["draft", "in_review"])
@pytest.mark.parametrize("published", [0, 1, 2])
def test_a_draft_that_may_be_meant_shows_in_no_figure(press: dict[str, Any], status: str, published: int) -> None:
    """As the only article of the day, or as a further one: the figures are those of the page, linked or not."""
    day = datetime.date(2004, 10, 5)
    own = factories.SourceFactory(name="EDM", slug="edm", kind="archive", publication=factories.PublicationFactory())
    issue = factories.IssueFactory(number="99", issued=day)
    for _ in range(published):
        factories.ArticleFactory(issue=issue)
    held = {"cited_date": day, "cited_precision": "day"}
    reference = factories.CitationFactory(article=press["one"], source=own, kind="cross_reference", **held)
    figured = []
    for draft in (False, True):
        if draft:
            factories.ArticleFactory(issue=issue, status=status)
        settle([reference])
        reference.refresh_from_db()
        linked = reference.target is not None and reference.target.is_public
        states = [row.state for row in figures.open_references(public())]
        facts = [fact.count for fact in figures.unresolved_facts(public())[:2]]
        assert (states, facts) == (([], [0, 0]) if linked else (["waiting"], [1, 0]))
        figured.append(states)
    if published != 1:  # with one public article the page itself must stop to link it: the draft may be the one
        assert figured[0] == figured[1]


def test_names_that_no_editor_has_matched(press: dict[str, Any]) -> None:
    first = cite(press["one"], None, source_text="Evening Post")
    cite(press["two"], None, source_text="Evening Post")
    cite(press["two"], None, source_text="Morning Post")
    found = [(row.name, row.state, row.citations) for row in figures.open_names(public())]
    assert found == [("Evening Post", "unmatched", 2), ("Guess", "suggested", 1), ("Morning Post", "unmatched", 1)]
    assert next(figures.open_names(public())).address == first.get_absolute_url()
    assert [fact.count for fact in figures.unresolved_facts(public())] == [0, 0, 3, 1]


# Pages and files -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("figure", "table"), ALL_TABLES)
def test_a_file_has_the_rows_of_its_page(client: Client, press: dict[str, Any], figure: Any, table: Any) -> None:
    cite(press["one"], press["wire"], kind="cross_reference", resolution="waiting")
    page = client.get(f"/figures/{figure.slug}/?by={table.key}")
    header, *rows = written(client, f"/figures/{figure.slug}.csv?by={table.key}")
    assert header == table.header
    assert rows
    assert len(rows) == len(page.context["rows"])
    for line, (address, cells) in zip(rows, page.context["rows"], strict=True):
        values = dict(zip(header, line, strict=True))
        if table.has_address:
            assert values["address"] == (f"http://testserver{address}" if address else "")
        for column, cell in zip(table.columns, cells, strict=True):
            if cell.decimals:
                assert float(values[column.name]) == cell.value
            elif cell.is_missing:
                assert values[column.name] == ""
            else:
                assert values[column.name]


def test_the_file_of_outlets_by_year(client: Client, press: dict[str, Any]) -> None:
    response = client.get("/figures/outlets.csv?by=year")
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="outlets-by-year.csv"'
    assert response.streaming
    assert b"".join(response).decode() == (
        "year,citations,articles,outlets,outlets_per_article\r\n2004,3,1,2,2.0\r\n2005,2,1,2,2.0\r\n,1,1,1,1.0\r\n"
    )


@pytest.mark.parametrize("publication", ["tsw", "TSW", "The tsw"])
def test_a_publication_narrows_page_and_file(client: Client, press: dict[str, Any], publication: str) -> None:
    asked = {"by": "outlet", "publication": publication}
    page = client.get("/figures/outlets/", asked)
    assert [cells[0].value for _, cells in page.context["rows"]] == ["Guess", "Wire"]
    assert [fact.count for fact in page.context["facts"]] == [2, 1, 2]
    assert 'href="../outlets.csv?by=outlet&amp;publication=tsw"' in page.content.decode()
    assert [row[0] for row in written(client, "/figures/outlets.csv?by=outlet&publication=tsw")[1:]] == [
        "Guess",
        "Wire",
    ]


def test_several_publications_widen(client: Client, press: dict[str, Any]) -> None:
    rows = written(client, "/figures/outlets.csv?publication=tsw&publication=edm")
    assert [row[0] for row in rows[1:]] == ["2004", "2005", ""]


@pytest.mark.parametrize("query", ["by=weather", "publication=nowhere", "by=year%00&publication=%00x", "by=-1"])
def test_what_there_is_not_is_refused_in_words(client: Client, press: dict[str, Any], query: str) -> None:
    page = client.get(f"/figures/outlets/?{query}")
    assert page.status_code == 200
    assert page.context["problems"]
    assert "rows" not in page.context
    file = client.get(f"/figures/outlets.csv?{query}")
    assert file.status_code == 400
    assert file.content.decode() == "\n".join(page.context["problems"])


def test_a_formula_in_a_name_is_text_in_a_file(client: Client, press: dict[str, Any]) -> None:
    formula = '=HYPERLINK("https://example.org")'
    press["wire"].name = formula
    press["wire"].save()
    cite(press["one"], press["wire"], -3)
    assert written(client, "/figures/outlets.csv?by=outlet")[1][0] == f"'{formula}"
    rows = {row[2]: row for row in written(client, "/figures/lag.csv?by=outlier")}
    assert rows[f"'{formula}"][6] == "-3"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param("=1+1", "'=1+1", id="equals"),
        pytest.param("+1", "'+1", id="plus"),
        pytest.param("-1", "'-1", id="minus"),
        pytest.param("@SUM(A1)", "'@SUM(A1)", id="at"),
        pytest.param("\t=1", "'\t=1", id="tab"),
        pytest.param("Wire = News", "Wire = News", id="inside"),
        pytest.param(-1, -1, id="negative-number"),
        pytest.param(None, "", id="nothing"),
    ],
)
def test_cells(value: Any, expected: Any) -> None:
    assert safe_cell(value) == expected


@given(st.lists(st.text(alphabet=st.characters(exclude_categories=["Cs"]), min_size=1), min_size=1, max_size=4))
def test_a_file_reads_back_as_it_was_written_and_starts_no_formula(texts: list[str]) -> None:
    content = b"".join(csv_response(["a"] * len(texts), [texts], "x.csv")).decode()
    _, row = csv.reader(io.StringIO(content, newline=""))
    assert [cell.removeprefix("'") for cell in row] == [text.removeprefix("'") for text in texts]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row)


def test_a_long_table_is_cut_on_the_page_only(client: Client, db: None) -> None:
    home = article()
    for number in range(SHOWN + 1):
        cite(home, factories.SourceFactory(name=f"Gazette {number:03}", slug=f"g-{number}"))
    page = client.get("/figures/outlets/?by=outlet")
    assert len(page.context["rows"]) == SHOWN
    assert f"the first {SHOWN} are shown" in page.content.decode()
    assert len(written(client, "/figures/outlets.csv?by=outlet")) == 1 + SHOWN + 1


def test_an_empty_archive_has_empty_figures(client: Client, db: None) -> None:
    for figure in FIGURES:
        for table in figure.tables:
            assert client.get(f"/figures/{figure.slug}/?by={table.key}").status_code == 200
    assert written(client, "/figures/outlets.csv") == [
        ["year", "citations", "articles", "outlets", "outlets_per_article"]
    ]
    assert "There is none." in client.get("/figures/outlets/").content.decode()


@pytest.mark.parametrize(("figure", "table"), ALL_TABLES)
def test_a_file_asks_one_question_and_tells_no_secret(client: Client, db: None, figure: Any, table: Any) -> None:
    address = f"/figures/{figure.slug}.csv?by={table.key}"
    grow(3)
    before = written(client, address)
    hide()
    with CaptureQueriesContext(connection) as asked:
        after = written(client, address)
    assert after == before
    assert SECRET.lower() not in str(after).lower()
    assert len([query for query in asked if "articles_citation" in query["sql"]]) == 1
