"""The words that a citation supports."""

from __future__ import annotations

import pytest

from articles.citations import extract, supported_span, supported_spans
from tests.articles.citations.forms import NOTHING


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("First. It rained (Herald, May 3).", ["First. It rained"], id="from-the-paragraph"),
        pytest.param(
            "It rained (Herald, May 3). It stopped (Star, May 4).",
            ["It rained", "It stopped"],
            id="from-the-citation-before",
        ),
        pytest.param(
            "It rained (Herald, May 3), and stopped (Star, May 4).",
            ["It rained", "and stopped"],
            id="within-a-sentence",
        ),
        pytest.param("Other.\n \nIt rained (Herald, May 3).", ["It rained"], id="not-over-paragraphs"),
        pytest.param("It rained\nall day (Herald, May 3).", ["It rained\nall day"], id="line-end-is-no-paragraph"),
        pytest.param("“It rained,” (Herald, May 3).", ["“It rained,”"], id="quotation"),
        pytest.param("It rained (Herald, May 3) (Star, May 4).", ["It rained", "It rained"], id="side-by-side"),
        pytest.param(
            "One (Nova, May 2).\n\n(Herald, May 3) It stopped.",
            ["One", "It stopped."],
            id="citation-in-another-paragraph",
        ),
        pytest.param("One.\n\n(Herald, May 3) It rained. It stopped.", ["It rained."], id="opens-the-paragraph"),
        pytest.param("(Herald, May 3) It rained\n\nTwo.", ["It rained"], id="opens-a-paragraph-without-a-stop"),
        pytest.param("(Herald, May 3)", [""], id="nothing-else"),
    ],
)
def test_supported_words(text: str, expected: list[str]) -> None:
    matches = extract(text, NOTHING)
    assert [span.of(text) for span in supported_spans(text, matches)] == expected
    assert [supported_span(text, match, matches).of(text) for match in matches] == expected
