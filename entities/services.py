"""Writes to the authority file that touch more than one row.

An address that an entity once had leads to it for ever, so nobody else may take it.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from entities.models import Entity, PastSlug


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
