"""Entities as an authority: two records of one person, body or place become one, one record of two becomes two.

Nothing is lost: mentions, posts, acronym definitions, names, identifiers, relations and addresses move, two that say
the same become one, the address of the record that goes leads to the one that stays, and each act is one batch, whose
undo brings every row back as it was. Refused, in words for people: an entity with itself, two kinds, identifiers that
contradict each other.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models, transaction

from articles.models import Batch, Mention
from articles.models.anchors import Annotation, Review
from articles.services.addresses import keep_past_address
from articles.services.batches import Recorder, recording
from articles.services.distinct import are_distinct, move_distinctions
from articles.services.memory import forget
from articles.services.moving import (
    AuthorityContradicts,
    AuthorityRefused,
    Moved,
    because,
    doubled,
    locked,
    move,
    move_annotations,
    references,
)
from articles.services.review import counted, decided_by
from entities.matching import comparable
from entities.models import Alias, DistinctEntities, Entity, ExternalIdentifier, PastSlug, Relation
from entities.services import NameTakenError, make_entity

#: What hangs on an entity and moves by rules of its own.
_MOVED_APART = (Alias, Relation, DistinctEntities)
#: What an entity takes over from the one that is merged into it, where it has nothing itself.
_FILLED = (("scope_note",), ("latitude", "longitude"))
_NOTE_WIDTH: int = Relation._meta.get_field("note").max_length or 0


@dataclass(frozen=True, slots=True)
class Preview:
    """What a merge would do.

    Attributes:
        refusals: why it cannot be done; nothing is done then.
        contradictions: what speaks against it, and can be overruled.
        moving: how many rows move, by what they are called, the empty ones left out.
        doubled: how many mentions stand on words where the other entity is mentioned, too.
        clashing: identifiers of one scheme that differ, in pairs.
        new_name: the label that becomes a further name; "" when it is known already.
        inner: relations between the two, which go.
    """

    refusals: list[str]
    contradictions: list[str]
    moving: list[str]
    doubled: int
    clashing: list[tuple[ExternalIdentifier, ExternalIdentifier]]
    new_name: str
    inner: int


def clashing_identifiers(kept: Entity, absorbed: Entity) -> list[tuple[ExternalIdentifier, ExternalIdentifier]]:
    """The identifiers of one scheme by which the two would be different things, in pairs."""
    theirs = {row.scheme: row for row in absorbed.identifiers.all()}
    return [(row, theirs[row.scheme]) for row in kept.identifiers.all() if row.scheme in theirs]


def refusals(kept: Entity, absorbed: Entity) -> list[str]:
    """In words, why ``absorbed`` cannot be merged into ``kept``; empty when it can."""
    if kept.pk == absorbed.pk:
        return ["An entity cannot be merged with itself."]
    found = []
    if kept.kind != absorbed.kind:
        one, other = (f"“{entity}” is of the kind {entity.get_kind_display()}" for entity in (kept, absorbed))
        found.append(f"{one}, {other}. Change the kind of one on its own page first; its old address will lead on.")
    for mine, theirs in clashing_identifiers(kept, absorbed):
        scheme = mine.get_scheme_display()
        found.append(
            f"“{kept}” has the {scheme} identifier {mine.value}, “{absorbed}” has {theirs.value}: "
            "two different things. Delete the one that is wrong first."
        )
    return found


def contradictions(kept: Entity, absorbed: Entity) -> list[str]:
    """In words, what speaks against the two being one, and can be overruled."""
    return ["An editor has said that they are not the same."] if are_distinct(kept, absorbed) else []


def preview_merge(kept: Entity, absorbed: Entity) -> Preview:
    """What merging ``absorbed`` into ``kept`` would do; nothing is changed."""
    counts: Counter[type[models.Model]] = Counter()
    for reference in references(Entity, but=(DistinctEntities, Relation, PastSlug)):
        counts[reference.model] += reference.rows(absorbed).count()
    outer = Relation.objects.touching(absorbed)
    inner = outer.touching(kept).count()
    counts[Relation] += outer.count() - inner
    return Preview(
        refusals=refusals(kept, absorbed),
        contradictions=contradictions(kept, absorbed),
        moving=[counted(model, number) for model, number in counts.items() if number],
        doubled=doubled(Mention.objects.of(absorbed), "entity", kept),
        clashing=clashing_identifiers(kept, absorbed),
        new_name="" if _Names(kept).know(absorbed.preferred_label) else absorbed.preferred_label,
        inner=inner,
    )


@transaction.atomic
def merge_entities(
    kept: Entity, absorbed: Entity, *, user: AbstractBaseUser | None, reason: str, force: bool = False
) -> Batch:
    """Make ``absorbed`` a part of ``kept``: all that points at it moves, the record itself is removed.

    Where both are mentioned at the same words, one mention stays: an accepted one, else a rejected one, else that with
    the higher score. ``kept`` takes over scope note and coordinates where it has none.

    Raises:
        AuthorityContradicts: when something speaks against it and ``force`` is not given.
        AuthorityRefused: when no reason is given, or it cannot be done.
    """
    kept, absorbed = locked(kept, absorbed)
    if not reason.strip():
        raise AuthorityRefused("Say why the two are one.")
    if why := refusals(kept, absorbed):
        raise AuthorityRefused(" ".join(why))
    if not force and (against := contradictions(kept, absorbed)):
        raise AuthorityContradicts(against)
    with recording(kind=Batch.Kind.MERGE, summary="Merge", user=user) as recorder:
        mentions = Moved()
        for reference in references(Entity, but=_MOVED_APART):
            done = move(reference, reference.rows(absorbed), kept, recorder)
            mentions += done if reference.model is Mention else Moved()
        forget(mentions.overruled, recorder)  # type: ignore[arg-type] # of mentions only
        _move_names(absorbed, kept, recorder)
        _move_relations(absorbed, kept, recorder)
        move_distinctions(absorbed, kept, recorder)
        address = {"kind": absorbed.kind, "slug": absorbed.slug}
        keep_past_address(kept, address, PastSlug.Reason.MERGED, recorder)
        recorder.removed(absorbed)
        absorbed.delete()
        _fill(kept, absorbed, recorder)
        moved = counted(Mention, mentions.moved)
        recorder.summarise(f"Merged “{absorbed}” into “{kept}”, {moved} moved{because(reason)}")
    return recorder.batch


def _fill(kept: Entity, absorbed: Entity, recorder: Recorder) -> None:
    recorder.watch([kept])
    for names in _FILLED:
        if all(getattr(kept, name) in (None, "") for name in names):
            for name in names:
                setattr(kept, name, getattr(absorbed, name))
    kept.save()
    recorder.changed(kept)


# Names -------------------------------------------------------------------------------------------------------------


class _Names:
    """The names of an entity, compared as they are looked for in texts: letter for letter, or in any case."""

    def __init__(self, entity: Entity) -> None:
        self.written = {entity.preferred_label, comparable(entity.preferred_label)}
        self.folded: set[str] = set()
        for alias in entity.aliases.all():
            self.add(alias)

    def add(self, alias: Alias) -> None:
        """Take one more name to them."""
        self.written |= {alias.name, comparable(alias.name)}
        if alias.case == Alias.Case.ANY:
            self.folded.add(comparable(alias.name).casefold())

    def know(self, name: str) -> bool:
        """Whether a text that has ``name`` would be understood without it."""
        return name in self.written or comparable(name) in self.written or comparable(name).casefold() in self.folded


def _move_names(absorbed: Entity, kept: Entity, recorder: Recorder) -> None:
    """Move the names, the preferred label with them; those that ``kept`` has already are removed."""
    _move_aliases(absorbed.aliases.all(), kept, recorder)
    if not _Names(kept).know(absorbed.preferred_label):
        alias = Alias(entity=kept, name=absorbed.preferred_label, kind=Alias.Kind.VARIANT)
        alias.save()
        recorder.created(alias)


def _move_aliases(aliases: Iterable[Alias], target: Entity, recorder: Recorder) -> None:
    names = _Names(target)
    for alias in aliases:
        if names.know(alias.name):
            recorder.removed(alias)
            alias.delete()
            continue
        recorder.watch([alias])
        alias.entity = target
        alias.save()
        recorder.changed(alias)
        names.add(alias)


# Relations ---------------------------------------------------------------------------------------------------------


def _move_relations(absorbed: Entity, kept: Entity, recorder: Recorder) -> None:
    """Move the relations; none to itself stays, and two that say the same become one, with the notes of both."""
    held: dict[tuple[int, str, int], list[Relation]] = defaultdict(list)
    for relation in Relation.objects.touching(kept):
        held[relation.subject_id, relation.kind, relation.object_id].append(relation)
    for relation in Relation.objects.touching(absorbed).order_by("pk"):
        subject, other = (kept if end.pk == absorbed.pk else end for end in (relation.subject, relation.object))
        if subject.pk == other.pk:
            recorder.removed(relation)
            relation.delete()
            continue
        there = held[subject.pk, relation.kind, other.pk]
        same = next((one for one in there if _joined(one, relation)), None)
        if same is not None:
            recorder.watch([same])
            for name, value in _joined(same, relation).items():
                setattr(same, name, value)
            same.save()
            recorder.changed(same)
            recorder.removed(relation)
            relation.delete()
            continue
        recorder.watch([relation])
        relation.subject, relation.object = subject, other
        if relation.number in {one.number for one in there}:
            relation.number = max(one.number for one in there) + 1
        relation.save()
        recorder.changed(relation)
        there.append(relation)


def _joined(one: Relation, other: Relation) -> dict[str, Any]:
    """What both say together, when they say the same of the same time; empty when they are two, as a post held twice.

    Different notes are joined where the dates are the same; where one has no date they tell the two apart.
    """
    ends = ("begin", "end")
    mine, theirs = ([(getattr(row, end), getattr(row, f"{end}_precision")) for end in ends] for row in (one, other))
    notes = list(dict.fromkeys(filter(None, [one.note, other.note])))
    note = "; ".join(notes)
    agree = all(a == b or not (a[0] and b[0]) for a, b in zip(mine, theirs, strict=True))
    if not agree or len(note) > _NOTE_WIDTH or (mine != theirs and len(notes) > 1):
        return {}
    values: dict[str, Any] = {"note": note}
    for end, a, b in zip(ends, mine, theirs, strict=True):
        values[end], values[f"{end}_precision"] = a if a[0] else b
    return values


# Splitting ---------------------------------------------------------------------------------------------------------


@transaction.atomic
def split_entity(
    entity: Entity,
    mentions: models.QuerySet[Mention],
    *,
    user: AbstractBaseUser,
    reason: str,
    new_label: str = "",
    other: Entity | None = None,
    aliases: Iterable[Alias] = (),
) -> Batch:
    """Move the chosen mentions, and the chosen names, from ``entity`` to another one or to a new one of ``new_label``.

    Posts and acronym definitions whose words hold a chosen mention go with it. The chosen mentions that nobody has
    decided are accepted: an editor has said what these words mean, and no machine shall suggest the other one again.

    Raises:
        AuthorityRefused: when nothing is chosen, something is not of ``entity``, or no target or reason is given.
    """
    entity, *others = locked(entity, *filter(None, [other]))
    other = others[0] if others else None
    names = {alias.pk for alias in aliases}
    owned = entity.aliases.filter(pk__in=names)
    _refuse_split(entity, mentions, other, new_label.strip(), reason)
    if owned.count() != len(names):
        raise AuthorityRefused(f"A name that was chosen is not a name of “{entity}”.")
    with recording(kind=Batch.Kind.SPLIT, summary="Split", user=user) as recorder:
        target = other or _new_entity(entity, new_label.strip(), recorder)
        accepted = decided_by(Review.ACCEPTED, user)
        _move_what_stands_on(mentions, entity, target, recorder)
        done = move_annotations(mentions, "entity", target, recorder, undecided=accepted)
        _move_aliases(owned, target, recorder)
        moved = counted(Mention, done.moved)
        recorder.summarise(f"Moved {moved} from “{entity}” to “{target}”{because(reason)}")
    return recorder.batch


def _refuse_split(entity: Entity, mentions: Any, other: Entity | None, new_label: str, reason: str) -> None:
    if not mentions.exists():
        raise AuthorityRefused("Choose the mentions that are to be moved.")
    if mentions.exclude(entity=entity).exists():
        raise AuthorityRefused(f"A mention that was chosen does not mean “{entity}” any more.")
    if not reason.strip():
        raise AuthorityRefused("Say why the two are not one.")
    if (other is None) == (not new_label):
        raise AuthorityRefused("Name either a new entity or one that exists, not both.")
    if other is not None and other.pk == entity.pk:
        raise AuthorityRefused("They mean this entity already.")
    if other is not None and other.kind != entity.kind:
        raise AuthorityRefused(f"“{other}” is of another kind; choose a {entity.get_kind_display()}.")


def _new_entity(entity: Entity, label: str, recorder: Recorder) -> Entity:
    try:
        new = make_entity(entity.kind, label)
    except NameTakenError as taken:
        raise AuthorityRefused(f"{taken} Choose it instead.") from taken
    except ValidationError as wrong:
        raise AuthorityRefused(" ".join(wrong.messages)) from wrong
    recorder.created(new)
    return new


def _move_what_stands_on(mentions: Any, entity: Entity, target: Entity, recorder: Recorder) -> None:
    """Move the posts and acronym definitions of ``entity`` whose words hold one of ``mentions``."""
    inside = mentions.filter(
        article=models.OuterRef("article"), start__gte=models.OuterRef("start"), end__lte=models.OuterRef("end")
    )
    for reference in references(Entity):
        if issubclass(reference.model, Annotation) and reference.model is not Mention:
            rows = reference.rows(entity).filter(models.Exists(inside.order_by()))
            move_annotations(rows, reference.field, target, recorder)
