"""The address of a cited day, ``/cite/edm/2004-11-30/``: what “(see EDM, November 30)” means, whoever writes it.

One public article of that day: it leads there, for now, since another one may be added. Several: they are listed to
choose from. None: not found, and says that the day is waited for. A month or a year may stand for a day.
"""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.generic import View

from articles.models import Article, Publication
from articles.views.paging import page_of
from edm_archive.text.dates import DateError, PartialDate


class CiteView(View):
    """The article or articles of a publication's day."""

    def get(self, request: HttpRequest, publication: str, date: str) -> HttpResponse:
        cited = get_object_or_404(Publication, slug=publication)
        day = day_of(date)
        found = Article.objects.published().of_day(cited, day.earliest, day.latest).oldest_first()
        first = list(found.select_related("issue__publication")[:2])
        if len(first) == 1:
            return HttpResponseRedirect(first[0].get_absolute_url())
        context: dict[str, Any] = {"publication": cited, "day": day, "page": page_of(request, found)}
        return TemplateResponse(request, "articles/cite.html", context, status=200 if first else 404)


def day_of(written: str) -> PartialDate:
    """The day, month or year that an address names in ISO form.

    Raises:
        Http404: when there is no such day.
    """
    try:
        return PartialDate(*map(int, written.split("-")))
    except DateError as error:
        raise Http404(str(error)) from error
