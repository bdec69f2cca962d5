"""The history of every record: who changed it, when, why and how, by hand or in bulk; read from the batches.

A batch keeps what an act did to each row, so the history of a row is what the batches say of it, and reverting is
taking a batch back, by the rules of ``undoing``: later work is never lost. ``Keeper`` makes a batch of each form.
Suggestions that machines made are in the batch that made them. What a fixture loads has no history.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.db.models import Q

from articles.models import Article, Batch, BatchChange, Source
from articles.services import snapshots
from articles.services.batches import Recorder, recording
from articles.services.removal import discard, remove_articles
from edm_archive.text.differences import Run, word_differences
from entities.models import Entity

#: Values longer than that are compared word by word.
LONG = 60


@dataclass(frozen=True, slots=True)
class Step:
    """One column that an act changed, in words; ``runs`` is the difference of long texts."""

    label: str
    before: str
    after: str
    runs: tuple[Run, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """What one batch did to a record."""

    batch: Batch
    act: str
    steps: tuple[Step, ...]


class Keeper:
    """Records, in the batch of a form, what the form saves and deletes."""

    def __init__(self, recorder: Recorder) -> None:
        self.recorder = recorder

    @contextmanager
    def saving(self, row: models.Model) -> Iterator[None]:
        """Record how ``row``, which is saved inside, differs from what is stored now."""
        stored = type(row)._base_manager.filter(pk=row.pk).first() if row.pk is not None else None
        yield
        if stored is None:
            self.recorder.created(row, whole=True)
        elif _differ(stored, row):
            self.recorder.watch([stored])
            self.recorder.changed(row)

    def remove(self, model: type[models.Model], pks: Sequence[Any]) -> None:
        """Delete rows with all that hangs on them, all of it kept in the batch."""
        if model is Article:
            remove_articles(pks, self.recorder)
        else:
            discard(model, pks, self.recorder)


@contextmanager
def keeping(summary: str, user: AbstractBaseUser) -> Iterator[Keeper]:
    """One transaction, and one batch of what is saved by hand inside it; none when nothing is."""
    with recording(kind=Batch.Kind.EDIT, summary=summary, user=user) as recorder:
        yield Keeper(recorder)


def changes_of(row: models.Model) -> models.QuerySet[BatchChange]:
    """What batches did to ``row``, the last first; an entity or a source is found under its former addresses, too."""
    keys = [snapshots.key_of(row)]
    if isinstance(row, Entity):
        keys += [[kind, slug] for kind, slug in row.past_slugs.values_list("kind", "slug")]
    elif isinstance(row, Source):
        keys += [[slug] for slug in row.past_slugs.values_list("slug", flat=True)]
    named = Q()
    for key in keys:
        named |= Q(record=key)
    changes = BatchChange.objects.filter(named, model=snapshots.label_of(row))
    return changes.select_related("batch__created_by", "batch__undone_by").order_by("-batch_id", "-number")


def in_words(change: BatchChange) -> Act:
    """A change as people read it."""
    model = snapshots.model_of(change.model)
    steps = []
    if change.act == BatchChange.Act.CHANGED:
        for name, after in change.after.items():
            field: Any = model._meta.get_field(name)
            if snapshots.is_stamp(field):
                continue
            said = _said(field, change.before[name]), _said(field, after)
            runs = word_differences(*said) if max(map(len, said)) > LONG else ()
            steps.append(Step(str(field.verbose_name), *said, tuple(runs)))
    return Act(change.batch, change.get_act_display(), tuple(steps))


def _differ(one: models.Model, other: models.Model) -> bool:
    """Whether two states of a row differ in more than the time at which they were saved."""
    names = [field.name for field in snapshots.kept_fields(one) if not snapshots.is_stamp(field)]
    return snapshots.values_of(one, names) != snapshots.values_of(other, names)


def _said(field: models.Field[Any, Any], value: Any) -> str:
    if value in (None, ""):
        return ""
    if isinstance(value, list) and field.is_relation:
        return " / ".join(map(str, value))
    return str(dict(field.flatchoices or ()).get(value, value))
