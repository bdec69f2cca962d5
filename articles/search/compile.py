"""A query in the language of each database: text of SQL with its parameters, nothing run.

Every function gives a SELECT of the primary keys of articles, as ``article_id``. SQLite's FTS5 knows where words stand
and answers phrases by itself. PostgreSQL's index knows which words an entry holds; where they stand is looked up in the
line of words, of those articles alone that hold them all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from articles.search.entry import AUTHOR_MARK, SOURCE_MARK
from articles.search.query import Field, Query, Term

#: The function of PostgreSQL that asks the index of vectors (``schema``).
FIND = "articles_search_find"
#: What an index is asked: SQL, and its parameters.
Statement = tuple[str, list[Any]]

_MARKS = {Field.AUTHOR: AUTHOR_MARK, Field.SOURCE: SOURCE_MARK, Field.TEXT: "", Field.HEADLINE: ""}
#: The columns in which the words of a term stand one after the other.
_COLUMNS = {
    Field.TEXT: ("headline", "standfirst", "body"),
    Field.HEADLINE: ("headline",),
    Field.AUTHOR: ("names",),
    Field.SOURCE: ("names",),
}


def marked(term: Term) -> list[str]:
    """The words of a term as the index holds them."""
    return [f"{_MARKS[term.field]}{word}" for word in term.words]


# SQLite ------------------------------------------------------------------------------------------------------------


def match(terms: tuple[Term, ...]) -> str:
    """Any of ``terms``, in the query language of FTS5."""
    return " OR ".join(map(_match_one, terms))


def _match_one(term: Term) -> str:
    column = "headline : " if term.field is Field.HEADLINE else ""
    return f'{column}"{" ".join(marked(term))}"{" *" if term.is_beginning else ""}'


def match_of(query: Query) -> str:
    """What a query looks for, in the query language of FTS5; empty when it only says what must not occur."""
    found = " AND ".join(f"({match(group)})" for group in query.groups)
    return f"({found}) NOT ({match(query.without)})" if found and query.without else found


def sqlite(query: Query) -> Statement:
    """The articles of a query, by FTS5."""
    if query.is_empty:
        return "SELECT article_id FROM articles_search WHERE 0 = 1", []
    matching = "SELECT rowid FROM articles_search_fts WHERE articles_search_fts MATCH %s"
    if not query.groups:
        return f"SELECT article_id FROM articles_search WHERE article_id NOT IN ({matching})", [match(query.without)]
    return matching.replace("rowid", "rowid AS article_id", 1), [match_of(query)]


# PostgreSQL --------------------------------------------------------------------------------------------------------


def lexemes(term: Term) -> str:
    """The words of a term, all of them wherever they stand, as PostgreSQL's tsquery."""
    *whole, last = marked(term)
    return " & ".join([*(f"'{word}'" for word in whole), f"'{last}'{':*' if term.is_beginning else ''}"])


def tsquery_of(query: Query) -> str:
    """What a query looks for as a tsquery, phrases as their words; what must not occur is left out."""
    return " & ".join(f"({' | '.join(f'({lexemes(term)})' for term in group)})" for group in query.groups)


def postgresql(query: Query) -> Statement:
    """The articles of a query, by the index of vectors; phrases are looked up in the words themselves."""
    if query.is_empty:
        return "SELECT article_id FROM articles_search WHERE 0 = 1", []
    if not query.groups:
        sql, values = postgresql(Query("", groups=(query.without,)))
        return f"SELECT article_id FROM articles_search WHERE article_id NOT IN ({sql})", values
    simple = [f"!({lexemes(term)})" for term in query.without if not _needs_the_words(term)]
    conditions = [_any_of(group) for group in query.groups if any(map(_needs_the_words, group))]
    for term in filter(_needs_the_words, query.without):
        condition, values = _any_of((term,))
        conditions.append((f"NOT ({condition})", values))
    sql, values = (
        f"SELECT article_id FROM {FIND}(CAST(%s AS tsquery)) AS found",
        [" & ".join([tsquery_of(query), *simple])],
    )
    if conditions:
        # One value for each article, not a condition on a table: a planner would read the words of all articles first.
        holds = " AND ".join(f"({condition})" for condition, _ in conditions)
        sql += f" WHERE (SELECT {holds} FROM articles_search AS entry WHERE entry.article_id = found.article_id)"
        values += [value for _, more in conditions for value in more]
    return sql, values


def _needs_the_words(term: Term) -> bool:
    """Whether the index alone cannot tell that a term occurs."""
    return len(term.words) > 1 or term.field is Field.HEADLINE


def _any_of(terms: tuple[Term, ...]) -> Statement:
    """The condition that one of ``terms`` occurs, seen in the words themselves where that is needed."""
    parts: list[str] = []
    values: list[Any] = []
    for term in terms:
        if _needs_the_words(term):
            columns = _COLUMNS[term.field]
            parts += [f"strpos(entry.{column}, %s) > 0" for column in columns]
            values += [f" {' '.join(marked(term))}{'' if term.is_beginning else ' '}"] * len(columns)
        else:
            parts.append("entry.vector @@ CAST(%s AS tsquery)")
            values.append(lexemes(term))
    return " OR ".join(parts), values


_DIALECTS: dict[str, Callable[[Query], Statement]] = {"sqlite": sqlite, "postgresql": postgresql}


def statement(query: Query, vendor: str) -> Statement:
    """The articles of ``query``, for a database of that vendor.

    Raises:
        LookupError: for a vendor other than "sqlite" and "postgresql".
    """
    return _DIALECTS[vendor](query)
