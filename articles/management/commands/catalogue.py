"""Bring the catalogues of translations up to date with the pages, and say what is left to translate.

Each language's messages are gathered from templates and Python; new ones come without translation, those that are gone
go, names of countries are filled in. What is complete is compiled into the file that the pages read.
"""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError


class Command(BaseCommand):
    help = __doc__ or ""

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--language", action="append", help="A language to begin or bring up to date, such as fr.")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            from articles.management import catalogues
        except ModuleNotFoundError as error:
            raise CommandError("Babel is needed, a tool of development: make install-dev.") from error
        folder = Path(settings.LOCALE_PATHS[0])
        known = [tag for tag, _ in settings.LANGUAGES if tag != settings.LANGUAGE_CODE]
        template = catalogues.gathered(Path(settings.BASE_DIR))
        for language in options["language"] or known:
            path = catalogues.path_of(folder, language)
            catalog = catalogues.updated(catalogues.read(path, language), template)
            catalogues.save(catalog, path)
            left = list(catalogues.faults(catalog))
            self.stdout.write(f"{language}: {len(catalog)} messages, {len(left)} to do, in {path}")
            for fault in left:
                self.stdout.write(f"  {fault}")
