"""Rows leave the archive, and nothing is left pointing at what is gone.

Removing is for what was never meant to be there: an import taken back, a draft thrown away. What readers have seen is
withdrawn instead (``services.publishing``). Refuses nothing by itself: its callers ask whether work would be lost.

With a recorder, all that goes is kept whole in its batch, with what hangs on it, and so is what is no longer pointed
at: the children first, so that they come again after what they hang on.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from typing import Any

from django.db import models, transaction

from articles.models import Article, Batch, Citation
from articles.services import series
from articles.services.batches import CHUNK, Recorder

#: What a cross-reference says when its article has gone.
_WAITING = {
    "target": None,
    "chosen": None,
    "resolution": Citation.Resolution.WAITING,
    "resolution_note": "Its article is no longer in the archive.",
}


@transaction.atomic
def remove_articles(pks: Sequence[int], recorder: Recorder | None = None) -> int:
    """Delete articles with all that hangs on them; cross-references to them wait for their article again.

    Returns:
        The number of articles deleted.
    """
    pointing = models.Q(target__in=pks) | models.Q(chosen__in=pks)
    left = Citation.objects.filter(pointing).exclude(article__in=pks)
    if recorder is None:
        left.update(**_WAITING)
    else:
        keys = (f"{name}__issue__publication" for name in ("article", "target", "chosen"))
        recorder.set_values(left.select_related(*keys), **_WAITING)
        _record(list(Article.objects.filter(pk__in=pks).select_related("issue__publication")), recorder)
    parts = Article.objects.filter(pk__in=pks, series_basis=Article.SeriesBasis.INFERRED)
    behind = {other.pk: other for part in parts.select_related("issue") for other in series.left_behind(part)}
    removed = Article.objects.filter(pk__in=pks).delete()[1]
    series.arrange([other for pk, other in behind.items() if pk not in set(pks)], recorder)
    return removed.get(Article._meta.label, 0)


def discard(model: type[models.Model], pks: Sequence[Any], recorder: Recorder | None = None) -> int:
    """Delete those of the rows with these primary keys that no other record needs; what is in use stays.

    Returns:
        The number of rows deleted, not counting what went with them.
    """
    if not pks:
        return 0
    try:
        with recorder.step() if recorder else transaction.atomic():
            rows = model._base_manager.filter(pk__in=pks)
            if recorder:
                related = [field.name for field in model._meta.fields if field.is_relation]
                place = ["article__issue__publication"] if "article" in related else []
                names = [*related, *place]  # without a name all relations would be followed
                found = list((rows.select_related(*names) if names else rows).order_by("pk"))
                for name in related:
                    recorder.know(other for row in found if (other := getattr(row, name)) is not None)
                _record(found, recorder)
            return rows.delete()[1].get(model._meta.label, 0)
    except models.ProtectedError:
        if len(pks) == 1:
            return 0
    middle = len(pks) // 2  # halves find the few that are in use without a query for each of the others
    return discard(model, pks[:middle], recorder) + discard(model, pks[middle:], recorder)


def _record(rows: Sequence[models.Model], recorder: Recorder) -> None:
    """Record that ``rows``, all of one model, are about to be deleted, and before them what goes with them."""
    if not rows:
        return
    parents = {row.pk: row for row in rows}
    recorder.know(rows)
    for relation in rows[0]._meta.related_objects:
        field = relation.field
        if relation.related_model is Batch or not hasattr(relation.related_model, "natural_key"):
            continue  # the record of what was done is no part of what was done
        children = relation.related_model._base_manager.filter(**{f"{field.name}__in": list(parents)})
        if relation.on_delete is models.SET_NULL:
            for chunk in _chunks(children):
                recorder.set_values(relation.related_model._base_manager.filter(pk__in=chunk), **{field.name: None})
        elif relation.on_delete is models.CASCADE:
            for chunk in _chunks(children):
                found = list(relation.related_model._base_manager.filter(pk__in=chunk).order_by("pk"))
                for child in found:
                    setattr(child, field.name, parents[getattr(child, field.attname)])
                _record(found, recorder)
    for row in rows:
        recorder.removed(row)


def _chunks(rows: models.QuerySet[Any]) -> Iterator[tuple[Any, ...]]:
    """The primary keys of ``rows``, some at a time."""
    pks = rows.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK)
    while chunk := tuple(itertools.islice(pks, CHUNK)):
        yield chunk
