"""Make the groups Tagger, Editor and Publisher with their permissions, or mend them; run it after each migrate.

Other groups, and who is in which, are left alone.
"""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from articles.services.roles import create_roles


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            reports = create_roles()
        except LookupError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"]:
            for report in reports:
                self.stdout.write(str(report))
