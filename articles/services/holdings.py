"""What the archive holds of a record: its public articles and all counts over them, from the facet index.

A page of a record that 40 of 100 articles mention costs what that of a rare one does: no question to the database is
over its articles, but for the twenty that a page shows.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from pyroaring import BitMap

from articles.facets import ENTITY_FACETS, page_of
from articles.models import Article, Author, Source
from articles.services.facet_reading import Snapshot, articles_at, memory
from articles.services.faceting import settle_small
from articles.tallies import Tally, YearTally
from entities.models import Entity

#: The facets whose values are records, by the model of the record.
_MODELS: dict[str, Any] = {**dict.fromkeys(ENTITY_FACETS, Entity), "source": Source, "author": Author}


def facet_of(record: Any) -> str:
    """The facet of which a record is a value; it is also the key by which the list of articles is narrowed to it."""
    return str(record.kind if isinstance(record, Entity) else record._meta.model_name)


@dataclass(frozen=True, slots=True)
class Holding:
    """Public articles, in the index as it was at one moment. A paginator takes it for a list, the newest first."""

    snapshot: Snapshot
    articles: BitMap

    @classmethod
    def whole(cls) -> Holding:
        """All public articles."""
        settle_small()
        snapshot = memory.current()
        return cls(snapshot, snapshot.index.of("public"))

    def of(self, record: Any) -> Holding:
        """Those that mention an entity, cite a source, are signed by an author or stand in a publication."""
        return Holding(self.snapshot, self.articles & self.snapshot.index.of(facet_of(record), str(record.pk)))

    def __len__(self) -> int:
        """The exact number of articles."""
        return len(self.articles)

    def __getitem__(self, stretch: slice) -> list[Article]:
        """A stretch of the list."""
        pks = articles_at(page_of(self.articles, stretch.start, stretch.stop - stretch.start))
        return Article.objects.published().listed(pks)

    def years(self) -> list[YearTally]:
        """The dated articles by year, every year from the first to the last. No query."""
        return [YearTally(year, count) for year, count in self.snapshot.index.per_year(self.articles)]

    def most(self, *facets: str, limit: int | None, besides: Entity | None = None) -> list[Tally]:
        """The records of these facets that most of the articles have, the most frequent first; a query for each model.

        Args:
            limit: the most records; None gives all.
            besides: an entity that is left out.
        """
        index, left_out = self.snapshot.index, {str(besides.pk)} if besides else set()
        found = [
            (-tally.count, facet, tally.key)
            for facet in facets
            for tally in index.top(facet, self.articles, limit, but=self._unwanted(facet) | left_out)
        ]
        ranked = sorted(found)[:limit]
        records = self._records(facets, ranked)
        return [Tally(records[facet, key], -count) for count, facet, key in ranked if (facet, key) in records]

    def frequencies(self, records: Iterable[Any]) -> list[Tally]:
        """In how many of the articles each of ``records`` occurs, in the order given. No query."""
        index = self.snapshot.index
        return [
            Tally(record, self.articles.intersection_cardinality(index.of(facet_of(record), str(record.pk))))
            for record in records
        ]

    def number(self, *facets: str, besides: Entity | None = None) -> int:
        """How many records of these facets at least one of the articles has; ``besides`` is not counted."""
        index, left_out = self.snapshot.index, {str(besides.pk)} if besides else set()
        return sum(
            self.articles.intersect(index.of(facet, key))
            for facet in facets
            for key in set(index.keys(facet)) - self._unwanted(facet) - left_out
        )

    def citations(self) -> int:
        """How many citations readers see in the articles. No query."""
        return self.snapshot.index.total("citations", self.articles)

    def _unwanted(self, facet: str) -> set[str]:
        """Rejected sources: citations still name them, and they have no page."""
        if facet != "source":
            return set()
        return {str(pk) for pk in Source.objects.filter(review="rejected").values_list("pk", flat=True)}

    def _records(self, facets: Iterable[str], ranked: list[tuple[int, str, str]]) -> dict[tuple[str, str], Any]:
        by_model: dict[Any, list[str]] = {}
        for _, facet, key in ranked:
            by_model.setdefault(_MODELS[facet], []).append(key)
        found = {}
        for model, keys in by_model.items():
            for record in model.objects.filter(pk__in=keys):
                found[facet_of(record), str(record.pk)] = record
        return found
