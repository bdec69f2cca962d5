"""The authority file in the admin: entities keep their addresses, relations make sense."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from entities.models import Alias, Entity, PastSlug, Relation
from tests import factories

pytestmark = pytest.mark.django_db

EMPTY = {
    f"{prefix}-{name}_FORMS": 0
    for prefix in ("aliases", "identifiers", "relations_from", "relations_to")
    for name in ("TOTAL", "INITIAL")
}


def values(entity: Entity, **changed: Any) -> dict[str, Any]:
    fields = ("kind", "slug", "preferred_label", "sort_label", "scope_note")
    return {**EMPTY, **{name: getattr(entity, name) for name in fields}, **changed}


def change(client: Any, entity: Entity, **changed: Any) -> Any:
    return client.post(reverse("admin:entities_entity_change", args=[entity.pk]), values(entity, **changed))


def test_an_entity_is_made_with_its_names(admin_client) -> None:  # type: ignore[no-untyped-def]
    posted = values(Entity(kind="person", slug="ada-author", preferred_label="Ada Author"))
    posted |= {
        "aliases-TOTAL_FORMS": 1,
        "aliases-0-name": "A. Author",
        "aliases-0-kind": "short",
        "aliases-0-case": "exact",
    }
    assert admin_client.post(reverse("admin:entities_entity_add"), posted).status_code == 302
    entity = Entity.objects.get()
    assert entity.sort_label == "Author, Ada"
    assert [alias.name for alias in entity.aliases.all()] == ["A. Author"]


def test_an_old_address_leads_to_the_new_one(admin_client, client) -> None:  # type: ignore[no-untyped-def]
    entity = factories.EntityFactory(kind="organization", slug="csto")
    old = entity.get_absolute_url()
    assert change(admin_client, entity, slug="collective-security").status_code == 302
    entity.refresh_from_db()
    assert client.get(old).url == entity.get_absolute_url()
    assert PastSlug.objects.get().reason == "renamed"
    page = admin_client.get(reverse("admin:entities_entity_change", args=[entity.pk])).content.decode()
    assert "organization/csto (renamed)" in page


def test_an_entity_may_return_to_its_old_address(admin_client) -> None:  # type: ignore[no-untyped-def]
    entity = factories.EntityFactory(slug="first")
    change(admin_client, entity, slug="second")
    change(admin_client, entity, slug="first")
    assert [(past.slug, past.entity.slug) for past in PastSlug.objects.all()] == [("second", "first")]


def test_an_address_that_leads_to_another_entity_is_not_taken(admin_client) -> None:  # type: ignore[no-untyped-def]
    change(admin_client, factories.EntityFactory(slug="first", preferred_label="Otan"), slug="second")
    other = factories.EntityFactory(slug="other")
    response = change(admin_client, other, slug="first")
    assert "belonged to “Otan”" in response.context["adminform"].form.errors["slug"][0]
    other.refresh_from_db()
    assert other.slug == "other"


def test_an_edit_that_leaves_the_address_keeps_no_former_one(admin_client) -> None:  # type: ignore[no-untyped-def]
    change(admin_client, factories.EntityFactory(), scope_note="A council.")
    assert not PastSlug.objects.exists()
    assert Entity.objects.get().scope_note == "A council."


@pytest.mark.parametrize(
    ("posted", "field", "message"),
    [
        pytest.param({"latitude": "43.25"}, "longitude", "both latitude and longitude", id="half a place"),
        pytest.param({"slug": "no slug"}, "slug", "valid", id="an address"),
    ],
)
def test_what_cannot_be_is_told(admin_client, posted, field, message) -> None:  # type: ignore[no-untyped-def]
    response = change(admin_client, factories.EntityFactory(), **posted)
    assert message in response.context["adminform"].form.errors[field][0]


def relate(client: Any, **posted: Any) -> Any:
    return client.post(reverse("admin:entities_relation_add"), {"kind": "part_of", "number": 1, **posted})


def test_a_relation_keeps_its_dates_and_their_precision_together(admin_client) -> None:  # type: ignore[no-untyped-def]
    one, other = factories.EntityFactory.create_batch(2)
    relate(
        admin_client, subject=one.pk, object=other.pk, begin="2004-05-17", begin_precision="year", end_precision="day"
    )
    relation = Relation.objects.get()
    assert (str(relation.began), relation.end_precision) == ("2004", "")


def test_an_entity_has_no_relation_to_itself(admin_client) -> None:  # type: ignore[no-untyped-def]
    entity = factories.EntityFactory()
    response = relate(admin_client, subject=entity.pk, object=entity.pk)
    assert "to itself" in response.context["adminform"].form.errors["object"][0]


def test_entities_are_found_by_their_further_names(admin_client) -> None:  # type: ignore[no-untyped-def]
    alias = factories.AliasFactory(name="CSTO")
    factories.EntityFactory()
    listed = admin_client.get(reverse("admin:entities_entity_changelist"), {"q": "csto"})
    assert list(listed.context["cl"].result_list) == [alias.entity]
    assert Alias.objects.count() == 1


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("located=yes", ["here"]),
        ("located=no", ["nowhere"]),
        ("identified=yes", []),
        ("identified=no", ["here", "nowhere", "council"]),
        ("kind__exact=organization", ["council"]),
    ],
)
def test_filters_of_the_authority_file(admin_client, query, found) -> None:  # type: ignore[no-untyped-def]
    factories.EntityFactory(slug="here", kind="place", latitude=1, longitude=2)
    factories.EntityFactory(slug="nowhere", kind="place")
    factories.EntityFactory(slug="council")
    listed = admin_client.get(f"{reverse('admin:entities_entity_changelist')}?{query}")
    assert sorted(entity.slug for entity in listed.context["cl"].result_list) == sorted(found)


def test_fields_of_rows_have_names_for_screen_readers(admin_client) -> None:  # type: ignore[no-untyped-def]
    alias = factories.AliasFactory()
    html = admin_client.get(reverse("admin:entities_entity_change", args=[alias.entity_id])).content.decode()
    assert 'aria-label="Name, row 1"' in html
    assert 'aria-label="Delete, row 1"' in html


def test_no_other_record_is_deleted_from_a_form(admin_client) -> None:  # type: ignore[no-untyped-def]
    alias = factories.AliasFactory()
    html = admin_client.get(reverse("admin:entities_alias_change", args=[alias.pk])).content.decode()
    assert "change_id_entity" in html
    assert "delete_id_entity" not in html
