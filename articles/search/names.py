"""The names of entities as the search knows them: folded, by their beginnings, on either database.

A name stands in the table once for each of its longer words, from that word on: "nursultan nazarbayev" at place 0 and
"nazarbayev" at place 1. So a whole name, a surname, and what is nearly one are found by their first letters in an
index. Kept true as the entries of articles are (``index``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db import connection
from rapidfuzz import fuzz

from articles.search.schema import NAMES
from edm_archive.text.words import words
from entities.models import Alias, Entity

#: Words shorter than this begin no place of their own: "of", "de", "al".
SHORTEST = 3
#: Names that are compared with what was typed, and how like they must be, of 100.
CANDIDATES, LIKE_ENOUGH = 3_000, 80
#: Letters in which a name and what was meant to be it begin alike.
SHARED = 2

#: A row of the table without its entity: the name as it is shown, its place, what is compared.
Row = tuple[str, int, str]


def rows_of(entities: Collection[int]) -> dict[int, set[Row]]:
    """The rows that these entities should have, from what the authority file holds now. Two queries."""
    found: dict[int, set[Row]] = defaultdict(set)
    labels = Entity.objects.filter(pk__in=entities).order_by().values_list("pk", "preferred_label")
    aliases = Alias.objects.filter(entity__in=entities).order_by().values_list("entity", "name")
    for entity, name in (*labels, *aliases):
        found[entity].update(_rows(name))
    return dict(found)


def _rows(name: str) -> Iterable[Row]:
    split = words(name)
    for place, word in enumerate(split):
        if not place or len(word) >= SHORTEST:
            yield name, place, " ".join(split[place:])


def held(entities: Collection[int]) -> dict[int, set[Row]]:
    """The rows that the table has of these entities."""
    found: dict[int, set[Row]] = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT entity_id, name, place, folded FROM {NAMES} WHERE entity_id IN ({_places(entities)})",
            [*entities],
        )
        for entity, *row in cursor.fetchall():
            found[entity].add(tuple(row))
    return dict(found)


def update(entities: Collection[int]) -> int:
    """Make the rows of these entities again where they differ; the number of entities that did."""
    if not entities:
        return 0
    wanted, present = rows_of(entities), held(entities)
    changed = [entity for entity in entities if wanted.get(entity) != present.get(entity)]
    if changed:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {NAMES} WHERE entity_id IN ({_places(changed)})", changed)
            cursor.executemany(
                f"INSERT INTO {NAMES} (entity_id, name, place, folded) VALUES (%s, %s, %s, %s)",
                [(entity, *row) for entity in changed for row in sorted(wanted.get(entity, ()))],
            )
    return len(changed)


def bearing(folded: str) -> dict[int, str]:
    """The entities of which this is a whole name, with the name as the authority file writes it."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT entity_id, name FROM {NAMES} WHERE folded = %s AND place = 0 ORDER BY entity_id, name", [folded]
        )
        return dict(reversed(cursor.fetchall()))


def like(folded: str, limit: int) -> list[tuple[int, str]]:
    """Entities of which a name, or the end of one, is nearly what was typed: with that name, the likest first.

    Compared are those that begin with the same two letters and are about as long, up to ``CANDIDATES``.
    """
    if len(folded) < SHORTEST:
        return []
    spare = 1 + len(folded) // 5
    beginning = folded[:SHARED]
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT entity_id, name, folded FROM {NAMES} WHERE folded >= %s AND folded < %s "
            "AND length(folded) BETWEEN %s AND %s ORDER BY folded, entity_id, name LIMIT %s",
            [beginning, _after(beginning), len(folded) - spare, len(folded) + spare, CANDIDATES],
        )
        candidates = cursor.fetchall()
    scored = [(fuzz.ratio(folded, other, score_cutoff=LIKE_ENOUGH), entity, name) for entity, name, other in candidates
              if other != folded]  # fmt: skip
    best: dict[int, tuple[float, str]] = {}
    for score, entity, name in sorted(scored, key=lambda found: (-found[0], found[1], found[2])):
        if score:
            best.setdefault(entity, (score, name))
    return [(entity, name) for entity, (_, name) in list(best.items())[:limit]]


def _after(beginning: str) -> str:
    """The first text after all that begin so, in the order of code points."""
    return beginning[:-1] + chr(min(ord(beginning[-1]) + 1, 0x10FFFF))


def _places(values: Collection[int]) -> str:
    return ", ".join(["%s"] * len(values))
