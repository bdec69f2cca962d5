"""The map of places: where the articles of a search look, as circles over the archive's own outline of the world."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from articles.figures.places import MOST, PlaceCount, places
from articles.maps import REGIONS, Region, Spot, draw, smallest_holding
from articles.views.figures.pictures import Asked, Picture, PictureFileView, PictureView
from articles.views.tables import Column, Table, number, shown

#: Places that are drawn and listed; a file has up to ``MOST``.
DRAWN = 300
#: A map without a region shows the smallest that holds this share of the places drawn.
SHARE = 0.6
NAMES = {
    "caucasus": _("The Caucasus"),
    "black-sea": _("The Black Sea and the Caspian"),
    "central-asia": _("Central Asia"),
    "europe": _("Europe"),
    "eurasia": _("Eurasia"),
    "world": _("The world"),
}
PLACES = Picture(
    "places",
    _("Map of places"),
    _("Where the articles look: each place that they mention, as a circle whose area is the number of articles."),
)


class PlacesAsked(Asked):
    """A search, and the part of the world to show; without one, what holds most of the places."""

    region: Region | None = None

    def read(self) -> None:
        key = self.data.get("region", "")
        self.region = REGIONS.get(key)
        if key and self.region is None:
            self.reasons.append(
                gettext("There is no map of “%(region)s”; choose one of these: %(keys)s.")
                % {"region": key[:60], "keys": ", ".join(REGIONS)}
            )

    def own(self) -> list[tuple[str, str]]:
        return [("region", self.region.key)] if self.region else []


def rows(asked: PlacesAsked, limit: int | None) -> Any:
    """The places of the articles, the most frequent first."""
    return places(asked.selection, limit)


TABLE: Table[PlacesAsked] = Table(
    "place",
    _("Places"),
    "",
    (
        Column("place", _("Place")),
        number("articles", _("Articles")),
        Column("latitude", _("Latitude"), "–"),
        Column("longitude", _("Longitude"), "–"),
    ),
    rows,
    "articles",
)


class PlacesView(PictureView):
    """The map, its table, and the places that have no position."""

    template_name = "articles/figures/places.html"
    picture = PLACES
    asked_class = PlacesAsked

    def answer(self, asked: PlacesAsked) -> dict[str, Any]:
        selection = asked.selection
        found = list(places(selection, DRAWN + 1))
        listed = found[:DRAWN]
        spots = [
            Spot(row.place, row.articles, row.longitude, row.latitude, row.address)
            for row in listed
            if row.longitude is not None and row.latitude is not None
        ]
        region = asked.region or smallest_holding([(spot.longitude, spot.latitude) for spot in spots], SHARE)
        drawing = draw(region, spots)
        return {
            "drawing": drawing,
            "region": region.key,
            "region_name": NAMES[region.key],
            "regions": [(key, name, asked.query(region=key)) for key, name in NAMES.items()],
            "articles": len(selection),
            "unplaced": [row for row in listed if row.longitude is None],
            "told": told(listed, drawing.outside),
            "table": TABLE,
            "rows": shown(TABLE, listed),
            "has_more": len(found) > DRAWN,
            "most": MOST,
        }


def told(listed: list[PlaceCount], outside: int) -> str:
    """The map in words."""
    if not listed:
        return gettext("The articles mention no place.")
    count = ngettext("%(count)s article", "%(count)s articles", listed[0].articles) % {"count": listed[0].articles}
    if len(listed) == 1:
        return gettext("One place is mentioned: %(place)s, in %(articles)s.") % {
            "place": listed[0].place,
            "articles": count,
        }
    most = gettext("%(places)s places are shown or listed. Most articles mention %(place)s (%(articles)s).") % {
        "places": len(listed),
        "place": listed[0].place,
        "articles": count,
    }
    beyond = ngettext("%(count)s place lies beyond this map.", "%(count)s places lie beyond this map.", outside) % {
        "count": outside
    }
    return f"{most} {beyond}" if outside else most


class PlacesFileView(PictureFileView):
    """All places as a file."""

    picture = PLACES
    asked_class = PlacesAsked
    table = TABLE
