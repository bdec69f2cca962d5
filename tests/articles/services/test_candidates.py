"""Which article an ambiguous cross-reference means: ranked with reasons, and settled by a title that only one bears."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Citation
from articles.services.candidates import content_words, rank_candidates
from tests.articles.services.test_citing import cited, crossing
from tests.factories import ArticleFactory, EntityFactory, IssueFactory, MentionFactory

pytestmark = pytest.mark.django_db

DAY = datetime.date(2004, 12, 8)
TEXT = "Smugglers of saiga horns were caught near Aralsk (see EDM, December 8). Kazakhstan said nothing."


def article_of_the_day(headline: str, **values: Any) -> Any:
    return ArticleFactory(issue=IssueFactory(number="140", issued=DAY), headline=headline, **values)


def reference(**values: Any) -> Citation:
    """An ambiguous cross-reference to the day, in an article of another day."""
    article = ArticleFactory(issue=IssueFactory(number="150", issued=datetime.date(2004, 12, 20)), body=TEXT)
    supported = {"supports_start": 0, "supports_end": TEXT.index(" (see")}
    quote = "(see EDM, December 8)"
    return crossing(DAY, article=article, quote=quote, resolution="ambiguous", **supported, **values)


def test_shared_entities_and_words_rank_with_their_reasons() -> None:
    first = article_of_the_day("Budget Passed", body="Nothing of the kind.")
    second = article_of_the_day("Horns of the Saiga", body="Smugglers came again.")
    third = article_of_the_day("Railways", body="Trains.")
    citation = reference()
    town = EntityFactory(kind="place", preferred_label="Aralsk", slug="aralsk")
    MentionFactory(article=citation.article, entity=town, quote="Aralsk")
    MentionFactory(article=third, entity=town, quote="Trains")
    ranked = rank_candidates(citation)
    assert [candidate.article for candidate in ranked] == [second, third, first]
    assert [candidate.because for candidate in ranked] == [
        "3 common words",
        "shares Aralsk",
        "nothing in common was found",
    ]
    assert not any(candidate.is_certain for candidate in ranked)


def test_an_entity_that_all_share_tells_less_than_one_that_only_one_shares() -> None:
    common, rare = article_of_the_day("One"), article_of_the_day("Two")
    citation = reference()
    country = EntityFactory(kind="place", preferred_label="Kazakhstan")
    town = EntityFactory(kind="place", preferred_label="Aralsk", slug="aralsk")
    for article in (citation.article, common, rare):
        MentionFactory(article=article, entity=country)
    MentionFactory(article=citation.article, entity=town, quote="Aralsk")
    MentionFactory(article=rare, entity=town)
    first, second = rank_candidates(citation)
    assert (first.article, first.because) == (rare, "shares Aralsk, Kazakhstan")
    assert first.score > second.score > 0


def test_a_rejected_mention_is_not_shared() -> None:
    article_of_the_day("One", body="Kazakhstan"), article_of_the_day("Two", body="Nothing.")
    citation = reference()
    country = EntityFactory(kind="place", preferred_label="Kazakhstan")
    MentionFactory(article=citation.article, entity=country)
    MentionFactory(article=rank_candidates(citation)[0].article, entity=country, review="rejected")
    assert not any("shares" in candidate.because for candidate in rank_candidates(citation))


@pytest.mark.parametrize(
    ("headlines", "title", "certain"),
    [
        pytest.param(["The Saiga’s Horns", "Trains"], "the saiga's horns", True, id="whatever the quotes and the case"),
        pytest.param(["Saiga Horns", "Saiga Horns"], "Saiga Horns", False, id="two of the title"),
        pytest.param(["Saiga Horns Found", "Trains"], "Saiga Horns", False, id="only the beginning"),
        pytest.param(["Saiga Horns", "Trains"], "", False, id="no title"),
    ],
)
def test_a_title_that_one_article_bears_makes_it_certain(headlines: list[str], title: str, certain: bool) -> None:
    articles = [article_of_the_day(headline) for headline in headlines]
    first, *rest = rank_candidates(reference(cited_title=title))
    assert first.is_certain is certain
    assert not any(candidate.is_certain for candidate in rest)
    if certain:
        assert first.article == articles[0]
        assert first.reasons[0] == "the quoted title is its headline"


def test_neither_the_citing_article_nor_a_withdrawn_one_nor_one_of_another_day_is_a_candidate() -> None:
    citation = reference()
    citation.article.date_earliest = citation.article.date_latest = DAY
    citation.article.save()
    article_of_the_day("Gone", status="withdrawn")
    ArticleFactory(issue=IssueFactory(number="141", issued=datetime.date(2004, 12, 9)))
    held = article_of_the_day("Held")
    assert [candidate.article for candidate in rank_candidates(citation)] == [held]


@pytest.mark.parametrize("values", [{"kind": "press"}, {"cited_date": None, "cited_precision": ""}, {"source": None}])
def test_what_refers_to_no_day_has_no_candidates(values: dict[str, Any]) -> None:
    article_of_the_day("One")
    assert rank_candidates(crossing(DAY, **values)) == ()


def test_the_number_of_questions_does_not_grow() -> None:
    citation = Citation.objects.select_related("article", "source__publication").get(pk=reference().pk)
    asked = []
    for number in (2, 12):
        for index in range(number):
            MentionFactory(article=article_of_the_day(f"Article {index}"))
        with CaptureQueriesContext(connection) as captured:
            assert len(rank_candidates(citation)) >= number
        asked.append(len(captured))
    assert asked[0] == asked[1] <= 4


def test_empty_words_and_short_ones_tell_nothing() -> None:
    assert content_words("They said that the Saiga would be on a ship.") == {"saiga", "ship"}


def test_a_quoted_title_settles_what_the_day_leaves_open() -> None:
    article_of_the_day("Trains")
    meant = article_of_the_day("Saiga Horns Found in Aralsk")
    text = "It was told before (see “Saiga Horns Found in Aralsk,” EDM, December 8)."
    citing = ArticleFactory(issue=IssueFactory(number="150", issued=datetime.date(2004, 12, 20)), body=text)
    (citation,) = cited(citing)
    assert citation.cited_title == "Saiga Horns Found in Aralsk"
    assert (citation.target, citation.resolution) == (meant, "resolved")
    assert citation.resolution_note == (
        "The one article of 8 December 2004 that is as the reference says: the quoted title is its headline."
    )


def test_a_quoted_title_that_two_bear_or_none_settles_nothing() -> None:
    article_of_the_day("Trains"), article_of_the_day("Trains")
    text = "It was told before (see “Trains,” EDM, December 8). And again (see “Ships,” EDM, December 8)."
    citing = ArticleFactory(issue=IssueFactory(number="150", issued=datetime.date(2004, 12, 20)), body=text)
    found = cited(citing)
    assert [citation.cited_title for citation in found] == ["Trains", "Ships"]
    assert {(citation.target, citation.resolution) for citation in found} == {(None, "ambiguous")}
