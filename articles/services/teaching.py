"""What a corrected source teaches: the name as it was printed becomes a further name of the source that was chosen.

From then on extraction knows it. Citations that print the same name and have no source, the wrong one or one that was
only suggested can be given the right one in one batch. Refused: to teach a name that another accepted source bears,
and to touch what an editor has decided. Nothing is deleted: a suggested source that is left without citations hands
its names over and is rejected, so that all of it can be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.models import AbstractBaseUser
from django.db.models import Q

from articles.models import Batch, Citation, Source, SourceVariant
from articles.models.anchors import Review
from articles.querysets import CitationQuerySet
from articles.services.batches import Recorder, recording
from articles.services.source_book import SourceBook
from edm_archive.text.normalize import fold

#: The state of a citation whose source is known.
_RESOLVED = {"resolution": Citation.Resolution.RESOLVED, "resolution_note": ""}


@dataclass(frozen=True, slots=True)
class Lesson:
    """What was done with a lesson: citations that got the source, names handed over; one batch."""

    batch: Batch | None
    citations: int
    names: int
    summary: str


def teach(name: str, source: Source, recorder: Recorder) -> SourceVariant | None:
    """Make ``name``, as printed, a spelling of ``source``; None where it is known already, or another's."""
    name = name.strip()[: SourceVariant._meta.get_field("name").max_length]
    if not fold(name):
        return None
    bearers = SourceBook.load().owners(name)
    if any(bearer.review == Review.ACCEPTED or bearer.pk == source.pk for bearer in bearers):
        return None
    variant = SourceVariant.objects.create(source=source, name=name, kind=SourceVariant.Kind.SPELLING)
    recorder.created(variant)
    return variant


def others_saying(citation: Citation, was: Source | None = None) -> CitationQuerySet:
    """Undecided citations that print the same name, and have no source, a suggested one, or ``was``, the wrong one.

    Cross-references are none of them: their source follows from the publication that they name.
    """
    if not citation.source_text or citation.source_id is None or citation.kind == Citation.Kind.CROSS_REFERENCE:
        return Citation.objects.none()
    doubtful = Q(source__isnull=True) | ~Q(source__review=Review.ACCEPTED)
    if was is not None:
        doubtful |= Q(source=was)
    same: CitationQuerySet = Citation.objects.suggested().filter(doubtful, source_text__iexact=citation.source_text)
    return (
        same.exclude(pk=citation.pk)
        .exclude(source=citation.source_id, source__isnull=False)
        .exclude(kind=Citation.Kind.CROSS_REFERENCE)
    )


def is_left_over(source: Source | None) -> bool:
    """Whether ``source`` was only suggested and nothing cites it any more."""
    return source is not None and source.review == Review.SUGGESTED and not source.citations.exists()


def apply_source(
    citation: Citation, was: Source | None, *, user: AbstractBaseUser, to_others: bool, hand_over: bool
) -> Lesson:
    """Give the source of ``citation`` to the others that print its name, or hand over the names of ``was``, or both.

    The others stay undecided: their dates have been read by nobody yet.

    Args:
        to_others: whether the citations of ``others_saying`` get the source.
        hand_over: whether ``was``, where it is left over then, hands its names to the source and is rejected.
    """
    source = citation.source
    if source is None:
        raise ValueError("a citation without a source teaches nothing")
    given = names = 0
    with recording(kind=Batch.Kind.DECISION, summary="Source of a printed name", user=user) as recorder:
        if to_others:
            others = others_saying(citation, was).select_related("article__issue__publication", "source")
            given = recorder.set_values(others, source=source, **_RESOLVED)
        if hand_over and was is not None and was.pk != source.pk and is_left_over(was):
            names = _hand_over(was, source, recorder)
        parts = [f"“{source.name}” is the source of {given:,} more that say “{citation.source_text}”"] if given else []
        if names:
            parts.append(f"“{was}” became a further name of “{source.name}”")
        summary = "; ".join(parts) or "Nothing was changed"
        recorder.summarise(summary)
    return Lesson(recorder.batch if recorder.count else None, given, names, summary)


def _hand_over(was: Source, source: Source, recorder: Recorder) -> int:
    """Move the names of ``was`` to ``source``, its own name with them, and reject what is left; the number of names."""
    moved = move_names(was, source, recorder)
    recorder.watch([was])
    was.review = Review.REJECTED
    was.save(update_fields=["review"])
    recorder.changed(was)
    return moved


def move_names(was: Source, source: Source, recorder: Recorder) -> int:
    """Move the names and hosts of ``was`` to ``source``, its own name with them; the number of names.

    A name that ``source`` has already, but for case, accents and punctuation, stays where it is.
    """
    known = list(source.variants.all())
    names = {fold(name) for name in [source.name, *(row.name for row in known if row.kind != SourceVariant.Kind.HOST)]}
    written = {row.name for row in known}
    moved = 0
    for variant in recorder.watch(was.variants.select_related("source")):
        is_host = variant.kind == SourceVariant.Kind.HOST
        if variant.name in written or (not is_host and fold(variant.name) in names):
            continue
        names.add("" if is_host else fold(variant.name))
        written.add(variant.name)
        variant.source = source
        variant.save(update_fields=["source"])
        moved += recorder.changed(variant)
    if fold(was.name) not in names and was.name not in written:
        variant = SourceVariant.objects.create(source=source, name=was.name, kind=SourceVariant.Kind.SPELLING)
        recorder.created(variant)
        moved += 1
    return moved
