"""Known names in running text: whole words, the longest, the right case, both owners."""

from __future__ import annotations

import pickle

import pytest

from edm_archive.text.spans import Span
from entities.matching import AliasEntry, Gazetteer


def gazetteer(*aliases: str, kind: str = "place", case: str = "exact") -> Gazetteer:
    return Gazetteer(AliasEntry(alias, alias, kind, preferred=True, case=case) for alias in aliases)  # type: ignore[arg-type]


def quotes(names: Gazetteer, text: str) -> list[str]:
    return [match.quote for match in names.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Trade with Kazakhstan grew.", 1, id="plain"),
        pytest.param("Kazakhstan", 1, id="the-whole-text"),
        pytest.param("Kazakhstan’s navy", 1, id="curly-possessive"),
        pytest.param("Kazakhstan's navy", 1, id="straight-possessive"),
        pytest.param("KAZAKHSTAN's", 0, id="other-case"),
        pytest.param("the Kazakhstani army", 0, id="inflected"),
        pytest.param("Interfax-Kazakhstan reported", 0, id="after-a-hyphen"),
        pytest.param("Interfax\u2010Kazakhstan reported", 0, id="after-a-typographic-hyphen"),
        pytest.param("Kazakhstan-based firms", 0, id="before-a-hyphen"),
        pytest.param("Kazakhstan--a member", 1, id="before-a-typed-dash"),
        pytest.param("Kazakhstan—a member", 1, id="before-an-em-dash"),
        pytest.param("“Kazakhstan”, (Kazakhstan); 'Kazakhstan'.", 3, id="in-marks"),
        pytest.param("see www.example.org/Kazakhstan/news", 0, id="in-an-address"),
        pytest.param("Kazakhstan.example was down", 0, id="a-host-name"),
        pytest.param("It ended in Kazakhstan.Then all was well.", 1, id="glued-sentences"),
        pytest.param("write to press@Kazakhstan", 0, id="after-an-at-sign"),
        pytest.param("Kazakhstan_2 and 2Kazakhstan", 0, id="joined-to-a-digit"),
        pytest.param("Kazakhstan\u0301", 0, id="before-a-combining-accent"),
        pytest.param("Kazakhstan’ın", 0, id="foreign-ending-after-an-apostrophe"),
        pytest.param("Russia/Kazakhstan", 1, id="after-a-slash"),
        pytest.param("", 0, id="empty"),
    ],
)
def test_whole_words_only(text: str, expected: int) -> None:
    assert quotes(gazetteer("Kazakhstan"), text) == ["Kazakhstan"] * expected


def test_seven_of_nine_in_a_text_with_every_trap() -> None:
    text = (
        "Kazakhstan kept its course. Unlike others, Kazakhstan, with ships on the Caspian, trains alone. "
        "A list (Russia, Kazakhstan, and Tajikistan) is short. Kazakhstan’s budget grew; in Kazakhstan’s west it fell. "
        "The Kazakhstani ministry agreed that Kazakhstan is calm, as Interfax-Kazakhstan had it. So is all Kazakhstan."
    )
    assert text.count("Kazakhstan") == 9
    assert len(gazetteer("Kazakhstan").find(text)) == 7


def test_the_longest_name_wins_and_hides_what_is_inside() -> None:
    names = gazetteer("Central Asia", "Asia", "Central Asia Regional Economic Cooperation", "Regional")
    assert quotes(names, "The Central Asia Regional Economic Cooperation meets in Central Asia, not all of Asia.") == [
        "Central Asia Regional Economic Cooperation",
        "Central Asia",
        "Asia",
    ]


def test_a_longer_name_that_fails_the_boundary_does_not_hide_a_shorter_one() -> None:
    assert quotes(gazetteer("Bank", "Bank Centra"), "the Bank Central plan") == ["Bank"]


def test_of_two_that_overlap_the_longer_is_taken_wherever_it_begins() -> None:
    assert quotes(gazetteer("Black Sea", "Sea Breeze Exercise"), "the Black Sea Breeze Exercise") == [
        "Sea Breeze Exercise"
    ]


@pytest.mark.parametrize(
    ("alias", "text"),
    [
        pytest.param("Qol Yisra'el", "Qol Yisra’el said", id="apostrophe"),
        pytest.param("Interfax-Kazakhstan", "Interfax–Kazakhstan said", id="dash"),
        pytest.param("Nur Otan", "the Nur\u00a0Otan party", id="no-break-space"),
        pytest.param("Nur Otan", "the Nur\nOtan party", id="line-end"),
        pytest.param("the “Nur” party", 'the "Nur" party', id="quotation-marks"),
        pytest.param("  Nur\u00a0 Otan ", "the Nur Otan party", id="spaces-of-the-alias"),
        pytest.param("U.S.", "the U.S. fleet", id="full-stops"),
    ],
)
def test_marks_and_spaces_of_every_sort_are_equal(alias: str, text: str) -> None:
    (match,) = gazetteer(alias).find(text)
    assert match.span.of(text) == match.quote


