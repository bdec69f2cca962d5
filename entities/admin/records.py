"""What all records of the archive have in common in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest

from entities.admin.collisions import LOADED, RecordForm


class RecordAdmin(admin.ModelAdmin):
    """Lists of fifty without a count of everything; forms from which no other record is deleted by a stray click."""

    form = RecordForm
    list_per_page = 50
    show_full_result_count = False
    formfield_overrides: ClassVar[Any] = {models.URLField: {"assume_scheme": "https"}}

    class Media:
        js = ["admin_archive/labels.js"]

    object_history_template = "admin/record_history.html"

    # What forms save and delete is kept by the site, as a batch --------------------------------------------------

    def changeform_view(
        self, request: Any, object_id: Any = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        if request.method != "POST":
            return super().changeform_view(request, object_id, form_url, extra_context)
        with self.site.keeping(request) as request.keeper:
            return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: Any, obj: Any, form: Any, change: bool) -> None:
        with request.keeper.saving(obj):
            super().save_model(request, obj, form, change)

    def save_formset(self, request: Any, form: Any, formset: Any, change: bool) -> None:
        rows = formset.save(commit=False)
        for row in formset.deleted_objects:
            request.keeper.remove(type(row), [row.pk])
        for row in rows:
            with request.keeper.saving(row):
                row.save()
        formset.save_m2m()

    def save_related(self, request: Any, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        changed = [str(form.fields[name].label or name).lower() for name in form.changed_data if change]
        changed += [str(f.model._meta.verbose_name_plural) for f in formsets if f.has_changed()]
        columns = f": {', '.join(changed)}" if changed else ""
        verb = "Changed" if change else "Added"
        request.keeper.recorder.summarise(f"{verb} the {self.opts.verbose_name} “{form.instance}”{columns}")

    def delete_model(self, request: HttpRequest, obj: Any) -> None:
        with self.site.keeping(request, f"Deleted the {self.opts.verbose_name} “{obj}”") as keeper:
            keeper.remove(self.model, [obj.pk])

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        pks = list(queryset.values_list("pk", flat=True))
        names = self.opts.verbose_name if len(pks) == 1 else self.opts.verbose_name_plural
        with self.site.keeping(request, f"Deleted {len(pks):,} {names}") as keeper:
            keeper.remove(self.model, pks)

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """Who did what to the record, when and why, with the way back; then what the forms have logged."""
        row = self.get_object(request, unquote(object_id))
        if row is not None and hasattr(row, "natural_key"):
            page = Paginator(self.site.changes_of(row), self.list_per_page).get_page(request.GET.get("acts"))
            extra_context = {**(extra_context or {}), "acts": page, "told": self.site.in_words(page)}
        return super().history_view(request, object_id, extra_context)

    @property
    def site(self) -> Any:
        """The archive's own site; it stands above the apps."""
        return self.admin_site

    # Forms -------------------------------------------------------------------------------------------------------

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """All columns; the token stands above them, once, where the template puts it."""
        return [name for name in super().get_fields(request, obj) if name != LOADED]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field
