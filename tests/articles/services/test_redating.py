"""The dates around an undated article: where it stands in the series, in any order of arrival, and taken back."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

import pytest
from django.core import serializers
from django.db import connection, models
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Batch, Citation, Issue, Publication, Source
from articles.services.extraction import extract_archive
from articles.services.finding import find_in
from articles.services.ingest import IngestOptions, ingest_files
from articles.services.redating import AlreadyDatedError, confirm, date_issue
from articles.services.undoing import undo
from tests.factories import (
    ArticleFactory,
    CitationFactory,
    IssueFactory,
    PublicationFactory,
    SourceFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db

BEFORE, AFTER = datetime.date(2004, 12, 1), datetime.date(2004, 12, 3)


def text(
    number: str | int, date: str = "", body: str = "Ministers met (Interfax, November 26).", volume: int = 1
) -> str:
    """A file of one article: its masthead, its date where it has one, its text."""
    head = f"Publication: Eurasia Daily Monitor Volume: {volume} Issue: {number}\nTitle: Of {volume} {number}"
    return f"{head}\n{f'Date: {date}' if date else ''}\n\n{body}"


def imported(*texts: str) -> Batch | None:
    report = ingest_files([(f"{n}.txt", one.encode()) for n, one in enumerate(texts)], IngestOptions())
    assert report.ok, report.errors
    return Batch.objects.get(reference=report.batch) if report.batch else None


def article(number: str | int = 138, volume: int = 1) -> Article:
    return Article.objects.select_related("issue__publication").get(issue__number=str(number), issue__volume=volume)


def interval(number: str | int = 138, volume: int = 1) -> tuple[Any, Any]:
    found = article(number, volume)
    return found.date_earliest, found.date_latest


#: What differs between two databases with the same content.
_UNSTABLE = ("created_at", "changed_at")


def state() -> list[str]:
    """All that the archive says of its texts, by natural keys, in an order that no primary key decides."""
    rows: list[str] = []
    for model in (Publication, Issue, Article, Source, Citation):
        fields = [field.name for field in model._meta.fields if field.name not in (*_UNSTABLE, "id")]
        data = serializers.serialize(
            "jsonl",
            model.objects.order_by(),
            fields=fields,
            use_natural_foreign_keys=True,
            use_natural_primary_keys=True,
        )
        rows.extend(line for line in data.splitlines() if line)
    return sorted(rows)


def bytes_of(*kinds: type[models.Model]) -> list[str]:
    """Every row with all its columns."""
    return [serializers.serialize("json", kind._default_manager.order_by("pk")) for kind in kinds]


SERIES = (
    text(137, "December 1, 2004"),
    text(138, body="They met (Interfax, November 26), as reported (see EDM, December 1)."),
    text("139-140", "December 3, 2004", body="They met again (see EDM, December 2)."),
    text(141, body="They parted (Interfax, December 2)."),
)
#: A January issue cites days of the year before, which the year of its volume alone would put into its own.
NEW_YEAR = (
    text(1, "January 3, 2005", volume=2),
    text(2, body="They met (Interfax, December 30).", volume=2),
    text(3, "January 6, 2005", volume=2),
)


@pytest.mark.parametrize(
    ("series", "order"),
    [
        pytest.param(series, order, id=f"{name}-{''.join(map(str, order))}")
        for name, series in (("december", SERIES), ("new-year", NEW_YEAR))
        for order in itertools.permutations(range(len(series)))
    ],
)
def test_any_order_of_arrival_gives_the_same_archive(series: tuple[str, ...], order: tuple[int, ...]) -> None:
    SourceFactory(name="Interfax", slug="interfax")  # the first to cite an unknown name is told so
    imported(*series)
    expected = state()
    Article.objects.all().delete()
    Issue.objects.all().delete()
    for index in order:
        imported(series[index])
    assert state() == expected
    report = ingest_files([(f"{n}.txt", one.encode()) for n, one in enumerate(series)])
    assert (report.summary[:22], report.batch) == ("0 created, 0 changed, ", "")
    assert state() == expected


def test_an_undated_article_lies_between_the_dated_issues_around_it() -> None:
    imported(*SERIES)
    assert interval(138) == (BEFORE, AFTER)
    assert article(138).date_reasons[1:3] == [
        "The issue before it, EDM 1/137, is of 1 December 2004, so it is not before 1 December 2004.",
        "The issue after it, EDM 1/139-140, is of 3 December 2004, so it is not after 3 December 2004.",
    ]
    assert interval(141) == (AFTER, datetime.date(2004, 12, 31))
    reference = Citation.objects.get(article=article(138), kind="cross_reference")
    assert reference.target == article(137)


def test_the_issues_around_it_give_the_year_of_what_it_cites() -> None:
    imported(*NEW_YEAR)
    assert interval(2, 2) == (datetime.date(2005, 1, 3), datetime.date(2005, 1, 6))
    cited = Citation.objects.get(article=article(2, 2))
    assert (cited.cited_date, cited.year_basis) == (datetime.date(2004, 12, 30), "issues")


def test_a_citation_after_the_next_issue_is_reported() -> None:
    imported(*SERIES[:1], text(138, body="They met (Interfax, December 20)."), *SERIES[2:])
    found = article(138)
    assert (found.date_basis, interval(138)) == ("unknown", (None, None))
    assert "Interfax of 20 December 2004" in found.date_reasons[0]
    assert found.date_reasons[-1] == (
        "These contradict each other: not before 20 December 2004, and not after 3 December 2004."
    )


def test_own_dates_are_never_inferred_again() -> None:
    issue = IssueFactory(number="138", issued=None, issued_precision="")
    for basis, position in (("stated", 1), ("editor", 2)):
        ArticleFactory(issue=issue, position=position, date_earliest=datetime.date(2004, 6, 1), date_basis=basis)
    before = bytes_of(Article)
    imported(*SERIES[:1], *SERIES[2:])
    assert bytes_of(Article)[0].startswith(before[0].strip()[:-1])


def test_only_the_articles_between_the_nearest_dated_issues_are_read_again() -> None:
    imported(
        *(text(number) for number in (10, 20, 30, 40, 50)), text(15, "December 1, 2004"), text(45, "December 9, 2004")
    )
    with CaptureQueriesContext(connection) as captured:
        imported(text(35, "December 6, 2004"))
    written = [query["sql"] for query in captured if query["sql"].startswith('UPDATE "articles_article"')]
    # The new one once, when its citations are known; the undated 20 and 30 before it, and 40 after it.
    redated = {number for number in (10, 20, 30, 40, 50) if "35" in str(article(number).date_reasons)}
    assert redated == {20, 30, 40}
    assert len(written) <= len(redated) + 1


def queries_to_import(count: int, first: int) -> int:
    """How many queries it takes to import ``count`` dated issues and as many undated ones, each after the other."""
    days = (datetime.date(2004, 1, 1) + datetime.timedelta(n) for n in range(first, first + count))
    texts = [
        one
        for number, day in zip(range(first, first + count), days, strict=True)
        for one in (text(2 * number, f"{day:%B %d, %Y}", body="Nothing."), text(2 * number + 1, body="Nothing."))
    ]
    with CaptureQueriesContext(connection) as captured:
        imported(*texts)
    return len(captured)


def test_the_work_of_an_import_grows_with_its_size_only() -> None:
    imported(text(1000, "December 1, 2004"))
    queries_to_import(5, 1)
    few, many, late = queries_to_import(10, 10), queries_to_import(40, 50), queries_to_import(10, 110)
    assert many < 4.4 * few
    assert late <= few * 1.05


def test_a_neighbour_that_is_taken_back_leaves_everything_as_it_was() -> None:
    imported(SERIES[1])
    before = bytes_of(Publication, Issue, Article, Source, Citation)
    batch = imported(SERIES[0], SERIES[2])
    assert interval() == (BEFORE, AFTER)
    assert batch is not None
    undo(batch, None)
    assert bytes_of(Publication, Issue, Article, Source, Citation) == before
    taken_back = Batch.objects.get(takes_back=batch)
    undo(taken_back, None)
    assert interval() == (BEFORE, AFTER)
    undo(Batch.objects.get(pk=batch.pk), None)
    assert bytes_of(Publication, Issue, Article, Source, Citation) == before


def test_an_undated_article_is_taken_back_although_a_neighbour_came_later() -> None:
    first = imported(SERIES[1])
    imported(SERIES[2])
    assert first is not None
    undo(first, None)
    assert not Article.objects.filter(issue__number="138").exists()


def test_a_neighbour_is_taken_back_although_another_came_later() -> None:
    imported(SERIES[1])
    second = imported(SERIES[2])
    imported(SERIES[0])
    assert second is not None
    undo(second, None)
    assert interval() == (BEFORE, datetime.date(2004, 12, 31))
    assert "1/139" not in str(article().date_reasons)


def test_a_neighbour_that_was_there_first_is_missed_when_it_is_taken_back() -> None:
    first = imported(SERIES[0], SERIES[2])
    imported(SERIES[1])
    assert first is not None
    undo(first, None)
    assert interval() == (datetime.date(2004, 12, 1), datetime.date(2004, 12, 31))
    taken_back = Batch.objects.get(takes_back=first)
    assert {tuple(change.record) for change in taken_back.changes.filter(act="changed", model="articles.article")} == {
        ("edm", 1, "138", 1)
    }
    undo(taken_back, None)
    assert interval() == (BEFORE, AFTER)


def test_an_article_that_was_never_inferred_is_left_so_when_a_neighbour_is_taken_back() -> None:
    PublicationFactory()
    ArticleFactory(
        issue=IssueFactory(number="138", issued=None, issued_precision=""), date_basis="unknown", date_earliest=None
    )
    before = bytes_of(Publication, Issue, Article, Citation)
    batch = imported(SERIES[0])
    assert article().date_basis == "inferred"
    assert batch is not None
    undo(batch, None)
    assert bytes_of(Publication, Issue, Article, Citation) == before


def test_what_an_editor_decided_since_outlives_the_neighbour() -> None:
    imported(SERIES[1])
    second = imported(SERIES[2])
    confirm(article().pk, datetime.date(2004, 12, 2), UserFactory())
    assert second is not None
    undo(second, None)
    assert (article().date_basis, interval()) == ("editor", (datetime.date(2004, 12, 2),) * 2)


def test_a_date_of_an_issue_set_changed_and_taken_away_by_hand() -> None:
    imported(SERIES[1])
    issue = IssueFactory(number="139", issued=None, issued_precision="")
    sibling = ArticleFactory(issue=issue, date_basis="unknown", date_earliest=None)
    for day in (AFTER, datetime.date(2004, 12, 6)):
        issue.issued, issue.issued_precision = day, "day"
        issue.save()
        assert date_issue(issue) == [sibling]
        assert interval() == (BEFORE, day)
        assert interval(139) == (day, day)
    issue.issued, issue.issued_precision = None, ""
    issue.save()
    date_issue(issue)
    assert interval() == (BEFORE, datetime.date(2004, 12, 31))
    assert article(139).date_basis == "inferred"


def test_finding_and_extraction_infer_too() -> None:
    PublicationFactory()
    issue = IssueFactory(number="138", issued=None, issued_precision="")
    typed = ArticleFactory(issue=issue, date_basis="unknown", body="They met (Interfax, November 26).")
    found = find_in(Article.objects.all(), None)
    typed.refresh_from_db()
    assert (typed.date_basis, typed.date_earliest) == ("inferred", datetime.date(2004, 11, 26))
    assert found.batch is not None
    undo(found.batch, None)
    typed.refresh_from_db()
    assert typed.date_basis == "unknown"
    extract_archive(Article.objects.all())
    typed.refresh_from_db()
    assert typed.date_earliest == datetime.date(2004, 11, 26)
    assert Citation.objects.get(article=typed).year_basis == "volume_year"
    assert extract_archive(Article.objects.all()).batch == ""


# An editor's confirmation -------------------------------------------------------------------------------------------


def test_a_confirmed_day_is_one_batch_with_all_that_follows() -> None:
    imported(*SERIES)
    before = bytes_of(Issue, Article, Citation)
    referring = Citation.objects.get(article=article("139-140"), kind="cross_reference")
    assert referring.resolution == "waiting"
    user = UserFactory()
    done = confirm(article().pk, datetime.date(2004, 12, 2), user, with_issue=True)
    found = article()
    assert (found.date_basis, interval()) == ("editor", (datetime.date(2004, 12, 2),) * 2)
    assert found.date_reasons[0] == "An editor confirmed 2 December 2004."
    assert found.issue.issued == datetime.date(2004, 12, 2)
    referring.refresh_from_db()
    assert (referring.resolution, referring.target) == ("resolved", found)
    assert Citation.objects.filter(article=found, kind="press").get().year_basis == "article_date"
    assert (done.batch.created_by, done.batch.summary) == (user, "Dated “Of 1 138”: 2 December 2004")
    imported(*SERIES)
    find_in(Article.objects.all(), None)
    extract_archive(Article.objects.all())
    date_issue(found.issue)
    assert (article().date_basis, interval()) == ("editor", (datetime.date(2004, 12, 2),) * 2)
    undo(done.batch, user)
    assert bytes_of(Issue, Article, Citation) == before


def test_a_changed_file_does_not_overwrite_a_confirmed_day() -> None:
    imported(*SERIES)
    confirm(article().pk, datetime.date(2004, 12, 2), UserFactory())
    imported(SERIES[1].replace("They met", "Ministers met"))
    assert article().body.startswith("Ministers met")
    assert (article().date_basis, interval()) == ("editor", (datetime.date(2004, 12, 2),) * 2)


def test_a_confirmed_issue_dates_the_other_articles_and_bounds_the_neighbours() -> None:
    imported(SERIES[0], SERIES[1], SERIES[3])
    sibling = ArticleFactory(issue=article().issue, position=2, date_basis="unknown", date_earliest=None)
    first = Article.objects.get(issue__number="138", position=1)
    done = confirm(first.pk, datetime.date(2004, 12, 2), UserFactory(), with_issue=True)
    sibling.refresh_from_db()
    assert (sibling.date_basis, sibling.date_earliest) == ("issue", datetime.date(2004, 12, 2))
    assert interval(141) == (datetime.date(2004, 12, 2), datetime.date(2004, 12, 31))
    assert done.others == 2


def test_what_has_a_date_is_not_confirmed() -> None:
    with pytest.raises(AlreadyDatedError, match="1 December 2004, from the issue"):
        confirm(ArticleFactory().pk, BEFORE, UserFactory())


def test_a_rejected_or_doubted_citation_is_no_evidence() -> None:
    issue = IssueFactory(number="138", issued=None, issued_precision="")
    typed = ArticleFactory(issue=issue, date_basis="unknown", body="No brackets: Interfax, Tass, Itar.")
    source = SourceFactory()
    for number, (quote, day, more) in enumerate(
        [
            ("Interfax", datetime.date(2004, 11, 30), {"review": "rejected"}),
            ("Tass", datetime.date(2004, 11, 28), {"score": 0}),
            ("Itar", datetime.date(2004, 11, 26), {}),
        ]
    ):
        CitationFactory(article=typed, number=number + 1, quote=quote, source=source, cited_date=day, **more)
    date_issue(issue)
    typed.refresh_from_db()
    assert typed.date_earliest == datetime.date(2004, 11, 26)
