"""Related articles: what is rare in both counts, what no reader may read never shows, and the work has a bound."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles import related
from articles.models import Article
from articles.related import related_to
from articles.services import facet_reading, faceting
from entities.models import Entity
from tests import factories

pytestmark = pytest.mark.django_db


def entity(label: str, kind: str = "place") -> Entity:
    made: Entity = factories.EntityFactory(kind=kind, preferred_label=label, slug=label.lower().split()[0])
    return made


def article(number: int, *mentioned: Entity, **fields: Any) -> Article:
    """An article of its own day that mentions these entities."""
    issue = factories.IssueFactory(
        volume=1, number=str(number), issued=datetime.date(2004, 1, 1) + datetime.timedelta(days=number)
    )
    body = f"{' '.join(one.preferred_label for one in mentioned)}."
    made: Article = factories.ArticleFactory(**{"issue": issue, "position": 1, "body": body, **fields})
    for place, one in enumerate(mentioned, 1):
        factories.MentionFactory(article=made, number=place, entity=one, quote=one.preferred_label)
    return made


def of(one: Article, **options: Any) -> list[related.Related]:
    faceting.settle()
    entities = Entity.objects.filter(mentions__article=one).distinct()
    return related_to(one, entities, **options)


def test_a_rare_entity_weighs_more_than_a_frequent_one() -> None:
    russia, town = entity("Russia"), entity("Neka")
    mine = article(1, russia, town)
    by_town = article(300, town)
    for number in range(2, 12):
        article(number, russia)
    article(400)
    first, *others = of(mine)
    assert first.article == by_town
    assert [one.preferred_label for one in first.entities] == ["Neka"]
    assert first.reason == "both mention Neka"
    assert all([name.preferred_label for name in one.entities] == ["Russia"] for one in others)
    assert len(others) == related.SHOWN - 1


def test_what_is_shared_is_named_the_rarest_first() -> None:
    names = [entity(label) for label in ("Abay", "Balta", "Chiili", "Dushak")]
    mine, other = article(1, *names), article(2, *names)
    article(3, *names[1:])
    article(4, *names[2:])
    article(5, names[3])
    article(6)
    assert of(mine)[0].article == other
    assert of(mine)[0].reason == "both mention Abay, Balta and Chiili"


def test_words_decide_between_equals_and_relate_what_shares_no_entity() -> None:
    town = entity("Neka")
    text = "Pipelines carried kerosene through corrugated terminals beside refineries."
    mine = article(1, town, body=f"Neka. {text}")
    article(2, town, body="Neka. Nothing of that kind.")
    close = article(3, town, body=f"Neka. {text}")
    by_words = article(4, body=text)
    article(5, body="Fishermen.")
    found = of(mine)
    assert found[0].article == close
    [by_text] = [one for one in found if not one.entities]
    assert by_text.article == by_words
    assert by_text.reason == "both use the words beside, carried and corrugated"


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_what_no_reader_may_read_is_not_related(status: str) -> None:
    town = entity("Neka")
    mine = article(1, town)
    public = article(2, town)
    article(3, town, status=status)
    article(4)
    assert [one.article for one in of(mine)] == [public]
    # Nor when it was taken away a moment ago, and the index does not know it yet.
    Article.objects.filter(pk=public.pk).update(status=status)
    assert related_to(mine, [town]) == []


def test_a_hidden_article_does_not_make_an_entity_shared() -> None:
    town = entity("Neka")
    mine = article(1, town)
    article(2, town, status="draft")
    article(3)
    assert of(mine) == []


def test_articles_that_the_page_names_anyway_are_left_out() -> None:
    town = entity("Neka")
    mine, named, other = article(1, town), article(2, town), article(3, town)
    article(4)
    assert [one.article for one in of(mine, but=[named.pk])] == [other]


def test_an_article_that_is_not_indexed_yet_has_none() -> None:
    town = entity("Neka")
    article(2, town)
    faceting.settle()
    mine = article(1, town)
    assert related_to(mine, [town]) == []


def test_the_number_of_queries_and_of_articles_compared_has_a_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(related, "NEAREST", 6)
    monkeypatch.setattr(related, "COMPARED", 4)
    russia = entity("Russia")
    mine = article(30, russia)
    for number in (*range(1, 30), *range(31, 60)):
        article(number, russia, body="Russia.")
    article(99)
    faceting.settle()
    facet_reading.memory.current()
    with CaptureQueriesContext(connection) as asked:
        found = related_to(mine, [russia])
    assert len(asked) == 4
    assert len(found) == 4
    days = [abs((one.article.date_earliest - mine.date_earliest).days) for one in found]  # type: ignore[operator]
    assert max(days) <= 3


def test_the_page_gives_the_reason(client: Client) -> None:
    town = entity("Neka <b>")
    mine, other = article(1, town), article(2, town)
    article(3)
    faceting.settle()
    page = client.get(mine.get_absolute_url()).content.decode()
    assert "both mention Neka &lt;b&gt;" in page
    assert page.count(other.get_absolute_url()) == 1
