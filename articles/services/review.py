"""What editors decide about what machines suggest: accept, reject, take back to suggested, correct.

Every decision, on one row or on thousands, is one batch, so that it can be taken back as one step. A decision keeps who
made it and when; what an editor made or corrected by hand has the origin "editor". Machines never come here.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models, transaction
from django.utils import timezone

from articles.models import AcronymDefinition, Article, Batch, Citation, Mention, PastSourceSlug, RoleStatement, Source
from articles.models.anchors import Annotation, Review
from articles.services.addresses import keep_past_address
from articles.services.batches import CHUNK, Recorder, recording
from articles.services.memory import forget, remember
from articles.services.tagging import next_number
from articles.services.teaching import teach
from articles.services.work import refuse_locked

#: The origin of what a person made or corrected.
BY_HAND = "editor"
#: How the summary of a correction begins; the measurements count by it.
CORRECTED = "Corrected"
#: What the natural key of an annotation needs.
MENTION_KEY = ("article__issue__publication",)
_DONE = {Review.ACCEPTED: "Accepted", Review.REJECTED: "Rejected", Review.SUGGESTED: "Back to suggested:"}

AnyAnnotation = Citation | Mention | RoleStatement | AcronymDefinition


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision that was made: how many rows it changed, and how many were in that state already."""

    batch: Batch | None
    changed: int
    unchanged: int
    summary: str


def accept(*selections: models.QuerySet[Any], user: AbstractBaseUser, place: str = "") -> Decision:
    """Accept all rows of the selections."""
    return decide(selections, Review.ACCEPTED, user=user, place=place)


def reject(*selections: models.QuerySet[Any], user: AbstractBaseUser, place: str = "") -> Decision:
    """Reject all rows of the selections; of mentions it is remembered, so that the same is not suggested again."""
    return decide(selections, Review.REJECTED, user=user, place=place)


def reopen(*selections: models.QuerySet[Any], user: AbstractBaseUser, place: str = "") -> Decision:
    """Take all rows of the selections back to suggested, as if nobody had decided."""
    return decide(selections, Review.SUGGESTED, user=user, place=place)


def decide(
    selections: Iterable[models.QuerySet[Any]],
    review: Review,
    *,
    user: AbstractBaseUser,
    place: str = "",
    reason: str = "",
    everywhere: bool = False,
) -> Decision:
    """Make one decision about the rows of one or more query sets, of annotations or of sources, in one batch.

    Rows on which the same was decided before keep who decided it and when. To accept a mention rejects what else was
    suggested, or accepted before, for the same words of the text.

    Args:
        place: where it was decided, for the summary: the headline of an article.
        reason: why mentions are rejected, to be remembered.
        everywhere: whether the words of the rejected mentions mean their entities nowhere, whatever stands around them.
    """
    counts: list[str] = []
    changed = unchanged = 0
    with recording(kind=Batch.Kind.DECISION, summary="Decision", user=user) as recorder:
        for selection in selections:
            if selection.model is not Source:
                refuse_locked(selection.order_by().values("article"), user)
            undecided = selection.exclude(review=review)
            same = selection.count() - undecided.count()
            if selection.model is Source:
                number = recorder.set_values(undecided, review=review)
            elif selection.model is Mention:
                number = _decide_mentions(undecided, review, user, recorder, reason=reason, everywhere=everywhere)
            else:
                values, copying = decided_by(review, user), {}
                if selection.model is Citation and review == Review.ACCEPTED:
                    copying = {"chosen_id": "target_id"}  # to accept it confirms the article that it is linked to
                elif selection.model is Citation:
                    values["chosen"] = None
                rows = undecided.select_related("article__issue__publication")
                number = recorder.set_values(rows, copying, **values)
            changed, unchanged = changed + number, unchanged + same
            if number:
                counts.append(counted(selection.model, number))
        summary = f"{_DONE[review]} {' and '.join(counts) or 'nothing'}{f' in “{place}”' if place else ''}"
        recorder.summarise(summary)
    return Decision(recorder.batch if recorder.count else None, changed, unchanged, summary)


