"""What the index answers against what the query set answers, for searches made at random from the demo corpus."""

from __future__ import annotations

import random
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.http import QueryDict

from articles.filters import ArticleFilterSet
from articles.filters.selection import Selection
from articles.models import Article, Author, Publication, Source
from articles.services import facet_reading, faceting
from entities.models import Entity

pytestmark = pytest.mark.django_db

DATES = ["2004", "2004-12", "2004-11-30", "2004-12-05", "2005-03", "1999"]


@pytest.fixture
def corpus() -> None:
    call_command("loaddata", "demo", verbosity=0)
    # All kinds of dates, and something that readers do not see.
    Article.objects.filter(pk__in=list(Article.objects.values_list("pk", flat=True)[:3])).update(
        date_earliest=None, date_latest=None, date_basis="unknown"
    )
    Article.objects.filter(position=2).update(date_latest="2006-12-20", date_basis="inferred")
    Article.objects.filter(position=3).update(date_earliest=None, date_basis="inferred")
    Article.objects.filter(headline__contains="a", position=1).update(status="draft")
    facet_reading.memory.forget()
    faceting.rebuild()


def asked(query: str) -> ArticleFilterSet:
    return ArticleFilterSet(QueryDict(query) or None, queryset=Article.objects.published().newest_first())


def at_random(dice: random.Random) -> str:
    """A search of one to four criteria."""
    offers = {
        "publication": list(Publication.objects.values_list("slug", flat=True)),
        "volume": ["1", "2", "7"],
        "issue": ["138", "139", "1", "12-13"],
        "author": list(Author.objects.with_public_articles().values_list("slug", flat=True)),
        "source": list(Source.objects.cited_in_public().values_list("slug", flat=True)),
        "date_from": DATES,
        "date_to": DATES,
        "cites": ["edm", "tsw"],
        "q": ["the", "Kazakhstan", "gas"],
        "series": list(Article.objects.exclude(series="").values_list("series", flat=True)),
        "language": ["en", "ru"],
        "certainty": ["reviewed", "dated"],
        "sort": ["newest", "oldest", "headline"],
        **{
            kind: list(Entity.objects.filter(kind=kind, mentions__isnull=False).values_list("slug", flat=True))
            for kind in ("person", "organization", "place")
        },
    }
    pairs = []
    for _ in range(dice.randint(1, 4)):
        key = dice.choice(list(offers))
        pairs.append((key, dice.choice(offers[key])))
    return urlencode(pairs)


def test_the_index_finds_what_the_query_set_finds(corpus: None, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    dice = random.Random(138)
    found = 0
    for query in ["", *(at_random(dice) for _ in range(80))]:
        filterset = asked(query)
        selection = Selection.of(filterset)
        expected = list(filterset.qs) if filterset.is_valid() or not query else []
        assert len(selection) == len(expected), query
        if filterset.order == "relevance":  # which the query set does not know
            assert set(selection.page(0, 100)) == set(expected), query
            continue
        assert selection.page(0, 100) == expected, query
        middle = len(expected) // 2
        assert selection.page(middle, 3) == expected[middle : middle + 3], query
        found += len(expected)
    assert found > 50  # the searches are not all empty
    assert len(Selection.of(asked("person=Nobody"))) == 0  # a refused search finds nothing
    selection = Selection.of(asked("publication=edm"))
    for first in (0, 3):
        with django_assert_num_queries(4):  # ordinals, articles, bylines, authors: at any depth
            assert len(selection.page(first, 3)) == 3
