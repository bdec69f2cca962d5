"""Inlines that cost the same number of queries for two rows as for thirty.

Django's autocomplete fields look up the label of their value one by one. Here each row's widget is told the label of
the record that the row has already loaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.db import models
from django.forms.models import BaseInlineFormSet
from django.forms.utils import pretty_name
from django.http import HttpRequest

from entities.admin.collisions import LOADED, RecordForm


class LabelledAutocomplete(AutocompleteSelect):
    """An autocomplete that knows the label of its present value."""

    #: Primary key and label of the record that is chosen when the form opens.
    known: tuple[Any, str] | None = None

    def optgroups(self, name: str, value: Sequence[str], attr: Any = None) -> list[Any]:
        if self.known is None or list(value) != [str(self.known[0])]:
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        options.append(self.create_option(name, *self.known, True, len(options)))
        return [(None, options, 0)]


class LabellingFormSet(BaseInlineFormSet):
    """Names the fields of every row for screen readers, and tells autocompletes the records that the row has loaded."""

    def add_fields(self, form: forms.ModelForm, index: int | None) -> None:
        super().add_fields(form, index)
        row = "new row" if index is None else f"row {index + 1}"
        for name, field in form.fields.items():
            if not field.widget.is_hidden:
                field.widget.attrs["aria-label"] = f"{field.label or pretty_name(name)}, {row}"
            widget = getattr(field.widget, "widget", field.widget)  # Django wraps it in links to add and change
            if not isinstance(widget, LabelledAutocomplete) or form.instance.pk is None:
                continue
            if name in form.instance._state.fields_cache and (record := getattr(form.instance, name)) is not None:
                widget.known = (record.pk, str(record))


class SmallInline(admin.TabularInline):
    """Rows of a record of which there are few. Name in ``loaded`` the relations that its rows show."""

    form = RecordForm
    formset = LabellingFormSet
    extra = 0
    loaded: tuple[str, ...] = ()

    def get_fields(self, request: HttpRequest, obj: Any = None) -> list[Any]:
        """The columns, and the token of each row for those who may change it."""
        names = [name for name in super().get_fields(request, obj) if name != LOADED]
        return [*names, LOADED] if self.has_change_permission(request, obj) else names

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        return (
            super().get_queryset(request).select_related(*self.loaded) if self.loaded else super().get_queryset(request)
        )

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name in self.get_autocomplete_fields(request):
            kwargs["widget"] = LabelledAutocomplete(db_field, self.admin_site, using=kwargs.get("using"))
        return super().formfield_for_foreignkey(db_field, request, **kwargs)
