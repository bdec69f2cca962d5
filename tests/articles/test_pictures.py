"""Pictures of the facet index: their numbers against plain counting of the rows, over the demo corpus and by hand."""

from __future__ import annotations

import csv
import io
from collections import Counter
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from articles.models import Mention
from articles.services import facet_reading, faceting
from tests.public_site import SECRET, grow, hide


@pytest.fixture
def demo(db: None) -> None:
    """The corpus of the demo, in the facet index too."""
    call_command("loaddata", "demo", verbosity=0)
    faceting.rebuild()
    facet_reading.memory.forget()


def written(client: Client, address: str) -> list[dict[str, str]]:
    """The rows of a file, by the names of their columns."""
    response = client.get(address)
    assert response.status_code == 200
    return list(csv.DictReader(io.StringIO(b"".join(response).decode())))


def counted(kind: str, **narrowed: Any) -> Counter[str]:
    """In how many public articles each entity of a kind is mentioned, by label, row by row."""
    pairs = {
        (mention.article_id, mention.entity_id, mention.entity.preferred_label)
        for mention in Mention.objects.in_public().filter(entity__kind=kind, **narrowed).select_related("entity")
    }
    return Counter(label for _, _, label in pairs)


# Places --------------------------------------------------------------------------------------------------------------


def test_places_are_counted_as_their_rows_are(client: Client, demo: None) -> None:
    rows = written(client, "/figures/places.csv")
    assert {row["place"]: int(row["articles"]) for row in rows} == counted("place")
    assert [int(row["articles"]) for row in rows] == sorted((int(row["articles"]) for row in rows), reverse=True)


def test_a_circle_leads_to_the_articles_that_it_counts(client: Client, demo: None) -> None:
    page = client.get("/figures/places/?date_from=2004-11&region=world")
    circles = page.context["drawing"].circles
    assert len(circles) > 50
    for circle in circles[:5]:
        found = client.get(circle.spot.address)
        assert found.context["page"].paginator.count == circle.spot.count
        assert "date_from=2004-11" in circle.spot.address


def test_the_map_is_of_the_articles_of_the_search(client: Client, demo: None) -> None:
    narrowed = {row["place"]: int(row["articles"]) for row in written(client, "/figures/places.csv?place=almaty")}
    among = Mention.objects.in_public().filter(entity__slug="almaty").values("article")
    assert narrowed == counted("place", article__in=among)
    assert narrowed != counted("place")


def test_places_without_a_position_are_listed(client: Client, db: None) -> None:
    grow(5)
    page = client.get("/figures/places/")
    assert [row.place for row in page.context["unplaced"]] == ["Theme 3"]
    assert "1 place without a position" in page.content.decode()
    assert [circle.spot.name for circle in page.context["drawing"].circles] == ["Kazakhstan"]


# What all share ------------------------------------------------------------------------------------------------------

FILES = ["/figures/places.csv"]


@pytest.mark.parametrize("address", FILES)
def test_what_readers_must_not_see_changes_no_number(client: Client, db: None, address: str) -> None:
    grow(5)
    before = written(client, address)
    assert before
    hide()
    after = written(client, address)
    assert after == before
    assert SECRET.lower() not in str(after).lower()


@pytest.mark.parametrize(
    ("page", "query"),
    [("places", "region=atlantis"), ("places", "person=nobody"), ("places", "date_from=soon")],
)
def test_what_there_is_not_is_refused_in_words(client: Client, db: None, page: str, query: str) -> None:
    answer = client.get(f"/figures/{page}/?{query}")
    assert answer.context["problems"]
    file = client.get(f"/figures/{page}.csv?{query}")
    assert file.status_code == 400
    assert file.content.decode() == "\n".join(answer.context["problems"])


@pytest.mark.parametrize("page", ["places"])
def test_an_empty_archive_has_empty_pictures(client: Client, db: None, page: str) -> None:
    assert client.get(f"/figures/{page}/").status_code == 200
    assert written(client, f"/figures/{page}.csv") == []
