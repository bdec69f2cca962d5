"""What the lists and forms of all reviewed records share: decisions go through ``services.review``, as batches."""

from __future__ import annotations

from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import models
from django.http import HttpRequest, HttpResponseRedirect
from django.http.request import QueryDict
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from articles.admin.descriptions import RELATED, in_context, in_one_line
from articles.admin.trail import trail_of
from articles.models import Batch
from articles.models.anchors import Review
from articles.services import review
from entities.admin.records import RecordAdmin

#: Parameters of the desk that a correction brings back to it.
REVIEW_FILTERS = ("kind", "state")
#: Parameters of the queue of citations that are kept from one citation to the next.
QUEUE_FILTERS = ("publication", "doubt")


class DecisionActions(RecordAdmin):
    """Accept, reject and reopen the selected rows of a list, each act one batch."""

    actions = ("accept_selected", "reject_selected", "reopen_selected")

    @admin.action(permissions=["change"], description="Accept selected %(verbose_name_plural)s")
    def accept_selected(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        self._tell(request, review.accept(queryset, user=request.user))  # type: ignore[arg-type]

    @admin.action(permissions=["change"], description="Reject selected %(verbose_name_plural)s")
    def reject_selected(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        self._tell(request, review.reject(queryset, user=request.user))  # type: ignore[arg-type]

    @admin.action(permissions=["change"], description="Take selected %(verbose_name_plural)s back to suggested")
    def reopen_selected(self, request: HttpRequest, queryset: models.QuerySet[Any]) -> None:
        self._tell(request, review.reopen(queryset, user=request.user))  # type: ignore[arg-type]

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        columns = getattr(form, "changed_columns", form.changed_data)
        review.save_by_hand(obj, user=request.user, columns=columns)  # type: ignore[arg-type]

    def _tell(self, request: HttpRequest, decision: review.Decision) -> None:
        tell(request, decision.summary, decision.batch, unchanged=decision.unchanged)


def tell(request: HttpRequest, summary: str, batch: Batch | None, *, unchanged: int = 0) -> None:
    """Say what was done, with a link that leads to taking it back."""
    rest = f"; {unchanged:,} were so already" if unchanged else ""
    if batch is None:
        messages.info(request, f"Nothing was changed{rest}.")
        return
    url = reverse("admin:articles_batch_undo", args=[batch.pk])
    messages.success(request, format_html('{}{}. <a href="{}">Undo</a>', summary, rest, url))


class AnchorFilter(admin.SimpleListFilter):
    """Annotations that stand on their words, and those that have lost them."""

    title = "place in the text"
    parameter_name = "anchor"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("anchored", "on its words"), ("orphaned", "orphaned: its words are gone")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        match self.value():
            case "anchored":
                return queryset.filter(start__isnull=False)
            case "orphaned":
                return queryset.orphaned()
        return queryset


class ScoreFilter(admin.SimpleListFilter):
    """Suggestions by how sure the rule was."""

    title = "score"
    parameter_name = "score"
    bands = {"high": (0.9, 1.0), "middle": (0.5, 0.9), "low": (0.0, 0.5)}

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, str]]:
        return [("high", "0.9 and above"), ("middle", "0.5 to 0.9"), ("low", "below 0.5")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        if (band := self.bands.get(self.value() or "")) is None:
            return queryset
        lowest, highest = band
        found = queryset.filter(score__gte=lowest)
        return found if highest == 1.0 else found.filter(score__lt=highest)


class AnnotationAdmin(DecisionActions):
    """Citations, mentions, role statements, acronym definitions: listed in context, corrected by their words."""

    list_display = ("context", "resolved_to", "place", "review", "origin", "score")
    list_filter: ClassVar[Any] = ("review", AnchorFilter, ScoreFilter)
    search_help_text = "Words of the text, or the name of what they were resolved to"
    ordering = ("-pk",)
    readonly_fields: ClassVar[Any] = (
        "context",
        "place",
        "span_note",
        "number",
        "origin",
        "score",
        "reason",
        "reviewer",
        "reviewed_at",
        "trail",
    )
    #: The first fieldset of the form: what the annotation says.
    statement: tuple[Any, ...] = ()

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        related = RELATED[self.model]
        return super().get_queryset(request).select_related("article__issue__publication", "reviewer", *related)

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        words = ("quote", "occurrence") if obj is None else ("context", "span_note", "quote", "occurrence")
        shown: list[tuple[str, dict[str, Any]]] = [
            ("The words", {"fields": ("article" if obj is None else "place", *words)}),
            ("What they say", {"fields": self.statement}),
        ]
        if obj is not None:
            decided = ("review", ("reviewer", "reviewed_at"))
            why = "Reject what is wrong; nothing is deleted, since a number is an address and always means the same."
            shown.append(("Decision", {"fields": decided, "description": why}))
            shown.append(("Why it was suggested", {"fields": (("origin", "score"), "reason", "number")}))
            shown.append(("What happened to it", {"fields": ("trail",)}))
        return shown

    @admin.display(description="trail")
    def trail(self, annotation: Any) -> SafeString | str:
        return trail_of(annotation)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nobody deletes an annotation: the next one would get its number, and with it the links to it."""
        return False

    def get_autocomplete_fields(self, request: HttpRequest) -> tuple[str, ...]:
        return tuple(super().get_autocomplete_fields(request))

    def view_on_site(self, obj: Any) -> str | None:
        """Its place on the public page; none while readers do not see it."""
        visible = obj.article.is_public and not obj.is_orphaned and obj.review != Review.REJECTED
        return obj.article.get_absolute_url() if visible else None

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> Any:
        if request.GET.get("return") == "review":
            return HttpResponseRedirect(desk_url(obj.article_id, request.GET, f"{obj._meta.model_name}-{obj.pk}"))
        if request.GET.get("return") == "queue":
            return HttpResponseRedirect(queue_url(request.GET, request.GET.get("at", "")))
        return super().response_post_save_change(request, obj)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> Any:
        if request.GET.get("return") == "review":
            return HttpResponseRedirect(desk_url(obj.article_id, request.GET, f"{obj._meta.model_name}-{obj.pk}"))
        return super().response_post_save_add(request, obj)

    @admin.display(description="in the text")
    def context(self, row: Any) -> SafeString:
        return in_context(row)

    @admin.display(description="says")
    def resolved_to(self, row: Any) -> SafeString:
        return in_one_line(row)

    @admin.display(description="article")
    def place(self, row: Any) -> SafeString:
        url = desk_url(row.article_id, {}, f"{row._meta.model_name}-{row.pk}")
        return format_html('<a href="{}">{}</a> ({})', url, row.article.headline, row.article.issue)

    @admin.display(description="place in the text")
    def span_note(self, row: Any) -> str:
        if row.is_orphaned:
            return "Orphaned: its words are gone from the text. Name words below to place it again, or reject it."
        return f"characters {row.start:,} to {row.end:,}"


def desk_url(article: int, filters: QueryDict | dict[str, str], fragment: str = "") -> str:
    """The desk of the article with this primary key, under those of ``filters`` that it knows."""
    url = reverse("admin:articles_article_desk", args=[article])
    return f"{url}{_query(filters, REVIEW_FILTERS)}{'#' if fragment else ''}{fragment}"


def queue_url(filters: QueryDict | dict[str, str], at: object = "") -> str:
    """The queue of citations under those of ``filters`` that it knows, at the citation with this primary key."""
    chosen = {name: str(filters.get(name) or "") for name in QUEUE_FILTERS}
    return reverse("admin:articles_citation_queue") + _query({**chosen, "at": str(at)}, (*QUEUE_FILTERS, "at"))


def last_decision(request: HttpRequest) -> Batch | None:
    """The last decision of this editor that still stands."""
    return Batch.objects.standing().filter(created_by=request.user, kind=Batch.Kind.DECISION).first()  # type: ignore[misc]


def _query(values: QueryDict | dict[str, str], names: tuple[str, ...]) -> str:
    query = QueryDict(mutable=True)
    for name in names:
        if values.get(name):
            query[name] = str(values.get(name))
    return f"?{query.urlencode()}" if query else ""
