"""What the index finds: as a condition, as primary keys, as a number.

Whatever reaches readers is found among ``Article.objects.published()``; ``ids`` and ``phrase_pks`` look at everything
that the archive holds, drafts included, and serve editors and indexes.
"""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection
from django.db.models import Q
from django.db.models.expressions import RawSQL

from articles.models import Article
from articles.search import compile, index
from articles.search.query import Query, parse, phrase

#: Primary keys that are fetched at a time.
PAGE = 2_000


def matching(query: Query | str) -> Q:
    """The condition that an article is found by ``query``; it composes with any other. An empty query finds nothing.

    The index is taken as it is: call ``index.refresh_small`` once before a search.
    """
    sql, values = compile.statement(_read(query), connection.vendor)
    if connection.vendor == "postgresql":
        # Fetched as a whole: the planner would rather walk all articles by date and ask the index of each.
        sql = f"WITH found AS MATERIALIZED ({sql}) SELECT article_id FROM found"
    return Q(pk__in=RawSQL(sql, tuple(values)))


def ids(query: Query | str) -> Iterator[int]:
    """The primary keys of all articles that ``query`` finds, in their order, whatever their status; some at a time.

    The index is brought up to date first. What changes while they are read may or may not be among them.
    """
    asked = _read(query)
    if asked.is_empty:
        return
    index.refresh()
    sql, values = compile.statement(asked, connection.vendor)
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_page(sql), [*values, last, PAGE])
            page = [row[0] for row in cursor.fetchall()]
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1]


def count(query: Query | str) -> int:
    """How many articles ``query`` finds, whatever their status."""
    asked = _read(query)
    if asked.is_empty:
        return 0
    index.refresh()
    sql, values = compile.statement(asked, connection.vendor)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM ({sql}) AS found", values)
        return int(cursor.fetchone()[0])


def phrase_pks(text: str, *, published_only: bool = False) -> Iterator[int]:
    """The primary keys, in their order, of all articles in whose headline, standfirst or text these words stand
    together, whatever their case, accents, apostrophes and hyphens.

    More than those where ``text`` stands literally, and never fewer: "Kazakhstan" finds "Kazakhstan’s" and
    "Interfax-Kazakhstan", and leaves it to the caller to look at the place. Drafts are included unless
    ``published_only``. The index is brought up to date first; memory does not grow with the number of articles.
    """
    found = ids(phrase(text))
    if not published_only:
        yield from found
        return
    while page := list(_take(found)):
        yield from Article.objects.published().filter(pk__in=page).order_by("pk").values_list("pk", flat=True)


def _take(pks: Iterator[int]) -> Iterator[int]:
    for _, pk in zip(range(PAGE), pks, strict=False):
        yield pk


def _page(sql: str) -> str:
    """The statement for the next primary keys after a given one."""
    key = "rowid" if sql.startswith("SELECT rowid") else "article_id"
    return f"{sql} AND {key} > %s ORDER BY {key} LIMIT %s"


def _read(query: Query | str) -> Query:
    return parse(query) if isinstance(query, str) else query
