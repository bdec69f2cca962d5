"""How many days older than the article what it cites is."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any

from django.db.models import Count, DurationField, ExpressionWrapper, F, Func, IntegerField, Q, Window
from django.urls import reverse
from django.utils.translation import gettext

from articles.figures.rows import ADDRESS, NAME, Fact, address_of, some
from articles.querysets import CitationQuerySet
from edm_archive.text.dates import PartialDate

#: A citation older than this many days, or younger than its article, is likely to bear a wrong year.
LAST_LIKELY = 60
#: The days of the distribution of lags, from and to; None is open.
BUCKETS: tuple[tuple[int | None, int | None], ...] = (
    (None, -1),
    *((day, day) for day in range(8)),
    (8, 14),
    (15, 30),
    (31, LAST_LIKELY),
    (LAST_LIKELY + 1, None),
)


@dataclass(frozen=True, slots=True)
class LagBucket:
    """Citations whose item is from ``first`` to ``last`` days older than the article; None is open."""

    first: int | None
    last: int | None
    citations: int

    @property
    def days(self) -> str:
        """The days for people."""
        if self.first is None:
            return gettext("dated after the article")
        if self.last is None:
            return gettext("%(first)s days or more") % {"first": self.first}
        if self.first == self.last:
            return str(self.first)
        return gettext("%(first)s to %(last)s") % {"first": self.first, "last": self.last}


@dataclass(frozen=True, slots=True)
class Lags:
    """How old what is cited is: the number of citations measured, the median of their ages in days, the buckets."""

    citations: int
    median_days: float
    buckets: tuple[LagBucket, ...]


@dataclass(frozen=True, slots=True)
class OutletLag:
    """The median age in days of what is cited of one outlet."""

    outlet: str
    citations: int
    median_days: float
    address: str


@dataclass(frozen=True, slots=True)
class Outlier:
    """A citation whose age is not likely, in the article at ``address``."""

    article: str
    article_date: PartialDate
    outlet: str
    cited_date: PartialDate
    written_date: str
    year_basis: str
    days: int
    address: str


class _Sum(Func):
    """SUM as a plain function: unlike an aggregate it may stand in a window over groups and add up their counts."""

    function = "SUM"
    window_compatible = True
    output_field = IntegerField()


def with_lag(citations: CitationQuerySet) -> CitationQuerySet:
    """The citations whose age is known to the day, with it as the duration ``lag``."""
    lag = ExpressionWrapper(F("article__date_earliest") - F("cited_date"), output_field=DurationField())
    return _measured(citations).annotate(lag=lag)


def _measured(citations: CitationQuerySet) -> CitationQuerySet:
    """The citations whose age is known to the day.

    Both the cited item and the article must be of one day, and the article's must not be inferred: it could be inferred
    from that very citation. References within the archive count too.
    """
    measured: CitationQuerySet = citations.filter(
        cited_precision="day",
        cited_date_end__isnull=True,
        article__date_basis__in=["stated", "issue"],
        article__date_latest=F("article__date_earliest"),
    )
    return measured


def lag_facts(citations: CitationQuerySet) -> list[Fact]:
    """How many ages are known, and how many are not likely. One query."""
    measured = with_lag(citations).order_by()
    counted = measured.aggregate(all=Count("pk"), late=Count("pk", filter=_LATE), old=Count("pk", filter=_OLD))
    return [
        Fact(gettext("Citations with a known lag"), counted["all"]),
        Fact(gettext("Dated after their article"), counted["late"]),
        Fact(gettext("More than %(days)s days before it") % {"days": LAST_LIKELY}, counted["old"]),
    ]


def lags(citations: CitationQuerySet) -> Lags | None:
    """The ages of some citations, and their median; None when none is known.

    One query, grouped by the two days, not by their difference: SQLite has no difference of days, and asks Python for
    that of each row.
    """
    days = _measured(citations).order_by().values_list("article__date_earliest", "cited_date").annotate(Count("pk"))
    counter: Counter[int] = Counter()
    for appeared, cited, count in days.iterator(chunk_size=2000):
        counter[(appeared - cited).days] += count
    ages = sorted(counter.items())
    if not ages:
        return None
    total = sum(count for _, count in ages)
    middle = [_at(ages, (total - 1) // 2), _at(ages, total // 2)]
    counts = [0] * len(BUCKETS)
    for days, count in ages:
        place = next(place for place, (_, last) in enumerate(BUCKETS) if last is None or days <= last)
        counts[place] += count
    buckets = tuple(LagBucket(first, last, count) for (first, last), count in zip(BUCKETS, counts, strict=True))
    return Lags(total, sum(middle) / 2, buckets)


def by_lag(citations: CitationQuerySet, limit: int | None = None) -> Iterator[LagBucket]:
    """How many citations there are of each age, every bucket in order, the empty ones too."""
    found = lags(citations)
    empty = (LagBucket(first, last, 0) for first, last in BUCKETS)
    yield from islice(found.buckets if found else empty, limit)


def _at(ages: list[tuple[int, int]], place: int) -> int:
    """The age at a place of all ages in their order, from the number of each."""
    for days, count in ages:
        if place < count:
            return days
        place -= count
    raise IndexError("There are not so many ages.")


def lag_by_outlet(citations: CitationQuerySet, limit: int | None = None) -> Iterator[OutletLag]:
    """The median age of what is cited of each outlet, the most cited first.

    The database counts each age of each outlet, adds the counts up from the youngest and from the oldest, and gives the
    one age or the two at which both sums have reached half.
    """
    aged = with_lag(citations).filter(source__review__in=["accepted", "suggested"]).order_by()
    counted = aged.values("source", "source__name", "source__slug", "lag").annotate(count=Count("pk"))
    summed = counted.annotate(
        total=_over_outlet(F("count")),
        twice_up=_over_outlet(F("count") * 2, F("lag").asc()),
        twice_down=_over_outlet(F("count") * 2, F("lag").desc()),
    )
    middle = summed.filter(twice_up__gte=F("total"), twice_down__gte=F("total"))
    rows = some(middle.order_by("-total", "source__name", "source", "lag"), None if limit is None else 2 * limit)
    for _, same in islice(groupby(rows, key=lambda row: row["source"]), limit):
        first, *others = same
        last = others[-1] if others else first
        yield OutletLag(
            outlet=first["source__name"],
            citations=int(first["total"]),
            median_days=(first["lag"] + last["lag"]) / datetime.timedelta(days=2),
            address=reverse("source", args=[first["source__slug"]]),
        )


def outliers(citations: CitationQuerySet, limit: int | None = None) -> Iterator[Outlier]:
    """Citations that are younger than their article or too old, by article, the newest first."""
    found = with_lag(citations).filter(_LATE | _OLD).order_by("-article__sort_date", "article", "start", "number")
    columns = ("article__headline", "article__date_earliest", "cited_date", "written_date", "year_basis", "lag")
    for row in some(found.values(*columns, *ADDRESS, outlet=NAME), limit):
        yield Outlier(
            article=row["article__headline"],
            article_date=PartialDate.of(row["article__date_earliest"]),
            outlet=row["outlet"],
            cited_date=PartialDate.of(row["cited_date"]),
            written_date=row["written_date"],
            year_basis=row["year_basis"],
            days=row["lag"].days,
            address=address_of(row),
        )


def _days(count: int) -> datetime.timedelta:
    return datetime.timedelta(days=count)


def _over_outlet(summand: Any, order: Any = None) -> Window:
    return Window(_Sum(summand), partition_by="source", order_by=order)


_LATE, _OLD = Q(lag__lt=_days(0)), Q(lag__gt=_days(LAST_LIKELY))
