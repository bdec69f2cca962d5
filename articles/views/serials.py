"""The serial and its parts: publication, volume, issue. The article is in ``reading``.

What has no public article is not found, except a publication, which is known to exist.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.db.models import Max, Min, Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.generic import DetailView, TemplateView

from articles.figures.held import Held, years
from articles.models import Article, Citation, Issue, Publication
from articles.querysets import IssueQuerySet
from articles.services.holdings import Holding
from articles.vocabularies import dated, month_name
from edm_archive.text.dates import MONTH_NAMES, PartialDate

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
class Cell:
    """A month of the calendar: its name, its fragment on the page of the volume, its number of public issues."""

    name: str
    fragment: str
    issues: int


@dataclass(frozen=True, slots=True)
class Volume:
    """A row of the calendar: the public issues of a volume by month, 12 cells, and those without a month."""

    number: int
    year: int | None
    issues: int
    articles: int
    months: list[Cell]


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
                [Cell(month_name(month), name.lower(), by_month[month]) for month, name in enumerate(MONTH_NAMES, 1)],
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
        name = "" if number == 13 else str(year) if number == 0 else dated(PartialDate(year, number))
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
