"""The interval of an article without a date, and the sentences that say why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from articles.citations import (
    CitedDay,
    DateContext,
    DatedIssue,
    DatingBasis,
    EvidenceKind,
    date_article,
    extract,
    open_days,
    resolve_dates,
)
from edm_archive.text.dates import DateInterval, PartialDate
from tests.articles.citations.forms import NOTHING, cited_days

TEXT = "One (Herald, November 26). Two (see EDM, November 30). Three (Star, November 25)."


def dating(text: str = TEXT, year: int | None = 2004, **evidence: Any) -> Any:
    """The dating of ``text`` as an article of the Coast Monitor."""
    found = resolve_dates(extract(text, NOTHING), DateContext(volume_year=year))
    return date_article(cited_days(found), publication_title="Coast Monitor", **evidence)


def issue(*day: int) -> DatedIssue:
    """An issue of that date."""
    return DatedIssue("CM 1/137", PartialDate(*day))


def test_not_before_its_newest_citation_and_not_after_its_volume() -> None:
    found = dating(volume=1, first_volume_year=2004)
    assert (found.earliest, found.latest) == (date(2004, 11, 30), date(2004, 12, 31))
    assert found.basis is DatingBasis.CITATIONS
    assert str(found) == "not before 30 November 2004"
    assert found.reasons == (
        "The newest thing it cites is EDM of 30 November 2004, so it is not before 30 November 2004.",
        "Volume 1 of Coast Monitor is of 2004, so it is not after 31 December 2004.",
    )


@pytest.mark.parametrize(
    ("evidence", "expected", "basis", "words"),
    [
        pytest.param({}, (date(2004, 11, 30), None), "citations", "not before 30 November 2004", id="citations-alone"),
        pytest.param(
            {"issue_before": issue(2004, 12, 2), "issue_after": issue(2004, 12, 6)},
            (date(2004, 12, 2), date(2004, 12, 6)),
            "neighbours",
            "not before 2 December 2004",
            id="issues-around",
        ),
        pytest.param(
            {"issue_before": issue(2004, 11, 1)},
            (date(2004, 11, 30), None),
            "citations",
            "not before 30 November 2004",
            id="older-issue-before",
        ),
        pytest.param(
            {"text": "No source.", "volume": 3, "first_volume_year": 2004},
            (date(2006, 1, 1), date(2006, 12, 31)),
            "volume",
            "not before 1 January 2006",
            id="volume-alone",
        ),
        pytest.param(
            {"text": "No source.", "issue_after": issue(2004, 12, 6)},
            (None, date(2004, 12, 6)),
            "neighbours",
            "not after 6 December 2004",
            id="issue-after-alone",
        ),
        pytest.param(
            {"text": "No source.", "issue_before": issue(2004, 11), "issue_after": issue(2004, 11)},
            (date(2004, 11, 1), date(2004, 11, 30)),
            "neighbours",
            "not before 1 November 2004",
            id="issues-of-a-month",
        ),
        pytest.param(
            {"text": "No source.", "issue_before": issue(2004, 12, 2), "issue_after": issue(2004, 12, 2)},
            (date(2004, 12, 2), date(2004, 12, 2)),
            "neighbours",
            "not before 2 December 2004",
            id="several-issues-a-day",
        ),
        pytest.param({"text": "No source."}, (None, None), "unknown", "date unknown", id="nothing"),
        pytest.param({"year": None}, (None, None), "unknown", "date unknown", id="citations-without-a-year"),
        pytest.param({"issue_after": issue(2004, 11, 2)}, (None, None), "conflict", "date unknown", id="contradiction"),
        pytest.param(
            {"text": "No source.", "volume": 9000, "first_volume_year": 2004},
            (None, None),
            "unknown",
            "date unknown",
            id="volume-beyond-the-calendar",
        ),
        pytest.param(
            {"text": "One (Herald, May 3-9)."},
            (date(2004, 5, 9), None),
            "citations",
            "not before 9 May 2004",
            id="range",
        ),
        pytest.param(
            {"text": "One (Herald, No. 6, May)."},
            (date(2004, 5, 1), None),
            "citations",
            "not before 1 May 2004",
            id="month",
        ),
    ],
)
def test_evidence(evidence: dict[str, Any], expected: tuple[Any, Any], basis: str, words: str) -> None:
    found = dating(**evidence)
    assert (found.earliest, found.latest) == expected
    assert found.basis.value == basis
    assert str(found) == words
    assert found.reasons
    assert all(reason.endswith(".") for reason in found.reasons)


def test_an_issue_is_named_with_its_date() -> None:
    found = dating(issue_before=issue(2004, 12, 1), issue_after=issue(2004, 12))
    assert found.reasons[1:] == (
        "The issue before it, CM 1/137, is of 1 December 2004, so it is not before 1 December 2004.",
        "The issue after it, CM 1/137, is of December 2004, so it is not after 31 December 2004.",
    )


@pytest.mark.parametrize(
    ("evidence", "contradicting"),
    [
        pytest.param(
            {"text": "One (Herald, December 20, 2004).", "issue_after": issue(2004, 12, 3)},
            {"citation", "issue_after"},
            id="cited-after-the-next-issue",
        ),
        pytest.param(
            {"issue_before": issue(2004, 12, 3), "issue_after": issue(2004, 12, 1)},
            {"issue_before", "issue_after"},
            id="issues-in-the-wrong-order",
        ),
        pytest.param(
            {"issue_before": issue(2005, 1, 3), "volume": 1, "first_volume_year": 2004},
            {"issue_before", "volume"},
            id="issue-of-another-year",
        ),
        pytest.param({"issue_before": issue(2004, 12, 1), "issue_after": issue(2004, 12, 3)}, set(), id="none"),
    ],
)
def test_what_contradicts_is_marked_and_told(evidence: dict[str, Any], contradicting: set[str]) -> None:
    found = dating(**evidence)
    assert {piece.kind.value for piece in found.evidence if piece.contradicts} == contradicting
    assert any(reason.startswith("These contradict each other") for reason in found.reasons) == bool(contradicting)


def test_the_evidence_names_the_citation() -> None:
    cited = [CitedDay("Herald", PartialDate(2004, 11, 26), 3), CitedDay("Star", PartialDate(2004, 11, 25), 4)]
    (piece,) = date_article(cited, publication_title="Coast Monitor").evidence
    assert (piece.kind, piece.cited) == (EvidenceKind.CITATION, cited[0])


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        pytest.param({}, None, id="nothing"),
        pytest.param({"issue_before": issue(2004, 12, 1)}, None, id="open-at-the-end"),
        pytest.param({"issue_after": issue(2004, 12, 3)}, None, id="open-at-the-beginning"),
        pytest.param({"volume_year": 2004}, DateInterval(date(2004, 1, 1), date(2004, 12, 31)), id="volume"),
        pytest.param(
            {"volume_year": 2004, "issue_after": issue(2004, 2)},
            DateInterval(date(2004, 1, 1), date(2004, 2, 29)),
            id="volume-and-issue",
        ),
        pytest.param(
            {"issue_before": issue(2004, 12, 1), "issue_after": issue(2004, 12, 3)},
            DateInterval(date(2004, 12, 1), date(2004, 12, 3)),
            id="issues",
        ),
        pytest.param({"volume_year": 2004, "issue_before": issue(2005, 1, 3)}, None, id="contradiction"),
        pytest.param({"volume_year": 20040}, None, id="beyond-the-calendar"),
    ],
)
def test_the_days_that_the_series_leaves_open(known: dict[str, Any], expected: DateInterval | None) -> None:
    assert open_days(**known) == expected
