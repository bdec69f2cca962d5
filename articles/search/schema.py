"""The tables of the index and the triggers that keep it true, for SQLite and PostgreSQL.

No model stands for them: what they hold is derived from the articles, so that no dump, fixture or batch should carry
it, and it can be made again at any time. Nor do migrations make them: Django changes a table on SQLite by making
it anew, and with the old one its triggers go without a word. ``install`` runs after every ``migrate`` instead, makes
what is missing, and when it was missing marks every article, since nobody knows what was written meanwhile.

- ``articles_search``: the words of each article (``entry.Entry``). On PostgreSQL with a vector and its GIN index.
- ``articles_search_fts`` (SQLite): the FTS5 index over it, kept by triggers.
- ``articles_search_names``: the names of entities, folded (``names``).
- ``articles_search_stale``: what was written since an entry was made, by triggers on every table of which an entry
  tells something. Only ever added to, in the transaction of the change; the index takes a row away once it has read
  the article after it. A trigger names no table but this one: SQLite refuses to rename a table, as Django does when it
  makes one anew, as long as a trigger anywhere names one that is not there.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.search.compile import FIND
from articles.search.entry import PARTS

TABLE, FTS, NAMES, STALE = "articles_search", "articles_search_fts", "articles_search_names", "articles_search_stale"
#: The same log for the facet index (``articles.services.faceting``), which depends on other tables and values.
FACETS_STALE = "articles_search_facets_stale"
#: What a row of ``STALE`` concerns: one article's entry, those of an author's articles, those of the articles that cite
#: a source, an entity's names.
ARTICLE, AUTHOR, SOURCE, ENTITY = "article", "author", "source", "entity"
#: Of the facets, too: those of an issue's articles; an entity stands there for the articles that mention it.
ISSUE = "issue"


@dataclass(frozen=True, slots=True)
class Watch:
    """A table of which entries tell something: the values that matter, and whose entries a row concerns.

    ``values`` are expressions in which ``{row}`` stands for the old or the new row.
    """

    table: str
    values: tuple[str, ...]
    key: str = "article_id"
    kind: str = ARTICLE
    events: tuple[str, ...] = ("INSERT", "UPDATE", "DELETE")
    log: str = STALE

    def name(self, event: str) -> str:
        """The name of a trigger."""
        prefix = self.log.removesuffix("_stale") + ("_target" if self.key == "target_id" else "")
        return f"{prefix}_{self.table.removeprefix('articles_')}_{event.lower()}"

    def rows(self, event: str) -> list[str]:
        """The rows that an event concerns: both, where a row can move from one article to another."""
        if event == "UPDATE":
            return ["OLD", "NEW"] if self.key != "id" else ["NEW"]
        return ["OLD" if event == "DELETE" else "NEW"]

    def changed(self, differs: str) -> str:
        """The condition that an update changes one of the values; ``differs`` is the operator that says so."""
        values = [value if "{row}" in value else f"{{row}}.{value}" for value in self.values]
        return " OR ".join(f"({value.format(row='OLD')}) {differs} ({value.format(row='NEW')})" for value in values)


WATCHED = (
    Watch("articles_article", ("headline", "standfirst", "body"), key="id"),
    Watch("articles_authorship", ("article_id", "author_id", "credited_name")),
    Watch("articles_author", ("name",), key="id", kind=AUTHOR, events=("UPDATE",)),
    Watch(
        "articles_citation",
        ("article_id", "source_id", "source_text", "{row}.review = 'rejected'", "{row}.start IS NULL"),
    ),
    Watch("entities_entity", ("preferred_label",), key="id", kind=ENTITY),
    Watch("entities_alias", ("entity_id", "name"), key="entity_id", kind=ENTITY),
    Watch("articles_source", ("name",), key="id", kind=SOURCE, events=("UPDATE",)),
    Watch(
        "articles_article",
        (
            *("status", "date_earliest", "date_latest", "date_basis", "issue_id", "position", "language", "series"),
            "headline",
        ),
        key="id",
        log=FACETS_STALE,
    ),
    Watch("articles_authorship", ("article_id", "author_id"), log=FACETS_STALE),
    Watch("articles_mention", ("article_id", "entity_id", "review", "{row}.start IS NULL"), log=FACETS_STALE),
    Watch("articles_citation", ("article_id", "source_id", "review", "{row}.start IS NULL"), log=FACETS_STALE),
    Watch(
        "articles_citation",
        ("article_id", "target_id", "{row}.review = 'rejected'", "{row}.start IS NULL"),
        key="target_id",
        log=FACETS_STALE,
    ),
    Watch("articles_rolestatement", ("article_id", "review", "{row}.start IS NULL"), log=FACETS_STALE),
    Watch("articles_acronymdefinition", ("article_id", "review", "{row}.start IS NULL"), log=FACETS_STALE),
    Watch(
        "articles_issue",
        ("publication_id", "volume", "number"),
        key="id",
        kind=ISSUE,
        events=("UPDATE",),
        log=FACETS_STALE,
    ),
    Watch("entities_entity", ("kind",), key="id", kind=ENTITY, events=("UPDATE",), log=FACETS_STALE),
)


# SQLite ------------------------------------------------------------------------------------------------------------

_COLUMNS = ", ".join(PARTS)
_SQLITE_TABLES = {
    TABLE: f"CREATE TABLE {TABLE} (article_id INTEGER PRIMARY KEY, {' TEXT NOT NULL, '.join(PARTS)} TEXT NOT NULL)",
    STALE: f"CREATE TABLE {STALE} (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record INTEGER NOT NULL)",
    f"{STALE}_record": f"CREATE INDEX {STALE}_record ON {STALE} (record, kind)",
    FACETS_STALE: f"CREATE TABLE {FACETS_STALE} (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, record INTEGER NOT NULL)",
    f"{FACETS_STALE}_record": f"CREATE INDEX {FACETS_STALE}_record ON {FACETS_STALE} (record, kind)",
    NAMES: f"CREATE TABLE {NAMES} (id INTEGER PRIMARY KEY, entity_id INTEGER NOT NULL, name TEXT NOT NULL, "
    "place INTEGER NOT NULL, folded TEXT NOT NULL)",
    f"{NAMES}_folded": f"CREATE INDEX {NAMES}_folded ON {NAMES} (folded)",
    f"{NAMES}_entity": f"CREATE INDEX {NAMES}_entity ON {NAMES} (entity_id)",
    FTS: f"CREATE VIRTUAL TABLE {FTS} USING fts5({_COLUMNS}, content='{TABLE}', content_rowid='article_id', "
    "tokenize='ascii')",
}


def _sqlite_triggers() -> Iterator[tuple[str, str]]:
    """The triggers of SQLite by name: those that mark articles, and those that keep FTS5 beside its table."""
    for watch in WATCHED:
        for event in watch.events:
            when = f" WHEN {watch.changed('IS NOT')}" if event == "UPDATE" else ""
            # One row for each record is enough where writers come one at a time.
            marks = " ".join(
                f"INSERT INTO {watch.log} (kind, record) SELECT '{watch.kind}', {row}.{watch.key} "
                f"WHERE {row}.{watch.key} IS NOT NULL AND NOT EXISTS "
                f"(SELECT 1 FROM {watch.log} WHERE record = {row}.{watch.key} AND kind = '{watch.kind}');"
                for row in watch.rows(event)
            )
            name = watch.name(event)
            yield name, f"CREATE TRIGGER {name} AFTER {event} ON {watch.table}{when} BEGIN {marks} END"
    old, new = ("".join(f", {row}.{part}" for part in PARTS) for row in ("OLD", "NEW"))
    remove = f"INSERT INTO {FTS} ({FTS}, rowid, {_COLUMNS}) VALUES ('delete', OLD.article_id{old});"
    insert = f"INSERT INTO {FTS} (rowid, {_COLUMNS}) VALUES (NEW.article_id{new});"
    for event, body in (("INSERT", insert), ("DELETE", remove), ("UPDATE", f"{remove} {insert}")):
        name = f"{FTS}_{event.lower()}"
        yield name, f"CREATE TRIGGER {name} AFTER {event} ON {TABLE} BEGIN {body} END"


def _present_on_sqlite(connection: BaseDatabaseWrapper) -> dict[str, str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE name LIKE %s AND sql IS NOT NULL", [f"{TABLE}%"])
        return dict(cursor.fetchall())


def _is_whole_on_sqlite(connection: BaseDatabaseWrapper) -> bool:
    present = _present_on_sqlite(connection)
    return all(present.get(name) == sql for name, sql in (*_SQLITE_TABLES.items(), *_sqlite_triggers()))


def _make_on_sqlite(connection: BaseDatabaseWrapper) -> None:
    present = _present_on_sqlite(connection)
    with connection.cursor() as cursor:
        for name, sql in present.items():
            if sql.startswith("CREATE TRIGGER"):
                cursor.execute(f"DROP TRIGGER {name}")
        if any(present.get(name) != sql for name, sql in _SQLITE_TABLES.items()):
            for name in (FTS, STALE, FACETS_STALE, NAMES, TABLE):
                cursor.execute(f"DROP TABLE IF EXISTS {name}")
            for sql in _SQLITE_TABLES.values():
                cursor.execute(sql)
        for _, sql in _sqlite_triggers():
            cursor.execute(sql)
        cursor.execute(f"INSERT INTO {FTS} ({FTS}) VALUES ('rebuild')")


# PostgreSQL --------------------------------------------------------------------------------------------------------

_POSTGRESQL_TABLES = (
    f"CREATE TABLE {TABLE} (article_id bigint PRIMARY KEY, {', '.join(f'{part} text NOT NULL' for part in PARTS)}, "
    "vector tsvector NOT NULL)",
    f"CREATE INDEX {TABLE}_vector ON {TABLE} USING gin (vector)",
    *(
        f"CREATE TABLE {log} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, "
        "record bigint NOT NULL)"
        for log in (STALE, FACETS_STALE)
    ),
    # The words are looked up in one by one, where a vector has found them: read without unpacking.
    f"ALTER TABLE {TABLE} ALTER COLUMN body SET STORAGE EXTERNAL",
    # Without the freedom to read every vector instead of the index: where a word is in most articles, PostgreSQL would,
    # since it does not count what unpacking a vector costs. Estimated for what is many; few are never joined by it.
    f"CREATE OR REPLACE FUNCTION {FIND}(wanted tsquery) RETURNS TABLE (article_id bigint) LANGUAGE sql STABLE "
    f"ROWS 20000 SET enable_seqscan = off AS $$ SELECT article_id FROM {TABLE} WHERE vector @@ wanted $$",
    f"CREATE TABLE {NAMES} (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, entity_id bigint NOT NULL, "
    'name text NOT NULL, place integer NOT NULL, folded text COLLATE "C" NOT NULL)',
    f"CREATE INDEX {NAMES}_folded ON {NAMES} (folded)",
    f"CREATE INDEX {NAMES}_entity ON {NAMES} (entity_id)",
)


def _postgresql_triggers() -> Iterator[tuple[str, str, str, str]]:
    """Name, table, function and trigger of each."""
    for watch in WATCHED:
        for event in watch.events:
            name = watch.name(event)
            marks = " ".join(
                f"INSERT INTO {watch.log} (kind, record) SELECT '{watch.kind}', {row}.{watch.key} "
                f"WHERE {row}.{watch.key} IS NOT NULL;"
                for row in watch.rows(event)
            )
            function = (
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN {marks} RETURN NULL; END $$"
            )
            when = f" WHEN ({watch.changed('IS DISTINCT FROM')})" if event == "UPDATE" else ""
            trigger = (
                f"CREATE TRIGGER {name} AFTER {event} ON {watch.table} FOR EACH ROW{when} EXECUTE FUNCTION {name}()"
            )
            yield name, watch.table, function, trigger
    entries = f"INSERT INTO {FACETS_STALE} (kind, record) SELECT '{ARTICLE}', article FROM articles_facetentry;"
    for table, derived, act in (("articles_article", TABLE, entries), ("entities_entity", NAMES, "")):
        name = f"{derived}_truncate"  # emptying a table fires no trigger of its rows
        function = (
            f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN DELETE FROM {derived}; {act} RETURN NULL; END $$"
        )
        yield name, table, function, f"CREATE TRIGGER {name} AFTER TRUNCATE ON {table} EXECUTE FUNCTION {name}()"


def _stamp() -> str:
    """A fingerprint of the form of tables and triggers, kept as the comment of the table."""
    parts = [*_POSTGRESQL_TABLES, *(part for parts in _postgresql_triggers() for part in parts)]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _is_whole_on_postgresql(connection: BaseDatabaseWrapper) -> bool:
    names = [name for name, *_ in _postgresql_triggers()]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT obj_description(to_regclass(%s), 'pg_class'), (SELECT count(*) FROM pg_trigger "
            "WHERE NOT tgisinternal AND tgenabled = 'O' AND tgname = ANY(%s))",
            [TABLE, names],
        )
        return tuple(cursor.fetchone()) == (_stamp(), len(names))


def _make_on_postgresql(connection: BaseDatabaseWrapper) -> None:
    with connection.cursor() as cursor:
        for table in (TABLE, NAMES, STALE, FACETS_STALE):
            cursor.execute(f"DROP TABLE IF EXISTS {table}")
        for sql in _POSTGRESQL_TABLES:
            cursor.execute(sql)
        for name, table, function, trigger in _postgresql_triggers():
            cursor.execute(function)
            cursor.execute(f"DROP TRIGGER IF EXISTS {name} ON {table}")
            cursor.execute(trigger)
        cursor.execute(f"COMMENT ON TABLE {TABLE} IS '{_stamp()}'")


# Both --------------------------------------------------------------------------------------------------------------


def lay_triggers(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Make what is missing; takes what ``post_migrate`` sends."""
    install(connections[using])


