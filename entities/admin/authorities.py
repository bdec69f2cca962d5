"""Entities and what hangs on them, as editors keep them."""

from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.utils.html import format_html, format_html_join

from entities.admin.collisions import RecordForm
from entities.admin.dates import PartialDatesForm
from entities.admin.inlines import SmallInline
from entities.admin.records import RecordAdmin
from entities.matching import sort_name
from entities.models import Alias, DistinctEntities, Entity, ExternalIdentifier, PastSlug, Relation
from entities.services import keep_past_address, refuse_taken_address


class AliasInline(SmallInline):
    """The further names of an entity."""

    model = Alias
    fields = ("name", "kind", "language", "case")


class IdentifierInline(SmallInline):
    """Its identifiers in other authority files."""

    model = ExternalIdentifier
    fields = ("scheme", "value")
    verbose_name_plural = "identifiers in other authority files"


class RelationForm(PartialDatesForm):
    """A relation, with the days on which it began and ended as precisely as is known."""

    partial_dates = (("begin", "begin_precision"), ("end", "end_precision"))

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        if self.cleaned_data.get("subject") and self.cleaned_data.get("subject") == self.cleaned_data.get("object"):
            self.add_error("object", "An entity has no relation to itself.")
        return cleaned


class RelationInline(SmallInline):
    """What it is to other entities."""

    model = Relation
    fk_name = "subject"
    fields = ("kind", "object", "number", "note", "begin", "begin_precision", "end", "end_precision")
    autocomplete_fields = ("object",)
    loaded = ("subject", "object")
    classes = ("wide-rows",)
    form = RelationForm
    verbose_name_plural = "relations: this entity is …"


class ReverseRelationInline(SmallInline):
    """What other entities are to it."""

    model = Relation
    fk_name = "object"
    fields = ("subject", "kind", "number", "note", "begin", "begin_precision", "end", "end_precision")
    autocomplete_fields = ("subject",)
    loaded = ("subject", "object")
    classes = ("wide-rows",)
    form = RelationForm
    verbose_name_plural = "relations of others to this entity"


class LocatedFilter(admin.SimpleListFilter):
    """Places with and without coordinates."""

    title = "coordinates"
    parameter_name = "located"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "known"), ("no", "missing (places)")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "yes":
                return queryset.located()
            case "no":
                return queryset.of_kind("place").filter(latitude__isnull=True)
        return queryset


class IdentifiedFilter(admin.SimpleListFilter):
    """Entities that are, or are not, identified in another authority file."""

    title = "identified elsewhere"
    parameter_name = "identified"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "yes"), ("no", "no")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        identified = Exists(ExternalIdentifier.objects.filter(entity=OuterRef("pk")))
        match self.value():
            case "yes":
                return queryset.filter(identified)
            case "no":
                return queryset.filter(~identified)
        return queryset


class EntityForm(RecordForm):
    """An entity; its address may change, since the old one redirects."""

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        kind, slug = self.cleaned_data.get("kind"), self.cleaned_data.get("slug")
        if kind and slug:
            refuse_taken_address(self.instance, kind, slug)
        return cleaned


