"""The demo corpus loads on an empty and on a filled archive, twice, and comes back byte for byte."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command

from articles.models import Mention
from articles.services.ingest import ingest_files
from tests.factories import BatchFactory, UserFactory

pytestmark = pytest.mark.django_db

DEMO = settings.BASE_DIR / "articles" / "fixtures" / "demo.json"
MODELS = [model for app in ("entities", "articles") for model in apps.get_app_config(app).get_models()]
SHORT = (
    "Publication: Eurasia Daily Monitor Volume: 1 Issue: 138\n\nKazakhstan spoke (Interfax, November 30) of the Border "
    "Guard Service (BGS)."
)


def counts() -> dict[str, int]:
    return {model._meta.label_lower: model._default_manager.count() for model in MODELS}


def dump(path: Path) -> bytes:
    """Everything, as "manage.py dumpdata --natural-primary --natural-foreign" gives it."""
    call_command(
        "dumpdata",
        use_natural_primary_keys=True,
        use_natural_foreign_keys=True,
        indent=1,
        output=str(path),
        verbosity=0,
    )
    return path.read_bytes()


def empty() -> None:
    """Make the archive as it is after "migrate": without a row of its own."""
    call_command("flush", interactive=False, inhibit_post_migrate=True, verbosity=0)
    call_command("migrate", verbosity=0)


def test_it_names_things_by_what_they_are() -> None:
    rows = json.loads(DEMO.read_text("utf-8"))
    assert rows
    assert not [row for row in rows if "pk" in row]


def test_twice_gives_each_row_once() -> None:
    call_command("loaddata", "demo", verbosity=0)
    loaded = counts()
    rows = Counter(row["model"] for row in json.loads(DEMO.read_text("utf-8")))
    assert {model: number for model, number in loaded.items() if number} == dict(rows)
    call_command("loaddata", "demo", verbosity=0)
    assert counts() == loaded


def test_twice_on_an_archive_that_holds_its_places_already() -> None:
    ingest_files([("138.txt", SHORT.encode())])
    call_command("loaddata", "demo", verbosity=0)
    loaded = counts()
    call_command("loaddata", "demo", verbosity=0)
    assert counts() == loaded


@pytest.mark.django_db(transaction=True)
def test_dump_load_dump_is_identical(tmp_path: Path) -> None:
    empty()
    call_command("loaddata", "demo", verbosity=0)
    editor = UserFactory(username="editor", is_staff=True)
    BatchFactory(created_by=editor)
    Mention.objects.filter(pk__in=list(Mention.objects.values_list("pk", flat=True)[:5])).update(reviewer=editor)
    first = dump(tmp_path / "first.json")
    empty()
    assert not any(counts().values())
    assert not get_user_model().objects.exists()
    call_command("loaddata", str(tmp_path / "first.json"), verbosity=0)
    assert dump(tmp_path / "second.json") == first


def test_the_fixture_is_what_the_product_makes_of_its_texts(tmp_path: Path) -> None:
    """After a change to import or extraction: ``make demo-fixture``, and look at the difference."""
    made = tmp_path / "made.json"
    call_command("build_demo_fixture", output=made, verbosity=0)
    assert made.read_text("utf-8") == DEMO.read_text("utf-8"), "run “make demo-fixture” and look at what has changed"
