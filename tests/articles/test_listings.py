"""Kept results: what is written is read again, equal lists are written alike, and they are short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.listings import pack, unpack

ADDRESSES = st.tuples(
    st.sampled_from(["edm", "tsw"]),
    st.integers(1, 3),
    st.sampled_from(["1", "2", "137-138", "12.a", "Ж"]),
    st.integers(1, 12),
)
LISTINGS = st.dictionaries(ADDRESSES, st.integers(1, 4))


@pytest.mark.parametrize(
    ("articles", "written"),
    [
        ({}, ""),
        ({("edm", 1, "138", 2): 1}, "edm 1 138:2"),
        ({("edm", 1, "138", 2): 3}, "edm 1 138:2r3"),
        # what follows each other in one revision is a run, and nothing else is
        ({("edm", 1, "138", place): 1 for place in (1, 2, 3, 5)}, "edm 1 138:1-3,5"),
        ({("edm", 1, "138", place): place for place in (1, 2)}, "edm 1 138:1,2r2"),
        ({("edm", 1, "138", place): 2 for place in (4, 5)}, "edm 1 138:4-5r2"),
        # a line for each volume
        ({("edm", 1, "138", 1): 1, ("edm", 1, "139", 1): 1, ("edm", 2, "1", 1): 1}, "edm 1 138:1 139:1\nedm 2 1:1"),
        ({("tsw", 1, "137-138", 1): 1, ("edm", 10, "1", 1): 1}, "edm 10 1:1\ntsw 1 137-138:1"),
    ],
)
def test_the_form(articles: dict, written: str) -> None:
    assert pack(articles) == written
    assert unpack(written) == articles


@given(LISTINGS, st.randoms())
def test_what_is_written_is_read_again_and_equal_lists_are_written_alike(articles, dice) -> None:  # type: ignore[no-untyped-def]
    assert unpack(pack(articles)) == articles
    shuffled = list(articles.items())
    dice.shuffle(shuffled)
    assert pack(dict(shuffled)) == pack(articles)


@pytest.mark.parametrize("text", ["edm", "edm 1 138", "edm 1 138:0", "edm 1 138:a", "edm x 138:1", "edm 1 138:1r"])
def test_another_form_is_refused(text: str) -> None:
    if text == "edm":
        with pytest.raises(ValueError, match="unpack"):
            unpack(text)
    else:
        with pytest.raises(ValueError):  # noqa: PT011 - each part has its own words
            unpack(text)


def test_twenty_thousand_articles_are_a_fifth_of_a_megabyte_at_most() -> None:
    scattered = {("edm", volume, str(number), number % 9 + 1): 1 for volume in range(1, 81) for number in range(1, 251)}
    assert len(scattered) == 20_000
    assert len(pack(scattered)) < 200_000
