"""The authority records: Entity and what hangs on it (Alias, ExternalIdentifier, Relation, PastSlug,
DistinctEntities).

An authority record says who or what exists and by which names it is known; where it is mentioned is the business of the
bibliography. Definitions of the terms are in ``docs/glossary.md``.
"""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Greatest, Least
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from edm_archive.text.dates import PartialDate, Precision
from entities import querysets

PRECISIONS = [(precision.value, precision.value) for precision in Precision]


def one_of(field: str, *values: str) -> models.CheckConstraint:
    """The check that the column ``field`` of a model holds one of ``values``: forms are not the only way in."""
    return models.CheckConstraint(condition=Q(**{f"{field}__in": list(values)}), name=f"%(class)s_{field}_known")


def precision_of(field: str) -> models.CheckConstraint:
    """The check that a column holds a precision, or nothing."""
    return one_of(field, "", *(value for value, _ in PRECISIONS))


class Entity(models.Model):
    """A person, organization, place, event or work, under one preferred label."""

    class Kind(models.TextChoices):
        PERSON = "person", pgettext_lazy("a kind of entity", "person")
        ORGANIZATION = "organization", pgettext_lazy("a kind of entity", "organization")
        PLACE = "place", pgettext_lazy("a kind of entity", "place")
        EVENT = "event", pgettext_lazy("a kind of entity", "event")
        WORK = "work", pgettext_lazy("a kind of entity", "work")

    kind = models.CharField(max_length=12, choices=Kind.choices)
    slug = models.SlugField(
        max_length=120, allow_unicode=True, help_text="The last part of its address; unique in its kind."
    )
    preferred_label = models.CharField(max_length=200)
    sort_label = models.CharField(
        max_length=200,
        blank=True,
        help_text="The form it is filed under, “Bordyuzha, Nikolai”; made from the label when empty.",
    )
    scope_note = models.TextField(
        blank=True, help_text="Who or what this is, in a sentence that tells it from its namesakes."
    )
    latitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-90), MaxValueValidator(90)],
    )
    longitude = models.DecimalField(
        max_digits=8,
        decimal_places=5,
        null=True,
        blank=True,
        validators=[MinValueValidator(-180), MaxValueValidator(180)],
    )

    objects = querysets.EntityQuerySet.as_manager()

    class Meta:
        ordering = ["sort_label", "preferred_label", "kind", "slug"]
        verbose_name_plural = "entities"
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="entity_address_unique"),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True)
                # Both are named: a comparison with NULL is unknown, and a check lets the unknown pass.
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="entity_coordinates_whole",
            ),
            models.CheckConstraint(condition=~Q(preferred_label=""), name="entity_label_given"),
            one_of("kind", "person", "organization", "place", "event", "work"),
        ]
        indexes = [models.Index(fields=["kind", "sort_label"], name="entity_filing")]

    def __str__(self) -> str:
        return self.preferred_label

    def natural_key(self) -> tuple[str, str]:
        return (self.kind, self.slug)

    def get_absolute_url(self) -> str:
        return reverse("entity", args=[self.kind, self.slug])

    def clean(self) -> None:
        if (self.latitude is None) != (self.longitude is None):
            raise ValidationError({"longitude": "Give both latitude and longitude, or neither."})


