"""The reading view of an article, and the article as a file for reference managers.

What no reader may see is not found; a withdrawn article is gone, and says why.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.generic import View

from articles.citable import work_of
from articles.exports import STYLES, Work, bibtex
from articles.models import Article
from articles.related import related_to
from articles.rendering import render
from articles.views.work_files import work_file
from entities.models import Entity


def around(records: list[Any], record: Any) -> tuple[Any, Any]:
    """The neighbours of ``record`` in a list; None at its ends, or when it is not in the list."""
    place = next((index for index, other in enumerate(records) if other.pk == record.pk), None)
    if place is None:
        return None, None
    return (
        records[place - 1] if place else None,
        records[place + 1] if place + 1 < len(records) else None,
    )


@dataclass(frozen=True, slots=True)
class Mentioned:
    """An entity of an article's side list: how often it is mentioned, and whether an editor has said so."""

    entity: Entity
    times: int
    is_suggested: bool


class ArticleView(View):
    """The reading view of an article. A slug that is wrong or missing is put right; a withdrawn article is gone."""

    def get(self, request: HttpRequest, **parts: Any) -> HttpResponse:
        slug = parts.pop("slug", None)
        article = article_at(**parts)
        if article.status == Article.Status.WITHDRAWN:
            return gone(request, article)
        if slug != article.slug:
            return HttpResponsePermanentRedirect(article.get_absolute_url())
        work = work_seen(request, article)
        entries = [(name, edition, style(work)) for name, edition, style in STYLES]
        cited = {"work": work, "entries": entries, "bibtex": bibtex([work])}
        return TemplateResponse(request, "articles/article.html", reading(article) | cited)


class ArticleFileView(View):
    """An article for reference managers, as a file: "bib" for BibTeX, "json" for CSL-JSON."""

    form = ""

    def get(self, request: HttpRequest, **parts: Any) -> HttpResponse:
        article = article_at(**parts)
        if article.status == Article.Status.WITHDRAWN:
            return gone(request, article)
        return work_file(work_seen(request, article), self.form)


def article_at(publication: str, volume: int, number: str, position: int) -> Article:
    """The public or withdrawn article of a permanent address.

    Raises:
        Http404: when there is none.
    """
    article: Article = get_object_or_404(
        Article.objects.select_related("issue__publication").prefetch_related("authorships__author"),
        issue__publication__slug=publication,
        issue__volume=volume,
        issue__number=number,
        position=position,
    )
    if not article.is_public and article.status != Article.Status.WITHDRAWN:
        raise Http404("There is no such article in the archive.")
    return article


def gone(request: HttpRequest, article: Article) -> HttpResponse:
    """What stands at the address of a withdrawn article."""
    return TemplateResponse(request, "410.html", {"article": article}, status=410)


def work_seen(request: HttpRequest, article: Article) -> Work:
    """The article as it is cited, by its permanent address, looked at today."""
    address = reverse("article-address", args=article.natural_key())
    return work_of(article, request.build_absolute_uri(address), timezone.localdate())


def reading(article: Article) -> dict[str, Any]:
    """All that the page of an article shows."""
    citations = list(article.citations.visible().with_source())
    mentions = list(article.mentions.visible().select_related("entity"))
    text = render(
        article.body,
        markup=article.markup if isinstance(article.markup, list) else [],
        citations=citations,
        mentions=mentions,
        acronyms=list(article.acronym_definitions.visible()),
    )
    others = list(
        Article.objects.published().in_issue(*article.issue.natural_key()).only("pk", "headline", "slug", "position")
    )
    for other in others:
        other.issue = article.issue
    previous, following = around(others, article)
    parts = []
    if article.series:
        series = Article.objects.published().in_series_of(article)
        parts = list(series.select_related("issue__publication")[:20])
    cites = sorted(
        {note.citation.target for note in text.notes if note.citation.target and note.citation.target.is_public},
        key=lambda target: (target.sort_date, target.pk),
    )
    cited_by = list(Article.objects.published().referring_to(article).for_listing()[:20])
    entities = {mention.entity_id: mention.entity for mention in mentions}
    named = {other.pk for other in (*cites, *cited_by, *parts)}
    return {
        "article": article,
        "text": text,
        "mentioned": mentioned_by_kind(mentions),
        "roles": list(article.role_statements.visible().select_related("person", "organization")),
        "cites": cites,
        "cited_by": cited_by,
        "previous": previous,
        "following": following,
        "parts": parts if len(parts) > 1 else [],
        "related": related_to(article, entities.values(), but=named),
    }


def mentioned_by_kind(mentions: list[Any]) -> list[tuple[str, list[Mentioned]]]:
    """The entities of the mentions by kind, the most often mentioned first."""
    times = Counter(mention.entity_id for mention in mentions)
    decided = {mention.entity_id for mention in mentions if mention.is_decided}
    entities = {mention.entity_id: mention.entity for mention in mentions}
    found: dict[str, list[Mentioned]] = {kind: [] for kind in Entity.Kind.values}
    for key, entity in entities.items():
        found[entity.kind].append(Mentioned(entity, times[key], key not in decided))
    for rows in found.values():
        rows.sort(key=lambda row: (-row.times, row.entity.sort_label or row.entity.preferred_label, row.entity.pk))
    return [(kind, rows) for kind, rows in found.items() if rows]
