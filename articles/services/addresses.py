"""Addresses that records once had lead to them for ever, whether they were renamed or merged; nobody else may take one.

``clean`` of a record refuses such an address in a form; ``services.source_book.free_slug`` passes over it.
"""

from __future__ import annotations

from typing import Any

from articles.models import Source
from articles.services.batches import Recorder
from entities.models import Entity


def keep_past_address(record: Source | Entity, address: dict[str, str], reason: str, recorder: Recorder) -> None:
    """Keep ``address``, which leads to ``record`` from now on, as part of the act of ``recorder``.

    An address to which the record returns is no longer a former one. Call it before the record is saved.

    Args:
        address: the columns of the record that make its address: the slug, and for an entity its kind.
        reason: "renamed" or "merged".
    """
    held: Any = record.past_slugs
    for returned in held.filter(**{name: getattr(record, name) for name in address}):
        recorder.removed(returned)
        returned.delete()
    owner = held.field.name
    known = held.model.objects.filter(**address).select_related(owner).first()
    if known is not None:
        recorder.watch([known])
        setattr(known, owner, record)
        known.reason = reason
        known.save()
        recorder.changed(known)
        return
    recorder.created(held.model.objects.create(**address, **{owner: record}, reason=reason))
