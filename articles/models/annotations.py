"""Whom and what a text mentions: Mention, RoleStatement (who is called what), AcronymDefinition.

Rejection is what editors have said that words do *not* mean.
"""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from articles import querysets
from articles.models.anchors import CONTEXT_WIDTH, Annotation
from articles.models.bibliography import Article
from edm_archive.text.dates import PartialDate, Precision
from entities.models import PRECISIONS, Entity, precision_of

#: Characters of the words that name an entity.
LONGEST_NAME = 500


class Mention(Annotation):
    """The words of a text that name an entity."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="mentions")
    entity = models.ForeignKey(Entity, on_delete=models.PROTECT, related_name="mentions")

    objects = querysets.MentionQuerySet.as_manager()

    class Meta(Annotation.Meta):
        abstract = False
        ordering = ["article_id", "start", "number"]
        constraints = [
            *Annotation.Meta.constraints,
            models.UniqueConstraint(
                fields=["article", "entity", "start", "end"],
                condition=Q(start__isnull=False),
                name="mention_once_per_span",
            ),
            # A name is short; PostgreSQL could not index a longer one.
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("quote"), LONGEST_NAME),
                name="mention_quote_short",
                violation_error_message=f"A mention is a name: mark at most {LONGEST_NAME} characters.",
            ),
        ]
        indexes = [
            # How an editor decided on these words for this entity before.
            models.Index(fields=["entity", "quote", "review"], name="mention_precedents"),
            models.Index(fields=["entity", "article", "review"], name="mention_entity"),
            models.Index(fields=["review"], name="mention_queue", condition=Q(review="suggested")),
        ]

    def natural_key(self) -> tuple[str, int, str, int, int]:
        return (*self.article.natural_key(), self.number)

    natural_key.dependencies = ["articles.article", "entities.entity"]  # type: ignore[attr-defined]

    def get_absolute_url(self) -> str:
        return f"{self.article.get_absolute_url()}#m{self.number}"


class Rejection(models.Model):
    """Editors have said that these words, between these others, do not mean this entity: it is not suggested again.

    Words and context are folded (``edm_archive.text.normalize``) and hold no offsets: a text may move and be edited
    around them. Without a context the words never mean the entity, wherever they stand.
    """

    words = models.CharField(max_length=300, help_text="Folded: no capitals, accents or punctuation.")
    entity = models.ForeignKey(Entity, on_delete=models.CASCADE, related_name="rejections")
    before = models.CharField(max_length=CONTEXT_WIDTH * 2, blank=True, help_text="The words before, folded.")
    after = models.CharField(
        max_length=CONTEXT_WIDTH * 2,
        blank=True,
        help_text="The words after, folded. Empty, like those before, means: wherever the words stand.",
    )
    reason = models.CharField(max_length=300, blank=True)
    rejected_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    rejected_at = models.DateTimeField()

    objects = querysets.RejectionQuerySet.as_manager()

    class Meta:
        ordering = ["words", "entity_id", "before", "after"]
        constraints = [
            models.UniqueConstraint(fields=["words", "entity", "before", "after"], name="rejection_once"),
            models.CheckConstraint(condition=~Q(words=""), name="rejection_words_given"),
        ]

    def __str__(self) -> str:
        return f"“{self.words}” is not {self.entity}"

    def natural_key(self) -> tuple[str, str, str, str, str]:
        return (self.words, *self.entity.natural_key(), self.before, self.after)

    natural_key.dependencies = ["entities.entity"]  # type: ignore[attr-defined]

    @property
    def is_everywhere(self) -> bool:
        """Whether it holds whatever stands around the words."""
        return not (self.before or self.after)


class RoleStatement(Annotation):
    """A text says that a person holds a post, at an organization, on the day of the article."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="role_statements")
    person = models.ForeignKey(Entity, on_delete=models.PROTECT, null=True, blank=True, related_name="roles_held")
    person_name = models.CharField(max_length=200, help_text="As it stands in the text.")
    post = models.CharField(max_length=200)
    organization = models.ForeignKey(Entity, on_delete=models.PROTECT, null=True, blank=True, related_name="roles_in")
    organization_name = models.CharField(
        max_length=200, blank=True, help_text="As it stands in the text; empty when only implied."
    )
    as_of = models.DateField(null=True, blank=True, help_text="The day of the article, when it is known.")
    as_of_precision = models.CharField(max_length=5, choices=PRECISIONS, blank=True)

    objects = querysets.RoleStatementQuerySet.as_manager()

    class Meta(Annotation.Meta):
        abstract = False
        ordering = ["article_id", "start", "number"]
        constraints = [
            *Annotation.Meta.constraints,
            models.CheckConstraint(condition=~Q(post=""), name="role_post_given"),
            models.CheckConstraint(
                condition=Q(as_of__isnull=True, as_of_precision="") | Q(as_of__isnull=False) & ~Q(as_of_precision=""),
                name="role_date_with_precision",
            ),
            precision_of("as_of_precision"),
        ]

    def __str__(self) -> str:
        return f"{self.person_name}, {self.post}"

    def natural_key(self) -> tuple[str, int, str, int, int]:
        return (*self.article.natural_key(), self.number)

    natural_key.dependencies = ["articles.article", "entities.entity"]  # type: ignore[attr-defined]

    @property
    def date(self) -> PartialDate | None:
        """The day as of which it is stated."""
        return PartialDate.from_earliest(self.as_of, Precision(self.as_of_precision)) if self.as_of else None


class AcronymDefinition(Annotation):
    """A text introduces a short form: "Collective Security Treaty Organization (CSTO)"."""

    article = models.ForeignKey(Article, on_delete=models.CASCADE, related_name="acronym_definitions")
    short_form = models.CharField(max_length=20)
    long_form = models.CharField(max_length=200)
    entity = models.ForeignKey(
        Entity, on_delete=models.PROTECT, null=True, blank=True, related_name="acronym_definitions"
    )
    contains = models.ForeignKey(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="contained_in",
        help_text="The definition whose short form is part of this long form, as CSTO is of “CSTO Rapid Deployment "
        "Forces (CRDF)”.",
    )

    objects = querysets.AcronymDefinitionQuerySet.as_manager()

    class Meta(Annotation.Meta):
        abstract = False
        ordering = ["article_id", "start", "number"]
        constraints = [
            *Annotation.Meta.constraints,
            models.CheckConstraint(condition=~Q(short_form="") & ~Q(long_form=""), name="acronym_forms_given"),
        ]
        indexes = [models.Index(fields=["short_form", "long_form"], name="acronym_ledger")]

    def __str__(self) -> str:
        return f"{self.long_form} ({self.short_form})"

    def natural_key(self) -> tuple[str, int, str, int, int]:
        return (*self.article.natural_key(), self.number)

    natural_key.dependencies = ["articles.article", "entities.entity"]  # type: ignore[attr-defined]
