"""Wordings in which readers are sent to a piece, and figures and names that only look like dates and sources."""

from __future__ import annotations

import pytest

from articles.citations import Vocabulary, extract
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


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        pytest.param("(Today's Coast, May 7)", ["Today's Coast --05-07"], id="today's-in-the-name"),
        pytest.param("(today's Nova, May 7)", ["Nova --05-07"], id="today's-issue"),
        pytest.param("(yesterday's Nova, May 7)", ["Nova --05-07"], id="yesterday's-issue"),
        pytest.param("(Moody's, May 7)", ["Moody's --05-07"], id="name-that-ends-as-a-possessive"),
        pytest.param("(Jane’s and Nova, May 7)", ["Jane’s --05-07", "Nova --05-07"], id="such-a-name-and-another"),
        pytest.param("(Nova's May 7 issue)", ["Nova --05-07"], id="possessive-before-its-date"),
        pytest.param("(Nova's editorial, May 7)", ["Nova --05-07"], id="possessive-before-a-piece"),
        pytest.param("(Mail on Sunday, May 5)", ["Mail on Sunday --05-05"], id="sunday-paper"),
        pytest.param("(Nova on Sunday, May 5)", ["Nova --05-05"], id="on-a-sunday"),
        pytest.param("(Bakyt Sedov, interview with Coast radio, May 7)", ["Coast radio --05-07"], id="who-was-asked"),
        pytest.param("(Sedov's interview with NOVA, May 7)", ["NOVA --05-07"], id="interview-with-the-outlet"),
        pytest.param("(NOVA interview with Sedov, May 7)", ["NOVA --05-07"], id="interview-by-the-outlet"),
        pytest.param("(NOVA reported, May 7)", ["NOVA --05-07"], id="reported"),
        pytest.param("(Sedov reported, May 7)", [], id="somebody-reported"),
    ],
)
def test_names_stay_whole(bracket: str, expected: list[str]) -> None:
    assert cited(bracket, NOTHING) == expected


@pytest.mark.parametrize(
    "bracket",
    [
        pytest.param("(FSB, MVD, May 7)", id="services"),
        pytest.param("(OMON, May 7)", id="police"),
        pytest.param("(RTS: COAL, May 7)", id="ticker"),
        pytest.param("(LSE, May 7)", id="exchange"),
        pytest.param("(9th Rifle Division, Seaport, May 7)", id="unit-and-where-it-stands"),
        pytest.param("(Boston, May 7-8)", id="place"),
        pytest.param("(Sea Castle, July 3, 1712)", id="history"),
        pytest.param("(Hurricane Mary, August 3)", id="storm"),
        pytest.param("(Peace Mission, August 2007)", id="exercise"),
        pytest.param("(United Russia, 200 seats; Coast Union, 30; since May 2003)", id="parties-since"),
        pytest.param("(Yabloko leader, May 7)", id="office"),
        pytest.param("(Coast Union, born May 7, 1952)", id="born"),
        pytest.param("(Colonel, NOVA, since May 2001)", id="since"),
    ],
)
def test_forces_parties_places_and_lives_are_no_sources(bracket: str) -> None:
    assert cited(bracket, NOTHING) == []


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        pytest.param("(PKK; see Coast Survey, May 7)", ["Coast Survey --05-07"], id="force-before-a-source"),
        pytest.param("(according to the FSB, May 7)", ["FSB --05-07"], id="force-that-says-so"),
        pytest.param("(RTS, May 7)", ["RTS --05-07"], id="short-form-that-cannot-be-told"),
        pytest.param("(9th Rifle Division, Coast radio, May 7)", ["Coast radio --05-07"], id="unit-and-an-outlet"),
    ],
)
def test_sources_beside_what_is_none(bracket: str, expected: list[str]) -> None:
    assert cited(bracket, NOTHING) == expected


