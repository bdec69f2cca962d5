"""The press diet for people: tables of figures as pages and, from the same rows, as CSV files.

A figure has one or more tables, chosen by ``by``. A page shows the first rows, a file has them all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.views.generic import TemplateView, View

from articles import figures
from articles.filters.figures import FigureForm
from articles.models import Citation, Publication, Source
from articles.querysets import CitationQuerySet
from articles.views.tables import Column, Table, file_of, number, shown

#: Rows on a page, and publications offered to choose from.
SHOWN = 100
OFFERED = 30


@dataclass(frozen=True, slots=True)
class Figure:
    """One page of figures, and the name of its pattern."""

    slug: str
    title: str
    sentence: str
    facts: Callable[[CitationQuerySet], list[figures.Fact]]
    tables: tuple[Table[CitationQuerySet], ...]

    @property
    def form_keys(self) -> list[str]:
        """What ``by`` may be."""
        return [table.key for table in self.tables]

    def table(self, key: str) -> Table[CitationQuerySet]:
        """The table of one of ``form_keys``."""
        return next(table for table in self.tables if table.key == key)


_COUNTS = (number("citations", "Citations"), number("articles", "Articles citing"))
_OUTLETS = (number("outlets", "Outlets"), number("outlets_per_article", "Outlets per article"))
_PER_ARTICLE = "“Outlets per article” is the mean number of different outlets in an article that cites any."

OUTLETS = Figure(
    "outlets",
    "Outlets cited",
    "Which newspapers, agencies, broadcasters and sites the articles cite, by year, author, country and outlet.",
    figures.diet_facts,
    (
        Table(
            "year",
            "By year",
            "By year of the article; an article whose date is inferred counts in the first year possible. "
            f"{_PER_ARTICLE}",
            (Column("year", "Year", "no date"), *_COUNTS, *_OUTLETS),
            figures.by_year,
            "citations",
            has_address=False,
        ),
        Table(
            "author",
            "By author",
            f"A citation in an article of two authors counts for each of them. {_PER_ARTICLE}",
            (Column("author", "Author", "unsigned"), *_COUNTS, *_OUTLETS),
            figures.by_author,
            "citations",
        ),
        Table(
            "country",
            "By country",
            "By country of the outlet. “Outlets per article” is the mean number of different outlets of the country in "
            "an article that cites any of them.",
            (Column("country", "Country", "not known"), Column("code", "Code"), *_COUNTS, *_OUTLETS),
            figures.by_country,
            "citations",
            has_address=False,
        ),
        Table(
            "outlet",
            "By outlet",
            "How often each outlet is cited, and in how many articles.",
            (
                Column("outlet", "Outlet"),
                Column("kind", "Kind", labels=dict(Source.Kind.choices)),
                Column("country", "Country", "not known"),
                *_COUNTS,
            ),
            figures.by_outlet,
            "citations",
        ),
    ),
)
_KNOWN = "Only citations of a single day in articles of a known day are measured, references within the archive too."
LAG = Figure(
    "lag",
    "Lag between source and article",
    "How many days lie between a cited item and the article that cites it; where the number is not likely, a year is "
    "probably wrong.",
    figures.lag_facts,
    (
        Table(
            "day",
            "By days",
            f"How many citations are how many days older than their article. {_KNOWN}",
            (Column("days", "Days before the article"), number("citations", "Citations")),
            figures.by_lag,
            "citations",
            has_address=False,
        ),
        Table(
            "outlet",
            "By outlet",
            f"Half of the citations of an outlet are as many days old as the median, or fewer. {_KNOWN}",
            (Column("outlet", "Outlet"), number("citations", "Citations"), number("median_days", "Median, days")),
            figures.lag_by_outlet,
            "median_days",
        ),
        Table(
            "outlier",
            "Outliers",
            f"Citations dated after their article, or more than {figures.LAST_LIKELY} days before it: most often the "
            "year is wrong. Each leads to its words in the article.",
            (
                Column("article", "Article"),
                Column("article_date", "Its date"),
                Column("outlet", "Outlet", "not known"),
                Column("cited_date", "Cited date"),
                Column("written_date", "As written"),
                Column("year_basis", "Year", labels=dict(Citation.YearBasis.choices)),
                number("days", "Days"),
            ),
            figures.outliers,
        ),
    ),
)
UNRESOLVED = Figure(
    "unresolved",
    "Not yet resolved",
    "References that lead to no article of the archive yet, and names of sources that no editor has matched.",
    figures.unresolved_facts,
    (
        Table(
            "reference",
            "References",
            "Waiting: the article that is meant is not linked yet. Unmatched: the publication or the day is not known. "
            "Each leads to its words in the article.",
            (
                Column("article", "Article"),
                Column("state", "State"),
                Column("outlet", "Refers to", "not known"),
                Column("cited_date", "Cited date", "not known"),
                Column("written_date", "As written"),
            ),
            figures.open_references,
        ),
        Table(
            "name",
            "Names",
            "Unmatched: the name is no source of the archive. Suggested: a source was made of it, which no editor has "
            "confirmed. Each leads to the first citation under that name.",
            (
                Column("name", "Name"),
                Column("state", "State"),
                number("citations", "Citations"),
                Column("article", "First cited in"),
            ),
            figures.open_names,
            "citations",
        ),
    ),
)
FIGURES = (OUTLETS, LAG, UNRESOLVED)


class FigureView(TemplateView):
    """One table of a figure, with the numbers of the whole."""

    template_name = "articles/figures/figure.html"
    figure: Figure = OUTLETS

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form = FigureForm(self.request.GET, keys=self.figure.form_keys)
        context = super().get_context_data(
            figure=self.figure,
            form=form,
            problems=form.problems(),
            offered=Publication.objects.with_public_articles()[:OFFERED],
            **kwargs,
        )
        return context if context["problems"] else context | self.answer(form)

    def answer(self, form: FigureForm) -> dict[str, Any]:
        """What a form without problems asks for."""
        citations = form.narrowed(Citation.objects.in_public())
        table = self.figure.table(form.key)
        rows = list(table.rows(citations, SHOWN + 1))
        return {
            "table": table,
            "facts": self.figure.facts(citations),
            "rows": shown(table, rows[:SHOWN]),
            "has_more": len(rows) > SHOWN,
            "query": form.query(),
            "tabs": [(other, form.query(other.key)) for other in self.figure.tables],
        }


class FigureFileView(View):
    """All rows of a table as a CSV file; 400 with the reason in words when the address asks for what there is not."""

    figure: Figure = OUTLETS

    def get(self, request: HttpRequest) -> HttpResponseBase:
        form = FigureForm(request.GET, keys=self.figure.form_keys)
        if problems := form.problems():
            return HttpResponse("\n".join(problems), status=400, content_type="text/plain; charset=utf-8")
        table = self.figure.table(form.key)
        citations = form.narrowed(Citation.objects.in_public())
        return file_of(request, table, citations, f"{self.figure.slug}-by-{table.key}.csv")
