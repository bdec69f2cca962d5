"""Parse the citations of passages, without touching the database.

    manage.py parse_citations passages.jsonl > citations.jsonl

Each line of FILE ("-" is standard input) is an object {"id", "text", "pub_date"}; pub_date, an ISO date, may be missing
or null. For each line one is printed: {"id", "citations": [{"start", "end", "raw", "items": [{"source", "kind",
"dates", "url"}]}]}, kind being press, crossref, url, interview or document, a range "a/b", an unknown year "--11-26".
The outlets of the archive are known names; --no-vocabulary parses by the grammar alone.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from articles.citations import Vocabulary, to_eval
from articles.management.passages import add_file_arguments, output_to, read_passages
from articles.services.source_book import SourceBook


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []  # nothing but text goes in and out

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        add_file_arguments(parser)
        parser.add_argument("--no-vocabulary", action="store_true", help="do not use the outlets of the archive")

    def handle(self, *args: Any, **options: Any) -> None:
        vocabulary = Vocabulary.empty() if options["no_vocabulary"] else self._vocabulary()
        with output_to(options["output"], self.stdout) as output:
            for passage in read_passages(options["file"]):
                found = to_eval(passage.text, vocabulary, published=passage.published)
                output.write(json.dumps({"id": passage.id, "citations": found}, ensure_ascii=False) + "\n")

    def _vocabulary(self) -> Vocabulary:
        """The names that the archive knows; none where there is no database yet."""
        try:
            return SourceBook.load().vocabulary
        except DatabaseError as error:
            self.stderr.write(f"Parsing by the grammar alone, since the database cannot be read: {error}".strip())
            return Vocabulary.empty()
