"""What editors have rejected is not suggested again: the same words, the same entity, the same surroundings."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.management import call_command

from articles.models import Article, Mention, Rejection
from articles.services import review, tagging
from articles.services.anchoring import reanchor
from articles.services.authorities import merge_entities
from articles.services.memory import Memory, revoke, said
from articles.services.undoing import undo
from entities.suggest import Authorities
from tests import factories
from tests.articles.services.test_batches import dump

pytestmark = pytest.mark.django_db

BODY = (
    "They said that the Otan party had won in the north of the country. In Oral, Otan itself kept silent about it all."
)


@pytest.fixture
def editor() -> Any:
    return factories.UserFactory()


def article_of(body: str = BODY) -> Article:
    article: Article = factories.ArticleFactory(body=body)
    return article


def suggest(article: Article) -> list[int]:
    """The places at which something is suggested anew."""
    found = tagging.suggest_annotations(article, Authorities.load())
    return [row.start for row in found if isinstance(row, Mention)]


def reject_first(article: Article, editor: Any, **values: Any) -> Any:
    first = article.mentions.order_by("start").first()
    assert first is not None
    rows = [Mention.objects.filter(pk=first.pk)]
    return review.decide(rows, review.Review.REJECTED, user=editor, **values).batch


def test_context_is_three_whole_words_on_each_side() -> None:
    here = said(
        "Otan’s", "x" * 20 + " and so on they say that the ", "party had won, in the end, and so forth it went on."
    )
    assert (here.words, here.before, here.after) == ("otans", "say that the", "party had won")
    cut = said("Otan", "ld say that the world of the Kazakh political E-", "t" * 48)
    assert (cut.before, cut.after) == ("kazakh political e", "")
    assert said("Otan", "", "") == said("OTAN", " ", " – ")


def test_the_same_in_the_same_surroundings_is_not_suggested_again(editor) -> None:  # type: ignore[no-untyped-def]
    otan = factories.EntityFactory(preferred_label="Otan")
    article = article_of()
    first, second = suggest(article)
    assert (first, second) == (BODY.index("Otan"), BODY.rindex("Otan"))
    reject_first(article, editor)
    article.mentions.all().delete()
    assert suggest(article) == [second]
    # Elsewhere in another text: offsets do not matter, case and accents neither.
    moved = article_of(
        "A longer opening. “THEY SAID THAT THE Otan party had – wón in the south.” So said Otan of itself."
    )
    assert suggest(moved) == [moved.body.rindex("Otan")]
    assert Rejection.objects.get().entity == otan


def test_a_text_that_is_edited_around_the_words_keeps_the_memory(editor) -> None:  # type: ignore[no-untyped-def]
    factories.EntityFactory(preferred_label="Otan")
    article = article_of()
    suggest(article)
    reject_first(article, editor)
    reanchor(article, "An editor’s new first sentence.\n\n" + BODY)
    article.mentions.all().delete()
    assert suggest(article) == [article.body.rindex("Otan")]


def test_another_entity_of_the_same_name_is_suggested_all_the_same(editor) -> None:  # type: ignore[no-untyped-def]
    factories.EntityFactory(preferred_label="Otan", slug="party")
    article = article_of()
    suggest(article)
    reject_first(article, editor)
    article.mentions.all().delete()
    factories.EntityFactory(preferred_label="Otan", slug="other", kind="place")
    suggest(article)
    first = article.mentions.filter(start=BODY.index("Otan"))
    assert list(first.values_list("entity__slug", flat=True)) == ["other"]


def test_everywhere_means_everywhere(editor) -> None:  # type: ignore[no-untyped-def]
    factories.EntityFactory(preferred_label="Otan")
    article = article_of()
    suggest(article)
    reject_first(article, editor, everywhere=True, reason="A common word.")
    assert Rejection.objects.get().is_everywhere
    assert Rejection.objects.everywhere().count() == 1
    assert suggest(article_of("Otan, as the old word goes.")) == []


def test_undo_takes_the_memory_back_and_redo_restores_it(editor) -> None:  # type: ignore[no-untyped-def]
    factories.EntityFactory(preferred_label="Otan")
    article = article_of()
    suggest(article)
    before = dump()
    batch = reject_first(article, editor)
    after = dump()
    taken = undo(batch, editor).batch
    assert dump() == before
    assert taken is not None
    undo(taken, editor)
    assert dump() == after


@pytest.mark.parametrize("act", [review.reopen, review.accept])
def test_to_reopen_or_accept_forgets(editor, act) -> None:  # type: ignore[no-untyped-def]
    factories.EntityFactory(preferred_label="Otan")
    article = article_of()
    suggest(article)
    reject_first(article, editor)
    before = dump()
    done = act(Mention.objects.filter(review="rejected"), user=editor)
    assert not Rejection.objects.exists()
    undo(done.batch, editor)
    assert dump() == before


def test_a_rejection_is_made_once_however_often_it_is_said(editor) -> None:  # type: ignore[no-untyped-def]
    factories.EntityFactory(preferred_label="Otan")
    for article in (article_of(), article_of()):
        suggest(article)
    review.reject(Mention.objects.all(), user=editor)
    assert Rejection.objects.count() == 2
    assert Mention.objects.filter(review="rejected").count() == 4


def test_a_correction_by_hand_is_remembered_too(editor) -> None:  # type: ignore[no-untyped-def]
    otan, bank = factories.EntityFactory(preferred_label="Otan"), factories.EntityFactory(preferred_label="Bank")
    article = article_of()
    suggest(article)
    mention = article.mentions.order_by("start")[0]
    mention.entity = bank
    review.save_by_hand(mention, user=editor, columns=["entity"])
    assert Rejection.objects.get().entity == otan
    mention.review = "rejected"
    review.save_by_hand(mention, user=editor, columns=["review"])
    assert {row.entity for row in Rejection.objects.all()} == {otan, bank}
    mention.review = "suggested"
    review.save_by_hand(mention, user=editor, columns=["review"])
    assert {row.entity for row in Rejection.objects.all()} == {otan}


def test_what_was_revoked_is_suggested_again_and_the_revocation_can_be_taken_back(editor) -> None:  # type: ignore[no-untyped-def]
    factories.EntityFactory(preferred_label="Otan")
    article = article_of()
    suggest(article)
    reject_first(article, editor)
    article.mentions.all().delete()
    before = dump()
    batch = revoke(Rejection.objects.all(), editor)
    assert batch is not None
    assert batch.summary == "Revoked that “otan” is not Otan"
    assert len(suggest(article)) == 2
    article.mentions.all().delete()
    undo(batch, editor)
    assert dump() == before
    assert revoke([], editor) is None


def test_memory_is_asked_in_one_question_and_not_at_all_without_words(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    factories.RejectionFactory(words="otan")
    with django_assert_num_queries(1):
        memory = Memory.of(["Otan", "OTAN", "Oral"])
    entity = Rejection.objects.get().entity_id
    assert memory.forbids(entity, "Otan", "for members of the ", " met in Almaty")
    assert not memory.forbids(entity, "Otan", "for members of a ", " met in Almaty")
    assert not memory.forbids(entity + 1, "Otan", "for members of the ", " met in Almaty")
    with django_assert_num_queries(0):
        assert not Memory.of([]).forbids(entity, "Otan", "for members of the ", " met in Almaty")


def test_rejections_are_dumped_and_loaded_by_natural_keys(tmp_path) -> None:  # type: ignore[no-untyped-def]
    factories.RejectionFactory(reason="The verb.", rejected_by=None)
    path = tmp_path / "memory.json"
    call_command(
        "dumpdata", "articles.rejection", natural_foreign=True, natural_primary=True, output=str(path), verbosity=0
    )
    before = dump()
    Rejection.objects.all().delete()
    call_command("loaddata", str(path), verbosity=0)
    call_command("loaddata", str(path), verbosity=0)
    assert dump() == before


def test_a_merge_of_entities_takes_the_memory_along_without_doubles(editor) -> None:  # type: ignore[no-untyped-def]
    keep, lose = factories.EntityFactory(preferred_label="Otan"), factories.EntityFactory(preferred_label="Nur Otan")
    for entity in (keep, lose):
        factories.RejectionFactory(words="otan", entity=entity)
    factories.RejectionFactory(words="party", entity=lose)
    before = dump()
    batch = merge_entities(keep, lose, user=editor, reason="One party.")
    assert set(Rejection.objects.values_list("words", "entity")) == {("otan", keep.pk), ("party", keep.pk)}
    undo(batch, editor)
    assert dump() == before
