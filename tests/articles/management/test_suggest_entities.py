"""Passages in, suggestions out, the database untouched."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Mention
from tests.factories import AliasFactory, EntityFactory

TEXT = "The Black Sea Pact (BSP) met in Zenda, Pavel Orlov said (Zenda Gazette, 3 May). The BSP left."


def suggested(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    file = tmp_path / "passages.jsonl"
    file.write_text(json.dumps({"id": 7, "text": TEXT, "pub_date": "2004-06-01"}), "utf-8")
    call_command("suggest_entities", str(file))
    (row,) = map(json.loads, capsys.readouterr().out.splitlines())
    assert row["id"] == 7
    assert all(set(entity) == {"start", "end", "type", "canonical", "origin", "score"} for entity in row["entities"])
    found: list[dict[str, Any]] = row["entities"]
    return found


@pytest.mark.django_db
def test_known_and_unknown_names_outside_citations(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pact = EntityFactory(kind="organization", preferred_label="Pact of the Black Sea")
    AliasFactory(entity=pact, name="Black Sea Pact")
    with CaptureQueriesContext(connection) as captured:
        found = suggested(tmp_path, capsys)
    # PostgreSQL reads a long table through a cursor.
    assert all(query["sql"].startswith(("SELECT", "DECLARE")) for query in captured.captured_queries)
    assert not Mention.objects.exists()
    assert [(TEXT[row["start"] : row["end"]], row["type"], row["canonical"], row["origin"]) for row in found] == [
        ("Black Sea Pact", "organization", "Pact of the Black Sea", "alias"),
        ("BSP", "organization", "Pact of the Black Sea", "acronym"),
        ("Zenda", "place", "Zenda", "name"),
        ("Pavel Orlov", "person", "Pavel Orlov", "name"),
        ("BSP", "organization", "Pact of the Black Sea", "acronym"),
    ]
    assert all(0 < row["score"] <= 1 for row in found)
