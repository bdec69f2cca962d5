"""Merging and splitting entities: all moves without doubles, contradictions are told, the way back gives every byte."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.db import models

from articles.models import AcronymDefinition, Batch, Citation, Mention, Rejection, RoleStatement, Source
from articles.services import moving
from articles.services.authorities import merge_entities, preview_merge, split_entity
from articles.services.batches import CHUNK
from articles.services.distinct import are_distinct, say_distinct
from articles.services.moving import AuthorityContradicts, AuthorityRefused, references
from articles.services.review import accept, reject
from articles.services.tagging import next_number
from articles.services.undoing import UndoConflict, undo
from entities.models import Alias, DistinctEntities, Entity, ExternalIdentifier, PastSlug, Relation
from tests import factories
from tests.articles.admin.test_registered import make
from tests.articles.services.test_batches import dump

pytestmark = pytest.mark.django_db

WHY = "One organization"
BODY = "The Pact (PT) met. The Pact spoke, the Pact and the Pact again. Ada Author, Secretary of the Pact, left."


@pytest.fixture
def editor() -> Any:
    return factories.UserFactory()


def entity(label: str, **values: Any) -> Entity:
    return factories.EntityFactory(preferred_label=label, **{"slug": label.lower().replace(" ", "-"), **values})


def related(subject: Entity, other: Entity, kind: str = "part_of", **values: Any) -> Relation:
    if "begin" in values:
        values["begin_precision"] = "year"
    return Relation.objects.create(subject=subject, object=other, kind=kind, **values)


def mention(owner: Entity, article: Any, occurrence: int = 0, **values: Any) -> Mention:
    start = -1
    for _ in range(occurrence + 1):
        start = article.body.index("Pact", start + 1)
    return factories.MentionFactory(entity=owner, article=article, quote="Pact", start=start, **values)


def pair() -> tuple[Entity, Entity, Any]:
    """An entity that stays and one that goes, with all that can hang on them, and an article that mentions both."""
    kept = entity("The Pact", kind="organization")
    gone = entity("Pact Treaty Body", scope_note="An alliance.", latitude="55.75000", longitude="37.61000")
    whole, member, twice = entity("Whole"), entity("Member", kind="place"), entity("Twice")
    article = factories.ArticleFactory(body=BODY)
    factories.AliasFactory(entity=kept, name="PT", kind="acronym")
    for name, kind in (("PT", "acronym"), ("Treaty Body", "short"), ("The Pact", "variant")):
        factories.AliasFactory(entity=gone, name=name, kind=kind)
    ExternalIdentifier.objects.create(entity=kept, scheme="viaf", value="1")
    ExternalIdentifier.objects.create(entity=gone, scheme="wikidata", value="Q2")
    related(kept, whole, note="founder")
    related(gone, whole, note="observer")  # the same of the same time: notes joined
    related(gone, member, "located_in")
    related(member, gone, "member_of", begin=datetime.date(1992, 1, 1))
    related(gone, kept, "successor_of")  # would be a relation to itself
    related(kept, twice, "holds_post_in", begin=datetime.date(1990, 1, 1))
    related(gone, twice, "holds_post_in", begin=datetime.date(2000, 1, 1))  # a post held twice
    PastSlug.objects.create(kind="organization", slug="older", entity=gone, reason="renamed")
    for one, other in ((gone, whole), (twice, gone), (kept, twice)):
        DistinctEntities.objects.create(first=one, second=other)
    mention(kept, article, 0, review="suggested", number=1)
    mention(gone, article, 0, review="accepted", number=2)  # the decided one wins
    mention(kept, article, 1, review="rejected", number=4)
    mention(gone, article, 1, review="accepted", number=3)  # two decided: the accepted one wins
    mention(gone, article, 2, review="rejected", number=5)
    factories.MentionFactory(entity=gone, article=article, quote="Pact of old", start=None, number=6)
    mention(gone, factories.ArticleFactory(body=BODY), 3)
    said = {"article": article, "quote": "Ada Author, Secretary of the Pact", "post": "Secretary"}
    factories.RoleStatementFactory(**said, organization=gone, organization_name="the Pact")
    factories.RoleStatementFactory(**{**said, "quote": "Ada Author", "person": gone})
    defined = {"article": article, "quote": "Pact (PT)", "short_form": "PT", "long_form": "Pact"}
    mine = factories.AcronymDefinitionFactory(**defined, entity=kept)
    theirs = factories.AcronymDefinitionFactory(**defined, entity=gone, review="accepted")
    for inner in (mine, theirs):
        factories.AcronymDefinitionFactory(article=article, quote="met", short_form="X", long_form="Y", contains=inner)
    factories.AuthorFactory(entity=gone)
    return kept, gone, article


def test_all_moves_and_nothing_doubles(editor) -> None:  # type: ignore[no-untyped-def]
    kept, gone, article = pair()
    batch = merge_entities(kept, gone, user=editor, reason=WHY)
    kept.refresh_from_db()
    assert not Entity.objects.filter(slug="pact-treaty-body").exists()
    assert list(article.mentions.order_by("number").values_list("number", "entity", "review")) == [
        (2, kept.pk, "accepted"),
        (4, kept.pk, "accepted"),
        (5, kept.pk, "rejected"),
        (6, kept.pk, "suggested"),
    ]
    assert Mention.objects.of(kept).count() == 5
    assert set(kept.aliases.values_list("name", "kind")) == {
        ("PT", "acronym"),
        ("Treaty Body", "short"),
        ("Pact Treaty Body", "variant"),
    }
    assert set(kept.identifiers.values_list("scheme", "value")) == {("viaf", "1"), ("wikidata", "Q2")}
    assert set(kept.past_slugs.values_list("slug", "reason")) == {("older", "renamed"), ("pact-treaty-body", "merged")}
    assert (kept.scope_note, str(kept.latitude), str(kept.longitude)) == ("An alliance.", "55.75000", "37.61000")
    assert list(RoleStatement.objects.order_by("pk").values_list("person", "organization")) == [
        (None, kept.pk),
        (kept.pk, None),
    ]
    assert not AcronymDefinition.objects.filter(entity=gone).exists()
    assert kept.acronym_definitions.get().review == "accepted"
    assert set(AcronymDefinition.objects.filter(short_form="X").values_list("contains", flat=True)) == {
        kept.acronym_definitions.get().pk
    }
    assert kept.authors.count() == 1
    assert (batch.kind, batch.created_by) == ("merge", editor)
    assert batch.summary == f"Merged “Pact Treaty Body” into “The Pact”, 5 mentions moved: {WHY}"


def test_what_is_accepted_is_not_remembered_as_rejected(editor) -> None:  # type: ignore[no-untyped-def]
    kept, gone = entity("Kept"), entity("Gone")
    article = factories.ArticleFactory(body=BODY)
    mention(kept, article, 0, review="accepted", number=1)
    mention(gone, article, 0, number=2)
    mention(gone, article, 1, number=3)
    reject(gone.mentions.all(), user=editor)
    assert Rejection.objects.filter(entity=gone).count() == 2
    before = dump()
    batch = merge_entities(kept, gone, user=editor, reason=WHY)
    (left,) = Rejection.objects.all()
    assert (left.entity, left.before) == (kept, "pt met the")
    undo(batch, editor)
    assert dump() == before


def test_relations_are_joined_numbered_or_given_up(editor) -> None:  # type: ignore[no-untyped-def]
    kept, gone, _ = pair()
    merge_entities(kept, gone, user=editor, reason=WHY)
    found = Relation.objects.order_by("subject__slug", "kind", "object__slug", "number")
    assert [(str(row), row.number, row.note, row.begin and row.begin.year) for row in found] == [
        ("Member member of The Pact", 1, "", 1992),
        ("The Pact holds a post in Twice", 1, "", 1990),
        ("The Pact holds a post in Twice", 2, "", 2000),
        ("The Pact located in Member", 1, "", None),
        ("The Pact part of Whole", 1, "founder; observer", None),
    ]
    assert {str(row) for row in DistinctEntities.objects.all()} == {
        "“The Pact” is not “Twice”",
        "“The Pact” is not “Whole”",
    }


@pytest.mark.parametrize(
    ("mine", "theirs", "left"),
    [
        pytest.param({"note": "a"}, {"note": "a"}, [("a", None)], id="same"),
        pytest.param({}, {"begin": 2001}, [("", 2001)], id="one-undated"),
        pytest.param({"begin": 2001}, {"note": "a"}, [("a", 2001)], id="one-note"),
        pytest.param({"begin": 2001, "note": "a"}, {"note": "b"}, [("a", 2001), ("b", None)], id="two-posts"),
        pytest.param({"begin": 2001}, {"begin": 2002}, [("", 2001), ("", 2002)], id="two-dates"),
        pytest.param({"note": "a" * 120}, {"note": "b" * 120}, [("a" * 120, None), ("b" * 120, None)], id="too-long"),
    ],
)
def test_two_relations_become_one_where_nothing_is_lost(editor, mine, theirs, left) -> None:  # type: ignore[no-untyped-def]
    kept, gone, whole = entity("A"), entity("B"), entity("C")
    for owner, values in ((kept, mine), (gone, theirs)):
        dated = {"begin": datetime.date(values["begin"], 1, 1)} if "begin" in values else {}
        related(owner, whole, **{**values, **dated})
    before = dump()
    batch = merge_entities(kept, gone, user=editor, reason=WHY)
    found = Relation.objects.order_by("number")
    assert [(row.note, row.begin.year if row.begin else None) for row in found] == left
    undo(batch, editor)
    assert dump() == before


def test_taking_a_merge_back_gives_every_byte_days_later(editor) -> None:  # type: ignore[no-untyped-def]
    kept, gone, _ = pair()
    before = dump()
    batch = merge_entities(kept, gone, user=editor, reason=WHY)
    assert dump() != before
    elsewhere = factories.MentionFactory()
    other = accept(Mention.objects.filter(pk=elsewhere.pk), user=editor)
    assert other.batch is not None
    undo(batch, editor)
    undo(other.batch, editor)
    Mention.objects.filter(pk=elsewhere.pk).delete()
    elsewhere.article.delete()
    elsewhere.article.issue.delete()
    elsewhere.entity.delete()
    assert dump() == before


def test_what_was_taken_back_is_done_again_and_back_again(editor) -> None:  # type: ignore[no-untyped-def]
    kept, gone, _ = pair()
    before = dump()
    batch = merge_entities(kept, gone, user=editor, reason=WHY)
    merged = dump()
    back = undo(batch, editor)
    assert back.batch is not None
    assert dump() == before
    undo(back.batch, editor)
    assert dump() == merged
    batch.refresh_from_db()
    undo(batch, editor)
    assert dump() == before


def test_work_that_was_done_between_stays(editor) -> None:  # type: ignore[no-untyped-def]
    kept, gone, article = pair()
    batch = merge_entities(kept, gone, user=editor, reason=WHY)
    later = factories.MentionFactory(entity=kept)
    number = next_number(article, Mention)
    assert number == 7
    factories.AliasFactory(entity=kept, name="Later name")
    Alias.objects.filter(name="Treaty Body").update(language="en")
    decided = Mention.objects.get(article=article, number=6)
    accept(Mention.objects.filter(pk=decided.pk), user=editor)
    undo(batch, editor)
    later.refresh_from_db()
    decided.refresh_from_db()
    gone.refresh_from_db()
    assert later.entity == kept
    assert (decided.entity, decided.review) == (gone, "accepted")
    assert kept.aliases.filter(name="Later name").exists()
    assert gone.aliases.get(name="Treaty Body").language == "en"


def _decide_the_joined(kept: Entity) -> None:
    Mention.objects.filter(entity=kept, number=4).update(review="rejected")


@pytest.mark.parametrize(
    ("work", "words"),
    [
        pytest.param(_decide_the_joined, "review has been changed since", id="decision"),
        pytest.param(
            lambda kept: Mention.objects.filter(number=6).update(entity=entity("Else")),
            "entity has been changed since",
            id="moved-on",
        ),
        pytest.param(lambda kept: Alias.objects.get(name="Treaty Body").delete(), "exist any more", id="alias-gone"),
        pytest.param(
            lambda kept: Alias.objects.filter(name="Treaty Body").update(name="Body"), "any more", id="alias-renamed"
        ),
        pytest.param(
            lambda kept: Relation.objects.filter(note="founder; observer").update(note="founder"),
            "note has been changed since",
            id="relation",
        ),
        pytest.param(
            lambda kept: Entity.objects.filter(pk=kept.pk).update(scope_note="Mine"),
            "scope note has been changed since",
            id="scope-note",
        ),
        pytest.param(
            lambda kept: (PastSlug.objects.all().delete(), entity("Pact Treaty Body")), "exists again", id="address"
        ),
    ],
)
def test_an_undo_that_would_lose_later_work_is_refused(editor, work, words) -> None:  # type: ignore[no-untyped-def]
    kept, gone, _ = pair()
    batch = merge_entities(kept, gone, user=editor, reason=WHY)
    work(kept)
    before = dump()
    with pytest.raises(UndoConflict, match=words):
        undo(batch, editor)
    assert dump() == before


def test_an_address_that_leads_elsewhere_by_now_is_no_place_for_an_entity(editor) -> None:  # type: ignore[no-untyped-def]
    kept, gone, last = entity("Kept"), entity("Gone"), entity("Last")
    before = dump()
    first = merge_entities(kept, gone, user=editor, reason=WHY)
    second = merge_entities(last, kept, user=editor, reason=WHY)
    with pytest.raises(UndoConflict, match="organization/gone”: it was changed later"):
        undo(first, editor)
    undo(second, editor)
    undo(first, editor)
    assert dump() == before


def test_what_two_doubles_point_at_comes_back_with_them(editor) -> None:  # type: ignore[no-untyped-def]
    kept, gone, article = pair()
    inner = {owner: owner.acronym_definitions.get() for owner in (kept, gone)}
    for number, owner in enumerate(inner, start=90):
        values = {"short_form": "M", "long_form": "Met", "contains": inner[owner], "number": number}
        factories.AcronymDefinitionFactory(article=article, quote="met", entity=owner, **values)
    before = dump()
    batch = merge_entities(kept, gone, user=editor, reason=WHY)
    assert kept.acronym_definitions.count() == 2
    undo(batch, editor)
    assert dump() == before


def test_merges_one_after_the_other(editor, client) -> None:  # type: ignore[no-untyped-def]
    kept, gone, _ = pair()
    last = entity("Last")
    before = dump()
    first = merge_entities(kept, gone, user=editor, reason=WHY)
    second = merge_entities(last, kept, user=editor, reason=WHY)
    for slug in ("older", "pact-treaty-body", "the-pact"):
        response = client.get(f"/entities/organization/{slug}/", {"page": "2", "x": "ä"})
        assert (response.status_code, response["Location"]) == (301, "/entities/organization/last/?page=2&x=%C3%A4")
    with pytest.raises(UndoConflict):
        undo(first, editor)
    undo(second, editor)
    undo(first, editor)
    assert dump() == before
    assert client.get("/entities/organization/pact-treaty-body/").status_code == 200


def test_there_is_no_way_round_in_a_circle(editor) -> None:  # type: ignore[no-untyped-def]
    one, other = entity("One"), entity("Other")
    merge_entities(other, one, user=editor, reason=WHY)
    with pytest.raises(AuthorityRefused, match="“One” does not exist any more"):
        merge_entities(one, other, user=editor, reason=WHY)
    again = entity("One again", slug="one-again")
    merge_entities(again, other, user=editor, reason=WHY)
    assert dict(PastSlug.objects.values_list("slug", "entity")) == {"one": again.pk, "other": again.pk}


def _identified(label: str, value: str) -> Entity:
    row = entity(label)
    ExternalIdentifier.objects.create(entity=row, scheme="wikidata", value=value)
    return row


@pytest.mark.parametrize(
    ("make_pair", "why", "words"),
    [
        pytest.param(lambda: [entity("A")] * 2, WHY, "with itself", id="itself"),
        pytest.param(lambda: [entity("A"), entity("B", kind="place")], WHY, "Change the kind", id="kinds"),
        pytest.param(
            lambda: [_identified("A", "Q1"), _identified("B", "Q2")],
            WHY,
            "“A” has the Wikidata identifier Q1, “B” has Q2",
            id="identifiers",
        ),
        pytest.param(lambda: [entity("A"), entity("B")], "  ", "Say why", id="no-reason"),
    ],
)
def test_what_cannot_be_meant_is_refused_even_by_force(make_pair, why, words) -> None:  # type: ignore[no-untyped-def]
    kept, gone = make_pair()
    before = dump()
    with pytest.raises(AuthorityRefused, match=words):
        merge_entities(kept, gone, user=None, reason=why, force=True)
    assert dump() == before
    assert not Batch.objects.exists()


def test_what_was_told_apart_is_merged_by_force_only(editor) -> None:  # type: ignore[no-untyped-def]
    kept, gone = entity("A"), entity("B")
    assert say_distinct(gone, kept, user=editor) is not None
    assert say_distinct(kept, gone, user=editor) is None
    assert are_distinct(kept, gone)
    before = dump()
    with pytest.raises(AuthorityContradicts, match="not the same"):
        merge_entities(kept, gone, user=editor, reason=WHY)
    batch = merge_entities(kept, gone, user=editor, reason=WHY, force=True)
    assert not DistinctEntities.objects.exists()
    undo(batch, editor)
    assert dump() == before


def test_the_preview_counts_what_will_move() -> None:
    kept, gone, _ = pair()
    before = dump()
    preview = preview_merge(kept, gone)
    assert set(preview.moving) == {
        "5 mentions",
        "2 role statements",
        "1 acronym definition",
        "1 author",
        "3 aliases",
        "1 external identifier",
        "4 relations",
    }
    assert (preview.doubled, preview.inner, preview.new_name) == (2, 1, "Pact Treaty Body")
    assert (preview.refusals, preview.contradictions, preview.clashing) == ([], [], [])
    assert dump() == before


@pytest.mark.parametrize("model", [Entity, Source], ids=["entity", "source"])
def test_whatever_points_at_a_record_moves_with_it(editor, model) -> None:  # type: ignore[no-untyped-def]
    """Of every model that points at it, there today or added later, one row is made, and none is lost or left."""
    from articles.services.sources import merge_sources

    factory = factories.EntityFactory if model is Entity else factories.SourceFactory
    kept, gone = factory.create_batch(2)
    found = references(model)
    assert len(found) >= 4
    for reference in found:
        row = make(reference.model, 77)
        names = {field.name for field in reference.model._meta.concrete_fields if field.related_model is model}
        values = {name: gone if name == reference.field else factory() for name in names}
        reference.model._base_manager.filter(pk=row.pk).update(**values)
    before = dump()
    counts = {reference.model: reference.model._base_manager.count() for reference in found}
    act: Any = merge_entities if model is Entity else merge_sources
    batch = act(kept, gone, user=editor, reason=WHY)
    for reference in found:
        sides = [one for one in found if one.model is reference.model]  # a pair is kept in the order of its addresses
        assert any(one.rows(kept).exists() for one in sides), reference
        assert reference.model._base_manager.count() >= counts[reference.model] - 1, reference
    undo(batch, editor)
    assert dump() == before


def test_all_that_points_at_a_record_is_one_column() -> None:
    for model in (Entity, Source):
        hidden = [
            field
            for field in model._meta.get_fields(include_hidden=True)
            if isinstance(field, models.ManyToManyRel | models.OneToOneRel)
        ]
        assert not hidden


def test_a_merge_of_more_than_one_chunk_costs_a_few_queries_a_chunk(editor, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    kept, gone = entity("Kept"), entity("Gone")
    article = factories.ArticleFactory(body="Pact " * (CHUNK + 7))
    Mention.objects.bulk_create(
        Mention(article=article, entity=owner, number=2 * n + step, quote="Pact", start=5 * n, end=5 * n + 4)
        for n in range(CHUNK + 7)
        for step, owner in ((1, gone), (2, kept))
        if step == 1 or n % 2
    )
    before = dump()
    held = kept.mentions.count()
    with django_assert_max_num_queries(100):
        batch = merge_entities(kept, gone, user=editor, reason=WHY)
    assert kept.mentions.count() == CHUNK + 7
    assert held == (CHUNK + 7) // 2
    with django_assert_max_num_queries(100):
        undo(batch, editor)
    assert dump() == before


# Splitting ---------------------------------------------------------------------------------------------------------


def shared() -> tuple[Entity, Any]:
    """An entity under which an article has two things: the first two mentions mean another one."""
    row = entity("The Pact")
    article = factories.ArticleFactory(body=BODY)
    for occurrence, review in enumerate(("suggested", "accepted", "suggested", "rejected")):
        mention(row, article, occurrence, review=review, number=occurrence + 1)
    factories.AcronymDefinitionFactory(
        article=article, quote="Pact (PT)", short_form="PT", long_form="Pact", entity=row
    )
    factories.RoleStatementFactory(
        article=article, quote="Ada Author, Secretary of the Pact", organization=row, post="Secretary"
    )
    return row, article


def test_splitting_moves_the_chosen_mentions_and_what_stands_on_their_words(editor) -> None:  # type: ignore[no-untyped-def]
    row, article = shared()
    short = factories.AliasFactory(entity=row, name="PT", kind="acronym")
    same = factories.AliasFactory(entity=row, name="Other Pact")
    before = dump()
    batch = split_entity(
        row,
        Mention.objects.filter(article=article, number__lte=2),
        new_label="Other Pact",
        aliases=[short, same],
        user=editor,
        reason="Two",
    )
    new = Entity.objects.get(slug="other-pact")
    assert (new.kind, new.preferred_label, new.sort_label) == ("organization", "Other Pact", "Other Pact")
    assert list(new.mentions.order_by("number").values_list("number", "review")) == [(1, "accepted"), (2, "accepted")]
    assert new.mentions.get(number=1).reviewer == editor
    assert [str(alias) for alias in new.aliases.all()] == ["PT"]
    assert new.acronym_definitions.count() == 1
    assert list(row.roles_in.values_list("post", flat=True)) == ["Secretary"]
    assert batch.summary == "Moved 2 mentions from “The Pact” to “Other Pact”: Two"
    undo(batch, editor)
    assert dump() == before


def test_splitting_into_an_entity_that_is_mentioned_there_makes_no_double(editor) -> None:  # type: ignore[no-untyped-def]
    row, article = shared()
    other = entity("Other")
    mention(other, article, 0, review="rejected", number=9)
    before = dump()
    batch = split_entity(row, row.mentions.filter(number=1), other=other, user=editor, reason="Two")
    assert list(other.mentions.values_list("number", "review")) == [(9, "rejected")]
    undo(batch, editor)
    assert dump() == before


@pytest.mark.parametrize(
    ("values", "words"),
    [
        pytest.param({"mentions": []}, "Choose the mentions", id="nothing-chosen"),
        pytest.param({"new_label": ""}, "not both", id="no-target"),
        pytest.param({"other": "third"}, "not both", id="two-targets"),
        pytest.param({"new_label": "", "other": "the-pact"}, "already", id="into-itself"),
        pytest.param({"new_label": "", "other": "kind"}, "another kind", id="another-kind"),
        pytest.param({"new_label": "…"}, "letters or digits", id="no-name"),
        pytest.param({"new_label": "third"}, "Choose it instead", id="name-of-another-entity"),
        pytest.param({"reason": " "}, "Say why", id="no-reason"),
        pytest.param({"mentions": ["third"]}, "does not mean", id="mention-of-another"),
        pytest.param({"aliases": ["third"]}, "is not a name of", id="name-of-another"),
    ],
)
def test_a_split_that_cannot_be_meant_is_refused(editor, values, words) -> None:  # type: ignore[no-untyped-def]
    row, _ = shared()
    third, _ = entity("Third"), entity("Kind", kind="place")
    foreign = factories.AliasFactory(entity=third)
    factories.MentionFactory(entity=third)
    values = {"new_label": "New", "reason": "Two", "mentions": ["the-pact"], "aliases": [], **values}
    chosen = Mention.objects.filter(entity__slug__in=values.pop("mentions"))
    values["aliases"] = [foreign for _ in values["aliases"]]
    if "other" in values:
        values["other"] = Entity.objects.get(slug=values["other"])
    before = dump()
    with pytest.raises(AuthorityRefused, match=words):
        split_entity(row, chosen, user=editor, **values)
    assert dump() == before


def test_a_new_entity_that_is_used_by_now_stays_when_a_split_is_taken_back(editor) -> None:  # type: ignore[no-untyped-def]
    row, _ = shared()
    batch = split_entity(row, row.mentions.filter(number=1), new_label="New", user=editor, reason="Two")
    new = Entity.objects.get(slug="new")
    factories.AliasFactory(entity=new, name="Later name")
    done = undo(batch, editor)
    assert done.kept == 1
    assert [str(alias) for alias in new.aliases.all()] == ["Later name"]
    assert row.mentions.count() == 4


def test_a_new_entity_never_takes_an_address_that_leads_elsewhere(editor) -> None:  # type: ignore[no-untyped-def]
    row, _ = shared()
    PastSlug.objects.create(kind="organization", slug="new", entity=row, reason="renamed")
    split_entity(row, row.mentions.filter(number=1), new_label="New", user=editor, reason="Two")
    assert Entity.objects.get(preferred_label="New").slug == "new-2"


# What the two kinds of record share --------------------------------------------------------------------------------


def test_citations_that_say_the_same_become_one(editor) -> None:  # type: ignore[no-untyped-def]
    from articles.services.sources import merge_sources

    kept, gone = factories.SourceFactory.create_batch(2)
    article = factories.ArticleFactory()
    said = {"article": article, "source_text": "Interfax"}
    factories.CitationFactory(**said, source=kept, review="accepted", number=1)
    factories.CitationFactory(**said, source=gone, number=2)
    factories.CitationFactory(**said, source=gone, number=3, cited_date=datetime.date(2004, 11, 29))
    before = dump()
    batch = merge_sources(kept, gone, user=editor, reason="One")
    assert list(Citation.objects.order_by("number").values_list("number", "review")) == [
        (2, "accepted"),
        (3, "suggested"),
    ]
    undo(batch, editor)
    assert dump() == before


def test_a_double_that_a_constraint_forbids_is_given_up(editor) -> None:  # type: ignore[no-untyped-def]
    """What is no annotation and has no rule of its own, such as a list that is added later: aliases stand for it."""
    kept, gone = entity("A"), entity("B")
    for owner in (kept, gone):
        factories.AliasFactory(entity=owner, name="Same")
    factories.AliasFactory(entity=gone, name="Other")
    from articles.services.batches import recording

    with recording(kind="merge", summary="x", user=editor) as recorder:
        done = moving.move(moving.Reference(Alias, "entity"), gone.aliases.all(), kept, recorder)
    assert (done.moved, done.joined) == (2, 1)
    assert {alias.name for alias in kept.aliases.all()} == {"Same", "Other"}
