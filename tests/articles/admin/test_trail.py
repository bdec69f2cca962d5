"""The page of a citation tells what happened to it, the latest first, and by which batch."""

from __future__ import annotations

import datetime

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.models import Article, Batch, BatchChange, Citation
from articles.services import publishing, review
from articles.services.undoing import undo
from tests.articles.services.test_citing import cited
from tests.factories import ArticleFactory, IssueFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def reference() -> Citation:
    ArticleFactory(headline="Meant", issue=IssueFactory(number="136", issued=datetime.date(2004, 11, 30)))
    (citation,) = cited(ArticleFactory(body="As was told (see EDM, November 30).", issue=IssueFactory(number="200")))
    return citation


def trail(client: Client, citation: Citation) -> str:
    page = client.get(reverse("admin:articles_citation_change", args=[citation.pk])).content.decode()
    return page.partition("What happened to it")[2].partition("</fieldset>")[0]


def test_a_reference_whose_article_is_withdrawn_and_comes_back_has_its_trail(
    admin_client: Client, reference: Citation
) -> None:
    assert "nothing since it was made" in trail(admin_client, reference)
    editor, meant = UserFactory(username="anna"), Article.objects.filter(headline="Meant")
    review.accept(Citation.objects.filter(pk=reference.pk), user=editor)
    publishing.withdraw(meant, editor, "Printed twice.")
    reference.refresh_from_db()
    assert (reference.target, reference.resolution, reference.review) == (None, "waiting", "accepted")
    publishing.publish(meant, editor)
    told = trail(admin_client, reference)
    back, gone, accepted = (
        told.index(words) for words in ("resolution waiting → resolved", "resolution resolved → waiting", "→ accepted")
    )
    assert back < gone < accepted
    assert "Withdrew 1 article" in told
    assert ", by anna" in told
    for batch in Batch.objects.filter(kind="decision"):
        assert reverse("admin:articles_batch_change", args=[batch.pk]) in told


def test_what_was_taken_back_says_so(admin_client: Client, reference: Citation) -> None:
    review.accept(Citation.objects.filter(pk=reference.pk), user=UserFactory())
    undo(Batch.objects.get(kind="decision"), None)
    assert "since taken back" in trail(admin_client, reference)


def test_the_trail_is_looked_up_by_an_index(reference: Citation) -> None:
    with CaptureQueriesContext(connection) as captured:
        list(BatchChange.objects.of_row("articles.citation", ["edm", 1, "200", 1, 1]))
    assert len(captured) == 1
    assert "batch_change_row" in {index.name for index in BatchChange._meta.indexes}


def test_cites_and_cited_by_are_the_same_rows(client: Client, reference: Citation) -> None:
    citing, meant = reference.article, reference.target
    assert meant is not None
    pages = (citing, meant.get_absolute_url()), (meant, citing.get_absolute_url())
    for decision in ("suggested", "accepted", "rejected"):
        Citation.objects.filter(pk=reference.pk).update(review=decision)
        for article, other in pages:
            page = client.get(article.get_absolute_url()).content.decode()
            assert (f'href="{other}"' in page) is (decision != "rejected")
