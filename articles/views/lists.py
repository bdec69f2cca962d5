"""Home, the filtered list of articles, and what the archive says about itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext, ngettext, pgettext
from django.views.generic import TemplateView
from django_filters.views import FilterView

from articles import search
from articles.facets import ENTITY_FACETS
from articles.filters import ArticleFilterSet, Chip
from articles.filters.facets import FACETS, certainties, facet, facets, keys_named, periods
from articles.filters.selection import Selection
from articles.models import Article, Publication
from articles.querysets import ArticleQuerySet
from articles.services.holdings import Holding
from articles.views.paging import PAGE_SIZE
from entities.models import Entity

#: Characters of a typed name that are looked for.
TYPED = 100
#: A search that finds no more than this is asked whether a name was misspelt.
LITTLE = 3
#: An empty result says what each of this many criteria costs; each is a count.
EXPLAINED = 8


@dataclass(frozen=True, slots=True)
class Figure:
    """How much of something the archive holds, and the name of the page that lists it."""

    count: int
    noun: str
    address: str


@dataclass(frozen=True, slots=True)
class Result:
    """An article of a list; of a search, its headline and a passage in pieces, marked or not.

    ``figure`` says the number that the list is sorted by.
    """

    article: Article
    headline: tuple[search.Piece, ...] = ()
    passage: tuple[search.Piece, ...] = ()
    figure: str = ""


class HomeView(TemplateView):
    """What the archive holds, and ways into it."""

    template_name = "articles/home.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        published = Article.objects.published()
        articles = Holding.whole()
        return super().get_context_data(
            latest=published.newest_first().for_listing()[:6],
            publications=Publication.objects.with_public_articles(),
            entities=articles.most(*ENTITY_FACETS, limit=14),
            sources=articles.most("source", limit=10),
            figures=[
                Figure(len(articles), pgettext("how many", "articles"), "articles"),
                Figure(articles.citations(), pgettext("how many", "citations"), "sources"),
                Figure(articles.number("source"), pgettext("how many", "sources"), "sources"),
                Figure(articles.number(*ENTITY_FACETS), pgettext("how many", "people, places and more"), "entities"),
                Figure(articles.number("author"), pgettext("how many", "authors"), "authors"),
            ],
            **kwargs,
        )


class AboutView(TemplateView):
    """How the archive works, in words."""

    template_name = "articles/about.html"


class SelectionView(FilterView):
    """Answers about the articles that meet the criteria of the address, as the facet index knows them.

    The query set of the filters is never made: with words to look for it would ask their index a second time.
    """

    filterset_class = ArticleFilterSet

    def get_queryset(self) -> ArticleQuerySet:
        return Article.objects.published()

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        self.filterset = self.get_filterset(self.get_filterset_class())
        self.object_list = self.selection = Selection.of(self.filterset)
        return self.render_to_response(self.get_context_data(filter=self.filterset))


class ArticleListView(SelectionView):
    """The articles that meet the criteria of the address, with the facets that narrow them further."""

    template_name = "articles/article_list.html"
    paginate_by = PAGE_SIZE

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """The page asked for, or the nearest one; found in the facet index, so that none costs more than the first."""
        paginator: Paginator[Any] = Paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        context.update(
            page=context["page_obj"],
            remedies=[] if self.selection.articles else self.remedies(),
            facets={facet.key: facet for facet in facets(self.selection)},
            periods=periods(self.selection),
            certainties=certainties(self.selection),
            chosen_certainties=[choice.value for choice in self.filterset.cleaned("certainty")],
            results=self.results(context["page_obj"].object_list),
            suggestions=self.suggestions(len(self.selection)),
            partly_ranked=self.selection.is_partly_ranked,
            ranking={"newest": search.NEWEST},
            canonical_query=self.filterset.canonical_query(),
        )
        return context

    def results(self, articles: Any) -> list[Result]:
        """The articles of a page, what was looked for marked in their headlines and texts."""
        sought = self.filterset.sought
        if sought is None:
            return [Result(article, figure=self.figure(article)) for article in articles]
        marker = search.Marker(sought.terms())
        return [
            Result(
                article,
                marker.mark(article.headline),
                marker.passage(article.body) or (marker.mark(article.standfirst) if article.standfirst else ()),
                self.figure(article),
            )
            for article in articles
        ]

    def figure(self, article: Article) -> str:
        """The number of an article that the list is sorted by, in words; empty where it is not sorted by one."""
        number = self.selection.number_of(article)
        if number is None:
            return ""
        if self.filterset.order == "most-cited":
            if not number:
                return gettext("not cited by other articles")
            text = ngettext("cited by %(number)d article", "cited by %(number)d articles", number)
        else:
            if not number:
                return gettext("no sources")
            text = ngettext("%(number)d source", "%(number)d sources", number)
        return text % {"number": number}

    def suggestions(self, count: int) -> list[tuple[Entity, str, str]]:
        """Where a search finds little: entities of nearly that name, the name, and the search for it."""
        if self.filterset.sought is None or count > LITTLE:
            return []
        q = self.filterset.form.cleaned_data["q"]
        return [
            (entity, name, self.filterset.query(("q", q), instead=("q", name)))
            for entity, name in search.did_you_mean(q)
        ]

    def remedies(self) -> list[tuple[Chip, int]]:
        """For each criterion of an empty result: how many articles there would be without it."""
        chips = self.filterset.chips()[:EXPLAINED]
        counted = [(chip, len(Selection.of(self.filterset.without((chip.key, chip.value))))) for chip in chips]
        return [(chip, count) for chip, count in counted if count]


class FacetView(SelectionView):
    """All values of one facet of a search, the most frequent first, or those whose names contain what is typed.

    Answered as a list alone to a script that asks for it while somebody types.
    """

    template_name = "articles/facet.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        key = self.kwargs["key"]
        if key not in FACETS:
            raise Http404("There is no such facet.")
        typed = " ".join(self.request.GET.get("named", "").split())[:TYPED]
        found = facet(self.selection, key, keys=keys_named(key, typed) if typed else None)
        return super().get_context_data(facet=found, typed=typed, **kwargs)

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        if self.request.headers.get("X-Fragment"):
            self.template_name = "articles/_facet_rows.html"
        response = super().render_to_response(context, **kwargs)
        patch_vary_headers(response, ["X-Fragment"])
        return response
