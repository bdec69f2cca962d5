"""From prose to linked citations: sources found or suggested, cross-references resolved, waiting, healed."""

from __future__ import annotations

import datetime

import pytest

from articles.citations import SpeakerBasis
from articles.models import Article, Citation, Source
from articles.services.batches import recording
from articles.services.citing import cite
from articles.services.mending import mend_changed
from articles.services.settling import settle_references_to
from articles.services.source_book import SourceBook, free_slug
from tests.factories import (
    ArticleFactory,
    CitationFactory,
    IssueFactory,
    PublicationFactory,
    SourceFactory,
    SourceVariantFactory,
)

pytestmark = pytest.mark.django_db


def cited(article: Article) -> list[Citation]:
    with recording(kind="import", summary="test") as recorder:
        cite(article, SourceBook.load(), recorder)
    return list(article.citations.order_by("number"))


def settled(*articles: Article) -> list[Citation]:
    with recording(kind="import", summary="test") as recorder:
        return settle_references_to(articles, recorder)


def article_saying(text: str, **values: object) -> Article:
    article: Article = ArticleFactory(body=text, **values)
    return article


def crossing(day: datetime.date, **values: object) -> Citation:
    """A cross-reference to the monitor of ``day``, in an article of another day."""
    source = Source.objects.filter(publication__slug="edm").first() or SourceFactory(
        name="EDM", kind="archive", publication=PublicationFactory()
    )
    values = {"kind": "cross_reference", "source": source, "cited_date": day, "resolution": "waiting", **values}
    citation: Citation = CitationFactory(**values)
    return citation


@pytest.mark.parametrize(
    "written",
    ["Nezavisimaya gazeta", "Nezavisimaya Gazeta", "NG", "www.ng.ru"],
    ids=["name", "case", "short", "host"],
)
def test_all_names_of_a_source_are_one_source(written: str) -> None:
    source = SourceFactory(name="Nezavisimaya gazeta")
    SourceVariantFactory(source=source, name="NG", kind="abbreviation")
    SourceVariantFactory(source=source, name="ng.ru", kind="host")
    (citation,) = cited(article_saying(f"So it was said ({written}, November 26)."))
    assert (citation.source, citation.resolution) == (source, "resolved")
    assert not Source.objects.filter(review="suggested").exists()


def test_an_unknown_name_becomes_one_suggested_source() -> None:
    first, second = cited(article_saying("It was said (Kaspii, November 26). Again (Kaspii, November 27)."))
    assert first.source == second.source
    assert (first.source.name, first.source.review) == ("Kaspii", "suggested")


def test_a_name_of_two_sources_is_left_to_the_editor() -> None:
    SourceFactory(name="Pravda", slug="pravda-ru")
    SourceFactory(name="Pravda", slug="pravda-sk")
    (citation,) = cited(article_saying("It was said (Pravda, November 26)."))
    assert (citation.source, citation.resolution) == (None, "unmatched")
    assert citation.resolution_note == "2 sources bear this name: pravda-ru, pravda-sk."


def test_several_sources_of_one_parenthesis_are_several_citations_of_one_span() -> None:
    text = "It was said (Interfax, ITAR-TASS, November 25; Kommersant, November 26)."
    found = cited(article_saying(text))
    assert [(c.source_text, c.cited_date.day) for c in found] == [
        ("Interfax", 25),
        ("ITAR-TASS", 25),
        ("Kommersant", 26),
    ]
    assert {(c.start, c.end, c.quote) for c in found} == {(12, len(text) - 1, text[12:-1])}
    assert [c.number for c in found] == [1, 2, 3]


def test_twice_finds_the_same() -> None:
    article = article_saying("It was said (Xinhua, November 12, 14). And (Xinhua, November 12) again.")
    first = cited(article)
    assert len(first) == 3
    assert cited(article) == first


def test_an_undecided_citation_follows_the_date_of_its_article_and_a_decided_one_does_not() -> None:
    article = article_saying("It was said (Interfax, March 3). And (Itar, March 4).")
    free, decided = cited(article)
    assert free.cited_date == datetime.date(2004, 3, 3)
    Citation.objects.filter(pk=decided.pk).update(review="accepted")
    article.date_earliest = article.date_latest = datetime.date(2003, 6, 1)
    article.save()
    free, decided = cited(article)
    assert free.cited_date == datetime.date(2003, 3, 3)
    assert decided.cited_date == datetime.date(2004, 3, 4)


