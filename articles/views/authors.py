"""The page of an author: what he or she has signed, about whom and citing what."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet

from articles import tallies
from articles.models import Article, Author, Citation, Mention
from articles.querysets import ArticleQuerySet
from articles.views.records import TOP, RecordView


class AuthorView(RecordView):
    """An author and what he or she has signed."""

    template_name = "articles/author.html"
    context_object_name = "author"

    def get_queryset(self) -> QuerySet[Author]:
        return Author.objects.with_public_articles().select_related("entity")

    def articles(self) -> ArticleQuerySet:
        return Article.objects.published().by_author(self.object)

    def about(self, articles: ArticleQuerySet) -> dict[str, Any]:
        of_theirs = Q(article__in=articles.order_by())
        return {
            "entities": tallies.most_frequent(Mention.objects.in_public().filter(of_theirs), "entity", limit=TOP),
            "sources": tallies.most_frequent(Citation.objects.in_public().filter(of_theirs), "source", limit=TOP),
        }
