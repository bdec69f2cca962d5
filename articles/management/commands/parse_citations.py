"""Parse the citations of passages, without touching the database.

    manage.py parse_citations passages.jsonl > citations.jsonl

Each line of FILE ("-" is standard input) is an object {"id", "text", "pub_date"}; pub_date, an ISO date, may be missing
or null. For each line one is printed: {"id", "citations": [{"start", "end", "raw", "items": [{"source", "kind",
"dates", "url"}]}]}, kind being press, crossref, url, interview or document, a range "a/b", an unknown year "--11-26".
The outlets of the archive are known names; --no-vocabulary parses by the grammar alone.
"""

from __future__ import annotations

import datetime
import json
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from articles.citations import Vocabulary, to_eval
from articles.services.citing import SourceBook


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []  # nothing but text goes in and out

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("file", metavar="FILE", help="passages as JSON lines, or - for standard input")
        parser.add_argument("--no-vocabulary", action="store_true", help="do not use the outlets of the archive")

    def handle(self, *args: Any, **options: Any) -> None:
        vocabulary = Vocabulary.empty() if options["no_vocabulary"] else self._vocabulary()
        for passage in passages(_lines(options["file"]), options["file"]):
            published = passage["pub_date"]
            found = to_eval(passage["text"], vocabulary, published=published)
            self.stdout.write(json.dumps({"id": passage["id"], "citations": found}, ensure_ascii=False))

    def _vocabulary(self) -> Vocabulary:
        """The names that the archive knows; none where there is no database yet."""
        try:
            return SourceBook.load().vocabulary
        except DatabaseError as error:
            self.stderr.write(f"Parsing by the grammar alone, since the database cannot be read: {error}".strip())
            return Vocabulary.empty()


def passages(lines: Iterable[str], name: str) -> Iterator[dict[str, Any]]:
    """The passages of a file of JSON lines; ``pub_date`` becomes a date or None.

    Raises:
        CommandError: with the line and the field, when a line is no passage.
    """
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text, identity, written = row["text"], row["id"], row.get("pub_date")
            if not isinstance(text, str):
                raise TypeError("text is not a string")
            yield {"id": identity, "text": text, "pub_date": datetime.date.fromisoformat(written) if written else None}
        except KeyError as error:
            raise CommandError(f"{name}, line {number}: the field {error} is missing.") from error
        except (ValueError, TypeError, AttributeError) as error:
            raise CommandError(
                f'{name}, line {number}: {error}; a line is {{"id": …, "text": "…", "pub_date": "2004-11-30"}}.'
            ) from error


def _lines(name: str) -> Iterator[str]:
    if name == "-":
        yield from sys.stdin
        return
    path = Path(name)
    if not path.is_file():
        raise CommandError(f"There is no file {name}.")
    with path.open(encoding="utf-8") as lines:
        yield from lines
