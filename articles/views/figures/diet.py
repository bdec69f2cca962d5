"""The press diet for people: tables of figures as pages and, from the same rows, as CSV files.

A figure has one or more tables, chosen by ``by``. A page shows the first rows, a file has them all.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View

from articles import figures
from articles.filters.figures import FigureForm
from articles.models import Citation, Publication, Source
from articles.querysets import CitationQuerySet
from articles.views.csv_lines import refused
from articles.views.tables import Column, Table, file_of, number, shown

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

#: Rows on a page, and publications offered to choose from.
SHOWN = 100
OFFERED = 30


@dataclass(frozen=True, slots=True)
class Figure:
    """One page of figures, and the name of its pattern."""

    slug: str
    title: StrOrPromise
    sentence: StrOrPromise
    facts: Callable[[CitationQuerySet], list[figures.Fact]]
    tables: tuple[Table[CitationQuerySet], ...]

    @property
    def form_keys(self) -> list[str]:
        """What ``by`` may be."""
        return [table.key for table in self.tables]

    def table(self, key: str) -> Table[CitationQuerySet]:
        """The table of one of ``form_keys``."""
        return next(table for table in self.tables if table.key == key)


_COUNTS = (number("citations", _("Citations")), number("articles", _("Articles citing")))
_OUTLETS = (number("outlets", _("Outlets")), number("outlets_per_article", _("Outlets per article")))

OUTLETS = Figure(
    "outlets",
    _("Outlets cited"),
    _("Which newspapers, agencies, broadcasters and sites the articles cite, by year, author, country and outlet."),
    figures.diet_facts,
    (
        Table(
            "year",
            _("By year"),
            _(
                "By year of the article; an article whose date is inferred counts in the first year possible. "
                "“Outlets per article” is the mean number of different outlets in an article that cites any."
            ),
            (Column("year", _("Year"), _("no date")), *_COUNTS, *_OUTLETS),
            figures.by_year,
            "citations",
            has_address=False,
        ),
        Table(
            "author",
            _("By author"),
            _(
                "A citation in an article of two authors counts for each of them. “Outlets per article” is the mean "
                "number of different outlets in an article that cites any."
            ),
            (Column("author", _("Author"), _("unsigned")), *_COUNTS, *_OUTLETS),
            figures.by_author,
            "citations",
        ),
        Table(
            "country",
            _("By country"),
            _(
                "By country of the outlet. “Outlets per article” is the mean number of different outlets of the "
                "country in an article that cites any of them."
            ),
            (Column("country", _("Country"), _("not known")), Column("code", _("Code")), *_COUNTS, *_OUTLETS),
            figures.by_country,
            "citations",
            has_address=False,
        ),
        Table(
            "outlet",
            _("By outlet"),
            _("How often each outlet is cited, and in how many articles."),
            (
                Column("outlet", _("Outlet")),
                Column("kind", _("Kind"), labels=dict(Source.Kind.choices)),
                Column("country", _("Country"), _("not known")),
                *_COUNTS,
            ),
            figures.by_outlet,
            "citations",
        ),
    ),
)
LAG = Figure(
    "lag",
    _("Lag between source and article"),
    _(
        "How many days lie between a cited item and the article that cites it; where the number is not "
        "likely, a year is probably wrong."
    ),
    figures.lag_facts,
    (
        Table(
            "day",
            _("By days"),
            _(
                "How many citations are how many days older than their article. Only citations of a single day in "
                "articles of a known day are measured, references within the archive too."
            ),
            (Column("days", _("Days before the article")), number("citations", _("Citations"))),
            figures.by_lag,
            "citations",
            has_address=False,
        ),
        Table(
            "outlet",
            _("By outlet"),
            _(
                "Half of the citations of an outlet are as many days old as the median, or fewer. Only citations of a "
                "single day in articles of a known day are measured, references within the archive too."
            ),
            (
                Column("outlet", _("Outlet")),
                number("citations", _("Citations")),
                number("median_days", _("Median, days")),
            ),
            figures.lag_by_outlet,
            "median_days",
        ),
        Table(
            "outlier",
            _("Outliers"),
            _(
                "Citations dated after their article, or more than 60 days before it: most often the year is wrong. "
                "Each leads to its words in the article."
            ),
            (
                Column("article", _("Article")),
                Column("article_date", _("Its date")),
                Column("outlet", _("Outlet"), _("not known")),
                Column("cited_date", _("Cited date")),
                Column("written_date", _("As written")),
                Column("year_basis", _("Year"), labels=dict(Citation.YearBasis.choices)),
                number("days", _("Days")),
            ),
            figures.outliers,
        ),
    ),
)
UNRESOLVED = Figure(
    "unresolved",
    _("Not yet resolved"),
    _("References that lead to no article of the archive yet, and names of sources that no editor has matched."),
    figures.unresolved_facts,
    (
        Table(
            "reference",
            _("References"),
            _(
                "Waiting: the article that is meant is not linked yet. Unmatched: the publication or the day is not "
                "known. Each leads to its words in the article."
            ),
            (
                Column("article", _("Article")),
                Column("state", _("State")),
                Column("outlet", _("Refers to"), _("not known")),
                Column("cited_date", _("Cited date"), _("not known")),
                Column("written_date", _("As written")),
            ),
            figures.open_references,
        ),
        Table(
            "name",
            _("Names"),
            _(
                "Unmatched: the name is no source of the archive. Suggested: a source was made of it, which no editor "
                "has confirmed. Each leads to the first citation under that name."
            ),
            (
                Column("name", _("Name")),
                Column("state", _("State")),
                number("citations", _("Citations")),
                Column("article", _("First cited in")),
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
            return refused(problems)
        table = self.figure.table(form.key)
        citations = form.narrowed(Citation.objects.in_public())
        return file_of(request, table, citations, f"{self.figure.slug}-by-{table.key}.csv")
