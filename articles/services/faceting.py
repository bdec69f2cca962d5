"""Keeping the facet index true: from the records to its rows. From its rows to readers leads ``facet_reading``.

``refresh`` brings some articles up to date, ``rebuild`` makes everything anew, ``differences`` compares the index with
the records. All that is read comes from the records in one function, ``describe``; all that a value means, in
``articles.facets.values``. Writers lock the version of the index, so that two of them never mix.
"""

from __future__ import annotations

import datetime
import logging
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Count, F, Q
from pyroaring import BitMap

from articles.facets import Described, Value, ordinals_of, reckoned, slots_of, values_of
from articles.facets.ordinals import EARLIEST, LATEST
from articles.models import (
    AcronymDefinition,
    Article,
    Authorship,
    Citation,
    FacetBitmap,
    FacetEntry,
    FacetVersion,
    Mention,
    RoleStatement,
)
from articles.search import changes
from articles.search.schema import ARTICLE, ENTITY, ISSUE

#: Articles that are taken, and rows that are written, at a time.
CHUNK = 2_000
#: As many changes a reader folds in; more is left to the end of a batch, or to the command.
SMALL = 200
#: More changes than these are not folded in one by one: the index is made anew, which is quicker.
MANY = 20_000
#: Values that one query names.
_NAMED = 500

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Facts:
    """An article while its facts are gathered."""

    row: dict[str, Any]
    authors: set[int] = field(default_factory=set)
    entities: set[tuple[str, int]] = field(default_factory=set)
    sources: set[int] = field(default_factory=set)
    undecided: bool = False
    cited_by: int = 0
    citations: int = 0

    def described(self) -> Described:
        row = self.row
        return Described(
            is_public=row["status"] == Article.Status.PUBLISHED,
            begins=row["date_earliest"],
            ends=row["date_latest"],
            basis=row["date_basis"],
            publication=row["issue__publication"],
            volume=row["issue__volume"],
            issue=row["issue__number"],
            language=row["language"],
            series=""
            if row["series_basis"] == Article.SeriesBasis.INFERRED
            else row["series"],  # it may hang on a draft
            authors=frozenset(self.authors),
            entities=frozenset(self.entities),
            sources=frozenset(self.sources),
            undecided=self.undecided,
            headline=row["headline"],
            cited_by=self.cited_by,
            citations=self.citations,
        )


_COLUMNS = (
    "pk",
    "status",
    "date_earliest",
    "date_latest",
    "date_basis",
    "sort_date",
    "issue",
    "position",
    "issue__publication",
    "issue__volume",
    "issue__number",
    "language",
    "series",
    "series_basis",
    "headline",
)


def describe(pks: Sequence[int]) -> dict[int, Described]:
    """What decides the values of these articles, by primary key; those that do not exist any more are left out."""
    facts = {row["pk"]: _Facts(row) for row in Article.objects.filter(pk__in=pks).order_by().values(*_COLUMNS)}
    among = {"article__in": list(facts)}
    for article, author in Authorship.objects.filter(**among).order_by().values_list("article", "author"):
        facts[article].authors.add(author)
    mentioned = Mention.objects.visible().filter(**among).order_by()
    for article, kind, entity in mentioned.values_list("article", "entity__kind", "entity").distinct():
        facts[article].entities.add((kind, entity))
    cited = Citation.objects.visible().filter(**among).order_by()
    for article, source in cited.values_list("article", "source"):
        facts[article].citations += 1
        if source is not None:
            facts[article].sources.add(source)
    referring = Citation.objects.visible().filter(target__in=list(facts), article__status=Article.Status.PUBLISHED)
    others = referring.exclude(article=F("target")).order_by().values_list("target")
    for target, citing in others.annotate(Count("article", distinct=True)):
        facts[target].cited_by = citing
    for model in (Citation, Mention, RoleStatement, AcronymDefinition):
        waiting = model.objects.visible().suggested().filter(**among).order_by()
        for article in waiting.values_list("article", flat=True).distinct():
            facts[article].undecided = True
    return {pk: found.described() for pk, found in facts.items()}


# Writing -------------------------------------------------------------------------------------------------------------


@transaction.atomic
def refresh(pks: Iterable[int]) -> int:
    """Bring the index up to date with these articles, which may have been changed, made or deleted.

    Returns:
        How many articles were looked at.
    """
    wanted = sorted(set(pks))
    if not wanted:
        return 0
    version = _next_version()
    for start in range(0, len(wanted), CHUNK):
        collected = _Changes(version)
        collected.take(wanted[start : start + CHUNK])
        collected.write()
    return len(wanted)


@transaction.atomic
def rebuild(report: Callable[[int], None] = lambda articles: None) -> int:
    """Make the whole index anew, some articles at a time; the number of articles.

    Args:
        report: called with the number of articles done so far.
    """
    return _rebuild(_next_version(), report)


def _rebuild(version: int, report: Callable[[int], None]) -> int:
    FacetBitmap.rows.all().delete()
    FacetEntry.rows.all().delete()
    done = 0
    for days in _some_days():
        collected = _Changes(version)
        collected.place(days)
        collected.write()
        done += len(collected)
        report(done)
    return done


