"""Cited searches: the form that makes one, its permanent page with what has changed since, and the same as files.

The form is the one public page that is written to, and the only one that sets a cookie: it keeps other sites from
sending it. None of these pages is for search engines: they are for those who have an address.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.formats import number_format
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.generic import DetailView, View

from articles.citable import work_of_search
from articles.exports import STYLES, Run, bibtex
from articles.facets import page_of
from articles.filters import ArticleFilterSet
from articles.filters.selection import Selection
from articles.listings import unpack
from articles.models import Article, CitedSearch
from articles.services import cited_searches
from articles.services.cited_searches import CitingRefused, Differences, Gone, NotSettled, Revised, TooMany
from articles.services.facet_reading import articles_at
from articles.views.csv_lines import csv_response
from articles.views.paging import PAGE_SIZE
from articles.views.work_files import work_file
from articles.vocabularies import dated

#: Rows of each list of changes, where all three are shown.
SHOWN = 5
#: The lists of changes, as ``changes`` asks for them.
CHANGES = ("come", "gone", "revised")


@method_decorator(never_cache, name="dispatch")
class CiteSearchView(View):
    """What would be kept of a search; sent, it is kept, and leads to its address."""

    http_method_names = ["get", "head", "options", "post"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, HTTPStatus.OK)

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.search.problems():
            return self._page(request, HTTPStatus.BAD_REQUEST)
        try:
            kept = cited_searches.keep(self.search)
        except TooMany as refusal:
            return self._page(request, HTTPStatus.TOO_MANY_REQUESTS, refusal, wait=refusal.wait)
        except NotSettled as refusal:
            return self._page(request, HTTPStatus.SERVICE_UNAVAILABLE, refusal, wait=60)
        except CitingRefused:
            return self._page(request, HTTPStatus.BAD_REQUEST)
        response = HttpResponseRedirect(kept.get_absolute_url())
        response.status_code = HTTPStatus.SEE_OTHER
        return response

    @cached_property
    def search(self) -> ArticleFilterSet:
        """The search of the address."""
        return cited_searches.search_of(self.request.GET.urlencode())

    def _page(
        self, request: HttpRequest, status: int, refusal: CitingRefused | None = None, wait: int = 0
    ) -> HttpResponse:
        asked = bool(self.search.chips())
        context = {
            "filter": self.search,
            "is_asked": asked,
            "count": len(Selection.of(self.search)) if asked else 0,
            "limit": cited_searches.LISTED,
            "refusal": refusal,
            "query": self.search.canonical_query(),
        }
        response = TemplateResponse(request, "articles/cite_search.html", context, status=status)
        if wait:
            response["Retry-After"] = str(wait)
        return response


@dataclass(frozen=True, slots=True)
class Changed:
    """One list of changes: how many there are, and those that are shown."""

    key: str
    count: int
    rows: list[Any]
    page: Page[Any] | None = None


@dataclass(frozen=True, slots=True)
class GoneRow:
    """An article that is found no more, with its record where readers may know of it."""

    address: str
    article: Article | None
    is_withdrawn: bool


class CitedSearchView(DetailView):
    """A search as it was cited, and what has changed since."""

    model = CitedSearch
    context_object_name = "search"
    slug_field = slug_url_kwarg = "token"
    template_name = "articles/cited_search.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kept: CitedSearch = self.object
        only = self.request.GET.get("changes", "")
        if only and (only not in CHANGES or not kept.is_listed):
            raise Http404("There is no such list of changes.")
        search = cited_searches.search_of(kept.query)
        today = None if search.problems() else Selection.of(search)
        address = address_of(self.request, kept)
        work = work_of_search(kept, address)
        in_words = (gettext("In a note"), "", [Run(note_of(kept, address))])
        context = super().get_context_data(
            entries=[in_words, *((name, edition, style(work)) for name, edition, style in STYLES)],
            bibtex=bibtex([work]),
            made=kept.made_at.astimezone(datetime.UTC),
            problems=[problem.message for problem in search.problems()],
            today=None if today is None else len(today),
            today_query=search.canonical_query(),
            only=only,
            shown=SHOWN,
            **kwargs,
        )
        if kept.is_listed:
            lists = self._changes(cited_searches.differences(kept, today), only)
            context |= {"lists": lists, "changed": any(changed.count for changed in lists)}
            context["page"] = next((changed.page for changed in lists if changed.key == only), None)
        elif today is not None:
            years = cited_searches.year_differences(kept, today)
            context |= {"years": years, "changed": bool(years)}
        return context

    def _changes(self, differences: Differences, only: str) -> list[Changed]:
        found: dict[str, tuple[Sequence[Any], Any]] = {
            "come": (_Newest(differences), _come),
            "gone": (differences.gone, _gone),
            "revised": (differences.revised, _revised),
        }
        lists = []
        for key, (everything, rows) in found.items():
            if only and key != only:
                continue
            if only:
                page = Paginator(everything, PAGE_SIZE).get_page(self.request.GET.get("page"))
                lists.append(Changed(key, len(everything), rows(list(page.object_list)), page))
            else:
                lists.append(Changed(key, len(everything), rows(list(everything[:SHOWN]))))
        return lists


def note_of(kept: CitedSearch, address: str) -> str:
    """The search as a footnote would cite it, in the reader's language."""
    text = ngettext(
        "“%(sentence)s.” Search of the EDM Archive, %(day)s, %(time)s UTC, %(number)s article. %(address)s",
        "“%(sentence)s.” Search of the EDM Archive, %(day)s, %(time)s UTC, %(number)s articles. %(address)s",
        kept.count,
    )
    made = kept.made_at.astimezone(datetime.UTC)
    return text % {
        "sentence": kept.sentence,
        "day": dated(made.date()),
        "time": f"{made:%H:%M}",
        "number": number_format(kept.count, use_l10n=True, force_grouping=True),
        "address": address,
    }


