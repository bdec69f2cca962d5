"""The index stays true: after every way in which something is written, on both databases, without anybody's care."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from articles import search
from articles.models import Article, Author, Authorship, Batch, Citation, Source
from articles.search import index
from articles.search.entry import Entry
from articles.services.extraction import extract_archive
from articles.services.ingest import IngestOptions, ingest_files
from articles.services.sources import merge_sources
from articles.services.undoing import undo
from tests import factories

pytestmark = pytest.mark.django_db


def found(text: str) -> list[str]:
    """The headlines of the articles that a query finds, after whatever has just been written."""
    return list(
        Article.objects.filter(pk__in=list(search.ids(text))).order_by("headline").values_list("headline", flat=True)
    )


@pytest.fixture
def article() -> Article:
    made: Article = factories.ArticleFactory(headline="Old", body="Almaty (Interfax, November 30).")
    assert found("almaty") == ["Old"]
    return made


# Every way of writing ----------------------------------------------------------------------------------------------


def by_save(article: Article) -> None:
    article.body = "To Bishkek."
    article.save()


def by_bulk_update(article: Article) -> None:
    article.body = "To Bishkek."
    Article.objects.bulk_update([article], ["body"])


def by_update(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(body="To Bishkek.")


def by_sql(article: Article) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE articles_article SET body = 'To Bishkek.' WHERE id = %s", [article.pk])


@pytest.mark.parametrize("write", [by_save, by_bulk_update, by_update, by_sql])
def test_a_changed_text_is_found_by_its_new_words_alone(article: Article, write: Callable[[Article], None]) -> None:
    write(article)
    assert (found("bishkek"), found("almaty")) == (["Old"], [])


def test_new_articles_are_found_however_they_are_made(article: Article) -> None:
    one = factories.ArticleFactory.build(headline="Bulk", body="Dushanbe.", issue=article.issue, position=7)
    Article.objects.bulk_create([one])
    assert found("dushanbe") == ["Bulk"]
    same = factories.ArticleFactory.build(headline="Upsert", body="Khujand.", issue=article.issue, position=7)
    same.sort_date = None
    Article.objects.bulk_create(
        [same], update_conflicts=True, unique_fields=["issue", "position"], update_fields=["headline", "body"]
    )
    assert (found("khujand"), found("dushanbe")) == (["Upsert"], [])


@pytest.mark.parametrize(
    "delete", [lambda one: one.delete(), lambda one: Article.objects.all()._raw_delete("default")], ids=["orm", "raw"]
)
def test_deleted_articles_are_found_no_more(article: Article, delete: Callable[[Article], Any]) -> None:
    delete(article)
    assert list(search.ids("almaty")) == []
    assert search.count("-nothing") == 0


def test_the_admin_is_followed(article: Article, admin_client: Client) -> None:
    address = reverse("admin:articles_article_change", args=[article.pk])
    page = admin_client.get(address)
    forms = [page.context["adminform"].form]
    forms += [formset.formset.management_form for formset in page.context["inline_admin_formsets"]]
    posted = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    posted = {name: "" if value is None else value for name, value in posted.items()}
    admin_client.post(address, posted | {"headline": "New", "body": "Astana (Interfax, November 30)."})
    assert (found("astana"), found("headline:new"), found("almaty")) == (["New"], ["New"], [])


TEXT = (
    "Publication: Eurasia Daily Monitor Volume: 1 Issue: 140\nTitle: Ministers Meet\nAuthor: Ada Author\n"
    "Date: December 2, 2004\n\nMinisters met in Dushanbe (Kaspii, December 1)."
)


def test_an_import_is_followed_and_so_is_its_undo() -> None:
    ingest_files([("one.txt", TEXT.encode())], IngestOptions())
    assert found("dushanbe author:ada source:kaspii") == ["Ministers Meet"]
    ingest_files([("one.txt", TEXT.replace("Dushanbe", "Khujand").encode())], IngestOptions())
    assert (found("dushanbe"), found("khujand")) == ([], ["Ministers Meet"])
    changed, made = Batch.objects.order_by("-pk")
    undo(changed, None)
    assert (found("dushanbe"), found("khujand")) == (["Ministers Meet"], [])
    undo(made, None)
    assert search.count("dushanbe") == 0


def test_an_extraction_is_followed(article: Article) -> None:
    assert found("source:interfax") == []
    extract_archive(Article.objects.all())
    assert found("source:interfax") == ["Old"]


def test_fixtures_are_followed(article: Article, tmp_path: Path) -> None:
    factories.AuthorshipFactory(article=article, author=factories.AuthorFactory(name="Cora Clay"))
    path = tmp_path / "dump.json"
    call_command("dumpdata", "articles", natural_foreign=True, natural_primary=True, output=str(path))
    rows = json.loads(path.read_text("utf-8"))
    assert not [row for row in rows if "search" in row["model"]], "what is derived is in no fixture"
    Article.objects.all().delete()
    assert search.count("author:clay") == 0
    call_command("loaddata", str(path), verbosity=0)
    assert found("almaty author:clay") == ["Old"]


# What an entry tells beside the text -------------------------------------------------------------------------------


def test_bylines_are_followed(article: Article) -> None:
    author, other = factories.AuthorFactory(name="Ada Sample"), factories.AuthorFactory(name="Ben Trial")
    byline = factories.AuthorshipFactory(article=article, author=author, credited_name="A. Specimen")
    assert (found("author:sample"), found("author:specimen")) == (["Old"], ["Old"])
    Author.objects.filter(pk=author.pk).update(name="Ada Renamed")
    assert (found("author:sample"), found("author:renamed")) == ([], ["Old"])
    Authorship.objects.filter(pk=byline.pk).update(author=other)
    assert (found("author:renamed"), found("author:trial")) == ([], ["Old"])
    moved = factories.ArticleFactory(headline="Moved")
    Authorship.objects.filter(pk=byline.pk).update(article=moved)
    assert found("author:trial") == ["Moved"]
    byline.delete()
    assert found("author:trial") == []


def test_citations_are_followed(article: Article) -> None:
    tass, interfax = factories.SourceFactory(name="Tass"), factories.SourceFactory(name="Interfax")
    citation = factories.CitationFactory(article=article, source=tass, source_text="ITAR-TASS")
    assert (found("source:tass"), found('source:"itar tass"')) == (["Old"], ["Old"])
    Citation.objects.filter(pk=citation.pk).update(review="rejected")
    assert found("source:tass") == []
    Citation.objects.filter(pk=citation.pk).update(review="accepted", source_text="")
    assert (found("source:tass"), found("source:itar")) == (["Old"], [])
    Source.objects.filter(pk=tass.pk).update(name="Telegraph")
    assert (found("source:tass"), found("source:telegraph")) == ([], ["Old"])
    merge_sources(interfax, tass, user=None, reason="one agency")
    assert (found("source:telegraph"), found("source:interfax")) == ([], ["Old"])
    undo(Batch.objects.get(), None)
    assert (found("source:telegraph"), found("source:interfax")) == (["Old"], [])
    Citation.objects.filter(pk=citation.pk).update(start=None, end=None)
    assert found("source:telegraph") == []


def test_a_decision_that_tells_the_index_nothing_marks_nothing(article: Article) -> None:
    citation = factories.CitationFactory(article=article)
    index.refresh()
    Citation.objects.filter(pk=citation.pk).update(review="accepted", number=9)
    Article.objects.filter(pk=article.pk).update(section="Energy", status="draft")
    assert index.pending() == 0


# When it is folded in ----------------------------------------------------------------------------------------------


def test_a_batch_leaves_nothing_waiting(article: Article, django_capture_on_commit_callbacks: Any) -> None:
    index.refresh()
    with django_capture_on_commit_callbacks(execute=True):
        ingest_files([("one.txt", TEXT.encode())], IngestOptions())
    assert index.pending() == 0
    with django_capture_on_commit_callbacks(execute=True):
        undo(Batch.objects.get(), None)
    assert index.pending() == 0


def test_a_search_folds_in_a_little_at_a_time(article: Article, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(3):
        factories.ArticleFactory(body="Almaty.")
    monkeypatch.setattr(index, "SMALL", 2)
    assert index.refresh_small() == 1
    assert (index.refresh_small(), index.pending()) == (0, 0)
    assert Article.objects.filter(search.matching("almaty")).count() == 4


def test_one_author_of_many_articles_is_folded_in_bit_by_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    author = factories.AuthorFactory(name="Ada Sample")
    for _ in range(5):
        factories.AuthorshipFactory(author=author)
    index.refresh()
    monkeypatch.setattr(index, "CHUNK", 2)
    monkeypatch.setattr(index, "SMALL", 2)
    Author.objects.update(name="Ada Renamed")
    assert index.refresh_small() > 2
    assert search.count("author:renamed") == 5


def test_a_change_that_is_taken_back_with_its_transaction_leaves_nothing(article: Article) -> None:
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(body="To Bishkek.")
        assert found("bishkek") == ["Old"]
        transaction.set_rollback(True)
    assert (found("bishkek"), found("almaty")) == ([], ["Old"])


# Compared and made anew --------------------------------------------------------------------------------------------


def spoil(article: Article, other: Article) -> None:
    """An entry that differs, one that is missing, and one of no article; and on PostgreSQL a vector that differs."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search WHERE article_id = %s", [other.pk])
    index.write({article.pk: Entry(body=" wrong "), 999_999: Entry(body=" wrong ")})