def is_whole(connection: BaseDatabaseWrapper) -> bool:
    """Whether every table and trigger of the index is there, in its present form."""
    return _is_whole_on_sqlite(connection) if connection.vendor == "sqlite" else _is_whole_on_postgresql(connection)


def install(connection: BaseDatabaseWrapper) -> bool:
    """Make the tables and triggers that are missing or of an older form; True when something was.

    Then every article and entity is marked, for the index to look at.
    """
    present = set(connection.introspection.table_names())
    if not present.issuperset(watch.table for watch in WATCHED) or is_whole(connection):
        return False
    with transaction.atomic(using=connection.alias):
        (_make_on_sqlite if connection.vendor == "sqlite" else _make_on_postgresql)(connection)
        mark_all(connection)
    return True


def mark_all(connection: BaseDatabaseWrapper) -> None:
    """Mark every article and entity, and what is held of those that are no more."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {STALE} (kind, record) SELECT '{ARTICLE}', id FROM articles_article "
            f"UNION SELECT '{ARTICLE}', article_id FROM {TABLE} UNION SELECT '{ENTITY}', id FROM entities_entity "
            f"UNION SELECT '{ENTITY}', entity_id FROM {NAMES}"
        )
        cursor.execute(
            f"INSERT INTO {FACETS_STALE} (kind, record) SELECT '{ARTICLE}', id FROM articles_article "
            f"UNION SELECT '{ARTICLE}', article FROM articles_facetentry"
        )
