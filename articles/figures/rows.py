"""What the tables share: a number of the whole, the name of a citation's outlet, the address of a citation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db.models import CharField, QuerySet, Value
from django.db.models.functions import Coalesce
from django.urls import reverse

#: The columns that an address needs.
ADDRESS = (
    "article__issue__publication__slug",
    "article__issue__volume",
    "article__issue__number",
    "article__position",
    "article__slug",
    "number",
)
#: The outlet, or what the text calls it.
NAME = Coalesce("source__name", "source_text", Value(""), output_field=CharField())


@dataclass(frozen=True, slots=True)
class Fact:
    """One number about all the citations of a figure."""

    label: str
    count: int


def address_of(row: dict[str, Any]) -> str:
    """The address of a citation, in the article that it stands in."""
    *article, number = (row[name] for name in ADDRESS)
    return f"{reverse('article', args=article)}#c{number}"


def some(rows: QuerySet[Any, Any], limit: int | None) -> Iterator[dict[str, Any]]:
    """The first rows, or all of them, without holding them."""
    return rows[:limit].iterator(chunk_size=2000)
