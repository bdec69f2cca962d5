"""Names called again in short: surnames and short forms, only on the ground of what the text said before."""

from __future__ import annotations

import pytest

from entities.matching import AliasEntry, Gazetteer, find_acronyms, follow_acronyms, follow_surnames

PEOPLE = {1: "Pavel Orlov", 2: "Anna Orlov", 3: "Irma van der Berg"}
NAMES = Gazetteer(
    [
        *(AliasEntry(name, key, "person", preferred=True) for key, name in PEOPLE.items()),
        AliasEntry("Black Sea Pact", 9, "organization", preferred=True),
        AliasEntry("Orlov Square", 8, "place", preferred=True),
    ]
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Pavel Orlov came. Orlov left; President Orlov’s plan stayed.", [18, 40], id="after"),
        pytest.param("Orlov came. Pavel Orlov left.", [], id="before-is-not-known-yet"),
        pytest.param("Pavel Orlov met Lyudmila Orlov.", [], id="another-given-name"),
        pytest.param("Pavel Orlov met Orlova and Orlov-Petrov.", [], id="other-words"),
        pytest.param("Pavel Orlov saw Orlov Square and Orlov Street.", [], id="longer-names"),
        pytest.param("Pavel Orlov came. Addressing Orlov, he left.", [29], id="opening-word"),
        pytest.param("Pavel Orlov came. Orlov Thursday left.", [18], id="day-after"),
        pytest.param("Pavel Orlov came to Georgia’s Orlov.", [30], id="possessor-before"),
        pytest.param("Irma van der Berg came. But van der Berg left.", [28], id="particles"),
        pytest.param("Nobody came. Orlov left.", [], id="nobody-named"),
    ],
)
def test_surnames(text: str, expected: list[int]) -> None:
    found = follow_surnames(text, NAMES.find(text), PEOPLE)
    assert [match.start for match in found] == expected
    assert all(match.origin == "surname" and match.kind == "person" for match in found)
    assert all(match.span.of(text) == match.quote for match in found)


def test_the_reason_names_the_person() -> None:
    text = "Pavel Orlov came. Orlov left."
    (match,) = follow_surnames(text, NAMES.find(text), PEOPLE)
    assert match.entity == 1
    assert match.reason == "surname of Pavel Orlov, named in full before"


def test_two_of_one_surname_are_both_candidates_the_last_named_first() -> None:
    text = "Pavel Orlov came. Orlov left. Anna Orlov came. Orlov left. Pavel Orlov came. Orlov left."
    first, second, third = follow_surnames(text, NAMES.find(text), PEOPLE)
    assert first.entity == 1
    assert [candidate.entity for candidate in second.candidates] == [2, 1]
    assert [candidate.entity for candidate in third.candidates] == [1, 2]
    assert second.ambiguous
    assert second.score <= 0.5


def test_only_those_whose_names_are_given_are_followed() -> None:
    text = "Pavel Orlov came. Orlov left."
    assert follow_surnames(text, NAMES.find(text), {}) == ()


def test_a_short_form_means_what_its_long_form_means_before_and_after() -> None:
    text = "The BSP grew. The Black Sea Pact (BSP) met; BSP’s staff left BSPX."
    found = follow_acronyms(text, find_acronyms(text), NAMES.find(text))
    assert [match.start for match in found] == [4, text.index("(BSP") + 1, text.index("BSP’s")]
    assert {match.entity for match in found} == {9}
    assert {match.origin for match in found} == {"acronym"}
    assert found[0].label == "Black Sea Pact"


def test_a_short_form_of_an_unknown_name_offers_the_long_form_as_label() -> None:
    text = "The Dike Survey Board (DSB) met. The DSB left."
    found = follow_acronyms(text, find_acronyms(text), NAMES.find(text))
    assert [(match.candidates, match.label) for match in found] == [((), "Dike Survey Board")] * 2


def test_what_is_matched_already_is_left_alone() -> None:
    text = "The Black Sea Pact (BSP) met. The BSP left."
    names = Gazetteer([AliasEntry("BSP", 9, "organization")])
    assert follow_acronyms(text, find_acronyms(text), names.find(text)) == ()


def test_a_short_form_defined_twice_means_the_first_that_is_known() -> None:
    text = "The Blue Seal Party (BSP) left; the Black Sea Pact (BSP) stayed. The Best Spa Prize (BSP) is new. BSP."
    found = follow_acronyms(text, find_acronyms(text), NAMES.find(text))
    assert len(found) == 4
    assert {match.entity for match in found} == {9}
