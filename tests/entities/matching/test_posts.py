"""Posts of which a body has one, and posts that are held no more."""

from __future__ import annotations

import pytest

from entities.matching.posts import held_by_one, is_past_or_future


@pytest.mark.parametrize(
    ("post", "one"),
    [
        ("President", True),
        ("acting Prime Minister", True),
        ("Secretary-General", True),
        ("Defense Minister", True),
        ("Minister of Defense", True),
        ("Chief of the General Staff", True),
        ("minister", False),
        ("First Deputy Foreign Minister", False),
        ("Vice-President", False),
        ("former President", False),
        ("ex-President", False),
        ("President-elect", False),
        ("spokesman", False),
        ("member", False),
        ("", False),
    ],
)
def test_whether_one_holds_it(post: str, one: bool) -> None:
    assert held_by_one(post) is one


@pytest.mark.parametrize(("post", "past"), [("former Mayor", True), ("Mayor", False), ("interim Mayor", False)])
def test_whether_it_is_held(post: str, past: bool) -> None:
    assert is_past_or_future(post) is past
