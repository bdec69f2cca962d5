"""What the pages and files of entities, sources and authors share: the record, and the articles in which it occurs."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponsePermanentRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import View
from django.views.generic.base import TemplateResponseMixin
from django.views.generic.detail import SingleObjectMixin

from articles.figures import held
from articles.figures.held import Held
from articles.models import Source
from articles.services.holdings import Holding
from articles.views.paging import page_of
from articles.views.tables import Column, Table, file_of, number
from entities.models import Entity

#: Records of a "most often" list.
TOP = 10
#: The latest citations, or mentions, from which a page tells what an outlet is cited about, or who reports on it.
LATEST = 1_000

YEARS = Table(
    "years",
    _("By year"),
    _("Articles by year, every year from the first to the last."),
    (Column("year", _("Year")), number("articles", _("Articles"))),
    held.years,
    "articles",
)
TOGETHER = Table(
    "together",
    _("Mentioned together"),
    _("Whom and what the articles mention, and in how many of them."),
    (
        Column("name", _("Name")),
        Column("kind", _("Kind"), labels=dict(Entity.Kind.choices)),
        number("articles", _("Articles")),
    ),
    held.entities,
    "articles",
)
SOURCES = Table(
    "sources",
    _("Sources cited"),
    _("What the articles cite, and how many of them cite it."),
    (
        Column("name", _("Source")),
        Column("kind", _("Kind"), labels=dict(Source.Kind.choices)),
        number("articles", _("Articles")),
    ),
    held.sources,
    "articles",
)


def by_key(*tables: Table[Held]) -> dict[str, Table[Held]]:
    """The tables of a kind of record, by the last part of the addresses of their files."""
    return {table.key: table for table in tables}


class OfRecord(SingleObjectMixin, View):
    """Answers about one record, and sends from an address that it had before to the present one."""

    held: Held

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            self.object = self.get_object()
        except Http404:
            moved = self.moved()
            if moved is None:
                raise
            return HttpResponsePermanentRedirect(self._address_of(moved))
        self.held = Held(self.object, Holding.whole().of(self.object))
        return self.answer()

    def moved(self) -> Any:
        """The record that had this address once; None when none had."""
        return None

    def answer(self) -> HttpResponseBase:
        """What is said of ``self.held``."""
        raise NotImplementedError

    def _address_of(self, moved: Any) -> str:
        pattern = getattr(self.request.resolver_match, "view_name", "")
        query = self.request.META.get("QUERY_STRING", "")
        record = {name: getattr(moved, name) for name in ("kind", "slug") if name in self.kwargs}
        return f"{reverse(pattern, kwargs=self.kwargs | record)}{'?' if query else ''}{query}"


class RecordView(TemplateResponseMixin, OfRecord):
    """The page of a record, with its articles page by page."""

    def answer(self) -> HttpResponseBase:
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        page = page_of(self.request, self.held.articles)
        return super().get_context_data(held=self.held, page=page, **self.about(), **kwargs)

    def about(self) -> dict[str, Any]:
        """What else the page shows."""
        raise NotImplementedError


class RecordFileView(OfRecord):
    """All rows of one of the tables of a record, as a CSV file."""

    tables: Mapping[str, Table[Held]]

    def answer(self) -> HttpResponseBase:
        table = self.tables.get(self.kwargs["table"])
        if table is None:
            raise Http404("There is no such table.")
        return file_of(self.request, table, self.held, f"{self.object.slug}-{table.key}.csv")
