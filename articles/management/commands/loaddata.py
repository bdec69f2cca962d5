"""Django's ``loaddata``, and after it the indexes for readers: what was loaded is found at once.

Everything else is Django's own: the same arguments, the same transaction, the same refusals. The indexes are brought up
to date after that transaction; where that fails or is interrupted nothing is lost, the next search or ``search_index``
goes on.
"""

from __future__ import annotations

from typing import Any

from django.core.management.commands import loaddata
from django.db import DEFAULT_DB_ALIAS

from articles.search import index
from articles.services import faceting


class Command(loaddata.Command):
    help = "Load fixtures, then bring the search index and the facets up to date."

    def handle(self, *labels: str, **options: Any) -> None:
        super().handle(*labels, **options)
        if options["database"] == DEFAULT_DB_ALIAS:
            index.refresh()
            faceting.settle()
