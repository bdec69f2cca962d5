"""What templates ask for: excerpts, names of codes, coordinates, the geometry of the chart."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.figures.held import YearRow
from articles.templatetags.archive import (
    EXCERPT,
    coordinates,
    country_name,
    excerpt,
    geo_address,
    language_name,
    plural_kind,
)
from articles.templatetags.charts import year_chart
from edm_archive.text.countries import COUNTRY_NAMES

LONG = "Word " * 100


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("Short. And sweet.", "Short. And sweet.", id="all-of-a-short-text"),
        pytest.param(
            f"{'A first sentence of some length, ' * 4}ends. {LONG}",
            f"{'A first sentence of some length, ' * 4}ends.",
            id="whole-sentences",
        ),
        pytest.param(f"Brief. {LONG}", f"Brief. {'Word ' * 45}Word…", id="cut-when-the-first-sentence-says-little"),
        pytest.param("", "", id="nothing"),
    ],
)
def test_an_excerpt_ends_with_a_sentence_or_says_that_it_is_cut(body: str, expected: str) -> None:
    assert excerpt(body) == expected


@given(st.text(max_size=700))
def test_an_excerpt_is_short_whatever_the_text(body: str) -> None:
    assert len(excerpt(body)) <= EXCERPT + 1


@pytest.mark.parametrize(
    ("tag", "name"),
    [("ru", "Russian"), ("KK", "Kazakh"), ("ru-Latn", "Russian"), ("x-none", "x-none"), ("", "")],
)
def test_languages_have_names(tag: str, name: str) -> None:
    assert language_name(tag) == name


def test_countries_have_names() -> None:
    assert (country_name("KZ"), country_name("XX")) == ("Kazakhstan", "XX")
    assert len(COUNTRY_NAMES) == 249
    assert all(len(code) == 2 and code.isupper() for code in COUNTRY_NAMES)


def test_kinds_have_plurals() -> None:
    assert [plural_kind(kind) for kind in ("person", "work", "other")] == ["people", "works", "other"]


@pytest.mark.parametrize(
    ("latitude", "longitude", "words", "address"),
    [
        ("43.25000", "76.90000", "43.25° N, 76.9° E", "geo:43.25,76.9"),
        ("-10.00000", "-20.50000", "10° S, 20.5° W", "geo:-10,-20.5"),
        ("0.00000", "100.00000", "0° N, 100° E", "geo:0,100"),
    ],
)
def test_coordinates_are_written_for_people_and_for_maps(
    latitude: str, longitude: str, words: str, address: str
) -> None:
    place: Any = SimpleNamespace(latitude=Decimal(latitude), longitude=Decimal(longitude))
    assert (coordinates(place), geo_address(place)) == (words, address)


def test_bars_stand_on_the_axis_and_the_highest_fills_the_chart() -> None:
    chart = year_chart([YearRow(2004, 1, "/"), YearRow(2005, 0, "/"), YearRow(2006, 4, "/")], "of a source")
    assert [(bar.x, bar.y, bar.height) for bar in chart["bars"]] == [
        (0, 90.0, 30.0),
        (28, 120.0, 0.0),
        (56, 0.0, 120.0),
    ]
    assert chart["width"] == 56 + chart["bar_width"]
    assert year_chart([], "of nothing")["bars"] == []
