"""Full-text search behind one small interface, alike on SQLite (FTS5) and PostgreSQL (tsvector).

A query is read (``query``), compiled for the database (``compile``) and answered by an index (``index``) that triggers
keep from missing any change (``schema``). See docs/explanation/search.md.
"""

from articles.search.finding import count, ids, matching, phrase_pks
from articles.search.query import Query, parse

__all__ = ["Query", "count", "ids", "matching", "parse", "phrase_pks"]
