"""What the pictures share: the articles that are counted are those of a search, in the words of an article list.

So the address of a list, put behind that of a picture, shows its articles; a file has all the rows of a picture up to
its bound. Refuses in words what the search refuses, and counts drafts nowhere.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise, cached_property
from django.views.generic import TemplateView, View

from articles.filters import ArticleFilterSet
from articles.filters.selection import Selection
from articles.models import Article, Publication
from articles.views.csv_lines import refused
from articles.views.figures.diet import OFFERED
from articles.views.tables import Table, file_of


@dataclass(frozen=True, slots=True)
class Picture:
    """A figure that is drawn: the name of its pattern, and what it is for people."""

    slug: str
    title: str | Promise
    sentence: str | Promise


class Asked:
    """A search, and what else the address of a picture says; sub-classes read that in ``read``."""

    def __init__(self, request: HttpRequest) -> None:
        self.data = request.GET
        self.filterset = ArticleFilterSet(request.GET, queryset=Article.objects.published())
        self.reasons: list[str] = []
        self.read()

    def read(self) -> None:
        """Read what the picture asks beside the search, and put what is wrong with it into ``reasons``."""

    @cached_property
    def problems(self) -> list[str]:
        """Why there is no answer, in sentences."""
        return [*(problem.message for problem in self.filterset.problems()), *self.reasons]

    @cached_property
    def selection(self) -> Selection:
        """The articles to count."""
        return Selection.of(self.filterset)

    def own(self) -> list[tuple[str, str]]:
        """The pairs that the address says beside the search."""
        return []

    def query(self, **instead: str) -> str:
        """The query string of this picture, with other values of its own keys; an empty value takes a key away."""
        pairs = [pair for pair in self.own() if pair[0] not in instead]
        return self._written([*pairs, *((key, value) for key, value in instead.items() if value)])

    def _written(self, pairs: list[tuple[str, str]]) -> str:
        stated = [pair for pair in self.filterset.stated() if pair[0] != "sort"]
        return "?" + urlencode([*stated, *pairs]) if stated or pairs else ""


class PictureView(TemplateView):
    """A picture of the articles of a search."""

    picture: ClassVar[Picture]
    asked_class: ClassVar[type[Asked]] = Asked

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        asked = self.asked_class(self.request)
        context = super().get_context_data(
            picture=self.picture,
            asked=asked,
            filter=asked.filterset,
            problems=asked.problems,
            offered=Publication.objects.with_public_articles()[:OFFERED],
            publications=[choice.value for choice in asked.filterset.cleaned("publication")],
            **kwargs,
        )
        if asked.problems:
            return context
        kept = [pair for pair in asked.filterset.stated() if pair[0] not in ("publication", "date_from", "date_to")]
        return context | {"query": asked.query(), "kept": kept} | self.answer(asked)

    def answer(self, asked: Any) -> dict[str, Any]:
        """What is drawn."""
        raise NotImplementedError


class PictureFileView(View):
    """The rows behind a picture as a CSV file; 400 with the reason in words when the address asks for what is not."""

    picture: ClassVar[Picture]
    asked_class: ClassVar[type[Asked]] = Asked
    table: ClassVar[Table[Any]]

    def get(self, request: HttpRequest) -> HttpResponseBase:
        asked = self.asked_class(request)
        if asked.problems:
            return refused(asked.problems)
        return file_of(request, self.table, asked, f"{self.picture.slug}.csv")
