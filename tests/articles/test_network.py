"""The network around an entity: its counts are those of the rows, its picture lets no two names overlap."""

from __future__ import annotations

import csv
import random
import re
from itertools import combinations, pairwise
from typing import Any

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from articles.figures.ring import order_of, places_of
from tests import factories


@pytest.fixture
def pact(db: None) -> dict[str, Any]:
    """Thirty articles: entities by chance, and drafts that mention all of them."""
    chance = random.Random(3)
    kinds = ("person", "organization", "place")
    entities = [
        factories.EntityFactory(kind=kinds[number % 3], preferred_label=f"E {number}", slug=f"e-{number}")
        for number in range(9)
    ]
    articles = []
    for _ in range(30):
        article, mentioned = factories.ArticleFactory(), chance.sample(entities, 3)
        for entity in mentioned:
            factories.MentionFactory(article=article, entity=entity)
        articles.append(set(mentioned))
    draft = factories.ArticleFactory(status="draft")
    for entity in entities:
        factories.MentionFactory(article=draft, entity=entity)
    return {"entities": entities, "articles": articles}


def test_neighbours_and_ties_are_those_of_the_rows(client: Client, pact: dict[str, Any]) -> None:
    centre, *others = pact["entities"]
    network = client.get("/entities/person/e-0/network/").context["network"]
    shared = {other: sum({centre, other} <= article for article in pact["articles"]) for other in others}
    assert {near.entity: near.articles for near in network.neighbours} == {e: n for e, n in shared.items() if n}
    assert [near.articles for near in network.neighbours] == sorted(filter(None, shared.values()), reverse=True)
    for tie in network.ties:
        both = [article for article in pact["articles"] if {tie.one, tie.other} <= article]
        either = [article for article in pact["articles"] if {tie.one, tie.other} & article]
        assert (tie.articles, tie.share) == (len(both), round(100 * len(both) / len(either), 1))
        assert client.get(tie.address).context["paginator"].count == len(both)
    near = [entity for entity, count in shared.items() if count]
    pairs = {frozenset(pair) for pair in combinations(near, 2)}
    met = {pair for pair in pairs if any(pair <= article for article in pact["articles"])}
    assert {frozenset((tie.one, tie.other)) for tie in network.ties} == met
    assert [tie.closeness for tie in network.ties] == sorted((tie.closeness for tie in network.ties), reverse=True)


def test_a_network_of_one_kind(client: Client, pact: dict[str, Any]) -> None:
    response = client.get("/entities/person/e-0/network/?kind=place")
    assert {near.entity.kind for near in response.context["network"].neighbours} == {"place"}
    assert b"../network-place.csv" in response.content
    lines = client.get("/entities/person/e-0/network-place.csv").getvalue().decode().splitlines()
    assert len(list(csv.reader(lines))) == 1 + len(response.context["network"].ties)
    assert client.get("/entities/person/e-0/network/?kind=nation").context["kind"] == ""


def test_every_name_is_a_link_and_what_it_shows_is_said_in_words(client: Client, pact: dict[str, Any]) -> None:
    page = client.get("/entities/person/e-0/network/").content.decode()
    picture = page[page.index('<svg class="network"') : page.index("</svg>", page.index('<svg class="network"'))]
    links = re.findall(r'<a href="(/entities/[^"]+/network/)" aria-label="([^"]+)"', picture)
    assert len(links) == len(client.get("/entities/person/e-0/network/").context["network"].neighbours)
    assert all(re.fullmatch(r"E \d \(\w+\), \d+ articles?", label) for _, label in links)
    assert "style=" not in page
    assert re.search(r"Of the \d+ articles that mention E 0, most mention: E \d \(\d\)", page)


def test_who_is_mentioned_with_nobody_has_an_empty_network(client: Client, db: None) -> None:
    factories.EntityFactory(kind="work", slug="alone", preferred_label="Alone")
    assert "mentions anything else together with it" in client.get("/entities/work/alone/network/").content.decode()


tables = st.integers(0, 9).flatmap(
    lambda count: st.lists(st.lists(st.floats(0, 1), min_size=count, max_size=count), min_size=count, max_size=count)
)


@given(tables)
def test_the_order_has_each_once_and_is_never_longer_than_the_order_given(table: list[list[float]]) -> None:
    count = len(table)
    even = [[0.0 if i == j else table[i][j] + table[j][i] for j in range(count)] for i in range(count)]

    def length(order: list[int]) -> float:
        place = {part: number for number, part in enumerate(order)}
        return sum(
            even[i][j] * min(abs(place[i] - place[j]), count - abs(place[i] - place[j]))
            for i in range(count)
            for j in range(i)
        )

    order = order_of(even)
    assert sorted(order) == list(range(count))
    assert length(order) <= length(list(range(count))) + 1e-6


def test_two_groups_stand_apart() -> None:
    near = [[1.0 if i % 2 == j % 2 and i != j else 0.0 for j in range(8)] for i in range(8)]
    order = order_of(near)
    assert sum(one % 2 != other % 2 for one, other in pairwise([*order, order[0]])) == 2


@pytest.mark.parametrize("count", range(1, 26))
def test_no_two_names_of_a_side_share_a_line(count: int) -> None:
    for side in (True, False):
        lines = sorted(y for _, y, is_right in places_of(count) if is_right is side)
        least = 2 / ((count + 1) // 2)
        assert all(below - above >= least - 1e-9 for above, below in pairwise(lines))
