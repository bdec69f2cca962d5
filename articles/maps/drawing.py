"""A map as numbers to draw: shores as paths, circles whose area is in proportion to a count, labels apart.

All lengths are units of the view box, which is ``WIDTH`` wide. Refuses to move a circle: where places are close to each
other their circles overlap, the smaller above the larger.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from articles.maps.outline import outline
from articles.maps.projection import equal_earth
from articles.maps.regions import Region, turned

WIDTH = 1000
#: The radius of the largest circle and of the smallest that is still seen.
LARGEST, SMALLEST = 26.0, 3.5
#: Labels at most, the height of one, and the mean width of a letter.
LABELS, LINE, LETTER = 40, 15.0, 7.1
#: Maps of more degrees than this have a wider graticule, and shores with corners, which nobody sees at their scale.
_WIDE = 200
#: What is cut of each side of a corner that is rounded.
_CUT = 0.3


@dataclass(frozen=True, slots=True)
class Spot:
    """Something to show at a place: in how many articles, where, under which name, and where it leads."""

    name: str
    count: int
    longitude: float
    latitude: float
    address: str


@dataclass(frozen=True, slots=True)
class Circle:
    """A spot on the map."""

    spot: Spot
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Label:
    """The name of a circle; ``anchor`` is the side of the text that stands at ``x``: "start", "middle" or "end"."""

    text: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map of one region. ``outside`` counts the spots that lie beyond it."""

    width: int
    height: int
    land: str
    water: str
    graticule: str
    circles: tuple[Circle, ...]
    labels: tuple[Label, ...]
    outside: int
    largest: int

    def key(self) -> list[tuple[int, float]]:
        """Counts with the radii of their circles, for a legend: the largest, about a quarter of it, one."""
        counts = dict.fromkeys([self.largest, max(round(self.largest / 4), 1), 1]) if self.largest else {}
        return [(count, radius(count, self.largest)) for count in counts]


def radius(count: int, largest: int) -> float:
    """The radius of a circle whose area is to the largest as ``count`` to ``largest``; small ones are still seen."""
    return round(max(LARGEST * sqrt(count / largest), SMALLEST), 2)


def draw(region: Region, spots: Sequence[Spot]) -> Drawing:
    """The map of ``region`` with the spots in it, which come the most frequent first."""
    frame = _Frame(region)
    inside = [spot for spot in spots if region.holds(spot.longitude, spot.latitude)]
    largest = max((spot.count for spot in inside), default=0)
    circles = []
    for spot in inside:
        x, y = frame.at(turned(spot.longitude), spot.latitude)
        circles.append(Circle(spot, x, y, radius(spot.count, largest)))
    shore = frame.path if region.east - region.west > _WIDE else frame.rounded
    rings = [(ring.is_land, shore(ring.points)) for ring in outline() if frame.touches(ring.points)]
    return Drawing(
        WIDTH,
        frame.height,
        "".join(path for is_land, path in rings if is_land),
        "".join(path for is_land, path in rings if not is_land),
        frame.graticule(),
        tuple(circles),
        tuple(_labels(circles, frame.height)),
        len(spots) - len(inside),
        largest,
    )


class _Frame:
    """From degrees to the units of the view box of a region."""

    def __init__(self, region: Region) -> None:
        self.region = region
        # The widest parallel of the region is the one nearest to the equator.
        widest = min(max(region.south, 0.0), region.north) if region.south < 0 else region.south
        narrowest = max(abs(region.south), abs(region.north))
        # What is far from the equator is narrower; a region of the north is cut where its middle still fills the width.
        latitude = widest if region.key == "world" else (widest + narrowest) / 2
        self.left = equal_earth(region.west, latitude, region.meridian)[0]
        right = equal_earth(region.east, latitude, region.meridian)[0]
        self.top = equal_earth(0, region.north)[1]
        bottom = equal_earth(0, region.south)[1]
        self.scale = WIDTH / (right - self.left)
        self.height = round((self.top - bottom) * self.scale)

    def at(self, longitude: float, latitude: float) -> tuple[float, float]:
        x, y = equal_earth(longitude, latitude, self.region.meridian)
        return round((x - self.left) * self.scale, 1), round((self.top - y) * self.scale, 1)

    def touches(self, points: Sequence[tuple[float, float]]) -> bool:
        """Whether a ring can be seen: its box meets that of the region, with room for what the parallels bend."""
        east, north = zip(*points, strict=True)
        region, room = self.region, 25
        return (
            min(east) <= region.east + room
            and max(east) >= region.west - room
            and min(north) <= region.north
            and max(north) >= region.south
        )

    def path(self, points: Sequence[tuple[float, float]], close: str = "Z") -> str:
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in (self.at(*point) for point in points)) + close

    def rounded(self, points: Sequence[tuple[float, float]]) -> str:
        """A closed path whose corners are rounded: the outline is coarse, and its corners are no capes."""
        placed = [self.at(*point) for point in points]
        parts = []
        for index, (x, y) in enumerate(placed):
            before, after = placed[index - 1], placed[(index + 1) % len(placed)]
            enter = (x + _CUT * (before[0] - x), y + _CUT * (before[1] - y))
            leave = (x + _CUT * (after[0] - x), y + _CUT * (after[1] - y))
            parts.append(f"{enter[0]:.4g} {enter[1]:.4g}Q{x:g} {y:g} {leave[0]:.4g} {leave[1]:.4g}")
        return "M" + "L".join(parts) + "Z"

    def graticule(self) -> str:
        """Meridians and parallels, as one path."""
        step = 30 if self.region.east - self.region.west > _WIDE else 10
        west, east = self.region.west, self.region.east
        meridians = [lon for lon in range(-180, 211, step) if west - 2 * step <= lon <= east + 2 * step]
        lines: list[list[tuple[float, float]]] = [
            *([(float(lon), float(lat)) for lat in range(-80, 86, 5)] for lon in meridians),
            *([(west - 40, float(lat)), (east + 40, float(lat))] for lat in range(-60, 81, step)),
        ]
        return "".join(self.path(line, "") for line in lines)


def _labels(circles: Sequence[Circle], height: int) -> list[Label]:
    """Names for the largest circles, each where there is room beside it: right, left, above, below, or nowhere."""
    taken: list[tuple[float, float, float, float]] = []
    found: list[Label] = []
    for circle in circles:
        if len(found) == LABELS:
            break
        wide = LETTER * len(circle.spot.name)
        gap = circle.radius + 4
        for x, y, anchor, left in (
            (circle.x + gap, circle.y + 4.5, "start", circle.x + gap),
            (circle.x - gap, circle.y + 4.5, "end", circle.x - gap - wide),
            (circle.x, circle.y - gap, "middle", circle.x - wide / 2),
            (circle.x, circle.y + gap + 10, "middle", circle.x - wide / 2),
        ):
            box = (left, y - LINE + 3, left + wide, y + 3)
            if left < 2 or box[2] > WIDTH - 2 or box[1] < 2 or box[3] > height - 2:
                continue
            if any(_meet(box, other) for other in taken):
                continue
            # A name may lie over a small circle, but never over one that is much larger than a letter.
            if any(other is not circle and other.radius > 7 and _meet(box, _box(other)) for other in circles[:60]):
                continue
            taken.append(box)
            found.append(Label(circle.spot.name, round(x, 1), round(y, 1), anchor))
            break
    return found


def _box(circle: Circle) -> tuple[float, float, float, float]:
    half = circle.radius * 0.8
    return circle.x - half, circle.y - half, circle.x + half, circle.y + half


def _meet(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
