"""The words of a text: what is one word, what is two, and that nothing depends on the database."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edm_archive.text.words import LONGEST, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Nezavisimaya Gazeta", ["nezavisimaya", "gazeta"], id="case"),
        pytest.param("Bahçeli’s Łódź", ["bahceli", "lodz"], id="accents-and-possessive"),
        pytest.param("KAZAKHSTAN'S, states’ it’s", ["kazakhstan", "states", "it"], id="endings"),
        pytest.param("Tat’yana O'Brien d`Estaing", ["tatyana", "obrien", "destaing"], id="apostrophes-inside"),
        pytest.param("‘quoted’ “words”", ["quoted", "words"], id="quotation-marks"),
        pytest.param("C-300 S–400 U.S. kremlin.ru", ["c", "300", "s", "400", "u", "s", "kremlin", "ru"], id="marks"),
        pytest.param("Ёлка Україна", ["елка", "украіна"], id="cyrillic"),
        pytest.param("snake_case 3½ №5", ["snake", "case", "31", "2", "no5"], id="signs"),
        pytest.param("— … §¤¶ *", [], id="no-word"),
        pytest.param("a" * 500, ["a" * LONGEST], id="a-run-of-letters"),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text())
def test_words_are_letters_and_digits_and_their_own_words(text: str) -> None:
    found = words(text)
    assert all(word.isalnum() and len(word) <= LONGEST for word in found)
    assert words(" ".join(found)) == found
