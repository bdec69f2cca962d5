"""The index beside the articles: brought up to date, compared, made anew.

Triggers write down what may be out of date (``schema``); ``refresh`` makes those entries again, in short transactions.
It is called after every batch, by every search for the little that others left, and by ``manage.py search_index``. One
process refreshes at a time: two that read an article in one order and wrote it in the other would leave the older text.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.db import DatabaseError, connection, transaction

from articles.models import Article, Authorship, Citation
from articles.search import names
from articles.search.entry import PARTS, Entry
from articles.search.schema import ARTICLE, AUTHOR, ENTITY, FTS, NAMES, SOURCE, STALE, TABLE

#: Articles whose entries are made at a time: a transaction of a second or less.
CHUNK = 200
#: As much as one search brings up to date by itself, in articles.
SMALL = 100
#: Marks that a record leaves on PostgreSQL, about: one for its article, and one for each citation.
_MARKS = 20
#: The number of PostgreSQL's advisory lock for refreshing: the bytes of "search", and which of its locks.
_LOCK = 0x7365617263680001

logger = logging.getLogger(__name__)


class NotNow(Exception):
    """Another process writes at this moment."""


@dataclass(frozen=True, slots=True)
class Difference:
    """An entry that is not what its article says, or the names of an entity that are not its own.

    ``kind`` is "article" or "entity", ``what`` is "missing", "different", or "left over".
    """

    kind: str
    record: int
    what: str


# What is out of date -----------------------------------------------------------------------------------------------


def pending(limit: int = 1_000) -> int:
    """How many records have changes that wait to be folded in: of many, at least a good part of ``limit``."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT count(*) FROM (SELECT DISTINCT kind, record FROM (SELECT kind, record FROM {STALE} LIMIT %s) "
            "AS marks) AS records",
            [limit * _MARKS],
        )
        return int(cursor.fetchone()[0])


def refresh() -> int:
    """Fold in all that is out of date, a chunk in a transaction; the number of entries that were written."""
    written = 0
    while pending(1):
        written += _refresh_chunk(CHUNK)
    return written


def refresh_small() -> int:
    """Fold in a little of what is out of date, unless somebody else writes; how much then still waits, 0 for nothing.

    For those who search: it never waits for a lock and never raises. What a large fixture left is folded in search by
    search, where nobody runs the command.
    """
    if not pending(1):
        return 0
    try:
        _refresh_chunk(SMALL, wait=False)
    except NotNow:
        pass
    except DatabaseError:  # a database that is only read, or full: searching goes on
        logger.warning("The search index could not be brought up to date", exc_info=True)
    return pending()


def refresh_on_commit() -> None:
    """Fold in what the present transaction changes, once it is committed. A failure is logged, and nothing is lost."""
    transaction.on_commit(refresh, robust=True)


def _refresh_chunk(size: int, *, wait: bool = True) -> int:
    """Fold in up to ``size`` articles; the number of entries that were written."""
    with _alone(wait=wait), connection.cursor() as cursor:
        cursor.execute(f"SELECT id, kind, record FROM {STALE} ORDER BY id LIMIT %s", [size * _MARKS])
        marks = _of_articles(cursor.fetchall(), size)
        if not marks:  # somebody else has folded them in
            return 0
        written = _update({record for _, kind, record in marks if kind == ARTICLE})
        names.update({record for _, kind, record in marks if kind == ENTITY})
        # Read after the marks, so that a change which is marked later is folded in later.
        for _, kind, record in marks:
            if kind in _OF_RECORD:
                cursor.execute(_OF_RECORD[kind], [record])
        numbers = [number for number, _, _ in marks]
        cursor.execute(f"DELETE FROM {STALE} WHERE id IN ({_places(numbers)})", numbers)
    return written


def _of_articles(marks: list[tuple[int, str, int]], size: int) -> list[tuple[int, str, int]]:
    """The first marks, up to those of ``size`` articles."""
    seen: set[int] = set()
    for place, (_, kind, record) in enumerate(marks):
        if kind == ARTICLE:
            seen.add(record)
            if len(seen) > size:
                return marks[:place]
    return marks


#: Marks every article that an author signs, or that cites a source.
_OF_RECORD = {
    AUTHOR: f"INSERT INTO {STALE} (kind, record) SELECT '{ARTICLE}', article_id FROM articles_authorship "
    "WHERE author_id = %s",
    SOURCE: f"INSERT INTO {STALE} (kind, record) SELECT DISTINCT '{ARTICLE}', article_id FROM articles_citation "
    "WHERE source_id = %s",
}


