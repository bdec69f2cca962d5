"""The log of what was written since the facet index was made (``schema.FACETS_STALE``): read, and let go of."""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection

from articles.search.schema import FACETS_STALE

#: Marks that one statement names.
_NAMED = 500

#: The number of a mark, what kind of record it is of, and the record's primary key.
Mark = tuple[int, str, int]


#: Marks that a changed record leaves on PostgreSQL, about; SQLite keeps one for each.
MARKS = 20


def waiting(limit: int) -> int:
    """How many records have changes that wait: of many, at least a good part of ``limit``."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT DISTINCT kind, record FROM (SELECT kind, record FROM {FACETS_STALE} "
            "LIMIT %s) AS marks) AS records",
            [limit * MARKS],
        )
        return int(cursor.fetchone()[0])


def first(limit: int) -> list[Mark]:
    """The oldest marks."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, kind, record FROM {FACETS_STALE} ORDER BY id LIMIT %s", [limit])
        return [(number, kind, record) for number, kind, record in cursor.fetchall()]


def let_go(marks: Sequence[Mark]) -> None:
    """Take these marks out of the log: what they tell of has been read after them."""
    with connection.cursor() as cursor:
        for start in range(0, len(marks), _NAMED):
            numbers = [number for number, _, _ in marks[start : start + _NAMED]]
            places = ", ".join(["%s"] * len(numbers))
            cursor.execute(f"DELETE FROM {FACETS_STALE} WHERE id IN ({places})", numbers)


def let_go_all() -> None:
    """Take all marks out; what they tell of must be read after this, in the same transaction."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {FACETS_STALE}")
