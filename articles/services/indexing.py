"""What is derived from the records for those who read: kept up to date together, the index of words and the facets."""

from __future__ import annotations

from articles.search import index
from articles.services import faceting


def refresh_on_commit() -> None:
    """Fold what the present transaction changes into both indexes, once it is committed."""
    index.refresh_on_commit()
    faceting.settle_on_commit()
