"""Rows as CSV (RFC 4180) that is sent line by line: UTF-8 without a byte order mark, one header row, CRLF.

A text that a spreadsheet would run as a formula is made harmless by an apostrophe before it. Numbers are left alone,
negative ones too.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse

#: What a spreadsheet takes for the beginning of a formula, tabs and line ends before it included.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


class _Line:
    """A file that hands back what is written to it."""

    def write(self, line: str) -> str:
        return line


def csv_response(header: Sequence[str], rows: Iterable[Sequence[Any]], filename: str) -> StreamingHttpResponse:
    """The rows under ``header``, as a file for keeping."""
    return StreamingHttpResponse(
        _lines(header, rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{filename}"'},
    )


def refused(reasons: Sequence[str]) -> HttpResponse:
    """The answer to an address that asks for what there is not: 400, a reason in words on each line."""
    return HttpResponse("\n".join(reasons), status=400, content_type="text/plain; charset=utf-8")


def safe_cell(value: Any) -> Any:
    """The value as it is written: nothing for None, texts without formulas."""
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return "" if value is None else value


def _lines(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    writer = csv.writer(_Line())
    yield writer.writerow(header)
    for row in rows:
        yield writer.writerow([safe_cell(value) for value in row])
