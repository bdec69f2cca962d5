"""What is put right when articles come, go or change: the references that mean them, and the series of their parts."""

from __future__ import annotations

from collections.abc import Iterable

from articles.models import Article, Batch
from articles.services import series
from articles.services.batches import Recorder, recording
from articles.services.settling import settle_references_to


def mend(articles: Iterable[Article], recorder: Recorder) -> None:
    """Settle the cross-references to ``articles``, then arrange their series and those of whoever refers to a part."""
    here = list(articles)
    settled = settle_references_to(here, recorder)
    series.arrange([*here, *series.naming_parts(settled)], recorder)


def mend_changed(article: Article) -> None:
    """Mend what hangs on ``article`` after it was changed by hand, as a batch of its own."""
    summary = f"Settled references to “{article}”, and its series"
    with recording(kind=Batch.Kind.PROPAGATION, summary=summary, user=None) as recorder:
        mend([article], recorder)
