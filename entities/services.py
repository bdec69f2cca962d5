"""Writes to the authority file that touch more than one row.

An address that an entity once had leads to it for ever, so nobody else may take it.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from edm_archive.text.normalize import clean, fold, slug_of
from entities.matching import sort_name
from entities.models import Alias, Entity, PastSlug


@transaction.atomic
def keep_past_address(entity: Entity, kind: str, slug: str) -> None:
    """Keep the address ``kind``/``slug`` that ``entity`` had until now, so that it redirects to its new one.

    An address to which it returns is no longer a former one. The entity itself is saved by the caller.
    """
    PastSlug.objects.filter(kind=entity.kind, slug=entity.slug, entity=entity).delete()
    PastSlug.objects.update_or_create(
        kind=kind, slug=slug, defaults={"entity": entity, "reason": PastSlug.Reason.RENAMED}
    )


def refuse_taken_address(entity: Entity, kind: str, slug: str) -> None:
    """Raise ValidationError when the address once belonged to another entity."""
    past = PastSlug.objects.filter(kind=kind, slug=slug).exclude(entity=entity.pk).select_related("entity").first()
    if past is not None:
        raise ValidationError(
            {"slug": f"This address belonged to “{past.entity}” and leads to it for ever; choose another."}
        )


class NameTakenError(ValueError):
    """There is an entity of this kind and name already: ``entity``."""

    def __init__(self, entity: Entity) -> None:
        super().__init__(f"There is a {entity.get_kind_display()} “{entity}” already.")
        self.entity = entity


@transaction.atomic
def make_entity(kind: str, label: str, scope_note: str = "") -> Entity:
    """A new entity under an address that nobody has or had.

    Raises:
        NameTakenError: when there is one of this kind and label, whatever its case.
        ValidationError: when the kind is not known, or the label is empty or too long.
    """
    label = clean(label).strip()
    entity = Entity(kind=kind, preferred_label=label, scope_note=clean(scope_note).strip())
    entity.sort_label = sort_name(label) if kind == Entity.Kind.PERSON else label
    entity.slug = free_address(kind, label)
    entity.full_clean()
    if not fold(label):
        raise ValidationError({"preferred_label": "A name needs letters or digits."})
    if same := Entity.objects.of_kind(kind).filter(preferred_label__iexact=label).first():
        raise NameTakenError(same)
    entity.save()
    return entity


def free_address(kind: str, label: str) -> str:
    """A slug for ``label`` that no entity of ``kind`` has or had: that of the label, else with a number."""
    stem = slug_of(label, limit=100)
    taken = {
        slug
        for holder in (Entity, PastSlug)
        for slug in holder._default_manager.filter(kind=kind, slug__startswith=stem).values_list("slug", flat=True)
    }
    if stem not in taken:
        return stem
    return next(slug for slug in (f"{stem}-{n}" for n in range(2, len(taken) + 3)) if slug not in taken)


def add_alias(entity: Entity, name: str) -> Alias | None:
    """Make ``name`` a further name of ``entity``, matched as written; None when it bears it already."""
    name = clean(name).strip()
    if not fold(name) or name == entity.preferred_label or entity.aliases.filter(name=name).exists():
        return None
    kind = Alias.Kind.VARIANT
    if name.isupper() and " " not in name:
        kind = Alias.Kind.ACRONYM
    elif set(fold(name).split()) < set(fold(entity.preferred_label).split()):
        kind = Alias.Kind.SHORT
    alias = Alias(entity=entity, name=name, kind=kind)
    alias.full_clean()
    alias.save()
    return alias
