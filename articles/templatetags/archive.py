"""What templates of public pages need beyond Django's own tags: addresses, names of codes, a form field, a chart."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Page
from django.utils.translation import get_language_info

from articles.filters import ArticleFilterSet
from articles.filters.fields import ManyField
from articles.tallies import YearTally
from edm_archive.text.countries import COUNTRY_NAMES
from entities.models import Entity

register = template.Library()

KINDS = {
    "person": "people",
    "organization": "organizations",
    "place": "places",
    "event": "events",
    "work": "works",
}


@register.filter
def plural_kind(kind: str) -> str:
    """ "people" for "person"."""
    return KINDS.get(kind, kind)


@register.filter
def language_name(tag: str) -> str:
    """The English name of a BCP 47 tag, or the tag itself when it is not a common one."""
    try:
        return str(get_language_info(tag.lower())["name"])
    except KeyError:
        return tag


@register.filter
def country_name(code: str) -> str:
    """The English name of an ISO 3166-1 code, or the code itself."""
    return COUNTRY_NAMES.get(code, code)


@register.filter
def geo_address(place: Entity) -> str:
    """The coordinates of a place as an address that map programs open (RFC 5870)."""
    return f"geo:{_plain(place.latitude)},{_plain(place.longitude)}"


@register.filter
def coordinates(place: Entity) -> str:
    """The coordinates of a place for people: "43.25° N, 76.95° E"."""
    latitude, longitude = place.latitude or 0, place.longitude or 0
    return (
        f"{_plain(abs(latitude))}° {'N' if latitude >= 0 else 'S'}, "
        f"{_plain(abs(longitude))}° {'E' if longitude >= 0 else 'W'}"
    )


def _plain(degrees: Decimal | int | None) -> str:
    """Degrees without trailing zeros."""
    return f"{degrees:f}".rstrip("0").rstrip(".") if degrees else "0"


@register.simple_tag(takes_context=True)
def canonical(context: template.Context, query: str = "") -> str:
    """The one address of this page: its path, the canonical ``query``, and the page number from the second on."""
    request = context.get("request")
    if request is None:
        return ""
    page = context.get("page")
    if page is not None and page.number > 1:
        query = f"{query}&page={page.number}" if query else f"?page={page.number}"
    return str(request.build_absolute_uri(request.path + query))


@register.inclusion_tag("_pagination.html", takes_context=True)
def pagination(context: template.Context, page: Page[Any]) -> dict[str, Any]:
    """Links to the pages of a list; nothing when there is only one."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": numbers, "request": context.get("request")}


@register.inclusion_tag("articles/_names_field.html")
def names_field(filterset: ArticleFilterSet, key: str, label: str, names: list[str] | None = None) -> dict[str, Any]:
    """A key that can be repeated: a ticked box for each value that is applied, and a box to type a further one."""
    field = filterset.form.fields[key]
    data = getattr(filterset.form, "cleaned_data", {}) if filterset.is_bound and filterset.is_valid() else {}
    kept = data.get(key, ()) if isinstance(field, ManyField) else ()
    return {"key": key, "label": label, "kept": kept, "names": names or []}


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the chart, in the units of its view box."""

    tally: YearTally
    x: float
    y: float
    width: float
    height: float
    middle: float
    is_labelled: bool


#: The view box of the chart.
WIDTH, HEIGHT = 640.0, 120.0


@register.inclusion_tag("articles/_year_chart.html")
def year_chart(years: list[YearTally], what: str) -> dict[str, Any]:
    """Articles by year as bars, with a table that says the same. ``what`` ends "Articles … by year"."""
    highest = max((year.articles for year in years), default=0)
    step = WIDTH / max(len(years), 12)
    every = max(1, -(-len(years) // 12))
    bars = [
        Bar(
            year,
            round(index * step + step * 0.1, 2),
            round(HEIGHT - HEIGHT * year.articles / highest, 2),
            round(step * 0.8, 2),
            round(HEIGHT * year.articles / highest, 2),
            round(index * step + step / 2, 2),
            index % every == 0,
        )
        for index, year in enumerate(years)
        if highest
    ]
    return {"bars": bars, "what": what, "width": WIDTH, "height": HEIGHT, "highest": highest}
