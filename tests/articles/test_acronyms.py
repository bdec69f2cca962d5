"""The page of short forms: meanings with dates and numbers of articles, two meanings marked and filtered."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from articles.views import acronyms
from tests.factories import AcronymDefinitionFactory, ArticleFactory, EntityFactory

pytestmark = pytest.mark.django_db


def define(short: str, long: str, day: date | None = None, status: str = "published", **fields: object) -> None:
    dated = {"date_basis": "stated", "date_earliest": day, "date_latest": day} if day else {}
    article = ArticleFactory(body=f"It was the {long} ({short}).", status=status, **dated)
    AcronymDefinitionFactory(article=article, quote=f"{long} ({short})", short_form=short, long_form=long, **fields)


def test_a_short_form_with_two_long_forms_is_marked_and_dated(client: Client) -> None:
    pact = EntityFactory(preferred_label="Black Sea Pact", slug="pact")
    define("BSP", "Black Sea Pact", date(2003, 5, 1), entity=pact)
    define("BSP", "the Black Sea Pact", date(2004, 11, 30))
    define("BSP", "Bulgarian Steel Plant", date(2004, 1, 1))
    define("CRD", "Council of River Dikes")
    response = client.get("/acronyms/")
    page = response.content.decode()
    assert [row.entry.short_form for row in response.context["rows"]] == ["BSP", "CRD"]
    assert [row.entry.contested for row in response.context["rows"]] == [True, False]
    assert f'<a href="{pact.get_absolute_url()}">' in page
    assert "1 May 2003 to 30 November 2004, 2 articles" in page
    assert "2 meanings" in page


def test_filters_by_letter_and_by_several_meanings(client: Client) -> None:
    define("BSP", "Black Sea Pact")
    define("BSP", "Bulgarian Steel Plant")
    define("CRD", "Council of River Dikes")

    def shown(query: str) -> list[str]:
        return [row.entry.short_form for row in client.get(f"/acronyms/?{query}").context["rows"]]

    assert shown("contested=1") == ["BSP"]
    assert shown("letter=c") == ["CRD"]
    assert shown("letter=C&contested=1") == shown("letter=Z") == []
    assert "No acronym has several meanings under C" in client.get("/acronyms/?letter=C&contested=1").content.decode()


def test_only_what_readers_may_see_counts(client: Client) -> None:
    define("BSP", "Black Sea Pact")
    define("BSP", "Bulgarian Steel Plant", status="draft")
    define("BSP", "Bank of Small Ports", review="rejected")
    (row,) = client.get("/acronyms/").context["rows"]
    assert [meaning.long_form for meaning, _ in row.meanings] == ["Black Sea Pact"]
    assert client.get("/acronyms/?contested=1").context["rows"] == []


def test_long_lists_have_pages(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acronyms, "PAGE_SIZE", 2)
    for short in ("BSP", "CRD", "DGS"):
        define(short, f"Long form of {short}")
    assert [row.entry.short_form for row in client.get("/acronyms/?page=2").context["rows"]] == ["DGS"]