def test_what_differs_is_found_told_and_mended(article: Article, capsys: pytest.CaptureFixture[str]) -> None:
    other = factories.ArticleFactory(body="Almaty.", headline="Other")
    index.refresh()
    call_command("search_index", "--check")
    assert "2 articles compared: every entry is right." in capsys.readouterr().out
    spoil(article, other)
    assert {(found.kind, found.record, found.what) for found in index.check()} == {
        ("article", article.pk, "different"),
        ("article", other.pk, "missing"),
        ("article", 999_999, "left over"),
    }
    with pytest.raises(CommandError, match="3 entries differ from their articles"):
        call_command("search_index", "--check")
    call_command("search_index", "--rebuild")
    call_command("search_index", "--check")
    assert found("almaty") == ["Old", "Other"]


def test_a_damaged_index_of_the_database_is_found_and_mended(article: Article) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("INSERT INTO articles_search_fts (articles_search_fts) VALUES ('delete-all')")
        else:
            cursor.execute("UPDATE articles_search SET vector = CAST(%s AS tsvector)", ["'wrong'"])
    assert found("almaty") == []
    with pytest.raises(CommandError):
        call_command("search_index", "--check")
    call_command("search_index", "--rebuild")
    call_command("search_index", "--check")
    assert found("almaty") == ["Old"]


def test_the_check_tells_what_waits_and_does_not_call_it_wrong(
    article: Article, capsys: pytest.CaptureFixture[str]
) -> None:
    author = factories.AuthorFactory(name="Ada Sample")
    factories.AuthorshipFactory(article=factories.ArticleFactory(), author=author)
    index.refresh()
    Author.objects.update(name="Ada Renamed")
    Article.objects.filter(pk=article.pk).update(body="To Bishkek.")
    call_command("search_index", "--check")
    assert "Changes of 2 records wait" in capsys.readouterr().out
    call_command("search_index")
    assert "2 entries written; nothing waits." in capsys.readouterr().out
    assert index.pending() == 0
