"""Short forms that a text introduces: found in both orders, and never made of anything else in brackets."""

# ruff: noqa: E501 - a row of a table stays on one line

from __future__ import annotations

import pytest

from entities.matching import find_acronyms


@pytest.mark.parametrize(
    ("text", "short", "long"),
    [
        pytest.param("the Black Sea Pact (BSP) met", "BSP", "Black Sea Pact", id="initials"),
        pytest.param("the BSP (Black Sea Pact) met", "BSP", "Black Sea Pact", id="short-form-first"),
        pytest.param("the BSP (the Black Sea Pact, in force since spring)", "BSP", "Black Sea Pact", id="gloss-after"),
        pytest.param("Bureau for the Defense of Rivers (BDR)", "BDR", "Bureau for the Defense of Rivers", id="little-words"),
        pytest.param("Partnership for Progress (PfP)", "PfP", "Partnership for Progress", id="little-word-gives-a-letter"),
        pytest.param("many nongovernmental organizations (NGOs)", "NGO", "nongovernmental organizations", id="plural"),
        pytest.param("weapons of mass disruption (WMD)", "WMD", "weapons of mass disruption", id="small-letters"),
        pytest.param("Association of Southern Alpine Nurses (ASALN)", "ASALN", "Association of Southern Alpine Nurses", id="inner-letters"),
        pytest.param("Pact on Common Allied Forces (PCF)", "PCF", "Pact on Common Allied Forces", id="one-word-passed-over"),
        pytest.param("U.S. Bureau of River Study (USBRS)", "USBRS", "U.S. Bureau of River Study", id="dotted-word"),
        pytest.param("Baku-Supsa-Kars (BSK) line", "BSK", "Baku-Supsa-Kars", id="hyphens"),
        pytest.param("National Nautical Union (NU)", "NU", "National Nautical Union", id="first-letter-repeated"),
        pytest.param("the “Black Sea Pact” (BSP)", "BSP", "Black Sea Pact", id="in-quotation-marks"),
        pytest.param("Voice of Tbilisi [VOT] said", "VOT", "Voice of Tbilisi", id="square-brackets"),
        pytest.param("Black Sea Pact (hereafter BSP)", "BSP", "Black Sea Pact", id="lead-in"),
        pytest.param("Black Sea Pact (BSP; in force)", "BSP", "Black Sea Pact", id="tail-after-semicolon"),
        pytest.param("Russian River Radio’s (RRR) staff", "RRR", "Russian River Radio", id="possessive"),
        pytest.param("Union of Science, Letters, and Arts (USLA)", "USLA", "Union of Science, Letters, and Arts", id="commas"),
        pytest.param("USLA (Union for Science and Letters, and Arts)", "USLA", "Union for Science and Letters, and Arts", id="commas-inside"),
    ],
)  # fmt: skip
def test_definitions(text: str, short: str, long: str) -> None:
    (found,) = find_acronyms(text)
    assert (found.short_form, found.long_form) == (short, long)
    assert found.short.of(text) == short
    assert found.long.of(text) == long
    assert found.whole.contains(found.short)
    assert found.whole.contains(found.long)
    assert text[found.whole.end - 1] in ")]"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("the armies of its states (Georgia, Ukraine, Armenia, and Moldova)", id="list-of-names"),
        pytest.param("GUAM (Georgia, Ukraine, Azerbaijan, Moldova)", id="list-with-fitting-initials"),
        pytest.param("he told reporters in Almaty (AP)", id="agency"),
        pytest.param("the minister’s arrival at the airport (AP)", id="agency-after-two-small-words"),
        pytest.param("said on Saturday (ITAR-TASS, May 3)", id="citation"),
        pytest.param("Interfax Today (IT, March 4)", id="citation-with-fitting-initials"),
        pytest.param("the Federal Customs Bureau (TKB)", id="letters-not-explained"),
        pytest.param("Ivan Ivanov (II)", id="roman-numeral"),
        pytest.param("the Black Sea Pact. (BSP)", id="across-a-full-stop"),
        pytest.param("the Black Sea; the Pact (BSP)", id="across-a-semicolon"),
        pytest.param("the Black Sea\n\nPact (BSP)", id="across-paragraphs"),
        pytest.param("Black Sea Pact (41 percent)", id="figure"),
        pytest.param("Black Sea Pact (bsp)", id="no-capitals"),
        pytest.param("Black Sea Pact (B)", id="one-letter"),
        pytest.param("Black Sea Pact (Basp)", id="a-word"),
        pytest.param("Turkmenistan (TM)", id="one-word"),
        pytest.param("(BSP)", id="nothing-before"),
        pytest.param("the BSP (Black Sea Pact!)", id="more-than-the-long-form"),
        pytest.param("the BSP (a pact on the sea)", id="short-form-first-not-explained"),
        pytest.param("( )()[]((BSP))", id="empty-brackets"),
    ],
)
def test_what_is_no_definition(text: str) -> None:
    assert find_acronyms(text) == ()


def test_a_short_form_inside_the_long_one_counts_as_a_word_and_is_named() -> None:
    text = "The BSP acts. The Black Sea Pact (BSP) raised the BSP Rapid Rescue Unit (BRRU) and a BRRU staff."
    pact, unit = find_acronyms(text)
    assert pact.contains == ()
    assert pact.used_before == text.index("BSP")
    assert unit.long_form == "BSP Rapid Rescue Unit"
    assert unit.contains == ("BSP",)
    assert unit.used_before is None
    assert "contains BSP" in unit.reason


def test_use_inside_another_word_is_no_use() -> None:
    (found,) = find_acronyms("BSPX and XBSP and the Black Sea Pact (BSP)")
    assert found.used_before is None


def test_initials_are_surer_than_inner_letters_and_those_than_a_word_passed_over() -> None:
    scores = [
        find_acronyms(text)[0].score
        for text in ("Black Sea Pact (BSP)", "Black Seaside Pact (BSSP)", "Pact on Common Allied Forces (PCF)")
    ]
    assert scores == sorted(scores, reverse=True)
    assert len(set(scores)) == 3
