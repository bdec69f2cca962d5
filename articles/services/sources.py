"""Sources as an authority: two records of one outlet become one, one record of two outlets becomes two.

Nothing is lost: names and hosts move with the citations, the address of a record that goes leads to the one that
stays, and each act is one batch, whose undo brings every row back as it was. Refused, in words for people: what cannot
be meant (a source with itself, two publications of this archive), and, unless it is forced, what contradicts itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.models import Batch, Citation, DistinctSources, PastSourceSlug, Source, SourceVariant
from articles.models.anchors import Review
from articles.services.addresses import keep_past_address
from articles.services.batches import Recorder, recording
from articles.services.distinct import are_distinct, move_distinctions
from articles.services.moving import (
    AuthorityContradicts,
    AuthorityRefused,
    because,
    locked,
    move,
    move_annotations,
    references,
)
from articles.services.review import counted, decided_by
from articles.services.source_book import free_slug
from articles.services.teaching import move_names
from edm_archive.text.normalize import fold

#: What hangs on a source and moves by rules of its own.
_MOVED_APART = (SourceVariant, DistinctSources)
#: What a source takes over from the one that is merged into it, where it has nothing itself.
_FILLED = ("country", "language")


def contradictions(keep: Source, lose: Source) -> list[str]:
    """In words, what speaks against the two being one outlet."""
    found = []
    if keep.country and lose.country and keep.country != lose.country:
        found.append(f"“{keep}” is of {keep.country}, “{lose}” of {lose.country}.")
    unknown = Source.Kind.UNKNOWN
    if unknown not in (keep.kind, lose.kind) and keep.kind != lose.kind:
        found.append(f"“{keep}” is a {keep.get_kind_display()}, “{lose}” a {lose.get_kind_display()}.")
    if are_distinct(keep, lose):
        found.append("An editor has said that they are not the same.")
    return found


def refusal(keep: Source, lose: Source) -> str:
    """In words, why ``lose`` can never be merged into ``keep``; empty when it can."""
    if keep.pk == lose.pk:
        return "A source cannot be merged with itself."
    if keep.publication_id and lose.publication_id:
        return f"“{keep}” and “{lose}” are two publications of this archive."
    if lose.publication_id:
        return f"“{lose}” is a publication of this archive: merge the other one into it."
    if keep.review == Review.REJECTED:
        return f"“{keep}” has been rejected; accept it before anything is merged into it."
    return ""


@transaction.atomic
def merge_sources(
    keep: Source, lose: Source, *, user: AbstractBaseUser | None, reason: str = "", force: bool = False
) -> Batch:
    """Make ``lose`` a part of ``keep``: citations, names, hosts and addresses move, the record itself is removed.

    ``keep`` is accepted by it, and takes over kind, country, language and note where it has none.

    Raises:
        AuthorityContradicts: when something speaks against it and ``force`` is not given.
        AuthorityRefused: when it cannot be meant.
    """
    keep, lose = locked(keep, lose)
    if why := refusal(keep, lose):
        raise AuthorityRefused(why)
    if not force and (against := contradictions(keep, lose)):
        raise AuthorityContradicts(against)
    with recording(kind=Batch.Kind.MERGE, summary="Merge", user=user) as recorder:
        moved = 0
        for reference in references(Source, but=_MOVED_APART):
            done = move(reference, reference.rows(lose), keep, recorder)
            moved += done.moved if reference.model is Citation else 0
        move_names(lose, keep, recorder)
        _move_hosts_written_as_names(lose, keep, recorder)
        move_distinctions(lose, keep, recorder)
        keep_past_address(keep, {"slug": lose.slug}, PastSourceSlug.Reason.MERGED, recorder)
        recorder.removed(lose)
        lose.delete()
        _fill(keep, lose, recorder)
        recorder.summarise(f"Merged “{lose}” into “{keep}”, {counted(Citation, moved)} moved{because(reason)}")
    return recorder.batch


def _move_hosts_written_as_names(lose: Source, keep: Source, recorder: Recorder) -> None:
    """Record and delete the names that stayed behind; a host among them makes the same name of ``keep`` a host."""
    for variant in lose.variants.select_related("source"):
        recorder.removed(variant)
        variant.delete()
        if variant.kind != SourceVariant.Kind.HOST:
            continue
        for same in recorder.watch(keep.variants.select_related("source").filter(name=variant.name)):
            same.kind = SourceVariant.Kind.HOST
            same.save()
            recorder.changed(same)


def _fill(keep: Source, lose: Source, recorder: Recorder) -> None:
    recorder.watch([keep])
    for name in _FILLED:
        setattr(keep, name, getattr(keep, name) or getattr(lose, name))
    if keep.kind == Source.Kind.UNKNOWN and lose.kind != Source.Kind.ARCHIVE:
        keep.kind = lose.kind
    if lose.note not in keep.note:
        keep.note = "\n\n".join(filter(None, [keep.note, lose.note]))
    keep.review = Review.ACCEPTED
    keep.save()
    recorder.changed(keep)


@transaction.atomic
def split_source(
    source: Source,
    citations: Iterable[Citation],
    *,
    user: AbstractBaseUser,
    new_name: str = "",
    other: Source | None = None,
    variants: Iterable[SourceVariant] = (),
    reason: str = "",
) -> Batch:
    """Move the chosen citations, and the chosen names, from ``source`` to another one or to a new one of ``new_name``.

    A new source is accepted and gets what is known of ``source``: kind, country, language. The chosen citations that
    nobody has decided are accepted: the editor has read them one by one, and extraction shall not take them back.

    Raises:
        AuthorityRefused: when nothing is chosen, something is not of ``source``, or the new name is another's already.
    """
    chosen = {row.pk for row in citations}
    rows = source.citations.filter(pk__in=chosen)
    names = {row.pk for row in variants}
    owned = source.variants.filter(pk__in=names).select_related("source")
    _refuse_split(source, rows, len(chosen), other, new_name.strip())
    if owned.count() != len(names):
        raise AuthorityRefused(f"A name that was chosen is not a name of “{source}”.")
    with recording(kind=Batch.Kind.SPLIT, summary="Split", user=user) as recorder:
        target = other or _new_source(source, new_name.strip(), recorder)
        done = move_annotations(rows, "source", target, recorder, undecided=decided_by(Review.ACCEPTED, user))
        _move_chosen_names(owned, target, recorder)
        recorder.summarise(f"Moved {counted(Citation, done.moved)} from “{source}” to “{target}”{because(reason)}")
    return recorder.batch


def _refuse_split(source: Source, rows: Any, chosen: int, other: Source | None, new_name: str) -> None:
    if not chosen:
        raise AuthorityRefused("Choose the citations that are to be moved.")
    if rows.count() != chosen:
        raise AuthorityRefused(f"A citation that was chosen does not cite “{source}” any more.")
    if rows.filter(kind=Citation.Kind.CROSS_REFERENCE).exists():
        raise AuthorityRefused("A cross-reference belongs to the publication that it names; it cannot be moved.")
    if (other is None) == (not new_name):
        raise AuthorityRefused("Name either a new source or one that exists, not both.")
    if other is not None and other.pk == source.pk:
        raise AuthorityRefused("They have this source already.")
    if new_name and not fold(new_name):
        raise AuthorityRefused("A name needs letters or digits.")
    if new_name and (known := Source.objects.named(new_name).exclude(pk=source.pk).first()):
        raise AuthorityRefused(f"There is a source of this name already, “{known}”; choose it instead.")


def _new_source(source: Source, name: str, recorder: Recorder) -> Source:
    kind = Source.Kind.UNKNOWN if source.kind == Source.Kind.ARCHIVE else source.kind
    new = Source(name=name, slug=free_slug(Source, name), kind=kind, country=source.country, language=source.language)
    new.save()
    recorder.created(new)
    return new


def _move_chosen_names(owned: Any, target: Source, recorder: Recorder) -> None:
    known = {target.name, *target.variants.values_list("name", flat=True)}
    for variant in recorder.watch(owned):
        if variant.name in known:
            recorder.removed(variant)
            variant.delete()
            continue
        variant.source = target
        variant.save()
        recorder.changed(variant)
