"""The work of editors: who has which article to do and how far it is, and what a second reader says of annotations."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils import timezone

from articles import querysets
from entities.models import one_of


class Assignment(models.Model):
    """One article that one editor has to tag."""

    class State(models.TextChoices):
        NEW = "new", "new"
        IN_PROGRESS = "in_progress", "in progress"
        DONE = "done", "done"
        LOCKED = "locked", "locked"

    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="assignments")
    editor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=11, choices=State.choices, default=State.NEW)
    assigned_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    objects = querysets.AssignmentQuerySet.as_manager()

    class Meta:
        ordering = ["-assigned_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["article", "editor"], name="assignment_once"),
            one_of("state", "new", "in_progress", "done", "locked"),
        ]
        indexes = [models.Index(fields=["editor", "state"], name="assignment_of_editor")]

    def __str__(self) -> str:
        return f"{self.article}: {self.editor}, {self.get_state_display()}"

    def natural_key(self) -> tuple[str, int, str, int, str]:
        return (*self.article.natural_key(), self.editor.get_username())

    natural_key.dependencies = ["articles.article"]  # type: ignore[attr-defined]


class SecondOpinion(models.Model):
    """What a second reader says of one annotation without knowing what was decided; it is not changed afterwards.

    The annotation is named by its kind and its number in the article, its name for life.
    """

    class Kind(models.TextChoices):
        CITATION = "citation", "citation"
        MENTION = "mention", "mention"
        ROLE_STATEMENT = "rolestatement", "role statement"
        ACRONYM_DEFINITION = "acronymdefinition", "acronym definition"

    class Verdict(models.TextChoices):
        ACCEPTED = "accepted", "accepted"
        REJECTED = "rejected", "rejected"

    reader = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    article = models.ForeignKey("articles.Article", on_delete=models.CASCADE, related_name="second_opinions")
    kind = models.CharField(max_length=17, choices=Kind.choices)
    number = models.PositiveIntegerField(help_text="The number of the annotation among its kind in the article.")
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    given_at = models.DateTimeField(default=timezone.now)
    first = models.CharField(
        max_length=8,
        choices=Verdict.choices,
        blank=True,
        help_text="What the first reader had decided when the difference was settled.",
    )
    settled = models.CharField(
        max_length=8, choices=Verdict.choices, blank=True, help_text="What the difference was settled to."
    )

    objects = querysets.SecondOpinionQuerySet.as_manager()

    class Meta:
        ordering = ["-given_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["reader", "article", "kind", "number"], name="secondopinion_once"),
            one_of("kind", "citation", "mention", "rolestatement", "acronymdefinition"),
            one_of("verdict", "accepted", "rejected"),
            one_of("first", "", "accepted", "rejected"),
            one_of("settled", "", "accepted", "rejected"),
        ]

    def __str__(self) -> str:
        return f"{self.article}: {self.get_kind_display()} {self.number}, {self.get_verdict_display()} by {self.reader}"

    def natural_key(self) -> tuple[str, int, str, int, str, int, str]:
        return (*self.article.natural_key(), self.kind, self.number, self.reader.get_username())

    natural_key.dependencies = ["articles.article"]  # type: ignore[attr-defined]
