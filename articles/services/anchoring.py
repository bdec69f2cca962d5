"""An edit of a text keeps every annotation on its words.

When the body of an article changes, each citation, mention, role statement and acronym definition is placed again on
the same occurrence of the same words (``edm_archive.text.alignment``); what cannot be placed beyond doubt becomes an
orphan, with its quote and context as they were. Refuses to delete anything, and to move anything to another occurrence.
An orphan whose words come back in their old surroundings is anchored again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models, transaction

from articles.models import AcronymDefinition, Article, Citation, Mention, RoleStatement
from articles.models.anchors import Annotation, anchor_of
from edm_archive.text.alignment import Alignment
from edm_archive.text.normalize import clean
from edm_archive.text.spans import Span

if TYPE_CHECKING:
    from articles.services.batches import Recorder

#: Every model that is anchored in the body of an article.
ANCHORED: tuple[type[Citation | Mention | RoleStatement | AcronymDefinition], ...] = (
    Citation,
    Mention,
    RoleStatement,
    AcronymDefinition,
)
_ANCHOR = ("start", "end", "prefix", "suffix")
#: What a citation says of further words of the body, beside its own anchor.
_CLAIM = ("supports", "quotation", "speaker")
_CLAIM_COLUMNS = (*(f"{name}_{end}" for name in _CLAIM for end in ("start", "end")), "speaker_basis")


@dataclass(frozen=True, slots=True)
class Reanchoring:
    """What an edit of the body did to the annotations."""

    placed: int = 0
    orphaned: tuple[Annotation, ...] = ()
    recovered: int = 0

    def __str__(self) -> str:
        if not (self.placed or self.orphaned or self.recovered):
            return "no annotations to place"
        parts = [f"{self.placed:,} on their words"]
        if self.recovered:
            parts.append(f"{self.recovered:,} found again")
        if self.orphaned:
            parts.append(f"{len(self.orphaned):,} orphaned, because their words are gone or changed")
        return ", ".join(parts)


@transaction.atomic
def reanchor(article: Article, new_body: str, *, recorder: Recorder | None = None) -> Reanchoring:
    """Give ``article`` a new body, and place its annotations and its markup again.

    The body is cleaned first (``clean``); the revision grows by one. What the database holds is taken as the old body,
    so that the instance may already carry the new one. Nothing happens when the two are the same.

    Args:
        recorder: records what becomes of the annotations; the article itself is recorded by the caller.
    """
    stored = Article.objects.select_for_update().get(pk=article.pk)
    body = clean(new_body)
    article.body, article.revision = body, stored.revision
    if body == stored.body:
        return Reanchoring()
    alignment = Alignment(stored.body, body)
    article.revision = stored.revision + 1
    article.markup = _place_markup(stored.markup, alignment)
    article.save(update_fields=["body", "revision", "markup", "changed_at"])
    placed, recovered = 0, 0
    orphaned: list[Annotation] = []
    for model in ANCHORED:
        rows: list[Annotation] = list(model._default_manager.filter(article=article).order_by("number"))
        for row in rows:
            row.article = article  # type: ignore[attr-defined] # named by it in a batch; spares a query each
        if recorder is not None:
            recorder.watch(rows)
        was_orphaned = {row.pk for row in rows if row.is_orphaned}
        _place_rows(rows, alignment)
        _save(model, rows)
        for row in rows:
            if recorder is not None:
                recorder.changed(row)
            if not row.is_orphaned:
                placed += row.pk not in was_orphaned
                recovered += row.pk in was_orphaned
            elif row.pk not in was_orphaned:
                orphaned.append(row)
    return Reanchoring(placed, tuple(orphaned), recovered)


def lift(model: type[models.Model], pks: Sequence[int]) -> None:
    """Take the annotations with these primary keys off the text, so that one can take the place of another."""
    model._default_manager.filter(pk__in=pks).update(start=None, end=None)


def _place_rows(rows: Sequence[Annotation], alignment: Alignment) -> None:
    """Give every row its new span and context, or none."""
    places = [_new_place(row, alignment) for row in rows]
    taken: dict[Span, set[Any]] = {}
    for row, place in zip(rows, places, strict=True):
        if place is not None:
            taken.setdefault(place, set()).add(row.span or row.pk)
    for row, place in zip(rows, places, strict=True):
        # Words that two annotations of different places would now share belong to one of them: which is in doubt.
        if place is None or len(taken[place]) > 1:
            row.start = row.end = None
        else:
            for name, value in anchor_of(alignment.new, place).items():
                setattr(row, name, value)
        if isinstance(row, Citation):
            _place_claim(row, alignment)


def _place_claim(row: Citation, alignment: Alignment) -> None:
    """Give the words that a citation supports, their quotation and its speaker their new places, each or none."""
    for name, span in zip(_CLAIM, (row.supported, row.quotation, row.speaker), strict=True):
        place = alignment.place(span) if span else None
        if name == "speaker" and row.quotation is None:
            place = None
        setattr(row, f"{name}_start", place.start if place else None)
        setattr(row, f"{name}_end", place.end if place else None)
    if row.speaker is None:
        row.speaker_basis = ""


def _new_place(row: Annotation, alignment: Alignment) -> Span | None:
    if row.span is None:
        return alignment.find(row.quote, row.prefix, row.suffix)
    if row.span.of(alignment.old) != row.quote:  # it did not stand on its words; do not carry the mistake on
        return alignment.find(row.quote, row.prefix, row.suffix)
    return alignment.place(row.span)


def _save(model: type[Annotation], rows: Sequence[Annotation]) -> None:
    lift(model, [row.pk for row in rows])
    columns = [*_ANCHOR, *(_CLAIM_COLUMNS if model is Citation else ())]
    model._default_manager.bulk_update(rows, columns, batch_size=200)


def _place_markup(markup: list[dict[str, Any]], alignment: Alignment) -> list[dict[str, Any]]:
    """The markup of the old body for the new; a run whose words were edited goes, as its mark no longer fits them."""
    placed = []
    for run in markup:
        place = alignment.place(Span(run["start"], run["end"]))
        if place is not None:
            placed.append({**run, "start": place.start, "end": place.end})
    return placed
