"""Posts put together from statements, with their evidence; two holders at one time are flagged."""

from __future__ import annotations

import csv
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from articles.models import RoleStatement
from articles.services.posts import posts_at, posts_of
from articles.templatetags.timelines import MARKS, timeline_of
from entities.models import Entity
from tests.factories import ArticleFactory, EntityFactory, RoleStatementFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def league() -> Entity:
    return EntityFactory(preferred_label="River League", slug="league")


def person(name: str) -> Entity:
    return EntityFactory(kind="person", preferred_label=name, slug=name.lower())


def stated(holder: Entity | str, post: str, league: Entity, day: date | None, **fields: Any) -> RoleStatement:
    name = holder if isinstance(holder, str) else holder.preferred_label
    article = ArticleFactory(body=f"{name} spoke.")
    dated = {"as_of": day, "as_of_precision": "day"} if day else {}
    entity = None if isinstance(holder, str) else holder
    values = {"person": entity, "person_name": name, "post": post, "organization": league, **dated, **fields}
    return RoleStatementFactory(article=article, quote=name, **values)


def test_statements_of_one_post_are_one_with_all_its_evidence(league: Entity) -> None:
    orlov = person("Orlov")
    last = stated(orlov, "president", league, date(2004, 11, 30))
    first = stated(orlov, "President", league, date(2003, 5, 1), review="accepted")
    between = stated(orlov, "President", league, date(2004, 1, 1))
    stated(orlov, "Envoy", league, date(2002, 1, 1))
    envoy, president = posts_of(orlov)
    assert (envoy.post, president.post) == ("Envoy", "President")
    assert president.statements == (first, between, last)
    assert president.days == (date(2003, 5, 1), date(2004, 11, 30))
    assert (envoy.is_suggested, president.is_suggested) == (True, False)


@pytest.mark.parametrize(
    ("post", "day", "flagged"),
    [
        pytest.param("President", date(2004, 3, 1), True, id="within"),
        pytest.param("President", date(2004, 1, 1), True, id="on-the-first-day"),
        pytest.param("President", date(2005, 1, 1), False, id="after"),
        pytest.param("President", None, False, id="undated"),
        pytest.param("Vice-President", date(2004, 3, 1), False, id="another-post"),
        pytest.param("former President", date(2004, 3, 1), False, id="no-more"),
    ],
)
def test_two_holders_at_one_time_are_flagged_on_both_sides(
    post: str, day: date | None, flagged: bool, league: Entity
) -> None:
    orlov, sokolov = person("Orlov"), person("Sokolov")
    stated(orlov, "President", league, date(2004, 1, 1))
    stated(orlov, "President", league, date(2004, 6, 1))
    stated(sokolov, post, league, day)
    assert [[str(rival) for rival in held.rivals] for held in posts_of(orlov)] == [["Sokolov"] if flagged else []]
    rivals = {str(held.holder): [str(rival) for rival in held.rivals] for held in posts_at(league)}
    assert rivals == {"Orlov": ["Sokolov"] if flagged else [], "Sokolov": ["Orlov"] if flagged else []}


def test_posts_of_which_there_are_many_raise_no_flag(league: Entity) -> None:
    for name in ("Orlov", "Sokolov"):
        stated(person(name), "member", league, date(2004, 1, 1))
    assert [held.rivals for held in posts_at(league)] == [(), ()]


def test_a_holder_nobody_has_recorded_is_told_by_name(league: Entity) -> None:
    orlov = person("Orlov")
    stated(orlov, "President", league, date(2004, 1, 1))
    stated("Ivan Quux", "President", league, date(2004, 1, 1))
    (held,) = posts_of(orlov)
    assert [(rival.entity, str(rival)) for rival in held.rivals] == [(None, "Ivan Quux")]


def test_what_readers_must_not_see_counts_for_nothing(league: Entity) -> None:
    orlov = person("Orlov")
    stated(orlov, "President", league, date(2004, 1, 1))
    stated("Ivan Quux", "President", league, date(2004, 1, 1), review="rejected")
    draft = stated("Jan Quux", "President", league, date(2004, 1, 1))
    draft.article.status = "draft"
    draft.article.save()
    assert [held.rivals for held in posts_of(orlov)] == [()]
    assert len(posts_at(league)) == 1


