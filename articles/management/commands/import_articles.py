"""Import articles from text files.

    manage.py import_articles issue-138.txt more/ --status published
    manage.py import_articles - < article.txt

A folder is searched for *.txt, folders below it included; "-" is standard input. A file begins with its masthead,
"Publication: … Volume: … Issue: …"; docs/reference/import-format.md has the whole form. The good articles of a bad file
are saved, the bad ones are told with file, line, field and cure, and the exit status is then 1. Everything that one run
saved can be taken back as one batch in the admin.
"""

from __future__ import annotations

import sys
from argparse import ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from articles.imports import Defaults, ImportReport, Outcome
from articles.models import Article
from articles.services.ingest import IngestOptions, ingest_files
from edm_archive.text.dates import DateError, PartialDate, parse_date


def partial_date(written: str) -> PartialDate:
    """A date given as an option."""
    try:
        return parse_date(written)
    except DateError as error:
        raise ArgumentTypeError(str(error)) from error


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument("paths", nargs="+", metavar="PATH", help="a text file, a folder, or - for standard input")
        parser.add_argument("--dry-run", action="store_true", help="read and check everything, save nothing")
        parser.add_argument("--publication", default="", help="title, abbreviation or slug, where a file does not say")
        parser.add_argument("--volume", type=int, help="volume, where a file does not say")
        parser.add_argument("--number", default="", help="issue number, where a file does not say")
        parser.add_argument("--issued", type=partial_date, help="date of the issue, such as 2004-11-30, where unknown")
        parser.add_argument("--licence", default="", help="licence, where a file does not say")
        parser.add_argument("--language", default="", help="language (BCP 47), where it is not the publication's")
        parser.add_argument(
            "--status",
            default=Article.Status.DRAFT.value,
            choices=[status.value for status in Article.Status if status != Article.Status.WITHDRAWN],
            help="status of new articles; only published ones are shown to readers (default: %(default)s)",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        files = list(_files(options["paths"]))
        chosen = IngestOptions(
            defaults=Defaults(
                publication=options["publication"],
                volume=options["volume"],
                number=options["number"],
                issued=options["issued"],
                licence=options["licence"],
                language=options["language"],
            ),
            status=options["status"],
            dry_run=options["dry_run"],
        )
        report = self._import(files, chosen)
        self._tell(report, detailed=options["verbosity"] > 0, drafts=options["status"] == Article.Status.DRAFT)
        if not report.ok:
            raise CommandError(f"{len(report.errors)} fault(s), told above.", returncode=1)

    def _import(self, files: list[Path], options: IngestOptions) -> ImportReport:
        """Import with a bar on a terminal, without one elsewhere."""
        console = Console(file=sys.stderr)
        columns = (TextColumn("Importing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
            task = bar.add_task("import", total=len(files))
            contents = ((_name(path), _content(path)) for path in files)
            return ingest_files(contents, options, progress=lambda _: bar.advance(task))

    def _tell(self, report: ImportReport, *, detailed: bool, drafts: bool) -> None:
        for row in report.rows:
            for error in row.errors:
                self.stderr.write(self.style.ERROR(str(error)))
            if detailed and row.outcome in (Outcome.CREATED, Outcome.CHANGED):
                self.stdout.write(f"{row.outcome.value} {row.address} “{row.headline}”")
                for note in row.notes:
                    self.stdout.write(f"  {note}")
        self.stdout.write(report.summary)
        if report.batch:
            self.stdout.write(f"Batch {report.batch}: it can be taken back in the admin.")
        if drafts and report.count(Outcome.CREATED) and not report.dry_run:
            self.stdout.write("New articles are drafts: publish them in the admin, or import with --status published.")


def _files(paths: list[str]) -> Iterator[Path]:
    """The files that ``paths`` name, those of folders in the order of their names."""
    for written in paths:
        path = Path(written)
        if written == "-" or path.is_file():
            yield path
        elif path.is_dir():
            found = sorted(file for file in path.rglob("*") if file.suffix.casefold() == ".txt" and file.is_file())
            if not found:
                raise CommandError(f"There is no .txt file in {written}.")
            yield from found
        else:
            raise CommandError(f"There is no file or folder {written}.")


def _name(path: Path) -> str:
    return "standard input" if str(path) == "-" else str(path)


def _content(path: Path) -> bytes:
    try:
        return sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise CommandError(f"{path} cannot be read: {error.strerror}.") from error
