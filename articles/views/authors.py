"""The page of an author: what he or she has signed, about whom and citing what."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from articles.facets import ENTITY_FACETS
from articles.figures.held import years
from articles.models import Author
from articles.views.records import SOURCES, TOGETHER, TOP, YEARS, OfRecord, RecordFileView, RecordView, by_key
from articles.views.tables import shown


class OfAuthor(OfRecord):
    """The author of an address."""

    context_object_name = "author"

    def get_queryset(self) -> QuerySet[Author]:
        return Author.objects.with_public_articles()


class AuthorView(OfAuthor, RecordView):
    """An author and what he or she has signed."""

    template_name = "articles/author.html"

    def get_queryset(self) -> QuerySet[Author]:
        return super().get_queryset().select_related("entity")

    def about(self) -> dict[str, Any]:
        return {
            "years": list(years(self.held)),
            "entities": self.held.articles.most(*ENTITY_FACETS, limit=TOP),
            "diet_table": SOURCES,
            "diet_rows": shown(SOURCES, list(SOURCES.rows(self.held, TOP))),
        }


class AuthorFileView(OfAuthor, RecordFileView):
    """What the page of an author shows, in full."""

    tables = by_key(YEARS, TOGETHER, SOURCES)
