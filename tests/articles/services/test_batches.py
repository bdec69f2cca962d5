"""What is done in one stroke can be taken back in one stroke, byte for byte; and never at the cost of later work."""

from __future__ import annotations

import io

import pytest
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from django.utils import timezone

from articles.models import Article, Batch, Citation, Issue, Mention, Source
from articles.services.batches import CHUNK, Recorder, recording
from articles.services.undoing import UndoConflict, undo
from tests import factories

pytestmark = pytest.mark.django_db


def dump() -> str:
    """Everything but the record of what was done."""
    out = io.StringIO()
    call_command(
        "dumpdata",
        "articles",
        "entities",
        "auth.user",
        exclude=["articles.batch", "articles.batchchange"],
        natural_foreign=True,
        natural_primary=True,
        stdout=out,
    )
    return out.getvalue()


def change_reviews(mentions: list[Mention], user: object, review: str = "accepted") -> Batch:
    with recording(kind="decision", summary=f"{len(mentions)} mentions", user=user) as recorder:  # type: ignore[arg-type]
        for mention in recorder.watch(mentions):
            mention.review, mention.reviewer, mention.reviewed_at = review, user, timezone.now()  # type: ignore[assignment]
            mention.save()
            recorder.changed(mention)
    return recorder.batch


def rename(source: Source, name: str) -> Batch:
    with recording(kind="merge", summary="Renamed") as recorder:
        recorder.watch([source])
        source.name = name
        source.save()
        recorder.changed(source)
    return recorder.batch


def make_article(**values: object) -> tuple[Batch, Article]:
    with recording(kind="import", summary="One file") as recorder:
        issue = factories.IssueFactory()
        recorder.created(issue)
        article = factories.ArticleFactory(issue=issue, **values)
        recorder.created(article)
        source = factories.SourceFactory(review="suggested")
        recorder.created(source)
        factories.CitationFactory(article=article, source=source)
    return recorder.batch, article


def test_only_what_changed_is_kept_and_rows_are_named_by_natural_keys() -> None:
    user = factories.UserFactory()
    mention = factories.MentionFactory(article__issue__number="138", article__position=2)
    batch = change_reviews([mention], user)
    (change,) = batch.changes.all()
    assert (change.number, change.act, change.model) == (1, "changed", "articles.mention")
    assert change.record == ["edm", 1, "138", 2, mention.number]
    assert change.before == {"review": "suggested", "reviewer": None, "reviewed_at": None}
    assert change.after["review"] == "accepted"
    assert change.after["reviewer"] == [user.username]


def test_undo_restores_every_byte() -> None:
    user = factories.UserFactory()
    article = factories.ArticleFactory()
    mentions = [factories.MentionFactory(article=article) for _ in range(3)]
    mentions += [factories.MentionFactory() for _ in range(2)]
    before = dump()
    batch = change_reviews(mentions, user)
    assert dump() != before
    done = undo(batch, user)
    assert dump() == before
    assert (done.restored, done.deleted, done.kept) == (5, 0, 0)
    assert str(done) == "5 restored"
    batch.refresh_from_db()
    assert batch.is_undone
    assert batch.undone_by == user


def test_more_changes_than_one_chunk_are_written_and_taken_back() -> None:
    sources = [Source(name=f"Gazette {n}", slug=f"gazette-{n}") for n in range(CHUNK + 7)]
    Source.objects.bulk_create(sources)
    before = dump()
    with recording(kind="merge", summary="Renamed") as recorder:
        renamed = recorder.watch(Source.objects.all())
        for source in renamed:
            source.name += "!"
        Source.objects.bulk_update(renamed, ["name"])
        for source in renamed:
            recorder.changed(source)
    assert recorder.batch.changes.count() == CHUNK + 7
    assert undo(recorder.batch, None).restored == CHUNK + 7
    assert dump() == before


def test_values_of_every_type_come_back() -> None:
    entity = factories.EntityFactory(latitude="43.25000", longitude="76.95000")
    article = factories.ArticleFactory(markup=[{"kind": "heading", "start": 0, "end": 4}], date_reasons=["stated"])
    before = dump()
    with recording(kind="merge", summary="Everything") as recorder:
        recorder.watch([entity, article])
        entity.latitude = entity.longitude = None
        article.markup = []
        article.date_reasons.append("and more")
        article.date_earliest = article.date_latest = None
        article.date_basis = Article.DateBasis.UNKNOWN
        entity.save()
        article.save()
        assert recorder.changed(entity)
        assert recorder.changed(article)
    undo(recorder.batch, None)
    assert dump() == before


def test_a_row_changed_twice_in_one_batch_returns_to_its_first_state() -> None:
    source = factories.SourceFactory(name="First")
    with recording(kind="merge", summary="Twice") as recorder:
        for name in ("Second", "Third"):
            recorder.watch([source])
            source.name = name
            source.save()
            recorder.changed(source)
    undo(recorder.batch, None)
    source.refresh_from_db()
    assert source.name == "First"