def test_a_citation_knows_the_words_it_stands_for() -> None:
    article = article_saying("Ministers met in Almaty (Interfax, November 30). They parted.")
    (citation,) = cited(article)
    assert citation.supported is not None
    assert citation.supported.of(article.body) == "Ministers met in Almaty"


def test_a_cross_reference_finds_the_one_article_of_its_day() -> None:
    target = ArticleFactory(issue=IssueFactory(issued=datetime.date(2004, 11, 30)))
    article = article_saying("As was told (see EDM, November 30).", issue=IssueFactory(number="200"))
    (citation,) = cited(article)
    assert (citation.kind, citation.target, citation.resolution) == ("cross_reference", target, "resolved")


@pytest.mark.parametrize("review", ["suggested", "accepted"])
def test_a_waiting_cross_reference_heals(review: str) -> None:
    citation = crossing(datetime.date(2004, 11, 30), review=review)
    target = ArticleFactory(issue=IssueFactory(issued=datetime.date(2004, 11, 30)))
    assert settled(target) == [citation]
    citation.refresh_from_db()
    assert (citation.target, citation.resolution, citation.review) == (target, "resolved", review)


def test_a_rejected_cross_reference_stays_as_it_is() -> None:
    crossing(datetime.date(2004, 11, 30), review="rejected")
    assert settled(ArticleFactory(issue=IssueFactory(issued=datetime.date(2004, 11, 30)))) == []


def test_an_article_does_not_refer_to_itself() -> None:
    article = article_saying("As was told (see EDM, December 1).")
    (citation,) = cited(article)
    assert (citation.target, citation.resolution) == (None, "waiting")


def test_slugs_are_free() -> None:
    assert free_slug(Source, "Gazeta") == "gazeta"
    SourceFactory(slug="gazeta")
    SourceFactory(slug="gazeta-2")
    assert free_slug(Source, "Gazeta") == "gazeta-3"


def test_a_suggested_source_of_the_same_name_does_not_make_an_accepted_one_doubtful() -> None:
    accepted = SourceFactory(name="Kaspiy")
    SourceFactory(name="Kaspii", review="suggested", slug="kaspii-suggested")
    SourceVariantFactory(source=accepted, name="Kaspii")
    (citation,) = cited(article_saying("It was said (Kaspii, November 26)."))
    assert (citation.source, citation.resolution) == (accepted, "resolved")


def test_a_date_set_by_hand_mends_the_references_that_mean_its_day() -> None:
    citation = crossing(datetime.date(2004, 11, 30))
    article = ArticleFactory(issue=IssueFactory(issued=datetime.date(2004, 11, 29)))
    mend_changed(article)
    citation.refresh_from_db()
    assert citation.target is None
    article.date_earliest = article.date_latest = datetime.date(2004, 11, 30)
    article.save()
    mend_changed(article)
    citation.refresh_from_db()
    assert citation.target == article


@pytest.mark.parametrize(
    ("first", "last", "precision", "heals"),
    [
        pytest.param("2005-02-26", "2005-03-02", "day", True, id="range-over-two-months"),
        pytest.param("2005-02-26", "2005-02-28", "day", False, id="range-before"),
        pytest.param("2005-03-01", None, "month", True, id="month"),
        pytest.param("2005-01-01", None, "year", True, id="year"),
        pytest.param("2005-03-02", None, "day", False, id="day-after"),
    ],
)
def test_a_reference_heals_when_its_days_include_the_article_s(
    first: str, last: str | None, precision: str, heals: bool
) -> None:
    day = datetime.date.fromisoformat(first)
    end = datetime.date.fromisoformat(last) if last else None
    citation = crossing(day, cited_date_end=end, cited_precision=precision)
    article = ArticleFactory(issue=IssueFactory(issued=datetime.date(2005, 3, 1)))
    assert settled(article) == ([citation] if heals else [])


def test_a_citation_knows_what_it_supports_and_whom_it_quotes() -> None:
    text = "It rained (Nova, November 25). Prime Minister Ada Author said: “We came in peace” (Interfax, November 26)."
    first, second = cited(article_saying(text))
    assert (first.claim, first.quoted_words, first.speaker_name) == ("It rained", "", "")
    assert second.claim == "Prime Minister Ada Author said: “We came in peace”"
    assert (second.quoted_words, second.speaker_name, second.speaker_basis) == (
        "“We came in peace”",
        "Ada Author",
        "named",
    )


def test_every_basis_that_is_found_can_be_kept() -> None:
    assert {basis.value for basis in SpeakerBasis} < set(Citation.SpeakerBasis.values)