def settle() -> int:
    """Fold in all changes that wait; how many there were, or how many articles there are where all are made anew."""
    if changes.waiting(MANY + 1) > MANY:
        with transaction.atomic():
            version = _next_version()
            # First the marks, then the records: a change that comes between leaves its mark.
            changes.let_go_all()
            return _rebuild(version, lambda articles: None)
    done = 0
    while folded := _fold(CHUNK):
        done += folded
    return done


def settle_small() -> None:
    """Fold in what waits where it is little: for those who read, so that they see what was just written."""
    if 0 < changes.waiting(SMALL + 1) <= SMALL:
        try:
            _fold(SMALL * changes.MARKS)
        except DatabaseError:  # another process writes, or the database is only read: the next reader does it
            logger.info("The facet index could not be brought up to date just now", exc_info=True)


def settle_on_commit() -> None:
    """Fold in what the present transaction changes, once it is committed. A failure is logged, and nothing is lost."""
    transaction.on_commit(settle, robust=True)


@transaction.atomic
def _fold(limit: int) -> int:
    """Fold in up to ``limit`` changes; how many there were."""
    marks = changes.first(limit)
    if marks:
        records: dict[str, set[int]] = defaultdict(set)
        for _, kind, record in marks:
            records[kind].add(record)
        # How often an article is cited depends on whether readers can read those that cite it.
        cited = Citation.objects.filter(article__in=records[ARTICLE], target__isnull=False).order_by()
        articles = records[ARTICLE] | set(cited.values_list("target", flat=True))
        articles |= set(Article.objects.filter(issue__in=records[ISSUE]).values_list("pk", flat=True))
        articles |= set(Mention.objects.filter(entity__in=records[ENTITY]).order_by().values_list("article", flat=True))
        refresh(articles)
        changes.let_go(marks)
    return len(marks)


class _Changes:
    """Collects what is to be written: entries, and for each value the ordinals that come and go."""

    def __init__(self, version: int) -> None:
        self.version = version
        self._entries: dict[int, tuple[int, frozenset[Value]]] = {}
        self._forgotten: set[int] = set()
        self._going: dict[int, BitMap] = defaultdict(BitMap)  # by the primary key of the bitmap

    def __len__(self) -> int:
        """How many entries are to be written."""
        return len(self._entries)

    def take(self, pks: Collection[int]) -> None:
        """Look at these articles again, and at the order of their days."""
        self._forget(pks)
        held = Article.objects.filter(pk__in=pks).order_by()
        among = dict(held.values_list("pk", "sort_date"))
        self.place(_articles_of({reckoned(day) for day in among.values()}), among=among.keys())

    def place(self, days: Mapping[datetime.date, Sequence[int]], *, among: Collection[int] | None = None) -> None:
        """Give the articles of whole days, each in their order, their ordinals and values.

        Args:
            among: those that have to be looked at; of the others only the place may have changed. None means all.
        """
        ordinals: dict[int, int] = {}
        for day, articles in days.items():
            slots = ordinals_of(day, len(articles))
            ordinals.update(zip(articles, slots, strict=False))
            if left_out := articles[len(slots) :]:
                logger.error("%s has %d articles too many for the facet index; they are in no list", day, len(left_out))
                self._forget(left_out)
        wanted = list(ordinals)
        if among is not None:
            held = dict(FacetEntry.rows.filter(article__in=wanted).values_list("article", "ordinal"))
            moved = {pk for pk, ordinal in ordinals.items() if held.get(pk) != ordinal}
            self._forget(moved)
            wanted = [pk for pk in ordinals if pk in among or pk in moved]
        for pk, described in describe(wanted).items():
            self._entries[pk] = (ordinals[pk], values_of(described))

    def write(self) -> None:
        """Write everything that was collected."""
        coming: dict[Value, BitMap] = defaultdict(BitMap)
        for ordinal, values in self._entries.values():
            for value in values:
                coming[value].add(ordinal)
        FacetEntry.rows.filter(article__in=self._forgotten).delete()
        numbers = self._write_bitmaps(coming)
        FacetEntry.rows.bulk_create(
            [
                FacetEntry(
                    article=pk,
                    ordinal=ordinal,
                    values=array("I", sorted(numbers[value] for value in values)).tobytes(),
                    version=self.version,
                )
                for pk, (ordinal, values) in self._entries.items()
            ],
            batch_size=_NAMED,
        )

    def _forget(self, pks: Collection[int]) -> None:
        """Let every value let go of these articles."""
        entries = FacetEntry.rows.filter(article__in=[pk for pk in pks if pk not in self._forgotten])
        for pk, ordinal, values in entries.values_list("article", "ordinal", "values"):
            self._forgotten.add(pk)
            for number in array("I", bytes(values)):
                self._going[number].add(ordinal)

    def _write_bitmaps(self, coming: dict[Value, BitMap]) -> dict[Value, int]:
        """Save the bitmaps that change; the primary keys of those to which an article comes."""
        rows = {row.pk: row for row in _rows_numbered(list(self._going))}
        rows |= {row.pk: row for row in _rows_of(sorted(coming))}
        known = {(row.facet, row.key) for row in rows.values()}
        new = [FacetBitmap(facet=facet, key=key) for facet, key in sorted(coming.keys() - known)]
        changed = []
        for row in (*rows.values(), *new):
            if row.pk and self._going.get(row.pk) == coming.get((row.facet, row.key)):
                continue  # what goes comes back
            if row.pk:
                changed.append(row)
            bitmap = BitMap.deserialize(bytes(row.bitmap)) if row.pk else BitMap()
            bitmap = (bitmap - self._going.get(row.pk, BitMap())) | coming.get((row.facet, row.key), BitMap())
            row.bitmap, row.version = bitmap.serialize(), self.version
        FacetBitmap.rows.bulk_update(changed, ["bitmap", "version"], batch_size=_NAMED)
        FacetBitmap.rows.bulk_create(new, batch_size=_NAMED)
        return {(row.facet, row.key): row.pk for row in (*rows.values(), *new)}


