"""The map without a tile service: the projection against its published table, the outline against known places."""

from __future__ import annotations

from math import cos, pi, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.maps import REGIONS, Spot, draw, equal_earth, outline, smallest_holding
from articles.maps.drawing import LARGEST


def is_land(longitude: float, latitude: float) -> bool:
    """Whether a point lies on land and in no inland sea, by the crossings of a ray."""

    def within(points: tuple[tuple[float, float], ...]) -> bool:
        found = False
        for index, (x, y) in enumerate(points):
            u, v = points[index - 1]
            if (y > latitude) != (v > latitude) and longitude < (u - x) * (latitude - y) / (v - y) + x:
                found = not found
        return found

    rings = [ring for ring in outline() if within(ring.points)]
    return any(ring.is_land for ring in rings) and all(ring.is_land for ring in rings)


@pytest.mark.parametrize(
    ("longitude", "latitude", "expected"),
    [
        pytest.param(37.6, 55.8, True, id="moscow"),
        pytest.param(44.8, 41.7, True, id="tbilisi"),
        pytest.param(69.2, 41.3, True, id="tashkent"),
        pytest.param(2.3, 48.9, True, id="paris"),
        pytest.param(12.5, 41.9, True, id="rome"),
        pytest.param(-0.1, 51.5, True, id="london"),
        pytest.param(31.2, 30.0, True, id="cairo"),
        pytest.param(116.4, 39.9, True, id="beijing"),
        pytest.param(77.2, 28.6, True, id="delhi"),
        pytest.param(-97.0, 38.0, True, id="kansas"),
        pytest.param(-60.0, -10.0, True, id="amazonia"),
        pytest.param(134.0, -25.0, True, id="australia"),
        pytest.param(34.0, 43.3, False, id="black-sea"),
        pytest.param(36.5, 46.0, False, id="sea-of-azov"),
        pytest.param(51.0, 39.5, False, id="caspian"),
        pytest.param(19.5, 57.0, False, id="baltic"),
        pytest.param(18.0, 35.0, False, id="mediterranean"),
        pytest.param(25.2, 38.5, False, id="aegean"),
        pytest.param(38.0, 20.5, False, id="red-sea"),
        pytest.param(51.5, 26.9, False, id="persian-gulf"),
        pytest.param(-40.0, 30.0, False, id="atlantic"),
        pytest.param(160.0, 20.0, False, id="pacific"),
        pytest.param(70.0, 0.0, False, id="indian-ocean"),
    ],
)
def test_known_points_lie_on_the_right_side_of_the_shore(longitude: float, latitude: float, expected: bool) -> None:
    assert is_land(longitude, latitude) is expected


def test_the_outline_stays_within_the_world_and_is_not_cut() -> None:
    world = REGIONS["world"]
    for ring in outline():
        assert len(ring.points) >= 3, ring.name
        assert all(world.west <= lon <= world.east and world.south <= lat <= world.north for lon, lat in ring.points)


def test_the_projection_at_its_corners() -> None:
    """The half width of the equator and the height of the pole that the authors give: 2.70663 and 1.31737."""
    assert equal_earth(180, 0)[0] == pytest.approx(2.70663, abs=1e-4)
    assert equal_earth(0, 90)[1] == pytest.approx(1.31737, abs=1e-4)
    assert equal_earth(11, 0, 11) == (0, 0)


@given(st.floats(-175, 175), st.floats(-85, 85))
def test_areas_are_right_everywhere(longitude: float, latitude: float) -> None:
    """The area of a small cell on the map is that on the sphere: the determinant of the derivative is cos(latitude)."""
    step = 1e-3
    x, y = equal_earth(longitude, latitude)
    east, north = equal_earth(longitude + step, latitude), equal_earth(longitude, latitude + step)
    area = (east[0] - x) * (north[1] - y) - (east[1] - y) * (north[0] - x)
    assert area == pytest.approx(cos(radians(latitude)) * (step * pi / 180) ** 2, rel=2e-3)


def spots(*counts: int) -> list[Spot]:
    return [Spot(f"Place {number}", count, 40 + number, 42, "/") for number, count in enumerate(counts)]


def test_areas_of_circles_are_in_proportion() -> None:
    drawing = draw(REGIONS["caucasus"], spots(100, 25, 50))
    assert [circle.radius for circle in drawing.circles] == [
        LARGEST,
        LARGEST / 2,
        pytest.approx(LARGEST / 2**0.5, 1e-3),
    ]
    assert drawing.key()[0] == (100, LARGEST)


@pytest.mark.parametrize("key", REGIONS)
def test_every_region_is_drawn_and_counts_what_lies_beyond(key: str) -> None:
    found = draw(REGIONS[key], [*spots(3, 2), Spot("Far", 1, -70, -50, "/")])
    assert found.land
    assert len(found.circles) + found.outside == 3
    assert found.outside == {"world": 0, "central-asia": 3}.get(key, 1)
    assert all(0 <= circle.x <= found.width and 0 <= circle.y <= found.height for circle in found.circles)
    assert draw(REGIONS[key], []).circles == ()


def test_labels_do_not_overlap() -> None:
    crowd = [Spot(f"Place number {n}", 100 - n, 38 + n % 9, 38 + n // 9 * 0.8, "/") for n in range(80)]
    labels = draw(REGIONS["caucasus"], crowd).labels
    assert len(labels) > 10
    assert labels[0].text == "Place number 0"
    boxes = []
    for label in labels:
        wide = 7 * len(label.text)
        left = label.x - {"start": 0, "middle": wide / 2, "end": wide}[label.anchor]
        boxes.append((left, label.y, left + wide))
    for index, (left, y, right) in enumerate(boxes):
        for other_left, other_y, other_right in boxes[index + 1 :]:
            assert right <= other_left or other_right <= left or abs(y - other_y) > 12


def test_the_smallest_region_that_holds_enough() -> None:
    assert smallest_holding([(44.8, 41.7), (49.9, 40.4)], 1).key == "caucasus"
    assert smallest_holding([(44.8, 41.7), (76.9, 43.2)], 1).key == "eurasia"
    assert smallest_holding([(44.8, 41.7), (-77, 38.9)], 1).key == "world"
    assert smallest_holding([], 1).key == "world"
    assert REGIONS["world"].holds(-175, 65)  # Chukotka, beyond the antimeridian
