"""What the index answers against plain Python, for searches and corpora made at random: lists, pages, facets."""

from __future__ import annotations

import datetime
import random
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.http import QueryDict

from articles.filters import ArticleFilterSet
from articles.filters.facets import FACETS, facets
from articles.filters.selection import Selection
from articles.models import Article, Author, Publication, Source
from articles.services import facet_reading, faceting
from entities.models import Entity
from tests import factories
from tests.articles import reference
from tests.articles.reference import Pairs

pytestmark = pytest.mark.django_db

DATES = ["2004", "2004-12", "2004-11-30", "2004-12-05", "2005-03", "1999"]
ORDERS = ["newest", "oldest", "headline", "most-cited", "most-sources"]
HEADLINES = ["Éclair", "eclairs", "“Zone”", "A–Z", "The Gas War", "The gas war", "Газ и мир", "газ", "中丁", "In brief"]
BODY = "Kazakhstan spoke of gas and oil (Interfax, November 30) in the Council."


def asked(query: str) -> ArticleFilterSet:
    return ArticleFilterSet(QueryDict(query) or None, queryset=Article.objects.published().newest_first())


def demo() -> None:
    """The demo corpus, with all kinds of dates, and something that readers do not see."""
    call_command("loaddata", "demo", verbosity=0)
    Article.objects.filter(pk__in=list(Article.objects.values_list("pk", flat=True)[:3])).update(
        date_earliest=None, date_latest=None, date_basis="unknown"
    )
    Article.objects.filter(position=2).update(date_latest="2006-12-20", date_basis="inferred")
    Article.objects.filter(position=3).update(date_earliest=None, date_basis="inferred")
    Article.objects.filter(headline__contains="a", position=1).update(status="draft")


def made(dice: random.Random) -> None:
    """A corpus in which everything that can vary does."""
    publications = [factories.PublicationFactory()]
    publications.append(factories.PublicationFactory(slug="tsw", title="Two Seas Weekly", abbreviation="TSW"))
    entities = [factories.EntityFactory(kind=kind) for kind in reference.ENTITIES for _ in range(3)]
    sources = [factories.SourceFactory() for _ in range(5)]
    sources.append(factories.SourceFactory(kind="archive", publication=publications[1]))
    authors = [factories.AuthorFactory() for _ in range(3)]
    articles: list[Article] = []
    for position in range(1, 41):
        first = datetime.date(2004, 11, 25) + datetime.timedelta(dice.choice([0, 1, 3, 5, 7, 40, 100]))
        last = first + datetime.timedelta(dice.randint(1, 60))
        dates = dice.choice(
            [(first, first, "stated")] * 4
            + [(first, last, "inferred"), (None, last, "inferred"), (first, None, "editor"), (None, None, "unknown")]
        )
        issue = factories.IssueFactory(
            publication=dice.choice(publications),
            volume=dice.randint(1, 2),
            number=dice.choice(["138", "139", "12-13"]),
        )
        article = factories.ArticleFactory(
            issue=issue,
            position=position,
            headline=dice.choice(HEADLINES),
            body=BODY + dice.choice(["", " And water."]),
            status=dice.choice(["published"] * 4 + ["draft"]),
            date_earliest=dates[0],
            date_latest=dates[1],
            date_basis=dates[2],
            language=dice.choice(["en", "ru"]),
            series=dice.choice(["", "", "Pipelines"]),
        )
        if article.series:
            article.part, article.series_basis = 1, dice.choice(["stated", "inferred"])
            article.save()
        articles.append(article)
        for author in dice.sample(authors, dice.randint(0, 2)):
            factories.AuthorshipFactory(article=article, author=author)
        for entity in dice.sample(entities, dice.randint(0, 5)):
            factories.MentionFactory(article=article, entity=entity, **decided(dice))
        for source in dice.sample(sources, dice.randint(0, 4)):
            factories.CitationFactory(article=article, source=source, **decided(dice))
        for _ in range(dice.choice([0, 1, 3])):
            target = dice.choice(articles)
            factories.CitationFactory(
                article=article, source=None, kind="cross_reference", target=target, **decided(dice)
            )


def decided(dice: random.Random) -> dict[str, object]:
    """Whether an annotation is accepted, rejected, waits, or has lost its words."""
    review = dice.choice(["accepted", "accepted", "suggested", "rejected"])
    return {"review": review} | ({"start": None, "end": None} if dice.random() < 0.1 else {})


