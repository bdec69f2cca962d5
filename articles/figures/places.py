"""Which places the articles of a search mention, and in how many of them.

The counts are those of the facet index: one intersection of bitmaps for each place, whatever the number of articles.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from articles.filters.selection import Selection
from entities.models import Entity

#: The most places that are counted; beyond them are the rarest.
MOST = 5_000
_CHUNK = 500


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """A place in so many articles; degrees are None where its position is not known.

    ``address`` leads to exactly the articles that are counted.
    """

    place: str
    articles: int
    latitude: float | None
    longitude: float | None
    address: str


def places(selection: Selection, limit: int | None = None) -> Iterator[PlaceCount]:
    """The places of the articles, the most frequent first, at most ``MOST``; a query for each 500 of them."""
    tallies = selection.snapshot.index.top("place", selection.articles, min(limit or MOST, MOST))
    articles = reverse("articles")
    for start in range(0, len(tallies), _CHUNK):
        part = tallies[start : start + _CHUNK]
        found = Entity.objects.only("preferred_label", "slug", "latitude", "longitude").in_bulk(
            [int(tally.key) for tally in part]
        )
        for tally in part:
            if (place := found.get(int(tally.key))) is None:
                continue
            yield PlaceCount(
                place.preferred_label,
                tally.count,
                None if place.latitude is None else float(place.latitude),
                None if place.longitude is None else float(place.longitude),
                articles + selection.filterset.query_with("place", place.slug),
            )
