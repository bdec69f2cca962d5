"""The demo corpus holds what it promises; it is loaded once for this module, which only reads it."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from articles.models import (
    AcronymDefinition,
    Article,
    Author,
    Citation,
    Issue,
    Mention,
    Publication,
    RoleStatement,
    Source,
    SourceVariant,
)
from articles.search import index
from articles.services import facet_reading, faceting
from entities.models import Alias, Entity

FIXED = [
    "/",
    "/about/",
    "/articles/",
    "/articles/?page=2",
    "/entities/",
    "/sources/",
    "/authors/",
    "/edm/1/",
    "/tsw/2/",
]
MOST_QUERIES = 20

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo_corpus")]


def test_the_corpus_is_what_was_promised() -> None:
    assert Publication.objects.with_public_articles().count() == 2
    assert Issue.objects.with_public_articles().count() >= 10
    assert Article.objects.published().count() >= 24
    assert all(150 <= len(body.split()) <= 520 for body in Article.objects.values_list("body", flat=True))
    assert Entity.objects.count() >= 80
    assert Alias.objects.count() >= 80
    assert not Entity.objects.of_kind("place").exclude(pk__in=Entity.objects.located()).exists()
    assert Source.objects.count() >= 30
    assert SourceVariant.objects.count() >= 30
    resolutions = set(Citation.objects.filter(kind="cross_reference").values_list("resolution", flat=True))
    assert resolutions == {"resolved", "ambiguous", "waiting"}
    assert not Entity.objects.filter(mentions__isnull=True).exists()


@pytest.mark.parametrize("model", [Citation, Mention, RoleStatement, AcronymDefinition])
def test_every_span_covers_its_quote(model: type[Citation]) -> None:
    assert model.objects.exists()
    for annotation in model.objects.select_related("article"):
        assert annotation.article.body[annotation.start : annotation.end] == annotation.quote


def test_the_article_of_the_original_has_its_facts() -> None:
    article = Article.objects.get_by_natural_key("edm", 1, "138", 1)
    assert article.headline_basis == "working"
    assert article.date_statement == "not before 1 December 2004, not after 3 December 2004"
    assert [reason.split(",")[0] for reason in article.date_reasons] == [
        "The newest thing it cites is EDM of 30 November 2004",
        "The issue before it",
        "The issue after it",
        "Volume 1 of Eurasia Daily Monitor is of 2004",
    ]
    found = article.citations.values_list("source__name", "cited_date", "kind")
    assert {(name, str(date), kind) for name, date, kind in found} == {
        ("Nezavisimaya gazeta", "2004-11-26", "press"),
        ("Interfax-Kazakhstan", "2004-11-25", "press"),
        ("Eurasia Daily Monitor", "2004-11-30", "cross_reference"),
    }
    assert set(article.acronym_definitions.values_list("short_form", flat=True)) == {"CSTO", "CRDF"}
    assert article.acronym_definitions.get(short_form="CRDF").contains.short_form == "CSTO"


def test_every_page_answers_with_a_bounded_number_of_queries(client: Client) -> None:
    """All records of the demo, and what leads to them. ``tests/query_budget.json`` holds the number for each kind."""
    records = [
        *Publication.objects.with_public_articles(),
        *Issue.objects.select_related("publication"),
        *Article.objects.select_related("issue__publication"),
        *Author.objects.all(),
        *Entity.objects.all(),
        *Source.objects.shown(),
    ]
    assert len(records) > 350
    index.refresh()
    faceting.settle()  # what the fixture wrote is folded in once, by whoever comes first
    facet_reading.memory.current()
    slow = {}
    for address in [*FIXED, *(record.get_absolute_url() for record in records)]:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(address).status_code == 200, address
        if len(captured) > MOST_QUERIES:
            slow[address] = len(captured)
    assert slow == {}


def test_numbers_of_drawings_have_points_in_every_language(demo_corpus: None, client: Client) -> None:
    wrong: dict[str, list[str]] = {}
    drawn = 0
    for path in (
        "/edm/",
        "/figures/outlets/?by=outlet",
        "/figures/places/",
        "/authors/anselm-korda/",
        "/entities/place/russia/network/",
        "/entities/person/vladimir-putin/",
    ):
        response = client.get(f"{path}{'&' if '?' in path else '?'}lang=de")
        assert response.status_code == 200, path
        page = response.content.decode()
        drawn += page.count("<svg")
        wrong[path] = re.findall(r'\b(?:x|y|cx|cy|r|width|height|stroke-width)="\d*,\d*"', page)
    assert drawn > 6
    assert not any(wrong.values()), wrong