def at_random(dice: random.Random) -> Pairs:
    """A search of one to four criteria, in any order of the list."""
    offers = {
        "publication": list(Publication.objects.values_list("slug", flat=True)),
        "volume": ["1", "2", "7"],
        "year": ["2004", "2005", "2006", "1999"],
        "decade": ["2000", "1990"],
        "issue": ["138", "139", "1", "12-13"],
        "author": list(Author.objects.with_public_articles().values_list("slug", flat=True)),
        "source": list(Source.objects.cited_in_public().values_list("slug", flat=True)),
        "date_from": DATES,
        "date_to": DATES,
        "cites": ["edm", "tsw"],
        "q": ["the", "water", "gas"],
        "series": list(Article.objects.exclude(series="").values_list("series", flat=True)),
        "language": ["en", "ru"],
        "certainty": ["reviewed", "dated"],
        **{
            kind: list(Entity.objects.filter(kind=kind, mentions__isnull=False).values_list("slug", flat=True))
            for kind in reference.ENTITIES
        },
    }
    offers = {key: values for key, values in offers.items() if values}
    pairs: Pairs = []
    for _ in range(dice.choice([1, 1, 2, 2, 3, 4])):
        key = dice.choice(list(offers))
        pair = (key, dice.choice(offers[key]))
        if pair not in pairs and not (key in ("q", "date_from", "date_to") and key in dict(pairs)):
            pairs.append(pair)
    if "q" in dict(pairs) or dice.random() < 0.7:  # without an order words are sorted by relevance
        pairs.append(("sort", dice.choice(ORDERS)))
    return pairs


def counted(selection: Selection) -> dict[str, dict[str, int]]:
    """All values of all facets, as they are shown."""
    shown = {facet.key: facet for facet in facets(selection, shown=500)}
    return {
        key: {row.label: row.count for row in shown[key].rows if row.count} if key in shown else {} for key in FACETS
    }


def compare(dice: random.Random, searches: int) -> None:
    held = reference.public_articles()
    not_empty = 0
    for _ in range(searches):
        pairs = at_random(dice)
        filterset = asked(urlencode(pairs))
        if not filterset.is_valid():  # the end before the beginning
            assert len(Selection.of(filterset)) == 0
            continue
        expected = [one.pk for one in reference.found(held, pairs)]
        selection = Selection.of(filterset)
        assert len(selection) == len(expected), pairs
        length = dice.randint(1, 9)
        pages = [selection.page(first, length) for first in range(0, len(expected) + length, length)]
        listed = [article.pk for page in pages for article in page]
        assert listed == expected, pairs  # so no article stands on two pages, and none is missing
        assert counted(selection) == {key: dict(reference.counts(held, pairs, key)) for key in FACETS}, pairs
        not_empty += bool(expected)
    assert not_empty > searches / 5


def test_the_demo_is_found_as_plain_python_finds_it() -> None:
    demo()
    faceting.rebuild()
    compare(random.Random(138), 40)


@pytest.mark.parametrize("seed", range(4))
def test_random_corpora_are_found_as_plain_python_finds_them(seed: int) -> None:
    dice = random.Random(seed)
    made(dice)
    faceting.settle()
    compare(dice, 30)


def test_a_list_says_the_number_that_it_is_sorted_by() -> None:
    made(random.Random(7))
    faceting.settle()
    held = {one.pk: one for one in reference.public_articles()}
    for order, number in (("most-cited", "cited_by"), ("most-sources", "outlets")):
        selection = Selection.of(asked(f"sort={order}"))
        said = [(article.pk, selection.number_of(article)) for article in selection.page(0, 100)]
        assert said == [(pk, getattr(held[pk], number)) for pk, _ in said]
        assert len({number for _, number in said}) > 2
    assert Selection.of(asked("")).number_of(Article.objects.published()[0]) is None


@pytest.mark.parametrize("order", ORDERS)
def test_no_page_costs_more_queries_than_the_first(order: str, django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    demo()
    faceting.rebuild()
    facet_reading.memory.forget()
    selection = Selection.of(asked(f"publication=edm&sort={order}"))
    for first in (0, 3):
        # Ordinals, articles, bylines, authors: at any depth; and headlines to compare.
        with django_assert_num_queries(5 if order == "headline" else 4):
            assert len(selection.page(first, 3)) == 3


def test_a_refused_search_finds_nothing() -> None:
    factories.ArticleFactory()
    faceting.settle()
    assert len(Selection.of(asked("person=Nobody"))) == 0


def test_what_was_withdrawn_a_moment_ago_is_not_shown() -> None:
    article = factories.ArticleFactory(status="published")
    faceting.settle()
    selection = Selection.of(asked(""))
    assert selection.page(0, 20) == [article]
    Article.objects.update(status="draft")
    assert selection.page(0, 20) == []


def test_a_rejected_source_is_no_value() -> None:
    citation = factories.CitationFactory(article__status="published", review="accepted", source__review="accepted")
    faceting.settle()
    assert "source" in {facet.key for facet in facets(Selection.of(asked("")))}
    Source.objects.filter(pk=citation.source_id).update(review="rejected")
    faceting.settle()
    assert "source" not in {facet.key for facet in facets(Selection.of(asked("")))}
