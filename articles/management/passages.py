"""Passages as JSON lines, as the commands that parse without touching the database take them.

A line is {"id", "text", "pub_date"}; further fields are passed over, blank lines too. A line that is none is refused
with its file, its number, the field and the cure.
"""

from __future__ import annotations

import datetime
import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from django.core.management.base import CommandError, OutputWrapper

_FORM = 'a line is {"id": …, "text": "…", "pub_date": "2004-11-30"}'


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with its name and its day, None when it is not known."""

    id: Any
    text: str
    published: datetime.date | None


def add_file_arguments(parser: ArgumentParser) -> None:
    """The arguments FILE and --output of a command that turns passages into lines."""
    parser.add_argument("file", metavar="FILE", help="passages as JSON lines, or - for standard input")
    parser.add_argument("--output", metavar="FILE", help="write to this file instead of standard output")


def output_to(name: str | None, standard: OutputWrapper) -> AbstractContextManager[IO[str] | OutputWrapper]:
    """Where the lines go: the file ``name``, made anew, or standard output.

    Raises:
        CommandError: when the file cannot be written.
    """
    if name is None:
        return nullcontext(standard)
    try:
        return Path(name).open("w", encoding="utf-8")
    except OSError as error:
        raise CommandError(f"{name} cannot be written: {error.strerror}. Name a file in a folder of yours.") from error


def read_passages(name: str) -> Iterator[Passage]:
    """The passages of the file ``name``, "-" being standard input.

    Raises:
        CommandError: when there is no such file, it is no UTF-8, or a line is no passage.
    """
    if name == "-":
        yield from passages(sys.stdin, "standard input")
        return
    path = Path(name)
    if not path.is_file():
        raise CommandError(f"There is no file {name}.")
    with path.open(encoding="utf-8") as lines:
        try:
            yield from passages(lines, name)
        except UnicodeDecodeError as error:
            raise CommandError(f"{name} is not in UTF-8 ({error.reason}); save it as UTF-8.") from error


def passages(lines: Iterable[str], name: str) -> Iterator[Passage]:
    """The passages of ``lines``; ``name`` says in messages where they come from."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _passage(line, f"{name}, line {number}")


def _passage(line: str, place: str) -> Passage:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise CommandError(f"{place}: this is no JSON ({error}); {_FORM}.") from error
    if not isinstance(row, dict):
        raise CommandError(f"{place}: this is no object; {_FORM}.")
    for field in ("id", "text"):
        if field not in row:
            raise CommandError(f"{place}: the field “{field}” is missing; {_FORM}.")
    if not isinstance(row["text"], str):
        raise CommandError(f"{place}, field “text”: it is not a string; put the passage in quotation marks.")
    return Passage(row["id"], row["text"], _day(row.get("pub_date"), place))


def _day(written: Any, place: str) -> datetime.date | None:
    if written in (None, ""):
        return None
    try:
        return datetime.date.fromisoformat(written)
    except (ValueError, TypeError) as error:
        raise CommandError(
            f"{place}, field “pub_date”: {written!r} is no date; write it as 2004-11-30, or leave it out."
        ) from error