def _decide_mentions(
    undecided: models.QuerySet[Any],
    review: Review,
    user: AbstractBaseUser,
    recorder: Recorder,
    *,
    reason: str,
    everywhere: bool,
) -> int:
    """Decide mentions and keep the memory of rejections to it; the number of those that were meant."""
    changed = 0
    pks = list(undecided.order_by().values_list("pk", flat=True))
    for start in range(0, len(pks), CHUNK):
        rows = Mention.objects.filter(pk__in=pks[start : start + CHUNK])
        stored = list(rows.select_related("entity"))
        changed += recorder.set_values(rows.select_related(*MENTION_KEY), **decided_by(review, user))
        if review == Review.REJECTED:
            remember(stored, user, recorder, reason=reason, everywhere=everywhere)
            continue
        forget([row for row in stored if row.review == Review.REJECTED], recorder)
        if review == Review.ACCEPTED:
            reject_rivals(stored, user, recorder, beside=pks)
    return changed


def reject_rivals(
    accepted: Iterable[Mention], user: AbstractBaseUser, recorder: Recorder, *, beside: Iterable[int] = ()
) -> None:
    """Reject what else is suggested, or was accepted, for the very words of mentions that an editor has accepted.

    Args:
        beside: primary keys of mentions that the same act accepts: an act does not contradict itself.
    """
    meant = {(row.article_id, row.start, row.end): row.entity_id for row in accepted if row.start is not None}
    near = Mention.objects.visible().filter(
        article__in={article for article, _, _ in meant}, start__in={start for _, start, _ in meant}
    )
    together = set(beside)
    rivals = [
        pk
        for pk, *place, entity in near.values_list("pk", "article", "start", "end", "entity")
        if meant.get(tuple(place), entity) != entity and pk not in together
    ]
    if rivals:
        rows = Mention.objects.filter(pk__in=rivals)
        remember(list(rows.select_related("entity")), user, recorder)
        recorder.set_values(rows.select_related(*MENTION_KEY), **decided_by(Review.REJECTED, user))


@transaction.atomic
def save_by_hand(
    row: AnyAnnotation | Source, *, user: AbstractBaseUser, columns: Iterable[str], teaching: bool = False
) -> Batch | None:
    """Save a row that an editor made or corrected in a form, with what that says about its review.

    A correction of a suggestion accepts it. A new row and a corrected one have the origin "editor"; a mere decision
    leaves the origin to the rule that suggested it. A date that an editor changed is known from the editor.

    Args:
        row: the instance as the form left it, unsaved.
        columns: names of the columns that the form changed.
        teaching: whether the source that is chosen for a citation learns the name that is printed there.

    Returns:
        The batch, or None when nothing was changed.
    """
    names = set(columns)
    verb = CORRECTED if names - {"review"} else _DONE[Review(row.review)].rstrip(":")
    if isinstance(row, Annotation):
        refuse_locked([row.article_id], user)
        _state_by_hand(row, names, user)
    with recording(kind=Batch.Kind.DECISION, summary="Correction", user=user) as recorder:
        if row._state.adding:
            if isinstance(row, Annotation):
                row.number = next_number(row.article, type(row))
            verb = "Added"
            row.save()
            recorder.created(row)
            was = None
        else:
            was = _save_changed(row, recorder)
        if isinstance(row, Mention):
            _keep_memory(row, was, user, recorder)
        if teaching and isinstance(row, Citation) and "source" in names and row.source is not None:
            teach(row.source_text, row.source, recorder)
        where = f" in “{row.article}”" if isinstance(row, Annotation) else ""
        recorder.summarise(f"{verb} the {row._meta.verbose_name} “{row}”{where}")
    return recorder.batch if recorder.count else None


class NotATargetError(ValueError):
    """The article cannot be what the citation refers to; the message says why."""


