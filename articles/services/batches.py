"""Acts on many rows that can be taken back: ``recording`` writes down, row by row, what an act does.

Only the columns that an act changed are kept, so that taking it back leaves alone what was done to the others since;
``undoing`` takes it back.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from typing import Any, TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction

from articles.models import Batch, BatchChange
from articles.services import indexing, snapshots

#: Changes that are written, or taken back, at a time.
CHUNK = 500
#: Columns of a created row that are kept: a later decision on it is later work.
_DECISION = ("review", "reviewed_at")

Row = TypeVar("Row", bound=models.Model)


class Recorder:
    """Writes down, in a batch, what happens to rows. Made by ``recording``."""

    def __init__(
        self, *, kind: str, summary: str, user: AbstractBaseUser | None, takes_back: Batch | None = None
    ) -> None:
        self.batch = Batch(
            reference=uuid.uuid4(),
            kind=kind,
            summary=summary[:300],
            created_by=user,  # type: ignore[misc]
            takes_back=takes_back,
        )
        self.count = 0
        self._depth = 0
        self._before: dict[tuple[str, Any], dict[str, Any]] = {}
        self._waiting: list[BatchChange] = []
        self._references = snapshots.References()

    def watch(self, rows: Iterable[Row]) -> list[Row]:
        """Keep the present values of ``rows``, which are given back as a list; call it before they are changed."""
        watched = list(rows)
        for row in watched:
            self._before[snapshots.label_of(row), row.pk] = snapshots.values_of(row)
        return watched

    def changed(self, row: models.Model) -> bool:
        """Record how ``row`` differs from what it was when watched; False when it does not."""
        before = self._before.pop((snapshots.label_of(row), row.pk), None)
        if before is None:
            raise LookupError(f"{row!r} was not watched before it was changed")
        after = snapshots.values_of(row)
        names = [name for name, value in after.items() if before[name] != value]
        if not names:
            return False
        self._references.forget(row)
        named = self._references.named
        self._add(
            row,
            BatchChange.Act.CHANGED,
            before=named(row, {name: before[name] for name in names}),
            after=named(row, {name: after[name] for name in names}),
        )
        return True

    def created(self, row: models.Model, *, whole: bool = False) -> None:
        """Record that ``row`` was made. What hangs on it and goes with it need not be recorded.

        Args:
            whole: whether any later change of the row, not only a decision on it, is work that must not be lost.
        """
        after = self._references.named(row, snapshots.values_of(row, None if whole else _DECISION))
        self._add(row, BatchChange.Act.CREATED, after=after)

    def removed(self, row: models.Model) -> None:
        """Record that ``row`` is about to be deleted; call it before. It comes again with its primary key."""
        self._before.pop((snapshots.label_of(row), row.pk), None)
        values = self._references.named(row, snapshots.values_of(row))
        self._references.forget(row)
        self._add(row, BatchChange.Act.REMOVED, before={"pk": row.pk, **values})

    def know(self, rows: Iterable[models.Model]) -> None:
        """Spare a question to the database for each of ``rows``, as they are stored, that others point at."""
        self._references.remember(rows)

    def set_values(self, rows: models.QuerySet[Row], copying: Mapping[str, str] | None = None, /, **values: Any) -> int:
        """Give every one of ``rows`` these values, some at a time, and record it; the number of rows that changed.

        Every row is locked while it is read and written. Name in ``select_related`` what a natural key needs.

        Args:
            copying: columns that take what another column of the same row holds, {"chosen_id": "target_id"}.
        """
        changed = 0
        copied = {name: models.F(column) for name, column in (copying or {}).items()}
        model, pks = rows.model, list(rows.order_by().values_list("pk", flat=True))
        for start in range(0, len(pks), CHUNK):
            chunk = pks[start : start + CHUNK]
            watched = self.watch(rows.filter(pk__in=chunk).order_by("pk").select_for_update(of=("self",)))
            model._base_manager.filter(pk__in=[row.pk for row in watched]).update(**values, **copied)
            for row in watched:
                for name, value in values.items():
                    setattr(row, name, value)
                for name, column in (copying or {}).items():
                    setattr(row, name, getattr(row, column))
                changed += self.changed(row)
        return changed

    def summarise(self, summary: str) -> None:
        """Say in words what was done, once the numbers are known."""
        self.batch.summary = summary[:300]

    @contextmanager
    def step(self) -> Iterator[None]:
        """A transaction, or a savepoint inside one: its rows and their record are saved together, or neither.

        Steps may be nested; what is waiting is written at the end of the outermost.
        """
        mark, count, unwritten = len(self._waiting), self.count, self.batch._state.adding
        self._depth += 1
        try:
            with transaction.atomic():
                yield
                if self._depth == 1:
                    self.flush()
                    indexing.words_on_commit()
        except BaseException:
            del self._waiting[mark:]
            self.count = count
            if unwritten:
                self.batch.pk, self.batch._state.adding = None, True
            raise
        finally:
            self._depth -= 1

    def flush(self) -> None:
        """Write what is waiting. A batch without a change is never written."""
        if not self._waiting:
            return
        if self.batch._state.adding:
            self.batch.save(force_insert=True)
        for change in self._waiting:
            change.batch = self.batch
        BatchChange.objects.bulk_create(self._waiting)
        self._waiting.clear()

    def finish(self) -> None:
        """Write what is still waiting, and the summary as it is now."""
        self.flush()
        if not self.batch._state.adding:
            self.batch.save(update_fields=["summary"])

    def _add(self, row: models.Model, act: str, **values: dict[str, Any]) -> None:
        self.count += 1
        label, record = snapshots.label_of(row), snapshots.key_of(row)
        self._waiting.append(BatchChange(number=self.count, act=act, model=label, record=record, **values))
        if len(self._waiting) >= CHUNK and not self._depth:
            self.flush()


@contextmanager
def recording(
    *, kind: str, summary: str, user: AbstractBaseUser | None = None, in_steps: bool = False
) -> Iterator[Recorder]:
    """Record one act as a batch.

    Args:
        kind: one of ``Batch.Kind``.
        summary: what is done, in words; ``Recorder.summarise`` may replace it.
        user: who does it; None for a machine.
        in_steps: False makes the whole act one transaction. True leaves transactions to ``Recorder.step``, for acts
            too large for one: all that is recorded must then happen inside a step.

    Yields:
        The recorder. Afterwards ``recorder.batch.pk`` is None when nothing was recorded.
    """
    recorder = Recorder(kind=kind, summary=summary, user=user)
    with nullcontext() if in_steps else transaction.atomic():
        try:
            yield recorder
        except BaseException:
            if in_steps:  # the steps that were done stay, and are told as what they are
                recorder.summarise(f"{recorder.batch.summary} (stopped before its end)")
                recorder.finish()
            raise
        recorder.finish()
        indexing.refresh_on_commit()
