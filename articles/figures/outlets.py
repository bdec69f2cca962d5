"""Which outlets articles cite: by year, author, country, outlet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Count, F, When
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext

from articles.figures.rows import Fact, some
from articles.querysets import CitationQuerySet
from edm_archive.text.countries import COUNTRY_NAMES

#: An article and an outlet as one number, so that a database counts different pairs without a subquery. Keys of
#: articles stay below 2³¹.
_PAIR = F("article_id") * 2**32 + F("source_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Diet:
    """Citations of a group, the articles they stand in, the different outlets, the different pairs of the two."""

    citations: int
    articles: int
    outlets: int
    pairs: int

    @property
    def outlets_per_article(self) -> float:
        """The mean number of different outlets of the group in an article that cites any of them."""
        return round(self.pairs / self.articles, 2)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearDiet(Diet):
    """What the articles of one year cite; ``year`` is empty for undated articles."""

    year: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthorDiet(Diet):
    """What the articles that one author signs cite; ``author`` is empty for unsigned articles."""

    author: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CountryDiet(Diet):
    """What is cited of the outlets of one country; both are empty where the country is not known."""

    country: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletDiet(Diet):
    """How often one outlet is cited."""

    outlet: str
    kind: str
    country: str
    address: str


def of_outlets(citations: CitationQuerySet) -> CitationQuerySet:
    """The citations of an outlet: neither references within the archive, nor names that are no outlet."""
    return citations.exclude(kind="cross_reference").filter(source__review__in=["accepted", "suggested"])


def diet_facts(citations: CitationQuerySet) -> list[Fact]:
    """How many citations, articles and outlets there are in all. One query."""
    counted = of_outlets(citations).order_by().aggregate(**_diet())
    return [
        Fact(gettext("Citations of outlets"), counted["citations"]),
        Fact(gettext("Articles that cite any"), counted["articles"]),
        Fact(gettext("Outlets"), counted["outlets"]),
    ]


def by_year(citations: CitationQuerySet, limit: int | None = None) -> Iterator[YearDiet]:
    """By year of the article, the undated last. Of an inferred interval the first day counts."""
    year = Case(When(article__date_basis="unknown", then=None), default=ExtractYear("article__sort_date"))
    grouped = of_outlets(citations).order_by().values(year=year).annotate(**_diet())
    for row in some(grouped.order_by(F("year").asc(nulls_last=True)), limit):
        yield YearDiet(**row | {"year": str(row["year"] or "")})


def by_author(citations: CitationQuerySet, limit: int | None = None) -> Iterator[AuthorDiet]:
    """By author, the most citations first. A citation in an article of two counts for each."""
    author = {"name": F("article__authors__name"), "slug": F("article__authors__slug")}
    grouped = of_outlets(citations).order_by().values("article__authors", **author).annotate(**_diet())
    ordered = grouped.order_by("-citations", F("article__authors__sort_name").asc(nulls_last=True), "article__authors")
    for row in some(ordered, limit):
        address = reverse("author", args=[row["slug"]]) if row["slug"] else ""
        yield AuthorDiet(author=row["name"] or "", address=address, **_numbers(row))


def by_country(citations: CitationQuerySet, limit: int | None = None) -> Iterator[CountryDiet]:
    """By country of the outlet, the most citations first."""
    grouped = of_outlets(citations).order_by().values(code=F("source__country")).annotate(**_diet())
    for row in some(grouped.order_by("-citations", "code"), limit):
        country = COUNTRY_NAMES.get(row["code"], row["code"])
        yield CountryDiet(country=country, code=row["code"], **_numbers(row))


def by_outlet(citations: CitationQuerySet, limit: int | None = None) -> Iterator[OutletDiet]:
    """By outlet, the most citations first."""
    grouped = (
        of_outlets(citations)
        .order_by()
        .values("source", "source__name", "source__slug", "source__kind", "source__country")
        .annotate(**_diet())
    )
    for row in some(grouped.order_by("-citations", "source__name", "source"), limit):
        yield OutletDiet(
            outlet=row["source__name"],
            kind=row["source__kind"],
            country=COUNTRY_NAMES.get(row["source__country"], row["source__country"]),
            address=reverse("source", args=[row["source__slug"]]),
            **_numbers(row),
        )


def _diet() -> dict[str, Any]:
    return {
        "citations": Count("pk"),
        "articles": Count("article", distinct=True),
        "outlets": Count("source", distinct=True),
        "pairs": Count(_PAIR, distinct=True),
    }


def _numbers(row: dict[str, Any]) -> dict[str, int]:
    return {name: row[name] for name in ("citations", "articles", "outlets", "pairs")}