@pytest.mark.parametrize(
    ("case", "text", "found"),
    [
        pytest.param("exact", "Unity and unity and UNITY", ["Unity"], id="exact"),
        pytest.param("any", "Unity and unity and UNITY", ["Unity", "unity", "UNITY"], id="any"),
        pytest.param("never", "Unity and unity and UNITY", [], id="never"),
    ],
)
def test_case_rules(case: str, text: str, found: list[str]) -> None:
    assert quotes(gazetteer("Unity", case=case), text) == found


def test_a_name_that_is_never_suggested_still_hides_a_shorter_one_inside_it() -> None:
    names = Gazetteer([AliasEntry("Kazakhstan Today", 1, "work", case="never"), AliasEntry("Kazakhstan", 2, "place")])
    assert quotes(names, "Kazakhstan Today writes on Kazakhstan") == ["Kazakhstan"]


def test_the_dotted_capital_i_moves_no_offset() -> None:
    text = "İzmir, İstanbul and Ankara"
    (match,) = gazetteer("Ankara").find(text)
    assert match.start == text.index("Ankara")
    assert quotes(gazetteer("İstanbul"), text) == ["İstanbul"]


def test_two_owners_come_back_both_and_undecided() -> None:
    names = Gazetteer(
        [
            AliasEntry("Georgia", "us-georgia", "place"),
            AliasEntry("Georgia", "georgia", "place", preferred=True),
            AliasEntry("Georgia", "georgia", "place"),
        ]
    )
    (match,) = names.find("Georgia voted.")
    assert match.ambiguous
    assert match.entity is None
    assert [candidate.entity for candidate in match.candidates] == ["georgia", "us-georgia"]
    assert match.score <= 0.5
    assert "2 entities" in match.reason


def test_one_owner_says_which_name_was_met() -> None:
    names = Gazetteer(
        [AliasEntry("Black Sea Pact", 7, "organization", preferred=True), AliasEntry("BSP", 7, "organization")]
    )
    full, short = names.find("The Black Sea Pact, or the BSP, met.")
    assert (full.entity, full.reason, full.origin) == (7, "the preferred name", "alias")
    assert (short.label, short.reason, short.kind) == ("Black Sea Pact", "alias of Black Sea Pact", "organization")
    assert short.score < full.score


@pytest.mark.parametrize(
    ("text", "beside"),
    [
        pytest.param("George Washington spoke.", True, id="given-name-before"),
        pytest.param("the Washington Monument", True, id="noun-after"),
        pytest.param("It is over. Washington spoke.", False, id="sentence-end-before"),
        pytest.param("Then Washington spoke.", False, id="opening-word-before"),
        pytest.param("President Washington spoke.", False, id="post-before"),
        pytest.param("Washington Mayor Orlov spoke.", False, id="post-after"),
        pytest.param("On Monday Washington spoke.", False, id="day-before"),
        pytest.param("and Washington spoke.", False, id="small-word-before"),
    ],
)
def test_a_capital_beside_the_name_makes_it_less_sure(text: str, beside: bool) -> None:
    (match,) = gazetteer("Washington").find(text)
    assert ("beside another capitalised word" in match.reason) is beside
    assert (match.score < 0.9) is beside


def test_nothing_is_found_outside_the_text_to_be_searched() -> None:
    text = "Kazakhstan agreed (Kazakhstan Pravda, May 3) with Kazakhstan."
    bracket = Span(text.index("("), text.index(")") + 1)
    found = gazetteer("Kazakhstan").find(text, outside=[bracket, Span(20, 25), Span(3, 3)])
    assert [match.start for match in found] == [0, text.rindex("Kazakhstan")]


@pytest.mark.parametrize("alias", ["", " ", "--", "“”"])
def test_an_alias_without_letters_is_left_out(alias: str) -> None:
    names = gazetteer(alias)
    assert len(names) == 0
    assert names.find("-- anything “” --") == ()


def test_it_can_be_pickled() -> None:
    names = gazetteer("Astana", "Almaty")
    again = pickle.loads(pickle.dumps(names))  # noqa: S301 - our own bytes
    assert again.find("Astana and Almaty’s") == names.find("Astana and Almaty’s")
    assert len(again) == len(names) == 2