def test_a_row_whose_natural_key_changed_is_found_again() -> None:
    source = factories.SourceFactory(slug="first")
    citation = factories.CitationFactory(source=source)
    with recording(kind="merge", summary="New address") as recorder:
        recorder.watch([source])
        source.slug = "second"
        source.save()
        recorder.changed(source)
    undo(recorder.batch, None)
    citation.refresh_from_db()
    assert citation.source.slug == "first"


def test_nothing_done_leaves_no_batch() -> None:
    source = factories.SourceFactory()
    with recording(kind="decision", summary="Nothing") as recorder:
        recorder.watch([source])
        source.save()
        assert not recorder.changed(source)
    assert recorder.batch.pk is None
    assert not Batch.objects.exists()


def test_a_change_that_was_not_watched_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(LookupError, match="was not watched"), recording(kind="decision", summary="x") as recorder:
        recorder.changed(factories.SourceFactory())


def rename_and_break(source: Source) -> None:
    with recording(kind="merge", summary="Breaks") as recorder:
        recorder.watch([source])
        source.name = "New"
        source.save()
        recorder.changed(source)
        raise RuntimeError


def test_an_error_leaves_neither_rows_nor_batch() -> None:
    source = factories.SourceFactory(name="Old")
    with pytest.raises(RuntimeError):
        rename_and_break(source)
    source.refresh_from_db()
    assert source.name == "Old"
    assert not Batch.objects.exists()


def step_and_break(recorder: Recorder, slug: str) -> None:
    with recorder.step():
        recorder.created(factories.SourceFactory(slug=slug))
        raise RuntimeError


def test_a_step_that_fails_takes_its_record_with_it() -> None:
    with recording(kind="import", summary="Steps", in_steps=True) as recorder:
        with pytest.raises(RuntimeError):
            step_and_break(recorder, "lost")
        with recorder.step():
            recorder.created(factories.SourceFactory(slug="kept"))
            with pytest.raises(RuntimeError):
                step_and_break(recorder, "lost-too")
            recorder.created(factories.SourceFactory(slug="kept-too"))
        recorder.summarise("Two sources")
    assert list(recorder.batch.changes.values_list("number", "record")) == [(1, ["kept"]), (2, ["kept-too"])]
    assert Batch.objects.get().summary == "Two sources"
    assert set(Source.objects.values_list("slug", flat=True)) == {"kept", "kept-too"}


def test_a_batch_is_not_taken_back_twice() -> None:
    batch = change_reviews([factories.MentionFactory()], factories.UserFactory())
    undo(batch, None)
    with pytest.raises(UndoConflict, match="already"):
        undo(batch, None)


def test_a_later_decision_is_not_lost() -> None:
    user = factories.UserFactory()
    mentions = [factories.MentionFactory(), factories.MentionFactory(article__headline="Otan")]
    batch = change_reviews(mentions, user)
    change_reviews([mentions[1]], user, "rejected")
    before = dump()
    with pytest.raises(UndoConflict) as refused:
        undo(batch, user)
    assert "mention “Kazakhstan” in “Otan”: review has been changed since" in str(refused.value)
    assert dump() == before
    assert not Batch.objects.get(pk=batch.pk).is_undone


def test_what_was_done_to_other_columns_since_stays() -> None:
    source = factories.SourceFactory(name="First")
    batch = rename(source, "Second")
    Source.objects.update(note="Written later")
    undo(batch, None)
    source.refresh_from_db()
    assert (source.name, source.note) == ("First", "Written later")


def test_a_row_that_has_gone_is_named() -> None:
    source = factories.SourceFactory(slug="gone")
    batch = rename(source, "Second")
    source.delete()
    with pytest.raises(UndoConflict, match="source gone does not exist any more"):
        undo(batch, None)


def test_a_reference_that_has_gone_is_named_unless_it_may_be_empty() -> None:
    mention = factories.MentionFactory(entity__slug="old", entity__kind="place")
    old, new = mention.entity, factories.EntityFactory()
    with recording(kind="merge", summary="Moved") as recorder:
        recorder.watch([mention])
        mention.entity = new
        mention.save()
        recorder.changed(mention)
    old.delete()
    with pytest.raises(UndoConflict, match="the entity place / old does not exist any more"):
        undo(recorder.batch, None)


def test_many_conflicts_are_counted() -> None:
    sources = factories.SourceFactory.create_batch(8)
    with recording(kind="merge", summary="Renamed") as recorder:
        for source in recorder.watch(sources):
            source.name += "!"
            source.save()
            recorder.changed(source)
    Source.objects.update(name="Else")
    with pytest.raises(UndoConflict, match="and 3 more"):
        undo(recorder.batch, None)


def test_an_import_is_taken_back_with_its_issue_and_its_suggested_source() -> None:
    factories.PublicationFactory()
    before = dump()
    batch, _ = make_article()
    done = undo(batch, None)
    assert dump() == before
    assert done.deleted == 3


