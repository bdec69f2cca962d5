"""``loaddata`` leaves nothing for the first reader to wait for."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core.management import call_command

from articles.models import Article
from articles.search import changes, index
from tests import factories
from tests.articles.services.test_batches import dump

pytestmark = pytest.mark.django_db


def test_what_is_loaded_is_found_at_once(tmp_path: Path, client: object) -> None:
    for number in range(3):
        factories.ArticleFactory(headline=f"Tanker {number}", status="published")
    saved = tmp_path / "archive.json"
    saved.write_text(dump())
    Article.objects.all().delete()
    call_command("search_index", verbosity=0)
    call_command("loaddata", str(saved), verbosity=0)
    assert (index.pending(), changes.waiting(10)) == (0, 0)
    assert list(index.check()) == []
    page = client.get("/articles/?q=tanker")  # type: ignore[attr-defined]
    assert page.context["page_obj"].paginator.count == 3
