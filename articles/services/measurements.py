"""What tagging costs and what suggestions are worth: seconds and keys of decisions, and what editors accept.

Counted from what is kept anyway: the cost with each batch of a desk, the decision with each annotation. Decisions that
were taken back count as time spent, and are told apart. Nothing of it is told of an editor that the batches do not say.
A suggestion that an editor corrected was not accepted: it counts against its rule.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db.models import Avg, Count, Q
from django.db.models.fields.json import KT
from django.db.models.functions import TruncMonth
from django.utils import timezone

from articles.models import Batch, BatchChange
from articles.models.anchors import Review
from articles.services.anchoring import ANCHORED
from articles.services.review import BY_HAND, CORRECTED

#: Months that are shown, this one included.
MONTHS = 24
#: Seconds for which the counts of annotations are kept: over a million of them take a second or two.
KEPT = 600
_ACCEPTANCE = "measurements-acceptance"


@dataclass(frozen=True, slots=True)
class Cost:
    """Decisions of one editor at the desks in one month; the means are of those whose cost is known."""

    month: datetime.date
    editor: str
    decisions: int
    taken_back: int
    seconds: float
    keystrokes: float | None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Annotations of one kind that one rule suggested, by what became of them."""

    kind: str
    origin: str
    suggested: int
    accepted: int
    rejected: int
    #: Those that an editor corrected: right as they were suggested they were not.
    corrected: int = 0

    @property
    def rate(self) -> float | None:
        """The share of the decided ones that were accepted as suggested, 0 to 1; None while none is decided."""
        decided = self.accepted + self.rejected + self.corrected
        return self.accepted / decided if decided else None


@dataclass(frozen=True, slots=True)
class Acceptances:
    """All of them, with the time at which they were counted."""

    rows: tuple[Acceptance, ...]
    counted_at: datetime.datetime


def costs(*, today: datetime.date | None = None) -> list[Cost]:
    """What decisions at the desks have cost, by month and editor, the latest month first; one query."""
    this_month = (today or timezone.localdate()).replace(day=1)
    years, month = divmod(this_month.year * 12 + this_month.month - MONTHS, 12)
    since = datetime.datetime(years, month + 1, 1, tzinfo=timezone.get_current_timezone())
    rows = (
        Batch.objects.acts()
        .filter(seconds__isnull=False, created_at__gte=since)
        .order_by()
        .annotate(month=TruncMonth("created_at"))
        .values("month", "created_by__username")
        .annotate(
            decisions=Count("pk"),
            taken_back=Count("pk", filter=Q(undone_at__isnull=False)),
            mean_seconds=Avg("seconds"),
            mean_keys=Avg("keystrokes"),
        )
        .order_by("-month", "created_by__username")
    )
    return [
        Cost(
            month=row["month"].date(),
            editor=row["created_by__username"] or "somebody who has left",
            decisions=row["decisions"],
            taken_back=row["taken_back"],
            seconds=round(row["mean_seconds"], 2),
            keystrokes=None if row["mean_keys"] is None else round(row["mean_keys"], 2),
        )
        for row in rows
    ]


def acceptances() -> Acceptances:
    """What became of suggestions, by kind and origin; counted at most every ten minutes."""
    found: Acceptances = cache.get_or_set(_ACCEPTANCE, _count, KEPT)  # type: ignore[assignment]
    return found


def _count() -> Acceptances:
    rows = []
    corrected = _corrected()
    for model in ANCHORED:
        numbers: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(Review.values, 0))
        counted: Any = model._default_manager.exclude(origin=BY_HAND).order_by().values("origin", "review")
        for origin, review, number in counted.annotate(number=Count("pk")).values_list("origin", "review", "number"):
            numbers[origin][review] = number
        kind, label = str(model._meta.verbose_name), model._meta.label_lower
        origins = {*numbers, *(origin for other, origin in corrected if other == label)}
        rows += [
            Acceptance(kind, origin or "unknown", **numbers[origin], corrected=corrected.get((label, origin), 0))
            for origin in sorted(origins)
        ]
    return Acceptances(tuple(rows), timezone.now())


def _corrected() -> dict[tuple[str, str], int]:
    """How many suggestions editors corrected, by model and by the origin that each had before; one query.

    A corrected annotation has the origin "editor"; whose suggestion it was stands in the batch of the correction. One
    that was taken back counts no more.
    """
    corrections = BatchChange.objects.filter(
        batch__kind=Batch.Kind.DECISION,
        batch__undone_at__isnull=True,
        batch__summary__startswith=f"{CORRECTED} ",
        act=BatchChange.Act.CHANGED,
        model__in=[model._meta.label_lower for model in ANCHORED],
        after__origin=BY_HAND,
    )
    by_origin = corrections.order_by().annotate(origin=KT("before__origin")).values("model", "origin")
    counted = by_origin.annotate(times=Count("pk")).values_list("model", "origin", "times")
    return {(model, origin or ""): times for model, origin, times in counted}
