"""Corrections of a citation's source in the admin, and what follows from them for the others that print its name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.views import View

from articles.admin.decisions import queue_url, tell
from articles.admin.descriptions import in_context
from articles.models import Citation, Source, SourceVariant
from articles.services import review, teaching

#: Citations that the page names; all of them get the source.
SHOWN = 50


def save(request: HttpRequest, citation: Citation, *, columns: Iterable[str], was: Source | None) -> None:
    """Save a citation as its editor left it; a new source learns its printed name, and what else it fits is offered.

    Args:
        was: the source before, as it is stored.
    """
    names = list(columns)
    taught = admin.site.get_model_admin(SourceVariant).has_add_permission(request)
    batch = review.save_by_hand(citation, user=request.user, columns=names, teaching=taught)  # type: ignore[arg-type]
    if "source" not in names or citation.source is None or batch is None:
        return
    summary = f"The source is “{citation.source}”"
    if batch.changes.filter(model=SourceVariant._meta.label_lower).exists():
        summary += f", which is now known as “{citation.source_text}”, too"
    tell(request, summary, batch)
    _offer(request, citation, was)


def _offer(request: HttpRequest, citation: Citation, was: Source | None) -> None:
    """Say for which citations the same source could be right, and whether a suggested one is left over."""
    url = reverse("admin:articles_citation_same_name", args=[citation.pk])
    url = f"{url}?was={was.pk}" if was else url
    if number := teaching.others_saying(citation, was).count():
        more = "more citation says" if number == 1 else "more citations say"
        name, them = citation.source_text, "it" if number == 1 else "them"
        text = '{} {} “{}”: <a href="{}">apply to {}</a>.'
        messages.info(request, format_html(text, f"{number:,}", more, name, url, them))
    elif was is not None and teaching.is_left_over(was):
        text = 'Nothing cites the suggested source “{}” any more: <a href="{}">make its names names of “{}”</a>.'
        messages.info(request, format_html(text, was, url, citation.source))


class SameNamePage(View):
    """Asks, then gives the source of one citation to the others that print the same name."""

    model_admin: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        held = Citation.objects.select_related("source", "article__issue__publication")
        found = held.filter(pk=kwargs["pk"], source__isnull=False).first()
        if found is None:
            raise Http404("There is no such citation, or it has no source.")
        if not self.model_admin.has_change_permission(request, found):
            raise PermissionDenied
        self.citation = found
        was = request.GET.get("was", "")
        self.was = Source.objects.filter(pk=int(was)).first() if was.isdecimal() else None
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        others = teaching.others_saying(self.citation, self.was).select_related("article__issue", "source")
        suggested = self.was is not None and self.was.review == "suggested" and self.was.pk != self.citation.source_id
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": f"Citations that say “{self.citation.source_text}”",
            "opts": self.model_admin.opts,
            "citation": self.citation,
            "others": [(in_context(row), row.article, row.source) for row in others[:SHOWN]],
            "number": others.count(),
            "was": self.was if suggested else None,
            "may_hand_over": suggested and self._may_hand_over(request),
            "may_delete": suggested and admin.site.get_model_admin(Source).has_delete_permission(request),
        }
        return TemplateResponse(request, "admin/articles/citation/same_name.html", context)

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        hand_over = "hand_over" in request.POST
        if hand_over and not self._may_hand_over(request):
            raise PermissionDenied
        lesson = teaching.apply_source(
            self.citation,
            self.was,
            user=request.user,  # type: ignore[arg-type]
            to_others="others" in request.POST,
            hand_over=hand_over,
        )
        tell(request, lesson.summary, lesson.batch)
        return HttpResponseRedirect(queue_url({}))

    def _may_hand_over(self, request: HttpRequest) -> bool:
        variants, sources = admin.site.get_model_admin(SourceVariant), admin.site.get_model_admin(Source)
        may_name = variants.has_change_permission(request) and variants.has_add_permission(request)
        return bool(may_name and sources.has_change_permission(request))
