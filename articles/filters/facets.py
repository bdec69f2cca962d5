"""Facets as a reader sees them: for each criterion the values that the found articles have, with exact counts.

Every value is an address: the same search with it, or, where it is chosen, without it. Of what an article has one, or
is one of (publication, author …), several values widen a search, so the counts beside a chosen one say what the others
would add; of what it has many (people, organizations, places, sources), each narrows it further.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.facets import ENTITY_FACETS, Tally, day_of
from articles.filters.articles import CERTAINTIES, ArticleFilterSet
from articles.filters.selection import NARROWING, Selection, key_of
from articles.models import Author, Publication, Source
from articles.services.facet_reading import memory
from articles.vocabularies import dated, decade_name, language_name
from edm_archive.text.dates import PartialDate
from entities.models import Entity

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise as StrPromise

#: Values of a facet beside the list, and on the page that has all of them.
SHOWN, LISTED = 6, 500
#: Up to so many years are shown by month.
FEW_YEARS = 4
#: Records with a like name that are counted while somebody types.
NAMED = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One value: in how many of the articles it is found, and the search with or without it."""

    label: str
    count: int
    query: str
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One criterion with its most frequent values; ``has_more`` when there are others."""

    key: str
    title: str
    rows: tuple[Row, ...]
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class Period:
    """A year or a month of the histogram: its articles, and the search that is narrowed to it.

    ``date`` is as an address writes it: "2004", "2004-11".
    """

    date: str
    name: str
    count: int
    query: str


#: What a value is called, by facet: from primary keys (or values) to names and the values that addresses carry.
Names = Callable[[list[str]], Mapping[str, tuple[str, str]]]


def _records(records: Callable[[], QuerySet[Any]], label: str) -> Names:
    def names(keys: list[str]) -> dict[str, tuple[str, str]]:
        rows = records().filter(pk__in=keys).values_list("pk", label, "slug")
        return {str(pk): (name, slug) for pk, name, slug in rows}

    return names


def _plainly(naming: Callable[[str], str] = str) -> Names:
    return lambda keys: {key: (naming(key), key) for key in keys}


_ENTITIES = _records(Entity.objects.all, "preferred_label")
FACETS: dict[str, tuple[StrPromise, Names]] = {
    "person": (_("People"), _ENTITIES),
    "organization": (_("Organizations"), _ENTITIES),
    "place": (_("Places"), _ENTITIES),
    "source": (_("Sources cited"), _records(Source.objects.shown, "name")),
    "author": (_("Authors"), _records(Author.objects.all, "name")),
    "publication": (_("Publications"), _records(Publication.objects.all, "title")),
    "volume": (_("Volumes"), _plainly(lambda key: gettext("Volume %(number)s") % {"number": key})),
    "year": (_("Years"), _plainly()),
    "decade": (_("Decades"), _plainly(decade_name)),
    "series": (_("Series"), _plainly()),
    "language": (_("Languages"), _plainly(language_name)),
    "event": (_("Events"), _ENTITIES),
    "work": (_("Works"), _ENTITIES),
    "certainty": (_("Certainty"), _plainly(lambda key: str(CERTAINTIES.get(key, "")))),
}


def facets(selection: Selection, *, shown: int = SHOWN) -> list[Facet]:
    """All facets that have something to choose, each with its most frequent values; a query for each kind of record."""
    tallies = {key: _tallies(selection, key, shown + 1) for key in FACETS}
    asked: dict[Names, list[str]] = {}
    for key in FACETS:
        asked.setdefault(FACETS[key][1], []).extend(tally.key for tally in tallies[key])
    named = {names: names(keys) if keys else {} for names, keys in asked.items()}
    found = (_facet(selection.filterset, key, tallies[key], shown, named[FACETS[key][1]]) for key in FACETS)
    return [facet for facet in found if facet.rows]


def facet(selection: Selection, key: str, *, limit: int = LISTED, keys: Iterable[str] | None = None) -> Facet:
    """One facet with up to ``limit`` values; of ``keys`` only, where they are given."""
    tallies = _tallies(selection, key, limit + 1, keys)
    named = FACETS[key][1]([tally.key for tally in tallies]) if tallies else {}
    return _facet(selection.filterset, key, tallies, limit, named)


def certainties(selection: Selection) -> list[tuple[str, str, int]]:
    """What can be left out as uncertain: value, name, and how many of the articles found would be left."""
    tallies = selection.snapshot.index.count("certainty", CERTAINTIES, selection.articles)
    return [(tally.key, str(CERTAINTIES[tally.key]), tally.count) for tally in tallies]


def keys_named(key: str, typed: str) -> list[str]:
    """The keys of values whose name, or one of whose further names, contains what is typed; at most ``NAMED``."""
    found: QuerySet[Any]
    if key in ENTITY_FACETS:
        found = Entity.objects.of_kind(key).containing(typed)
    elif key == "source":
        found = Source.objects.shown().containing(typed)
    elif key == "author":
        found = Author.objects.filter(name__icontains=typed)
    elif key == "publication":
        found = Publication.objects.filter(title__icontains=typed)
    else:
        known = memory.current().index.keys(key)
        name_of = FACETS[key][1]
        return [value for value, (name, _) in name_of(list(known)).items() if typed.casefold() in name.casefold()]
    return [str(pk) for pk in found.order_by().values_list("pk", flat=True)[:NAMED]]


def _tallies(selection: Selection, key: str, limit: int, keys: Iterable[str] | None = None) -> list[Tally]:
    index = selection.snapshot.index
    within = selection.articles if key in NARROWING else selection.without(key)
    if keys is not None:
        counted = sorted(index.count(key, keys, within), key=lambda tally: (-tally.count, tally.key))
        return [tally for tally in counted if tally.count][:limit]
    top = index.top(key, within, limit)
    # What is chosen stays in view, however rare it is.
    chosen = [key_of(choice) for choice in selection.filterset.cleaned(key)]
    present = {tally.key for tally in top}
    return index.count(key, [one for one in chosen if one not in present], within) + top


def _facet(
    filterset: ArticleFilterSet, key: str, tallies: list[Tally], shown: int, named: Mapping[str, tuple[str, str]]
) -> Facet:
    title = FACETS[key][0]
    chosen = {key_of(choice): choice for choice in filterset.cleaned(key)}
    rows = [
        Row(
            named[tally.key][0],
            tally.count,
            filterset.query((key, chosen[tally.key].written))
            if tally.key in chosen
            else filterset.query_with(key, named[tally.key][1]),
            tally.key in chosen,
        )
        for tally in tallies
        if named.get(tally.key, ("", ""))[0]
    ]
    rows.sort(key=lambda row: not row.is_chosen)
    return Facet(key, str(title), tuple(rows[: shown + len(chosen)]), has_more=len(rows) > shown + len(chosen))


def periods(selection: Selection) -> list[Period]:
    """Every year (or month, of a few years) from the first to the last in which an article that is found begins.

    The criteria of date are left out: the histogram shows what they could be.
    """
    index = selection.snapshot.index
    within = selection.without("date_from", "date_to") & index.of("dated")
    if not within:
        return []
    first, last = day_of(within.min()), day_of(within.max())
    by_month = last.year - first.year < FEW_YEARS
    borders = _months(first, last) if by_month else [datetime.date(y, 1, 1) for y in range(first.year, last.year + 2)]
    rest = [pair for pair in selection.filterset.stated() if pair[0] not in ("date_from", "date_to")]
    found = []
    for day, count in zip(borders, index.per_span(within, borders), strict=False):
        date = PartialDate(day.year, day.month) if by_month else PartialDate(day.year)
        written = date.isoformat()
        query = "?" + urlencode([*rest, ("date_from", written), ("date_to", written)])
        found.append(Period(written, dated(date), count, query))
    return found


def _months(first: datetime.date, last: datetime.date) -> list[datetime.date]:
    """The first days of all months from that of ``first`` to the one after that of ``last``."""
    begin, end = first.year * 12 + first.month - 1, last.year * 12 + last.month
    return [datetime.date(month // 12, month % 12 + 1, 1) for month in range(begin, end + 1)]
