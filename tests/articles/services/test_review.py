"""Decisions of editors: on many rows at once, by hand, and taken back byte for byte."""

from __future__ import annotations

import datetime

import pytest

from articles.models import AcronymDefinition, Batch, Citation, Mention, RoleStatement, Source
from articles.services.review import (
    NotATargetError,
    accept,
    choose_target,
    reject,
    reopen,
    save_by_hand,
)
from articles.services.tagging import next_number
from articles.services.undoing import undo
from tests import factories
from tests.articles.services.test_batches import dump

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> object:
    return factories.UserFactory()


def test_accept_keeps_who_and_when_in_one_batch(editor) -> None:  # type: ignore[no-untyped-def]
    article = factories.ArticleFactory()
    factories.CitationFactory.create_batch(2, article=article)
    factories.MentionFactory(article=article)
    decision = accept(article.citations.all(), article.mentions.all(), user=editor, place="Otan")
    assert (decision.changed, decision.unchanged) == (3, 0)
    assert decision.summary == "Accepted 2 citations and 1 mention in “Otan”"
    assert Batch.objects.get() == decision.batch
    assert (decision.batch.kind, decision.batch.created_by) == ("decision", editor)
    for row in [*Citation.objects.all(), *Mention.objects.all()]:
        assert (row.review, row.reviewer) == ("accepted", editor)
        assert row.reviewed_at is not None


@pytest.mark.parametrize(
    "factory",
    [
        factories.CitationFactory,
        factories.MentionFactory,
        factories.RoleStatementFactory,
        factories.AcronymDefinitionFactory,
    ],
)
def test_every_kind_of_annotation_is_decided_and_taken_back_byte_for_byte(editor, factory) -> None:  # type: ignore[no-untyped-def]
    factory.create_batch(3)
    model = factory._meta.model
    before = dump()
    decision = reject(model.objects.all(), user=editor)
    assert set(model.objects.values_list("review", flat=True)) == {"rejected"}
    undo(decision.batch, editor)
    assert dump() == before


def test_sources_are_decided_too(editor) -> None:  # type: ignore[no-untyped-def]
    factories.SourceFactory(review="suggested")
    before = dump()
    decision = accept(Source.objects.all(), user=editor)
    assert Source.objects.get().review == "accepted"
    assert decision.summary == "Accepted 1 source"
    undo(decision.batch, editor)
    assert dump() == before


def test_who_decided_first_is_kept(editor) -> None:  # type: ignore[no-untyped-def]
    factories.MentionFactory()
    accept(Mention.objects.all(), user=editor)
    decided = Mention.objects.get()
    again = accept(Mention.objects.all(), user=factories.UserFactory())
    assert (again.changed, again.unchanged, again.batch) == (0, 1, None)
    assert again.summary == "Accepted nothing"
    assert (Mention.objects.get().reviewer, Mention.objects.get().reviewed_at) == (editor, decided.reviewed_at)


def test_reopen_forgets_the_decision(editor) -> None:  # type: ignore[no-untyped-def]
    factories.MentionFactory()
    before = dump()
    accept(Mention.objects.all(), user=editor)
    decision = reopen(Mention.objects.all(), user=editor)
    assert decision.summary == "Back to suggested: 1 mention"
    assert dump() == before


