"""What an outlet is cited for about an entity: a list to narrow, page by page, and the same as a CSV file."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponseBase
from django.utils.translation import gettext
from django.views.generic import View
from django_filters.views import FilterView

from articles.claims import Claim, claims_of
from articles.filters import ClaimFilterSet
from articles.filters.claims import KINDS
from articles.models import Citation
from articles.querysets import CitationQuerySet
from articles.views.csv_lines import csv_response, refused
from articles.views.paging import PAGE_SIZE
from entities.models import Entity

#: Rows of a file that are read at a time.
PORTION = 200
COLUMNS = [
    "claim",
    "quotation",
    "speaker",
    "speaker_basis",
    "speaker_entity",
    "source",
    "cited_date",
    "cited_date_end",
    "review",
    "article",
    "article_date",
    "address",
]


def public_claims() -> CitationQuerySet:
    """The citations that readers may see and of which it is known what they support, the latest cited first."""
    return Citation.objects.in_public().with_claim().latest_cited_first()


def entities_of(search: ClaimFilterSet) -> list[Entity]:
    """The entities that a search names."""
    return [choice.record for kind in KINDS for choice in search.cleaned(kind)]


class ClaimListView(FilterView):
    """The claims that meet the criteria of the address."""

    filterset_class = ClaimFilterSet
    template_name = "articles/claims.html"
    paginate_by = PAGE_SIZE

    def get_queryset(self) -> CitationQuerySet:
        return public_claims()

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """The page asked for, or the nearest one."""
        paginator = Paginator(queryset.values_list("pk", flat=True), page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        page = context["page_obj"]
        return context | {
            "page": page,
            "claims": claims_of(list(page), entities_of(self.filterset)),
            "canonical_query": self.filterset.canonical_query(),
        }


class ClaimFileView(View):
    """All claims of a search as a CSV file; 400 with the reason in words when it cannot be run."""

    def get(self, request: HttpRequest) -> HttpResponseBase:
        search = ClaimFilterSet(request.GET, queryset=public_claims())
        reasons = [problem.message for problem in search.problems()]
        if not reasons and not search.is_asked:
            reasons = [gettext("Name an outlet, a person, an organization, a place or a speaker.")]
        if reasons:
            return refused(reasons)
        return csv_response(COLUMNS, self._lines(search), "claims.csv")

    def _lines(self, search: ClaimFilterSet) -> Iterator[list[Any]]:
        pks = search.qs.values_list("pk", flat=True).iterator(chunk_size=PORTION)
        while portion := list(islice(pks, PORTION)):
            yield from map(self._line, claims_of(portion, ()))

    def _line(self, claim: Claim) -> list[Any]:
        citation = claim.citation
        return [
            citation.claim,
            citation.quoted_words,
            citation.speaker_name,
            citation.speaker_basis,
            str(claim.entity or ""),
            citation.source.name if citation.source else citation.source_text,
            citation.date.isoformat() if citation.date else "",
            citation.cited_date_end.isoformat() if citation.cited_date_end else "",
            citation.review,
            citation.article.headline,
            citation.article.date_statement,
            self.request.build_absolute_uri(citation.get_absolute_url()),
        ]
