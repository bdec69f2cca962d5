"""From one decision to the archive: what is found, what never is, what becomes of it, and at what cost."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Article, Batch, Mention, Rejection
from articles.services import propagation, review
from articles.services.propagation import accept_places, chunk, count, places, reject_places, suggest_elsewhere
from articles.services.undoing import undo
from entities.models import Alias, Entity
from entities.suggest import Authorities
from tests import factories
from tests.articles.services.test_batches import dump

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Any:
    return factories.UserFactory()


@pytest.fixture
def otan() -> Entity:
    entity: Entity = factories.EntityFactory(preferred_label="Otan", slug="otan")
    return entity


def article_of(body: str, **values: Any) -> Article:
    article: Article = factories.ArticleFactory(body=body, **values)
    return article


def found(otan: Entity, words: str = "Otan", **values: Any) -> list[str]:
    """What is found, as the words around: ten characters on each side."""
    return [
        f"{place.anchor['prefix'][-11:]}[{place.anchor['quote']}]{place.anchor['suffix'][:10]}"
        for place in places(words, otan, authorities=Authorities.current(), **values)
    ]


# What is found -------------------------------------------------------------------------------------------------------


def test_only_whole_names_are_found(otan) -> None:  # type: ignore[no-untyped-def]
    bank = factories.EntityFactory(preferred_label="Otan Bank")
    Alias.objects.create(entity=bank, name="Pro Otan League")
    article_of("Otan won. Pro-Otan papers, Otanists, otan and Interfax-Otan; Otan’s men.")
    article_of("The Otan Bank and the Pro Otan League; see otan.example and a Botanist.")
    cited = article_of("Nothing is said here (Otan, November 30).", headline="Otan")
    factories.CitationFactory(article=cited, quote="(Otan, November 30)")
    assert found(otan) == ["[Otan] won. Pro-", "rfax-Otan; [Otan]’s men."]


def test_the_names_that_share_a_word_are_enough_to_tell(otan) -> None:  # type: ignore[no-untyped-def]
    bank = factories.EntityFactory(preferred_label="Otan Bank")
    factories.EntityFactory(preferred_label="Quite Another")
    Alias.objects.create(entity=bank, name="The League of Otan")
    text = "Otan and the Otan Bank met The League of Otan."
    few = Authorities.about("Otan")
    assert len(few.gazetteer) == 3
    assert few.gazetteer.find(text) == Authorities.load().gazetteer.find(text)
    assert len(Authorities.about("League of Otan").gazetteer) == 3
    assert len(Authorities.about("of").gazetteer) == 1
    current = Authorities.current()
    assert Authorities.about("Otan") is current


def test_what_editors_have_decided_is_left_out(otan, editor) -> None:  # type: ignore[no-untyped-def]
    bank = factories.EntityFactory(preferred_label="Bank")
    for review_, entity in (("accepted", otan), ("rejected", otan), ("accepted", bank)):
        factories.MentionFactory(
            article=article_of(f"So Otan said, {review_}."), entity=entity, quote="Otan", review=review_
        )
    by_hand = article_of("Yes, Otan said so by hand.")
    factories.MentionFactory(article=by_hand, entity=bank, quote="Otan said", origin="editor")
    rejected = article_of("He knew that Otan never forgets anything.")
    mention = factories.MentionFactory(article=rejected, entity=otan, quote="Otan")
    review.reject(Mention.objects.filter(pk=mention.pk), user=editor)
    mention.delete()
    waiting = factories.MentionFactory(article=article_of("Here Otan waits."), entity=otan, quote="Otan")
    factories.MentionFactory(article=article_of("There Otan is a bank."), entity=bank, quote="Otan", review="rejected")
    assert found(otan) == ["Here [Otan] waits.", "There [Otan] is a bank"]
    known = list(places("Otan", otan, authorities=Authorities.current()))
    assert [place.mention for place in known] == [waiting.pk, None]


def test_words_of_two_owners_and_pieces_of_longer_names_are_not_sure(otan) -> None:  # type: ignore[no-untyped-def]
    Alias.objects.create(entity=otan, name="Fatherland")
    article_of("So Otan said.")
    article_of("So Otan Zhastar said.")
    article_of("So Fatherland said.")
    factories.EntityFactory(preferred_label="Fatherland", slug="other")
    authorities = Authorities.current()
    assert [place.is_sure for place in places("Otan", otan, authorities=authorities)] == [True, False]
    assert [place.is_sure for place in places("Fatherland", otan, authorities=authorities)] == [False]


def test_the_number_is_exact_until_it_is_a_lower_bound(otan, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    first = article_of("Otan said that Otan said.")
    for _ in range(3):
        article_of("Otan said it.")
    article_of("Otanists said it.")
    told = count("Otan", otan, without=first.pk)
    assert (told.places, told.articles, told.is_exact) == (3, 3, True)
    monkeypatch.setattr(propagation, "COUNTED", 2)
    told = count("Otan", otan)
    assert (told.places, told.articles, told.is_exact) == (3, 2, False)
    assert count("Nur", otan) == propagation.Elsewhere(0, 0, is_exact=True)


def test_a_page_shows_whole_articles_and_knows_what_follows(otan, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(propagation, "SHOWN", 3)
    monkeypatch.setattr(propagation, "READ", 6)
    rows = [article_of("Otan, Otan."), article_of("Otan and Otan."), *(article_of("Otan.") for _ in range(3))]
    first = chunk("Otan", otan)
    assert [place.article.pk for place in first.places] == [rows[0].pk] * 2 + [rows[1].pk] * 2
    assert first.following in (rows[1].pk, rows[2].pk)
    second = chunk("Otan", otan, after=first.following)
    assert [place.article.pk for place in second.places] == [row.pk for row in rows if row.pk > first.following]
    seen = {place.article.pk for place in (*first.places, *second.places)}
    assert seen == {row.pk for row in rows}
    Mention.objects.all().delete()
    for row in Article.objects.all():
        factories.MentionFactory(article=row, entity=otan, quote="Otan", start=0, review="rejected")
    article_of("No more."), article_of("Otan!"), article_of("Otan?"), article_of("Otan again.")
    empty = chunk("Otan", otan)
    assert empty.following is not None
    rest = chunk("Otan", otan, after=empty.following)
    assert len({place.article.pk for place in (*empty.places, *rest.places)} - seen) == 3


# What becomes of it --------------------------------------------------------------------------------------------------


def test_all_places_become_suggestions_in_one_batch(otan, editor) -> None:  # type: ignore[no-untyped-def]
    first = article_of("Otan said that Otan said.")
    waiting = factories.MentionFactory(article=article_of("Otan waits; Otan."), entity=otan, quote="Otan", number=4)
    before = dump()
    done = suggest_elsewhere("Otan", otan, user=editor, without=first.pk)
    assert (done.done, done.articles) == (1, 1)
    mention = Mention.objects.exclude(pk=waiting.pk).get()
    assert (mention.review, mention.origin, mention.number) == ("suggested", "propagation", 5)
    assert mention.article.body[mention.start : mention.end] == mention.quote == "Otan"
    batch = done.batch
    assert batch is not None
    assert (batch.kind, batch.created_by) == ("propagation", editor)
    assert batch.summary == "Suggested 1 occurrence in 1 article of “Otan” as organization “Otan”"
    assert suggest_elsewhere("Otan", otan, user=editor, without=first.pk).batch is None
    undo(batch, editor)
    assert dump() == before


def test_places_are_accepted_and_rivals_and_later_decisions_are_respected(otan, editor) -> None:  # type: ignore[no-untyped-def]
    bank = factories.EntityFactory(preferred_label="Bank")
    one, two, three = (article_of(f"Otan {word} it.") for word in ("said", "did", "was"))
    rival = factories.MentionFactory(article=one, entity=bank, quote="Otan")
    suggested = factories.MentionFactory(article=two, entity=otan, quote="Otan", origin="alias")
    names = [place.name for place in places("Otan", otan, authorities=Authorities.current())]
    assert len(names) == 3
    factories.MentionFactory(article=three, entity=bank, quote="Otan", review="accepted")
    before = dump()
    done = accept_places([*names, "999999:0:4", f"{one.pk}:1:4"], "Otan", otan, user=editor)
    assert (done.done, done.articles, done.passed_over) == (2, 2, 3)
    assert list(otan.mentions.values_list("article", "review", "origin").order_by("article")) == [
        (one.pk, "accepted", "propagation"),
        (two.pk, "accepted", "alias"),
    ]
    rival.refresh_from_db()
    suggested.refresh_from_db()
    assert (rival.review, suggested.reviewer) == ("rejected", editor)
    assert done.batch is not None
    after = dump()
    taken = undo(done.batch, editor).batch
    assert dump() == before
    assert taken is not None
    undo(taken, editor)
    assert dump() == after


def test_places_are_rejected_and_never_offered_again(otan, editor) -> None:  # type: ignore[no-untyped-def]
    article_of("He said that Otan did it all.")
    suggested = factories.MentionFactory(article=article_of("Ever since Otan was there."), entity=otan, quote="Otan")
    names = [place.name for place in places("Otan", otan, authorities=Authorities.current())]
    done = reject_places(names, "Otan", otan, user=editor)
    assert (done.done, done.summary) == (2, "Rejected 2 occurrences in 2 articles of “Otan” as organization “Otan”")
    suggested.refresh_from_db()
    assert suggested.review == "rejected"
    assert Rejection.objects.count() == 2
    assert Mention.objects.count() == 1
    assert found(otan) == []


def test_a_place_has_a_name_of_three_numbers() -> None:
    for name in ("x", "1:2", "1:2:x", "1:5:2"):
        with pytest.raises(ValueError, match=r"not a span|invalid literal|unpack"):
            propagation.parse_place(name)


def test_the_cost_does_not_grow_with_the_articles_of_a_page(otan) -> None:  # type: ignore[no-untyped-def]
    def cost() -> int:
        with CaptureQueriesContext(connection) as context:
            assert count("Otan", otan).places
        return len(context)

    article_of("Otan said it.")
    cost()
    few = cost()
    for _ in range(30):
        article_of("Otan said that Otan did it.")
    cost()  # the index takes up the new articles
    assert cost() == few


# The command ---------------------------------------------------------------------------------------------------------


def run(*arguments: str) -> str:
    out = io.StringIO()
    call_command("propagate", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_counts_and_suggests(otan) -> None:  # type: ignore[no-untyped-def]
    factories.MentionFactory(article=article_of("Otan waits."), entity=otan, quote="Otan")
    article_of("Otan said that Otan said.")
    told = run("Otan", "--entity", "organization/otan", "--dry-run")
    assert "3 undecided occurrences in 2 articles; 2 would be suggested" in told
    assert Mention.objects.count() == 1
    told = run("Otan", "--entity", "organization/otan")
    batch = Batch.objects.get()
    assert told.startswith("Suggested 2 occurrences in 1 article of “Otan”")
    assert str(batch.reference) in told
    assert "Suggested 0 occurrences" in run("Otan", "--entity", "organization/otan")
    with pytest.raises(CommandError, match="no entity with the address place/otan"):
        run("Otan", "--entity", "place/otan")
