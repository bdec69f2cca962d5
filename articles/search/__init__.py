"""Full-text search behind one small interface, alike on SQLite (FTS5) and PostgreSQL (tsvector).

A query is read (``query``), compiled for the database (``compile``) and answered by an index (``index``) that triggers
keep from missing any change (``schema``). See docs/explanation/search.md.
"""

from articles.search.finding import Known, Search, count, did_you_mean, ids, keys, look_up, matching, phrase_pks
from articles.search.query import Query, parse
from articles.search.ranking import NEWEST, ranked
from articles.search.snippets import Marker, Piece

__all__ = [
    "NEWEST",
    "Known",
    "Marker",
    "Piece",
    "Query",
    "Search",
    "count",
    "did_you_mean",
    "ids",
    "keys",
    "look_up",
    "matching",
    "parse",
    "phrase_pks",
    "ranked",
]
