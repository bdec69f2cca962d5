"""Citations, and the sources that they cite."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.db.models import Exists, OuterRef
from django.http import HttpRequest
from django.urls import path

from articles.admin import corrections
from articles.admin.authorities import pages_of
from articles.admin.batches import ReadOnlyAdmin
from articles.admin.corrections import SameNamePage
from articles.admin.decisions import AnnotationAdmin, DecisionActions
from articles.admin.forms import CitationForm
from articles.admin.queue import QueuePage
from articles.admin.sources import SourceDoublesPage, SourceMergePage, SourceSplitPage
from articles.models import Citation, DistinctSources, PastSourceSlug, Source, SourceVariant
from entities.admin.inlines import SmallInline
from entities.admin.records import RecordAdmin


@admin.register(Citation)
class CitationAdmin(AnnotationAdmin):
    """What is cited, of which day, and how that is known."""

    form = CitationForm
    list_filter = ("review", "kind", "resolution", "year_basis", *AnnotationAdmin.list_filter[1:])
    search_fields = ("quote", "source_text", "source__name", "article__headline")
    autocomplete_fields = ("article", "source", "target")
    readonly_fields = (
        *AnnotationAdmin.readonly_fields,
        *("year_basis", "year_note", "resolution", "resolution_note", "claim", "speaker_basis"),
    )
    statement = (
        "kind",
        ("source", "source_text"),
        ("cited_date", "cited_precision", "cited_date_end"),
        ("written_date", "year_basis", "year_note"),
        ("cited_title", "cited_author", "locator"),
        "url",
        "target",
        ("resolution", "resolution_note"),
        "claim",
        "quoted_words",
        ("speaker_name", "speaker_basis"),
    )
    change_list_template = "admin/articles/citation/archive_change_list.html"

    def get_urls(self) -> list[Any]:
        protect = self.admin_site.admin_view
        return [
            path("queue/", protect(QueuePage.as_view(model_admin=self)), name="articles_citation_queue"),
            path(
                "<int:pk>/same-name/",
                protect(SameNamePage.as_view(model_admin=self)),
                name="articles_citation_same_name",
            ),
            *super().get_urls(),
        ]

    @admin.display(description="what it supports")
    def claim(self, citation: Citation) -> str:
        return citation.claim if citation.article_id else ""

    def save_model(self, request: HttpRequest, obj: Citation, form: Any, change: bool) -> None:
        former = form.initial.get("source") if change else None
        was = Source.objects.filter(pk=former).first() if former else None
        corrections.save(request, obj, columns=form.changed_columns, was=was)


class VariantInline(SmallInline):
    """The further names and hosts of a source."""

    model = SourceVariant
    fields = ("name", "kind")
    verbose_name_plural = "further names and hosts"


class UsedFilter(admin.SimpleListFilter):
    """Sources that are cited, and those that are not."""

    title = "cited"
    parameter_name = "cited"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("yes", "yes"), ("no", "no")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        cited = Exists(Citation.objects.filter(source=OuterRef("pk")))
        match self.value():
            case "yes":
                return queryset.filter(cited)
            case "no":
                return queryset.filter(~cited)
        return queryset


@admin.register(Source)
class SourceAdmin(DecisionActions):
    """Outlets under one name, with their other names."""

    list_display = ("name", "kind", "country", "names", "review")
    list_filter = ("review", "kind", UsedFilter)
    search_fields = ("name", "variants__name", "=slug", "=country")
    search_help_text = "A name, an abbreviation, a host (ng.ru) or a country (KZ)"
    prepopulated_fields = {"slug": ("name",)}
    autocomplete_fields = ("publication",)
    inlines = (VariantInline,)
    fieldsets = (
        (None, {"fields": ("name", "kind", ("country", "language"), "review")}),
        ("In this archive", {"fields": ("publication",)}),
        ("Address and note", {"fields": ("slug", "note")}),
    )
    change_list_template = "admin/articles/source/archive_change_list.html"
    change_form_template = "admin/articles/source/archive_change_form.html"

    def get_urls(self) -> list[Any]:
        pages = {"doubles/": SourceDoublesPage, "<int:pk>/merge/": SourceMergePage, "<int:pk>/split/": SourceSplitPage}
        return [*pages_of(self, pages), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Source]:
        return super().get_queryset(request).prefetch_related("variants")

    def view_on_site(self, obj: Source) -> str | None:
        """Its public page, where it has one."""
        return obj.get_absolute_url() if Source.objects.shown().filter(pk=obj.pk).exists() else None

    def autocomplete_label(self, source: Source) -> str:
        """How it is offered in a search: with what tells it from others of a like name."""
        parts = [source.get_kind_display(), source.country, "suggested" if source.review == "suggested" else ""]
        return f"{source.name} ({', '.join(part for part in parts if part)})"

    @admin.display(description="further names")
    def names(self, source: Source) -> str:
        names = [variant.name for variant in source.variants.all()]
        rest = f" and {len(names) - 4} more" if len(names) > 4 else ""
        return ", ".join(names[:4]) + rest


@admin.register(SourceVariant)
class SourceVariantAdmin(RecordAdmin):
    """All names and hosts of all sources: where two sources share one, both are found."""

    list_display = ("name", "kind", "source")
    list_filter = ("kind",)
    list_select_related = ("source",)
    search_fields = ("name", "source__name")
    autocomplete_fields = ("source",)


@admin.register(PastSourceSlug)
class PastSourceSlugAdmin(ReadOnlyAdmin):
    """Addresses that sources had. They are made by renaming and merging, and kept for ever."""

    list_display = ("slug", "source", "reason")
    list_filter = ("reason",)
    list_select_related = ("source",)
    search_fields = ("slug", "source__name")
    fields = ("slug", "source", "reason")


@admin.register(DistinctSources)
class DistinctSourcesAdmin(ReadOnlyAdmin):
    """Pairs that are not offered as doubles; deleting one lets it be offered again."""

    list_display = ("first", "second")
    list_display_links = ("first", "second")
    list_select_related = ("first", "second")
    search_fields = ("first__name", "second__name")
    fields = ("first", "second")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)
