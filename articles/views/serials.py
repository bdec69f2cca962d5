"""The serial and its parts: publication, volume, issue, article.

What has no public article is not found, except a publication, which is known to exist; a withdrawn article is gone,
and says why.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min, Q
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.generic import DetailView, TemplateView, View

from articles.figures.held import Held, years
from articles.models import Article, Citation, Issue, Publication
from articles.querysets import IssueQuerySet
from articles.rendering import render
from articles.services.holdings import Holding
from edm_archive.text.dates import MONTH_NAMES
from entities.models import Entity

#: Issues shown on the page of their publication.
LATEST_ISSUES = 6


@dataclass(frozen=True, slots=True)
class Month:
    """The public issues of a month; ``name`` is empty for those without a month."""

    name: str
    fragment: str
    issues: list[Any]


class PublicationView(DetailView):
    """What is known of a publication, its volumes and its latest issues."""

    model = Publication
    slug_url_kwarg = "publication"
    template_name = "articles/publication.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        issues = public_issues(self.object)
        return super().get_context_data(
            volumes=volumes_of(self.object),
            latest=issues[:LATEST_ISSUES],
            years=list(years(Held(self.object, Holding.whole().of(self.object)))),
            cited=Citation.objects.in_public().filter(source__publication=self.object).exists(),
            **kwargs,
        )


@dataclass(frozen=True, slots=True)
class Volume:
    """A row of the calendar: the public issues of a volume by month, 12 cells, and those without a month."""

    number: int
    year: int | None
    issues: int
    articles: int
    months: list[tuple[str, int]]


def public_issues(publication: Publication) -> IssueQuerySet:
    """The issues in which readers can read something, latest first, with their number of public articles."""
    issues = Issue.objects.of(publication).with_public_articles().with_article_counts().latest_first()
    return issues.select_related("publication")


def volumes_of(publication: Publication) -> list[Volume]:
    """The volumes of a publication, latest first. One query."""
    rows = (
        public_issues(publication)
        .order_by("-volume")
        .values_list("volume", "issued", "issued_precision", "public_articles")
    )
    volumes: list[Volume] = []
    for number, same in itertools.groupby(rows, key=lambda row: row[0]):
        issues = list(same)
        days = sorted(issued for _, issued, _, _ in issues if issued)
        by_month = Counter(issued.month for _, issued, precision, _ in issues if issued and precision != "year")
        volumes.append(
            Volume(
                number,
                publication.volume_year(number) or (days[0].year if days else None),
                len(issues),
                sum(row[3] for row in issues),
                [(name, by_month[month]) for month, name in enumerate(MONTH_NAMES, 1)],
            )
        )
    return volumes


class VolumeView(TemplateView):
    """The issues of a volume, by month."""

    template_name = "articles/volume.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        publication = get_object_or_404(Publication, slug=self.kwargs["publication"])
        number = self.kwargs["volume"]
        issues = list(public_issues(publication).filter(volume=number).order_by("sequence", "number"))
        if not issues:
            raise Http404(f"No issue of volume {number} of {publication} is in the archive.")
        neighbours = public_issues(publication).aggregate(
            before=Max("volume", filter=Q(volume__lt=number)), after=Min("volume", filter=Q(volume__gt=number))
        )
        return super().get_context_data(
            publication=publication,
            number=number,
            year=publication.volume_year(number),
            months=months_of(issues),
            issues=issues,
            articles=sum(issue.public_articles for issue in issues),
            **neighbours,
            **{key: value for key, value in kwargs.items() if key not in self.kwargs},
        )


def months_of(issues: list[Any]) -> list[Month]:
    """The issues by the month they bear, in the order given within a month; the undated last."""

    def month(issue: Issue) -> tuple[int, int]:
        if issue.issued is None:
            return (9999, 13)
        return (issue.issued.year, 0 if issue.issued_precision == "year" else issue.issued.month)

    found = []
    for (year, number), same in itertools.groupby(sorted(issues, key=month), key=month):
        name = "" if number == 13 else str(year) if number == 0 else f"{MONTH_NAMES[number - 1]} {year}"
        fragment = "undated" if number == 13 else MONTH_NAMES[number - 1].lower() if number else "undated-in-year"
        found.append(Month(name, fragment, list(same)))
    return found


class IssueView(TemplateView):
    """The articles of an issue, in their order."""

    template_name = "articles/issue.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        issue = get_object_or_404(
            Issue.objects.select_related("publication"),
            publication__slug=self.kwargs["publication"],
            volume=self.kwargs["volume"],
            number=self.kwargs["number"],
        )
        articles = Article.objects.published().in_issue(*issue.natural_key()).for_listing()
        if not articles:
            raise Http404(f"Nothing of {issue} is in the archive.")
        public = Issue.objects.with_public_articles().select_related("publication")
        return super().get_context_data(
            issue=issue,
            articles=articles,
            older=public.earlier_than(issue).first(),
            newer=public.later_than(issue).first(),
        )


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
        article = get_object_or_404(
            Article.objects.select_related("issue__publication").prefetch_related("authorships__author"),
            issue__publication__slug=parts["publication"],
            issue__volume=parts["volume"],
            issue__number=parts["number"],
            position=parts["position"],
        )
        if article.status == Article.Status.WITHDRAWN:
            return TemplateResponse(request, "410.html", {"article": article}, status=410)
        if not article.is_public:
            raise Http404("There is no such article in the archive.")
        if slug != article.slug:
            return HttpResponsePermanentRedirect(article.get_absolute_url())
        return TemplateResponse(request, "articles/article.html", reading(article))


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
    return {
        "article": article,
        "text": text,
        "mentioned": mentioned_by_kind(mentions),
        "roles": list(article.role_statements.visible().select_related("person", "organization")),
        "cites": sorted(
            {note.citation.target for note in text.notes if note.citation.target and note.citation.target.is_public},
            key=lambda target: (target.sort_date, target.pk),
        ),
        "cited_by": Article.objects.published().referring_to(article).for_listing()[:20],
        "previous": previous,
        "following": following,
        "parts": parts if len(parts) > 1 else [],
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
