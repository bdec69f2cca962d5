"""Wordings in which readers are sent to a piece, and figures and names that only look like dates and sources."""

from __future__ import annotations

import pytest

from articles.citations import Vocabulary
from tests.articles.citations.forms import NOTHING, cited

KNOWN = Vocabulary.build(
    outlets=[("Herald", "herald"), ("Sinyaya zvezda", "zvezda")], publications=[("Coast Survey", "survey")]
)


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        pytest.param(
            "(see the two-part survey in EDM, May 7, 8; Sea Insight, May 9)",
            ["EDM=cross_reference --05-07 --05-08", "Sea Insight --05-09"],
            id="series-and-another",
        ),
        pytest.param("(see the portrait of Sedov in EDM, May 7)", ["EDM=cross_reference --05-07"], id="portrait"),
        pytest.param(
            "(see the debate in Eurasia Daily Monitor, May 7)",
            ["Eurasia Daily Monitor=cross_reference --05-07"],
            id="debate-in-the-full-title",
        ),
        pytest.param("(as foreseen in EDM, May 7)", ["EDM=cross_reference --05-07"], id="as-foreseen"),
        pytest.param("(analyzed in EDM, May 7)", ["EDM=cross_reference --05-07"], id="participle"),
        pytest.param("(See our reading of the pact in EDM, May 7)", ["EDM=cross_reference --05-07"], id="our-reading"),
        pytest.param("(we wrote of it in EDM on May 7)", ["EDM=cross_reference --05-07"], id="in-on"),
        pytest.param("(see the writer's EDM article, May 7)", ["EDM=cross_reference --05-07"], id="somebody's-article"),
        pytest.param("(earlier EDM, May 7)", ["EDM=cross_reference --05-07"], id="earlier"),
        pytest.param(
            "(see the EDM series, May 7, 8)", ["EDM=cross_reference --05-07 --05-08"], id="series-after-the-name"
        ),
        pytest.param(
            "(see the map in Coast Survey, May 7)", ["Coast Survey=cross_reference --05-07"], id="title-of-the-caller"
        ),
        pytest.param("(as told in Herald, May 7)", ["Herald --05-07"], id="known-outlet"),
        pytest.param("(the launch of EDM, May 7)", [], id="what-the-phrase-is-about"),
        pytest.param("(the vote in Minsk, May 7)", [], id="place"),
        pytest.param("(changes in trends, May 7)", [], id="common-noun"),
    ],
)
def test_what_stands_in_a_known_title(bracket: str, expected: list[str]) -> None:
    assert cited(bracket, KNOWN) == expected


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        pytest.param("(Sea Center, May 14-17, 1,600 replies)", ["Sea Center --05-14/--05-17"], id="replies"),
        pytest.param("(Nova, May 20, 2,000 copies)", ["Nova --05-20"], id="copies"),
        pytest.param("(Nova, May 20, 12,500 copies)", ["Nova --05-20"], id="two-figures-before-the-comma"),
        pytest.param("(Nova, May 20, 21)", ["Nova --05-20 --05-21"], id="days"),
        pytest.param("(Nova, May 20, 21, 2004)", ["Nova 2004-05-20 2004-05-21"], id="days-and-a-year"),
    ],
)
def test_a_figure_of_thousands_is_no_day(bracket: str, expected: list[str]) -> None:
    assert cited(bracket, NOTHING) == expected
