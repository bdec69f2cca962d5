"""Fixtures that tests of every part use."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client


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
