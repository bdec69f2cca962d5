"""The order of relevance: how well each article answers a query, the headline before the standfirst before the text.

The measure is each database's own (bm25 on SQLite, ts_rank on PostgreSQL), so that neighbours in the list may stand in
another order there; which articles are found never differs. Measuring all of many articles is slow, and readers look at
the first: up to ``ALL`` articles (``ALL_BY_VECTOR`` on PostgreSQL) all are ranked, of more the newest ``NEWEST``, and
the others follow by date.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db import connection

from articles.search import compile
from articles.search.query import Query

#: Articles up to which all are ranked, and how many are where there are more.
ALL, NEWEST = 5_000, 1_000
#: The same as ``ALL`` where the measure is taken from vectors: ts_rank reads the whole one of each article, which takes
#: ten times as long as bm25 does, for which the places of the words are enough.
ALL_BY_VECTOR = 1_000
#: What a word counts in headline, standfirst, body and names.
WEIGHTS = (10.0, 4.0, 1.0, 1.0)


#: The primary keys of a stretch of the articles that were found, by date: from a place on, so many.
Newest = Callable[[int, int], list[int]]


def ranked(query: Query, total: int, newest: Newest, first: int, length: int) -> list[int]:
    """The primary keys of a stretch of the articles that were found, in the order of relevance; equals by date.

    Args:
        total: how many were found.
        newest: gives them the newest first.
    """
    measured = total if total <= all_ranked() else NEWEST
    keys = newest(0, measured)
    points = scores(query, keys)
    keys.sort(key=lambda key: -points.get(key, 0.0))
    found = keys[first : first + length]
    rest = min(first + length, total) - max(first, measured)
    return found + newest(max(first, measured), rest) if rest > 0 else found


def all_ranked() -> int:
    """Up to how many articles all are in the order of relevance."""
    return ALL if connection.vendor == "sqlite" else min(ALL, ALL_BY_VECTOR)


def scores(query: Query, articles: Sequence[int]) -> dict[int, float]:
    """How well each of these articles answers ``query``: more is better, none for those in which it does not occur."""
    if not query.groups or not articles:
        return {}
    if connection.vendor == "sqlite":
        sql = (
            f"SELECT rowid, -bm25(articles_search_fts, {', '.join(map(str, WEIGHTS))}) FROM articles_search_fts "
            f"WHERE articles_search_fts MATCH %s AND +rowid IN ({', '.join(['%s'] * len(articles))})"
        )
        values: list[Any] = [compile.match_of(query), *articles]
    else:
        headline, standfirst, body, names = (weight / max(WEIGHTS) for weight in WEIGHTS)
        sql = (
            f"SELECT article_id, ts_rank('{{{body}, {names}, {standfirst}, {headline}}}', vector, "
            "CAST(%s AS tsquery), 1) FROM articles_search WHERE article_id = ANY(%s)"
        )
        values = [compile.tsquery_of(query), list(articles)]
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return dict(cursor.fetchall())
