"""What the index finds: as a condition, as primary keys, as a number.

Whatever reaches readers is found among ``Article.objects.published()``; ``ids`` and ``phrase_pks`` look at everything
that the archive holds, drafts included, and serve editors and indexes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import connection
from django.db.models import F, Q
from django.db.models.expressions import Combinable, RawSQL
from django.db.models.lookups import In

from articles.models import Article, Mention
from articles.search import compile, index, names
from articles.search.query import Query, Term, parse, phrase
from entities.models import Entity

#: Primary keys that are fetched at a time.
PAGE = 2_000
#: Up to so many articles the database is given their primary keys, and cannot choose a plan for many.
FEW = 1_000
#: Entities of one name that a search looks for beside the words, and aliases of each that it names.
NAMESAKES, NAMED = 3, 3


@dataclass(frozen=True, slots=True)
class Known:
    """An entity that bears the name which is looked for, and other names under which texts mention it."""

    entity: Entity
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """What a reader looks for: a query, and the entities that are known by its words."""

    query: Query
    known: tuple[Known, ...] = ()

    def terms(self) -> tuple[Term, ...]:
        """What is marked in a result: the terms of the query, and the names of the entities that are known by it."""
        named = [name for known in self.known for name in (known.entity.preferred_label, *known.others)]
        return (*self.query.in_text(), *(term for name in named for term in phrase(name).in_text()))


Asked = Search | Query | str


def look_up(text: str) -> Search:
    """Read what a reader typed. Where it is a name of entities that readers meet, articles that mention them count too.

    Three queries when it is a name, none of the entities otherwise.
    """
    query = parse(text)
    if not query.name:
        return Search(query)
    bearers = names.bearing(query.name)
    public = Mention.objects.in_public().filter(entity__in=bearers).entities() if bearers else Entity.objects.none()
    entities = list(public.prefetch_related("aliases").order_by("pk")[:NAMESAKES]) if bearers else []
    return Search(query, tuple(Known(entity, _other_names(entity, bearers[entity.pk])) for entity in entities))


def _other_names(entity: Entity, borne: str) -> tuple[str, ...]:
    """Names of an entity beside the one that was asked for and its label."""
    aliases = [alias.name for alias in entity.aliases.all()]
    found = [borne] if borne != entity.preferred_label else aliases
    return tuple(found[:NAMED])


def did_you_mean(text: str, limit: int = 3) -> list[tuple[Entity, str]]:
    """Entities that readers meet, and names of theirs, that are nearly what was typed; none where it is no name."""
    query = parse(text)
    near = dict(names.like(query.name, 4 * limit)) if query.name else {}
    if not near:
        return []
    public = {entity.pk: entity for entity in Mention.objects.in_public().filter(entity__in=near).entities()}
    return [(public[pk], name) for pk, name in near.items() if pk in public][:limit]


def matching(asked: Asked) -> Q | In:
    """The condition that an article is found; for ``filter``, beside any other. An empty query finds nothing.

    The index is taken as it is: call ``index.refresh_small`` once before a search. One query.
    """
    search = _read(asked)
    few = _few(search)
    if few is not None:
        return Q(pk__in=few)
    sql, values = _statement(search)
    found = RawSQL(sql, tuple(values))
    if connection.vendor == "sqlite":
        # Not by the primary keys found: with so many, walking the articles in an index that covers what is asked is
        # faster than reading rows, whose columns lie behind their texts.
        key: Combinable = F("pk") + 0
        return In(key, found)
    return Q(pk__in=found)


def keys(asked: Asked) -> list[int]:
    """The primary keys of all articles that are found, whatever their status, in no order: for bitmaps. One query.

    The index is taken as it is, as by ``matching``.
    """
    search = _read(asked)
    if search.query.is_empty:
        return []
    sql, values = _statement(search)
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return [row[0] for row in cursor.fetchall()]


def ids(asked: Asked) -> Iterator[int]:
    """The primary keys of all articles that are found, in their order, whatever their status; some at a time.

    The index is brought up to date first. What changes while they are read may or may not be among them.
    """
    search = _read(asked)
    if search.query.is_empty:
        return
    index.refresh()
    sql, values = _statement(search)
    last = 0
    while True:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT article_id FROM ({sql}) AS page WHERE article_id > %s ORDER BY article_id LIMIT %s",
                [*values, last, PAGE],
            )
            page = [row[0] for row in cursor.fetchall()]
        yield from page
        if len(page) < PAGE:
            return
        last = page[-1]


def count(asked: Asked) -> int:
    """How many articles are found, whatever their status. The index is brought up to date first."""
    search = _read(asked)
    if search.query.is_empty:
        return 0
    index.refresh()
    sql, values = _statement(search)
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
    while page := list(islice(found, PAGE)):
        yield from Article.objects.published().filter(pk__in=page).order_by("pk").values_list("pk", flat=True)


def _few(search: Search) -> list[int] | None:
    """The primary keys of what is found, where there are few."""
    if search.query.is_empty:
        return []
    sql, values = _statement(search)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT %s", [*values, FEW + 1])
        found = [row[0] for row in cursor.fetchall()]
    return found if len(found) <= FEW else None


def _statement(search: Search) -> compile.Statement:
    """The articles that hold the words, and those that mention an entity known by them."""
    sql, values = compile.statement(search.query, connection.vendor)
    if not search.known:
        return sql, values
    mentions = Mention.objects.visible().filter(entity__in=[known.entity.pk for known in search.known])
    mentioned, more = mentions.order_by().values("article_id").query.sql_with_params()
    return f"SELECT article_id FROM ({sql} UNION {mentioned}) AS known", [*values, *more]


def _read(asked: Asked) -> Search:
    query = parse(asked) if isinstance(asked, str) else asked
    return query if isinstance(query, Search) else Search(query)