def test_many_decisions_take_few_queries(editor, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    article = factories.ArticleFactory()
    factories.MentionFactory.create_batch(100, article=article)
    with django_assert_max_num_queries(17):
        accept(Mention.objects.all(), user=editor)


def test_a_thousand_accepted_mentions_are_taken_back_byte_for_byte(editor) -> None:  # type: ignore[no-untyped-def]
    entity = factories.EntityFactory()
    for article in factories.ArticleFactory.create_batch(5):
        text = {"article": article, "entity": entity, "quote": "Kazakhstan"}
        Mention.objects.bulk_create(Mention(number=n, **text) for n in range(1, 202))
    before = dump()
    decision = accept(Mention.objects.all(), user=editor)
    assert decision.changed == 1005
    assert undo(decision.batch, editor).restored == 1005
    assert dump() == before


def test_a_decision_in_a_form_leaves_the_origin_to_the_rule(editor) -> None:  # type: ignore[no-untyped-def]
    mention = factories.MentionFactory(origin="alias", score=0.5, reason="alias of Kazakhstan")
    mention.review = "rejected"
    batch = save_by_hand(mention, user=editor, columns=["review"])
    mention.refresh_from_db()
    assert (mention.review, mention.reviewer, mention.origin, mention.score) == ("rejected", editor, "alias", 0.5)
    assert batch.summary == f"Rejected the mention “Kazakhstan” in “{mention.article}”"


def test_a_correction_accepts_and_is_by_hand(editor) -> None:  # type: ignore[no-untyped-def]
    mention = factories.MentionFactory(origin="alias", score=0.5, reason="alias of Kazakhstan")
    before = dump()
    mention.entity = other = factories.EntityFactory()
    batch = save_by_hand(mention, user=editor, columns=["entity"])
    mention.refresh_from_db()
    assert (mention.review, mention.reviewer, mention.origin) == ("accepted", editor, "editor")
    assert (mention.score, mention.reason) == (1.0, "")
    undo(batch, editor)
    other.delete()
    assert dump() == before


def test_a_date_set_by_hand_says_so(editor) -> None:  # type: ignore[no-untyped-def]
    citation = factories.CitationFactory(year_note="from the article’s date")
    citation.cited_date = datetime.date(2003, 11, 30)
    save_by_hand(citation, user=editor, columns=["cited_date"])
    citation.refresh_from_db()
    assert (citation.year_basis, citation.year_note) == ("editor", "")
    citation.cited_date, citation.cited_precision = None, ""
    save_by_hand(citation, user=editor, columns=["cited_date", "cited_precision"])
    citation.refresh_from_db()
    assert citation.year_basis == "unknown"


def test_a_correction_can_be_rejected_in_the_same_stroke(editor) -> None:  # type: ignore[no-untyped-def]
    mention = factories.MentionFactory()
    mention.review, mention.entity = "rejected", factories.EntityFactory()
    save_by_hand(mention, user=editor, columns=["review", "entity"])
    mention.refresh_from_db()
    assert (mention.review, mention.reviewer) == ("rejected", editor)


def test_a_new_annotation_gets_the_next_number_and_can_be_taken_back(editor) -> None:  # type: ignore[no-untyped-def]
    article = factories.ArticleFactory(headline="Otan")
    factories.RoleStatementFactory(article=article, number=7)
    before = dump()
    row = RoleStatement(article=article, person_name="Ada Author", post="Envoy", quote="Council", start=50, end=57)
    batch = save_by_hand(row, user=editor, columns=["person_name", "post"])
    row.refresh_from_db()
    assert (row.number, row.review, row.origin, row.reviewer) == (8, "accepted", "editor", editor)
    assert batch.summary == "Added the role statement “Ada Author, Envoy” in “Otan”"
    undo(batch, editor)
    assert dump() == before


def test_nothing_changed_in_a_form_is_no_decision(editor) -> None:  # type: ignore[no-untyped-def]
    mention = factories.MentionFactory()
    before = dump()
    assert save_by_hand(mention, user=editor, columns=[]) is None
    assert dump() == before


def test_a_source_saved_by_hand_is_a_batch_of_its_own(editor) -> None:  # type: ignore[no-untyped-def]
    source = factories.SourceFactory(review="suggested", name="Gazette")
    source.review = "accepted"
    batch = save_by_hand(source, user=editor, columns=["review"])
    assert batch.summary == "Accepted the source “Gazette”"


def test_numbers_begin_at_one() -> None:
    assert next_number(factories.ArticleFactory(), AcronymDefinition) == 1


def ambiguous() -> Citation:
    citation: Citation = factories.CitationFactory(kind="cross_reference", resolution="ambiguous")
    return citation


def test_a_target_is_chosen_in_one_batch_and_taken_back(editor) -> None:  # type: ignore[no-untyped-def]
    citation, article = ambiguous(), factories.ArticleFactory(headline="Saiga")
    before = dump()
    batch = choose_target(citation, article, editor)
    citation.refresh_from_db()
    assert (citation.target, citation.resolution, citation.review) == (article, "resolved", "accepted")
    assert (citation.reviewer, citation.resolution_note) == (
        editor,
        "Chosen by an editor among the articles of the day.",
    )
    assert batch.summary.endswith("to “Saiga”")
    undo(batch, editor)
    assert dump() == before


def test_what_cannot_be_meant_is_not_chosen(editor) -> None:  # type: ignore[no-untyped-def]
    citation = ambiguous()
    for article, why in (
        (citation.article, "does not refer to itself"),
        (factories.ArticleFactory(status="withdrawn"), "withdrawn"),
    ):
        with pytest.raises(NotATargetError, match=why):
            choose_target(citation, article, editor)
    with pytest.raises(NotATargetError, match="Only a cross-reference"):
        choose_target(factories.CitationFactory(), factories.ArticleFactory(), editor)
    assert not Batch.objects.exists()
