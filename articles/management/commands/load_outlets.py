"""Add the outlets that are known from the start: about a thousand newspapers, agencies, broadcasters, official sites.

    manage.py load_outlets --dry-run
    manage.py load_outlets

Unlike "loaddata outlets" it overwrites nothing that an editor has decided, and tells what it left out and why. All that
was written can be taken back as one batch in the admin.
"""

from __future__ import annotations

from argparse import ArgumentParser, RawDescriptionHelpFormatter
from typing import Any

from django.core.management.base import BaseCommand

from articles.services.outlets import adopt_outlets


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.add_argument(
            "--names", action="store_true", help="give accepted sources the names and hosts that they lack, too"
        )
        parser.add_argument("--dry-run", action="store_true", help="report what would come of it, save nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        done = adopt_outlets(add_names=options["names"], dry_run=options["dry_run"])
        if options["verbosity"] > 0:
            for conflict in done.conflicts:
                self.stdout.write(f"Left out: {conflict}")
        self.stdout.write(done.summary + (" (dry run: nothing was saved)" if options["dry_run"] else ""))
        if done.batch:
            self.stdout.write("The batch can be taken back in the admin.")
