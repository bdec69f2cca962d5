"""The page of a source: its names, and what the articles cite it for."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from articles import figures, tallies
from articles.facets import ENTITY_FACETS
from articles.figures.held import Held, years
from articles.models import Citation, Mention, PastSourceSlug, Source
from articles.querysets import MentionQuerySet
from articles.views.records import LATEST, TOGETHER, TOP, YEARS, OfRecord, RecordFileView, RecordView, by_key
from articles.views.tables import Column, Table, number, shown

#: The latest citations whose ages a page counts; the file has all.
AGED = 2_000
LAG_OF_SOURCE: Table[Held] = Table(
    "lag",
    _("Lag in days"),
    _("How many citations of the source are how many days older than their article."),
    (Column("days", _("Days before the article")), number("citations", _("Citations"))),
    lambda held, limit: figures.by_lag(Citation.objects.in_public().of(held.record), limit),
    "citations",
    has_address=False,
)


class OfSource(OfRecord):
    """The source of an address."""

    context_object_name = "source"

    def moved(self) -> Source | None:
        past = PastSourceSlug.objects.filter(slug=self.kwargs["slug"], source__in=Source.objects.shown())
        found = past.select_related("source").first()
        return found.source if found else None

    def get_queryset(self) -> QuerySet[Source]:
        return Source.objects.shown()


class SourceView(OfSource, RecordView):
    """A source: its names, and the articles that cite it."""

    template_name = "articles/source.html"

    def get_queryset(self) -> QuerySet[Source]:
        return super().get_queryset().select_related("publication").prefetch_related("variants")

    def about(self) -> dict[str, Any]:
        return {
            "names": [variant for variant in self.object.variants.all() if variant.kind != "host"],
            "hosts": [variant for variant in self.object.variants.all() if variant.kind == "host"],
            "years": list(years(self.held)),
            "entities": self.held.articles.most(*ENTITY_FACETS, limit=TOP),
            **self.lag(),
            "claimed": tallies.most_frequent(self.claimed(), "entity", limit=TOP),
        }

    def lag(self) -> dict[str, Any]:
        """How old what is cited of it is when an article cites it, by its latest citations."""
        citations = Citation.objects.in_public()
        found = figures.lags(citations.filter(pk__in=citations.of(self.object).order_by("-article_id", "pk")[:AGED]))
        if found is None:
            return {}
        rows = [bucket for bucket in found.buckets if bucket.citations]
        return {
            "lags": found,
            "lag_table": LAG_OF_SOURCE,
            "lag_rows": shown(LAG_OF_SOURCE, rows),
            "lag_is_of_latest": found.citations >= AGED,
        }

    def claimed(self) -> MentionQuerySet:
        """The public mentions in what it is cited for, by its latest public citations."""
        latest = Citation.objects.in_public().of(self.object).order_by("-article_id", "pk")[:LATEST]
        return Mention.objects.in_public().in_claims_of(latest.values("pk"))


class SourceFileView(OfSource, RecordFileView):
    """What the page of a source shows, in full."""

    tables = by_key(YEARS, TOGETHER, LAG_OF_SOURCE)
