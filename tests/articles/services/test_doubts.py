"""The order in which citations are decided, and what is said of each."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from articles.citations import YEAR_CONFLICTS
from articles.models import Citation
from articles.services.doubts import Doubt, doubts_of, to_decide
from tests.articles.services.test_citing import cited, crossing
from tests.factories import ArticleFactory, CitationFactory, IssueFactory, SourceFactory

pytestmark = pytest.mark.django_db

DAY = datetime.date(2004, 11, 30)


def one_of_each() -> dict[Doubt, Any]:
    """A citation for each kind of doubt, made in the reverse order."""
    return {
        Doubt.NONE: CitationFactory(),
        Doubt.WAITING: crossing(DAY, resolution_note="No article of 30 November 2004 is held yet."),
        Doubt.YEAR: CitationFactory(year_basis="unknown", cited_date=None, cited_precision=""),
        Doubt.SOURCE: CitationFactory(source=SourceFactory(name="Kaspii", review="suggested")),
        Doubt.UNMATCHED: CitationFactory(source=None, resolution="unmatched"),
        Doubt.AMBIGUOUS: crossing(DAY, resolution="ambiguous", resolution_note="2 articles are of 30 November 2004."),
    }


def test_the_most_doubtful_first() -> None:
    made = one_of_each()
    assert [(row.doubt, row.pk) for row in to_decide()] == [(int(doubt), made[doubt].pk) for doubt in Doubt]


def test_within_a_kind_by_score_then_by_place() -> None:
    article = ArticleFactory(body="Kazakhstan, Kazakhstan. (Interfax, November 30)")
    second, first = (CitationFactory(article=article, quote="Kazakhstan", start=start) for start in (12, 0))
    weak = CitationFactory(score=0.7)
    assert list(to_decide()) == [weak, first, second]


def test_what_is_decided_does_not_wait_but_an_open_choice_does() -> None:
    CitationFactory(review="accepted"), CitationFactory(review="rejected")
    crossing(DAY, review="accepted"), crossing(DAY, review="rejected", resolution="ambiguous")
    open_choice = crossing(DAY, review="accepted", resolution="ambiguous")
    assert list(to_decide()) == [open_choice]


def test_an_interview_is_not_unmatched_for_want_of_an_outlet() -> None:
    CitationFactory(kind="interview", source=None, resolution="unmatched")
    assert to_decide().get().doubt == Doubt.NONE


@pytest.mark.parametrize(
    ("doubt", "words"),
    [
        (Doubt.AMBIGUOUS, "2 articles are of 30 November 2004. Choose the one that is meant."),
        (Doubt.UNMATCHED, "Its source is not known."),
        (Doubt.SOURCE, "Its source, “Kaspii”, is itself suggested, not accepted."),
        (Doubt.YEAR, "Its year is not known."),
        (Doubt.WAITING, "No article of 30 November 2004 is held yet."),
    ],
)
def test_each_doubt_in_words(doubt: Doubt, words: str) -> None:
    assert doubts_of(one_of_each()[doubt]) == (words,)


def test_no_doubt_no_words_and_several_doubts_several() -> None:
    assert doubts_of(CitationFactory()) == ()
    row = CitationFactory(start=None, source=None, resolution="unmatched", score=0.0, reason="It is not found.")
    assert doubts_of(row) == (
        "Its words are gone from the text.",
        "Its source is not known.",
        "The rule was not sure (score 0.00). It is not found.",
    )


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        pytest.param("It was said (Interfax, March 3, 2009).", DAY, DAY, id="younger than its article"),
        pytest.param(
            "It was said (Interfax, March 3).", datetime.date(2003, 1, 1), datetime.date(2004, 12, 31), id="wide"
        ),
    ],
)
def test_a_year_in_conflict_is_doubtful(text: str, first: datetime.date, last: datetime.date) -> None:
    SourceFactory(name="Interfax")
    article = ArticleFactory(issue=IssueFactory(), body=text, date_earliest=first, date_latest=last)
    (citation,) = cited(article)
    assert any(conflict in citation.year_note for conflict in YEAR_CONFLICTS)
    assert to_decide().get().doubt == Doubt.YEAR
    assert doubts_of(Citation.objects.get())[0].startswith("The evidence for its year is in conflict: ")