@admin.register(Entity)
class EntityAdmin(RecordAdmin):
    """People, organizations, places, events, works."""

    form = EntityForm
    list_display = ("preferred_label", "kind", "described", "names")
    list_filter = ("kind", LocatedFilter, IdentifiedFilter)
    search_fields = ("preferred_label", "aliases__name", "=slug")
    search_help_text = "A name, a former name, an acronym"
    prepopulated_fields = {"slug": ("preferred_label",)}
    inlines = (AliasInline, IdentifierInline, RelationInline, ReverseRelationInline)
    readonly_fields = ("past_addresses",)
    fieldsets = (
        (None, {"fields": ("kind", "preferred_label", "sort_label", "scope_note")}),
        (
            "Place on the map",
            {
                "fields": (("latitude", "longitude"),),
                "description": "In degrees, for places; give both or neither.",
            },
        ),
        (
            "Address",
            {
                "fields": ("slug", "past_addresses"),
                "description": "After a change the old address leads to the new one for ever.",
            },
        ),
    )

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Entity]:
        return super().get_queryset(request).prefetch_related("aliases")

    def autocomplete_label(self, entity: Entity) -> str:
        """How it is offered in a search: with its kind, and what tells it from its namesakes."""
        note = f": {entity.scope_note[:60]}" if entity.scope_note else ""
        return f"{entity.preferred_label} ({entity.get_kind_display()}){note}"

    @admin.display(description="scope note")
    def described(self, entity: Entity) -> str:
        return entity.scope_note if len(entity.scope_note) <= 90 else f"{entity.scope_note[:89]}…"

    @admin.display(description="further names")
    def names(self, entity: Entity) -> str:
        names = [alias.name for alias in entity.aliases.all()]
        rest = f" and {len(names) - 4} more" if len(names) > 4 else ""
        return ", ".join(names[:4]) + rest

    @admin.display(description="former addresses")
    def past_addresses(self, entity: Entity) -> str:
        past = (
            [(str(address), address.get_reason_display()) for address in entity.past_slugs.all()] if entity.pk else []
        )
        return format_html_join(", ", "{} ({})", past) or "none"

    def save_model(self, request: HttpRequest, obj: Entity, form: forms.ModelForm, change: bool) -> None:
        if change and {"kind", "slug"} & set(form.changed_data):
            self._keep_past_address(request, obj, form.initial["kind"], form.initial["slug"])
        if not obj.sort_label:
            obj.sort_label = sort_name(obj.preferred_label) if obj.kind == Entity.Kind.PERSON else obj.preferred_label
        super().save_model(request, obj, form, change)

    def _keep_past_address(self, request: Any, entity: Entity, kind: str, slug: str) -> None:
        returned = PastSlug.objects.filter(kind=entity.kind, slug=entity.slug, entity=entity)
        request.keeper.remove(PastSlug, list(returned.values_list("pk", flat=True)))
        keep_past_address(entity, kind, slug)
        request.keeper.recorder.created(PastSlug.objects.get(kind=kind, slug=slug))


class RecordOfEntityAdmin(RecordAdmin):
    """What the lists of names, identifiers, relations and former addresses have in common."""

    list_select_related: ClassVar[Any] = ("entity",)
    autocomplete_fields: ClassVar[Any] = ("entity",)


@admin.register(Alias)
class AliasAdmin(RecordOfEntityAdmin):
    """Names across the whole authority file: where two entities share one, both are found."""

    list_display = ("name", "entity", "kind", "language", "case")
    list_filter = ("kind", "case")
    search_fields = ("name", "entity__preferred_label")


@admin.register(ExternalIdentifier)
class ExternalIdentifierAdmin(RecordOfEntityAdmin):
    """Identifiers in other authority files."""

    list_display = ("value", "scheme", "entity", "page")
    list_filter = ("scheme",)
    search_fields = ("=value", "entity__preferred_label")

    @admin.display(description="page")
    def page(self, identifier: ExternalIdentifier) -> str:
        return format_html('<a href="{}">{}</a>', identifier.get_absolute_url(), identifier)


@admin.register(Relation)
class RelationAdmin(RecordOfEntityAdmin):
    """Who is what to whom."""

    form = RelationForm
    list_display = ("subject", "kind", "object", "note", "began", "ended")
    list_display_links = ("subject", "kind")
    list_filter = ("kind",)
    list_select_related = ("subject", "object")
    search_fields = ("subject__preferred_label", "object__preferred_label", "note")
    autocomplete_fields = ("subject", "object")

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Relation]:
        return super().get_queryset(request).select_related("subject", "object")


@admin.register(PastSlug)
class PastSlugAdmin(RecordOfEntityAdmin):
    """Addresses that entities had. They are made by renaming and merging, and kept for ever."""

    list_display = ("slug", "kind", "entity", "reason")
    list_filter = ("reason", "kind")
    search_fields = ("slug", "entity__preferred_label")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False


@admin.register(DistinctEntities)
class DistinctEntitiesAdmin(RecordAdmin):
    """Pairs that are not offered as doubles; deleting one lets it be offered again."""

    list_display = ("first", "second")
    list_display_links = ("first", "second")
    list_select_related = ("first", "second")
    search_fields = ("first__preferred_label", "second__preferred_label")
    autocomplete_fields = ("first", "second")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False
