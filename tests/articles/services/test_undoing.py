"""Undo and redo: what was taken back can be done again, byte for byte, and never at the cost of later work."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import AcronymDefinition, Article, Authorship, Batch, BatchChange, Citation, Mention, Source
from articles.services import review
from articles.services.batches import CHUNK, recording
from articles.services.sources import merge_sources
from articles.services.undoing import UndoConflict, undo
from tests import factories
from tests.articles.services.test_batches import dump, make_article, rename

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Any:
    return factories.UserFactory()


def test_a_thousand_accepted_mentions_are_taken_back_and_accepted_again_byte_for_byte(editor) -> None:  # type: ignore[no-untyped-def]
    states = []
    entity = factories.EntityFactory(kind="place", preferred_label="Kazakhstan")
    article = factories.ArticleFactory(body="Kazakhstan. " * 1000)
    Mention.objects.bulk_create(
        Mention(
            article=article, entity=entity, quote="Kazakhstan", number=n + 1, start=12 * n, end=12 * n + 10, suffix=". "
        )
        for n in range(1000)
    )
    states.append(dump())
    batch = review.accept(Mention.objects.all(), user=editor).batch
    assert batch is not None
    states.append(dump())
    assert states[0] != states[1]
    for turn in range(2):
        done = undo(batch, editor)
        assert done.restored == 1000
        assert dump() == states[0], turn
        assert done.batch is not None
        assert undo(done.batch, editor).restored == 1000
        assert dump() == states[1], turn


def test_the_record_of_an_undo_names_what_it_took_back(editor) -> None:  # type: ignore[no-untyped-def]
    batch = rename(factories.SourceFactory(name="First"), "Second")
    taken = undo(batch, editor).batch
    assert taken is not None
    assert (taken.kind, taken.takes_back, taken.created_by) == ("undo", batch, editor)
    assert taken.summary == "Taken back: Renamed"
    assert list(Batch.objects.acts()) == [batch]
    undo(taken, editor)
    batch.refresh_from_db()
    taken.refresh_from_db()
    assert (batch.is_undone, taken.is_undone) == (False, True)
    with pytest.raises(UndoConflict, match="done again already"):
        undo(taken, editor)


def test_an_import_that_was_taken_back_comes_again_with_all_that_hung_on_it(editor) -> None:  # type: ignore[no-untyped-def]
    factories.PublicationFactory()
    empty = dump()
    batch, article = make_article(body="The Collective Forces (CF) of the Council (C) met (Interfax, November 30).")
    other = factories.ArticleFactory(issue=article.issue, headline="Another", body="As said (EDM, December 1).")
    with recording(kind="import", summary="Another") as recorder:
        recorder.created(other)
    factories.AuthorshipFactory(article=article)
    factories.CitationFactory(
        article=other, kind="cross_reference", target=article, resolution="resolved", quote="(EDM, December 1)"
    )
    inner = factories.AcronymDefinitionFactory(
        article=article, quote="Council (C)", short_form="C", long_form="Council"
    )
    factories.AcronymDefinitionFactory(
        article=article, quote="Collective Forces (CF)", short_form="CF", long_form="Collective Forces", contains=inner
    )
    full = dump()
    taken = undo(batch, editor).batch
    assert taken is not None
    assert not Authorship.objects.exists()
    assert Citation.objects.get().resolution == "waiting"
    undo(taken, editor)
    assert dump() == full
    assert AcronymDefinition.objects.get(short_form="CF").contains == inner
    assert empty != full


def test_more_articles_than_one_chunk_come_again(editor) -> None:  # type: ignore[no-untyped-def]
    issue = factories.IssueFactory()
    with recording(kind="import", summary="Many") as recorder:
        for position in range(1, CHUNK + 4):
            article = factories.ArticleFactory(issue=issue, position=position)
            recorder.created(article)
            factories.CitationFactory(article=article, source=None)
    full = dump()
    taken = undo(recorder.batch, editor).batch
    assert taken is not None
    assert not Article.objects.exists()
    undo(taken, editor)
    assert dump() == full


def test_a_merge_is_taken_back_and_done_again(editor) -> None:  # type: ignore[no-untyped-def]
    keep, lose = (
        factories.SourceFactory(name="Golos", slug="golos"),
        factories.SourceFactory(name="Holos", slug="holos"),
    )
    factories.CitationFactory.create_batch(3, source=lose)
    factories.SourceVariantFactory(source=lose, name="Voice")
    apart = dump()
    batch = merge_sources(keep, lose, user=editor, reason="one outlet")
    merged = dump()
    taken = undo(batch, editor).batch
    assert dump() == apart
    assert taken is not None
    undo(taken, editor)
    assert dump() == merged
    undo(batch, editor)
    assert dump() == apart


def test_what_was_done_to_what_came_back_is_not_lost_by_doing_it_again(editor) -> None:  # type: ignore[no-untyped-def]
    keep, lose = factories.SourceFactory(name="Golos"), factories.SourceFactory(name="Holos", slug="holos")
    batch = merge_sources(keep, lose, user=editor)
    taken = undo(batch, editor).batch
    assert taken is not None
    Source.objects.filter(slug="holos").update(note="A weekly after all.")
    with pytest.raises(UndoConflict, match=r"Not done again.*source “Holos”: note has been changed since"):
        undo(taken, editor)
    Source.objects.filter(slug="holos").update(note="")
    citation = factories.CitationFactory(source=Source.objects.get(slug="holos"))
    with pytest.raises(UndoConflict, match="source “Holos” is in use again"):
        undo(taken, editor)
    citation.delete()
    undo(taken, editor)
    assert not Source.objects.filter(slug="holos").exists()


def test_a_later_decision_stands_in_the_way_of_doing_it_again(editor) -> None:  # type: ignore[no-untyped-def]
    mention = factories.MentionFactory()
    batch = review.accept(Mention.objects.all(), user=editor).batch
    assert batch is not None
    taken = undo(batch, editor).batch
    assert taken is not None
    review.reject(Mention.objects.all(), user=editor)
    with pytest.raises(UndoConflict, match="review has been changed since"):
        undo(taken, editor)
    mention.refresh_from_db()
    assert mention.review == "rejected"


def test_what_a_batch_made_and_another_changed_in_vain_can_still_be_taken_back(editor) -> None:  # type: ignore[no-untyped-def]
    with recording(kind="import", summary="Made") as recorder:
        source = factories.SourceFactory(name="First")
        recorder.created(source)
    undo(rename(source, "Second"), editor)
    undo(recorder.batch, editor)
    assert not Source.objects.exists()


def test_a_record_that_is_kept_by_an_undo_is_not_in_its_record(editor) -> None:  # type: ignore[no-untyped-def]
    with recording(kind="import", summary="Sources") as recorder:
        for source in factories.SourceFactory.create_batch(5):
            recorder.created(source)
    factories.CitationFactory(source=Source.objects.order_by("pk")[2])
    full = dump()
    done = undo(recorder.batch, editor)
    assert (done.deleted, done.kept) == (4, 1)
    assert done.batch is not None
    assert done.batch.changes.count() == 4
    undo(done.batch, editor)
    assert dump() == full


def test_taking_back_reads_nothing_of_what_others_did_since(editor) -> None:  # type: ignore[no-untyped-def]
    def made(name: str) -> Any:
        with recording(kind="import", summary="Made") as recorder:
            recorder.created(factories.SourceFactory(name=name))
        return recorder.batch

    def cost(batch: Batch) -> tuple[int, int]:
        read: list[str] = []
        from_db = BatchChange.from_db.__func__  # type: ignore[attr-defined]

        def counting(cls: Any, *args: Any, **options: Any) -> Any:
            read.append("row")
            return from_db(cls, *args, **options)

        with pytest.MonkeyPatch.context() as patch, CaptureQueriesContext(connection) as context:
            patch.setattr(BatchChange, "from_db", classmethod(counting))
            undo(batch, editor)
        return len(context), len(read)

    undo(made("First"), editor)  # what is asked once in a process is known now
    quiet, busy = made("Quiet"), made("Busy")
    few = cost(quiet)
    for number in range(40):
        rename(factories.SourceFactory(name=f"Other {number}"), f"Renamed {number}")
    assert cost(busy) == few


def test_a_later_change_of_the_very_row_is_still_found_among_many(editor) -> None:  # type: ignore[no-untyped-def]
    with recording(kind="import", summary="Articles") as recorder:
        article = factories.ArticleFactory(issue=factories.IssueFactory(), headline="Otan")
        recorder.created(article)
    with recording(kind="import", summary="Retitled") as later:
        later.watch([article])
        article.standfirst = "Of old."
        article.save()
        later.changed(article)
    rename(factories.SourceFactory(name="Other"), "Renamed")
    with pytest.raises(UndoConflict, match="it was changed later by “Retitled”"):
        undo(recorder.batch, editor)
