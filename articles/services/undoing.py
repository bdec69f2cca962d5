"""Batches taken back as one step, days later: values restored in reverse order, what was made deleted again.

Only the columns that the batch changed are put back, so that what was done to the others since stays. Taking back is
recorded as a batch itself, with what it deletes kept whole: taking *that* back does the act again (redo), under the
same rules. Refused, in words for people, where later work would be lost; nothing is changed then. An inferred date is
nobody's work: it never stands in the way, and is inferred again from what is left.
"""

from __future__ import annotations

import datetime
import itertools
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.db.models.functions import Coalesce
from django.utils import timezone

from articles.models import Article, Batch, BatchChange, Citation, Issue, PastSourceSlug
from articles.services import dating, indexing, redating, series, snapshots
from articles.services.anchoring import ANCHORED, lift
from articles.services.batches import CHUNK, Recorder, recording
from articles.services.moving import references
from articles.services.removal import discard, remove_articles
from entities.models import Entity, PastSlug

#: What a batch made and an undo never leaves: a text with what is said of it, and an address that leads elsewhere.
_NOT_KEPT = (Article, *ANCHORED, PastSlug, PastSourceSlug)
#: Columns of an article that a machine sets as its parts come and go; no later work.
_SUGGESTED = {*series.FIELDS, "changed_at"}
#: Conflicts that are named in a refusal.
NAMED_CONFLICTS = 5


class UndoConflict(Exception):
    """Taking a batch back would lose later work, or it has been taken back already; the message names the rows."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What an undo did: rows restored, rows deleted, and created rows that stay because other rows use them.

    ``batch`` is its own record, by which it is taken back; None when nothing was to be done.
    """

    restored: int
    deleted: int
    kept: int
    batch: Batch | None = None

    def __str__(self) -> str:
        parts = [(self.restored, "restored"), (self.deleted, "removed"), (self.kept, "kept because still in use")]
        return ", ".join(f"{number:,} {word}" for number, word in parts if number) or "nothing to take back"


def undo(batch: Batch, user: AbstractBaseUser | None) -> Undone:
    """Take ``batch`` back: every row as it was before, what it created deleted, in one transaction.

    A batch that took another back is itself taken back like any other: the other stands again.

    Raises:
        UndoConflict: when it was taken back already, or later work would be lost.
    """
    with transaction.atomic():
        locked = Batch.objects.select_for_update(of=("self",)).select_related("takes_back").get(pk=batch.pk)
        if locked.is_undone:
            again = "done again" if locked.takes_back else "taken back"
            raise UndoConflict(f"This batch has been {again} already.")
        _mark(locked, user, timezone.now())
        if locked.takes_back:
            run = _Undo(locked)
            done = run.run()
            _mark(locked.takes_back, None, None)
            summary = f"Inferred dates again after “{locked.takes_back.summary}”"
            with recording(kind=Batch.Kind.PROPAGATION, summary=summary, user=user) as recorder:
                redating.catch_up(run.places, run.redated, recorder)
        else:
            summary = f"Taken back: {locked.summary}"
            recorder = Recorder(kind=Batch.Kind.UNDO, summary=summary, user=user, takes_back=locked)
            done = _Undo(locked, recorder).run()
            recorder.finish()
        indexing.refresh_on_commit()
    batch.undone_by, batch.undone_at = locked.undone_by, locked.undone_at
    return done


def _mark(batch: Batch, user: AbstractBaseUser | None, when: datetime.datetime | None) -> None:
    batch.undone_by, batch.undone_at = user, when  # type: ignore[assignment]
    batch.save(update_fields=["undone_by", "undone_at"])


