"""What waits for an editor, with numbers that stay cheap: nothing is counted beyond a thousand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models

from articles.models import AcronymDefinition, Article, Citation, Mention, RoleStatement, Source
from articles.services.doubts import Doubt

#: Where counting ends.
LIMIT = 1_000
#: The page on which citations are decided one by one.
CITATION_QUEUE = "admin:articles_citation_queue"


@dataclass(frozen=True, slots=True)
class Queue:
    """Rows that wait; ``query`` is the filter of the admin's list that shows them, or of the ``page`` that is named."""

    title: str
    explanation: str
    rows: models.QuerySet[Any]
    query: str
    page: str = ""

    def count(self) -> int:
        """How many rows wait; LIMIT + 1 when there are more than LIMIT."""
        return self.rows.order_by()[: LIMIT + 1].count()


def figure(count: int) -> str:
    """A number that was counted up to LIMIT, as it is shown: "12", "1,000+"."""
    return f"{LIMIT:,}+" if count > LIMIT else f"{count:,}"


def queues() -> Iterator[Queue]:
    """Everything that can wait, in the order in which it is best done. Nothing is counted yet."""
    suggested = "review__exact=suggested"
    for title, explanation, model in (
        ("Suggested citations", "found in the texts, for you to decide", Citation),
        ("Suggested mentions", "of people, organizations and places", Mention),
        ("Suggested posts", "who is called what in a text", RoleStatement),
        ("Suggested acronyms", "short forms that a text introduces", AcronymDefinition),
    ):
        if model is Citation:
            yield Queue(title, explanation, model.objects.suggested(), "", CITATION_QUEUE)
        else:
            yield Queue(title, explanation, model.objects.suggested(), suggested)
    crossing = Citation.objects.filter(kind=Citation.Kind.CROSS_REFERENCE)
    waiting = crossing.filter(resolution=Citation.Resolution.WAITING)
    query = f"kind__exact=cross_reference&resolution__exact={Citation.Resolution.WAITING}"
    yield Queue("Waiting cross-references", "to articles that are not in the archive yet", waiting, query)
    ambiguous = crossing.filter(resolution=Citation.Resolution.AMBIGUOUS).exclude(review="rejected")
    query = f"doubt={Doubt.AMBIGUOUS.slug}"
    yield Queue("Ambiguous cross-references", "whose article is not certain", ambiguous, query, CITATION_QUEUE)
    unknown = Source.objects.filter(review="suggested")
    yield Queue("Suggested sources", "outlets whose names were not known", unknown, suggested)
    for model in (Citation, Mention, RoleStatement, AcronymDefinition):
        title = f"Orphaned {model._meta.verbose_name_plural}"
        yield Queue(title, "whose words are gone from the text", model.objects.orphaned(), "anchor=orphaned")
    undated = "date_basis__in=inferred%2Cunknown"
    yield Queue("Undated articles", "with evidence for the day, for you to confirm", Article.objects.undated(), undated)
    for title, explanation, status in (
        ("Drafts", "articles that readers do not see yet", Article.Status.DRAFT),
        ("In review", "articles that are nearly ready", Article.Status.IN_REVIEW),
    ):
        yield Queue(title, explanation, Article.objects.filter(status=status), f"status__exact={status}")
