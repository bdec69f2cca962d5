"""How often: records with the number of public articles in which they occur.

Counts are of articles, not of occurrences, and are taken only from query sets that readers may see.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet
from django.db.models.functions import ExtractYear

from articles.querysets import ArticleQuerySet


@dataclass(frozen=True, slots=True)
class Tally:
    """A record, and in how many articles it occurs."""

    record: Any
    articles: int


@dataclass(frozen=True, slots=True)
class YearTally:
    """A year, and the number of articles dated in it."""

    year: int
    articles: int


def most_frequent(occurrences: QuerySet[Any], name: str, *, limit: int) -> list[Tally]:
    """The records that the relation ``name`` of ``occurrences`` (mentions, citations, bylines) leads to most often.

    Two queries. Equally frequent ones come in the order of their primary keys, so that the list is stable.
    """
    counted = (
        occurrences.filter(**{f"{name}__isnull": False})
        .order_by()
        .values_list(name)
        .annotate(articles=Count("article", distinct=True))
        .order_by("-articles", name)[:limit]
    )
    counts = dict(counted)
    records = _model(occurrences, name)._default_manager.in_bulk(list(counts))
    return [Tally(records[key], articles) for key, articles in counts.items()]


def frequencies(occurrences: QuerySet[Any], name: str, records: Iterable[Any]) -> list[Tally]:
    """How often each of ``records`` occurs, in the order given. One query."""
    kept = list(records)
    counted = (
        occurrences.filter(**{f"{name}__in": kept})
        .order_by()
        .values_list(name)
        .annotate(articles=Count("article", distinct=True))
    )
    counts = dict(counted)
    return [Tally(record, counts.get(record.pk, 0)) for record in kept]


def by_year(articles: ArticleQuerySet) -> list[YearTally]:
    """The dated ``articles`` by year, every year from the first to the last, those without articles too. One query."""
    counted = (
        articles.exclude(date_basis="unknown")
        .order_by()
        .values_list(ExtractYear("sort_date"))
        .annotate(articles=Count("pk"))
    )
    counts = dict(counted)
    if not counts:
        return []
    return [YearTally(year, counts.get(year, 0)) for year in range(min(counts), max(counts) + 1)]


def _model(occurrences: QuerySet[Any], name: str) -> Any:
    return occurrences.model._meta.get_field(name).related_model
