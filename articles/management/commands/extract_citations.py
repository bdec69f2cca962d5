"""Extract the citations of articles anew, and propose what has changed.

    manage.py extract_citations --dry-run --verbosity 2
    manage.py extract_citations --publication edm --processes 2

After a change of the grammar, or after outlets were added: new citations are suggested, undecided ones take over what
is found now, undecided ones that are found no more are doubted (score 0) and never deleted; decisions stay. A dry run
counts the differences, at verbosity 2 it tells each. A run that is stopped goes on with --after, as it says. All that
was written can be taken back as one batch in the admin.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.models import Article, Publication
from articles.querysets import ArticleQuerySet
from articles.services.extraction import Difference, Report, extract_archive


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("--publication", action="append", default=[], help="slug; may be given several times")
        parser.add_argument(
            "--volume", type=int, action="append", default=[], help="volume; may be given several times"
        )
        parser.add_argument(
            "--processes",
            type=int,
            default=os.cpu_count() or 1,
            help="how many read texts side by side (default: one for each processor, %(default)s here)",
        )
        parser.add_argument("--after", type=int, default=0, help="go on after this article, where a run stopped")
        parser.add_argument("--dry-run", action="store_true", help="compare and count, save nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        articles = _wanted(options["publication"], options["volume"])
        done = Report()
        try:
            self._extract(articles, options, done)
        except KeyboardInterrupt:
            raise CommandError(f"Stopped. {_how_to_go_on(done, options['dry_run'])}", returncode=130) from None
        except Exception:
            self.stderr.write(_how_to_go_on(done, options["dry_run"]))
            raise
        self.stdout.write(done.summary + (" (dry run: nothing was saved)" if options["dry_run"] else ""))
        if done.batch:
            self.stdout.write(f"Batch {done.batch}: it can be taken back in the admin.")

    def _extract(self, articles: ArticleQuerySet, options: dict[str, Any], report: Report) -> None:
        """Extract with a bar on a terminal; at verbosity 2 each difference is told."""
        console = Console(file=sys.stderr)
        columns = (TextColumn("Extracting"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
            task = bar.add_task("extract", total=articles.filter(pk__gt=options["after"]).count())
            extract_archive(
                articles,
                processes=max(1, options["processes"]),
                after=options["after"],
                dry_run=options["dry_run"],
                tell=self._tell if options["verbosity"] > 1 else None,
                progress=lambda number: bar.update(task, completed=number),
                report=report,
            )

    def _tell(self, difference: Difference) -> None:
        self.stdout.write(str(difference))


def _how_to_go_on(done: Report, is_dry: bool) -> str:
    """What is saved of a run that ended early, and the option with which the next one goes on."""
    if done.last is None or is_dry:
        return "Nothing was saved."
    batch = f" in batch {done.batch}" if done.batch else ""
    return f"What was done is saved{batch} ({done.summary}). Go on with --after {done.last}."


def _wanted(publications: list[str], volumes: list[int]) -> ArticleQuerySet:
    """The articles that the options choose."""
    unknown = set(publications) - set(Publication.objects.filter(slug__in=publications).values_list("slug", flat=True))
    if unknown:
        raise CommandError(f"There is no publication with the slug {', '.join(sorted(unknown))}.")
    articles: ArticleQuerySet = Article.objects.all()
    if publications:
        articles = articles.in_publication(*publications)
    return articles.in_volumes(*volumes) if volumes else articles
