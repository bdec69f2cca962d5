"""Mentions, role statements and acronym definitions."""

from __future__ import annotations

from django.contrib import admin

from articles.admin.decisions import AnnotationAdmin
from articles.admin.forms import AcronymDefinitionForm, MentionForm, RoleStatementForm
from articles.models import AcronymDefinition, Mention, RoleStatement


@admin.register(Mention)
class MentionAdmin(AnnotationAdmin):
    """Words that name an entity."""

    form = MentionForm
    list_filter = (*AnnotationAdmin.list_filter, "entity__kind")
    search_fields = ("quote", "entity__preferred_label", "article__headline")
    autocomplete_fields = ("article", "entity")
    statement = ("entity",)


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
