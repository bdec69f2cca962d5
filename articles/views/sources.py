"""The page of a source: its names, and what the articles cite it for."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from articles import tallies
from articles.facets import ENTITY_FACETS
from articles.figures.held import years
from articles.models import Citation, Mention, PastSourceSlug, Source
from articles.querysets import MentionQuerySet
from articles.views.records import LATEST, TOGETHER, TOP, YEARS, OfRecord, RecordFileView, RecordView, by_key


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
            "claimed": tallies.most_frequent(self.claimed(), "entity", limit=TOP),
        }

    def claimed(self) -> MentionQuerySet:
        """The public mentions in what it is cited for, by its latest public citations."""
        latest = Citation.objects.in_public().of(self.object).order_by("-article_id", "pk")[:LATEST]
        return Mention.objects.in_public().in_claims_of(latest.values("pk"))


class SourceFileView(OfSource, RecordFileView):
    """What the page of a source shows, in full."""

    tables = by_key(YEARS, TOGETHER)
