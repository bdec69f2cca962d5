"""Addresses that sources once had lead to them for ever, whether they were renamed or merged; nobody else may take one.

``Source.clean`` refuses such an address in a form; ``services.citing.free_slug`` passes over it.
"""

from __future__ import annotations

from articles.models import PastSourceSlug, Source
from articles.services.batches import Recorder


def keep_past_address(source: Source, slug: str, reason: PastSourceSlug.Reason, recorder: Recorder) -> None:
    """Keep ``slug``, an address that leads to ``source`` from now on, as part of the act of ``recorder``.

    An address to which the source returns is no longer a former one. Call it before the source is saved.
    """
    for returned in source.past_slugs.filter(slug=source.slug):
        recorder.removed(returned)
        returned.delete()
    known = PastSourceSlug.objects.filter(slug=slug).select_related("source").first()
    if known is not None:
        recorder.watch([known])
        known.source, known.reason = source, reason
        known.save()
        recorder.changed(known)
        return
    recorder.created(PastSourceSlug.objects.create(slug=slug, source=source, reason=reason))