class Alias(models.Model):
    """A further name of an entity, in the form in which texts use it."""

    class Kind(models.TextChoices):
        VARIANT = "variant", _("variant spelling")
        ACRONYM = "acronym", _("acronym")
        SHORT = "short", _("short form")
        TRANSLITERATION = "transliteration", _("transliteration")
        TRANSLATION = "translation", _("translation")
        FORMER = "former", _("former name")

    class Case(models.TextChoices):
        EXACT = "exact", "as written"
        ANY = "any", "in any case"
        NEVER = "never", "never suggested"

    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="aliases")
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=16, choices=Kind.choices, default=Kind.VARIANT)
    language = models.CharField(max_length=12, blank=True, help_text="BCP 47 tag, such as “ru” or “ru-Latn”.")
    case = models.CharField(
        "matched",
        max_length=8,
        choices=Case.choices,
        default=Case.EXACT,
        help_text="How the text is searched for this name.",
    )

    objects = querysets.AliasQuerySet.as_manager()

    class Meta:
        ordering = ["entity_id", "name"]
        verbose_name_plural = "aliases"
        constraints = [
            models.UniqueConstraint(fields=["entity", "name"], name="alias_unique_for_entity"),
            models.CheckConstraint(condition=~Q(name=""), name="alias_name_given"),
            one_of("kind", "variant", "acronym", "short", "transliteration", "translation", "former"),
            one_of("case", "exact", "any", "never"),
        ]
        indexes = [models.Index(fields=["name"], name="alias_name")]

    def __str__(self) -> str:
        return self.name

    def natural_key(self) -> tuple[str, str, str]:
        return (*self.entity.natural_key(), self.name)

    natural_key.dependencies = ["entities.entity"]  # type: ignore[attr-defined]


