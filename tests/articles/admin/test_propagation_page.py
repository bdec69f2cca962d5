"""The page on which the same words in other articles are decided: what it shows, does and refuses."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.admin import propagation as page
from articles.admin.decisions import desk_url
from articles.admin.propagation import propagation_url
from articles.models import Article, Batch, Mention
from articles.services import propagation
from entities.models import Entity
from tests import factories
from tests.articles.admin.test_desk_api import get, name, staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def otan() -> Entity:
    entity: Entity = factories.EntityFactory(preferred_label="Otan", slug="otan")
    return entity


@pytest.fixture
def article(otan: Entity) -> Article:
    """The article in which it was decided; two others say the same, one of them doubtfully."""
    article: Article = factories.ArticleFactory(body="Otan won.")
    factories.MentionFactory(article=article, entity=otan, quote="Otan", number=1)
    factories.ArticleFactory(body="They say that Otan won.", headline="Elsewhere")
    factories.ArticleFactory(body="They say that Otan Zhastar won.", headline="Doubtful")
    return article


def names(response: Any) -> list[str]:
    return [place.name for _, places in response.context["articles"] for place in places]


def test_the_desk_says_how_many_there_are_and_where(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    told = get(admin_client, article, "candidates", name=name(article.mentions.get()))["elsewhere"]
    url = propagation_url("Otan", otan.pk, article.pk)
    assert told == {"articles": 2, "mentions": 2, "is_exact": True, "url": url}
    Article.objects.exclude(pk=article.pk).delete()
    assert get(admin_client, article, "candidates", name=name(article.mentions.get()))["elsewhere"] is None
    client = staff("view_article", "view_mention", "change_mention")
    assert get(client, article, "candidates", name=name(article.mentions.get()))["elsewhere"] is None


def test_the_page_shows_each_place_in_its_context(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    response = admin_client.get(propagation_url("Otan", otan.pk, article.pk))
    html = response.content.decode()
    assert "2 occurrences in 2 other articles" in html
    assert "They say that <mark>Otan</mark> won." in html
    assert html.count('name="place"') == 2
    assert html.count(" checked>") == 1
    assert "beside another capitalised word" in html
    assert f'href="{desk_url(article.pk, {})}"' in html
    assert "style=" not in html


def test_what_is_ticked_is_accepted_as_one_batch_of_that_desk(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    url = propagation_url("Otan", otan.pk, article.pk)
    chosen = names(admin_client.get(url))[:1]
    response = admin_client.post(url, {"act": "accept", "place": chosen, "following": "0"}, follow=True)
    assert "Accepted 1 occurrence in 1 article" in str(next(iter(response.context["messages"])))
    assert Batch.objects.get().article == article
    assert get(admin_client, article, "state")["undo"]["reference"] == str(Batch.objects.get().reference)
    assert len(names(response)) == 1
    response = admin_client.post(url, {"act": "reject", "place": names(response), "following": "0"}, follow=True)
    assert "Nothing is left to decide here." in response.content.decode()


def test_what_was_decided_meanwhile_is_told(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    url = propagation_url("Otan", otan.pk, article.pk)
    chosen = names(admin_client.get(url))
    other = Article.objects.get(headline="Elsewhere")
    factories.MentionFactory(article=other, quote="Otan", review="accepted")
    response = admin_client.post(url, {"act": "accept", "place": chosen, "following": "0"}, follow=True)
    assert "1 were passed over" in " ".join(map(str, response.context["messages"]))


def test_one_page_leads_to_the_next(admin_client, article, otan, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(propagation, "SHOWN", 1)
    url = propagation_url("Otan", otan.pk, article.pk)
    response = admin_client.get(url)
    following = response.context["following"]
    later = propagation_url("Otan", otan.pk, article.pk, after=following)
    assert later.replace("&", "&amp;") in response.content.decode()
    moved = admin_client.post(url, {"act": "accept", "place": names(response), "following": following})
    assert moved["Location"] == later
    assert len(names(admin_client.get(later))) == 1


def test_all_of_them_are_made_suggestions(admin_client, article, otan, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    url = propagation_url("Otan", otan.pk, article.pk)
    response = admin_client.post(url, {"act": "suggest"}, follow=True)
    assert "Suggested 2 occurrences in 2 articles" in str(next(iter(response.context["messages"])))
    assert Mention.objects.filter(origin="propagation", review="suggested").count() == 2
    monkeypatch.setattr(page, "MOST_AT_ONCE", 1)
    assert "manage.py propagate" in admin_client.get(url).content.decode()
    assert admin_client.post(url, {"act": "suggest"}).status_code == 400


@pytest.mark.parametrize(
    ("values", "status"),
    [({"act": "burn"}, 400), ({"act": "accept", "place": ["x"]}, 400), ({"act": "accept", "place": []}, 302)],
)
def test_nonsense_is_refused(admin_client, article, otan, values, status) -> None:  # type: ignore[no-untyped-def]
    assert admin_client.post(propagation_url("Otan", otan.pk, article.pk), values).status_code == status
    assert not Batch.objects.exists()


def test_nobody_else_gets_there(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    assert admin_client.get(propagation_url("Otan", 999999)).status_code == 404
    assert admin_client.get(propagation_url(" ", otan.pk)).status_code == 404
    assert staff("view_mention", "change_mention").get(propagation_url("Otan", otan.pk)).status_code == 403


def test_the_page_costs_the_same_for_few_and_for_many(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    url = propagation_url("Otan", otan.pk, article.pk)

    def cost() -> int:
        with CaptureQueriesContext(connection) as context:
            assert admin_client.get(url).status_code == 200
        return len(context)

    cost()
    few = cost()
    factories.ArticleFactory.create_batch(25, body="So Otan said that Otan won.")
    cost()
    assert cost() == few
