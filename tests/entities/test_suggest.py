"""What is held of the authority file is what it says now, whichever way it was written; and what is offered beside."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from articles.models import Batch
from articles.services.batches import recording
from articles.services.undoing import undo
from edm_archive.text.spans import Span
from entities.models import Alias, Entity
from entities.suggest import Authorities
from entities.versions import current_version, lay_triggers
from tests.factories import AliasFactory, EntityFactory

pytestmark = pytest.mark.django_db

TEXT = "Then Ruritania and the Zenda Pact met."


def names(text: str = TEXT) -> list[str]:
    return [match.quote for match in Authorities.current().suggest(text).mentions]


def test_it_is_read_once_while_nothing_is_written(django_assert_num_queries: Callable) -> None:
    EntityFactory(preferred_label="Ruritania")
    first = Authorities.current()
    with django_assert_num_queries(1):
        assert Authorities.current() is first


def by_admin(client: Client, entity: Entity, tmp_path: Path) -> None:
    address = reverse("admin:entities_entity_change", args=[entity.pk])
    form = client.get(address).context["adminform"].form
    data = {name: value for name, value in form.initial.items() if value is not None}
    for prefix in ("aliases", "identifiers", "relations_from", "relations_to"):
        data |= {f"{prefix}-TOTAL_FORMS": 0, f"{prefix}-INITIAL_FORMS": 0}
    response = client.post(address, data | {"preferred_label": "Zenda Pact"})
    assert response.status_code == 302, response.content.decode()


def by_loaddata(client: Client, entity: Entity, tmp_path: Path) -> None:
    fields = {"kind": entity.kind, "slug": entity.slug, "preferred_label": "Zenda Pact"}
    file = tmp_path / "names.json"
    file.write_text(json.dumps([{"model": "entities.entity", "fields": fields}]), "utf-8")
    call_command("loaddata", str(file), verbosity=0)


def by_update(client: Client, entity: Entity, tmp_path: Path) -> None:
    Entity.objects.filter(pk=entity.pk).update(preferred_label="Zenda Pact")


def by_bulk_create(client: Client, entity: Entity, tmp_path: Path) -> None:
    Alias.objects.bulk_create([Alias(entity=entity, name="Zenda Pact")])


def by_bulk_update(client: Client, entity: Entity, tmp_path: Path) -> None:
    entity.preferred_label = "Zenda Pact"
    Entity.objects.bulk_update([entity], ["preferred_label"])


def by_save(client: Client, entity: Entity, tmp_path: Path) -> None:
    AliasFactory(entity=entity, name="Zenda Pact")


def by_hand(client: Client, entity: Entity, tmp_path: Path) -> None:
    with connection.cursor() as cursor:
        cursor.execute("UPDATE entities_entity SET preferred_label = 'Zenda Pact' WHERE id = %s", [entity.pk])


@pytest.mark.parametrize(
    "write",
    [by_admin, by_loaddata, by_update, by_bulk_create, by_bulk_update, by_save, by_hand],
    ids=lambda f: f.__name__,
)
def test_a_write_of_any_sort_is_seen(write: Callable, admin_client: Client, tmp_path: Path) -> None:
    entity = EntityFactory(preferred_label="Strelsau")
    assert names() == []
    write(admin_client, entity, tmp_path)
    assert names() == ["Zenda Pact"]


def test_a_deletion_is_seen() -> None:
    entity = EntityFactory(preferred_label="Ruritania")
    AliasFactory(entity=entity, name="Zenda Pact")
    assert names() == ["Ruritania", "Zenda Pact"]
    Alias.objects.all().delete()
    assert names() == ["Ruritania"]
    Entity.objects.all().delete()
    assert names() == []


def test_a_batch_and_its_undo_are_seen() -> None:
    entity = EntityFactory(preferred_label="Ruritania")
    with recording(kind=Batch.Kind.DECISION, summary="A name", user=None) as recorder:
        recorder.created(AliasFactory(entity=entity, name="Zenda Pact"))
    assert names() == ["Ruritania", "Zenda Pact"]
    undo(recorder.batch, None)
    assert names() == ["Ruritania"]


def test_what_a_transaction_took_back_is_not_held() -> None:
    entity = EntityFactory(preferred_label="Strelsau")
    with transaction.atomic():
        AliasFactory(entity=entity, name="Zenda Pact")
        assert names() == ["Zenda Pact"]
        transaction.set_rollback(True)
    AliasFactory(entity=entity, name="Ruritania")
    assert names() == ["Ruritania"]


def test_the_triggers_can_be_laid_again() -> None:
    before = current_version()
    lay_triggers()
    assert current_version() == before
    EntityFactory()
    assert current_version() != before


def test_unknown_names_are_proposed_where_nothing_is_annotated() -> None:
    EntityFactory(preferred_label="Ruritania", kind="place")
    text = "In Ruritania Foreign Minister Pavel Orlov of the Zenda Pact met Ivan Sokolov (Zenda Gazette, May 3)."
    bracket = Span(text.index("("), text.index(")") + 1)
    tagged = Span(text.index("Ivan"), text.index(" (Zenda"))
    proposals = Authorities.current().unknown(text, known=[tagged], outside=[bracket])
    assert [(proposal.text, proposal.kind) for proposal in proposals] == [
        ("Pavel Orlov", "person"),
        ("Zenda Pact", "organization"),
    ]
    assert all(proposal.span.of(text) == proposal.text == proposal.label for proposal in proposals)
    assert all(0 < proposal.score < 1 and proposal.reason for proposal in proposals)


def test_suggestions_hold_unknown_names_only_when_asked() -> None:
    authorities = Authorities.current()
    assert authorities.suggest(TEXT).unknown == ()
    assert [name.text for name in authorities.suggest(TEXT, unknown=True).unknown] == ["Ruritania", "Zenda Pact"]


def test_a_longer_name_is_not_about_the_shorter_one_inside() -> None:
    EntityFactory(preferred_label="Ruritania", kind="place")
    found = Authorities.current().suggest("The Workers’ Party of Ruritania met in Ruritania.", unknown=True)
    assert [match.start for match in found.mentions] == [39]
    assert [name.text for name in found.unknown] == ["Workers’ Party of Ruritania"]
