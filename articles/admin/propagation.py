"""The same words in other articles: a page on which an editor accepts or rejects them, some dozens at a time.

All that are sure are chosen beforehand; words that several entities claim, or that stand beside another capitalised
word, are not. Works without JavaScript. Refuses to show what the user may not view, and to decide what the user may not
change; whatever somebody has decided meanwhile is passed over, and the message says so.
"""

from __future__ import annotations

import itertools
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views import View

from articles.admin.decisions import desk_url, tell
from articles.models import Batch
from articles.search import finding
from articles.search.query import phrase
from articles.services import propagation
from entities.models import Entity

#: Articles in which the words stand, beyond which all are made suggestions by the command, not by a request.
MOST_AT_ONCE = 2_000
_LONGEST = 300


class PropagationPage(View):
    """Shows where else the words stand, and decides."""

    model_admin: Any = None
    name = "articles_mention_propagate"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not (self.model_admin.has_change_permission(request) and self.model_admin.has_add_permission(request)):
            raise PermissionDenied
        self.words = request.GET.get("words", "")[:_LONGEST]
        self.entity = Entity.objects.filter(pk=_number(request.GET.get("entity", ""))).first()
        if self.entity is None or not self.words.strip():
            raise Http404("Name words and an entity.")
        self.article = _number(request.GET.get("article", "")) or None
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        assert self.entity is not None  # noqa: S101 - dispatch has seen to it
        after = _number(request.GET.get("after", ""))
        total = propagation.count(self.words, self.entity, without=self.article)
        chunk = propagation.chunk(self.words, self.entity, without=self.article, after=after)
        number = finding.count(phrase(self.words))
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": f"“{self.words}” in other articles",
            "opts": self.model_admin.opts,
            "words": self.words,
            "entity": self.entity,
            "total": total,
            "articles": [
                (article, list(places))
                for article, places in itertools.groupby(chunk.places, key=lambda place: place.article)
            ],
            "following": chunk.following,
            "later_url": self._url(chunk.following or 0) if chunk.following else "",
            "back_url": desk_url(self.article, {}) if self.article else "",
            "may_suggest_all": number <= MOST_AT_ONCE,
            "natural": f"{self.entity.kind}/{self.entity.slug}",
        }
        request.current_app = self.model_admin.admin_site.name
        return TemplateResponse(request, "admin/articles/mention/propagate.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        assert self.entity is not None  # noqa: S101 - dispatch has seen to it
        act, chosen = request.POST.get("act", ""), request.POST.getlist("place")
        user: Any = request.user
        following = _number(request.POST.get("following", ""))
        try:
            if act == "accept":
                done = propagation.accept_places(chosen, self.words, self.entity, user=user)
            elif act == "reject":
                done = propagation.reject_places(chosen, self.words, self.entity, user=user)
            elif act == "suggest" and finding.count(phrase(self.words)) <= MOST_AT_ONCE:
                following = _number(request.GET.get("after", ""))
                done = propagation.suggest_elsewhere(self.words, self.entity, user=user, without=self.article)
            else:
                raise BadRequest("This is not something that can be done here.")
        except ValueError:
            raise BadRequest("This is no place in a text.") from None
        if done.batch is not None and self.article:
            Batch.objects.filter(pk=done.batch.pk).update(article=self.article)
        tell(request, done.summary, done.batch)
        if done.passed_over:
            messages.warning(request, f"{done.passed_over:,} were passed over: decided or edited meanwhile.")
        return HttpResponseRedirect(self._url(following))

    def _url(self, after: int) -> str:
        assert self.entity is not None  # noqa: S101 - dispatch has seen to it
        return propagation_url(self.words, self.entity.pk, self.article, after=after)


def propagation_url(words: str, entity: int, article: int | None = None, *, after: int = 0) -> str:
    """The page on which ``words`` are decided for an entity in all articles but ``article``."""
    query = {"entity": entity, "words": words, **({"article": article} if article else {})}
    if after:
        query["after"] = after
    return f"{reverse(f'admin:{PropagationPage.name}')}?{urlencode(query)}"


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 19 else 0
