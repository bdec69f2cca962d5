"""What can be asked of the authority file. Verbs are chainable and name models only through ``self``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from entities.models import Entity  # noqa: F401 - the type parameter of the query set


class EntityQuerySet(models.QuerySet["Entity"]):
    """Entities, by kind, name and address."""

    def get_by_natural_key(self, kind: str, slug: str) -> Any:
        return self.get(kind=kind, slug=slug)

    def of_kind(self, kind: str) -> Self:
        """Entities of one kind ("person", "organization", "place", "event", "work")."""
        return self.filter(kind=kind)

    def named(self, name: str) -> Self:
        """Entities that bear ``name`` as preferred label or alias, whatever its case; an address (slug) counts too."""
        aliases: Any = self.model._meta.get_field("aliases").related_model
        aliased = aliases.objects.filter(entity=models.OuterRef("pk"), name__iexact=name)
        return self.filter(Q(preferred_label__iexact=name) | Q(slug=name) | models.Exists(aliased))

    def containing(self, words: str) -> Self:
        """Entities of which the label or an alias contains these words, whatever their case."""
        aliases: Any = self.model._meta.get_field("aliases").related_model
        aliased = aliases.objects.filter(entity=models.OuterRef("pk"), name__icontains=words)
        return self.filter(Q(preferred_label__icontains=words) | models.Exists(aliased))

    def located(self) -> Self:
        """Entities with coordinates."""
        return self.filter(latitude__isnull=False)

    def for_authority_list(self) -> Self:
        """With all that a list of entities shows, in two queries whatever its length."""
        return self.prefetch_related("aliases")


class AliasQuerySet(models.QuerySet[Any]):
    """Names of entities."""

    def get_by_natural_key(self, kind: str, slug: str, name: str) -> Any:
        return self.get(entity__kind=kind, entity__slug=slug, name=name)


class ExternalIdentifierQuerySet(models.QuerySet[Any]):
    """Identifiers in other authority files."""

    def get_by_natural_key(self, scheme: str, value: str) -> Any:
        return self.get(scheme=scheme, value=value)


class RelationQuerySet(models.QuerySet[Any]):
    """Relations between entities."""

    def get_by_natural_key(
        self, subject_kind: str, subject_slug: str, kind: str, object_kind: str, object_slug: str, number: int
    ) -> Any:
        return self.get(
            subject__kind=subject_kind,
            subject__slug=subject_slug,
            kind=kind,
            object__kind=object_kind,
            object__slug=object_slug,
            number=number,
        )

    def touching(self, entity: Any) -> Self:
        """Relations on either side of which ``entity`` stands, both ends loaded."""
        return self.filter(Q(subject=entity) | Q(object=entity)).select_related("subject", "object")


class PastSlugQuerySet(models.QuerySet[Any]):
    """Addresses that entities had before they were renamed or merged."""

    def get_by_natural_key(self, kind: str, slug: str) -> Any:
        return self.get(kind=kind, slug=slug)


class DistinctEntitiesQuerySet(models.QuerySet[Any]):
    """Pairs of entities that are not the same."""

    def get_by_natural_key(self, first_kind: str, first_slug: str, second_kind: str, second_slug: str) -> Any:
        return self.get(
            first__kind=first_kind, first__slug=first_slug, second__kind=second_kind, second__slug=second_slug
        )

    def touching(self, entity: Any) -> Self:
        """Pairs of which ``entity`` is one."""
        return self.filter(Q(first=entity) | Q(second=entity))
