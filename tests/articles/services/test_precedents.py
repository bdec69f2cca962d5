"""Names that several entities bear: ranked by what editors decided, by neighbours and by dates; never accepted."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest

from articles.models import Article, Mention
from articles.services import precedents
from articles.services.precedents import Precedents
from articles.services.tagging import suggest_annotations
from entities.models import Entity
from entities.suggest import Authorities
from tests.factories import AliasFactory, ArticleFactory, EntityFactory, MentionFactory

pytestmark = pytest.mark.django_db

BODY = "Quuxia spoke. Zenda was silent."


@pytest.fixture
def places() -> tuple[Entity, Entity, Entity]:
    """Two entities called Quuxia, and a third that only one of them is met with."""
    country = EntityFactory(kind="place", preferred_label="Quuxia (country)", slug="country")
    state = EntityFactory(kind="place", preferred_label="Quuxia (state)", slug="state")
    for entity in (state, country):
        AliasFactory(entity=entity, name="Quuxia")
    return country, state, EntityFactory(kind="place", preferred_label="Zenda", slug="zenda")


def decide(entity: Entity, review: str, times: int, **article: object) -> None:
    for _ in range(times):
        MentionFactory(article=ArticleFactory(body=BODY, **article), entity=entity, quote="Quuxia", review=review)


def suggested(article: Article | None = None) -> list[Mention]:
    article = article or ArticleFactory(body=BODY)
    found = suggest_annotations(article, Authorities.current())
    return [mention for mention in found if mention.quote == "Quuxia"]


def test_past_decisions_order_the_candidates(places: tuple[Entity, Entity, Entity]) -> None:
    country, state, _ = places
    decide(country, "accepted", 3)
    decide(country, "rejected", 1)
    decide(state, "rejected", 2)
    first, second = suggested()
    assert (first.entity, second.entity) == (country, state)
    assert first.score > second.score
    assert first.score < 0.8
    assert first.reason.startswith("a name of 2 entities, accepted 3 of 4 times")
    assert second.reason.startswith("a name of 2 entities, accepted 0 of 2 times")
    assert {first.review, second.review} == {"suggested"}


def test_neighbours_order_the_candidates(places: tuple[Entity, Entity, Entity]) -> None:
    country, state, zenda = places
    decide(state, "accepted", 1)
    decide(country, "accepted", 1)
    before = Mention.objects.get(entity=country)
    MentionFactory(article=before.article, entity=zenda, quote="Zenda", review="accepted")
    first, second = suggested()
    assert first.entity == country
    assert "elsewhere together with Zenda, as in this article" in first.reason
    assert "Zenda" not in second.reason


def test_dates_order_the_candidates(places: tuple[Entity, Entity, Entity]) -> None:
    country, state, _ = places
    then, now = datetime.date(1994, 3, 1), datetime.date(2004, 11, 30)
    dated = {"date_basis": "stated", "date_earliest": then, "date_latest": then}
    decide(state, "accepted", 1, **dated)
    decide(country, "accepted", 1, **{**dated, "date_earliest": now, "date_latest": now})
    article = ArticleFactory(body=BODY, date_basis="stated", date_earliest=then, date_latest=then)
    first, second = suggested(article)
    assert (first.entity, second.entity) == (state, country)
    assert "in articles of 1994" in first.reason
    assert "in articles of 2004" in second.reason


def test_an_unambiguous_name_tells_how_often_it_was_accepted() -> None:
    entity = EntityFactory(preferred_label="Quuxia Pact")
    AliasFactory(entity=entity, name="Quuxia")
    decide(entity, "accepted", 2)
    decide(entity, "rejected", 1)
    (mention,) = suggested()
    assert mention.reason == "alias of Quuxia Pact, accepted 2 of 3 times"


def test_a_run_asks_once(places: tuple[Entity, Entity, Entity], django_assert_num_queries: Callable) -> None:
    decide(places[0], "accepted", 1)
    matches = Authorities.current().suggest(BODY).mentions
    run = Precedents()
    with django_assert_num_queries(3):  # decisions, and the company of two entities
        first = run.ranked(matches, None)
    with django_assert_num_queries(0):
        assert run.ranked(matches, None) == first


def test_what_is_kept_and_looked_up_has_a_bound(
    places: tuple[Entity, Entity, Entity], monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Callable
) -> None:
    monkeypatch.setattr(precedents, "LOOKED_UP", 1)
    monkeypatch.setattr(precedents, "_KEPT", 0)
    matches = Authorities.current().suggest(BODY).mentions
    run = Precedents()
    with django_assert_num_queries(2):
        first = run.ranked(matches, None)
    with django_assert_num_queries(2):
        assert run.ranked(matches, None) == first
