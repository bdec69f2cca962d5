"""Batches: what was done in one stroke, to be read and taken back, never edited."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.utils import flatten
from django.contrib.auth import get_permission_codename
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.admin.decisions import desk_url
from articles.admin.measurements import MeasurementsPage
from articles.admin.trail import steps_of
from articles.models import Batch, BatchChange, Mention, Rejection
from articles.services import snapshots
from articles.services.publishing import concerns_readers
from articles.services.undoing import UndoConflict, undo
from entities.admin.records import RecordAdmin

#: Changes that the page of a batch shows; all of them are in the list of changes.
SHOWN = 50


class ReadOnlyAdmin(RecordAdmin):
    """Records that only the archive itself writes."""

    fields: ClassVar[Any] = ()

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> list[str]:
        return flatten(self.fields)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(Batch)
class BatchAdmin(ReadOnlyAdmin):
    """Acts on many rows, with the way to take each back."""

    change_list_template = "admin/articles/batch/archive_change_list.html"
    list_display = ("summary", "kind", "created_by", "created_at", "state")
    list_filter = ("kind", ("undone_at", admin.EmptyFieldListFilter))
    list_select_related = ("created_by", "undone_by")
    search_fields = ("summary", "=created_by__username", "=reference")
    fields = (
        "summary",
        "kind",
        "created_by",
        "created_at",
        "undone_by",
        "undone_at",
        "takes_back",
        "article",
        ("seconds", "keystrokes"),
        "reference",
        "what_changed",
        "state",
    )

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.undo_view)
        measured = self.admin_site.admin_view(MeasurementsPage.as_view(model_admin=self))
        return [
            path("<int:pk>/undo/", view, name="articles_batch_undo"),
            path("measurements/", measured, name=MeasurementsPage.name),
            path("measurements/<slug:table>.csv", measured, name=f"{MeasurementsPage.name}_file"),
            *super().get_urls(),
        ]

    @admin.display(description="taking back", ordering="undone_at")
    def state(self, batch: Batch) -> SafeString | str:
        is_undo = batch.kind == Batch.Kind.UNDO
        if batch.is_undone:
            return f"{'done again' if is_undo else 'taken back'} by {batch.undone_by or 'somebody'}"
        url, verb = reverse("admin:articles_batch_undo", args=[batch.pk]), "Redo" if is_undo else "Undo"
        return format_html('<a href="{}">{}<span class="visually-hidden">: {}</span></a>', url, verb, batch.summary)

    @admin.display(description="changes")
    def what_changed(self, batch: Batch) -> SafeString:
        changes = list(batch.changes.all()[: SHOWN + 1])
        listed = format_html_join("", "<li>{}</li>", ((in_words(change),) for change in changes[:SHOWN]))
        url = f"{reverse('admin:articles_batchchange_changelist')}?batch__id__exact={batch.pk}"
        more = format_html('<p><a href="{}">All changes</a></p>', url) if len(changes) > SHOWN else ""
        return format_html('<ol class="changes">{}</ol>{}', listed, more)

    def undo_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then take a batch back; whoever may change all that it touched may do so."""
        batch = Batch.objects.select_related("created_by", "undone_by", "takes_back").filter(pk=pk).first()
        if batch is None:
            raise Http404("There is no such batch.")
        if not may_undo(request, batch):
            raise PermissionDenied
        if request.method == "POST":
            try:
                done = undo(batch, request.user)  # type: ignore[arg-type]
            except UndoConflict as conflict:
                self.message_user(request, str(conflict), messages.ERROR)
            else:
                self.message_user(request, f"{taken_back(batch)} – {done}.", messages.SUCCESS)
            return HttpResponseRedirect(self._back(request))
        context = {
            **self.admin_site.each_context(request),
            "title": "Do a batch again" if batch.kind == Batch.Kind.UNDO else "Take back a batch",
            "is_undo": batch.kind == Batch.Kind.UNDO,
            "opts": self.opts,
            "batch": batch,
            "number": batch.changes.count(),
            "changes": [in_words(change) for change in batch.changes.all()[:SHOWN]],
            "back": self._back(request),
        }
        return TemplateResponse(request, "admin/articles/batch/undo.html", context)

    def _back(self, request: HttpRequest) -> str:
        article = request.GET.get("article", "")
        if article.isdecimal():
            return desk_url(int(article), request.GET, "annotations")
        listed = self.has_view_permission(request)
        return reverse("admin:articles_batch_changelist" if listed else "admin:index")


@admin.register(BatchChange)
class BatchChangeAdmin(ReadOnlyAdmin):
    """What each batch did, row by row."""

    list_display = ("change", "batch", "number", "act", "model")
    list_filter = ("act",)
    list_select_related = ("batch",)
    search_fields = ("model", "batch__summary", "=batch__reference")
    ordering = ("-batch_id", "number")
    fields = ("batch", "number", "act", "model", "record", "before", "after")

    @admin.display(description="change")
    def change(self, change: BatchChange) -> str:
        return in_words(change)


def may_undo(request: HttpRequest, batch: Batch) -> bool:
    """Whether the user may change, or delete, every kind of record that the batch changed or made.

    Where that may take articles from readers, or show them some, it needs the permission to publish.
    """
    touched = batch.changes.order_by().values_list("model", "act").distinct()
    if not all(_may_take_back(request, snapshots.model_of(label), act) for label, act in touched):
        return False
    return request.user.has_perm("articles.publish_article") or not concerns_readers(batch)


def taken_back(batch: Batch) -> str:
    """What an undo, or a redo, of ``batch`` did, in words."""
    if batch.kind == Batch.Kind.UNDO and batch.takes_back is not None:
        return f"Done again: {batch.takes_back.summary}"
    return f"Taken back: {batch.summary}"


def in_words(change: BatchChange) -> str:
    """A change for people: “citation edm / 1 / 138 / 2 / 5: review suggested → accepted”."""
    model = snapshots.model_of(change.model)
    row = f"{model._meta.verbose_name} {' / '.join(map(str, change.record))}"
    return f"{row}: {steps_of(change)}"


def _may_take_back(request: HttpRequest, model: type[models.Model], act: str) -> bool:
    """By the permission itself: what nobody writes or deletes by hand is taken back all the same."""
    if not admin.site.is_registered(model):
        return False
    if model is Rejection:  # made and taken back with the decision on a mention
        return admin.site.get_model_admin(Mention).has_change_permission(request)
    verb = {BatchChange.Act.CREATED: "delete", BatchChange.Act.REMOVED: "add"}.get(BatchChange.Act(act), "change")
    return request.user.has_perm(f"{model._meta.app_label}.{get_permission_codename(verb, model._meta)}")