@pytest.mark.parametrize(
    ("bracket", "expected"),
    [
        pytest.param(
            "(Nova, Decem ber 3; Star, Decenber 4; Herald 5 December, 2011)",
            ["Nova --12-03", "Star --12-04", "Herald 2011-12-05"],
            id="shares-no-year",
        ),
        pytest.param("(Nova, 3 Septembor)", ["Nova --09-03"], id="day-first"),
        pytest.param("(Nova, Octber 3)", ["Nova --10-03"], id="letter-lost"),
        pytest.param("(Nova, Febbruary 3)", ["Nova --02-03"], id="letter-too-much"),
        pytest.param("(Nova, Octber 34)", [], id="no-such-day"),
        pytest.param("(Augusta 3; Nova, 7 May)", ["Augusta 3 --05-07", "Nova --05-07"], id="word-near-a-short-month"),
    ],
)
def test_a_month_with_a_scanning_error_is_a_date(bracket: str, expected: list[str]) -> None:
    assert cited(bracket, NOTHING) == expected


def test_a_repaired_month_is_marked() -> None:
    (match,) = extract("(Nova, Decem ber 3)", NOTHING)
    (found,) = match.items[0].dates
    assert found.repaired
    assert found.span.of("(Nova, Decem ber 3)") == "Decem ber 3"


@pytest.mark.parametrize(
    ("text", "source", "locator"),
    [
        pytest.param("He told Sinyaya volna (May 5) that it was so.", "Sinyaya volna", "", id="known-in-small-letters"),
        pytest.param("He told Sinyaya zvezda (May 5) that it was so.", "Sinyaya zvezda", "", id="longest-of-two"),
        pytest.param("The Herald (No. 14, May 5) called it so.", "Herald", "No. 14", id="number-of-the-issue"),
    ],
)
def test_known_outlets_in_the_sentence(text: str, source: str, locator: str) -> None:
    names = ("Sinyaya volna", "Sinyaya", "Sinyaya zvezda", "Herald")
    known = Vocabulary.build(outlets=[(name, name) for name in names])
    (match,) = extract(text, known)
    (item,) = match.items
    assert (item.source, item.locator, item.source_span.of(text)) == (source, locator, source)


def test_a_vocabulary_keeps_what_was_read_with_it_to_itself() -> None:
    known = Vocabulary.build(outlets=[("Sea in Minsk", "sea")])
    assert cited("(Sea in Minsk, May 7)", known) == cited("(Sea in Minsk, May 7)", known)
    assert extract("(Sea in Minsk, May 7)", known)[0].items[0].outlet == "sea"
    assert extract("(Sea in Minsk, May 7)", NOTHING)[0].items[0].outlet is None


@pytest.mark.parametrize(
    ("text", "quote", "expected"),
    [
        pytest.param("It fell [Nova, May 7].", "[Nova, May 7]", ["Nova --05-07"], id="square"),
        pytest.param(
            "It fell [Nova, May 7; Star, May 8].",
            "[Nova, May 7; Star, May 8]",
            ["Nova --05-07", "Star --05-08"],
            id="two",
        ),
        pytest.param(
            "It fell (Nova, May 7, 2012; Coast Agency [CA], May 8",
            "(Nova, May 7, 2012; Coast Agency [CA], May 8",
            ["Nova 2012-05-07", "Coast Agency [CA] --05-08"],
            id="open-at-the-end",
        ),
        pytest.param(
            "It fell (Nova, May 7.\n\nIt rose (so they say).",
            "(Nova, May 7.",
            ["Nova --05-07"],
            id="open-in-a-paragraph",
        ),
    ],
)
def test_square_and_open_brackets_that_only_cite(text: str, quote: str, expected: list[str]) -> None:
    (match,) = extract(text, NOTHING)
    assert (match.quote, cited(text, NOTHING)) == (quote, expected)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("He said “it [the Council] fell on May 7.”", id="words-put-in"),
        pytest.param("It fell [Nova, the largest, on May 7].", id="prose-in-square-brackets"),
        pytest.param("It fell (as Nova wrote it would, and on May 7", id="prose-left-open"),
        pytest.param("(Nova [Star, May 7] fell)", id="within-round-brackets"),
        pytest.param("It fell (Nova, May 7 and then it rose", id="goes-on-after-the-date"),
    ],
)
def test_square_and_open_brackets_with_more_in_them(text: str) -> None:
    assert [found for found in extract(text, NOTHING) if found.quote[0] + found.quote[-1] != "()"] == []
