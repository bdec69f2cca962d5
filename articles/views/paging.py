"""Pages of articles. A page that does not exist is answered with the nearest one, never with an error."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page, Paginator
from django.http import HttpRequest

from articles.querysets import ArticleQuerySet
from articles.services.holdings import Holding

#: Articles on a page, everywhere.
PAGE_SIZE = 20


def page_of(request: HttpRequest, articles: ArticleQuerySet | Holding) -> Page[Any]:
    """The page of ``articles`` that the address asks for."""
    listed: Any = articles if isinstance(articles, Holding) else articles.for_listing()
    return Paginator(listed, PAGE_SIZE).get_page(request.GET.get("page"))
