"""The text form, as it is found: mastheads, header lines, paragraphs, several articles in a file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.imports import read

MASTHEAD = "Publication: Eurasia Daily Monitor Volume: 1 Issue: 138"


def fields(text: str) -> dict[str, str]:
    (article,) = read(text)
    return {field.name: field.value for field in article.fields}


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        pytest.param(
            MASTHEAD, {"publication": "Eurasia Daily Monitor", "volume": "1", "number": "138"}, id="one-line-masthead"
        ),
        pytest.param(
            "Publication: Black Sea Weekly\nVolume: 2\nIssue: 7",
            {"publication": "Black Sea Weekly", "volume": "2", "number": "7"},
            id="masthead-on-three-lines",
        ),
        pytest.param(
            f"Date: November 30, 2004\nTitle: Volume: A Word\n{MASTHEAD}\nAuthor: Ada Author",
            {
                "date": "November 30, 2004",
                "headline": "Volume: A Word",
                "publication": "Eurasia Daily Monitor",
                "volume": "1",
                "number": "138",
                "authors": "Ada Author",
            },
            id="any-order-and-a-key-inside-a-title",
        ),
        pytest.param(
            f"{MASTHEAD}\n\nTitle: After a Blank Line",
            {"publication": "Eurasia Daily Monitor", "volume": "1", "number": "138", "headline": "After a Blank Line"},
            id="blank-line-between-header-lines",
        ),
        pytest.param(
            "publication : X VOLUME: 1, ISSUE: 2",
            {"publication": "X", "volume": "1", "number": "2"},
            id="any-case-and-commas",
        ),
    ],
)
def test_header_fields(header: str, expected: dict[str, str]) -> None:
    assert fields(f"{header}\n\nText.") == expected


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("One.\n\nTwo.", ("One.", "Two."), id="blank-line"),
        pytest.param("One.\n \t\nTwo.", ("One.", "Two."), id="line-of-spaces"),
        pytest.param("One.\nTwo.\nThree.", ("One.", "Two.", "Three."), id="a-paragraph-a-line"),
        pytest.param(
            "A line that was\nbroken at the\nmargin.\n\nTwo.",
            ("A line that was broken at the margin.", "Two."),
            id="wrapped",
        ),
        pytest.param(
            "All of it was\nbroken at the\nmargin.", ("All of it was broken at the margin.",), id="wrapped-only"
        ),
        pytest.param("military-\ntechnical aid\n\nTwo.", ("military-technical aid", "Two."), id="hyphen-at-the-end"),
        pytest.param("Moscow: a beginning.\n\nTwo.", ("Moscow: a beginning.", "Two."), id="colon-in-the-first-line"),
    ],
)
def test_paragraphs(body: str, expected: tuple[str, ...]) -> None:
    (article,) = read(f"{MASTHEAD}\n\n{body}")
    assert article.paragraphs == expected


def test_an_unknown_word_in_the_header_is_told_and_text_is_not() -> None:
    (slip,) = read(f"{MASTHEAD}\nTitel: A Slip\n\nText.")
    assert [(field.name, field.known) for field in slip.fields][-1] == ("Titel", False)
    (text,) = read(f"{MASTHEAD}\n\nTitel: A Beginning of the Text.")
    assert text.paragraphs == ("Titel: A Beginning of the Text.",)


def test_a_masthead_after_a_blank_line_begins_the_next_article() -> None:
    first, second = read(f"{MASTHEAD}\n\nOne.\n\n{MASTHEAD.replace('138', '139')}\n\nTwo.\n")
    assert (first.paragraphs, first.line) == (("One.",), 1)
    assert (second.paragraphs, second.line, second.body_line) == (("Two.",), 5, 7)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r", "\u2028"], ids=["lf", "crlf", "cr", "line-separator"])
def test_line_ends_do_not_matter(newline: str) -> None:
    text = f"{MASTHEAD}\nTitle: T\n\nOne.\n\nTwo.\n"
    assert list(read(text.replace("\n", newline))) == list(read(text))


@pytest.mark.parametrize("text", ["", "\n\n", "\ufeff", " \t\n"])
def test_an_empty_text_holds_no_article(text: str) -> None:
    assert list(read(text)) == []


@given(st.text(alphabet=st.sampled_from("Publication: Vlume1\n\r. -Issue“”é\u00a0\u200b"), max_size=200))
def test_reading_never_raises_and_leaves_no_line_end_in_a_paragraph(text: str) -> None:
    for article in read(text):
        assert all(paragraph.strip() and "\n" not in paragraph for paragraph in article.paragraphs)
        assert all("\n" not in field.value for field in article.fields)
