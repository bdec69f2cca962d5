"""What is derived from the records for those who read: kept up to date together, the index of words and the facets."""

from __future__ import annotations

from articles.search import index
from articles.services import faceting


def words_on_commit() -> None:
    """Fold what the present transaction changes into the index of words alone: for one step of a long act.

    The facets wait for the end of the act. A step changes some of their bitmaps a little, and each would be written in
    every step; folded in together, the changes of a long act write each bitmap once.
    """
    index.refresh_on_commit()


def refresh_on_commit() -> None:
    """Fold what the present transaction changes into both indexes, once it is committed."""
    index.refresh_on_commit()
    faceting.settle_on_commit()
