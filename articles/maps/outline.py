"""The coastlines of ``coastlines.txt``, which says how they were made and what they are good for."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Ring:
    """A closed shore: points of longitude and latitude in degrees; land, or an inland sea to be drawn over it."""

    name: str
    is_land: bool
    points: tuple[tuple[float, float], ...]


@cache
def outline() -> tuple[Ring, ...]:
    """All rings, land before water.

    Raises:
        ValueError: when the file is not as it says.
    """
    rings: list[tuple[str, list[tuple[float, float]]]] = []
    for line in (files("articles.maps") / "coastlines.txt").read_text(encoding="utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        if line[0].isalpha():
            rings.append((line, []))
            continue
        for pair in line.split(","):
            longitude, latitude = pair.split()
            rings[-1][1].append((float(longitude), float(latitude)))
    made = [Ring(title.partition(" ")[2], title.startswith("land "), tuple(points)) for title, points in rings]
    return tuple(sorted(made, key=lambda ring: not ring.is_land))
