"""After an edit a span stands on the same words, or it has no place; never on another occurrence."""

from __future__ import annotations

import itertools
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from edm_archive.text.alignment import Alignment
from edm_archive.text.spans import Span

BODY = (
    "Kazakhstan will host the exercise in June. The defence ministry in Astana said so on Monday.\n\n"
    "Officials of Kazakhstan met a delegation of the Otan party. They praised the treaty (Interfax, May 3).\n\n"
    "The opposition was not invited, and nobody in Kazakhstan asked why."
)


def nth(text: str, quote: str, number: int = 1) -> Span:
    start = -1
    for _ in range(number):
        start = text.index(quote, start + 1)
    return Span(start, start + len(quote))


@pytest.mark.parametrize(
    ("old", "new", "quote", "number", "expected"),
    [
        pytest.param("A b c.", "A b c.", "b", 1, 1, id="nothing changed"),
        pytest.param(BODY, "New first words. " + BODY, "Kazakhstan", 1, 1, id="text before it"),
        pytest.param(BODY, BODY.replace("in June", "in July"), "Kazakhstan", 1, 1, id="an edit beside it"),
        pytest.param(
            BODY,
            BODY.replace("Officials of", "Men from").replace("met a", "saw one"),
            "Kazakhstan",
            2,
            2,
            id="both sides",
        ),
        pytest.param(BODY, "Kazakhstan was calm.\n\n" + BODY, "Kazakhstan", 1, 2, id="the same word put before it"),
        pytest.param(BODY, BODY.split("\n\n", 1)[1], "Kazakhstan", 2, 1, id="an earlier occurrence deleted"),
        pytest.param(BODY, BODY.split("\n\n", 1)[1], "Kazakhstan", 1, None, id="its own occurrence deleted"),
        pytest.param(
            BODY, BODY.replace("Kazakhstan met", "Kazakhstani men met"), "Kazakhstan", 2, None, id="inflected"
        ),
        pytest.param(BODY, BODY.replace("Interfax", "Interfax-K"), "(Interfax, May 3)", 1, None, id="edited within"),
        pytest.param(
            "One two three four. Otan won. Five six seven eight.",
            "One two three four. Otan won. Otan won. Five six seven eight.",
            "Otan",
            1,
            1,
            id="its sentence doubled: the surroundings on its left decide, or those on its right",
        ),
        pytest.param(
            "Otan won.\n\nOtan won.", "Otan won.", "Otan", 2, 1, id="one of two equal paragraphs deleted: this stays"
        ),
        pytest.param(
            "First. Otan leads the coalition now.\n\nSecond paragraph here.",
            "Second paragraph here.\n\nFirst. Otan leads the coalition now.",
            "Otan",
            1,
            1,
            id="its paragraph moved",
        ),
        pytest.param(
            "The delegation of Otan flew to Astana yesterday.",
            "Nobody else knows whether Otan ever existed at all.",
            "Otan",
            1,
            None,
            id="the same word in another sentence",
        ),
    ],
)
def test_places(old: str, new: str, quote: str, number: int, expected: int | None) -> None:
    place = Alignment(old, new).place(nth(old, quote, number))
    assert place == (None if expected is None else nth(new, quote, expected))


def test_words_that_come_back_are_found_by_their_surroundings() -> None:
    old = BODY.replace("Kazakhstan met", "Kazakstan met")
    place = Alignment(old, BODY).find("Kazakhstan", "Officials of ", " met a delegation of the Otan party.")
    assert place == nth(BODY, "Kazakhstan", 2)


def test_words_that_are_accounted_for_are_not_given_to_others() -> None:
    old = BODY.replace("Kazakhstan met", "Kazakstan met")
    assert Alignment(old, BODY).find("Kazakhstan", "and nobody in ", " asked why.") is None


@pytest.mark.parametrize("quote", ["", "nowhere"])
def test_what_is_not_there_is_not_found(quote: str) -> None:
    assert Alignment(BODY, BODY + " More.").find(quote, "", "") is None


def test_words_that_come_too_often_are_in_doubt() -> None:
    assert Alignment("Otan.", "Otan, " * 60).find("Otan", "", "") is None


texts = st.lists(st.sampled_from(["Otan", "won", "Astana", ". ", " ", "\n\n", ", ", "’s", "ж"]), max_size=40).map(
    "".join
)


@given(texts, texts, st.data())
def test_a_place_holds_the_same_words(old: str, new: str, data: st.DataObject) -> None:
    alignment = Alignment(old, new)
    for region in alignment.regions:
        assert old[region.at : region.end] == new[region.to : region.to + region.length]
    spans = [Span(*sorted(data.draw(st.tuples(*[st.integers(0, len(old))] * 2)))) for _ in range(4)]
    for span in spans:
        place = alignment.place(span)
        assert place is None or place.of(new) == span.of(old)


@given(texts, texts)
def test_unchanged_regions_keep_their_order(old: str, new: str) -> None:
    regions = Alignment(old, new).regions
    for earlier, later in itertools.pairwise(regions):
        assert earlier.end <= later.at
        assert earlier.to + earlier.length <= later.to


@given(texts)
def test_without_an_edit_every_span_stays(text: str) -> None:
    alignment = Alignment(text, text)
    for start in range(len(text)):
        assert alignment.place(Span(start, len(text))) == Span(start, len(text))


def test_a_long_text_edited_everywhere_takes_a_moment() -> None:
    old = ("The word stands here among others and there again, " * 20 + "it ends. ") * 20
    started = time.process_time()
    alignment = Alignment(old, old.replace("again", "once more"))
    assert time.process_time() - started < 10  # well below one second when nothing else runs
    assert alignment.regions
