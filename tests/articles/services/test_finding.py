"""Articles typed by hand get their suggestions, once, as one batch."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article, Citation, Mention
from articles.services.finding import find_in
from articles.services.undoing import undo
from tests.factories import ArticleFactory, EntityFactory, UserFactory

pytestmark = pytest.mark.django_db


def test_what_is_cited_and_mentioned_is_suggested_once_and_taken_back() -> None:
    EntityFactory(kind="place", preferred_label="Kazakhstan", slug="kazakhstan")
    article = ArticleFactory(body="Kazakhstan spoke (Interfax, November 30) of the Border Guard Service (BGS).")
    found = find_in(Article.objects.all(), UserFactory())
    assert found.summary == "Found 3 suggestions in 1 article"
    assert (article.citations.count(), article.mentions.count(), article.acronym_definitions.count()) == (1, 1, 1)
    again = find_in(Article.objects.all(), None)
    assert (again.suggestions, again.batch) == (0, None)
    assert found.batch is not None
    undo(found.batch, None)
    assert not Citation.objects.exists()
    assert not Mention.objects.exists()


def test_the_admin_offers_it(admin_client: Client) -> None:
    article = ArticleFactory(body="They met (Interfax, November 30).")
    chosen = {"action": "find_in_selected", "_selected_action": [article.pk]}
    response = admin_client.post(reverse("admin:articles_article_changelist"), chosen, follow=True)
    assert "Found 1 suggestion in 1 article" in response.content.decode()
    assert article.citations.get().review == "suggested"
