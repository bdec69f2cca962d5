"""The interval of an article without a date, and the sentences that say why."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from articles.citations import DateContext, DatingBasis, date_article, extract, resolve_dates
from tests.articles.citations.forms import NOTHING

TEXT = "One (Herald, November 26). Two (see EDM, November 30). Three (Star, November 25)."


def dating(text: str = TEXT, year: int | None = 2004, **evidence: Any) -> Any:
    """The dating of ``text`` as an article of the Coast Monitor."""
    found = resolve_dates(extract(text, NOTHING), DateContext(volume_year=year))
    return date_article(found, publication_title="Coast Monitor", **evidence)


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
            {"issue_before": date(2004, 12, 2), "issue_after": date(2004, 12, 6)},
            (date(2004, 12, 2), date(2004, 12, 6)),
            "neighbours",
            "not before 2 December 2004",
            id="issues-around",
        ),
        pytest.param(
            {"issue_before": date(2004, 11, 1)},
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
            {"text": "No source.", "issue_after": date(2004, 12, 6)},
            (None, date(2004, 12, 6)),
            "neighbours",
            "not after 6 December 2004",
            id="issue-after-alone",
        ),
        pytest.param({"text": "No source."}, (None, None), "unknown", "date unknown", id="nothing"),
        pytest.param({"year": None}, (None, None), "unknown", "date unknown", id="citations-without-a-year"),
        pytest.param({"issue_after": date(2004, 11, 2)}, (None, None), "conflict", "date unknown", id="contradiction"),
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