@contextmanager
def _alone(*, wait: bool) -> Iterator[None]:
    """A transaction in which nobody else refreshes; without ``wait``, ``NotNow`` where somebody does."""
    if connection.vendor == "sqlite":
        with _patience(wait), transaction.atomic():
            yield
        return
    with transaction.atomic(), connection.cursor() as cursor:
        if wait:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        else:
            cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [_LOCK])
            if not cursor.fetchone()[0]:
                raise NotNow
        yield


@contextmanager
def _patience(wait: bool) -> Iterator[None]:
    """On SQLite: do not wait for another writer, unless ``wait``."""
    if wait or connection.in_atomic_block:
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout")
        patience = int(cursor.fetchone()[0])
        cursor.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        except DatabaseError as error:
            if "locked" in str(error) or "busy" in str(error):
                raise NotNow from error
            raise
        finally:
            cursor.execute(f"PRAGMA busy_timeout = {patience}")


# Entries -----------------------------------------------------------------------------------------------------------


def entries_of(articles: Sequence[int] | set[int]) -> dict[int, Entry]:
    """The entries of these articles, by primary key, made from what is in the archive now. Three queries."""
    authors: dict[int, list[str]] = defaultdict(list)
    signed = Authorship.objects.filter(article__in=articles).order_by()
    for article, *both in signed.values_list("article", "author__name", "credited_name"):
        authors[article].extend(both)
    sources: dict[int, list[str]] = defaultdict(list)
    cited = Citation.objects.visible().filter(article__in=articles).order_by()
    for article, *found in cited.values_list("article", "source__name", "source_text").distinct():
        sources[article].extend(name or "" for name in found)
    texts = Article.objects.filter(pk__in=articles).order_by()
    return {
        pk: Entry.of(headline, standfirst, body, authors[pk], sources[pk])
        for pk, headline, standfirst, body in texts.values_list("pk", "headline", "standfirst", "body")
    }


def _held(articles: Sequence[int] | set[int]) -> dict[int, Entry]:
    """The entries that the index holds of these articles."""
    keys = list(articles)
    if not keys:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT article_id, {', '.join(PARTS)} FROM {TABLE} WHERE article_id IN ({_places(keys)})", keys
        )
        return {article: Entry(*parts) for article, *parts in cursor.fetchall()}


def _update(articles: Sequence[int] | set[int], *, every: bool = False) -> int:
    """Make the entries of these articles again, and write those that differ, or all; the number of those written."""
    wanted, held = entries_of(articles), _held(articles)
    changed = {pk: entry for pk, entry in wanted.items() if every or held.get(pk) != entry}
    gone = [pk for pk in held if pk not in wanted]
    write(changed)
    if gone:
        with connection.cursor() as cursor:
            cursor.execute(f"DELETE FROM {TABLE} WHERE article_id IN ({_places(gone)})", gone)
    return len(changed) + len(gone)


def write(entries: Mapping[int, Entry]) -> None:
    """Write entries under the primary keys of their articles, whether they are there already or not."""
    has_vector = connection.vendor == "postgresql"
    columns, values = [*PARTS, *["vector"] * has_vector], [*["%s"] * len(PARTS), *["CAST(%s AS tsvector)"] * has_vector]
    sql = (
        f"INSERT INTO {TABLE} (article_id, {', '.join(columns)}) VALUES (%s, {', '.join(values)}) "
        f"ON CONFLICT (article_id) DO UPDATE SET {', '.join(f'{name} = excluded.{name}' for name in columns)}"
    )
    rows: list[list[int | str]] = [
        [pk, *entry.parts(), *([entry.vector()] if has_vector else [])] for pk, entry in entries.items()
    ]
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql, rows)