def test_what_an_import_made_and_others_use_stays() -> None:
    batch, article = make_article()
    source = article.citations.get().source
    factories.CitationFactory(source=source)
    factories.ArticleFactory(issue=article.issue)
    done = undo(batch, None)
    assert (done.deleted, done.kept) == (1, 2)
    assert Source.objects.filter(pk=source.pk).exists()
    assert not Article.objects.filter(pk=article.pk).exists()
    assert Issue.objects.filter(pk=article.issue_id).exists()


def test_a_source_that_was_accepted_since_stays() -> None:
    batch, _ = make_article()
    Source.objects.update(review="accepted")
    assert undo(batch, None).kept == 1
    assert Source.objects.count() == 1


@pytest.mark.parametrize("review", ["accepted", "rejected"])
def test_an_imported_article_with_decided_annotations_stays(review: str) -> None:
    batch, article = make_article(headline="Otan")
    article.citations.update(review=review)
    factories.MentionFactory.create_batch(2, article=article, review=review)
    with pytest.raises(UndoConflict, match="article “Otan”: 1 decided citation; 2 decided mentions"):
        undo(batch, None)
    assert Article.objects.filter(pk=article.pk).exists()


def test_an_imported_article_whose_text_was_edited_stays() -> None:
    batch, _ = make_article()
    Article.objects.update(revision=2)
    with pytest.raises(UndoConflict, match="its text has been edited"):
        undo(batch, None)


def test_an_imported_article_that_was_saved_in_the_admin_stays() -> None:
    batch, article = make_article()
    LogEntry.objects.create(
        user=factories.UserFactory(),
        content_type=ContentType.objects.get_for_model(Article),
        object_id=str(article.pk),
        object_repr="x",
        action_flag=CHANGE,
    )
    with pytest.raises(UndoConflict, match="it was edited later"):
        undo(batch, None)


def test_later_batches_are_taken_back_first() -> None:
    batch, article = make_article()
    with recording(kind="decision", summary="Published 1 article") as recorder:
        recorder.watch([article])
        article.status = "withdrawn"
        article.save()
        recorder.changed(article)
    with pytest.raises(UndoConflict, match="changed later by “Published 1 article”"):
        undo(batch, None)
    undo(recorder.batch, None)
    undo(batch, None)
    assert not Article.objects.exists()


def test_references_to_an_article_that_is_taken_back_wait_again() -> None:
    batch, article = make_article()
    reference = factories.CitationFactory(kind="cross_reference", target=article, resolution="resolved")
    undo(batch, None)
    reference.refresh_from_db()
    assert (reference.target, reference.resolution) == (None, "waiting")


def test_a_body_is_not_put_back_under_annotations_made_for_the_new_one() -> None:
    article = factories.ArticleFactory(body="Otan met.", headline="Otan")
    with recording(kind="import", summary="Corrected") as recorder:
        recorder.watch([article])
        article.body = "The Otan party met."
        article.save()
        recorder.changed(article)
    factories.MentionFactory(article=article, quote="party")
    with pytest.raises(UndoConflict, match="article “Otan”: the mention “party” was made later"):
        undo(recorder.batch, None)
    article.refresh_from_db()
    assert article.body == "The Otan party met."


def test_looking_up_many_rows_of_one_article_takes_few_queries(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    article = factories.ArticleFactory()
    mentions = [factories.MentionFactory(article=article) for _ in range(60)]
    batch = change_reviews(mentions, factories.UserFactory())
    with django_assert_max_num_queries(25):
        undo(batch, None)


def test_a_citation_made_by_a_batch_goes_unless_it_was_decided_since() -> None:
    article = factories.ArticleFactory()
    with recording(kind="propagation", summary="Found") as recorder:
        accepted, other = (factories.CitationFactory(article=article, review=r) for r in ("accepted", "suggested"))
        recorder.created(accepted)
        recorder.created(other)
    Citation.objects.filter(pk=other.pk).update(review="rejected")
    with pytest.raises(UndoConflict, match="review has been changed since"):
        undo(recorder.batch, None)
    Citation.objects.filter(pk=other.pk).update(review="suggested")
    undo(recorder.batch, None)
    assert not Citation.objects.exists()


def test_an_imported_article_to_which_an_accepted_cross_reference_leads_stays() -> None:
    batch, article = make_article(headline="Otan")
    factories.CitationFactory(kind="cross_reference", target=article, review="accepted")
    with pytest.raises(UndoConflict, match="article “Otan”: 1 decided cross-reference to it"):
        undo(batch, None)


def test_of_many_records_only_those_in_use_stay() -> None:
    with recording(kind="import", summary="Sources") as recorder:
        for source in factories.SourceFactory.create_batch(9):
            recorder.created(source)
    used = Source.objects.order_by("pk")[4]
    factories.CitationFactory(source=used)
    done = undo(recorder.batch, None)
    assert (done.deleted, done.kept) == (8, 1)
    assert str(done) == "8 removed, 1 kept because still in use"
    assert list(Source.objects.all()) == [used]


def test_a_cross_reference_inside_the_same_import_is_no_conflict() -> None:
    batch, article = make_article()
    factories.CitationFactory(kind="cross_reference", target=article, article=article, quote="Council")
    undo(batch, None)
    assert not Citation.objects.exists()
