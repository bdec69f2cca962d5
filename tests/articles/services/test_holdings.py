"""What pages of records count is what the rows say: compared with plain Python over generated archives."""

from __future__ import annotations

import datetime
import random
from collections import Counter
from typing import Any

import pytest

from articles.facets import ENTITY_FACETS
from articles.models import Article, Citation
from articles.services import faceting
from articles.services.holdings import Holding
from articles.services.publishing import withdraw
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def archive() -> dict[str, Any]:
    """Forty articles, drafts among them, that mention and cite by chance; what each public one has, beside."""
    chance = random.Random(7)
    kinds = ["person", "organization", "place", "event", "work"]
    entities = [factories.EntityFactory(kind=kinds[number % 5], preferred_label=f"E {number}") for number in range(12)]
    sources = [factories.SourceFactory(name=f"S {number}") for number in range(6)]
    authors = [factories.AuthorFactory(name=f"A {number}", slug=f"a-{number}") for number in range(3)]
    public = []
    for number in range(40):
        year = 2004 + chance.randrange(5)
        issue = factories.IssueFactory(issued=datetime.date(year, 1 + number % 12, 1))
        article = factories.ArticleFactory(issue=issue, status=chance.choice(["published"] * 3 + ["draft"]))
        has = {"entities": chance.sample(entities, 4), "sources": chance.sample(sources, 2), "year": year}
        has["authors"] = chance.sample(authors, 1)
        for entity in has["entities"]:
            factories.MentionFactory(article=article, entity=entity)
        for source in has["sources"]:
            factories.CitationFactory(article=article, source=source)
        for author in has["authors"]:
            factories.AuthorshipFactory(article=article, author=author)
        # What an editor has rejected counts nowhere.
        if entities[0] not in has["entities"]:
            factories.MentionFactory(article=article, entity=entities[0], review="rejected")
        if article.status == "published":
            public.append({"article": article, **has})
    return {"entities": entities, "sources": sources, "authors": authors, "public": public}


def test_citations_are_counted_as_readers_see_them(archive: dict[str, Any]) -> None:
    article = archive["public"][0]["article"]
    for _ in range(6):
        factories.CitationFactory(article=article, source=None)
    factories.CitationFactory(article=article, source=archive["sources"][0], review="rejected")
    whole = Holding.whole()
    assert whole.citations() == Citation.objects.in_public().count() == 2 * len(archive["public"]) + 6

    article.citations.filter(source=None).first().delete()
    Article.objects.filter(pk=archive["public"][1]["article"].pk).update(status="draft")
    assert Holding.whole().citations() == Citation.objects.in_public().count() == 2 * len(archive["public"]) + 3


def test_counts_are_those_of_the_rows(archive: dict[str, Any]) -> None:
    whole = Holding.whole()
    assert len(whole) == len(archive["public"])
    for name in ("entities", "sources", "authors"):
        for record in archive[name]:
            holding = whole.of(record)
            rows = [row for row in archive["public"] if record in row[name]]
            assert [article.pk for article in holding[0:100]] == list(
                Article.objects.filter(pk__in=[row["article"].pk for row in rows])
                .newest_first()
                .values_list("pk", flat=True)
            )
            years = Counter(row["year"] for row in rows)
            assert {tally.year: tally.articles for tally in holding.years() if tally.articles} == years
            together = Counter(other for row in rows for other in row["entities"] if other != record)
            entity = record if name == "entities" else None
            for limit in (3, None):
                most = holding.most(*ENTITY_FACETS, limit=limit, besides=entity)
                expected = sorted(together.values(), reverse=True)[:limit]
                assert [tally.articles for tally in most] == expected
                assert all(together[tally.record] == tally.articles for tally in most)
            cited = Counter(source for row in rows for source in row["sources"])
            assert {tally.record: tally.articles for tally in holding.most("source", limit=None)} == cited


def test_a_rejected_source_is_in_no_list(archive: dict[str, Any]) -> None:
    rejected = archive["sources"][0]
    before = Holding.whole().number("source")
    rejected.review = "rejected"
    rejected.save()
    assert rejected not in [tally.record for tally in Holding.whole().most("source", limit=3)]
    assert Holding.whole().number("source") == before - 1


def test_what_is_withdrawn_is_gone_even_before_it_is_folded_in(archive: dict[str, Any]) -> None:
    holding = Holding.whole()
    article = archive["public"][0]["article"]
    withdraw(Article.objects.filter(pk=article.pk), None, "A mistake.")
    assert article in Article.objects.all()
    assert article not in holding[0:100]
    faceting.settle()
    assert len(Holding.whole()) == len(holding) - 1