@transaction.atomic
def choose_target(citation: Citation, article: Article, user: AbstractBaseUser) -> Batch:
    """Link a cross-reference to the article that an editor chose for it, which accepts it; one batch.

    Raises:
        NotATargetError: when it is no cross-reference, or the article is the citing one, or is withdrawn.
    """
    if citation.kind != Citation.Kind.CROSS_REFERENCE:
        raise NotATargetError("Only a cross-reference points at an article of this archive.")
    if article.pk == citation.article_id:
        raise NotATargetError("An article does not refer to itself.")
    if article.status == Article.Status.WITHDRAWN:
        raise NotATargetError("This article has been withdrawn.")
    refuse_locked([citation.article_id], user)
    held = Citation.objects.select_related("article__issue__publication")
    with recording(kind=Batch.Kind.DECISION, summary="Choice", user=user) as recorder:
        rows = recorder.watch(held.select_for_update(of=("self",)).filter(pk=citation.pk))
        for row in rows:
            row.target = row.chosen = article
            row.resolution = Citation.Resolution.RESOLVED
            row.resolution_note = "Chosen by an editor among the articles of the day."
            for name, value in decided_by(Review.ACCEPTED, user).items():
                setattr(row, name, value)
            row.save()
            recorder.changed(row)
        recorder.summarise(f"Linked “{citation}” in “{citation.article}” to “{article}”")
    return recorder.batch


def counted(model: type[models.Model], number: int) -> str:
    """A number of rows in words: "1 citation", "1,200 mentions"."""
    name = model._meta.verbose_name if number == 1 else model._meta.verbose_name_plural
    return f"{number:,} {name}"


def decided_by(review: Review, user: AbstractBaseUser) -> dict[str, Any]:
    """The values of a decision, made now."""
    if review == Review.SUGGESTED:
        return {"review": review, "reviewer": None, "reviewed_at": None}
    return {"review": review, "reviewer": user, "reviewed_at": timezone.now()}


def _state_by_hand(row: AnyAnnotation, names: set[str], user: AbstractBaseUser) -> None:
    """Set on ``row`` what follows from the columns that an editor changed."""
    corrected = names - {"review"}
    if row._state.adding or corrected:
        row.origin, row.score, row.reason = BY_HAND, 1.0, ""
        if row.review == Review.SUGGESTED and "review" not in names:
            row.review = Review.ACCEPTED
    if isinstance(row, Citation) and names & {"cited_date", "cited_date_end", "cited_precision"}:
        row.year_basis, row.year_note = Citation.YearBasis.EDITOR if row.cited_date else Citation.YearBasis.UNKNOWN, ""
    if isinstance(row, Citation) and names:
        _keep_choice(row, names)
    if row._state.adding or names:
        for name, value in decided_by(Review(row.review), user).items():
            setattr(row, name, value)


def _keep_choice(row: Citation, names: set[str]) -> None:
    """Keep the article that an accepted citation is linked to as the editor's choice; drop one that was given up."""
    if row.review != Review.ACCEPTED or row.kind != Citation.Kind.CROSS_REFERENCE:
        row.chosen = None
    elif row.target_id is not None or "target" in names:
        row.chosen_id = row.target_id


def _keep_memory(row: Mention, was: Mention | None, user: AbstractBaseUser, recorder: Recorder) -> None:
    """Remember, or forget, what a mention that was saved by hand says of its words."""
    if (
        was is not None
        and was.review == Review.REJECTED
        and (row.review != was.review or row.entity_id != was.entity_id)
    ):
        forget([was], recorder)
    elif was is not None and row.entity_id != was.entity_id:
        remember([was], user, recorder)
    if row.review == Review.REJECTED and (was is None or was.review != row.review):
        remember([row], user, recorder)
    elif row.review == Review.ACCEPTED:
        reject_rivals([row], user, recorder)


def _save_changed(row: models.Model, recorder: Recorder) -> Any:
    """Save ``row`` and record it; the row as it was."""
    stored = type(row)._base_manager.select_for_update().get(pk=row.pk)
    was = copy.copy(stored)
    recorder.watch([stored])
    if isinstance(row, Source) and isinstance(stored, Source) and row.slug != stored.slug:
        keep_past_address(row, {"slug": stored.slug}, PastSourceSlug.Reason.RENAMED, recorder)
    row.save()
    recorder.changed(row)
    return was
