"""What every annotation of an article's text shares: its anchor in the body, and its review by an editor.

An anchor is a span of the body together with the words it covers and the words around them, the TextPositionSelector
and TextQuoteSelector of the W3C Web Annotation Data Model. As long as the annotation is anchored,
``article.body[start:end] == quote``. When an edit of the body takes its words away it becomes an orphan: it keeps its
quote and context and loses its span; it is never deleted by a machine.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from edm_archive.text.spans import Span, context
from entities.models import one_of

#: Characters of context kept on each side of a quote.
CONTEXT_WIDTH = 48


def anchor_of(body: str, span: Span) -> dict[str, Any]:
    """The values of an annotation's anchor fields for the words of ``body`` at ``span``."""
    prefix, suffix = context(body, span, CONTEXT_WIDTH)
    return {"start": span.start, "end": span.end, "quote": span.of(body), "prefix": prefix, "suffix": suffix}


class Review(models.TextChoices):
    """Machines suggest, editors accept or reject."""

    SUGGESTED = "suggested", "suggested"
    ACCEPTED = "accepted", "accepted"
    REJECTED = "rejected", "rejected"


class Reviewed(models.Model):
    """A statement with its provenance and its review state. A machine never changes one that an editor has decided."""

    review = models.CharField(max_length=9, choices=Review.choices, default=Review.SUGGESTED)
    origin = models.CharField(max_length=20, blank=True, help_text="Which rule suggested it, or “editor”.")
    score = models.FloatField(default=1.0, validators=[MinValueValidator(0), MaxValueValidator(1)])
    reason = models.CharField(max_length=300, blank=True, help_text="Why it was suggested, in words.")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    reviewed_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=Q(score__range=(0, 1)), name="%(class)s_score_share"),
            one_of("review", *Review.values),
        ]

    @property
    def is_decided(self) -> bool:
        """Whether an editor has accepted or rejected it."""
        return self.review != Review.SUGGESTED


class Annotation(Reviewed):
    """A reviewed statement anchored in the body of an article."""

    number = models.PositiveIntegerField(help_text="Its number among its kind in the article: its name for life.")
    start = models.PositiveIntegerField(null=True, blank=True)
    end = models.PositiveIntegerField(null=True, blank=True)
    quote = models.TextField(help_text="The words of the body, exactly.")
    prefix = models.CharField(max_length=CONTEXT_WIDTH, blank=True)
    suffix = models.CharField(max_length=CONTEXT_WIDTH, blank=True)

    class Meta(Reviewed.Meta):
        abstract = True
        constraints = [
            *Reviewed.Meta.constraints,
            models.UniqueConstraint(fields=["article", "number"], name="%(class)s_number_unique"),
            models.CheckConstraint(
                # Both ends are named: a comparison with NULL is unknown, and a check lets the unknown pass.
                condition=Q(start__isnull=True, end__isnull=True)
                | Q(start__isnull=False, end__isnull=False, end__gt=models.F("start")),
                name="%(class)s_span_or_orphan",
            ),
            models.CheckConstraint(condition=~Q(quote=""), name="%(class)s_quote_given"),
        ]

    def __str__(self) -> str:
        return self.quote

    @property
    def is_orphaned(self) -> bool:
        """Whether its words are no longer found in the body."""
        return self.start is None

    @property
    def span(self) -> Span | None:
        """Its place in the body; None for an orphan."""
        return None if self.start is None or self.end is None else Span(self.start, self.end)
