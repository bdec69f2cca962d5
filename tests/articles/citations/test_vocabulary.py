"""The names the caller knows."""

from __future__ import annotations

import pytest

from articles.citations import Vocabulary

KNOWN = Vocabulary.build(
    outlets=[("Coast Herald", "herald"), ("COAST HERALD", "other"), ("…", "nothing")],
    hosts=[("www.Herald.org", "herald")],
    publications=[("Coast Review", "cr")],
)


def test_names_are_folded_and_the_first_key_is_kept() -> None:
    assert KNOWN.outlet("coast  herald") == "herald"
    assert KNOWN.outlet("Star") is None
    assert KNOWN.publication("COAST REVIEW") == "cr"
    assert dict(KNOWN.outlets) == {"coast herald": "herald"}


@pytest.mark.parametrize(
    ("host", "key"),
    [
        pytest.param("herald.org", "herald", id="bare"),
        pytest.param("www.HERALD.org", "herald", id="www-and-case"),
        pytest.param("news.en.herald.org", "herald", id="below"),
        pytest.param("myherald.org", None, id="other-host"),
        pytest.param("org", None, id="top-level"),
    ],
)
def test_hosts_are_known_with_what_is_below_them(host: str, key: str | None) -> None:
    assert KNOWN.outlet_at(host) == key


def test_an_empty_vocabulary_knows_nothing() -> None:
    empty = Vocabulary.empty()
    assert (empty.outlet("Herald"), empty.outlet_at("herald.org"), empty.publication("CR")) == (None, None, None)


def test_a_built_vocabulary_cannot_be_changed() -> None:
    with pytest.raises(TypeError):
        KNOWN.outlets["star"] = "star"  # type: ignore[index]
