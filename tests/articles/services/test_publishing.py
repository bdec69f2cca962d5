"""Publishing, withdrawing, taking back to draft: in one batch, and taken back byte for byte."""

from __future__ import annotations

import datetime

import pytest

from articles.models import Article
from articles.services.publishing import publish, return_to_draft, withdraw
from articles.services.undoing import undo
from tests import factories
from tests.articles.services.test_batches import dump

pytestmark = pytest.mark.django_db


def test_publish_and_take_back_byte_for_byte() -> None:
    editor = factories.UserFactory()
    factories.ArticleFactory.create_batch(2, status="draft")
    factories.ArticleFactory(status="withdrawn", withdrawal_reason="Doubled")
    factories.ArticleFactory(status="published")
    before = dump()
    done = publish(Article.objects.all(), editor)
    assert Article.objects.published().count() == 4
    assert not Article.objects.exclude(withdrawal_reason="").exists()
    assert (done.changed, done.unchanged, done.summary) == (3, 1, "Published 3 articles")
    assert done.batch.created_by == editor
    undo(done.batch, editor)
    assert dump() == before


def test_withdraw_keeps_the_reason() -> None:
    article = factories.ArticleFactory()
    done = withdraw(Article.objects.all(), None, " It was printed twice. ")
    article.refresh_from_db()
    assert (article.status, article.withdrawal_reason) == ("withdrawn", "It was printed twice.")
    assert done.summary == "Withdrew 1 article"


@pytest.mark.parametrize("reason", ["", "  "])
def test_nothing_is_withdrawn_without_a_reason(reason: str) -> None:
    factories.ArticleFactory()
    with pytest.raises(ValueError, match="reason"):
        withdraw(Article.objects.all(), None, reason)
    assert Article.objects.published().exists()


def test_back_to_draft() -> None:
    article = factories.ArticleFactory(status="withdrawn", withdrawal_reason="Doubled")
    changed_at = article.changed_at
    return_to_draft(Article.objects.all(), None)
    article.refresh_from_db()
    assert (article.status, article.withdrawal_reason) == ("draft", "")
    assert article.changed_at > changed_at


def test_what_is_so_already_is_no_batch() -> None:
    factories.ArticleFactory()
    done = publish(Article.objects.all(), None)
    assert (done.batch, done.changed, done.unchanged) == (None, 0, 1)


def test_references_to_a_withdrawn_article_wait_and_find_it_again() -> None:
    day = datetime.date(2004, 11, 30)
    target = factories.ArticleFactory(issue=factories.IssueFactory(issued=day))
    source = factories.SourceFactory(kind="archive", publication=target.issue.publication)
    citation = factories.CitationFactory(
        kind="cross_reference", source=source, cited_date=day, target=target, resolution="resolved", review="accepted"
    )
    done = withdraw(Article.objects.filter(pk=target.pk), None, "It was printed twice.")
    citation.refresh_from_db()
    assert (citation.resolution, citation.target) == ("waiting", None)
    publish(Article.objects.filter(pk=target.pk), None)
    citation.refresh_from_db()
    assert (citation.resolution, citation.target) == ("resolved", target)
    assert done.batch is not None
    assert set(done.batch.changes.values_list("model", flat=True)) == {"articles.article", "articles.citation"}
