"""The rows of the facet index against the records, after any writes."""

from __future__ import annotations

import datetime
import random

import pytest

from articles.facets import ordinals, page_of
from articles.models import Article, Citation, FacetEntry, Issue, Mention, Source
from articles.services import facet_reading, faceting
from entities.models import Entity
from tests import factories

pytestmark = pytest.mark.django_db

DAYS = [
    None,
    *(datetime.date(2004, 12, 1), datetime.date(2004, 12, 2), datetime.date(2005, 1, 3)),
    *(datetime.date(204, 12, 1), datetime.date(204, 12, 3)),  # mistyped, and outside of the reckoning
]
ACTS = [
    *("make", "make", "date", "status", "status", "headline", "mention", "cite", "refer", "refer", "point", "decide"),
    *("renumber", "kind", "delete"),
]


def write_at_random(dice: random.Random, entities: list[Entity], sources: list[Source]) -> None:
    """Make, change or delete something, by whatever way rows are written."""
    held = list(Article.objects.order_by("pk"))
    act = dice.choice(ACTS) if held else "make"
    if act == "make":
        day = dice.choice(DAYS)
        issue = factories.IssueFactory(number=str(dice.randint(1, 5)), issued=None, issued_precision="")
        position = (
            Article.objects.filter(issue=issue).order_by("-position").values_list("position", flat=True).first() or 0
        ) + 1
        factories.ArticleFactory(issue=issue, position=position, date_earliest=day)
        return
    article = dice.choice(held)
    if act == "date":
        article.date_earliest = article.date_latest = day = dice.choice(DAYS)
        article.date_basis = "stated" if day else "unknown"
        article.save()
    elif act == "status":
        Article.objects.filter(pk=article.pk).update(status=dice.choice(["draft", "published"]))
    elif act == "mention" and not article.mentions.exists():
        factories.MentionFactory(article=article, entity=dice.choice(entities))
    elif act == "cite" and not article.citations.exists():
        factories.CitationFactory(article=article, source=dice.choice(sources))
    elif act == "refer":
        factories.CitationFactory(
            article=article, source=None, target=dice.choice(held), kind="cross_reference", resolution="resolved"
        )
    elif act == "point":  # a reference is found to mean another article, or none
        Citation.objects.filter(article=article, kind="cross_reference").update(target=dice.choice([*held, None]))
    elif act == "headline":
        Article.objects.filter(pk=article.pk).update(headline=dice.choice(["Éclair", "eclairs", "Zone", "A–Z"]))
    elif act == "decide":
        article.mentions.update(review=dice.choice(["accepted", "rejected"]))
        article.citations.update(review=dice.choice(["accepted", "rejected"]))
    elif act == "renumber":
        Issue.objects.filter(pk=article.issue_id).update(volume=dice.randint(1, 9), number=str(dice.randint(100, 999)))
    elif act == "kind":
        Entity.objects.filter(pk=dice.choice(entities).pk).update(kind=dice.choice(["person", "event"]))
    elif act == "delete":
        Citation.objects.filter(article=article).delete()
        Citation.objects.filter(target=article).update(target=None)
        Mention.objects.filter(article=article).delete()
        Article.objects.filter(pk=article.pk).delete()


@pytest.mark.parametrize("seed", range(6))
def test_after_random_writes_the_index_says_what_the_records_say(seed: int) -> None:
    dice = random.Random(seed)
    entities = [factories.EntityFactory(kind=kind) for kind in ("person", "place", "organization")]
    sources = [factories.SourceFactory() for _ in range(2)]
    for _ in range(12):
        for _ in range(dice.randint(1, 4)):
            write_at_random(dice, entities, sources)
        faceting.settle() if dice.random() < 0.5 else faceting.settle_small()
        assert list(faceting.differences()) == []
        snapshot = facet_reading.memory.current()
        listed = facet_reading.articles_at(page_of(snapshot.index.of("public"), 0, 1_000))
        assert listed == list(Article.objects.published().newest_first().values_list("pk", flat=True))
    faceting.rebuild()
    assert list(faceting.differences()) == []


def test_a_difference_is_told_in_words() -> None:
    article = factories.ArticleFactory()
    faceting.rebuild()
    Article.objects.update(status="draft")
    assert list(faceting.differences()) == ["public: : 1 articles too many or too few."]
    Article.objects.all().delete()
    assert f"Article {article.pk} does not exist any more." in set(faceting.differences())


def test_memory_reads_only_what_was_written_since(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    article = factories.ArticleFactory()
    faceting.rebuild()
    before = facet_reading.memory.current()
    with django_assert_num_queries(1):
        assert facet_reading.memory.current() is before
    other = factories.ArticleFactory(issue=article.issue)
    faceting.refresh([other.pk])
    after = facet_reading.memory.current()
    assert len(before.index.of("public")) == 1
    assert len(after.index.of("public")) == 2
    assert after.ordinals([article.pk, other.pk, 10**9]) == after.index.of("public")


def test_the_cost_of_a_refresh_does_not_grow_with_the_archive(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    for day in range(1, 29):
        factories.ArticleFactory(issue__issued=datetime.date(2004, 2, day))
    faceting.rebuild()
    changed = Article.objects.first()
    assert changed is not None
    with django_assert_max_num_queries(30):
        faceting.refresh([changed.pk])


def test_derived_rows_stay_out_of_dumps(capsys: pytest.CaptureFixture[str]) -> None:
    from django.core.management import call_command

    factories.ArticleFactory()
    faceting.rebuild()
    assert FacetEntry.rows.exists()
    call_command("dumpdata", "articles")
    assert "facet" not in capsys.readouterr().out


def test_a_day_with_too_many_articles_keeps_nothing_else_from_being_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordinals, "SLOTS", 2)
    issue = factories.IssueFactory(issued=datetime.date(2004, 12, 2))
    crowded = [factories.ArticleFactory(issue=issue, position=position) for position in (3, 4, 5)]
    other = factories.ArticleFactory(issue__issued=datetime.date(2004, 12, 3))
    faceting.settle()
    listed = facet_reading.articles_at(page_of(facet_reading.memory.current().index.of("public"), 0, 9))
    assert listed == [other.pk, crowded[0].pk, crowded[1].pk]
    assert list(faceting.differences()) == [f"Article {crowded[2].pk} is missing."]
    Article.objects.filter(pk=crowded[2].pk).update(position=1)  # another is left out
    faceting.settle()
    assert list(faceting.differences()) == [f"Article {crowded[1].pk} is missing."]
