"""Every public page asks the database a fixed number of questions, whatever the number of rows it shows.

``query_budget.json`` holds the numbers, so that a change of them is seen in review. After a deliberate change, run
the test with ``UPDATE_QUERY_BUDGET=1`` in the environment to record them anew.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.search import index
from articles.services import facet_reading, faceting
from tests.public_site import PAGES, grow

BUDGET = Path(__file__).with_name("query_budget.json")
FEW, MANY = 5, 25


def questions(client: Client, address: str) -> list[str]:
    """The SQL that the page at ``address`` runs when nothing that was written waits for the indexes."""
    index.refresh()
    faceting.settle()
    facet_reading.memory.current()
    with CaptureQueriesContext(connection) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return [query["sql"] for query in captured.captured_queries]


@pytest.mark.django_db
def test_no_page_asks_more_for_more_rows(client: Client) -> None:
    grow(FEW)
    few = {page: questions(client, address) for page, address in PAGES.items()}
    grow(MANY)
    many = {page: questions(client, address) for page, address in PAGES.items()}
    grown = [page for page in PAGES if len(few[page]) != len(many[page])]
    told = "\n\n".join(f"{page}: {len(few[page])} → {len(many[page])}\n" + "\n".join(many[page]) for page in grown)
    assert not grown, told

    counts = {page: len(sql) for page, sql in many.items()}
    if os.environ.get("UPDATE_QUERY_BUDGET"):
        BUDGET.write_text(json.dumps(counts, indent=2) + "\n", encoding="utf-8")
    budget = json.loads(BUDGET.read_text(encoding="utf-8"))
    over = [page for page in PAGES if counts[page] > budget.get(page, -1)]
    told = "\n\n".join(f"{page}: {counts[page]}, budget {budget.get(page)}\n" + "\n".join(many[page]) for page in over)
    assert not over, told
    assert set(budget) == set(PAGES), "query_budget.json names pages that are no longer tested"
