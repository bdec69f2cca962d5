"""Suggest an entity wherever in the archive some words may mean it.

    manage.py propagate Otan --entity organization/otan --dry-run
    manage.py propagate Otan --entity organization/otan

After an alias was added: every occurrence of these words, alone and not in a longer name, about which no editor has
decided and which nobody has rejected, becomes a suggestion. Nothing is accepted. All that was written can be taken back
as one batch in the admin. A run that is stopped keeps what it has done; the next one goes on.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.search import finding
from articles.search.query import phrase
from articles.services import propagation
from entities.models import Entity
from entities.suggest import Authorities


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("words", help="a name of the entity, as texts use it")
        parser.add_argument("--entity", required=True, metavar="KIND/SLUG", help="as in its address")
        parser.add_argument("--dry-run", action="store_true", help="count, save nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        words, entity = options["words"], _entity(options["entity"])
        console = Console(file=sys.stderr)
        columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        try:
            with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
                task = bar.add_task("read", total=finding.count(phrase(words)))

                def progress(number: int) -> None:
                    bar.update(task, completed=number)

                if options["dry_run"]:
                    self.stdout.write(self._counted(words, entity, progress))
                    return
                done = propagation.suggest_elsewhere(words, entity, user=None, progress=progress)
        except KeyboardInterrupt:
            raise CommandError("Stopped. What was done is saved.", returncode=130) from None
        self.stdout.write(f"{done.summary}.")
        if done.batch:
            self.stdout.write(f"Batch {done.batch.reference}: it can be taken back in the admin.")

    def _counted(self, words: str, entity: Entity, progress: Any) -> str:
        number = waiting = articles = last = 0
        for place in propagation.places(words, entity, authorities=Authorities.current(), progress=progress):
            number, waiting = number + 1, waiting + (place.mention is not None)
            articles, last = articles + (place.article.pk != last), place.article.pk
        return (
            f"{number:,} undecided occurrences in {articles:,} articles; {number - waiting:,} would be suggested "
            "(dry run: nothing was saved)."
        )


def _entity(address: str) -> Entity:
    kind, _, slug = address.partition("/")
    found = Entity.objects.filter(kind=kind, slug=slug).first()
    if found is None:
        raise CommandError(f"There is no entity with the address {address}; an example is organization/otan.")
    return found