def differences() -> Iterator[str]:
    """Where the index says something else than the records, in words; nothing when it is true."""
    expected: dict[Value, BitMap] = defaultdict(BitMap)
    held = dict(FacetEntry.rows.values_list("article", "ordinal"))
    for day, articles, described in _described_days():
        # Which slot of its day an article has does not matter, as long as their order is that of the list.
        (first, after), previous = slots_of(day), 1 << 32
        for pk in articles:
            ordinal = held.pop(pk, None)
            if ordinal is None:
                yield f"Article {pk} is missing."
                continue
            if not first <= ordinal < after or ordinal >= previous:
                yield f"Article {pk} is out of its place."
            previous = ordinal
            for value in values_of(described[pk]):
                expected[value].add(ordinal)
    for pk in held:
        yield f"Article {pk} does not exist any more."
    for row in FacetBitmap.rows.order_by("facet", "key").iterator():
        wrong = BitMap.deserialize(bytes(row.bitmap)) ^ expected.pop((row.facet, row.key), BitMap())
        if wrong:
            yield f"{row}: {len(wrong):,} articles too many or too few."
    for (facet, key), bitmap in sorted(expected.items()):
        yield f"{facet}: {key} is missing, with {len(bitmap):,} articles."


def _next_version() -> int:
    """Lock the index for writing, and number what is written."""
    FacetVersion.rows.get_or_create(pk=1)
    version = FacetVersion.rows.select_for_update().get(pk=1)
    version.number += 1
    version.save()
    return int(version.number)


def _articles_of(days: Collection[datetime.date]) -> dict[datetime.date, list[int]]:
    """The articles of these days, each in the order of the list."""
    found: dict[datetime.date, list[int]] = defaultdict(list)
    asked = Q(sort_date__in=days)
    if EARLIEST in days:
        asked |= Q(sort_date__lt=EARLIEST, sort_date__gt=datetime.date.min)
    if LATEST in days:
        asked |= Q(sort_date__gt=LATEST)
    articles = Article.objects.filter(asked).order_by("-sort_date", "issue_id", "position")
    for day, pk in articles.values_list("sort_date", "pk"):
        found[reckoned(day)].append(pk)
    return found


def _some_days() -> Iterator[dict[datetime.date, list[int]]]:
    """All days that have articles, each whole and in the order of the list; about ``CHUNK`` articles at a time."""
    days: dict[datetime.date, list[int]] = {}
    count = 0
    rows = Article.objects.order_by("-sort_date", "issue_id", "position").values_list("sort_date", "pk")
    for date, pk in rows.iterator(chunk_size=CHUNK):
        day = reckoned(date)
        if day not in days and count >= CHUNK:
            yield days
            days, count = {}, 0
        days.setdefault(day, []).append(pk)
        count += 1
    if days:
        yield days


def _described_days() -> Iterator[tuple[datetime.date, list[int], dict[int, Described]]]:
    """Each day with its articles and what decides their values."""
    for days in _some_days():
        described = describe([pk for articles in days.values() for pk in articles])
        for day, articles in days.items():
            yield day, articles, described


def _rows_numbered(pks: Sequence[int]) -> Iterator[FacetBitmap]:
    """Bitmaps by their primary keys; some at a time."""
    for start in range(0, len(pks), _NAMED):
        yield from FacetBitmap.rows.filter(pk__in=pks[start : start + _NAMED])


def _rows_of(values: Sequence[Value]) -> Iterator[FacetBitmap]:
    """Bitmaps of values in the order of their facets; some at a time."""
    for start in range(0, len(values), _NAMED):
        some: dict[str, list[str]] = defaultdict(list)
        for facet, key in values[start : start + _NAMED]:
            some[facet].append(key)
        named = (Q(facet=facet, key__in=keys) for facet, keys in some.items())
        yield from FacetBitmap.rows.filter(reduce(or_, named))
