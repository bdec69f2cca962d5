"""How often: records with the number of public articles in which they occur.

Counts are of articles, not of occurrences, and are taken only from query sets that readers may see.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, QuerySet


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


def _model(occurrences: QuerySet[Any], name: str) -> Any:
    return occurrences.model._meta.get_field(name).related_model
