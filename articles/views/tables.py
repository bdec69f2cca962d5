"""Tables that are the same on a page and in a file: columns with their names, rows, the cells that people read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import Promise

from articles.views.csv_lines import csv_response
from articles.vocabularies import dated
from edm_archive.text.dates import PartialDate

Subject = TypeVar("Subject")
#: The column that a page turns into a link on the first one.
ADDRESS = "address"


@dataclass(frozen=True, slots=True)
class Column:
    """An attribute of the rows, under its name in files; for people a heading, what they read when it is empty, and
    what they read for codes."""

    name: str
    heading: str | Promise
    missing: str | Promise = "–"
    labels: Mapping[str, Any] = field(default_factory=dict)
    is_number: bool = False


def number(name: str, heading: str | Promise) -> Column:
    """A column of numbers."""
    return Column(name, heading, is_number=True)


@dataclass(frozen=True, slots=True)
class Table(Generic[Subject]):
    """Rows of one kind, of what they are about (the citations to count, a record) and at most so many, or all.

    ``measure`` names the column that is drawn as bars, if any.
    """

    key: str
    label: str | Promise
    lead: str | Promise
    columns: tuple[Column, ...]
    rows: Callable[[Subject, int | None], Iterable[Any]]
    measure: str = ""
    has_address: bool = True

    @property
    def header(self) -> list[str]:
        """The names of the columns of a file."""
        return [column.name for column in self.columns] + [ADDRESS] * self.has_address


@dataclass(frozen=True, slots=True)
class Cell:
    """A value for people: a number with its decimals, or words. ``width`` is the length of its bar in percent."""

    value: Any
    decimals: str = ""
    width: float | None = None
    is_missing: bool = False


def shown(table: Table[Any], rows: list[Any]) -> list[tuple[str, list[Cell]]]:
    """The rows for people: where each leads, and its cells."""
    highest = max((getattr(row, table.measure) for row in rows), default=0) if table.measure else 0

    def cell(row: Any, column: Column) -> Cell:
        value = getattr(row, column.name)
        if value is None or value == "":
            return Cell(column.missing, is_missing=True)
        if isinstance(value, int | float):
            width = max(round(100 * value / highest, 2), 0) if column.name == table.measure and highest > 0 else None
            return Cell(value, "1g" if isinstance(value, float) else "0g", width)
        if isinstance(value, PartialDate):
            return Cell(dated(value))
        return Cell(str(column.labels.get(str(value), value)))

    return [
        (getattr(row, ADDRESS) if table.has_address else "", [cell(row, column) for column in table.columns])
        for row in rows
    ]


def file_of(request: HttpRequest, table: Table[Subject], subject: Subject, filename: str) -> HttpResponseBase:
    """All rows of a table as a CSV file, with whole addresses."""

    def written(row: Any, name: str) -> Any:
        value = getattr(row, name)
        if name == ADDRESS and value:
            return request.build_absolute_uri(value)
        return value.isoformat() if isinstance(value, PartialDate) else value

    lines = ([written(row, name) for name in table.header] for row in table.rows(subject, None))
    return csv_response(table.header, lines, filename)
