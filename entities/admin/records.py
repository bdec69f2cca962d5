"""What all records of the archive have in common in the admin."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
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

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """All columns; the token stands above them, once, where the template puts it."""
        return [name for name in super().get_fields(request, obj) if name != LOADED]

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget.can_delete_related = False
        return field
