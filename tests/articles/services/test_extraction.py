"""Citations extracted anew: differences proposed, decisions kept, nothing deleted, alike by one process and by two."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Batch, Citation, Source
from articles.services import extraction
from articles.services.extraction import NOT_FOUND, Act, Difference, Report, extract_archive
from articles.services.undoing import undo
from tests.factories import ArticleFactory, CitationFactory, IssueFactory, SourceFactory, UserFactory

pytestmark = pytest.mark.django_db
TEXT = "They met (Interfax, November 29; ITAR-TASS, November 30). They left (see EDM, November 30)."


def run(**options: object) -> tuple[Report, list[Difference]]:
    told: list[Difference] = []
    report = extract_archive(Article.objects.all(), tell=told.append, **options)  # type: ignore[arg-type]
    return report, told


def test_new_citations_are_suggested_once() -> None:
    target = ArticleFactory(issue=IssueFactory(issued=datetime.date(2004, 11, 30)), body="Nothing is cited here.")
    article = ArticleFactory(body=TEXT)
    report, told = run()
    assert report.counts == {Act.NEW: 3}
    assert [difference.after for difference in told] == [
        "press, Interfax, 29 November 2004",
        "press, ITAR-TASS, 30 November 2004",
        "cross-reference, Eurasia Daily Monitor, 30 November 2004",
    ]
    numbers = article.citations.values_list("number", "kind", "review", "resolution", "target")
    assert list(numbers) == [
        (1, "press", "suggested", "resolved", None),
        (2, "press", "suggested", "resolved", None),
        (3, "cross_reference", "suggested", "resolved", target.pk),
    ]
    report, told = run()
    assert (report.summary, told) == ("2 articles: 0 new, 0 changed, 0 doubted, 0 kept as decided", [])
    assert report.batch == ""


def test_a_dry_run_tells_the_same_and_writes_nothing() -> None:
    ArticleFactory(body=TEXT)
    with CaptureQueriesContext(connection) as captured:
        report, told = run(dry_run=True)
    assert report.counts == {Act.NEW: 3}
    assert len(told) == 3
    assert all(query["sql"].startswith("SELECT") for query in captured.captured_queries)
    assert not Source.objects.exists()


def test_undecided_citations_take_over_what_is_found_now_and_decided_ones_stay() -> None:
    article = ArticleFactory(body=TEXT)
    run()
    Citation.objects.filter(article=article).update(cited_date=datetime.date(1999, 1, 1))
    Citation.objects.filter(article=article, number=2).update(review="accepted")
    report, told = run()
    assert report.counts == {Act.CHANGED: 2, Act.KEPT: 1}
    assert told[0].before == "press, Interfax, 1 January 1999"
    days = list(article.citations.order_by("number").values_list("cited_date", flat=True))
    assert days == [datetime.date(2004, 11, 29), datetime.date(1999, 1, 1), datetime.date(2004, 11, 30)]


def test_a_source_that_has_become_known_is_taken_over() -> None:
    article = ArticleFactory(body="They met (Kaspii, November 29).")
    run()
    suggested = Source.objects.get(name="Kaspii")
    Citation.objects.update(source=None)
    suggested.delete()
    known = SourceFactory(name="Kaspii")
    report, _ = run()
    assert report.counts == {Act.CHANGED: 1}
    assert article.citations.get().source == known


def test_what_is_found_no_more_is_doubted_once_and_stays() -> None:
    article = ArticleFactory(body="They met (in the old town). They left.")
    lost = CitationFactory(article=article, quote="(in the old town)", origin="parenthesis", number=1)
    by_hand = CitationFactory(article=article, quote="They left", origin="editor", number=2)
    decided = CitationFactory(article=article, quote="They met", origin="parenthesis", review="accepted", number=3)
    report, _ = run()
    assert report.counts == {Act.DOUBTED: 1}
    lost.refresh_from_db()
    assert (lost.score, lost.reason, lost.review, lost.span) == (0.0, NOT_FOUND, "suggested", lost.span)
    assert {by_hand.pk, decided.pk} <= set(article.citations.values_list("pk", flat=True))
    assert run()[0].counts == {}


def test_a_run_is_one_batch_that_can_be_taken_back() -> None:
    article = ArticleFactory(body=TEXT)
    report, _ = run()
    undo(Batch.objects.get(reference=report.batch), UserFactory())
    assert not article.citations.exists()
    assert not Source.objects.filter(review="suggested").exists()


def test_two_processes_find_what_one_finds() -> None:
    for number in range(5):
        ArticleFactory(body=f"{TEXT} Again (Gazette {number}, November {number + 1}).")
    alone = [str(difference) for difference in run(dry_run=True)[1]]
    assert [str(difference) for difference in run(dry_run=True, processes=2)[1]] == alone
    assert len(alone) == 20


def test_portions_go_on_after_the_last_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.services.extraction.PORTION", 2)
    articles = ArticleFactory.create_batch(5, body=TEXT)
    report, _ = run(after=articles[1].pk)
    assert (report.articles, report.last) == (3, articles[4].pk)
    assert not Citation.objects.filter(article__in=articles[:2]).exists()


def test_queries_do_not_grow_with_the_articles_of_a_portion() -> None:
    def questions(number: int) -> int:
        ArticleFactory.create_batch(number, body=TEXT)
        with CaptureQueriesContext(connection) as captured:
            run(dry_run=True)
        return len(captured.captured_queries)

    assert questions(2) == questions(20)


def test_the_command_tells_differences_and_counts(capsys: pytest.CaptureFixture[str]) -> None:
    ArticleFactory(body=TEXT)
    call_command("extract_citations", "--dry-run", "--processes", "1", verbosity=2)
    told = capsys.readouterr().out
    assert "press, Interfax, 29 November 2004" in told
    assert "1 article: 3 new, 0 changed, 0 doubted, 0 kept as decided (dry run: nothing was saved)" in told
    call_command("extract_citations", "--publication", "edm", "--volume", "1", "--processes", "1")
    assert "can be taken back" in capsys.readouterr().out
    call_command("extract_citations", "--volume", "7", "--processes", "1")
    assert "0 articles" in capsys.readouterr().out


def test_the_command_refuses_an_unknown_publication() -> None:
    with pytest.raises(CommandError, match="no publication with the slug nowhere"):
        call_command("extract_citations", "--publication", "nowhere")


SPOKEN = "President Ada Author came. “We came in peace,” she said (Interfax, November 29)."


def test_an_archive_that_knew_no_quotations_gets_them_and_decisions_stay() -> None:
    ArticleFactory(body=SPOKEN)
    run()
    found = Citation.objects.values("quotation_start", "quotation_end", "speaker_start", "speaker_end", "speaker_basis")
    known = found.get()
    assert known["speaker_basis"] == "pronoun"
    Citation.objects.update(**dict.fromkeys(known) | {"speaker_basis": ""})
    report, told = run()
    assert report.counts == {Act.CHANGED: 1}
    assert (told[0].before, told[0].after) == (
        "press, Interfax, 29 November 2004",
        "press, Interfax, 29 November 2004, quotes Ada Author",
    )
    assert found.get() == known
    undo(Batch.objects.get(reference=report.batch), UserFactory())
    assert found.get()["quotation_start"] is None
    Citation.objects.update(review="accepted")
    report, _ = run()
    assert report.counts == {Act.KEPT: 1}
    assert found.get()["quotation_start"] is None


def test_a_doubt_is_lifted_when_the_citation_is_found_again() -> None:
    article = ArticleFactory(body=TEXT)
    run()
    row = article.citations.get(number=1)
    Citation.objects.filter(pk=row.pk).update(score=0.0, reason=NOT_FOUND)
    report, _ = run()
    assert report.counts[Act.CHANGED] == 1
    lifted = article.citations.get(number=1)
    assert (lifted.score, lifted.reason) == (row.score, row.reason)


def test_a_rejected_reading_does_not_hide_the_one_that_is_found_instead() -> None:
    article = ArticleFactory(body=TEXT)
    run()
    article.citations.filter(number=2).update(source_text="Wrong reading", review="rejected")
    report, _ = run()
    assert report.counts[Act.NEW] == 1
    assert article.citations.get(number=4).source_text == "ITAR-TASS"
    assert article.citations.get(number=2).review == "rejected"


def test_what_is_rejected_as_it_is_found_is_not_suggested_again() -> None:
    article = ArticleFactory(body=TEXT)
    run()
    article.citations.filter(number=2).update(review="rejected")
    article.citations.filter(number=1).update(source_text="Interfax-Ukraine", review="accepted")
    report, _ = run()
    assert report.counts[Act.NEW] == 0


def test_a_text_that_changes_while_it_is_read_is_left_for_the_next_run(monkeypatch: pytest.MonkeyPatch) -> None:
    article = ArticleFactory(body=TEXT)
    portions = extraction._portions

    def changed_meanwhile(*args: object) -> Iterator[list[Article]]:
        for portion in portions(*args):  # type: ignore[arg-type]
            Article.objects.filter(pk=article.pk).update(body="Nothing is cited any more.", revision=F("revision") + 1)
            yield portion

    monkeypatch.setattr(extraction, "_portions", changed_meanwhile)
    report, told = run()
    assert (report.articles, told) == (0, [])
    assert not article.citations.exists()


def test_a_run_that_is_stopped_tells_how_to_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extraction, "PORTION", 1)
    first, second = ArticleFactory(body=TEXT), ArticleFactory(body=TEXT)
    compared = extraction._compare

    def stop_at_the_second(portion: list[Article], *args: Any) -> Any:
        if portion[0].pk == second.pk:
            raise KeyboardInterrupt
        return compared(portion, *args)

    monkeypatch.setattr(extraction, "_compare", stop_at_the_second)
    with pytest.raises(CommandError, match=f"Go on with --after {first.pk}"):
        call_command("extract_citations", processes=1)
    assert Batch.objects.get().summary == "Extraction (stopped before its end)"
    monkeypatch.setattr(extraction, "_compare", compared)
    call_command("extract_citations", processes=1, after=first.pk)
    assert second.citations.count() == first.citations.count() == 3