def _places(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


# Compared and made anew --------------------------------------------------------------------------------------------


def check(tell: Callable[[int], None] = lambda done: None) -> Iterator[Difference]:
    """Compare every entry with its article, in constant memory; what differs though no change waits.

    Args:
        tell: called with the number of articles compared since it was called last.

    Raises:
        django.db.DatabaseError: on SQLite, when FTS5 does not hold what its table does.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {FTS} ({FTS}, rank) VALUES ('integrity-check', 1)")
    for keys in _chunks("articles_article", "id", TABLE, "article_id"):
        wanted, held = entries_of(keys), _held(keys)
        vectors = _wrong_vectors({pk: wanted[pk] for pk in held if pk in wanted})
        yield from _differences(ARTICLE, keys, wanted, held, vectors, _waiting(keys))
        tell(len(keys))
    for keys in _chunks("entities_entity", "id", NAMES, "entity_id"):
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT record FROM {STALE} WHERE kind = %s AND record IN ({_places(keys)})", [ENTITY, *keys]
            )
            waiting = {row[0] for row in cursor.fetchall()}
        yield from _differences(ENTITY, keys, names.rows_of(keys), names.held(keys), set(), waiting)


def _differences(
    kind: str, keys: list[int], wanted: Mapping[int, Any], held: Mapping[int, Any], wrong: set[int], waiting: set[int]
) -> Iterator[Difference]:
    """How what is held of the records differs from what should be, those left out of which a change waits."""
    for pk in keys:
        if pk in waiting:
            continue
        if pk not in held and pk in wanted:
            yield Difference(kind, pk, "missing")
        elif pk in held and pk not in wanted:
            yield Difference(kind, pk, "left over")
        elif held.get(pk) != wanted.get(pk) or pk in wrong:
            yield Difference(kind, pk, "different")


def rebuild(tell: Callable[[int], None] = lambda done: None) -> int:
    """Make every entry anew, a chunk in a transaction; searches go on meanwhile. The number of entries written."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {FTS} ({FTS}) VALUES ('rebuild')")
    written = 0
    for keys in _chunks("articles_article", "id", TABLE, "article_id"):
        with _alone(wait=True):
            # SQLite's own index has just been made from the entries: only those that differ need writing.
            written += _update(keys, every=connection.vendor == "postgresql")
        tell(len(keys))
    for keys in _chunks("entities_entity", "id", NAMES, "entity_id"):
        with _alone(wait=True):
            names.update(keys)
    refresh()
    return written


def size() -> int:
    """How many articles there are to compare."""
    return Article.objects.count()


def _chunks(table: str, key: str, derived: str, derived_key: str) -> Iterator[list[int]]:
    """The primary keys of all records and of all that is held of any, in order, some at a time."""
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT pk FROM (SELECT * FROM (SELECT {key} AS pk FROM {table} WHERE {key} > %s ORDER BY {key} "
                f"LIMIT %s) AS records UNION SELECT * FROM (SELECT DISTINCT {derived_key} AS pk FROM {derived} "
                f"WHERE {derived_key} > %s ORDER BY {derived_key} LIMIT %s) AS held) AS known ORDER BY pk LIMIT %s",
                [last, CHUNK, last, CHUNK, CHUNK],
            )
            keys = [row[0] for row in cursor.fetchall()]
        if not keys:
            return
        yield keys
        last = keys[-1]


def _waiting(articles: Sequence[int]) -> set[int]:
    """Those of the articles of which a change waits, by themselves or through an author or a source."""
    places = _places(articles)
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT record FROM {STALE} WHERE kind = '{ARTICLE}' AND record IN ({places}) UNION "
            f"SELECT a.article_id FROM articles_authorship a JOIN {STALE} s ON s.record = a.author_id "
            f"WHERE s.kind = '{AUTHOR}' AND a.article_id IN ({places}) UNION "
            f"SELECT c.article_id FROM articles_citation c JOIN {STALE} s ON s.record = c.source_id "
            f"WHERE s.kind = '{SOURCE}' AND c.article_id IN ({places})",
            [*articles, *articles, *articles],
        )
        return {row[0] for row in cursor.fetchall()}


def _wrong_vectors(entries: dict[int, Entry]) -> set[int]:
    """On PostgreSQL: the articles whose vector is not that of their entry."""
    if connection.vendor != "postgresql" or not entries:
        return set()
    rows = ", ".join(["(%s, CAST(%s AS tsvector))"] * len(entries))
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT wanted.pk FROM (VALUES {rows}) AS wanted (pk, vector) JOIN {TABLE} held "
            "ON held.article_id = wanted.pk WHERE held.vector <> wanted.vector",
            [value for pk, entry in entries.items() for value in (pk, entry.vector())],
        )
        return {row[0] for row in cursor.fetchall()}
