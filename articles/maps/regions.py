"""The parts of the world that a map can show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Region:
    """From west to east and from south to north, in degrees; longitudes from 169 west to 191 east."""

    key: str
    west: float
    east: float
    south: float
    north: float

    @property
    def meridian(self) -> float:
        """The longitude in the middle."""
        return (self.west + self.east) / 2

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a point lies in it."""
        return self.west <= turned(longitude) <= self.east and self.south <= latitude <= self.north


#: By key, the smallest first; the last is the whole.
REGIONS = {
    region.key: region
    for region in (
        Region("caucasus", 36.0, 52.0, 37.0, 46.5),
        Region("black-sea", 20.0, 54.0, 35.0, 52.0),
        Region("central-asia", 46.0, 90.0, 34.0, 56.0),
        Region("europe", -12.0, 50.0, 34.0, 70.0),
        Region("eurasia", -12.0, 150.0, 5.0, 76.0),
        Region("world", -169.0, 191.0, -56.5, 84.0),
    )
}


def turned(longitude: float) -> float:
    """The longitude as the outline counts it, from 169 west to 191 east."""
    return longitude + 360 if longitude < REGIONS["world"].west else longitude


def smallest_holding(points: Sequence[tuple[float, float]], share: float) -> Region:
    """The first region that holds this share of the points (longitude, latitude) or more; the world without points."""
    for region in REGIONS.values():
        if points and sum(region.holds(*point) for point in points) >= share * len(points):
            return region
    return REGIONS["world"]
