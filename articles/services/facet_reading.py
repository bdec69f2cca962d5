"""The facet index in the memory of a process, as it stands in the database, and the articles behind its ordinals."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock

from pyroaring import BitMap

from articles.facets import FacetIndex
from articles.models import Article, FacetBitmap, FacetEntry, FacetVersion

#: Entries that are read at a time.
CHUNK = 2_000
#: The ordinal of no article: undated ones are numbered from above, and are never so many.
_NOWHERE = 0


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The index at one version, in memory; never changed once it is made."""

    version: int = -1
    index: FacetIndex = field(default_factory=FacetIndex)
    places: array[int] = field(default_factory=lambda: array("I"))

    def ordinals(self, pks: Iterable[int]) -> BitMap:
        """The ordinals of the articles with these primary keys; those that the index does not know are left out."""
        length = len(self.places)
        found = BitMap(self.places[pk] for pk in pks if pk < length)
        found.discard(_NOWHERE)
        return found

    def articles(self, pks: Iterable[int]) -> dict[int, int]:
        """The primary keys by ordinal; those that the index does not know are left out."""
        length = len(self.places)
        found = {self.places[pk]: pk for pk in pks if pk < length}
        found.pop(_NOWHERE, None)
        return found

    def headlines(self, ordinals: Iterable[int]) -> dict[int, str]:
        """The headlines of the articles at these ordinals."""
        found: dict[int, str] = {}
        wanted = list(ordinals)
        for start in range(0, len(wanted), CHUNK):
            some = FacetEntry.rows.filter(ordinal__in=wanted[start : start + CHUNK])
            named = Article.objects.filter(pk__in=some.values("article"))
            found |= {self.places[pk]: headline for pk, headline in named.order_by().values_list("pk", "headline")}
        return found


class FacetMemory:
    """The index as this process remembers it: read once, and of what was written since only that."""

    def __init__(self) -> None:
        self._snapshot = Snapshot()
        self._lock = Lock()

    def current(self) -> Snapshot:
        """The index as it stands in the database: one query when nothing was written since the last time."""
        if _version() == self._snapshot.version:
            return self._snapshot
        with self._lock:
            # What is written while this reads has a later version, and is read once more.
            while (number := _version()) != self._snapshot.version:
                self._snapshot = _read(self._snapshot, number)
            return self._snapshot

    def forget(self) -> None:
        """Read everything anew the next time."""
        self._snapshot = Snapshot()


#: What this process remembers.
memory = FacetMemory()


def _version() -> int:
    return FacetVersion.rows.filter(pk=1).values_list("number", flat=True).first() or 0


def _read(held: Snapshot, number: int) -> Snapshot:
    """The index at version ``number`` or a later one, from what is held and what was written since."""
    if number < held.version:
        held = Snapshot()
    changed = FacetBitmap.rows.filter(version__gt=held.version).values_list("facet", "key", "bitmap")
    index = held.index.with_bitmaps(
        ((facet, key), BitMap.deserialize(bytes(bitmap))) for facet, key, bitmap in changed.iterator()
    )
    places = array("I", held.places)
    entries = FacetEntry.rows.filter(version__gt=held.version).values_list("article", "ordinal")
    for article, ordinal in entries.iterator(chunk_size=CHUNK):
        if article >= len(places):
            places.extend([_NOWHERE] * (article + CHUNK - len(places)))
        places[article] = ordinal
    return Snapshot(number, index, places)


def articles_at(ordinals: Sequence[int]) -> list[int]:
    """The primary keys of the articles at these ordinals, in their order."""
    found = dict(FacetEntry.rows.filter(ordinal__in=ordinals).values_list("ordinal", "article"))
    return [found[ordinal] for ordinal in ordinals if ordinal in found]
