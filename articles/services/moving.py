"""What merging and splitting authority records have in common: all that points at one record points at another one.

References are found by asking the models, so that a record that is added to the archive later moves as well. Two that
say the same after the move become one. Of two annotations the higher number stays, so that no number is given again,
and the better decision: what an editor has accepted, then what one has rejected, then what is only suggested.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q

from articles.models.anchors import Annotation, Review, Reviewed
from articles.services.batches import CHUNK, Recorder

#: What is no part of what an annotation says: by whom and how well it is known, and the words around it.
_PROVENANCE = frozenset(field.name for field in Reviewed._meta.get_fields()) | {"number", "prefix", "suffix"}
#: The columns that hold the decision and its ground.
_DECISION = tuple(field.name for field in Reviewed._meta.local_fields)

Row = TypeVar("Row", bound=models.Model)


class AuthorityRefused(ValueError):
    """The records cannot be merged or split like this; the message says why."""


class AuthorityContradicts(AuthorityRefused):
    """What is known of two records contradicts itself; ``force`` merges them all the same."""

    def __init__(self, contradictions: Sequence[str]) -> None:
        super().__init__(" ".join(contradictions))
        self.contradictions = list(contradictions)


@dataclass(frozen=True, slots=True)
class Reference:
    """A column of a model that points at authority records of one kind."""

    model: type[models.Model]
    field: str

    def rows(self, record: models.Model) -> models.QuerySet[Any]:
        """The rows that point at ``record``."""
        return self.model._default_manager.filter(**{self.field: record})


@dataclass(frozen=True, slots=True)
class Moved:
    """How many rows point elsewhere now, and how many were given up because another one says the same.

    ``overruled`` are the annotations that stay accepted where the other one was rejected.
    """

    moved: int = 0
    joined: int = 0
    overruled: tuple[models.Model, ...] = ()

    def __add__(self, other: Moved) -> Moved:
        overruled = (*self.overruled, *other.overruled)
        return Moved(self.moved + other.moved, self.joined + other.joined, overruled)


def references(model: type[models.Model], *, but: Collection[type[models.Model]] = ()) -> list[Reference]:
    """Every column that points at ``model``, whatever its name, but those of the models in ``but``."""
    found = [
        Reference(relation.related_model, relation.field.name)
        for relation in model._meta.get_fields(include_hidden=True)
        if isinstance(relation, models.ManyToOneRel) and isinstance(relation.related_model, type)
    ]
    return [reference for reference in found if reference.model not in but]


def locked(*records: Row) -> list[Row]:
    """The records as they are stored now, locked in one order, so that two acts cannot wait for each other.

    Raises:
        AuthorityRefused: when one does not exist any more.
    """
    pks = [record.pk for record in records]
    rows = type(records[0])._default_manager.select_for_update().filter(pk__in=pks).order_by("pk")
    stored = {row.pk: row for row in rows}
    if missing := [record for record in records if record.pk not in stored]:
        raise AuthorityRefused(f"“{missing[0]}” does not exist any more.")
    return [stored[pk] for pk in pks]


def because(reason: str) -> str:
    """The end of a summary that says why, where a reason is given."""
    return f": {reason.strip()}" if reason.strip() else ""


def move(reference: Reference, rows: models.QuerySet[Any], target: models.Model, recorder: Recorder) -> Moved:
    """Point ``rows`` of the reference's model at ``target``; a row that would be a double is removed."""
    if issubclass(reference.model, Annotation):
        return move_annotations(rows, reference.field, target, recorder)
    doubles = list(rows.filter(_is_double(reference, target)))
    for row in doubles:
        recorder.removed(row)
        row.delete()
    return Moved(recorder.set_values(rows, **{reference.field: target}) + len(doubles), len(doubles))


def _is_double(reference: Reference, target: models.Model) -> Q | Exists:
    """Whether ``target`` has a row already that a unique constraint would not let stand beside this one."""
    found: Q | Exists = Q(pk__in=[])
    for constraint in reference.model._meta.constraints:
        if not isinstance(constraint, models.UniqueConstraint) or reference.field not in constraint.fields:
            continue
        others = {name: OuterRef(name) for name in constraint.fields if name != reference.field}
        held = reference.rows(target).filter(**others)
        if constraint.condition is not None:
            held = held.filter(constraint.condition)
            found |= Q(Exists(held)) & constraint.condition
        else:
            found |= Q(Exists(held))
    return found


# Annotations -------------------------------------------------------------------------------------------------------


def move_annotations(
    rows: models.QuerySet[Any],
    field: str,
    target: models.Model,
    recorder: Recorder,
    *,
    undecided: Mapping[str, Any] | None = None,
) -> Moved:
    """Point annotations at ``target``, some at a time; one that says what another of ``target`` says joins it.

    Args:
        undecided: further values for those that nobody has decided.
    """
    pks = list(rows.order_by("pk").values_list("pk", flat=True))
    done = Moved()
    for start in range(0, len(pks), CHUNK):
        done += _Chunk(rows.model, field, target, recorder).move(pks[start : start + CHUNK], undecided or {})
    return done


