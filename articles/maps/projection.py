"""The Equal Earth projection: areas are right everywhere, so that no country looks larger than it is.

Formula and coefficients: B. Šavrič, T. Patterson and B. Jenny, "The Equal Earth map projection", International Journal
of Geographical Information Science 33 (3), 2019. The sphere is taken for the Earth.
"""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

_A1, _A2, _A3, _A4 = 1.340264, -0.081106, 0.000893, 0.003796
_M = sqrt(3) / 2


def equal_earth(longitude: float, latitude: float, meridian: float = 0.0) -> tuple[float, float]:
    """Where a point lies on the map, in radii of the Earth: to the east of ``meridian``, and north of the equator.

    Args:
        longitude, latitude: in degrees; the longitude may be beyond 180.
        meridian: the longitude that is straight and in the middle.
    """
    theta = asin(_M * sin(radians(latitude)))
    squared = theta * theta
    sixth = squared**3
    slope = _A1 + 3 * _A2 * squared + sixth * (7 * _A3 + 9 * _A4 * squared)
    x = radians(longitude - meridian) * cos(theta) / (_M * slope)
    y = theta * (_A1 + _A2 * squared + sixth * (_A3 + _A4 * squared))
    return x, y
