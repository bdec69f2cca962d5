"""A record and its articles in figures: by year, whom they mention, what they cite. All but names is from bitmaps."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from articles.facets import ENTITY_FACETS
from articles.services.holdings import Holding, facet_of
from entities.models import Entity


@dataclass(frozen=True, slots=True)
class Held:
    """A record, and the public articles in which it occurs."""

    record: Any
    articles: Holding

    @property
    def query(self) -> str:
        """The query of the list of these articles: "?person=nikolai-bordyuzha"."""
        return f"?{urlencode([self._criterion])}"

    def address(self, *further: tuple[str, str]) -> str:
        """The list of these articles, narrowed by further criteria."""
        return list_of(self._criterion, *further)

    @property
    def _criterion(self) -> tuple[str, str]:
        return criterion(self.record)


def criterion(record: Any) -> tuple[str, str]:
    """By what the list of articles is narrowed to those of a record."""
    return facet_of(record), record.slug


def list_of(*criteria: tuple[str, str]) -> str:
    """The address of the list of articles that meet these criteria."""
    return f"{reverse('articles')}?{urlencode(criteria)}"


@dataclass(frozen=True, slots=True)
class YearRow:
    """The articles of one year, and their list."""

    year: int
    articles: int
    address: str


@dataclass(frozen=True, slots=True)
class SharedRow:
    """A record that occurs in the articles, in how many, and their list; ``kind`` is of the record."""

    name: str
    kind: str
    articles: int
    address: str


def years(held: Held, limit: int | None = None) -> Iterator[YearRow]:
    """By year of the article, every year from the first to the last; of an inferred interval the first day counts."""
    for tally in islice(held.articles.years(), limit):
        year = f"{tally.year:04}"
        yield YearRow(tally.year, tally.articles, held.address(("date_from", year), ("date_to", year)))


def entities(held: Held, limit: int | None = None) -> Iterator[SharedRow]:
    """Whom and what the articles mention beside the record, the most frequent first."""
    yield from _shared(held, ENTITY_FACETS, limit)


def sources(held: Held, limit: int | None = None) -> Iterator[SharedRow]:
    """What the articles cite, the most frequent first."""
    yield from _shared(held, ("source",), limit)


def _shared(held: Held, facets: tuple[str, ...], limit: int | None) -> Iterator[SharedRow]:
    besides = held.record if isinstance(held.record, Entity) else None
    for tally in held.articles.most(*facets, limit=limit, besides=besides):
        record = tally.record
        yield SharedRow(str(record), record.kind, tally.articles, held.address(criterion(record)))
