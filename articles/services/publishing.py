"""What readers may see: articles are published, withdrawn, or taken back to draft, each act a batch.

A withdrawn article keeps its address, where its reason is told; cross-references to it wait for it again, and find it
when it is back. Refuses to withdraw without a reason.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import models
from django.utils import timezone

from articles.models import Article, Batch, BatchChange
from articles.services.batches import recording
from articles.services.mending import mend

#: Articles to which references are settled at a time.
CHUNK = 50


@dataclass(frozen=True, slots=True)
class StatusChange:
    """An act of publishing: how many articles it changed, and how many were in that state already."""

    batch: Batch | None
    changed: int
    unchanged: int
    summary: str


def publish(articles: models.QuerySet[Article], user: AbstractBaseUser | None) -> StatusChange:
    """Let readers see the articles."""
    return _set_status(articles, user, "Published", status=Article.Status.PUBLISHED, withdrawal_reason="")


def withdraw(articles: models.QuerySet[Article], user: AbstractBaseUser | None, reason: str) -> StatusChange:
    """Take the articles from readers; their addresses tell the reason.

    Raises:
        ValueError: without a reason.
    """
    if not reason.strip():
        raise ValueError("An article is withdrawn for a reason, which its address tells.")
    return _set_status(
        articles, user, "Withdrew", status=Article.Status.WITHDRAWN, withdrawal_reason=reason.strip()[:300]
    )


def send_to_review(articles: models.QuerySet[Article], user: AbstractBaseUser | None) -> StatusChange:
    """Mark the articles as nearly ready; readers do not see them."""
    return _set_status(articles, user, "Sent to review:", status=Article.Status.IN_REVIEW, withdrawal_reason="")


def return_to_draft(articles: models.QuerySet[Article], user: AbstractBaseUser | None) -> StatusChange:
    """Take the articles from readers to work on them."""
    return _set_status(articles, user, "Back to draft:", status=Article.Status.DRAFT, withdrawal_reason="")


def set_status(
    articles: models.QuerySet[Article], status: str, *, user: AbstractBaseUser | None, reason: str = ""
) -> StatusChange:
    """Bring the articles into any state, by the act that leads there; ``reason`` is for withdrawing."""
    match status:
        case Article.Status.PUBLISHED:
            return publish(articles, user)
        case Article.Status.IN_REVIEW:
            return send_to_review(articles, user)
        case Article.Status.WITHDRAWN:
            return withdraw(articles, user, reason)
    return return_to_draft(articles, user)


def concerns_readers(batch: Batch) -> bool:
    """Whether taking ``batch`` back would show articles to readers, or take some from them."""
    if batch.changes.of_status().exists():
        return True
    made = batch.changes.filter(model=Article._meta.label_lower, act=BatchChange.Act.CREATED).order_by()
    keys = made.values_list("record", flat=True).iterator(chunk_size=CHUNK)
    while chunk := {tuple(key) for key in itertools.islice(keys, CHUNK)}:
        slugs, volumes, numbers, _ = ({key[part] for key in chunk} for part in range(4))
        near = Article.objects.filter(
            issue__publication__slug__in=slugs, issue__volume__in=volumes, issue__number__in=numbers
        ).exclude(status__in=(Article.Status.DRAFT, Article.Status.IN_REVIEW))
        shown = near.order_by().values_list("issue__publication__slug", "issue__volume", "issue__number", "position")
        if not chunk.isdisjoint(shown):
            return True
    return False


def _set_status(
    articles: models.QuerySet[Article], user: AbstractBaseUser | None, verb: str, *, status: str, **values: Any
) -> StatusChange:
    others = articles.exclude(status=status).select_related("issue__publication")
    with recording(kind=Batch.Kind.DECISION, summary=verb, user=user) as recorder:
        unchanged = articles.count() - others.count()
        withdrawn = models.Q(status=Article.Status.WITHDRAWN)
        comes_or_goes = others if status == Article.Status.WITHDRAWN else others.filter(withdrawn)
        moved = list(comes_or_goes.values_list("pk", flat=True))
        changed = recorder.set_values(others, status=status, changed_at=timezone.now(), **values)
        for start in range(0, len(moved), CHUNK):
            here = Article.objects.filter(pk__in=moved[start : start + CHUNK])
            mend(here.select_related("issue__publication"), recorder)
        summary = f"{verb} {changed:,} article{'' if changed == 1 else 's'}"
        recorder.summarise(summary)
    return StatusChange(recorder.batch if recorder.count else None, changed, unchanged, summary)
