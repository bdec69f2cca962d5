"""What the pages of entities, sources and authors share: the record, and the public articles in which it occurs."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.generic import DetailView

from articles.querysets import ArticleQuerySet
from articles.views.paging import page_of

#: Records of a "most often" list.
TOP = 10
#: The latest citations, or mentions, from which a page tells what an outlet is cited about, or who reports on it.
LATEST = 1_000


class RecordView(DetailView):
    """A record with the articles in which it occurs, page by page. An address that it had leads to the present one."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            moved = self.moved()
            if moved is None:
                raise
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{moved.get_absolute_url()}{'?' if query else ''}{query}")

    def moved(self) -> Any:
        """The record that had this address once; None when none had."""
        return None

    def articles(self) -> ArticleQuerySet:
        """The public articles in which it occurs."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        articles = self.articles().newest_first()
        return super().get_context_data(page=page_of(self.request, articles), **self.about(articles), **kwargs)

    def about(self, articles: ArticleQuerySet) -> dict[str, Any]:
        """What else the page shows."""
        raise NotImplementedError
