"""The network around an entity: those it is mentioned with most often, and which of them the same articles mention.

Counts are intersections of bitmaps: some 300 of them for 25 neighbours, in well under a millisecond.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice

from pyroaring import BitMap

from articles.facets import ENTITY_FACETS
from articles.figures.held import Held, criterion, list_of
from entities.models import Entity

#: Neighbours of a network, and ties among them that are drawn: the closest.
NEIGHBOURS, DRAWN = 24, 60


@dataclass(frozen=True, slots=True)
class Neighbour:
    """An entity that ``articles`` articles mention together with the one in the middle; their list."""

    entity: Entity
    articles: int
    address: str


@dataclass(frozen=True, slots=True)
class Tie:
    """Two neighbours that the same articles mention.

    Attributes:
        articles: how many public articles mention both, with the one in the middle or without.
        share: of the articles that mention either, the part that mentions both, in percent (Jaccard).
        closeness: the same as a fraction, with one article of both left out: to be mentioned together once is chance,
            and would put pairs of rare names before all others.
    """

    one: Entity
    other: Entity
    articles: int
    share: float
    closeness: float
    address: str

    @property
    def name(self) -> str:
        return str(self.one)

    @property
    def other_name(self) -> str:
        return str(self.other)


@dataclass(frozen=True, slots=True)
class Network:
    """The neighbours, the most frequent first, and all their ties, the closest first."""

    centre: Entity
    neighbours: tuple[Neighbour, ...]
    ties: tuple[Tie, ...]

    @property
    def drawn(self) -> tuple[Tie, ...]:
        """The ties of the picture: with all of them nothing could be told apart."""
        return self.ties[:DRAWN]


def network_of(held: Held, *kinds: str, limit: int = NEIGHBOURS) -> Network:
    """The network around ``held.record`` of entities of these kinds, of all when none is named; a query."""
    most = held.articles.most(*(kinds or ENTITY_FACETS), limit=limit, besides=held.record)
    neighbours = tuple(Neighbour(tally.record, tally.articles, held.address(criterion(tally.record))) for tally in most)
    return Network(held.record, neighbours, tuple(_ties(held, [tally.record for tally in most])))


def ties(held: Held, limit: int | None = None, *, kinds: tuple[str, ...] = ()) -> Iterator[Tie]:
    """The ties of a network, the closest first."""
    return islice(network_of(held, *kinds).ties, limit)


def _ties(held: Held, entities: list[Entity]) -> list[Tie]:
    index = held.articles.snapshot.index
    public = index.of("public")
    articles: list[BitMap] = [public & index.of(entity.kind, str(entity.pk)) for entity in entities]
    found = []
    for (one, first), (other, second) in combinations(zip(entities, articles, strict=True), 2):
        if both := first.intersection_cardinality(second):
            either = first.union_cardinality(second)
            address = list_of(criterion(one), criterion(other))
            found.append(Tie(one, other, both, round(100 * both / either, 1), (both - 1) / either, address))
    return sorted(found, key=lambda tie: (-tie.closeness, -tie.share))