class _Newest(Sequence[int]):
    """The ordinals of the articles that came, the newest first, cut from the bitmap."""

    def __init__(self, differences: Differences) -> None:
        self.come = differences.come

    def __len__(self) -> int:
        return len(self.come)

    def __getitem__(self, part: Any) -> Any:
        start = part.start or 0
        return page_of(self.come, start, part.stop - start)


def _listed(pks: list[int], *statuses: str) -> dict[int, Article]:
    return {article.pk: article for article in Article.objects.filter(status__in=statuses).listed(pks)}


def _come(ordinals: list[int]) -> list[Article]:
    return Article.objects.published().listed(articles_at(ordinals))


def _gone(rows: list[Gone]) -> list[GoneRow]:
    pks = [row.pk for row in rows if row.pk is not None]
    found = _listed(pks, Article.Status.PUBLISHED, Article.Status.WITHDRAWN)
    return [
        GoneRow(
            reverse("article-address", args=row.address),
            found.get(row.pk) if row.pk is not None else None,
            row.is_withdrawn,
        )
        for row in rows
    ]


def _revised(rows: list[Revised]) -> list[tuple[Revised, Article]]:
    found = _listed([row.pk for row in rows], Article.Status.PUBLISHED)
    return [(row, found[row.pk]) for row in rows if row.pk in found]


def address_of(request: HttpRequest, kept: CitedSearch) -> str:
    """The permanent address of a search, absolute."""
    return request.build_absolute_uri(kept.get_absolute_url())


class CitedSearchFileView(View):
    """A cited search for reference managers, as a file: "bib" for BibTeX, "json" for CSL-JSON."""

    form = ""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        kept = get_object_or_404(CitedSearch, token=token)
        return work_file(work_of_search(kept, address_of(request, kept)), self.form)


class CitedSearchListingView(View):
    """What a cited search found, as a CSV file: the articles by their addresses, with the revisions of their texts."""

    def get(self, request: HttpRequest, token: str) -> HttpResponseBase:
        kept = get_object_or_404(CitedSearch, token=token)
        if not kept.is_listed:
            raise Http404("Of so long a result it is not kept which articles it had.")
        rows = (
            [request.build_absolute_uri(reverse("article-address", args=address)), revision]
            for address, revision in unpack(kept.listing).items()
        )
        return csv_response(["article", "revision"], rows, f"edm-archive-{kept.token}.csv")
