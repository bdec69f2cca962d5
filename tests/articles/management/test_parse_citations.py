"""Passages in, citations out, the database untouched."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from articles.models import Source
from tests.factories import PublicationFactory, SourceFactory


def parsed(file: Path, capsys: pytest.CaptureFixture[str], *options: str) -> list[dict]:
    call_command("parse_citations", str(file), *options)
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


@pytest.mark.django_db
def test_citations_in_the_exchange_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "passages.jsonl"
    rows = [
        {"id": "a", "text": "They met (Interfax, November 29; www.host.ru/x/, November 30).", "pub_date": "2004-12-01"},
        {"id": "b", "text": "They met (Interfax, December 29).", "pub_date": "2005-01-03"},
        {"id": "c", "text": "They met (Interfax, December 29).", "pub_date": None},
        {"id": "d", "text": "They (three of them) met."},
    ]
    file.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    first, *others = parsed(file, capsys)
    (citation,) = first["citations"]
    assert (first["id"], rows[0]["text"][citation["start"] : citation["end"]]) == ("a", citation["raw"])
    assert citation["items"] == [
        {"source": "Interfax", "kind": "press", "dates": ["2004-11-29"], "url": None},
        {"source": "www.host.ru", "kind": "url", "dates": ["2004-11-30"], "url": "www.host.ru/x/"},
    ]
    dates = [[item["dates"] for citation in row["citations"] for item in citation["items"]] for row in others]
    assert dates == [[["2004-12-29"]], [["--12-29"]], []]


@pytest.mark.django_db
def test_the_archive_lends_its_names_and_is_not_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    SourceFactory(name="Gundogar")
    PublicationFactory(slug="tsw", title="Two Seas Weekly", abbreviation="TSW")
    file = tmp_path / "passages.jsonl"
    file.write_text(json.dumps({"id": 1, "text": "So it was said (TSW, 3 May).", "pub_date": "2004-06-01"}), "utf-8")
    with CaptureQueriesContext(connection) as captured:
        (row,) = parsed(file, capsys)
    assert row["citations"][0]["items"][0]["kind"] == "crossref"
    assert all(query["sql"].startswith("SELECT") for query in captured.captured_queries)
    assert Source.objects.count() == 1
    (alone,) = parsed(file, capsys, "--no-vocabulary")
    assert alone["citations"][0]["items"][0]["kind"] == "press"