class _Undo:
    """One run of ``undo``: collects every conflict before it refuses.

    Without a recorder it is the taking back of an undo. Then nothing may stay half done: what an undo of an act leaves
    in place because others use it is a conflict.
    """

    def __init__(self, batch: Batch, recorder: Recorder | None = None) -> None:
        self.batch = batch
        self.recorder = recorder
        self.restored = self.deleted = self.kept = 0
        self.conflicts: list[str] = []
        self.rewritten: set[int] = set()
        #: Articles whose inferred date was put back, and issues that were touched: others may lean on their dates.
        self.redated: set[int] = set()
        self.places: set[tuple[Any, ...]] = set()
        self.doomed: list[tuple[type[models.Model], list[Any]]] = []
        self.displaced: list[tuple[type[models.Model], BatchChange]] = []
        self.pointing: list[tuple[models.Model, str, Any]] = []
        self.references = snapshots.References()

    def run(self) -> Undone:
        changes = self.batch.changes.order_by("-number").iterator(chunk_size=CHUNK)
        for (label, act), group in itertools.groupby(changes, key=lambda change: (change.model, change.act)):
            while chunk := list(itertools.islice(group, CHUNK)):
                for distinct in _without_repeats(chunk):
                    model = snapshots.model_of(label)
                    if model is Issue:
                        self.places.update(tuple(change.record) for change in distinct)
                    rows = snapshots.find(model, [change.record for change in distinct])
                    if act == BatchChange.Act.CREATED:
                        self._delete(model, distinct, rows)
                    elif act == BatchChange.Act.REMOVED:
                        self._bring_back(model, distinct, rows)
                    else:
                        self._restore(model, distinct, rows)
        self._discard()
        self._bring_back_displaced()
        self._point()
        self._check_anchors()
        if self.conflicts:
            raise UndoConflict(self._refusal())
        if self.recorder:
            redating.catch_up(self.places, self.redated, self.recorder)
        made = self.recorder.batch if self.recorder and self.recorder.count else None
        return Undone(self.restored, self.deleted, self.kept, made)

    def _restore(self, model: type[models.Model], changes: list[BatchChange], rows: list[models.Model | None]) -> None:
        if self.recorder:
            self.recorder.watch(row for row in rows if row is not None)
        by_columns: dict[tuple[str, ...], list[models.Model]] = defaultdict(list)
        for change, row in zip(changes, rows, strict=True):
            if row is None:
                if not _is_suggested(change):  # a series that lost a part has nothing left to put back
                    self.conflicts.append(f"{_named(model, change)} does not exist any more")
                continue
            found = self._differences(row, change)
            if found:
                self.conflicts.append(f"{described(row)}: {'; '.join(found)}")
                continue
            if isinstance(row, Article) and redating.is_inference(change):
                if row.date_basis in dating.INFERABLE:
                    self.redated.add(row.pk)
                else:  # an editor, or its own text, has dated it since
                    change = redating.without_date(change)
            try:
                before = self.references.numbered(model, change.before)
            except snapshots.LostReferenceError as lost:
                self.conflicts.append(f"{described(row)}: {lost}")
                continue
            key = snapshots.key_of(row)
            for name, value in before.items():
                field = model._meta.get_field(name)
                setattr(row, field.attname, value if field.is_relation else field.to_python(value))  # type: ignore[union-attr]
            if snapshots.key_of(row) != key:
                self.references = snapshots.References()
            written = set(before)
            if model in ANCHORED and written & {"start", "end"}:
                written |= {"start", "end"}  # a span is taken off the text and put back as a whole
            if written:
                by_columns[tuple(sorted(written))].append(row)
            if isinstance(row, Article) and "body" in before:
                self.rewritten.add(row.pk)
        if model in ANCHORED:
            lift(model, [row.pk for columns, moved in by_columns.items() if "start" in columns for row in moved])
        for columns, restored in by_columns.items():
            _write(restored, columns)
            self.restored += len(restored)
            for row in restored if self.recorder else ():
                self.recorder.changed(row)  # type: ignore[union-attr]

    def _delete(self, model: type[models.Model], changes: list[BatchChange], rows: list[models.Model | None]) -> None:
        present = [(change, row) for change, row in zip(changes, rows, strict=True) if row is not None]
        if model is Article or model in ANCHORED:
            gone = [change for change, row in zip(changes, rows, strict=True) if row is None]
            self.conflicts.extend(f"{_named(model, change)} has another address now, or is gone" for change in gone)
        edited = _edited_by_hand([row for _, row in present], self.batch)
        later = _changed_by_later_batches(self.batch, model, [change.record for change, _ in present])
        reworked = self._reworked_articles([row for _, row in present]) if model is Article else {}
        doomed: list[models.Model] = []
        for change, row in present:
            found = self._differences(row, change)
            if row.pk in edited:
                found.append("it was edited later")
            if tuple(change.record) in later:
                found.append(f"it was changed later by “{later[tuple(change.record)]}”")
            found.extend(reworked.get(row.pk, []))
            if not found:
                doomed.append(row)
            elif model in _NOT_KEPT or self.recorder is None:
                self.conflicts.append(f"{described(row)}: {'; '.join(found)}")
            else:  # an authority record in which somebody has since put work is worth keeping
                self.kept += 1
        pks = [row.pk for row in doomed]
        if model is Article:
            self.deleted += remove_articles(pks, self.recorder)
        elif model in ANCHORED:
            self.deleted += discard(model, pks, self.recorder)
        else:  # articles and annotations may still point at them, whatever the order in which they were made
            self.doomed.append((model, pks))

    def _discard(self) -> None:
        """Delete the created authority records and issues that nothing needs any more, the latest first."""
        for model, pks in self.doomed:
            deleted = discard(model, _bare(pks) if model is Entity else pks, self.recorder)
            self.deleted += deleted
            self.kept += len(pks) - deleted
            if self.recorder is None and deleted < len(pks):
                left = model._base_manager.filter(pk__in=pks)[: NAMED_CONFLICTS + 1]
                self.conflicts.extend(f"{described(row)} is in use again" for row in left)

    def _bring_back(
        self, model: type[models.Model], changes: list[BatchChange], rows: list[models.Model | None]
    ) -> None:
        """Make removed rows again in their turn: what is restored after them may point at them."""
        self._make_again(model, [change for change, present in zip(changes, rows, strict=True) if present is None])
        self.displaced += [
            (model, change) for change, present in zip(changes, rows, strict=True) if present is not None
        ]

    def _bring_back_displaced(self) -> None:
        """Make those removed rows again whose place was taken, once what took it is gone."""
        for model, change in self.displaced:
            if snapshots.find(model, [change.record])[0] is None:
                self._make_again(model, [change])
            else:
                self.conflicts.append(f"{_named(model, change)} exists again")

    def _make_again(self, model: type[models.Model], changes: list[BatchChange]) -> None:
        made = []
        if model in ANCHORED:
            self.references.expect_articles(change.before["article"] for change in changes)
        for change in changes:
            kept = {name: value for name, value in change.before.items() if name != "pk"}
            try:
                values = self.references.numbered(model, kept)
            except snapshots.LostReferenceError as lost:
                self.conflicts.append(f"{_named(model, change)}: {lost}")
                continue
            row = model(pk=change.before["pk"])
            for name, value in values.items():
                field = model._meta.get_field(name)
                setattr(row, field.attname, value if field.is_relation else field.to_python(value))  # type: ignore[union-attr]
                if value is None and kept[name] is not None:
                    self.pointing.append((row, name, kept[name]))
            made.append(row)
        if any(snapshots.is_stamp(field, made=True) for field in snapshots.kept_fields(model)):
            for row in made:
                row.save_base(raw=True, force_insert=True)
        else:
            model._base_manager.bulk_create(made)
        self.restored += len(made)
        if model is Article:
            self.redated.update(row.pk for row in made)
        if not self.recorder:
            return
        if model in ANCHORED:
            models.prefetch_related_objects(made, "article__issue__publication")
            self.recorder.know(row.article for row in made)  # type: ignore[attr-defined]
        for row in made:
            self.recorder.created(row, whole=True)

    def _point(self) -> None:
        """Point rows that were made again at others that were made again after them."""
        recorder = self.recorder
        for row, name, key in self.pointing:
            if recorder:
                recorder.watch([row])
            found = snapshots.References().numbered(type(row), {name: key})[name]
            setattr(row, row._meta.get_field(name).attname, found)  # type: ignore[union-attr]
            row.save_base(raw=True, update_fields=[name])
            if recorder:
                recorder.changed(row)

    def _differences(self, row: models.Model, change: BatchChange) -> list[str]:
        """In words, how ``row`` differs now from what the batch left; another inferred date is no difference."""
        if redating.is_inference(change):
            change = redating.without_date(change)
        present = self.references.named(
            row, {name: value for name, value in snapshots.values_of(row).items() if name in change.after}
        )
        found = []
        for name, left in change.after.items():
            field = row._meta.get_field(name)
            if isinstance(row, Article) and name in series.FIELDS and row.series_basis != Article.SeriesBasis.STATED:
                continue
            if not snapshots.is_stamp(field) and present[name] != left:  # type: ignore[arg-type]
                found.append(f"{field.verbose_name} has been changed since")  # type: ignore[union-attr]
        return found

    def _reworked_articles(self, rows: list[models.Model]) -> dict[int, list[str]]:
        """Of created articles, what editors have done to them or to what hangs on them."""
        found: dict[int, list[str]] = defaultdict(list)
        pks = [row.pk for row in rows]
        for model in ANCHORED:
            decided = model.objects.decided().filter(article__in=pks)
            numbers = decided.order_by().values("article").annotate(number=models.Count("pk"))
            for article, number in numbers.values_list("article", "number"):
                names = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
                found[article].append(f"{number} decided {names}")
        pointing = models.Q(target__in=pks) | models.Q(chosen__in=pks)
        accepted = Citation.objects.decided().filter(pointing).exclude(article__in=pks).order_by()
        meant = accepted.values(meant=Coalesce("target_id", "chosen_id"))
        linked = meant.annotate(number=models.Count("pk")).values_list("meant", "number")
        for article, number in linked:
            found[article].append(f"{number} decided cross-reference{'' if number == 1 else 's'} to it")
        for row in rows:
            if row.revision > 1:  # type: ignore[attr-defined]
                found[row.pk].append("its text has been edited")
        return found

    def _check_anchors(self) -> None:
        """Refuse when an annotation made since would not stand on its words in a body that is put back."""
        for article in Article.objects.filter(pk__in=self.rewritten).only("body", "headline"):
            for model in ANCHORED:
                anchored = model._default_manager.filter(article=article, start__isnull=False)
                for row in anchored.only("start", "end", "quote"):
                    if article.body[row.start : row.end] != row.quote:
                        name = model._meta.verbose_name
                        self.conflicts.append(f"{described(article)}: the {name} “{_short(row.quote)}” was made later")

    def _refusal(self) -> str:
        named, rest = self.conflicts[:NAMED_CONFLICTS], len(self.conflicts) - NAMED_CONFLICTS
        more = [f"and {rest:,} more"] if rest > 0 else []
        refused = "Not taken back" if self.recorder else "Not done again"
        return f"{refused}, because later work would be lost: " + ". ".join([*named, *more]) + "."


