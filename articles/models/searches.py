"""Searches that readers have cited: what was asked, what was found and when, kept so that later differences show.

Written once, by ``services.cited_searches``, and never changed: an address that has been printed must lead to what it
led to. Drafts are never in it: only what readers could see then.
"""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse

from articles import querysets

#: Characters of a token.
TOKEN = 12


class CitedSearch(models.Model):
    """A search with its result as it was at one moment, under a permanent address."""

    token = models.CharField(max_length=TOKEN, unique=True, help_text="The last part of its address.")
    query = models.TextField(help_text="The search as its address states it: “?place=kazakhstan”.")
    sentence = models.TextField(help_text="The search in one sentence, as it was shown.")
    made_at = models.DateTimeField(help_text="When it was run.")
    count = models.PositiveIntegerField(help_text="How many articles it found.")
    listing = models.TextField(
        blank=True, help_text="The articles found, by issue, with the revision of each; empty for a very long result."
    )
    years = models.JSONField(
        default=dict, blank=True, help_text="For a very long result: how many of its articles appeared in each year."
    )

    objects = querysets.CitedSearchQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "token"]
        verbose_name_plural = "cited searches"
        constraints = [
            models.CheckConstraint(condition=~Q(token=""), name="citedsearch_token_given"),
            models.CheckConstraint(condition=Q(query__startswith="?"), name="citedsearch_query_given"),
            models.CheckConstraint(condition=~Q(sentence=""), name="citedsearch_sentence_given"),
            models.CheckConstraint(condition=Q(count__gt=0) | Q(listing=""), name="citedsearch_listing_of_something"),
        ]
        indexes = [models.Index(fields=["made_at"], name="citedsearch_made")]

    def __str__(self) -> str:
        return self.sentence

    def natural_key(self) -> tuple[str]:
        return (self.token,)

    def get_absolute_url(self) -> str:
        return reverse("search", args=[self.token])

    @property
    def is_listed(self) -> bool:
        """Whether it is kept which articles were found, not only how many."""
        return bool(self.listing) or not self.count