def doubled(rows: models.QuerySet[Any], field: str, target: models.Model) -> int:
    """How many anchored mentions among ``rows`` stand on words where ``target`` is mentioned, too."""
    there = rows.model._default_manager.filter(
        **{field: target}, article=OuterRef("article"), start=OuterRef("start"), end=OuterRef("end")
    )
    return rows.filter(Exists(there)).count()


class _Chunk:
    """One step of ``move_annotations``."""

    def __init__(self, model: type[Any], field: str, target: models.Model, recorder: Recorder) -> None:
        self.model, self.field, self.target, self.recorder = model, field, target, recorder

    def move(self, pks: Sequence[int], undecided: Mapping[str, Any]) -> Moved:
        rows = list(self._stored(pk__in=pks))
        gone: dict[Any, Any] = {}
        better: dict[Any, dict[str, Any]] = {}
        overruled = set()
        staying = [row.pk for row in rows]
        for same in self._doubles(rows):
            stays = max(same, key=lambda row: row.number)
            decided = max(same, key=_weight)
            better[stays.pk] = {name: getattr(decided, name) for name in _DECISION}
            if decided.review == Review.ACCEPTED and any(row.review == Review.REJECTED for row in same):
                overruled.add(stays.pk)
            gone |= {row.pk: stays.pk for row in same if row is not stays}
            staying.append(stays.pk)
        if gone:
            self._give_up(gone)
            rows = list(self._stored(pk__in=set(staying) - set(gone)))
        self._write(self.recorder.watch(rows), better, undecided)
        changed = {row.pk for row in rows if self.recorder.changed(row)}
        moved = len((changed | set(gone)).intersection(pks))
        return Moved(moved, len(gone), tuple(row for row in rows if row.pk in overruled))

    def _stored(self, **wanted: Any) -> models.QuerySet[Any]:
        found: models.QuerySet[Any] = self.model.objects.with_key().filter(**wanted).order_by("pk")
        return found.select_for_update(of=("self",))

    def _doubles(self, rows: Sequence[Any]) -> Iterator[list[Any]]:
        """Those of ``rows`` that say what an annotation of the target says, together with it."""
        by_statement = defaultdict(list)
        for row in rows:
            by_statement[self._statement(row)].append(row)
        held = self._stored(**{self.field: self.target}, article__in={row.article_id for row in rows})
        held = held.filter(Q(start__in={row.start for row in rows}) | Q(start__isnull=True))
        found = defaultdict(list)
        for row in held.exclude(pk__in=[row.pk for row in rows]):
            if (statement := self._statement(row)) in by_statement:
                found[statement].append(row)
        for statement, theirs in found.items():
            yield [*theirs, *by_statement[statement]]

    def _statement(self, row: Any) -> tuple[Any, ...]:
        """What an annotation says beside the record that changes; an orphan has no place, but words around it."""
        fields = [
            field
            for field in row._meta.concrete_fields
            if not (field.primary_key or field.name in _PROVENANCE or field.name == self.field)
            and field.related_model is not self.model
        ]
        around = (row.prefix, row.suffix) if row.start is None else ()
        return (*(getattr(row, field.attname) for field in fields), *around)

    def _give_up(self, gone: Mapping[Any, Any]) -> None:
        """Remove the doubles; what points at one points at the annotation that stays."""
        for reference in references(self.model):
            pointing = reference.model._default_manager.filter(**{f"{reference.field}__in": gone})
            if reference.model is self.model:
                pointing = pointing.exclude(pk__in=gone)
            column = reference.model._meta.get_field(reference.field).attname  # type: ignore[union-attr]
            for row in self.recorder.watch(pointing.order_by("pk")):
                stays = gone[getattr(row, column)]
                setattr(row, column, None if (reference.model, row.pk) == (self.model, stays) else stays)
                row.save(update_fields=[reference.field])
                self.recorder.changed(row)
        for row in self._stored(pk__in=list(gone)):
            self.recorder.removed(row)
        self.model.objects.filter(pk__in=list(gone)).delete()

    def _write(self, rows: Sequence[Any], better: Mapping[Any, Any], undecided: Mapping[str, Any]) -> None:
        """Write what is the same for all rows at once, and only the decisions that doubles leave row by row."""
        for row in rows:
            setattr(row, self.field, self.target)
        self.model.objects.filter(pk__in=[row.pk for row in rows]).update(**{self.field: self.target})
        decided = [row for row in rows if any(getattr(row, n) != v for n, v in better.get(row.pk, {}).items())]
        for row in decided:
            for name, value in better[row.pk].items():
                setattr(row, name, value)
        self.model.objects.bulk_update(decided, _DECISION)
        waiting = [row for row in rows if undecided and row.review == Review.SUGGESTED]
        for row in waiting:
            for name, value in undecided.items():
                setattr(row, name, value)
        if waiting:
            self.model.objects.filter(pk__in=[row.pk for row in waiting]).update(**undecided)


def _weight(row: Any) -> tuple[bool, bool, float]:
    return (row.review == Review.ACCEPTED, row.is_decided, row.score)
