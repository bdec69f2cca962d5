"""What was done in one stroke: an import, a bulk decision, a propagation, a merge; and how it is taken back.

A batch keeps, for each row it touched, the values before and after. Rows that it created are named only: taking the
batch back deletes them. Rows that it removed are kept whole: taking it back brings them again. Taking back is a batch,
too, so that it can be taken back itself. It is refused where later work would be lost; ``services.undoing`` holds the
rules.
"""

from __future__ import annotations

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from articles import querysets
from entities.models import one_of


class Batch(models.Model):
    """One act on many rows."""

    class Kind(models.TextChoices):
        IMPORT = "import", "import"
        EXTRACTION = "extraction", "extraction"
        DECISION = "decision", "bulk decision"
        PROPAGATION = "propagation", "propagation"
        MERGE = "merge", "merge"
        SPLIT = "split", "split"
        EDIT = "edit", "edit in a form"
        UNDO = "undo", "taking back"

    reference = models.UUIDField(unique=True, editable=False, help_text="Its name across databases.")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    summary = models.CharField(max_length=300)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True, blank=True)
    takes_back = models.ForeignKey(
        "self",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="takings_back",
        help_text="The batch that it took back; only of that kind.",
    )

    article = models.ForeignKey(
        "articles.Article",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text="The article on whose desk it was decided.",
    )
    seconds = models.FloatField(
        null=True,
        blank=True,
        help_text="From the decision before it on the desk to this one; for a decision on a desk only.",
    )
    keystrokes = models.PositiveIntegerField(null=True, blank=True, help_text="Keys that were pressed for it.")

    objects = querysets.BatchQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-id"]
        verbose_name_plural = "batches"
        constraints = [
            one_of("kind", "import", "extraction", "decision", "propagation", "merge", "split", "edit", "undo"),
            models.CheckConstraint(
                condition=Q(kind="undo", takes_back__isnull=False) | ~Q(kind="undo") & Q(takes_back__isnull=True),
                name="batch_takes_back_a_batch",
            ),
            models.CheckConstraint(
                condition=Q(seconds__isnull=True) | Q(seconds__gte=0), name="batch_seconds_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return self.summary

    def natural_key(self) -> tuple[str]:
        return (str(self.reference),)

    @property
    def is_undone(self) -> bool:
        """Whether it has been taken back."""
        return self.undone_at is not None


class BatchChange(models.Model):
    """What a batch did to one row."""

    class Act(models.TextChoices):
        CREATED = "created", "created"
        CHANGED = "changed", "changed"
        REMOVED = "removed", "removed"

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="changes")
    number = models.PositiveIntegerField(help_text="The order in which the batch did it.")
    act = models.CharField(max_length=7, choices=Act.choices)
    model = models.CharField(max_length=60, help_text="“articles.citation”.")
    record = models.JSONField(encoder=DjangoJSONEncoder, help_text="The natural key of the row.")
    before = models.JSONField(encoder=DjangoJSONEncoder, default=dict, blank=True)
    after = models.JSONField(encoder=DjangoJSONEncoder, default=dict, blank=True)

    objects = querysets.BatchChangeQuerySet.as_manager()

    class Meta:
        ordering = ["batch_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="batch_change_number_unique"),
            one_of("act", "created", "changed", "removed"),
        ]
        indexes = [models.Index(fields=["model", "record"], name="batch_change_row")]

    def __str__(self) -> str:
        return f"{self.act} {self.model} {self.record}"

    def natural_key(self) -> tuple[str, int]:
        return (*self.batch.natural_key(), self.number)

    natural_key.dependencies = ["articles.batch"]  # type: ignore[attr-defined]
