"""What is derived from the records so that readers need not wait: the rows of the facet index.

Derived rows can be made again at any time. They are left out of ``dumpdata``, which asks the default manager: a dump
holds the records, and an archive that loads it makes its own index.
"""

from __future__ import annotations

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q


class NotDumped(models.Manager[Any]):
    """Shows no rows: the default manager of derived models."""

    def get_queryset(self) -> models.QuerySet[Any]:
        return super().get_queryset().none()


class Derived(models.Model):
    """A row that is made from others; ask ``rows`` for it."""

    rows: ClassVar[models.Manager[Any]] = models.Manager()
    not_dumped: ClassVar[models.Manager[Any]] = NotDumped()

    class Meta:
        abstract = True
        default_manager_name = "not_dumped"
        base_manager_name = "rows"


class FacetBitmap(Derived):
    """The articles that have one value of a facet: a serialised Roaring bitmap of their ordinals."""

    facet = models.CharField(max_length=20)
    key = models.CharField(max_length=200, blank=True)
    bitmap = models.BinaryField()
    version = models.BigIntegerField(help_text="The version of the index in which it was last changed.")

    class Meta(Derived.Meta):
        abstract = False
        constraints = [models.UniqueConstraint(fields=["facet", "key"], name="facet_value_unique")]
        indexes = [models.Index(fields=["version"], name="facet_bitmap_version")]

    def __str__(self) -> str:
        return f"{self.facet}: {self.key}"


class FacetEntry(Derived):
    """What the facet index holds of one article: its ordinal, and the primary keys of its bitmaps, packed.

    The article is named by its number alone, so that the entry outlives it until the index has let go of it.
    """

    article = models.PositiveBigIntegerField(primary_key=True)
    ordinal = models.PositiveBigIntegerField(unique=True)
    values = models.BinaryField()
    version = models.BigIntegerField()

    class Meta(Derived.Meta):
        abstract = False
        constraints = [models.CheckConstraint(condition=Q(ordinal__lt=1 << 32), name="facet_ordinal_of_32_bits")]
        indexes = [models.Index(fields=["version"], name="facet_entry_version")]

    def __str__(self) -> str:
        return f"{self.article} at {self.ordinal}"


class FacetVersion(Derived):
    """One row: the version of the facet index. Whoever writes to the index locks it."""

    number = models.BigIntegerField(default=0)

    class Meta(Derived.Meta):
        abstract = False
        constraints = [models.CheckConstraint(condition=Q(pk=1), name="facet_version_is_one_row")]

    def __str__(self) -> str:
        return str(self.number)
