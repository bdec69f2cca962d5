"""The one import service: created, changed, unchanged, failed; nothing lost, nothing twice, everything told."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from articles.imports import Defaults, Outcome
from articles.models import Article, Author, Batch, BatchChange, Citation, Issue, Mention, Publication, Source
from articles.services.ingest import IngestOptions, ingest_files, record_of, working_headline
from articles.services.undoing import undo
from edm_archive.text.dates import PartialDate
from tests.factories import AliasFactory, ArticleFactory, EntityFactory, IssueFactory, PublicationFactory, UserFactory

pytestmark = pytest.mark.django_db

MASTHEAD = "Publication: Eurasia Daily Monitor Volume: 1 Issue: 140"
TEXT = (
    f"{MASTHEAD}\nTitle: Ministers Meet in Almaty\nAuthor: Ada Author; Ben Byline\nDate: December 2, 2004\n\n"
    "Ministers met in Almaty (Interfax, December 1). They said little.\n\n"
    "The Border Guard Service (BGS) had warned them before (see EDM, November 30)."
)


def imported(*texts: str, **options: object) -> list[Outcome]:
    files = [(f"{number}.txt", text.encode()) for number, text in enumerate(texts, start=1)]
    return [row.outcome for row in ingest_files(files, IngestOptions(**options)).rows]  # type: ignore[arg-type]


def everything() -> list[int]:
    return [m.objects.count() for m in (Article, Author, Batch, BatchChange, Citation, Issue, Mention, Source)]


def test_a_masthead_alone_finds_its_publication_in_an_empty_archive() -> None:
    assert imported(TEXT) == [Outcome.CREATED]
    publication = Publication.objects.get(slug="edm")
    assert (publication.title, publication.publisher, publication.first_volume_year) == (
        "Eurasia Daily Monitor",
        "The Jamestown Foundation",
        2004,
    )


def test_what_is_held_of_a_publication_is_not_overwritten_by_what_is_known() -> None:
    Publication.objects.create(slug="prism", title="Prism", publisher="Ours")
    imported(TEXT)
    assert Publication.objects.get(slug="prism").publisher == "Ours"


def test_everything_of_an_article_is_saved() -> None:
    imported(TEXT)
    article = Article.objects.get()
    assert article.natural_key() == ("edm", 1, "140", 1)
    assert article.headline == "Ministers Meet in Almaty"
    assert [authorship.author.sort_name for authorship in article.authorships.all()] == ["Author, Ada", "Byline, Ben"]
    assert (article.date_earliest, article.date_latest, article.date_basis) == (
        datetime.date(2004, 12, 2),
        datetime.date(2004, 12, 2),
        "stated",
    )
    assert article.issue.date == PartialDate(2004, 12, 2)
    assert article.status == "draft"
    press, crossing = article.citations.all()
    assert (press.source.name, press.cited_date, press.year_basis) == (
        "Interfax",
        datetime.date(2004, 12, 1),
        "article_date",
    )
    assert press.source.review == "suggested"
    assert (crossing.kind, crossing.source.publication.slug, crossing.resolution) == (
        "cross_reference",
        "edm",
        "waiting",
    )
    assert article.acronym_definitions.get().short_form == "BGS"
    for annotation in (press, crossing, article.acronym_definitions.get()):
        assert article.body[annotation.start : annotation.end] == annotation.quote


def test_twice_changes_nothing() -> None:
    assert imported(TEXT) == [Outcome.CREATED]
    before = everything()
    report = ingest_files([("1.txt", TEXT.encode())])
    assert report.summary == "0 created, 0 changed, 1 unchanged, 0 failed"
    assert everything() == before
    assert report.batch == ""


def test_untitled_articles_of_one_issue_are_told_apart_by_their_text() -> None:
    one, two = f"{MASTHEAD}\n\nOne begins here.", f"{MASTHEAD}\n\nTwo begins here."
    assert imported(one, two) == [Outcome.CREATED, Outcome.CREATED]
    assert list(Article.objects.order_by("position").values_list("position", "headline_basis")) == [
        (1, "working"),
        (2, "working"),
    ]
    assert imported(two, one) == [Outcome.UNCHANGED, Outcome.UNCHANGED]


def test_a_changed_file_changes_its_article_and_keeps_its_annotations() -> None:
    imported(TEXT)
    article = Article.objects.get()
    decided = article.citations.get(kind="press")
    Citation.objects.filter(pk=decided.pk).update(review="accepted")
    assert imported(TEXT.replace("They said little.", "They said nothing at all.")) == [Outcome.CHANGED]
    article.refresh_from_db()
    assert "nothing at all" in article.body
    assert article.citations.count() == 2
    decided.refresh_from_db()
    assert (decided.review, article.body[decided.start : decided.end]) == ("accepted", decided.quote)


def test_an_article_that_an_editor_changed_is_not_overwritten() -> None:
    imported(TEXT)
    Article.objects.update(headline="A Better Headline")
    report = ingest_files([("1.txt", TEXT.replace("little", "nothing").encode())])
    assert report.summary == "0 created, 0 changed, 0 unchanged, 1 failed"
    assert "was edited in the archive" in report.errors[0].message
    assert Article.objects.get().headline == "A Better Headline"
    assert "little" in Article.objects.get().body


def test_the_good_articles_of_a_bad_file_are_saved_and_nothing_of_the_bad() -> None:
    bad = f"{MASTHEAD}\nDate: 11/12/2004\nAuthor: Nobody Known\n\nText."
    report = ingest_files([("mixed.txt", f"{bad}\n\n{TEXT}".encode()), ("x.txt", b"\x00\x01"), ("empty.txt", b"\n")])
    assert [row.outcome for row in report.rows] == [Outcome.FAILED, Outcome.CREATED, Outcome.FAILED, Outcome.FAILED]
    assert [(e.place.file, e.place.line, e.field) for e in report.errors] == [
        ("mixed.txt", 2, "date"),
        ("x.txt", 1, "file"),
        ("empty.txt", 1, "file"),
    ]
    assert not Author.objects.filter(name="Nobody Known").exists()
    assert Article.objects.count() == 1


def test_an_unknown_publication_is_told_with_those_that_are_held() -> None:
    PublicationFactory()
    report = ingest_files([("a.txt", b"Publication: Nowhere Gazette Volume: 1 Issue: 1\n\nText.")])
    (error,) = report.errors
    assert error.field == "publication"
    assert "Eurasia Daily Monitor" in error.message
    assert Issue.objects.count() == 0


def test_a_dry_run_saves_nothing_and_says_the_same() -> None:
    before = everything()
    report = ingest_files([("1.txt", TEXT.encode())], IngestOptions(dry_run=True))
    assert report.summary == "1 created, 0 changed, 0 unchanged, 0 failed (dry run: nothing was saved)"
    assert everything() == before
    assert imported(TEXT) == [Outcome.CREATED]


def test_defaults_say_what_a_file_does_not() -> None:
    defaults = Defaults(publication="EDM", volume=1, number="7", issued=PartialDate(2004, 6, 1))
    assert imported("Only text.", defaults=defaults, status="published") == [Outcome.CREATED]
    article = Article.objects.get()
    assert (article.date_basis, article.date_earliest, article.status) == (
        "issue",
        datetime.date(2004, 6, 1),
        "published",
    )


def test_an_issue_whose_date_becomes_known_dates_its_undated_articles() -> None:
    imported(f"{MASTHEAD}\n\nAn undated beginning (Interfax, November 30).", TEXT)
    undated = Article.objects.get(position=1)
    assert (undated.date_basis, undated.date_earliest) == ("issue", datetime.date(2004, 12, 2))
    assert undated.date_reasons == ["EDM 1/140 bears the date 2 December 2004."]


def test_a_waiting_cross_reference_becomes_a_link_when_its_article_comes() -> None:
    imported(TEXT)
    crossing = Citation.objects.get(kind="cross_reference")
    assert (crossing.resolution, crossing.target) == ("waiting", None)
    report = ingest_files(
        [("2.txt", f"{MASTHEAD.replace('140', '138')}\nDate: November 30, 2004\n\nEarlier.".encode())]
    )
    crossing.refresh_from_db()
    assert crossing.resolution == "resolved"
    assert crossing.target.issue.number == "138"
    undo(Batch.objects.get(reference=report.batch), UserFactory())
    crossing.refresh_from_db()
    assert (crossing.resolution, crossing.target) == ("waiting", None)


def test_two_articles_of_the_cited_day_are_left_to_the_editor() -> None:
    issue = IssueFactory(number="138", issued=datetime.date(2004, 11, 30))
    ArticleFactory.create_batch(2, issue=issue)
    imported(TEXT)
    crossing = Citation.objects.get(kind="cross_reference")
    assert (crossing.resolution, crossing.target, crossing.resolution_note) == (
        "ambiguous",
        None,
        "2 articles are of 30 November 2004.",
    )


def test_an_import_is_taken_back_whole() -> None:
    known = Source.objects.count()
    report = ingest_files([("1.txt", TEXT.encode())])
    undo(Batch.objects.get(reference=report.batch), UserFactory())
    assert (Article.objects.count(), Issue.objects.count(), Author.objects.count(), Citation.objects.count()) == (
        0,
        0,
        0,
        0,
    )
    assert not Source.objects.filter(review="suggested").exists()
    assert Source.objects.count() >= known


def test_a_changed_import_is_taken_back_byte_for_byte(tmp_path: Path) -> None:
    def dump(name: str) -> bytes:
        call_command(
            "dumpdata",
            "articles",
            "entities",
            exclude=["articles.batch", "articles.batchchange"],
            use_natural_primary_keys=True,
            use_natural_foreign_keys=True,
            output=str(tmp_path / name),
            verbosity=0,
        )
        return (tmp_path / name).read_bytes()

    imported(TEXT)
    before = dump("before")
    changed = TEXT.replace("They said little.", "The Road Office (RO) said more (Kommersant, December 1).")
    changed = changed.replace("Ada Author; Ben Byline", "Cy Column").replace(" before (see", " twice (see")
    report = ingest_files([("1.txt", changed.encode())])
    assert report.summary == "0 created, 1 changed, 0 unchanged, 0 failed"
    assert dump("changed") != before
    undo(Batch.objects.get(reference=report.batch), UserFactory())
    stamps = re.compile(rb'"changed_at": "[^"]+"')
    assert stamps.sub(b"", dump("after")) == stamps.sub(b"", before)


def test_a_rejected_mention_is_not_suggested_again() -> None:
    place = EntityFactory(kind="place", preferred_label="Almaty", slug="almaty")
    AliasFactory(entity=place, name="Alma-Ata")
    imported(TEXT)
    mention = Mention.objects.get(entity=place)
    Mention.objects.filter(pk=mention.pk).update(review="rejected")
    imported(TEXT.replace("little", "nothing"))
    assert list(Mention.objects.filter(entity=place).values_list("review", flat=True)) == ["rejected"]


def test_names_inside_citations_are_not_mentions() -> None:
    EntityFactory(preferred_label="Interfax", slug="interfax")
    imported(TEXT)
    assert not Mention.objects.exists()


def test_a_record_comes_back_as_it_went_in() -> None:
    imported(TEXT)
    article = Article.objects.get()
    assert record_of(article).digest("edm") == article.digest


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        pytest.param("Short.", "Short.", id="short"),
        pytest.param("word " * 40, "word " * 15 + "word …", id="cut-at-a-word"),
        pytest.param("x" * 200, "x" * 81 + " …", id="one-long-word"),
        pytest.param("One.\n\nTwo.", "One.", id="first-paragraph-only"),
    ],
)
def test_working_headlines(body: str, expected: str) -> None:
    assert working_headline(body) == expected


@given(st.binary(max_size=300))
def test_no_bytes_raise(data: bytes) -> None:
    report = ingest_files([("any", data)], IngestOptions(dry_run=True))
    assert report.rows


def test_texts_of_one_headline_are_not_one_article() -> None:
    """Two columns of one issue may bear one title; the second must not overwrite the first."""
    column = f"{MASTHEAD}\nTitle: News in Brief\n\n"
    files = [column + "Almaty has a new bridge over its river.", column + "Elections were called in the north for May."]
    assert imported("\n\n".join(files)) == [Outcome.CREATED, Outcome.CREATED]
    assert imported("\n\n".join(files)) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert imported(column + "A third text of quite other words.") == [Outcome.CREATED]
    assert Article.objects.count() == 3


def test_two_texts_at_one_position_are_a_fault() -> None:
    placed = f"{MASTHEAD}\nPosition: 2\n\n"
    report = ingest_files([("a.txt", f"{placed}One.\n\n{placed}Two.".encode())])
    assert [row.outcome for row in report.rows] == [Outcome.CREATED, Outcome.FAILED]
    assert report.errors[0].field == "position"


@pytest.mark.parametrize(
    ("defaults", "field"),
    [
        pytest.param({"volume": 0}, "volume", id="volume-nought"),
        pytest.param({"volume": -3}, "volume", id="volume-below-nought"),
        pytest.param({"volume": 123_456}, "volume", id="volume-too-high"),
        pytest.param({"volume": 10**23}, "volume", id="volume-endless"),
        pytest.param({"volume": 1, "language": "x" * 13}, "language", id="language-too-long"),
        pytest.param({"volume": 1, "licence": "x" * 101}, "licence", id="licence-too-long"),
        pytest.param({"volume": 1, "number": ".."}, "number", id="number-of-dots"),
    ],
)
def test_what_the_importer_says_is_checked_like_the_file(defaults: dict, field: str) -> None:
    given = Defaults(publication="edm", **{"number": "7", **defaults})
    report = ingest_files([("a.txt", b"Text.")], IngestOptions(defaults=given))
    assert [error.field for error in report.errors] == [field]
    assert not Article.objects.exists()


def test_an_address_that_is_not_on_the_web_is_refused() -> None:
    report = ingest_files([("a.txt", f"{MASTHEAD}\nURL: javascript:alert(1)\n\nText.".encode())])
    assert [(error.field, error.place.line) for error in report.errors] == [("source_url", 2)]


def test_the_date_of_an_issue_reaches_articles_that_are_unchanged() -> None:
    text = f"{MASTHEAD}\n\nAn undated text."
    imported(text)
    report = ingest_files([("1.txt", text.encode())], IngestOptions(defaults=Defaults(issued=PartialDate(2004, 12, 2))))
    assert report.rows[0].notes == ("The issue is now dated 2 December 2004.",)
    assert Article.objects.get().date_basis == "issue"


def test_known_periodicals_do_not_clash_with_one_held_under_another_slug() -> None:
    PublicationFactory(slug="monitor-daily", title="Eurasia Daily Monitor", abbreviation="EDM")
    report = ingest_files([("a.txt", b"Publication: China Brief Volume: 1 Issue: 1\n\nText.")])
    assert report.ok
    assert Publication.objects.filter(title="Eurasia Daily Monitor").count() == 1


def test_what_an_editor_corrected_is_not_suggested_again() -> None:
    astana = EntityFactory(kind="place", preferred_label="Almaty", slug="almaty")
    other = EntityFactory(kind="place", preferred_label="Almaty Region", slug="almaty-region")
    imported(TEXT)
    Mention.objects.filter(entity=astana).update(entity=other, review="accepted", origin="editor")
    Citation.objects.filter(kind="press").update(source_text="Interfax-Kazakhstan", review="accepted")
    assert imported(TEXT.replace("little", "nothing")) == [Outcome.CHANGED]
    assert list(Mention.objects.values_list("entity__slug", flat=True)) == ["almaty-region"]
    assert list(Citation.objects.order_by("number").values_list("source_text", flat=True)) == [
        "Interfax-Kazakhstan",
        "EDM",
    ]
