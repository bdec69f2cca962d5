"""The desk as data: what it tells, what it does, what it refuses, and in how many questions."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from articles.admin.decisions import desk_url
from articles.admin.desk import KINDS
from articles.admin.desk_api import answers
from articles.models import Article, Batch, Citation, Mention, Rejection
from articles.services import marking, review
from entities.models import Alias, Entity
from tests import factories
from tests.articles.services.test_batches import dump

pytestmark = pytest.mark.django_db

BODY = (
    "Otan won in Almaty (Interfax, November 30). Otan thanked Almaty.\n\n"
    "The head of Otan, Ada Author, met Bulat Abilov. Pro-Otan papers and Otanists cheered, said the Otan press office."
)


@pytest.fixture
def otan() -> Entity:
    return factories.EntityFactory(preferred_label="Otan", slug="otan", scope_note="The party of power.")


@pytest.fixture
def article(otan: Entity) -> Article:
    """Two suggested mentions of Otan, one citation."""
    article = factories.ArticleFactory(body=BODY, headline="Otan")
    for number, start in enumerate((0, BODY.index("Otan thanked")), start=1):
        mention_of(otan, article, start, number=number, origin="alias", score=0.9, reason="the preferred name")
    factories.CitationFactory(article=article, number=1)
    return article


def mention_of(entity: Entity, article: Article, start: int, **values: Any) -> Any:
    return factories.MentionFactory(entity=entity, article=article, quote="Otan", start=start, **values)


def url(article: Article, name: str) -> str:
    return reverse(f"admin:articles_article_desk_{name}", args=[article.pk])


def get(client: Client, article: Article, path: str, /, **query: Any) -> Any:
    response = client.get(url(article, path), query)
    return response.json() if response.status_code == 200 else response


def post(client: Client, article: Article, path: str, /, **values: Any) -> Any:
    response = client.post(url(article, path), json.dumps(values), content_type="application/json")
    return response.json() if response.status_code == 200 else response


def name(row: Any) -> str:
    return f"{row._meta.model_name}-{row.pk}"


def states() -> list[str]:
    return list(Mention.objects.order_by("start", "pk").values_list("review", flat=True))


def staff(*permissions: str) -> Client:
    user = get_user_model().objects.create(username="staff", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


# What it tells -------------------------------------------------------------------------------------------------------


def test_the_state_is_the_whole_desk(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    told = get(admin_client, article, "state")
    assert told["article"] == {
        "pk": article.pk,
        "headline": "Otan",
        "body_digest": article.digest,
        "revision": article.revision,
    }
    first, citation, second = told["annotations"]
    mention = Mention.objects.get(start=0)
    assert first["name"] == name(mention)
    assert first["entity"] == {"pk": otan.pk, "label": "Otan", "kind": "organization"}
    assert (first["start"], first["end"], first["quote"], first["after"][:4]) == (0, 4, "Otan", " won")
    assert (first["review"], first["score"], first["origin"]) == ("suggested", 0.9, "alias")
    assert first["correct_url"] == f"/admin/articles/mention/{mention.pk}/change/?return=review"
    assert [fact["value"] for fact in citation["facts"]] == ["Interfax", "30 November 2004"]
    assert citation["entity"] is None
    assert second["start"] == BODY.index("Otan thanked")
    assert told["progress"] == {"decided": 0, "total": 3}
    assert (told["undo"], told["redo"], told["next_url"]) == (None, None, None)


def test_untagged_are_names_that_nothing_marks(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    told = get(admin_client, article, "state")["untagged"]
    assert {"Almaty", "Ada Author", "Bulat Abilov"} <= {found["text"] for found in told}
    assert all(BODY[found["start"] : found["end"]] == found["text"] for found in told)
    assert not [found for found in told if found["text"] == "Interfax" or found["start"] == 0]
    assert next(found["kind"] for found in told if found["text"] == "Ada Author") == "person"


def test_candidates_come_with_what_tells_them_apart(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    bank = factories.EntityFactory(preferred_label="Otan Bank", slug="otan-bank")
    Alias.objects.create(entity=bank, name="Otan")
    elsewhere = [factories.ArticleFactory(body="So Otan said.", headline=f"No. {n}") for n in range(4)]
    for other in elsewhere:
        mention_of(otan, other, 3, number=1, review="accepted")
    mention = Mention.objects.get(article=article, start=0)
    told = get(admin_client, article, "candidates", name=name(mention))
    assert [found["entity"] for found in told["candidates"]] == [otan.pk, bank.pk]
    first = told["candidates"][0]
    assert (first["label"], first["kind"], first["description"]) == ("Otan", "organization", "The party of power.")
    assert (first["uses"], told["candidates"][1]["uses"]) == (6, 0)
    assert [context["headline"] for context in first["contexts"]] == ["No. 3", "No. 2", "No. 1"]
    assert first["contexts"][0]["before"] == "So "
    assert first["contexts"][0]["url"].startswith(desk_url(elsewhere[3].pk, {}))
    assert told["here"] == 2
    assert "one of 2 that bear this name" in told["candidates"][1]["reason"]


def test_candidates_for_selected_words(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    start = BODY.index("Otan, Ada")
    told = get(admin_client, article, "candidates", start=start, end=start + 4)
    assert [found["entity"] for found in told["candidates"]] == [otan.pk]
    # The two that are suggested, the one selected and one more; neither "Pro-Otan" nor "Otanists".
    assert told["here"] == 4
    author = factories.EntityFactory(kind="person", preferred_label="Ada Author")
    place = BODY.index("Ada Author")
    factories.MentionFactory(article=article, entity=author, quote="Ada Author", start=place, number=7)
    told = get(admin_client, article, "candidates", start=place + 4, end=place + 10)
    assert [found["label"] for found in told["candidates"]] == ["Ada Author"]


def test_a_search_finds_names_and_other_names(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    bank = factories.EntityFactory(preferred_label="National Bank")
    Alias.objects.create(entity=bank, name="Otan Bank")
    factories.EntityFactory(preferred_label="Unlike")
    told = get(admin_client, article, "candidates", q="otan")
    assert [found["label"] for found in told["candidates"]] == ["Otan", "National Bank"]
    assert get(admin_client, article, "candidates", q="  ")["candidates"] == []


def test_a_search_offers_what_begins_so_before_what_only_holds_it(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    """Neither the alphabet nor the number of those that hold the words hides the likeliest."""
    kinds = {"kind": "organization", "scope_note": ""}
    Entity.objects.bulk_create(
        Entity(preferred_label=label, slug=f"e{number}", sort_label=label, **kinds)
        for number, label in enumerate(
            [
                *(f"A Rus Company {n:03}" for n in range(120)),
                *(f"Aarus {n:03}" for n in range(120)),
                *(f"Rus {n:03} and Sons" for n in range(120)),
                "Zebra (Rus)",
            ]
        )
    )
    russia = factories.EntityFactory(kind="place", preferred_label="Russia")
    exact = factories.EntityFactory(preferred_label="Zz Union")
    other = factories.EntityFactory(preferred_label="Zz Federation")
    Alias.objects.create(entity=exact, name="Rus")
    Alias.objects.create(entity=other, name="Rus State")
    used = Entity.objects.get(preferred_label="Rus 099 and Sons")
    mention_of(used, article, BODY.index("Otan press"), number=30)
    with CaptureQueriesContext(connection) as context:
        told = get(admin_client, article, "candidates", q="Rus")["candidates"]
    assert [found["label"] for found in told[:3]] == ["Zz Union", "Rus 099 and Sons", "Russia"]
    assert len(told) == 9
    assert len(context) <= 20
    assert get(admin_client, article, "candidates", q="Rus S")["candidates"][0]["label"] == "Zz Federation"
    assert get(admin_client, article, "candidates", q="ebra")["candidates"][0]["label"] == "Zebra (Rus)"
    assert russia.pk


def test_contested_words_are_ranked_by_what_is_accepted_in_the_article_now(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    russian, ukrainian, kiev = (
        factories.EntityFactory(preferred_label=label) for label in ("CEC of Russia", "CEC of Ukraine", "Kiev")
    )
    place = BODY.index("Otan press")
    stored = mention_of(russian, article, place, number=20, score=0.7, reason="stored")
    mention_of(ukrainian, article, place, number=21, score=0.1, reason="stored")
    elsewhere = factories.ArticleFactory(body="Otan in Kiev.")
    mention_of(ukrainian, elsewhere, 0, number=1, review="accepted")
    factories.MentionFactory(article=elsewhere, entity=kiev, quote="Kiev", start=8, number=2, review="accepted")
    mention_of(russian, factories.ArticleFactory(body="Otan."), 0, number=1, review="accepted")

    def offered() -> list[str]:
        told = get(admin_client, article, "candidates", name=name(stored))["candidates"]
        assert "stored" not in {found["reason"] for found in told[:2]}
        return [found["label"] for found in told if found["label"].startswith("CEC")]

    assert offered() == ["CEC of Russia", "CEC of Ukraine"]
    factories.MentionFactory(
        article=article, entity=kiev, quote="Almaty", start=BODY.index("Almaty"), number=22, review="accepted"
    )
    assert offered() == ["CEC of Ukraine", "CEC of Russia"]
    mention_of(russian, article, BODY.index("Otan, Ada"), number=23, review="accepted")
    assert offered() == ["CEC of Russia", "CEC of Ukraine"]


def test_a_citation_is_offered_sources_and_a_cross_reference_articles(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    citation = Citation.objects.get()
    other = factories.SourceFactory(name="Interfax-Kazakhstan")
    factories.SourceVariantFactory(source=other, name="Interfax")
    told = get(admin_client, article, "candidates", name=name(citation))
    assert [found["source"] for found in told["sources"]] == [citation.source_id, other.pk]
    assert told["targets"] == []


def test_the_desk_costs_the_same_for_few_and_for_many(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    mention = Mention.objects.get(start=0)
    mention_of(otan, factories.ArticleFactory(body="So Otan said."), 3, number=1)
    asked = [("state", {}), ("candidates", {"name": name(mention)}), ("candidates", {"q": "otan"})]

    def costs() -> list[int]:
        counted = []
        for path, query in asked:
            with CaptureQueriesContext(connection) as context:
                assert admin_client.get(url(article, path), query).status_code == 200
            counted.append(len(context))
        return counted

    costs()
    few = costs()
    for n in range(12):
        namesake = factories.EntityFactory(preferred_label=f"Otan {n}")
        Alias.objects.create(entity=namesake, name="Otan")
        other = factories.ArticleFactory(body="So Otan said.")
        mention_of(namesake, other, 3, number=1)
        mention_of(namesake, article, BODY.index("Otan press"), number=20 + n)
    costs()  # the index takes up the new articles
    many = costs()
    assert many == few
    assert max(many) <= 24


# What it does --------------------------------------------------------------------------------------------------------


def test_a_decision_answers_with_what_is_different(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    mention = Mention.objects.get(start=0)
    done = post(admin_client, article, "decide", act="accept", names=[name(mention)], seconds=1.25, keys=2)
    assert states() == ["accepted", "suggested"]
    assert [(row["name"], row["review"]) for row in done["annotations"]] == [(name(mention), "accepted")]
    assert done["removed"] == []
    assert done["progress"] == {"decided": 1, "total": 3}
    batch = Batch.objects.get()
    assert done["batch"] == done["undo"] == {"reference": str(batch.reference), "summary": batch.summary}
    assert (batch.article, batch.seconds, batch.keystrokes) == (article, 1.25, 2)
    again = post(admin_client, article, "decide", act="accept", names=[name(mention)])
    assert (again["batch"], again["annotations"]) == (None, [])


def test_all_equal_suggestions_here_are_decided_in_one_stroke(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    other = mention_of(factories.EntityFactory(), article, BODY.index("Otan press"), number=9)
    mention = Mention.objects.get(start=0)
    done = post(admin_client, article, "decide", act="accept", names=[name(mention)], scope="here")
    assert {row["review"] for row in done["annotations"]} == {"accepted"}
    assert len(done["annotations"]) == 2
    other.refresh_from_db()
    assert other.review == "suggested"
    assert Batch.objects.count() == 1


def test_to_accept_one_meaning_rejects_the_others_of_the_same_words(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    rival = mention_of(factories.EntityFactory(preferred_label="Otan Bank"), article, 0, number=9)
    mention = Mention.objects.get(entity=otan, start=0)
    assert get(admin_client, article, "state")["annotations"][0]["is_contested"]
    before = dump()
    done = post(admin_client, article, "decide", act="accept", names=[name(mention)])
    assert {row["name"]: row["review"] for row in done["annotations"]} == {
        name(mention): "accepted",
        name(rival): "rejected",
    }
    assert Rejection.objects.get().entity == rival.entity
    post(admin_client, article, "undo", reference=done["undo"]["reference"])
    assert dump() == before


def test_a_rejection_is_remembered_and_a_reopening_forgets_it(admin_client, admin_user, article, otan) -> None:  # type: ignore[no-untyped-def]
    mention = Mention.objects.get(start=0)
    post(admin_client, article, "decide", act="reject", names=[name(mention)], reason="the verb")
    held = Rejection.objects.get()
    assert (held.words, held.entity, held.before, held.after) == ("otan", otan, "", "won in almaty")
    assert (held.reason, held.rejected_by) == ("the verb", admin_user)
    post(admin_client, article, "decide", act="reopen", names=[name(mention)])
    assert not Rejection.objects.exists()


def test_words_are_tagged_as_an_entity_and_become_its_alias(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    place = BODY.index("Otan press office")
    quote = "Otan press office"
    values = {"start": place, "end": place + len(quote), "quote": quote, "entity": otan.pk, "alias": True}
    done = post(admin_client, article, "tag", **values)
    mention = Mention.objects.get(quote=quote)
    assert (mention.entity, mention.review, mention.origin) == (otan, "accepted", "editor")
    assert [row["name"] for row in done["annotations"]] == [name(mention)]
    assert Alias.objects.get().name == quote
    undone = post(admin_client, article, "undo", reference=done["undo"]["reference"])
    assert undone["removed"] == [name(mention)]
    assert not Alias.objects.exists()
    redone = post(admin_client, article, "redo", reference=undone["redo"]["reference"])
    assert [row["name"] for row in redone["annotations"]] == [name(mention)]
    assert redone["undo"]["reference"] == done["undo"]["reference"]
    assert Alias.objects.get().name == quote


def test_a_new_entity_is_made_and_all_equal_words_are_tagged(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    start = BODY.index("Almaty")
    new = {"kind": "place", "label": "Almaty", "scope_note": "A city."}
    done = post(admin_client, article, "tag", start=start, end=start + 6, quote="Almaty", new=new, scope="here")
    entity = Entity.objects.get(slug="almaty")
    assert (entity.kind, entity.scope_note) == ("place", "A city.")
    assert list(entity.mentions.values_list("start", flat=True)) == [start, BODY.rindex("Almaty")]
    assert "Almaty" not in {found["text"] for found in done["untagged"]}
    assert "2 times as the new place “Almaty”" in done["batch"]["summary"]
    taken = post(admin_client, article, "tag", start=start, end=start + 6, quote="Almaty", new=new)
    assert taken.status_code == 409
    assert "There is a place “Almaty” already." in taken.json()["error"]


def test_equal_words_are_tagged_only_where_they_stand_alone_and_are_open(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    bank = factories.EntityFactory(preferred_label="Otan Bank")
    Mention.objects.filter(start=0).update(review="accepted")
    rejected = mention_of(bank, article, BODY.index("Otan press"), number=9, review="rejected")
    start = BODY.index("Otan, Ada")
    post(admin_client, article, "tag", start=start, end=start + 4, quote="Otan", entity=bank.pk, scope="here")
    found = set(bank.mentions.filter(review="accepted").values_list("start", flat=True))
    assert found == {start, BODY.index("Otan thanked")}
    rejected.refresh_from_db()
    assert rejected.review == "rejected"


def test_a_mention_is_given_another_entity(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    bank = factories.EntityFactory(preferred_label="Otan Bank")
    mention = Mention.objects.get(start=0)
    done = post(admin_client, article, "choose", name=name(mention), entity=bank.pk)
    mention.refresh_from_db()
    assert (mention.entity, mention.review, mention.origin) == (bank, "accepted", "editor")
    assert done["annotations"][0]["entity"]["pk"] == bank.pk
    assert Rejection.objects.get().entity == otan
    back = mention_of(otan, article, 0, number=30)
    done = post(admin_client, article, "choose", name=name(mention), entity=otan.pk)
    assert {row["name"]: row["review"] for row in done["annotations"]} == {
        name(mention): "rejected",
        name(back): "accepted",
    }


def test_a_target_and_a_source_are_chosen(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    target, chosen = factories.ArticleFactory(), factories.SourceFactory(name="Interfax-Kazakhstan")
    citation = Citation.objects.get()
    refused = post(admin_client, article, "choose", name=name(citation), article=target.pk)
    assert refused.status_code == 409
    done = post(admin_client, article, "choose", name=name(citation), source=chosen.pk)
    assert done["annotations"][0]["facts"][0]["value"] == "Interfax-Kazakhstan"
    crossing = factories.CitationFactory(article=article, kind="cross_reference", resolution="ambiguous", number=5)
    post(admin_client, article, "choose", name=name(crossing), article=target.pk)
    crossing.refresh_from_db()
    assert (crossing.target, crossing.review) == (target, "accepted")


def test_undo_and_redo_go_step_by_step_and_byte_for_byte(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    first, second = Mention.objects.order_by("start")
    dumps = [dump()]
    post(admin_client, article, "decide", act="accept", names=[name(first)])
    dumps.append(dump())
    done = post(admin_client, article, "decide", act="reject", names=[name(second)])
    dumps.append(dump())
    done = post(admin_client, article, "undo", reference=done["undo"]["reference"])
    assert dump() == dumps[1]
    done = post(admin_client, article, "undo", reference=done["undo"]["reference"])
    assert dump() == dumps[0]
    assert done["undo"] is None
    done = post(admin_client, article, "redo", reference=done["redo"]["reference"])
    assert dump() == dumps[1]
    done = post(admin_client, article, "redo", reference=done["redo"]["reference"])
    assert dump() == dumps[2]
    assert done["redo"] is None
    done = post(admin_client, article, "undo", reference=done["undo"]["reference"])
    assert post(admin_client, article, "decide", act="accept", names=[name(second)])["redo"] is None


def test_finishing_leads_to_the_next_article(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    assert post(admin_client, article, "finish")["next_url"] is None
    newer = factories.ArticleFactory(body=BODY)
    told = post(admin_client, newer, "finish")
    assert told["next_url"].startswith(desk_url(article.pk, {}))


def test_what_another_editor_decided_meanwhile_is_left_alone_and_told(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    first, second = Mention.objects.order_by("start")
    anna = get_user_model().objects.create(username="anna", first_name="Anna", last_name="Editor")
    review.reject(Mention.objects.filter(pk=first.pk), user=anna)
    shown = {name(first): "suggested", name(second): "suggested"}
    done = post(admin_client, article, "decide", act="accept", names=list(shown), expected=shown)
    assert states() == ["rejected", "accepted"]
    (told,) = done["conflicts"]
    at = timezone.localtime(Mention.objects.get(pk=first.pk).reviewed_at).strftime("%H:%M")
    assert told == {
        "name": name(first),
        "review": "rejected",
        "reviewer": "Anna Editor",
        "when": at,
        "words": f"Anna Editor rejected this at {at}.",
    }
    assert {row["name"]: row["review"] for row in done["annotations"]} == {
        name(first): "rejected",
        name(second): "accepted",
    }
    assert done["batch"]["summary"].startswith("Accepted 1 mention")


@pytest.mark.parametrize("scope", ["one", "here"])
def test_when_all_was_decided_meanwhile_nothing_is_done(admin_client, article, scope) -> None:  # type: ignore[no-untyped-def]
    mention = Mention.objects.get(start=0)
    review.reject(Mention.objects.filter(pk=mention.pk), user=factories.UserFactory(username="anna"))
    before = dump()
    asked = {"act": "accept", "names": [name(mention)], "scope": scope, "expected": {name(mention): "suggested"}}
    refused = post(admin_client, article, "decide", **asked)
    assert refused.status_code == 409
    told = refused.json()
    assert re.fullmatch(r"anna rejected this at \d\d:\d\d\.", told["error"])
    assert told["cure"]
    assert [(row["name"], row["review"]) for row in told["annotations"]] == [(name(mention), "rejected")]
    assert dump() == before
    seen = {**asked, "scope": "one", "expected": {name(mention): "rejected"}}
    assert post(admin_client, article, "decide", **seen)["conflicts"] == []
    assert states() == ["accepted", "suggested"]


def test_what_was_taken_back_meanwhile_is_told_too(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    mention = Mention.objects.get(start=0)
    refused = post(
        admin_client, article, "decide", act="reject", names=[name(mention)], expected={name(mention): "accepted"}
    )
    assert (refused.status_code, states()) == (409, ["suggested", "suggested"])
    assert refused.json()["error"] == "This was taken back to suggested meanwhile."


def test_another_meaning_is_not_chosen_for_what_was_decided_meanwhile(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    mention, bank = Mention.objects.get(start=0), factories.EntityFactory()
    review.reject(Mention.objects.filter(pk=mention.pk), user=factories.UserFactory())
    values = {"name": name(mention), "entity": bank.pk}
    refused = post(admin_client, article, "choose", **values, expected="suggested")
    assert (refused.status_code, refused.json()["annotations"][0]["review"]) == (409, "rejected")
    assert states()[0] == "rejected"
    assert post(admin_client, article, "choose", **values, expected="rejected")["batch"]


def test_tagging_overturns_no_decision_that_the_desk_did_not_show(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    mention, bank = Mention.objects.get(start=0), factories.EntityFactory()
    words = {"start": 0, "end": 4, "quote": "Otan"}
    review.reject(Mention.objects.filter(pk=mention.pk), user=factories.UserFactory())
    for expected in ({}, {name(mention): "suggested"}):
        refused = post(admin_client, article, "tag", **words, entity=otan.pk, expected=expected)
        assert (refused.status_code, states()[0]) == (409, "rejected")
    assert post(admin_client, article, "tag", **words, entity=otan.pk, expected={name(mention): "rejected"})["batch"]
    assert states()[0] == "accepted"
    refused = post(admin_client, article, "tag", **words, entity=bank.pk, expected={name(mention): "suggested"})
    assert (refused.status_code, bank.mentions.count()) == (409, 0)
    post(admin_client, article, "tag", **words, entity=bank.pk)
    assert bank.mentions.get().review == "accepted"


@pytest.mark.parametrize("path", ["decide", "tag", "choose", "undo", "redo", "finish"])
def test_nothing_is_done_to_a_text_that_was_edited_meanwhile(admin_client, article, otan, path) -> None:  # type: ignore[no-untyped-def]
    mention = Mention.objects.get(start=0)
    shown = get(admin_client, article, "state")["revision"]
    assert (
        post(admin_client, article, "decide", act="accept", names=[name(mention)], revision=shown)["revision"] == shown
    )
    Article.objects.update(revision=shown + 1)
    before = dump()
    refused = post(admin_client, article, path, revision=shown)
    assert refused.status_code == 409
    assert refused.json() == {
        "error": "The text was edited meanwhile.",
        "cure": "Load the page again: your decisions so far are kept.",
        "revision": shown + 1,
    }
    assert dump() == before


def test_words_mean_one_entity_whatever_was_accepted_before(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    bank = factories.EntityFactory(preferred_label="Otan Bank")
    mention = Mention.objects.get(start=0)
    rival = mention_of(bank, article, 0, number=9, review="accepted")
    wider = factories.MentionFactory(
        article=article, entity=bank, quote="Otan won", start=0, number=10, review="accepted"
    )
    before = dump()
    done = post(admin_client, article, "decide", act="accept", names=[name(mention)])
    assert {row["name"]: row["review"] for row in done["annotations"]} == {
        name(mention): "accepted",
        name(rival): "rejected",
    }
    accepted = dump()
    tagged = post(admin_client, article, "tag", start=0, end=4, quote="Otan", entity=bank.pk)
    changed = {row["name"]: row["review"] for row in tagged["annotations"]}
    assert (changed[name(mention)], changed[name(rival)]) == ("rejected", "accepted")
    wider.refresh_from_db()
    assert wider.review == "accepted"
    post(admin_client, article, "undo", reference=tagged["undo"]["reference"])
    assert dump() == accepted
    post(admin_client, article, "undo", reference=done["undo"]["reference"])
    assert dump() == before


def test_accepted_words_are_tagged_anew(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    mention = Mention.objects.get(start=0)
    post(admin_client, article, "decide", act="accept", names=[name(mention)])
    new = {"kind": "organization", "label": "Otan Bank"}
    post(admin_client, article, "tag", start=0, end=4, quote="Otan", new=new)
    held = dict(Mention.objects.filter(start=0).values_list("entity__preferred_label", "review"))
    assert held == {"Otan": "rejected", "Otan Bank": "accepted"}


def test_equal_keys_are_shared_by_equal_suggestions_alone(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    mention_of(factories.EntityFactory(), article, BODY.index("Otan press"), number=9)
    factories.MentionFactory(article=article, entity=otan, quote="Almaty", start=BODY.index("Almaty"), number=10)
    source = Citation.objects.get().source
    factories.CitationFactory(article=article, number=2, source=source)
    factories.CitationFactory(article=article, number=3, source=None)
    factories.CitationFactory(article=article, number=4, source=None)
    factories.CitationFactory(article=article, number=5, source=source, kind="cross_reference")
    for number, values in enumerate(({}, {}, {"post": "Envoy"}), start=1):
        factories.RoleStatementFactory(article=article, number=number, quote="Otan", **values)
    for number, values in enumerate(({}, {}, {"long_form": "Another"}), start=1):
        factories.AcronymDefinitionFactory(article=article, number=number, quote="Otan", **values)
    told = get(admin_client, article, "state")["annotations"]
    assert len({row["equal"] for row in told}) < len(told)
    for row in told:
        stored = KINDS[row["kind"]].objects.get(pk=row["name"].partition("-")[2])
        (alike,) = marking.equal_suggestions([stored])
        assert {name(other) for other in alike} == {other["name"] for other in told if other["equal"] == row["equal"]}


def test_names_are_looked_for_again_only_when_other_words_are_marked(admin_client, article, otan, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    told = []
    monkeypatch.setattr(answers, "_annotation", _counting(answers._annotation, told))
    first, second = Mention.objects.order_by("start")
    done = post(admin_client, article, "decide", act="accept", names=[name(first)])
    assert "untagged" not in done
    assert len(told) == 1  # of three annotations
    start = BODY.index("Almaty")
    words = {"start": start, "end": start + 6, "quote": "Almaty", "entity": otan.pk}
    done = post(admin_client, article, "tag", **words)
    assert start not in {found["start"] for found in done["untagged"]}
    undone = post(admin_client, article, "undo", reference=done["undo"]["reference"])
    assert undone["untagged"] == get(admin_client, article, "state")["untagged"]
    assert start in {found["start"] for found in undone["untagged"]}
    assert second.review == "suggested"


def _counting(inner: Any, told: list[Any]) -> Any:
    def counting(*args: Any, **values: Any) -> Any:
        told.append(args)
        return inner(*args, **values)

    return counting


def test_what_can_be_done_again_is_named_by_what_it_did(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    done = post(admin_client, article, "decide", act="accept", names=[name(Mention.objects.get(start=0))])
    undone = post(admin_client, article, "undo", reference=done["undo"]["reference"])
    assert undone["redo"]["summary"] == done["batch"]["summary"]
    assert undone["redo"]["reference"] == undone["batch"]["reference"]
    again = post(admin_client, article, "redo", reference=undone["redo"]["reference"])
    assert again["batch"] == done["batch"]


# What it refuses -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "values", "status", "words"),
    [
        ("decide", {"act": "burn", "names": ["mention-1"]}, 400, "“act” must be one of"),
        ("decide", {"act": "accept", "names": []}, 400, "must be a list"),
        ("decide", {"act": "accept", "names": ["user-1"]}, 400, "is no annotation"),
        ("decide", {"act": "accept", "names": ["mention-999999"]}, 404, "not there any more"),
        ("tag", {"start": 3, "end": 3, "quote": "", "entity": 1}, 400, "no characters"),
        ("tag", {"start": 0, "end": 99999, "quote": "", "entity": 1}, 400, "no characters"),
        ("tag", {"start": 0, "end": 4, "quote": "Otan", "entity": 999999}, 404, "no such entity"),
        ("tag", {"start": 0, "end": 4, "quote": "Otan", "entity": "x"}, 400, "must be a number"),
        ("tag", {"start": 0, "end": 4, "quote": "Otan", "new": {"kind": "god", "label": "A"}}, 400, "must be one of"),
        ("tag", {"start": 0, "end": 4, "quote": "Otan", "new": {"kind": "place", "label": " "}}, 400, "blank"),
        ("tag", {"start": 0, "end": 4, "quote": "Otan", "new": {"kind": "place", "label": "--"}}, 400, "letters"),
        ("choose", {"name": "mention-999999", "entity": 1}, 404, "not there any more"),
        ("undo", {"reference": "x"}, 400, "must name a batch"),
        ("undo", {"reference": "00000000-0000-0000-0000-000000000000"}, 404, "not done by you"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_a_cure(admin_client, article, path, values, status, words) -> None:  # type: ignore[no-untyped-def]
    before = dump()
    refused = post(admin_client, article, path, **values)
    assert refused.status_code == status
    assert words in refused.json()["error"]
    assert refused.json()["cure"]
    assert dump() == before


def test_words_that_were_edited_meanwhile_are_not_tagged(admin_client, article, otan) -> None:  # type: ignore[no-untyped-def]
    Article.objects.update(body="Nur " + BODY)
    refused = post(admin_client, article, "tag", start=0, end=4, quote="Otan", entity=otan.pk)
    assert refused.status_code == 409
    assert "edited meanwhile" in refused.json()["error"]


def test_an_undo_that_would_lose_later_work_is_refused_in_words(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    mention = Mention.objects.get(start=0)
    done = post(admin_client, article, "decide", act="accept", names=[name(mention)])
    Mention.objects.filter(pk=mention.pk).update(review="rejected")
    refused = post(admin_client, article, "undo", reference=done["undo"]["reference"])
    assert refused.status_code == 409
    assert "mention “Otan” in “Otan”: review has been changed since" in refused.json()["error"]


def test_nonsense_is_no_json_and_no_method(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    assert admin_client.post(url(article, "decide"), "[1", content_type="application/json").status_code == 400
    assert admin_client.post(url(article, "decide"), "[1]", content_type="application/json").status_code == 400
    refused = admin_client.get(url(article, "decide"))
    assert (refused.status_code, refused.json()["error"]) == (405, "GET is not understood here.")
    assert admin_client.get("/admin/articles/article/999999/desk/state/").json()["error"]


def test_who_may_only_look_is_told_so(article, otan) -> None:  # type: ignore[no-untyped-def]
    mention = Mention.objects.get(start=0)
    client = staff("view_article", "view_mention")
    told = get(client, article, "state")
    assert [row["kind"] for row in told["annotations"]] == ["mention", "mention"]
    assert not any(row["may_decide"] for row in told["annotations"])
    for path, values in (
        ("decide", {"act": "accept", "names": [name(mention)]}),
        ("choose", {"name": name(mention), "entity": otan.pk}),
        ("tag", {"start": 0, "end": 4, "quote": "Otan", "entity": otan.pk}),
    ):
        refused = post(client, article, path, **values)
        assert refused.status_code == 403
        assert refused.json()["cure"]


def test_who_may_only_add_mentions_changes_none_that_are_there(article, otan) -> None:  # type: ignore[no-untyped-def]
    client = staff("view_article", "view_mention", "add_mention")
    bank = factories.EntityFactory()
    words = {"start": 0, "end": 4, "quote": "Otan"}
    for state in ("suggested", "rejected", "accepted"):
        bank.mentions.all().delete()
        Mention.objects.filter(start=0).update(review=state)
        before = dump()
        for entity in (otan, bank):
            answer = client.post(
                url(article, "tag"), json.dumps({**words, "entity": entity.pk}), content_type="application/json"
            )
            changes_nothing = (entity, state) in ((otan, "accepted"), (bank, "rejected"))
            assert answer.status_code == (200 if changes_nothing else 403), (entity, state)
            assert changes_nothing or dump() == before
    start = BODY.index("Otan, Ada")
    Mention.objects.filter(start__gt=0).update(review="suggested")
    words = {"start": start, "end": start + 4, "quote": "Otan", "entity": otan.pk}
    before = dump()
    assert post(client, article, "tag", **words, scope="here").status_code == 403
    assert dump() == before
    assert post(client, article, "tag", **words)["batch"]


def test_a_tagger_needs_no_right_to_the_authority_file(article, otan) -> None:  # type: ignore[no-untyped-def]
    client = staff("view_article", "view_mention", "add_mention", "change_mention", "delete_mention")
    start = BODY.index("Otan press office")
    words = {"start": start, "end": start + 17, "quote": "Otan press office"}
    assert post(client, article, "tag", **words, new={"kind": "place", "label": "X"}).status_code == 403
    done = post(client, article, "tag", **words, entity=otan.pk, alias=True)
    assert not Alias.objects.exists()
    assert post(client, article, "undo", reference=done["undo"]["reference"])["removed"]
    mention = Mention.objects.get(start=0)
    done = post(client, article, "decide", act="reject", names=[name(mention)])
    assert post(client, article, "undo", reference=done["undo"]["reference"])["annotations"]


def test_what_another_editor_did_is_not_undone_on_this_desk(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    mention = Mention.objects.get(start=0)
    done = post(admin_client, article, "decide", act="accept", names=[name(mention)])
    client = staff("view_article", "view_mention", "change_mention")
    assert get(client, article, "state")["undo"] is None
    assert post(client, article, "undo", reference=done["undo"]["reference"]).status_code == 404


def test_strangers_and_forgers_are_kept_out(article, admin_user) -> None:  # type: ignore[no-untyped-def]
    assert Client().get(url(article, "state")).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(admin_user)
    assert strict.post(url(article, "decide"), "{}", content_type="application/json").status_code == 403
