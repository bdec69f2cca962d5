"""Mentions, role statements and acronym definitions, and what words have been said not to mean."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models
from django.http import HttpRequest
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.batches import ReadOnlyAdmin
from articles.admin.decisions import AnnotationAdmin
from articles.admin.forms import AcronymDefinitionForm, MentionForm, RoleStatementForm
from articles.admin.propagation import PropagationPage
from articles.models import AcronymDefinition, Mention, Rejection, RoleStatement
from articles.services import memory


@admin.register(Mention)
class MentionAdmin(AnnotationAdmin):
    """Words that name an entity."""

    form = MentionForm
    list_filter = (*AnnotationAdmin.list_filter, "entity__kind")
    search_fields = ("quote", "entity__preferred_label", "article__headline")
    autocomplete_fields = ("article", "entity")
    statement = ("entity",)

    def get_urls(self) -> list[Any]:
        page = self.admin_site.admin_view(PropagationPage.as_view(model_admin=self))
        return [path("propagate/", page, name=PropagationPage.name), *super().get_urls()]


@admin.register(RoleStatement)
class RoleStatementAdmin(AnnotationAdmin):
    """Who is called what, where, and as of when."""

    form = RoleStatementForm
    search_fields = ("person_name", "post", "organization_name", "person__preferred_label", "article__headline")
    autocomplete_fields = ("article", "person", "organization")
    statement = (
        ("person_name", "person"),
        "post",
        ("organization_name", "organization"),
        ("as_of", "as_of_precision"),
    )


@admin.register(AcronymDefinition)
class AcronymDefinitionAdmin(AnnotationAdmin):
    """Short forms that texts introduce."""

    form = AcronymDefinitionForm
    search_fields = ("=short_form", "long_form", "entity__preferred_label", "article__headline")
    autocomplete_fields = ("article", "entity", "contains")
    statement = (("short_form", "long_form"), "entity", "contains")


class EverywhereFilter(admin.SimpleListFilter):
    """Rejections that hold between certain words, and those that hold wherever their words stand."""

    title = "holds"
    parameter_name = "holds"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("everywhere", "everywhere"), ("context", "in its context")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "everywhere":
                return queryset.everywhere()
            case "context":
                return queryset.exclude(before="", after="")
        return queryset


@admin.register(Rejection)
class RejectionAdmin(ReadOnlyAdmin):
    """What is not suggested again, for any editor; deleting one revokes it, as a batch."""

    list_display = ("in_context", "entity", "rejected_by", "rejected_at", "reason")
    list_filter = (EverywhereFilter, "entity__kind")
    list_select_related = ("entity", "rejected_by")
    search_fields = ("words", "entity__preferred_label", "reason")
    fields = ("words", "entity", "before", "after", "reason", "rejected_by", "rejected_at")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return admin.ModelAdmin.has_delete_permission(self, request, obj)

    def delete_model(self, request: HttpRequest, obj: Rejection) -> None:
        memory.revoke([obj], request.user)  # type: ignore[arg-type]

    def delete_queryset(self, request: HttpRequest, queryset: models.QuerySet[Rejection]) -> None:
        memory.revoke(queryset.select_related("entity", "rejected_by"), request.user)  # type: ignore[arg-type]

    @admin.display(description="words", ordering="words")
    def in_context(self, rejection: Rejection) -> SafeString:
        if rejection.is_everywhere:
            return format_html("<mark>{}</mark>, everywhere", rejection.words)
        return format_html("{} <mark>{}</mark> {}", rejection.before, rejection.words, rejection.after)
