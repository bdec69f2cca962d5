"""Rows leave the archive, and nothing is left pointing at what is gone.

Removing is for what was never meant to be there: an import taken back, a draft thrown away. What readers have seen is
withdrawn instead (``services.publishing``). Refuses nothing by itself: its callers ask whether work would be lost.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction

from articles.models import Article, Citation


@transaction.atomic
def remove_articles(pks: Sequence[int]) -> int:
    """Delete articles with all that hangs on them; cross-references to them wait for their article again.

    Returns:
        The number of articles deleted.
    """
    Citation.objects.filter(target__in=pks).exclude(article__in=pks).update(
        target=None, resolution=Citation.Resolution.WAITING, resolution_note="Its article is no longer in the archive."
    )
    removed = Article.objects.filter(pk__in=pks).delete()[1]
    return removed.get(Article._meta.label, 0)


def discard(model: type[models.Model], pks: Sequence[Any]) -> int:
    """Delete those of the rows with these primary keys that no other record needs; what is in use stays.

    Returns:
        The number of rows deleted, not counting what went with them.
    """
    try:
        with transaction.atomic():
            return model._base_manager.filter(pk__in=pks).delete()[1].get(model._meta.label, 0)
    except models.ProtectedError:
        if len(pks) == 1:
            return 0
    middle = len(pks) // 2  # halves find the few that are in use without a query for each of the others
    return discard(model, pks[:middle]) + discard(model, pks[middle:])
