"""The pages of entities, sources and authors, their pictures, and the files behind these."""

from __future__ import annotations

import csv
import datetime
from typing import Any

import pytest
from django.test import Client

from entities.models import PastSlug
from tests import factories

pytestmark = pytest.mark.django_db


def rows(client: Client, address: str) -> list[list[str]]:
    """The lines of a CSV file, without its header."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.reader(response.getvalue().decode().splitlines()))[1:]


@pytest.fixture
def pact() -> dict[str, Any]:
    """Two articles of 2004 and one of 2006 that mention a person; each cites an agency."""
    person = factories.EntityFactory(kind="person", preferred_label="Ada Focus", slug="ada")
    other = factories.EntityFactory(kind="organization", preferred_label="Council", slug="council")
    agency = factories.SourceFactory(name="Agency", slug="agency")
    author = factories.AuthorFactory(name="Ben", slug="ben")
    for number, year in enumerate((2004, 2004, 2006)):
        issue = factories.IssueFactory(issued=datetime.date(year, 5, 1 + number))
        article = factories.ArticleFactory(issue=issue)
        factories.MentionFactory(article=article, entity=person)
        factories.CitationFactory(article=article, source=agency)
        factories.AuthorshipFactory(article=article, author=author)
        if year == 2004:
            factories.MentionFactory(article=article, entity=other)
    return {"person": person, "other": other}


@pytest.mark.parametrize("record", ["entities/person/ada", "sources/agency", "authors/ben"])
def test_years_as_a_file_lead_to_their_articles(client: Client, pact: dict[str, Any], record: str) -> None:
    found = rows(client, f"/{record}/years.csv")
    assert [row[:2] for row in found] == [["2004", "2"], ["2005", "0"], ["2006", "1"]]
    for year, count, address in found:
        listed = client.get(address.removeprefix("http://testserver")).context
        assert (listed["paginator"].count, listed["filter"].problems()) == (int(count), []), year


def test_whom_it_appears_with_as_a_file(client: Client, pact: dict[str, Any]) -> None:
    [(name, kind, articles, address)] = rows(client, "/entities/person/ada/together.csv")
    assert (name, kind, articles) == ("Council", "organization", "2")
    assert client.get(address.removeprefix("http://testserver")).context["paginator"].count == 2
    assert rows(client, "/authors/ben/sources.csv")[0][:3] == ["Agency", "newspaper", "3"]


def test_a_file_moves_with_its_record_and_there_are_no_others(client: Client, pact: dict[str, Any]) -> None:
    PastSlug.objects.create(kind="person", slug="old", entity=pact["person"], reason="renamed")
    moved = client.get("/entities/person/old/years.csv?a=1")
    assert (moved.status_code, moved["Location"]) == (301, "/entities/person/ada/years.csv?a=1")
    assert client.get("/entities/person/ada/weather.csv").status_code == 404
    assert client.get("/entities/person/nobody/years.csv").status_code == 404


def test_the_page_counts_lead_to_the_articles_they_count(client: Client, pact: dict[str, Any]) -> None:
    page = client.get("/entities/person/ada/").content.decode()
    assert 'href="/articles/?person=ada&amp;organization=council"' in page
    assert 'href="/articles/?person=ada&amp;source=agency"' in page
    assert 'href="/articles/?person=ada&amp;date_from=2004&amp;date_to=2004"' in page
    assert "3 dated articles from 2004 to 2006; the most in 2004: 2." in page
