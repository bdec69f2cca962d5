"""The picture of a network as SVG, drawn by the server: names never overlap, and each is a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template

from articles.figures.network import Neighbour, Network
from articles.figures.ring import order_of, places_of

register = template.Library()


@dataclass(frozen=True, slots=True)
class Line:
    """A tie or a spoke, as the path of an SVG, and its width."""

    path: str
    width: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A neighbour in the picture: its place, the place and side of its name, the ties that it has there."""

    neighbour: Neighbour
    name: str
    x: float
    y: float
    radius: float
    name_x: float
    anchor: str
    ties: tuple[Line, ...]


#: Sizes, in the units of the view box: the width, the height of a line of names, the ring, the dots, the lines.
WIDTH, NAME_LINE, RING, DOT, THICK = 780, 30, 150, (4, 11), (1, 7)
#: Characters of a name that find room beside the ring.
NAME = 28


@register.inclusion_tag("articles/charts/_network.html")
def network_picture(network: Network) -> dict[str, Any]:
    """The neighbours on a ring around the entity, the closest ties as curves between them.

    A dot is the larger, the more articles mention both it and the middle; a tie the thicker, the more mention both.
    """
    neighbours = network.neighbours
    rank = {neighbour.entity.pk: number for number, neighbour in enumerate(neighbours)}
    closeness = [[0.0] * len(neighbours) for _ in neighbours]
    for tie in network.ties:
        one, other = rank[tie.one.pk], rank[tie.other.pk]
        closeness[one][other] = closeness[other][one] = tie.closeness
    height = ((len(neighbours) + 1) // 2 + 1) * NAME_LINE
    half = (height - NAME_LINE) / 2
    middle = (WIDTH / 2, height / 2)
    at = {
        number: (round(middle[0] + x * RING, 1), round(middle[1] + y * half, 1), is_right)
        for number, (x, y, is_right) in zip(order_of(closeness), places_of(len(neighbours)), strict=True)
    }
    drawn = network.drawn
    thickest = max((tie.articles for tie in drawn), default=1)
    lines = {
        tie: Line(
            _curve(at[rank[tie.one.pk]], at[rank[tie.other.pk]], middle),
            round(THICK[0] + (THICK[1] - THICK[0]) * (tie.articles - 1) / max(thickest - 1, 1), 1),
        )
        for tie in drawn
    }
    most = max((neighbour.articles for neighbour in neighbours), default=1)
    dots = []
    for number in sorted(at, key=lambda number: (not at[number][2], at[number][1] * (1 if at[number][2] else -1))):
        neighbour, (x, y, is_right) = neighbours[number], at[number]
        radius = round(DOT[0] + (DOT[1] - DOT[0]) * (neighbour.articles / most) ** 0.5, 1)
        own = tuple(line for tie, line in lines.items() if neighbour.entity in (tie.one, tie.other))
        away = DOT[1] + 6
        dots.append(
            Dot(
                neighbour,
                _fitting(str(neighbour.entity)),
                x,
                y,
                radius,
                x + away if is_right else x - away,
                "start" if is_right else "end",
                own,
            )
        )
    spokes = [f"M{middle[0]:g} {middle[1]:g}L{dot.x:g} {dot.y:g}" for dot in dots]
    return {
        **{"network": network, "dots": dots, "lines": list(lines.values()), "spokes": spokes},
        **{"width": WIDTH, "height": height, "middle": middle, "centre_name": _fitting(str(network.centre))},
    }


def _curve(one: tuple[float, float, bool], other: tuple[float, float, bool], middle: tuple[float, float]) -> str:
    """A curve that leans towards the middle, so that those of neighbours on the ring stay apart from their names."""
    bend = [round(middle[axis] + ((one[axis] + other[axis]) / 2 - middle[axis]) * 0.45, 1) for axis in (0, 1)]
    return f"M{one[0]:g} {one[1]:g}Q{bend[0]:g} {bend[1]:g} {other[0]:g} {other[1]:g}"


def _fitting(name: str) -> str:
    return name if len(name) <= NAME else f"{name[: NAME - 1].rstrip()}…"
