"""What editors have told apart: two authority records of which it is remembered that they are not the same."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Q

from articles.models import Batch, DistinctSources, Source
from articles.services.batches import Recorder, recording
from articles.services.moving import AuthorityRefused
from entities.models import DistinctEntities, Entity

Record = Source | Entity


def are_distinct(one: Record, other: Record) -> bool:
    """Whether an editor has said that the two are not the same."""
    return _pairs(one).touching(one).filter(Q(first=other) | Q(second=other)).exists()


@transaction.atomic
def say_distinct(one: Record, other: Record, *, user: AbstractBaseUser | None) -> Batch | None:
    """Remember that the two are not the same; None when that is known already.

    Raises:
        AuthorityRefused: when they are one record.
    """
    if one.pk == other.pk:
        raise AuthorityRefused(f"“{one}” is always the same as itself.")
    if are_distinct(one, other):
        return None
    summary = f"“{one}” is not “{other}”"
    with recording(kind=Batch.Kind.DECISION, summary=summary, user=user) as recorder:
        recorder.created(_pair(one, other))
    return recorder.batch


def move_distinctions(lose: Record, keep: Record, recorder: Recorder) -> None:
    """What is not the same as ``lose`` is not the same as ``keep``."""
    pairs = _pairs(keep)
    others = {pk for row in pairs.touching(keep) for pk in (row.first_id, row.second_id)} | {keep.pk}
    for pair in pairs.touching(lose).select_related("first", "second"):
        other = pair.second if pair.first_id == lose.pk else pair.first
        recorder.removed(pair)
        pair.delete()
        if other.pk not in others:
            others.add(other.pk)
            recorder.created(_pair(keep, other))


def _pairs(record: Record) -> Any:
    return (DistinctSources if isinstance(record, Source) else DistinctEntities).objects


def _pair(one: Record, other: Record) -> Any:
    """A new pair, in the order of the addresses, which is the same in every database."""
    first, second = sorted((one, other), key=lambda record: record.natural_key())
    return _pairs(one).create(first=first, second=second)
