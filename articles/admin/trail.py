"""The trail of a row: what batches did to it, the latest first, each in words, with the way to the batch."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.models import BatchChange
from articles.services import snapshots

#: Steps that the page of a row shows.
SHOWN = 50


def steps_of(change: BatchChange) -> str:
    """What a batch did to a row: "created", "review suggested → accepted, reviewer empty → anna"."""
    if change.act == BatchChange.Act.CREATED:
        return "created"
    if change.act == BatchChange.Act.REMOVED:
        return "removed"
    return ", ".join(f"{name} {_value(change.before[name])} → {_value(change.after[name])}" for name in change.after)


def trail_of(row: models.Model) -> SafeString | str:
    """The trail as a list; says so where no batch has touched the row since its article was imported or typed."""
    changes = BatchChange.objects.of_row(snapshots.label_of(row), snapshots.key_of(row)).select_related(
        "batch__created_by", "batch__undone_by"
    )
    listed = format_html_join("", '<li>{}: <a href="{}">{}</a>{} – {}</li>', _lines(changes[:SHOWN]))
    return format_html('<ol class="changes">{}</ol>', listed) if listed else "nothing since it was made"


def _lines(changes: Any) -> Iterator[tuple[str, str, str, str, str]]:
    for change in changes:
        batch = change.batch
        when = timezone.localtime(batch.created_at).strftime("%d %B %Y, %H:%M").lstrip("0")
        by = f", by {batch.created_by}" if batch.created_by else ""
        undone = "; since taken back" if batch.is_undone else ""
        url = reverse("admin:articles_batch_change", args=[batch.pk])
        yield when, url, batch.summary, f"{by}{undone}", steps_of(change)


def _value(value: Any) -> str:
    text = " / ".join(map(str, value)) if isinstance(value, list) else str(value)
    if value in (None, ""):
        return "empty"
    return text if len(text) <= 40 else f"{text[:39]}…"