def test_the_number_of_queries_does_not_grow(league: Entity, django_assert_num_queries: Callable) -> None:
    orlov = person("Orlov")
    for month in (1, 2, 3):
        stated(orlov, "President", league, date(2004, month, 1))
        stated(f"Ivan {month}", "President", league, date(2004, month, 1))
    with django_assert_num_queries(2):
        assert [str(rival) for held in posts_of(orlov) for rival in held.rivals] == ["Ivan 1", "Ivan 2", "Ivan 3"]
    with django_assert_num_queries(1):
        assert [post.first.article.headline for post in posts_at(league)]


def test_the_page_shows_evidence_and_flag(league: Entity, client: Client) -> None:
    orlov = person("Orlov")
    for day in (date(2004, 1, 1), date(2004, 2, 1), date(2004, 3, 1)):
        stated(orlov, "President", league, day)
    stated("Ivan Quux", "President", league, date(2004, 2, 1))
    page = client.get(orlov.get_absolute_url()).content.decode()
    assert "as of 1 January 2004 to 1 March 2004" in page
    assert "1 more;" in page
    assert "Two holders at one time" in page
    assert "Ivan Quux" in page


def test_bars_last_from_the_first_statement_to_the_last_and_lead_to_them(league: Entity, client: Client) -> None:
    orlov = person("Orlov")
    for day in (date(2004, 1, 1), date(2004, 12, 31), date(2008, 12, 31)):
        stated(orlov, "President", league, day)
    stated(orlov, "Chairman", league, date(2006, 7, 2))
    stated(orlov, "Clerk", league, None)
    line = timeline_of(posts_of(orlov))
    assert line.years == (2004, 2008)
    spans = {row.post.post: (row.x, row.width, len(row.marks)) for row in line.rows}
    assert spans == {"Clerk": (0, 0, 0), "President": (0.0, 1000.0, 3), "Chairman": (pytest.approx(500, abs=1), 8, 1)}
    page = client.get(orlov.get_absolute_url()).content.decode()
    for post in posts_of(orlov):
        for statement in post.statements:
            if statement.as_of:
                assert f'<a href="{statement.article.get_absolute_url()}" aria-label="{statement.date}: ' in page
    assert page.count('class="span-bar"') == 2


def test_many_statements_are_marked_by_a_few_the_first_and_the_last_among_them(league: Entity) -> None:
    orlov = person("Orlov")
    days = [date(2004, month, day) for month in range(1, 13) for day in (1, 15)]
    for day in days:
        stated(orlov, "President", league, day)
    [row] = timeline_of(posts_of(orlov)).rows
    marked = [mark.statement.as_of for mark in row.marks]
    assert (len(marked), marked[0], marked[-1]) == (MARKS, days[0], days[-1])
    assert all(0 <= mark.x <= 1000 for mark in row.marks)


def test_statements_without_any_day_have_no_line(league: Entity) -> None:
    orlov = person("Orlov")
    stated(orlov, "Clerk", league, None)
    assert timeline_of(posts_of(orlov)).years is None
    assert timeline_of([]).rows == ()


def test_the_file_has_every_statement_in_order_of_time(league: Entity, client: Client) -> None:
    orlov = person("Orlov")
    for day in (date(2004, 3, 1), date(2004, 1, 1)):
        stated(orlov, "President", league, day)
    stated("Ivan Quux", "Treasurer", league, date(2004, 2, 1))
    for record, expected in (
        (league, [("Orlov", "2004-01-01"), ("Ivan Quux", "2004-02-01"), ("Orlov", "2004-03-01")]),
        (orlov, [("Orlov", "2004-01-01"), ("Orlov", "2004-03-01")]),
    ):
        lines = client.get(f"{record.get_absolute_url()}posts.csv").getvalue().decode().splitlines()
        assert [(row["person"], row["as_of"]) for row in csv.DictReader(lines)] == expected
