"""Which source a name means: accepted ones teach the grammar, suggested ones are found again, rejected ones never."""

from __future__ import annotations

import pytest

from articles.models import Source
from articles.services.extraction import extract_archive
from articles.services.review import reject
from articles.services.source_book import SourceBook
from tests.articles.services.test_citing import article_saying, cited
from tests.factories import SourceFactory, SourceVariantFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("review", "found"), [("accepted", 1), ("suggested", 0), ("rejected", 0)])
@pytest.mark.parametrize("name", ["PKK", "Khankala", "Colonel"])
def test_only_the_name_of_an_accepted_source_is_a_citation_without_a_date(name: str, review: str, found: int) -> None:
    SourceFactory(name=name, review=review)
    assert len(cited(article_saying(f"The army caught five fighters ({name}) on the road."))) == found


@pytest.mark.parametrize(("review", "known"), [("accepted", True), ("suggested", False), ("rejected", False)])
def test_the_vocabulary_is_that_of_accepted_sources(review: str, known: bool) -> None:
    source = SourceFactory(name="Kaspii", review=review)
    SourceVariantFactory(source=source, name="Caspian")
    SourceVariantFactory(source=source, name="www.kaspii.az", kind="host")
    vocabulary = SourceBook.load().vocabulary
    assert (vocabulary.outlet("Kaspii") == source.slug) is known
    assert (vocabulary.outlet("Caspian") == source.slug) is known
    assert (vocabulary.outlet_at("news.kaspii.az") == source.slug) is known


@pytest.mark.parametrize("written", ["Kaspii", "Caspian", "www.kaspii.az"])
def test_a_suggested_source_is_found_again_where_a_dated_citation_names_it(written: str) -> None:
    source = SourceFactory(name="Kaspii", review="suggested")
    SourceVariantFactory(source=source, name="Caspian")
    SourceVariantFactory(source=source, name="kaspii.az", kind="host")
    (citation,) = cited(article_saying(f"It was said ({written}, November 26)."))
    assert (citation.source, citation.resolution) == (source, "resolved")
    assert Source.objects.count() == 1


@pytest.mark.parametrize(
    ("written", "named"),
    [("Kurd Voice", "Kurd Voice"), ("Kurdish Party", "Kurdish Party"), ("www.kurdvoice.org", "Kurd Voice")],
)
def test_a_rejected_source_is_neither_cited_nor_suggested_again(written: str, named: str) -> None:
    source = SourceFactory(name="Kurd Voice", review="rejected")
    SourceVariantFactory(source=source, name="Kurdish Party")
    SourceVariantFactory(source=source, name="kurdvoice.org", kind="host")
    (citation,) = cited(article_saying(f"It was said ({written}, November 26)."))
    assert (citation.source, citation.resolution) == (None, "unmatched")
    assert citation.resolution_note == f"“{named}” was rejected as a source."
    assert Source.objects.count() == 1


def test_a_rejected_source_leaves_its_name_to_another() -> None:
    SourceFactory(name="Kaspii", slug="kaspii", review="rejected")
    suggested = SourceFactory(name="Kaspii", slug="kaspii-2", review="suggested")
    (citation,) = cited(article_saying("It was said (Kaspii, November 26)."))
    assert citation.source == suggested


def test_to_extract_anew_takes_a_rejected_source_from_what_nobody_has_decided() -> None:
    article = article_saying("It was said (Khankala, November 26). So it was (Khankala, November 27).")
    kept, free = cited(article)
    source = free.source
    assert source.review == "suggested"
    kept.review = "accepted"
    kept.save()
    reject(Source.objects.all(), user=UserFactory())
    extract_archive(type(article).objects.all())
    kept.refresh_from_db()
    free.refresh_from_db()
    assert (kept.source, kept.resolution) == (source, "resolved")
    assert (free.source, free.resolution) == (None, "unmatched")
    assert extract_archive(type(article).objects.all()).batch == ""
