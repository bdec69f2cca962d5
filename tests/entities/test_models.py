"""The authority file's constraints hold in the database, and every record can be named by its natural key."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from edm_archive.text.dates import PartialDate
from entities.models import Alias, Entity, ExternalIdentifier, PastSlug, Relation
from tests.factories import AliasFactory, EntityFactory

pytestmark = pytest.mark.django_db


def _twice(make: Callable[[], Any]) -> None:
    make()
    make()


def _related(**values: Any) -> Relation:
    subject = EntityFactory(kind="place", slug="almaty")
    return Relation.objects.create(
        subject=subject, kind="located_in", object=values.pop("object", None) or EntityFactory(kind="place"), **values
    )


def _alias_twice() -> None:
    entity = EntityFactory()
    AliasFactory.create_batch(2, entity=entity, name="CSTO")


def _to_itself() -> None:
    entity = EntityFactory()
    Relation.objects.create(subject=entity, kind="part_of", object=entity)


REFUSED: list[tuple[str, Callable[[], Any]]] = [
    ("address-twice", lambda: _twice(lambda: EntityFactory(slug="csto"))),
    ("no-label", lambda: EntityFactory(preferred_label="")),
    ("kind-unknown", lambda: EntityFactory(kind="ship")),
    ("half-a-coordinate", lambda: EntityFactory(latitude=1)),
    ("other-half-of-a-coordinate", lambda: EntityFactory(longitude=1)),
    ("beyond-the-pole", lambda: EntityFactory(latitude=91, longitude=0)),
    ("alias-twice", _alias_twice),
    ("alias-empty", lambda: AliasFactory(name="")),
    (
        "identifier-of-two",
        lambda: _twice(
            lambda: ExternalIdentifier.objects.create(entity=EntityFactory(), scheme="wikidata", value="Q1")
        ),
    ),
    ("relation-to-itself", _to_itself),
    ("relation-begin-without-precision", lambda: _related(begin=datetime.date(2002, 1, 1))),
    (
        "past-slug-twice",
        lambda: _twice(lambda: PastSlug.objects.create(kind="place", slug="a", entity=EntityFactory())),
    ),
]


@pytest.mark.parametrize("make", [pytest.param(make, id=name) for name, make in REFUSED])
def test_the_database_refuses(make: Callable[[], Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_an_address_is_unique_within_its_kind_only() -> None:
    EntityFactory(kind="place", slug="georgia")
    EntityFactory(kind="person", slug="georgia")
    assert Entity.objects.of_kind("place").get().kind == "place"


def test_both_coordinates_or_neither() -> None:
    with pytest.raises(ValidationError, match="both latitude and longitude"):
        Entity(kind="place", slug="a", preferred_label="A", latitude=1).full_clean()


@pytest.mark.parametrize("name", ["Alma-Ata", "ALMATY", "almaty-city"], ids=["alias", "label-in-capitals", "slug"])
def test_entities_are_found_by_every_name(name: str) -> None:
    entity = EntityFactory(kind="place", preferred_label="Almaty", slug="almaty-city")
    AliasFactory(entity=entity, name="Alma-Ata")
    EntityFactory(preferred_label="Almaty Council")
    assert list(Entity.objects.named(name)) == [entity]


def test_natural_keys_find_their_record() -> None:
    alias = AliasFactory(name="CSTO")
    identifier = ExternalIdentifier.objects.create(entity=alias.entity, scheme="wikidata", value="Q318693")
    relation = _related(begin=datetime.date(1998, 1, 1), begin_precision="year")
    past = PastSlug.objects.create(kind="place", slug="alma-ata", entity=relation.subject, reason="renamed")
    for record in (alias.entity, alias, identifier, relation, past):
        assert type(record).objects.get_by_natural_key(*record.natural_key()) == record
    assert list(Alias.objects.filter(entity=alias.entity)) == [alias]


def test_relations_are_dated_as_precisely_as_is_known() -> None:
    relation = _related(begin=datetime.date(1998, 1, 1), begin_precision="year")
    assert (relation.began, relation.ended) == (PartialDate(1998), None)
    assert list(Relation.objects.touching(relation.object)) == [relation]


def test_identifiers_have_their_page() -> None:
    identifier = ExternalIdentifier(scheme="geonames", value="1526384")
    assert identifier.get_absolute_url() == "https://www.geonames.org/1526384"
