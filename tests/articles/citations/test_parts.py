"""Which part of what a headline, a text, or a reference says: tables, and what holds for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.citations.parts import MOST, divided, headline_part, named_parts, stated_part, without_part

NUMBERS = ["One", "two", "II", "iii", "IV", "4", "12", "XL", "IIX", "0", "99", "Twelve"]
WORDS = [
    *NUMBERS,
    "Part",
    "part",
    "PART",
    "Parts",
    "of",
    "and",
    "to",
    "a",
    "This",
    "is",
    "the",
    "second",
    "2nd",
    "final",
]
SIGNS = [" ", " ", " ", "(", ")", "[", "]", ": ", " – ", "-", ", ", ". ", "\n\n", "/", "Oil", "article", "series", "İ"]
#: Texts in which what looks like a marker is frequent, beside texts of any characters.
TEXTS = st.lists(st.sampled_from([*WORDS, *SIGNS]), max_size=24).map("".join) | st.text(max_size=200)


@pytest.mark.parametrize(
    ("headline", "part", "total", "stem", "title"),
    [
        ("Belarus and the Union State (Part One)", 1, None, "Belarus and the Union State", None),
        ("Belarus and the Union State (Part Two of Three)", 2, 3, "Belarus and the Union State", None),
        ("Belarus and the Union State – Part II", 2, None, "Belarus and the Union State", None),
        ("Belarus and the Union State—Part Two", 2, None, "Belarus and the Union State", None),
        ("Belarus and the Union State, Part 2", 2, None, "Belarus and the Union State", None),
        ("Belarus and the Union State: Part 1 of 3", 1, 3, "Belarus and the Union State", None),
        ("Belarus and the Union State Part IV", 4, None, "Belarus and the Union State", None),
        ("BELARUS AND THE UNION STATE [PART III]", 3, None, "BELARUS AND THE UNION STATE", None),
        ("Belarus and the Union State (part 2/2)", 2, 2, "Belarus and the Union State", None),
        ("Part One: Belarus and the Union State", 1, None, "Belarus and the Union State", None),
        ("(Part Two) Belarus and the Union State", 2, None, "Belarus and the Union State", None),
        ("Belarus, Part One: The Gas", 1, None, "Belarus", "Belarus: The Gas"),
        ("Belarus (Part Two): The Oil", 2, None, "Belarus", "Belarus: The Oil"),
        ("The Road – Part One of a Two-Part Series", 1, 2, "The Road", None),
    ],
)
def test_headlines_that_say_their_part(headline: str, part: int, total: int | None, stem: str, title: str) -> None:
    marker = headline_part(headline)
    assert marker is not None
    assert (marker.part, marker.total, marker.stem, marker.title) == (part, total, stem, title or stem)
    assert marker.span.of(headline).casefold().startswith("part")
    assert without_part(headline) == marker.title


@pytest.mark.parametrize(
    "headline",
    [
        pytest.param("A Part of Europe", id="no number"),
        pytest.param("Georgia Takes Part in One War", id="in the middle"),
        pytest.param("The Best Part (IIX)", id="no proper numeral"),
        pytest.param("Oil (Part 3 of 2)", id="beyond the whole"),
        pytest.param("Oil (II)", id="not called a part"),
        pytest.param("Kazakhstan and the party two years on", id="another word"),
        pytest.param("Part One", id="nothing but the marker"),
        pytest.param("The part i know", id="a sentence"),
        pytest.param("", id="empty"),
    ],
)
def test_headlines_that_say_none(headline: str) -> None:
    assert headline_part(headline) is None
    assert without_part(headline) == headline


@pytest.mark.parametrize(
    ("words", "part", "total", "covered"),
    [
        (
            "This is the second part of a two-part article. Part One appeared in EDM, December 14.",
            2,
            2,
            "This is the second part of a two-part article",
        ),
        ("This is the first of two articles.", 1, 2, "This is the first of two articles"),
        ("This article is the 2nd in a three-part series.", 2, 3, "This article is the 2nd in a three-part series"),
        ("This is the third and last part of the series.", 3, 3, "This is the third and last part of the series"),
        ("This is Part II of our analysis.", 2, None, "Part II"),
        ("This is part one of three.", 1, 3, "part one of three"),
        ("Part one of a two-part series.", 1, 2, "Part one of a two-part series"),
        ("Part Two", 2, None, "Part Two"),
        ("(Part Two of Three)", 2, 3, "Part Two of Three"),
    ],
)
def test_texts_that_say_their_part(words: str, part: int, total: int | None, covered: str) -> None:
    for text in (f"{words}\n\nOil flowed.", f"Oil flowed.\n\nIt stopped.\n\nIt came again.\n\n{words}"):
        marker = stated_part(text)
        assert marker is not None
        assert (marker.part, marker.total, marker.span.of(text)) == (part, total, covered)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("To read Part Two, please click here.", id="another part"),
        pytest.param("This is the second part of the town.", id="no text"),
        pytest.param("This is the first of two articles.\n\nThis is the second of two articles.", id="contradiction"),
        pytest.param("This is the third of two articles.", id="beyond the whole"),
        pytest.param("A.\n\nThis is the first of two articles.\n\nB.\n\nC.", id="in the middle of the text"),
        pytest.param("", id="empty"),
    ],
)
def test_texts_that_say_none(text: str) -> None:
    assert stated_part(text) is None


@pytest.mark.parametrize(
    ("words", "parts"),
    [
        ("see Part One in EDM, December 14", [1]),
        ("see Parts One and Two in EDM, March 3, 5", [1, 2]),
        ("Parts 1, 2, and 3", [1, 2, 3]),
        ("Parts I–III", [1, 2, 3]),
        ("Part 2; Part IV", [2, 4]),
        ("the party two", []),
        ("p. 3", []),
    ],
)
def test_parts_that_are_named(words: str, parts: list[int]) -> None:
    assert [marker.part for marker in named_parts(words)] == parts


@pytest.mark.parametrize(
    ("locator", "dates", "each"),
    [
        ("Parts One and Two", 2, ("Part One", "Part Two")),
        ("Parts I-III", 3, ("Part I", "Part 2", "Part III")),
        ("Part One", 1, ("Part One",)),
        ("Part One", 2, ("Part One", "Part One")),
        ("Parts One and Two", 3, ("Parts One and Two",) * 3),
        ("page 5, Parts One and Two", 2, ("page 5, Parts One and Two",) * 2),
        ("", 2, ("", "")),
    ],
)
def test_a_locator_is_divided_among_as_many_dates(locator: str, dates: int, each: tuple[str, ...]) -> None:
    assert divided(locator, dates) == each


@given(TEXTS)
def test_whatever_the_text_spans_cover_their_words_and_numbers_are_parts(text: str) -> None:
    markers = [headline_part(text), stated_part(text), *named_parts(text)]
    for marker in filter(None, markers):
        assert 1 <= marker.part <= (marker.total or MOST) <= MOST
        assert marker.span.end <= len(text)
        assert marker.span.of(text).strip() == marker.span.of(text) != ""
    headline = markers[0]
    if headline is not None:
        assert headline.stem in text
        assert "part" in headline.span.of(text).casefold()


@given(TEXTS, st.integers(0, 5))
def test_whatever_the_locator_each_date_has_one(locator: str, dates: int) -> None:
    assert len(divided(locator, dates)) == dates