class ExternalIdentifier(models.Model):
    """The identifier of the same entity in another authority file."""

    class Scheme(models.TextChoices):
        WIKIDATA = "wikidata", "Wikidata"
        VIAF = "viaf", "VIAF"
        GEONAMES = "geonames", "GeoNames"
        ISNI = "isni", "ISNI"
        LCNAF = "lcnaf", "LC Name Authority File"

    #: The page of an identifier, by scheme; ``{}`` stands for the value.
    ADDRESSES: dict[str, str] = {
        "wikidata": "https://www.wikidata.org/wiki/{}",
        "viaf": "https://viaf.org/viaf/{}",
        "geonames": "https://www.geonames.org/{}",
        "isni": "https://isni.org/isni/{}",
        "lcnaf": "https://id.loc.gov/authorities/names/{}",
    }

    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="identifiers")
    scheme = models.CharField(max_length=12, choices=Scheme.choices)
    value = models.CharField(max_length=60)

    objects = querysets.ExternalIdentifierQuerySet.as_manager()

    class Meta:
        ordering = ["entity_id", "scheme", "value"]
        constraints = [
            models.UniqueConstraint(fields=["scheme", "value"], name="identifier_names_one_entity"),
            models.CheckConstraint(condition=~Q(value=""), name="identifier_value_given"),
            one_of("scheme", "wikidata", "viaf", "geonames", "isni", "lcnaf"),
        ]

    def __str__(self) -> str:
        return f"{self.get_scheme_display()} {self.value}"

    def natural_key(self) -> tuple[str, str]:
        return (self.scheme, self.value)

    natural_key.dependencies = ["entities.entity"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        """The page of this identifier at its own authority file."""
        return self.ADDRESSES[self.scheme].format(self.value)


class Relation(models.Model):
    """A typed, directed, dated tie: subject *kind* object ("Almaty – located in – Kazakhstan")."""

    class Kind(models.TextChoices):
        MEMBER_OF = "member_of", pgettext_lazy("a relation", "member of")
        PART_OF = "part_of", pgettext_lazy("a relation", "part of")
        LOCATED_IN = "located_in", pgettext_lazy("a relation", "located in")
        CAPITAL_OF = "capital_of", pgettext_lazy("a relation", "capital of")
        HOLDS_POST_IN = "holds_post_in", pgettext_lazy("a relation", "holds a post in")
        SUCCESSOR_OF = "successor_of", pgettext_lazy("a relation", "successor of")
        OWNED_BY = "owned_by", pgettext_lazy("a relation", "owned by")
        PARTY_TO = "party_to", pgettext_lazy("a relation", "party to")

    subject = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="relations_from")
    kind = models.CharField(max_length=16, choices=Kind.choices)
    object = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="relations_to")
    number = models.PositiveSmallIntegerField(
        default=1, help_text="Tells repeated relations of the same two apart: a post held twice is 1 and 2."
    )
    note = models.CharField(max_length=200, blank=True, help_text="The post, the share, the article of the treaty.")
    begin = models.DateField(
        null=True, blank=True, help_text="The first day of the day, month or year in which it began."
    )
    begin_precision = models.CharField(max_length=5, choices=PRECISIONS, blank=True)
    end = models.DateField(
        null=True, blank=True, help_text="The first day of the day, month or year in which it ended."
    )
    end_precision = models.CharField(max_length=5, choices=PRECISIONS, blank=True)

    objects = querysets.RelationQuerySet.as_manager()

    class Meta:
        ordering = ["subject_id", "kind", "object_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "kind", "object", "number"], name="relation_unique"),
            models.CheckConstraint(condition=~Q(subject=models.F("object")), name="relation_not_to_itself"),
            models.CheckConstraint(
                condition=Q(begin__isnull=True, begin_precision="") | Q(begin__isnull=False) & ~Q(begin_precision=""),
                name="relation_begin_with_precision",
            ),
            models.CheckConstraint(
                condition=Q(end__isnull=True, end_precision="") | Q(end__isnull=False) & ~Q(end_precision=""),
                name="relation_end_with_precision",
            ),
            one_of(
                "kind",
                *("member_of", "part_of", "located_in", "capital_of"),
                *("holds_post_in", "successor_of", "owned_by", "party_to"),
            ),
            precision_of("begin_precision"),
            precision_of("end_precision"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} {self.get_kind_display()} {self.object}"

    def natural_key(self) -> tuple[str, str, str, str, str, int]:
        return (*self.subject.natural_key(), self.kind, *self.object.natural_key(), self.number)

    natural_key.dependencies = ["entities.entity"]  # type: ignore[attr-defined]

    @property
    def began(self) -> PartialDate | None:
        """When it began, as precisely as is known."""
        return PartialDate.from_earliest(self.begin, Precision(self.begin_precision)) if self.begin else None

    @property
    def ended(self) -> PartialDate | None:
        """When it ended, as precisely as is known."""
        return PartialDate.from_earliest(self.end, Precision(self.end_precision)) if self.end else None


class DistinctEntities(models.Model):
    """Two entities of which an editor has said that they are not the same: they are not offered as doubles again."""

    first = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="distinct_after")
    second = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="distinct_before")

    objects = querysets.DistinctEntitiesQuerySet.as_manager()

    class Meta:
        ordering = ["first_id", "second_id"]
        verbose_name = "pair of distinct entities"
        verbose_name_plural = "pairs of distinct entities"
        constraints = [
            # By the pair, not by its order: primary keys, and so their order, differ from database to database.
            models.UniqueConstraint(
                Least("first", "second"), Greatest("first", "second"), name="distinct_entities_once"
            ),
            models.CheckConstraint(condition=~Q(first=models.F("second")), name="distinct_entities_are_two"),
        ]

    def __str__(self) -> str:
        return f"“{self.first}” is not “{self.second}”"

    def natural_key(self) -> tuple[str, str, str, str]:
        return (*self.first.natural_key(), *self.second.natural_key())

    natural_key.dependencies = ["entities.entity"]  # type: ignore[attr-defined]


class PastSlug(models.Model):
    """An address that an entity had: it redirects for ever, whether the entity was renamed or merged into another."""

    class Reason(models.TextChoices):
        RENAMED = "renamed", "renamed"
        MERGED = "merged", "merged"

    kind = models.CharField(max_length=12, choices=Entity.Kind.choices)
    slug = models.SlugField(max_length=120, allow_unicode=True)
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="past_slugs")
    reason = models.CharField(max_length=8, choices=Reason.choices)

    objects = querysets.PastSlugQuerySet.as_manager()

    class Meta:
        ordering = ["kind", "slug"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "slug"], name="past_slug_unique"),
            one_of("kind", "person", "organization", "place", "event", "work"),
            one_of("reason", "renamed", "merged"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"

    def natural_key(self) -> tuple[str, str]:
        return (self.kind, self.slug)

    natural_key.dependencies = ["entities.entity"]  # type: ignore[attr-defined]
