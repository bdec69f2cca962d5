"""The admin site of the archive: what waits for the editor first, then the records in the order of the work.

It stands in the project, above both apps, since it names the records of both. It imports no admin of theirs: they
register with it while it is being made.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.db import models
from django.http import HttpRequest
from django.template.response import TemplateResponse
from django.urls import reverse

from articles.models import Batch
from articles.services import histories
from articles.services.waiting import figure, queues

#: Groups of records by what an editor does with them; what is in none follows at the end.
GROUPS: tuple[tuple[str, str], ...] = (
    ("Bibliography", "articles.article articles.issue articles.publication articles.author articles.authorship"),
    (
        "Citations and their sources",
        "articles.citation articles.source articles.sourcevariant articles.distinctsources articles.pastsourceslug",
    ),
    ("Names in the texts", "articles.mention articles.rolestatement articles.acronymdefinition articles.rejection"),
    (
        "Authority file",
        "entities.entity entities.alias entities.relation entities.externalidentifier entities.distinctentities "
        "entities.pastslug",
    ),
    ("Work", "articles.assignment articles.secondopinion"),
    ("What readers cite", "articles.citedsearch"),
    ("What was done", "articles.batch articles.batchchange"),
    ("Editors", "auth.user auth.group"),
)
#: Acts that the index offers to take back.
RECENT = 5


@dataclass(frozen=True, slots=True)
class Waiting:
    """A queue with its number, as the index shows it."""

    title: str
    explanation: str
    figure: str
    url: str


class LabellingAutocompleteView(AutocompleteJsonView):
    """Offers records under the label that their admin gives them, so that namesakes can be told apart."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        label = getattr(self.model_admin, "autocomplete_label", str)
        return {"id": str(getattr(obj, to_field_name)), "text": label(obj)}


class EditorialSite(admin.AdminSite):
    """The admin under the archive's name and in the archive's order."""

    site_header = "EDM Archive"
    site_title = "EDM Archive"
    index_title = "Editing the archive"
    index_template = "admin/archive_index.html"

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        waiting, empty = self._waiting(request)
        context = {"waiting": waiting, "empty_queues": empty, "recent_batches": self._recent_batches(request)}
        return super().index(request, {**context, **(extra_context or {})})

    def keeping(self, request: HttpRequest, summary: str = "Edit") -> AbstractContextManager[histories.Keeper]:
        """What a form saves inside is one batch."""
        return histories.keeping(summary, request.user)  # type: ignore[arg-type]

    def changes_of(self, row: models.Model) -> models.QuerySet[Any]:
        """What was done to a record, the last first; ``in_words`` tells each."""
        return histories.changes_of(row)

    def in_words(self, changes: Iterable[Any]) -> list[histories.Act]:
        """Changes as people read them."""
        return [histories.in_words(change) for change in changes]

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return LabellingAutocompleteView.as_view(admin_site=self)(request)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[Any]:
        """The groups, for the index and the sidebar; the page of one app keeps Django's order."""
        apps = super().get_app_list(request, app_label)
        if app_label is not None:
            return apps
        records = {model["model"]._meta.label_lower: model for app in apps for model in app["models"]}
        grouped = [
            (name, [records.pop(label) for label in labels.split() if label in records]) for name, labels in GROUPS
        ]
        return [
            self._group(name, shown) for name, shown in [*grouped, ("Further records", list(records.values()))] if shown
        ]

    def _group(self, name: str, records: list[Any]) -> dict[str, Any]:
        first = records[0]["model"]._meta
        return {
            "name": name,
            "app_label": first.app_label,
            "app_url": f"{reverse('admin:index', current_app=self.name)}#{first.app_label}-{first.model_name}",
            "has_module_perms": True,
            "models": records,
        }

    def _waiting(self, request: HttpRequest) -> tuple[list[Waiting], list[str]]:
        """Queues of records that the user may view in which something waits, and the titles of the empty ones."""
        waiting, empty = [], []
        for queue in queues():
            model = queue.rows.model
            if not self._may_view(request, model):
                continue
            if count := queue.count():
                page = queue.page or f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
                url = f"{reverse(page)}?{queue.query}".removesuffix("?")
                waiting.append(Waiting(queue.title, queue.explanation, figure(count), url))
            else:
                empty.append(queue.title.lower())
        return waiting, empty

    def _recent_batches(self, request: HttpRequest) -> list[Batch]:
        if not self._may_view(request, Batch):
            return []
        return list(Batch.objects.acts().standing().select_related("created_by")[:RECENT])

    def _may_view(self, request: HttpRequest, model: type[models.Model]) -> bool:
        return self.get_model_admin(model).has_view_permission(request)