def _write(rows: list[models.Model], columns: tuple[str, ...]) -> None:
    """Write these columns of ``rows``: at once where many get the same, as they do after a merge, else row by row."""
    model = type(rows[0])
    names = [model._meta.get_field(column).attname for column in columns]  # type: ignore[union-attr]
    alike: dict[str, list[models.Model]] = defaultdict(list)
    for row in rows:
        alike[repr([getattr(row, name) for name in names])].append(row)
    if len(alike) > len(rows) // 10 + 1:
        model._base_manager.bulk_update(rows, columns)
        return
    for same in alike.values():
        values = {name: getattr(same[0], name) for name in names}
        model._base_manager.filter(pk__in=[row.pk for row in same]).update(**values)


def _bare(pks: list[Any]) -> list[Any]:
    """The entities with these primary keys on which nothing hangs: names or relations they got since are later work."""
    for reference in references(Entity):
        held = reference.model._base_manager.filter(**{f"{reference.field}__in": pks})
        used = set(held.values_list(reference.field, flat=True))
        pks = [pk for pk in pks if pk not in used]
    return pks


def described(row: models.Model) -> str:
    """A row in words: “mention “CSTO” in “Headline””."""
    article = getattr(row, "article", None)
    place = f" in “{_short(str(article))}”" if article is not None else ""
    return f"{row._meta.verbose_name} “{_short(str(row))}”{place}"


