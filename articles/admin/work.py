"""The work queue in the admin: who has which article to do and how far it is, and the way to the next one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_POST

from articles.admin.decisions import desk_url
from articles.models import Article, Assignment
from articles.services import work
from entities.admin.records import RecordAdmin

State = Assignment.State


class MineFilter(admin.SimpleListFilter):
    """One's own work, and that of the others."""

    title = "whose"
    parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("mine", "mine")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        return queryset.of(request.user) if self.value() == "mine" else queryset


@admin.register(Assignment)
class AssignmentAdmin(RecordAdmin):
    """Work by article and editor; states are changed by actions, never in a form."""

    list_display = ("article_to_do", "issue", "editor", "state", "changed_at")
    list_filter = ("state", MineFilter, ("editor", admin.RelatedOnlyFieldListFilter), "article__issue__publication")
    list_select_related = ("article__issue__publication", "editor")
    list_display_links = None
    search_fields = ("article__headline", "=editor__username")
    search_help_text = "Words of the headline, or the name of an editor"
    autocomplete_fields = ("article",)
    fields = ("article", "editor")
    actions = ("start_selected", "finish_selected", "reopen_selected", "lock_selected")
    change_list_template = "admin/articles/assignment/archive_change_list.html"

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "editor":
            kwargs["queryset"] = editors()
        return super().formfield_for_foreignkey(db_field, request, **kwargs)

    def get_urls(self) -> list[Any]:
        take = self.admin_site.admin_view(require_POST(self.take_view))
        return [path("take/", take, name="articles_assignment_take"), *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        context = {"figures": work.figures(), "states": State.choices, "may_take": self._may_take(request)}
        return super().changelist_view(request, {**context, **(extra_context or {})})

    def take_view(self, request: HttpRequest) -> HttpResponse:
        """Give the editor the next article and open it."""
        if not self._may_take(request):
            raise PermissionDenied
        found = work.take_next(request.user)  # type: ignore[arg-type]
        if found is None:
            messages.info(request, "Nothing waits: no article is assigned to you, and none that nobody has is open.")
            return HttpResponseRedirect(reverse("admin:articles_assignment_changelist"))
        return HttpResponseRedirect(desk_url(found.article_id, {}))

    @admin.display(description="article", ordering="article__headline")
    def article_to_do(self, row: Assignment) -> SafeString:
        return format_html('<a href="{}">{}</a>', desk_url(row.article_id, {}), row.article.headline)

    @admin.display(description="issue")
    def issue(self, row: Assignment) -> str:
        return str(row.article.issue)

    @admin.action(permissions=["view"], description="Mark selected work as in progress")
    def start_selected(self, request: HttpRequest, queryset: models.QuerySet[Assignment]) -> None:
        self._bring(request, queryset, State.IN_PROGRESS)

    @admin.action(permissions=["view"], description="Mark selected work as done")
    def finish_selected(self, request: HttpRequest, queryset: models.QuerySet[Assignment]) -> None:
        self._bring(request, queryset, State.DONE)

    @admin.action(permissions=["view"], description="Take selected work up again")
    def reopen_selected(self, request: HttpRequest, queryset: models.QuerySet[Assignment]) -> None:
        self._bring(request, queryset, State.NEW)

    @admin.action(permissions=["add"], description="Lock selected work: its articles are settled")
    def lock_selected(self, request: HttpRequest, queryset: models.QuerySet[Assignment]) -> None:
        self._bring(request, queryset, State.LOCKED)

    def _bring(self, request: HttpRequest, queryset: models.QuerySet[Assignment], state: State) -> None:
        try:
            changed = work.set_state(queryset, state, request.user)  # type: ignore[arg-type]
        except PermissionDenied as refused:
            messages.error(request, f"{refused} Nothing was changed.")
        else:
            messages.success(request, f"{changed:,} now {state.label}.")

    def _may_take(self, request: HttpRequest) -> bool:
        return request.user.has_perm("articles.change_mention")


class AssignForm(forms.Form):
    """Who gets the articles."""

    editor = forms.ModelChoiceField(get_user_model().objects.none(), label="Editor")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["editor"].queryset = editors()  # type: ignore[attr-defined]


def editors() -> models.QuerySet[Any]:
    """Accounts that may work in the admin."""
    return get_user_model().objects.filter(is_staff=True, is_active=True).order_by("username")


def assign_page(keeper: Any, request: HttpRequest, articles: models.QuerySet[Article]) -> HttpResponse | None:
    """Ask to whom the articles are given, and give them; None when that is done."""
    form = AssignForm(request.POST if "editor" in request.POST else None)
    if form.is_valid():
        editor = form.cleaned_data["editor"]
        messages.success(request, f"{work.assign(articles, editor):,} given to {editor}.")
        return None
    context = {
        **keeper.admin_site.each_context(request),
        "title": "Assign articles",
        "opts": keeper.opts,
        "form": form,
        "number": articles.count(),
        "selected": request.POST.getlist("_selected_action"),
        "across": request.POST.get("select_across", "0"),
        "media": keeper.media,
    }
    return TemplateResponse(request, "admin/articles/assignment/assign.html", context)
