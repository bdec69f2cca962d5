"""Normal forms: what is stored, and what is compared."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edm_archive.text.normalize import clean, fold, slug_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("one\r\ntwo\rthree", "one\ntwo\nthree", id="line-ends"),
        pytest.param("one\u2028two\u0085three\x0cfour", "one\ntwo\nthree\nfour", id="other-line-ends"),
        pytest.param("a \u00a0\t b\u3000c", "a b c", id="spaces"),
        pytest.param("co\u00adop\u200bera\ufefftion\x00", "cooperation", id="invisible"),
        pytest.param("a\u202eb\u2066c", "abc", id="direction-marks"),
        pytest.param("Ze\u0301", "Zé", id="composed"),
        pytest.param("“quoted” — so", "“quoted” — so", id="quotes-and-dashes-are-kept"),
    ],
)
def test_clean_makes_the_stored_form(text: str, expected: str) -> None:
    assert clean(text) == expected


@pytest.mark.parametrize(
    "names",
    [
        pytest.param(("Coast Gazeta", "coast gazeta", "COAST  GAZETA"), id="case-and-spaces"),
        pytest.param(("Kol Ha'yam", "Kol Ha’yam", "Kol Ha´yam", "Kol Hayam"), id="apostrophes"),
        pytest.param(("Nova-Press", "Nova Press", "Nova–Press"), id="hyphens-and-dashes"),
        pytest.param(("Gazeta Łódzka", "Gazeta Lodzka"), id="letters-that-do-not-decompose"),
        pytest.param(("Crónica", "Cro\u0301nica", "cronica"), id="accents"),
        pytest.param(("Правда", "правда"), id="other-scripts"),
    ],
)
def test_names_that_are_one_fold_to_one_key(names: tuple[str, ...]) -> None:
    assert len({fold(name) for name in names}) == 1


def test_names_that_differ_fold_apart() -> None:
    assert fold("Channel 4") != fold("Channel 5")
    assert fold("Правда") != fold("Звезда")


@pytest.mark.parametrize(
    ("name", "limit", "expected"),
    [
        pytest.param("Coast Herald & Post", 80, "coast-herald-post", id="words"),
        pytest.param("one two three", 8, "one-two", id="cut-at-a-word"),
        pytest.param("incomprehensible", 6, "incomp", id="one-long-word"),
        pytest.param("…", 80, "untitled", id="nothing-left"),
        pytest.param("Звезда", 80, "звезда", id="other-scripts"),
    ],
)
def test_slug_of_is_an_address(name: str, limit: int, expected: str) -> None:
    assert slug_of(name, limit=limit) == expected


@given(st.text())
def test_clean_twice_changes_nothing(text: str) -> None:
    once = clean(text)
    assert clean(once) == once
    assert unicodedata.is_normalized("NFC", once)
    assert "\r" not in once


@given(st.text())
def test_fold_twice_changes_nothing(name: str) -> None:
    assert fold(fold(name)) == fold(name)


@given(st.text(), st.integers(1, 40))
def test_slugs_are_never_empty_nor_too_long(name: str, limit: int) -> None:
    slug = slug_of(name, limit=limit)
    assert slug
    assert len(slug) <= max(limit, len("untitled"))
    assert " " not in slug or len(fold(name).split()[0]) > limit
