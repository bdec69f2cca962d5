"""Bring the indexes of words and of facets up to date, compare them with the articles, or make them anew.

    manage.py search_index
    manage.py search_index --check
    manage.py search_index --rebuild

Every change is written down by the database as it happens, and folded in after each batch and by searches; without an
option the command folds in what still waits, as after loading a large fixture. --check compares every entry with its
article and ends with status 1 where one differs. --rebuild makes every entry anew; searches go on meanwhile.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connection
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.search import changes, index, schema
from articles.services import faceting

#: Differences that are told one by one.
TOLD = 20


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        acts = parser.add_mutually_exclusive_group()
        acts.add_argument("--check", action="store_true", help="compare every entry with its article; change nothing")
        acts.add_argument("--rebuild", action="store_true", help="make every entry anew")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["check"]:
            self._check()
            return
        if schema.install(connection):
            self.stdout.write("Tables or triggers were missing; they were made, and every article is looked at.")
        if options["rebuild"]:
            with self._bar("Rebuilding") as tell:
                written = index.rebuild(tell)
            faceting.rebuild()
        else:
            written = index.refresh()
        faceting.settle()
        self.stdout.write(f"{written:,} entr{'y' if written == 1 else 'ies'} written; nothing waits.")

    def _check(self) -> None:
        """Tell the differences.

        Raises:
            CommandError: when there are any.
        """
        if not schema.is_whole(connection):
            raise CommandError("Tables or triggers of the index are missing; run manage.py search_index.")
        different = 0
        try:
            with self._bar("Comparing") as tell:
                for difference in index.check(tell):
                    different += 1
                    if different <= TOLD:
                        self.stderr.write(f"{difference.kind} {difference.record}: what is held is {difference.what}")
        except DatabaseError as error:
            raise CommandError(f"The index is damaged ({error}); run manage.py search_index --rebuild.") from error
        # While changes wait, the facets are as they were before them.
        for told in faceting.differences() if not changes.waiting(1) else ():
            different += 1
            if different <= TOLD:
                self.stderr.write(f"facets: {told}")
        waiting = index.pending()
        if waiting:
            self.stdout.write(f"Changes of {waiting:,} records wait to be folded in: manage.py search_index does it.")
        if different:
            raise CommandError(
                f"{different:,} entries differ from their articles; run manage.py search_index --rebuild."
            )
        self.stdout.write(f"{index.size():,} articles compared: every entry is right.")

    @contextmanager
    def _bar(self, word: str) -> Iterator[Callable[[int], None]]:
        """A bar on a terminal, and what moves it."""
        console = Console(file=sys.stderr)
        columns = (TextColumn(word), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
            task = progress.add_task(word, total=index.size())
            yield lambda done: progress.advance(task, done)
