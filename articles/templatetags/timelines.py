"""Posts on a line of time: a bar from the first statement of each to the last, and on it the statements as links.

Each bar stands in the list of posts, beside the words that say the same; what no article dates has no bar.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import template

from articles.models import RoleStatement
from articles.services.posts import Post

register = template.Library()

#: Units of the view box, the least width of a bar, the width of a mark; marks of one post at most.
WIDTH, LEAST, MARK, MARKS = 1000, 8, 8, 6


@dataclass(frozen=True, slots=True)
class Mark:
    """A statement on the line: its place, and the evidence that it leads to."""

    x: float
    statement: RoleStatement


@dataclass(frozen=True, slots=True)
class Row:
    """A post with its bar; ``width`` is 0 for one that no article dates."""

    post: Post
    x: float = 0
    width: float = 0
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Timeline:
    """The posts in their order, and the first and the last year of the line; without any dated post, no years."""

    rows: tuple[Row, ...]
    years: tuple[int, int] | None = None

    @property
    def is_of_one_year(self) -> bool:
        return self.years is not None and self.years[0] == self.years[1]


@register.simple_tag
def timeline_of(posts: Sequence[Post]) -> Timeline:
    """The posts on one line, which lasts from the first year of a statement to the last, whole years."""
    dated = [post.days for post in posts if post.days]
    if not dated:
        return Timeline(tuple(map(Row, posts)))
    years = (min(first for first, _ in dated).year, max(last for _, last in dated).year)
    begin, end = date(years[0], 1, 1).toordinal(), date(years[1], 12, 31).toordinal()

    def place(day: date) -> float:
        return round(WIDTH * (day.toordinal() - begin) / (end - begin), 1)

    def row(post: Post) -> Row:
        if post.days is None:
            return Row(post)
        first, last = map(place, post.days)
        width = max(last - first, LEAST)
        marks = [
            Mark(min(max(place(day) - MARK / 2, 0), WIDTH - MARK), statement)
            for day, statement in _some(post.statements)
        ]
        return Row(post, min(first, WIDTH - width), width, tuple(marks))

    return Timeline(tuple(map(row, posts)), years)


@register.inclusion_tag("articles/charts/_bar_of_post.html")
def bar_of_post(row: Row) -> dict[str, Any]:
    """The bar of a post with its marks."""
    return {"row": row, "width": WIDTH, "mark_width": MARK}


def _some(statements: Sequence[RoleStatement]) -> list[tuple[date, RoleStatement]]:
    """One statement of each day, at most ``MARKS``: the first, the last, and between them evenly."""
    days = {statement.as_of: statement for statement in reversed(statements) if statement.as_of}
    found = sorted(days.items(), key=lambda pair: pair[0])
    if len(found) <= MARKS:
        return found
    return [found[round(number * (len(found) - 1) / (MARKS - 1))] for number in range(MARKS)]
