"""Fixtures that tests of every part use."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from hypothesis import settings
from pytest_django.plugin import DjangoDbBlocker

from articles.services import facet_reading

# How long an example takes depends on what else the machine does; speed is measured in benchmarks/.
settings.register_profile("archive", deadline=None)
settings.load_profile("archive")


@pytest.fixture(autouse=True)
def fresh_facets() -> None:
    """What this process remembers of the facet index is of the database of another test."""
    facet_reading.memory.forget()


@pytest.fixture
def admin_user(db: None) -> object:
    """A superuser; without the cost of hashing a password that no test needs."""
    return get_user_model().objects.create(username="admin", is_staff=True, is_superuser=True)


@pytest.fixture
def admin_client(admin_user: object) -> Client:
    """A client signed in as the superuser."""
    client = Client()
    client.force_login(admin_user)  # type: ignore[arg-type]
    return client


@pytest.fixture(scope="module")
def demo_corpus(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The demo corpus, loaded once for a module; every test of that module must bear that it is there."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("loaddata", "demo", verbosity=0)
        yield
        transaction.set_rollback(True)
