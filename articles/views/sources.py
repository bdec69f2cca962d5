"""The page of a source: its names, and what the articles cite it for."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from articles import tallies
from articles.models import Article, Citation, Mention, PastSourceSlug, Source
from articles.querysets import ArticleQuerySet, MentionQuerySet
from articles.views.records import LATEST, TOP, RecordView


class SourceView(RecordView):
    """A source: its names, and the articles that cite it."""

    template_name = "articles/source.html"
    context_object_name = "source"

    def moved(self) -> Source | None:
        past = PastSourceSlug.objects.filter(slug=self.kwargs["slug"], source__in=Source.objects.shown())
        found = past.select_related("source").first()
        return found.source if found else None

    def get_queryset(self) -> QuerySet[Source]:
        return Source.objects.shown().select_related("publication").prefetch_related("variants")

    def articles(self) -> ArticleQuerySet:
        return Article.objects.published().citing(self.object)

    def about(self, articles: ArticleQuerySet) -> dict[str, Any]:
        mentions = Mention.objects.in_public().filter(article__in=articles.order_by())
        return {
            "names": [variant for variant in self.object.variants.all() if variant.kind != "host"],
            "hosts": [variant for variant in self.object.variants.all() if variant.kind == "host"],
            "years": tallies.by_year(articles),
            "entities": tallies.most_frequent(mentions, "entity", limit=TOP),
            "claimed": tallies.most_frequent(self.claimed(), "entity", limit=TOP),
        }

    def claimed(self) -> MentionQuerySet:
        """The public mentions in what it is cited for, by its latest public citations."""
        latest = Citation.objects.in_public().of(self.object).order_by("-article_id", "pk")[:LATEST]
        return Mention.objects.in_public().in_claims_of(latest.values("pk"))
