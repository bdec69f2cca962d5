"""The work queue: which editor has which article to do, and how far it is."""

from __future__ import annotations

from django.conf import settings
from django.db import models

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
