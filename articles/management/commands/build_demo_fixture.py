"""Make articles/fixtures/demo.json from its sources, by the product's own import.

The sources are the texts in articles/fixtures/demo/ and the authority files of both apps. They are loaded into an empty
database (use DATABASE_URL=sqlite:///:memory:), found citations and names are accepted as an editor would, save in the
newest articles, which are left for the desk, and the whole is written with natural keys; of the known outlets
only those that are cited. The same sources always give the same file.
"""

from __future__ import annotations

import datetime
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db.models import F

from articles.models import AcronymDefinition, Article, Citation, Mention, RoleStatement, Source
from articles.models.anchors import Review
from articles.services.ingest import IngestOptions, ingest_files

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
AUTHORITIES = ("periodicals", "demo_periodicals", "demo_authorities", "outlets", "demo_sources")
#: When the corpus was made, as its articles say; fixed, so that the file is the same each time.
MADE_AT = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)
#: The newest articles whose annotations are left as suggestions.
UNREVIEWED = 6
#: A suggestion below this score, or with a rival for the same words, is left for an editor.
SURE = 0.85


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--output", type=Path, default=FIXTURES / "demo.json", help="the file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0)
        if Article.objects.exists():
            raise CommandError("This needs an empty database; set DATABASE_URL=sqlite:///:memory:.")
        call_command("loaddata", *AUTHORITIES, verbosity=0)
        files = sorted((FIXTURES / "demo").rglob("*.txt"))
        report = ingest_files(
            ((str(path.relative_to(FIXTURES)), path.read_bytes()) for path in files),
            IngestOptions(status=Article.Status.PUBLISHED),
        )
        if not report.ok:
            raise CommandError("\n".join(map(str, report.errors)))
        _review()
        Source.objects.filter(publication=None, citations=None).delete()
        Article.objects.update(created_at=MADE_AT, changed_at=MADE_AT)
        output = options["output"]
        call_command(
            "dumpdata",
            "entities",
            "articles",
            exclude=["articles.batch", "articles.batchchange"],
            use_natural_primary_keys=True,
            use_natural_foreign_keys=True,
            indent=1,
            output=str(output),
            verbosity=0,
        )
        self.stdout.write(f"{output.name}: {report.summary}")


def _review() -> None:
    """Accept what is sure in all but the newest articles."""
    newest = list(Article.objects.values_list("pk", flat=True)[:UNREVIEWED])
    for model in (AcronymDefinition, Citation, Mention, RoleStatement):
        suggested = model.objects.suggested().exclude(article__in=newest)
        if model is not Citation:
            suggested = suggested.filter(score__gte=SURE)
        confirmed = {"chosen": F("target")} if model is Citation else {}
        suggested.update(review=Review.ACCEPTED, reviewed_at=MADE_AT, **confirmed)
    Source.objects.filter(review=Review.SUGGESTED).exclude(citations__article__in=newest).update(review=Review.ACCEPTED)
