"""The version of the authority file: a mark that changes with every write to its names, whoever makes it.

Triggers in the database write it, so that it is true after a form, an import, ``loaddata``, a batch taken back, a bulk
update and a statement typed by hand alike. It is a random mark and no counter: one that a transaction made and took
back is never met again. The table is no model, hence in no dump: a version says nothing outside its own database.

The triggers are laid after every ``migrate`` (``apps``), since SQLite drops them when a migration builds a table anew.
On PostgreSQL they run before the statement, so that two writers wait for each other here, before either holds a row
that the other may want.
"""

from __future__ import annotations

from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections

#: What the names of the authority file are read from.
WATCHED = ("entities_entity", "entities_alias")

_CREATE = "CREATE TABLE IF NOT EXISTS entities_version (id integer PRIMARY KEY CHECK (id = 1), mark text NOT NULL)"
_FIRST = "INSERT INTO entities_version (id, mark) SELECT 1, 'new' WHERE NOT EXISTS (SELECT 1 FROM entities_version)"
_SQLITE = """
    CREATE TRIGGER IF NOT EXISTS {table}_{act}_version AFTER {act} ON {table}
    BEGIN UPDATE entities_version SET mark = hex(randomblob(16)) WHERE id = 1; END
"""
_FUNCTION = """
    CREATE OR REPLACE FUNCTION entities_version_change() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN UPDATE entities_version SET mark = gen_random_uuid()::text WHERE id = 1; RETURN NULL; END $$
"""
_POSTGRESQL = """
    CREATE OR REPLACE TRIGGER {table}_version BEFORE INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION entities_version_change()
"""


def lay_triggers(using: str = DEFAULT_DB_ALIAS, **_: Any) -> None:
    """Make the table and the triggers where they are missing; takes what ``post_migrate`` sends."""
    database = connections[using]
    with database.cursor() as cursor:
        present = set(database.introspection.table_names(cursor))
        if not present.issuperset(WATCHED):
            return  # migrated back to nothing
        cursor.execute(_CREATE)
        cursor.execute(_FIRST)
        if database.vendor == "postgresql":
            cursor.execute(_FUNCTION)
            for table in WATCHED:
                cursor.execute(_POSTGRESQL.format(table=table))
        else:
            for table in WATCHED:
                for act in ("INSERT", "UPDATE", "DELETE"):
                    cursor.execute(_SQLITE.format(table=table, act=act))


def current_version() -> str:
    """The mark of the authority file as this connection sees it. One query."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT mark FROM entities_version WHERE id = 1")
        return str(cursor.fetchone()[0])
