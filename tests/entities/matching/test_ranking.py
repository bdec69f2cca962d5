"""The order of candidates: past decisions, neighbours, dates; never a decision."""

# ruff: noqa: E501 - a row of a table stays on one line

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from entities.matching import AliasEntry, Evidence, Gazetteer, Match, rank
from entities.matching.ranking import AMBIGUOUS_CEILING

TWO = Gazetteer([AliasEntry("Georgia", "state", "place"), AliasEntry("Georgia", "country", "place")])
ONE = Gazetteer([AliasEntry("BSP", "pact", "organization"), AliasEntry("Black Sea Pact", "pact", "", preferred=True)])
DAY = datetime.date(2004, 11, 30)


def match(names: Gazetteer, text: str) -> Match:
    (found,) = names.find(text)
    return found


@pytest.mark.parametrize(
    "evidence",
    [
        pytest.param({"country": Evidence(accepted=3)}, id="accepted"),
        pytest.param({"state": Evidence(rejected=3)}, id="the-other-rejected"),
        pytest.param({"country": Evidence(neighbours=("Tbilisi", "Batumi"))}, id="neighbours"),
        pytest.param({"country": Evidence(first=DAY, last=DAY), "state": Evidence(last=datetime.date(1990, 1, 1))}, id="dates"),
        pytest.param({"country": Evidence(accepted=30, rejected=2), "state": Evidence(accepted=2, rejected=1, neighbours=("Tbilisi",))}, id="both"),
    ],
)  # fmt: skip
def test_the_likelier_comes_first_and_is_not_accepted(evidence: dict[object, Evidence]) -> None:
    ranked = rank(match(TWO, "Georgia"), evidence, DAY)
    assert ranked.candidates[0].entity == "country"
    assert ranked.ambiguous
    assert ranked.entity is None
    assert AMBIGUOUS_CEILING / 2 < ranked.score <= AMBIGUOUS_CEILING


def test_without_evidence_the_order_stays() -> None:
    before = match(TWO, "Georgia")
    assert [c.entity for c in rank(before, {}).candidates] == [c.entity for c in before.candidates]


def test_the_reason_counts_decisions() -> None:
    ranked = rank(match(ONE, "BSP"), {"pact": Evidence(accepted=41, rejected=2)})
    assert ranked.reason == ranked.candidates[0].reason == "alias of Black Sea Pact, accepted 41 of 43 times"
    assert ranked.score > match(ONE, "BSP").score


def test_each_candidate_says_what_speaks_for_it() -> None:
    evidence = {
        "country": Evidence(3, 1, ("Tbilisi", "Batumi"), datetime.date(2003, 1, 2), DAY),
        "state": Evidence(0, 1200, ("A", "B", "C", "D", "E")),
    }
    ranked = rank(match(TWO, "Georgia"), evidence, DAY)
    assert [candidate.reason for candidate in ranked.candidates] == [
        "a name of 2 entities, accepted 3 of 4 times, elsewhere together with Tbilisi and Batumi, as in this article, "
        "in articles from 2003 to 2004",
        "a name of 2 entities, accepted 0 of 1,200 times, elsewhere together with A, B, C and 2 more, as in this article",
    ]
    scores = [candidate.score for candidate in ranked.candidates]
    assert scores == sorted(scores, reverse=True)  # type: ignore[type-var]
    assert (ranked.score, ranked.reason) == (scores[0], ranked.candidates[0].reason)


def test_rejections_pull_a_single_candidate_down() -> None:
    assert rank(match(ONE, "BSP"), {"pact": Evidence(rejected=20)}).score < 0.2


def test_a_match_without_candidates_is_returned_as_it_is() -> None:
    nobody = replace(match(ONE, "BSP"), candidates=())
    assert rank(nobody, {}) is nobody


evidences = st.builds(
    Evidence,
    accepted=st.integers(0, 10**6),
    rejected=st.integers(0, 10**6),
    neighbours=st.lists(st.text(max_size=3), max_size=5).map(tuple),
    first=st.none() | st.dates(),
    last=st.none() | st.dates(),
)


@given(st.dictionaries(st.sampled_from(["state", "country"]), evidences), st.none() | st.dates())
def test_scores_stay_in_bounds_and_candidates_are_kept(
    evidence: dict[object, Evidence], published: datetime.date | None
) -> None:
    before = match(TWO, "Georgia")
    ranked = rank(before, evidence, published)
    assert 0 <= ranked.score <= AMBIGUOUS_CEILING
    assert {candidate.entity for candidate in ranked.candidates} == {"state", "country"}
    assert all(0 <= (candidate.score or 0) <= AMBIGUOUS_CEILING for candidate in ranked.candidates)
    assert (ranked.kind, ranked.label) == (ranked.candidates[0].kind, ranked.candidates[0].label)
