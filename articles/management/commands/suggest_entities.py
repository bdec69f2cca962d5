"""Suggest whom and what passages mention, without touching the database.

    manage.py suggest_entities passages.jsonl > entities.jsonl

Each line of FILE ("-" is standard input) is an object {"id", "text", "pub_date"}; pub_date, an ISO date, may be missing
or null. For each line one is printed: {"id", "entities": [{"start", "end", "type", "canonical", "origin", "score"}]},
type being person, organization, place, event or work. The names of the authority file are known; others are told by
their capitals, with the origin "name" and a guessed type. Nothing is looked for inside citations.
"""

from __future__ import annotations

import json
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand
from django.db import DatabaseError

from articles.citations import Vocabulary, extract
from articles.management.passages import Passage, add_file_arguments, output_to, read_passages
from articles.services.precedents import Precedents
from articles.services.source_book import SourceBook
from entities.suggest import Authorities


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []  # nothing but text goes in and out

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        add_file_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        vocabulary, authorities = self._known()
        precedents = Precedents()
        with output_to(options["output"], self.stdout) as output:
            for passage in read_passages(options["file"]):
                row = {"id": passage.id, "entities": entities_of(passage, vocabulary, authorities, precedents)}
                output.write(json.dumps(row, ensure_ascii=False) + "\n")

    def _known(self) -> tuple[Vocabulary, Authorities]:
        """The names that the archive knows; none where there is no database yet."""
        try:
            return SourceBook.load().vocabulary, Authorities.current()
        except DatabaseError as error:
            self.stderr.write(f"Suggesting without known names, since the database cannot be read: {error}".strip())
            return Vocabulary.empty(), Authorities.empty()


def entities_of(
    passage: Passage, vocabulary: Vocabulary, authorities: Authorities, precedents: Precedents
) -> list[dict[str, Any]]:
    """The suggestions for one passage in the order of the text; an ambiguous name is given as its likeliest entity."""
    outside = [citation.span for citation in extract(passage.text, vocabulary)]
    found = authorities.suggest(passage.text, outside=outside, unknown=True)
    mentions = precedents.ranked(found.mentions, passage.published) if found.mentions else ()
    rows = [(match.span, match.kind, match.label, match.origin, match.score) for match in mentions]
    # A name that nothing speaks for has no type to offer.
    rows += [(name.span, name.kind, name.label, "name", name.score) for name in found.unknown if name.kind]
    return [
        {"start": span.start, "end": span.end, "type": kind, "canonical": label, "origin": origin, "score": score}
        for span, kind, label, origin, score in sorted(rows)
    ]
