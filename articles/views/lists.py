"""Home, the filtered list of articles, and what the archive says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.views.generic import TemplateView
from django_filters.views import FilterView

from articles import tallies
from articles.filters import ArticleFilterSet, Chip
from articles.models import Article, Author, Authorship, Citation, Mention, Publication, Source
from articles.querysets import ArticleQuerySet
from articles.views.paging import PAGE_SIZE
from entities.models import Entity

#: Names offered for typing: the most frequent of all entities, and of authors and sources.
OFFERED_ENTITIES = 100
OFFERED = 20
#: An empty result says what each of this many criteria costs; each is a count.
EXPLAINED = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """How much of something the archive holds, and the name of the page that lists it."""

    count: int
    noun: str
    address: str


class HomeView(TemplateView):
    """What the archive holds, and ways into it."""

    template_name = "articles/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        published = Article.objects.published()
        mentions, citations = Mention.objects.in_public(), Citation.objects.in_public()
        return super().get_context_data(
            latest=published.newest_first().for_listing()[:6],
            publications=Publication.objects.with_public_articles(),
            entities=tallies.most_frequent(mentions, "entity", limit=14),
            sources=tallies.most_frequent(citations, "source", limit=10),
            figures=[
                Figure(published.count(), "articles", "articles"),
                Figure(citations.count(), "citations", "sources"),
                Figure(Source.objects.shown().cited_in_public().count(), "sources", "sources"),
                Figure(mentions.entities().count(), "people, places and more", "entities"),
                Figure(Author.objects.with_public_articles().count(), "authors", "authors"),
            ],
            **kwargs,
        )


class AboutView(TemplateView):
    """How the archive works, in words."""

    template_name = "articles/about.html"


class ArticleListView(FilterView):
    """The articles that meet the criteria of the address."""

    filterset_class = ArticleFilterSet
    template_name = "articles/article_list.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self) -> ArticleQuerySet:
        return Article.objects.published().newest_first().for_listing()

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """The page asked for, or the nearest one."""
        paginator = Paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        empty = not context["paginator"].count
        context.update(
            page=context["page_obj"],
            remedies=self.remedies() if empty else [],
            offered=self.offered(),
            canonical_query=self.filterset.canonical_query(),
        )
        return context

    def remedies(self) -> list[tuple[Chip, int]]:
        """For each criterion of an empty result: how many articles there would be without it."""
        chips = self.filterset.chips()[:EXPLAINED]
        counted = [(chip, self.filterset.without((chip.key, chip.value)).qs.count()) for chip in chips]
        return [(chip, count) for chip, count in counted if count]

    def offered(self) -> dict[str, list[str]]:
        """The most frequent names for each field that takes names."""
        names: dict[str, list[str]] = {kind: [] for kind in Entity.Kind.values}
        for tally in tallies.most_frequent(Mention.objects.in_public(), "entity", limit=OFFERED_ENTITIES):
            names[tally.record.kind].append(tally.record.preferred_label)
        bylines, citations = Authorship.objects.in_public(), Citation.objects.in_public()
        names["author"] = [t.record.name for t in tallies.most_frequent(bylines, "author", limit=OFFERED)]
        names["source"] = [t.record.name for t in tallies.most_frequent(citations, "source", limit=OFFERED)]
        names["publication"] = [p.title for p in Publication.objects.with_public_articles()[:OFFERED]]
        return names
