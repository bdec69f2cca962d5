"""The language in which a reader sees the pages: how it is chosen, and what a page says of it.

An address names a thing, not a language. So the language is, in this order: what the address asks for
(``?lang=de``, for this one page), what the reader chose at the foot of a page (a cookie that holds nothing else), what
the browser asks for, English. The admin, files and services are English whatever is asked
(docs/explanation/languages.md says why). Nothing here knows what the pages say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

#: The key of an address that asks for a language.
KEY = "lang"


@dataclass(frozen=True, slots=True)
class Offer:
    """A language that a reader can choose: its BCP 47 tag and its own name for itself.

    ``query`` is what an address of that language ends in; empty for the first one, in which whoever states no wish,
    such as a search engine, is answered.
    """

    tag: str
    name: str
    query: str
    is_current: bool


class LanguageMiddleware:
    """Answers each request in the language of ``language_of``; caches are told on what that rests."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not is_page(request.path):
            with translation.override(settings.LANGUAGE_CODE):
                return self.get_response(request)
        with translation.override(language_of(request)):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        patch_vary_headers(response, ["Accept-Language", "Cookie"])
        return response


def is_page(path: str) -> bool:
    """Whether readers are answered in their language: pages end in a slash, files and services do not."""
    return path.endswith("/") and not path.startswith(reverse("admin:index"))


def language_of(request: HttpRequest) -> str:
    """The tag of the language in which to answer."""
    return asked(request) or translation.get_language_from_request(request)


def asked(request: HttpRequest) -> str:
    """The language that the address asks for; empty when it asks for none, or for one that is not offered."""
    return offered(_query(request).get(KEY, ""))


def offered(tag: str) -> str:
    """The language among those offered that is the nearest to ``tag``; empty when there is none."""
    try:
        return translation.get_supported_language_variant(tag) if tag else ""
    except LookupError:
        return ""


@csrf_exempt  # a token would need a cookie for every reader, and all that a forged request could do is seen and mended
@require_POST
def choose(request: HttpRequest) -> HttpResponse:
    """Remember the language that was chosen, and lead back to the page where it was."""
    back = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("home")
    response = HttpResponseRedirect(back)
    language = offered(request.POST.get("language", ""))
    if language:
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=settings.LANGUAGE_COOKIE_AGE,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
            samesite="Lax",
        )
    return response


def languages(request: HttpRequest) -> dict[str, Any]:
    """For every template: the choices, which of them the address asks for, and the address to come back to."""
    current = translation.get_language()
    offers = [
        Offer(tag, name, f"{KEY}={tag}" if tag != settings.LANGUAGE_CODE else "", tag == current)
        for tag, name in settings.LANGUAGES
    ]
    wanted = asked(request)
    return {
        "language_offers": offers,
        "language_asked": next((offer for offer in offers if offer.tag == wanted), None),
        "language_back": _without_key(request),
    }


def _query(request: HttpRequest) -> QueryDict:
    """What the address asks for; nothing when it is more than is read, which is for the view to refuse."""
    try:
        return request.GET
    except SuspiciousOperation:
        return QueryDict()


def _without_key(request: HttpRequest) -> str:
    """The address of the request without the language that it asks for."""
    rest = _query(request).copy()
    if KEY not in rest:
        return request.get_full_path()
    del rest[KEY]
    return f"{request.path}?{rest.urlencode()}" if rest else request.path