def _named(model: type[models.Model], change: BatchChange) -> str:
    return f"{model._meta.verbose_name} {' / '.join(map(str, change.record))}"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"


def _without_repeats(changes: list[BatchChange]) -> Iterator[list[BatchChange]]:
    """Cut a run of changes wherever a row comes again: its later change must be taken back before the earlier."""
    run: list[BatchChange] = []
    seen: set[str] = set()
    for change in changes:
        name = repr(change.record)
        if name in seen:
            yield run
            run, seen = [], set()
        run.append(change)
        seen.add(name)
    if run:
        yield run


def _is_suggested(change: BatchChange) -> bool:
    """Whether a change only gave an article the series that a machine suggests for it."""
    return change.model == Article._meta.label_lower and set(change.after) <= _SUGGESTED


def _changed_by_later_batches(
    batch: Batch, model: type[models.Model], records: list[Any]
) -> dict[tuple[Any, ...], str]:
    """Rows, among those of one chunk by their natural keys, that standing later batches changed; with their summaries.

    Whatever others have done in the archive since is not read.
    """
    if not records:
        return {}
    later = BatchChange.objects.exclude(batch__kind=Batch.Kind.UNDO).filter(
        batch__undone_at__isnull=True,
        batch__pk__gt=batch.pk,
        act=BatchChange.Act.CHANGED,
        model=model._meta.label_lower,
        record__in=records,
    )
    rows = later.select_related("batch").order_by("pk").iterator(chunk_size=CHUNK)
    return {
        tuple(row.record): row.batch.summary
        for row in rows
        if not _is_suggested(row) and (not redating.is_inference(row) or redating.without_date(row).after)
    }


def _edited_by_hand(rows: list[models.Model], batch: Batch) -> set[Any]:
    """The primary keys of those ``rows`` that somebody has saved in the admin since."""
    if not rows:
        return set()
    entries = LogEntry.objects.filter(
        content_type=ContentType.objects.get_for_model(rows[0]),
        object_id__in=[str(row.pk) for row in rows],
        action_flag=CHANGE,
        action_time__gt=batch.created_at,
    )
    names = set(entries.values_list("object_id", flat=True))
    return {row.pk for row in rows if str(row.pk) in names}
