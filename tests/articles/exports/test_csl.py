"""CSL-JSON, against the schema of the Citation Style Language where a copy of it is named."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from jsonschema import Draft7Validator

from articles.exports import csl_item
from tests.articles.exports.cases import HOSTILE, PLAIN, WORKS

#: A folder with csl-data.json, the schema as the project publishes it; its licence keeps it out of this repository.
SCHEMAS = Path(os.environ.get("CSL_SCHEMAS") or Path(__file__).resolve().parents[4] / "shared" / "schemas" / "csl")


@pytest.fixture(scope="module")
def schema() -> Draft7Validator:
    path = SCHEMAS / "csl-data.json"
    if not path.exists():
        pytest.skip("no copy of the CSL schema: name its folder in CSL_SCHEMAS")
    return Draft7Validator(json.loads(path.read_text("utf-8")))


@pytest.mark.parametrize("name", WORKS)
def test_every_item_is_valid(schema: Draft7Validator, name: str) -> None:
    items = json.loads(json.dumps([csl_item(WORKS[name]), csl_item(HOSTILE)]))
    assert [error.message for error in schema.iter_errors(items)] == []


def test_the_schema_refuses_what_is_wrong(schema: Draft7Validator) -> None:
    assert not schema.is_valid([csl_item(PLAIN) | {"type": "article-of-clothing"}])


def test_an_article_as_an_item() -> None:
    assert csl_item(PLAIN) == {
        "id": "edm-1-138-2",
        "type": "article-magazine",
        "title": "Moscow Considers New Bases",
        "author": [{"family": "Socor", "given": "Vladimir"}],
        "container-title": "Eurasia Daily Monitor",
        "container-title-short": "EDM",
        "volume": "1",
        "issue": "138",
        "issued": {"date-parts": [[2004, 11, 30]]},
        "accessed": {"date-parts": [[2026, 11, 24]]},
        "URL": "https://archive.example/edm/1/138/2/",
        "language": "en",
    }


def test_an_inferred_date_says_so() -> None:
    item = csl_item(WORKS["not-before"])
    assert item["issued"] == {"date-parts": [[2004, 11, 30]], "circa": True}
    assert item["note"] == "Date inferred: not before 30 November 2004"
    assert csl_item(WORKS["month"])["issued"] == {"date-parts": [[2004, 11]]}
    assert "issued" not in csl_item(WORKS["undated"])
    assert csl_item(WORKS["body-as-author"])["author"] == [{"literal": "Council of States and Unions, Ltd"}]
