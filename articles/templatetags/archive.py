"""What templates of public pages need beyond Django's own tags: addresses, names of codes, a form field."""

from __future__ import annotations

from typing import Any

from django import template
from django.core.paginator import Page
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language, ngettext, pgettext

from articles.filters import AskingFilterSet
from articles.filters.facets import Facet
from articles.vocabularies import country_name, dated, language_name, plural_kind
from edm_archive.text.spans import paragraphs, sentences
from entities.models import Entity

register = template.Library()

#: Characters of a claim that a list shows at once.
SHORTENED = 160
#: Characters of an excerpt, about three lines of a list.
EXCERPT = 240

#: The language of what the archive itself says in prose that is stored: notes, descriptions, reasons.
OWN_LANGUAGE = "en"

register.filter(country_name)
register.filter(dated)
register.filter(language_name)
register.filter(plural_kind)


@register.simple_tag
def lang_of(language: str = OWN_LANGUAGE) -> str:
    """The attribute that says in which language something stored is, where it is not that of the page; else nothing."""
    of_page = (get_language() or OWN_LANGUAGE).split("-")[0]
    return "" if language.split("-")[0].lower() == of_page else format_html(' lang="{}" dir="auto"', language)


@register.filter
def excerpt(body: str) -> str:
    """The first sentences of a text, whole where they fit, else cut at a word with an ellipsis."""
    opening = body[: EXCERPT * 2]
    whole = ""
    first = next(iter(paragraphs(opening)), None)
    for sentence in sentences(opening, first) if first else ():
        if len(whole) + len(sentence) + 1 > EXCERPT:
            break
        whole = f"{whole} {sentence.of(opening)}".strip()
    if len(whole) >= EXCERPT / 2 or len(opening) <= EXCERPT:
        return whole or opening
    cut = " ".join(opening[:EXCERPT].split(" ")[:-1]).rstrip(" ,;:–—(")
    return f"{cut}…"


@register.filter
def shortened(words: str) -> str:
    """The words with an ellipsis for their middle when they are long: the end is what a citation is nearest to."""
    if len(words) <= SHORTENED:
        return words
    beginning, end = words[: SHORTENED // 2].split(" ")[:-1], words[-SHORTENED // 2 :].split(" ")[1:]
    return f"{' '.join(beginning)} … {' '.join(end)}"


@register.filter
def geo_address(place: Entity) -> str:
    """The coordinates of a place as an address that map programs open (RFC 5870)."""
    return f"geo:{_plain(place.latitude)},{_plain(place.longitude)}"


@register.filter
def coordinates(place: Entity) -> str:
    """The coordinates of a place for people: "43.25° N, 76.95° E"."""
    latitude, longitude = place.latitude or 0, place.longitude or 0
    north = pgettext("latitude", "%(degrees)s° N") if latitude >= 0 else pgettext("latitude", "%(degrees)s° S")
    east = pgettext("longitude", "%(degrees)s° E") if longitude >= 0 else pgettext("longitude", "%(degrees)s° W")
    return f"{north % {'degrees': _plain(abs(latitude))}}, {east % {'degrees': _plain(abs(longitude))}}"


def _plain(degrees: Any) -> str:
    """Degrees without trailing zeros."""
    return f"{degrees:f}".rstrip("0").rstrip(".") if degrees else "0"


@register.inclusion_tag("_addresses.html", takes_context=True)
def page_addresses(context: template.Context, query: str = "") -> dict[str, Any]:
    """The one address of this page, and the same page in each language.

    The plain address is its path, the canonical ``query``, and the page number from the second on. It is the canonical
    one, unless the reader's address asks for a language: then that is part of it.
    """
    request = context.get("request")
    if request is None:
        return {}
    page = context.get("page")
    if page is not None and page.number > 1:
        query = f"{query}&page={page.number}" if query else f"?page={page.number}"
    plain = str(request.build_absolute_uri(request.path + query))

    def of(offer: Any) -> str:
        return f"{plain}{'&' if '?' in plain else '?'}{offer.query}" if offer and offer.query else plain

    return {
        "plain": plain,
        "canonical": of(context.get("language_asked")),
        "alternates": [(offer.tag, of(offer)) for offer in context.get("language_offers") or ()],
    }


@register.inclusion_tag("_pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the pages of a list; nothing when there is only one."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": numbers, "request": context.get("request")}


@register.inclusion_tag("articles/_names_field.html")
def names_field(
    filterset: AskingFilterSet, key: str, label: str, offered: Facet | list[str] | None = None
) -> dict[str, Any]:
    """A key that can be repeated: a ticked box for each value that is applied, and a box to type a further one.

    Args:
        offered: the values that the articles found have, or names that are offered for typing.
    """
    choices = filterset.cleaned(key)
    refused = next((problem.value for problem in filterset.problems() if problem.key == key), "")
    kept = [(choice.value, choice.label) for choice in choices]
    if not choices:
        kept = [(text, text) for stated, text in filterset.stated() if stated == key and text != refused]
    return {"key": key, "label": label, "kept": kept, "refused": refused, **_offer(filterset, offered)}


@register.simple_tag
def facet_rows(facet: Facet) -> str:
    """The values of a facet that are not chosen, as links with counts.

    Written here and not in a template: a list has a hundred of them, for which a template takes much longer.
    """
    address = reverse("articles")
    return format_html_join(
        "\n",
        '<li><a href="{}{}" data-hx-boost="true"><span class="facet-name">{}</span> <span class="facet-count">{}'
        '<span class="hidden"> {}</span></span></a></li>',
        (
            (
                *(address, row.query, row.label, number_format(row.count, force_grouping=True)),
                ngettext("article", "articles", row.count),
            )
            for row in facet.rows
            if not row.is_chosen
        ),
    )


def _offer(filterset: AskingFilterSet, offered: Facet | list[str] | None) -> dict[str, Any]:
    if isinstance(offered, Facet):
        return {"facet": offered, "query": filterset.query()}
    return {"names": offered or []}
