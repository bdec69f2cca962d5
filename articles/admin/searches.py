"""Cited searches in the admin: to be read. Readers make them, and nobody changes them."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.batches import ReadOnlyAdmin
from articles.models import CitedSearch


@admin.register(CitedSearch)
class CitedSearchAdmin(ReadOnlyAdmin):
    """What readers have cited; a superuser alone deletes one, such as a search for words that must not stand here."""

    list_display = ("sentence", "count", "made_at", "token")
    search_fields = ("sentence", "=token")
    fields = ("sentence", "query", "count", "made_at", "page")

    @admin.display(description="address")
    def page(self, search: CitedSearch) -> SafeString:
        return format_html('<a href="{0}">{0}</a>', search.get_absolute_url())

    def has_delete_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return bool(getattr(request.user, "is_superuser", False))
