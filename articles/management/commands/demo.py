"""Run the archive with its demo corpus: migrate, load the corpus, make an editor, serve.

The editor's password is random and printed once, when the account is made. The corpus is loaded only into an archive
that holds no article, so that nothing an editor has done is overwritten by starting again.
"""

from __future__ import annotations

import secrets
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError

from articles.models import Article

EDITOR = "editor"


class Command(BaseCommand):
    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (default: %(default)s)")
        parser.add_argument("--no-serve", action="store_true", help="prepare everything, do not start the server")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("The demo is for your own machine: start it with DEBUG=1, as “make demo” does.")
        call_command("migrate", verbosity=0)
        if Article.objects.exists():
            self.stdout.write("The archive holds articles already; the demo corpus was not loaded over them.")
        else:
            call_command("loaddata", "demo", verbosity=0)
            self.stdout.write(f"Loaded the demo corpus: {Article.objects.count()} articles.")
        call_command("create_roles", verbosity=0)
        self._make_editor()
        if not options["no_serve"]:
            self.stdout.write(f"The archive is at http://127.0.0.1:{options['port']}/ – stop it with Ctrl-C.")
            call_command("runserver", f"127.0.0.1:{options['port']}", use_reloader=False)

    def _make_editor(self) -> None:
        users = get_user_model()
        if users.objects.filter(username=EDITOR).exists():
            self.stdout.write(
                f"The account “{EDITOR}” is there; “manage.py changepassword {EDITOR}” sets a forgotten password anew."
            )
            return
        password = secrets.token_urlsafe(12)
        users.objects.create_superuser(EDITOR, password=password)
        self.stdout.write("Sign in at /admin/ with the account made for you; this is shown once:")
        self.stdout.write(f"  name      {EDITOR}")
        self.stdout.write(f"  password  {password}")
