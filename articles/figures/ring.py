"""Where the parts of a network stand: on a ring around its middle, so that no two names can overlap.

A layout by forces is laid out anew by every change, and lets names cover each other; here every name has a line of its
own, on the left or on the right, and who is close stands near: pairs change places as long as that makes the ties
shorter. The same ties always give the same ring. Pure: no Django, no chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import sqrt

#: Times that all pairs are looked at, at most: it settles after three to five.
ROUNDS = 8
#: A change that gains no more than this is an error of rounding.
_TOO_LITTLE = 1e-9


def order_of(closeness: Sequence[Sequence[float]]) -> list[int]:
    """The order of ``n`` parts around the ring, for a symmetric table of how close each two are,
    with zeros from each to itself.

    From the order given, any two parts change places while the sum of closeness times distance along the ring falls;
    the first stays the first. The result is never worse than the order given.
    """
    count = len(closeness)
    order, place = list(range(count)), list(range(count))
    along = [[min(abs(one - other), count - abs(one - other)) for other in range(count)] for one in range(count)]
    for _ in range(ROUNDS):
        changed = False
        for first, second in combinations(range(1, count), 2):
            one, other = order[first], order[second]
            from_first, from_second = along[first], along[second]
            gain = sum(
                (from_first[here] - from_second[here]) * (to_one - to_other)
                for here, to_one, to_other in zip(place, closeness[one], closeness[other], strict=True)
            )
            # Between the two themselves nothing changes.
            if gain - 2 * from_first[second] * closeness[one][other] > _TOO_LITTLE:
                order[first], order[second] = other, one
                place[one], place[other] = second, first
                changed = True
        if not changed:
            break
    return order


def places_of(count: int) -> list[tuple[float, float, bool]]:
    """Where ``count`` parts stand on a ring of radius 1, clockwise from the top right.

    Returns:
        x, y and whether it is the right side, for each. The lines of one side are equally far apart, from −1 to 1.
    """
    right = (count + 1) // 2
    found = []
    for number in range(count):
        is_right = number < right
        line, lines = (number, right) if is_right else (number - right, count - right)
        y = 2 * (line + 0.5) / lines - 1
        if not is_right:
            y = -y
        x = sqrt(max(1 - y * y, 0.0))
        found.append((x if is_right else -x, y, is_right))
    return found
