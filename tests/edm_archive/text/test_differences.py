"""Differences of texts: put together they are the texts again, and they say what changed and no more."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edm_archive.text.differences import Run, word_differences

LONG = " ".join(f"word{number}" for number in range(100))


@pytest.mark.parametrize(
    ("old", "new", "runs"),
    [
        pytest.param("", "", [], id="nothing"),
        pytest.param("One two.", "One two.", [Run("skipped", "2")], id="the same"),
        pytest.param(
            "One two three.",
            "One four three.",
            [Run("same", "One "), Run("deleted", "two "), Run("inserted", "four "), Run("same", "three.")],
            id="replaced",
        ),
        pytest.param("", "New words.", [Run("inserted", "New words.")], id="all is new"),
        pytest.param("Old words.", "", [Run("deleted", "Old words.")], id="all is gone"),
        pytest.param(
            f"{LONG} old",
            f"{LONG} new",
            [Run("skipped", "98"), Run("same", "word98 word99 "), Run("deleted", "old"), Run("inserted", "new")],
            id="what is equal is left out",
        ),
    ],
)
def test_differences(old: str, new: str, runs: list[Run]) -> None:
    assert word_differences(old, new, around=2) == runs


def test_what_is_between_two_changes_is_shortened() -> None:
    kinds = [run.kind for run in word_differences(f"a {LONG} b", f"c {LONG} d", around=3)]
    assert kinds == ["deleted", "inserted", "same", "skipped", "same", "deleted", "inserted"]


@given(st.text("ab \n", max_size=60), st.text("ab \n", max_size=60))
def test_the_runs_are_the_texts(old: str, new: str) -> None:
    runs = word_differences(old, new, around=1_000)
    if all(run.kind != "skipped" for run in runs):
        assert "".join(run.text for run in runs if run.kind != "inserted") == old
        assert "".join(run.text for run in runs if run.kind != "deleted") == new
