"""Entities in the admin: doubles, merging with a preview, splitting by mentions; permissions, and the way back."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from articles.admin.authorities import OFFERED, PAIRS
from articles.admin.entities import _MERGING
from articles.models import Batch, Mention
from articles.services.doubles import double_entities
from entities.models import Alias, DistinctEntities, Entity, ExternalIdentifier, PastSlug, Relation
from tests import factories
from tests.articles.admin.test_lists import staff
from tests.articles.admin.test_sources import said, undo_last
from tests.articles.services.test_batches import dump

pytestmark = pytest.mark.django_db

DOUBLES = "/admin/entities/entity/doubles/"
PERMISSIONS = [name.partition(".")[2] for name in _MERGING]


def url(name: str, row: Entity, into: Entity | None = None) -> str:
    return reverse(f"admin:entities_entity_{name}", args=[row.pk]) + (f"?into={into.pk}" if into else "")


def twins() -> tuple[Entity, Entity]:
    """Two records of one person, both mentioned."""
    one = factories.EntityFactory(kind="person", preferred_label="Nursultan Nazarbayev", slug="nazarbayev")
    other = factories.EntityFactory(
        kind="person", preferred_label="Nursultan Nazarbaev", slug="nazarbaev", scope_note="President of Kazakhstan"
    )
    factories.AliasFactory(entity=other, name="Nazarbaev", kind="short")
    ExternalIdentifier.objects.create(entity=other, scheme="viaf", value="77")
    Relation.objects.create(subject=other, kind="holds_post_in", object=factories.EntityFactory(), note="president")
    factories.MentionFactory.create_batch(4, entity=one)
    factories.MentionFactory.create_batch(2, entity=other)
    return one, other


# Doubles -----------------------------------------------------------------------------------------------------------


def pairs(**how: bool) -> set[frozenset[str]]:
    labels = dict(Entity.objects.values_list("pk", "preferred_label"))
    return {frozenset((labels[pair.one], labels[pair.other])) for pair in double_entities(None, **how)}


def person(label: str, *names: str, kind: str = "person") -> Entity:
    row = factories.EntityFactory(preferred_label=label, kind=kind)
    for name in names:
        factories.AliasFactory(entity=row, name=name)
    return row


def test_entities_of_one_kind_that_share_a_name_are_offered() -> None:
    person("Islam Karimov"), person("Karimov, Islam"), person("Islam Karimov", kind="work")
    person("Akezhan Kazhegeldin", "Kazhegeldin"), person("Kazhegeldin")
    person("Нурсултан Назарбаев"), person("Nursultan Nazarbayev"), person("Somebody Else")
    assert pairs() == {
        frozenset(("Islam Karimov", "Karimov, Islam")),
        frozenset(("Akezhan Kazhegeldin", "Kazhegeldin")),
        frozenset(("Нурсултан Назарбаев", "Nursultan Nazarbayev")),
    }


def test_letter_by_letter_finds_more() -> None:
    person("Gurbanguly Berdimuhamedow"), person("Gurbanguly Berdimuhammadov"), person("Heydar Aliyev")
    assert pairs() == set()
    assert pairs(letters=True) == {frozenset(("Gurbanguly Berdimuhamedow", "Gurbanguly Berdimuhammadov"))}


def test_what_is_remembered_follows_every_change() -> None:
    one, other = person("Islam Karimov"), person("Somebody")
    assert pairs() == set()
    alias = factories.AliasFactory(entity=other, name="Islam Karimov")
    assert len(pairs()) == 1
    Alias.objects.filter(pk=alias.pk).update(name="I. Karimov")
    assert pairs() == set()
    Entity.objects.filter(pk=other.pk).update(preferred_label="Karimov Islam")
    assert len(pairs()) == 1
    DistinctEntities.objects.create(first=other, second=one)
    assert pairs() == set()


def test_a_pair_is_shown_side_by_side_and_told_apart(admin_client) -> None:  # type: ignore[no-untyped-def]
    one, other = twins()
    listed = admin_client.get(reverse("admin:entities_entity_changelist")).content.decode()
    assert f'href="{DOUBLES}"' in listed
    html = admin_client.get(DOUBLES).content.decode()
    for words in (
        "President of Kazakhstan",
        "VIAF 77",
        "(president)",
        "2 times in 2 articles, 1 December 2004",
        "4 times in 4 articles",
    ):
        assert words in html
    assert html.count("<mark>Kazakhstan</mark>") == 5
    assert url("merge", other, one) in html
    response = admin_client.post(DOUBLES, {"one": one.pk, "other": other.pk}, follow=True)
    assert "is not “Nursultan Nazarbaev”" in said(response)
    assert DistinctEntities.objects.count() == 1
    assert "No two entities" in response.content.decode()
    assert "Taken back" in undo_last(admin_client)
    assert not DistinctEntities.objects.exists()


def test_doubles_cost_the_same_for_more_pairs(admin_client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    costs = []
    for number in (1, PAIRS):
        for place in range(number):
            for label in (f"Name {number} {place}", f"{place}, Name {number}"):
                factories.MentionFactory(entity=person(label))
        with django_assert_max_num_queries(25) as captured:
            admin_client.get(DOUBLES)
        costs.append(len(captured))
    assert costs[0] == costs[1]


# Merging -----------------------------------------------------------------------------------------------------------


def test_a_merge_is_previewed_done_and_taken_back(admin_client, client) -> None:  # type: ignore[no-untyped-def]
    one, other = twins()
    before = dump()
    html = admin_client.get(url("merge", other, one)).content.decode()
    for words in (
        "2 mentions, which will be of “Nursultan Nazarbayev”",
        "1 alias, which",
        "1 external identifier, which",
        "1 relation, which",
        "the label “Nursultan Nazarbaev”, which becomes a further name",
        "/entities/person/nazarbaev/, which will lead to",
        url("merge", one, other),
        "is merged into",
    ):
        assert words in html
    assert dump() == before
    refused = admin_client.post(url("merge", other, one), {"reason": " "})
    assert "This field is required" in refused.content.decode()
    response = admin_client.post(url("merge", other, one), {"reason": "Two spellings"}, follow=True)
    assert "2 mentions moved: Two spellings" in said(response)
    assert response.redirect_chain[-1][0] == url("change", one)
    assert client.get("/entities/person/nazarbaev/")["Location"] == "/entities/person/nazarbayev/"
    assert "Taken back" in undo_last(admin_client)
    assert dump() == before
    assert client.get("/entities/person/nazarbaev/").status_code == 200


def test_what_cannot_be_merged_says_where_it_is_mended(admin_client) -> None:  # type: ignore[no-untyped-def]
    one, other = twins()
    mine = ExternalIdentifier.objects.create(entity=one, scheme="viaf", value="78")
    Entity.objects.filter(pk=one.pk).update(kind="work")
    html = admin_client.get(url("merge", other, one)).content.decode()
    assert "Change the kind of one" in html
    assert "VIAF identifier 78" in html
    for row in (one, mine, other.identifiers.get()):
        assert reverse(f"admin:entities_{row._meta.model_name}_change", args=[row.pk]) in html
    assert 'value="Merge"' not in html
    response = admin_client.post(url("merge", other, one), {"reason": "x", "force": "on"}, follow=True)
    assert "Change the kind" in said(response)
    assert "cannot be merged with itself" in admin_client.get(url("merge", one, one)).content.decode()
    assert not Batch.objects.exists()


def test_what_was_told_apart_needs_a_tick(admin_client) -> None:  # type: ignore[no-untyped-def]
    one, other = twins()
    DistinctEntities.objects.create(first=one, second=other)
    assert "They are one all the same" in admin_client.get(url("merge", other, one)).content.decode()
    assert "not the same" in said(admin_client.post(url("merge", other, one), {"reason": "x"}, follow=True))
    admin_client.post(url("merge", other, one), {"reason": "x", "force": "on"})
    assert PastSlug.objects.get().entity == one


def test_a_partner_is_chosen_from_the_page_of_the_entity(admin_client) -> None:  # type: ignore[no-untyped-def]
    one, other = twins()
    form = admin_client.get(url("change", one)).content.decode()
    assert url("merge", one) in form
    assert url("split", one) in form
    choice = admin_client.get(url("merge", one)).content.decode()
    assert 'name="into"' in choice
    assert url("merge", one, other) in choice
    Alias.objects.update(name="Papa")
    found = admin_client.get(url("merge", one), {"name": "papa"}).content.decode()  # without JavaScript
    assert f'href="?into={other.pk}"' in found
    assert admin_client.get(url("merge", one) + "?into=999999").status_code == 404


# Splitting ---------------------------------------------------------------------------------------------------------


def test_chosen_mentions_are_split_off_and_come_back(admin_client) -> None:  # type: ignore[no-untyped-def]
    _, other = twins()
    alias = other.aliases.get()
    chosen = other.mentions.order_by("pk").first()
    before = dump()
    shown = admin_client.get(url("split", other))
    assert len(shown.context["rows"]) == 2
    values = {"mentions": [chosen.pk], "aliases": [alias.pk], "new_name": "Dariga Nazarbaeva"}
    refused = admin_client.post(url("split", other), values).content.decode()
    assert "This field is required" in refused
    assert refused.count(" checked") == 2
    response = admin_client.post(url("split", other), {**values, "reason": "The daughter"}, follow=True)
    assert "Moved 1 mention" in said(response)
    new = Entity.objects.get(slug="dariga-nazarbaeva")
    assert (new.sort_label, new.mentions.get().review) == ("Nazarbaeva, Dariga", "accepted")
    assert "Taken back" in undo_last(admin_client)
    assert dump() == before


def test_mentions_are_found_by_their_words_and_moved_all_at_once(admin_client) -> None:  # type: ignore[no-untyped-def]
    one, other = twins()
    article = factories.ArticleFactory(body="Dariga spoke. " * (OFFERED + 5), headline="A daughter")
    Mention.objects.bulk_create(
        Mention(
            article=article, entity=one, number=n + 1, quote="Dariga", start=14 * n, end=14 * n + 6, suffix=" spoke"
        )
        for n in range(OFFERED + 5)
    )
    address = url("split", one)
    assert ("Dariga", OFFERED + 5) in admin_client.get(address).context["by_name"]
    for query, number in (
        ({"printed": "Kazakhstan"}, 4),
        ({"q": "dariga SPOKE daughter"}, OFFERED + 5),
        ({"q": "zeppelin"}, 0),
    ):
        page = admin_client.get(address, query)
        assert page.context["number"] == number
        assert len(page.context["rows"]) == min(number, OFFERED)
    values = {"everything": "on", "other": other.pk, "reason": "Another person"}
    assert "Choose the mentions" in admin_client.post(address, values).content.decode()
    admin_client.post(f"{address}?printed=Dariga", values)
    assert other.mentions.filter(quote="Dariga").count() == OFFERED + 5
    assert one.mentions.count() == 4


def test_rejected_mentions_are_not_offered(admin_client) -> None:  # type: ignore[no-untyped-def]
    one, _ = twins()
    one.mentions.update(review="rejected")
    page = admin_client.get(url("split", one))
    assert "nothing that could move" in page.content.decode()


# Permissions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", PERMISSIONS)
def test_without_any_of_its_permissions_nothing_is_merged_or_split(missing: str) -> None:
    one, other = twins()
    client = staff(*(set(PERMISSIONS) - {missing}))
    for address in (url("merge", other, one), url("split", one)):
        assert client.get(address).status_code == 403
        assert client.post(address, {"reason": "x", "new_name": "y"}).status_code == 403
    assert not Batch.objects.exists()


def test_with_its_permissions_and_those_of_the_way_back_it_is_done_and_undone() -> None:
    one, other = twins()
    before = dump()
    undoing = ["delete_pastslug", "view_batch", "view_entity"]
    client = staff(*PERMISSIONS, *undoing)
    assert client.post(url("merge", other, one), {"reason": "One"}).status_code == 302
    assert PastSlug.objects.count() == 1
    assert "Taken back" in undo_last(client)
    assert len(dump()) > len(before)  # by the user
    assert other.mentions.count() == 2


def test_who_may_only_view_sees_the_pairs_and_decides_nothing() -> None:
    one, other = twins()
    client = staff("view_entity", "view_mention")
    html = client.get(DOUBLES).content.decode()
    assert "Nazarbaev" in html
    assert "Not the same" not in html
    assert "Merge left" not in html
    assert client.post(DOUBLES, {"one": one.pk, "other": other.pk}).status_code == 403


def test_posts_need_their_token() -> None:
    one, other = twins()
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.UserFactory(is_staff=True, is_superuser=True))
    for address in (DOUBLES, url("merge", other, one), url("split", one)):
        assert client.post(address, {"reason": "x"}).status_code == 403
