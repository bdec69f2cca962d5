"""The bibliography's constraints hold in the database, and every record can be named by its natural key."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from articles.models import Article, Citation, Mention, Publication, Source
from articles.models.bibliography import RESERVED_SLUGS
from articles.models.indexes import Derived
from tests import factories

pytestmark = pytest.mark.django_db

DAY = datetime.date(2004, 11, 30)


def _second_citation_number() -> None:
    citation = factories.CitationFactory()
    factories.CitationFactory(article=citation.article, number=citation.number)


def _same_mention_twice() -> None:
    mention = factories.MentionFactory()
    factories.MentionFactory(article=mention.article, entity=mention.entity)


def _two_issues() -> None:
    issue = factories.IssueFactory(number="5")
    type(issue)(publication=issue.publication, volume=1, number="5").save()


def _position_twice() -> None:
    article = factories.ArticleFactory()
    factories.ArticleFactory(issue=article.issue, position=article.position)


def _target_of_press() -> None:
    factories.CitationFactory(target=factories.ArticleFactory())


QUOTED = {"quotation_start": 0, "quotation_end": 5}
REFUSED: list[tuple[str, Callable[[], Any]]] = [
    ("publication-slug-reserved", lambda: factories.PublicationFactory(slug="admin", title="A", abbreviation="")),
    (
        "publication-title-twice",
        lambda: [factories.PublicationFactory(slug=s, abbreviation=s, title="T") for s in "ab"],
    ),
    ("publication-abbreviation-twice", lambda: [factories.PublicationFactory(slug=s, title=s) for s in "ab"]),
    ("issue-twice", _two_issues),
    ("issue-volume-nought", lambda: factories.IssueFactory(volume=0)),
    ("issue-date-without-precision", lambda: factories.IssueFactory(issued=DAY, issued_precision="")),
    ("article-position-twice", _position_twice),
    ("article-without-headline", lambda: factories.ArticleFactory(headline="")),
    ("article-without-body", lambda: factories.ArticleFactory(body="")),
    ("article-with-carriage-return", lambda: factories.ArticleFactory(body="a\r\nb")),
    ("article-interval-turned", lambda: factories.ArticleFactory(date_latest=datetime.date(2000, 1, 1))),
    ("article-date-of-unknown-basis", lambda: factories.ArticleFactory(date_basis="unknown")),
    ("article-basis-without-date", lambda: factories.ArticleFactory(date_earliest=None, date_basis="stated")),
    ("article-status-unknown", lambda: factories.ArticleFactory(status="secret")),
    ("annotation-number-twice", _second_citation_number),
    ("annotation-span-turned", lambda: factories.MentionFactory(start=5, end=5)),
    ("annotation-half-a-span", lambda: factories.MentionFactory(start=None, end=5)),
    ("annotation-without-quote", lambda: factories.MentionFactory(quote="", start=0, end=1)),
    ("annotation-score-above-one", lambda: factories.MentionFactory(score=1.5)),
    ("annotation-review-unknown", lambda: factories.MentionFactory(review="maybe")),
    ("mention-twice-on-a-span", _same_mention_twice),
    ("citation-date-without-precision", lambda: factories.CitationFactory(cited_precision="")),
    ("citation-range-turned", lambda: factories.CitationFactory(cited_date_end=datetime.date(2000, 1, 1))),
    ("citation-quotation-turned", lambda: factories.CitationFactory(quotation_start=5, quotation_end=5)),
    ("citation-half-a-speaker", lambda: factories.CitationFactory(**QUOTED, speaker_start=5, speaker_basis="named")),
    (
        "citation-speaker-without-basis",
        lambda: factories.CitationFactory(**QUOTED, speaker_start=5, speaker_end=6),
    ),
    (
        "citation-speaker-without-quotation",
        lambda: factories.CitationFactory(speaker_start=5, speaker_end=6, speaker_basis="named"),
    ),
    ("citation-target-of-press", _target_of_press),
    ("source-of-publication-not-archive", lambda: factories.SourceFactory(publication=factories.PublicationFactory())),
    ("host-of-two-sources", lambda: factories.SourceVariantFactory.create_batch(2, name="a.example", kind="host")),
    ("author-orcid-twice", lambda: factories.AuthorFactory.create_batch(2, orcid="0000-0002-1825-0097")),
]


@pytest.mark.parametrize("make", [pytest.param(make, id=name) for name, make in REFUSED])
def test_the_database_refuses(make: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_an_orphan_keeps_its_quote_and_has_no_span() -> None:
    mention = factories.MentionFactory(start=None, end=None, quote="Uzbekistan")
    assert mention.is_orphaned
    assert mention.span is None
    assert list(Mention.objects.orphaned()) == [mention]
    assert not Mention.objects.visible().exists()


@pytest.mark.parametrize("slug", sorted(RESERVED_SLUGS))
def test_no_publication_takes_an_address_of_the_archive(slug: str) -> None:
    with pytest.raises(ValidationError):
        Publication(slug=slug, title="T").full_clean()


@pytest.mark.parametrize(
    ("number", "sequence"), [("138", 138), ("137-138", 137), ("S1", 1), ("supplement", 0)], ids=lambda value: str(value)
)
def test_issues_are_filed_by_the_first_figure_of_their_number(number: str, sequence: int) -> None:
    assert factories.IssueFactory(number=number).sequence == sequence


@pytest.mark.parametrize(
    ("first", "last", "basis", "statement"),
    [
        pytest.param(DAY, DAY, "stated", "30 November 2004", id="a-day"),
        pytest.param(datetime.date(2004, 11, 1), DAY, "issue", "November 2004", id="a-month"),
        pytest.param(DAY, None, "inferred", "not before 30 November 2004", id="open-end"),
        pytest.param(None, DAY, "inferred", "not after 30 November 2004", id="open-beginning"),
        pytest.param(
            DAY,
            datetime.date(2004, 12, 31),
            "inferred",
            "not before 30 November 2004, not after 31 December 2004",
            id="inferred-interval",
        ),
        pytest.param(None, None, "unknown", "date unknown", id="unknown"),
    ],
)
def test_date_statements(first: datetime.date | None, last: datetime.date | None, basis: str, statement: str) -> None:
    article = factories.ArticleFactory(date_earliest=first, date_latest=last, date_basis=basis)
    assert article.date_statement == statement


def test_the_database_files_articles_by_the_first_day_known() -> None:
    undated = factories.ArticleFactory(date_earliest=None, date_latest=None)
    ending = factories.ArticleFactory(date_earliest=None, date_latest=DAY, date_basis="inferred")
    newest = factories.ArticleFactory()
    assert list(Article.objects.all()) == [newest, ending, undated]
    undated.refresh_from_db()
    assert undated.sort_date == datetime.date(1, 1, 1)


#: Every model but those that are made from the others: those are in no dump, and need no natural key.
RECORDS = [
    model
    for app in ("entities", "articles")
    for model in apps.get_app_config(app).get_models()
    if not issubclass(model, Derived)
]


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
def test_every_record_has_a_deterministic_order_and_a_natural_key(model: type[models.Model]) -> None:
    assert model._meta.ordering
    assert callable(model.natural_key)  # type: ignore[attr-defined]
    assert callable(model._default_manager.get_by_natural_key)  # type: ignore[attr-defined]


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model._meta.label)
def test_foreign_keys_name_their_reverse_and_strings_are_never_null(model: type[models.Model]) -> None:
    for field in model._meta.local_fields:
        if isinstance(field, models.CharField | models.TextField):
            assert not field.null, field
        if isinstance(field, models.ForeignKey):
            assert field.remote_field.related_name, field


@pytest.mark.parametrize(
    "factory",
    [
        factories.ArticleFactory,
        factories.AuthorshipFactory,
        factories.SourceVariantFactory,
        factories.CitationFactory,
        factories.MentionFactory,
        factories.RoleStatementFactory,
        factories.AcronymDefinitionFactory,
        factories.AliasFactory,
        factories.BatchFactory,
    ],
)
def test_natural_keys_find_their_record(factory: Any) -> None:
    record = factory()
    assert type(record).objects.get_by_natural_key(*record.natural_key()) == record


def test_annotations_point_at_their_place_on_the_page() -> None:
    citation = factories.CitationFactory(number=4)
    assert citation.get_absolute_url() == f"{citation.article.get_absolute_url()}#c4"


def test_only_articles_of_archive_sources_are_found_by_every_name() -> None:
    source = factories.SourceFactory(name="Nezavisimaya gazeta", slug="nezavisimaya-gazeta")
    factories.SourceVariantFactory(source=source, name="ng.example", kind="host")
    for name in ("nezavisimaya GAZETA", "nezavisimaya-gazeta", "NG.example"):
        assert list(Source.objects.named(name)) == [source]
    assert not Source.objects.named("gazeta").exists()


def test_only_suggested_citations_are_left_to_machines() -> None:
    suggested, accepted, rejected = (factories.CitationFactory(review=r) for r in ("suggested", "accepted", "rejected"))
    assert list(Citation.objects.suggested()) == [suggested]
    assert set(Citation.objects.decided()) == {accepted, rejected}
    assert set(Citation.objects.visible()) == {suggested, accepted}
