"""The date of an article, and how it is known: stated in it, borne by its issue, or inferred.

Inferred dates are intervals with reasons in sentences; an article is never given a day that nobody wrote. A date that
was stated or set by an editor is not touched.
"""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from articles.citations import ResolvedCitation, date_article
from articles.models import Article, Batch, Issue
from articles.services.batches import Recorder, recording
from articles.services.citing import settle_references_to
from edm_archive.text.dates import PartialDate

#: The fields that dating sets.
FIELDS = ("date_earliest", "date_latest", "date_basis", "date_reasons")


def state(article: Article, date: PartialDate | None) -> None:
    """Set the date of ``article`` to what its text states, else to what its issue bears, else to unknown; not saved."""
    basis = Article.DateBasis
    if date is not None:
        _set(article, date.earliest, date.latest, basis.STATED, ["Stated in the article."])
    elif (borne := article.issue.date) is not None:
        _set(article, borne.earliest, borne.latest, basis.ISSUE, [f"{article.issue} bears the date {borne}."])
    else:
        _set(article, None, None, basis.UNKNOWN, [])


def infer(article: Article, resolved: Sequence[ResolvedCitation]) -> None:
    """Set the interval of an article of unknown date from what it cites and from its volume; not saved."""
    if article.date_basis not in (Article.DateBasis.UNKNOWN, Article.DateBasis.INFERRED):
        return
    publication = article.issue.publication
    dating = date_article(
        resolved,
        publication_title=publication.title,
        volume=article.issue.volume,
        first_volume_year=publication.first_volume_year,
    )
    known = dating.earliest is not None or dating.latest is not None
    basis = Article.DateBasis.INFERRED if known else Article.DateBasis.UNKNOWN
    _set(article, dating.earliest, dating.latest, basis, list(dating.reasons))


def redate(issue: Issue, recorder: Recorder) -> list[Article]:
    """Give the articles of an issue whose date has become known that date, where they have none of their own."""
    undated = issue.articles.filter(date_basis__in=[Article.DateBasis.UNKNOWN, Article.DateBasis.INFERRED])
    articles = recorder.watch(undated.select_related("issue__publication").order_by("position"))
    for article in articles:
        state(article, None)
        article.save(update_fields=[*FIELDS, "changed_at"])
        recorder.changed(article)
    return articles


def date_issue(issue: Issue) -> list[Article]:
    """After the date of ``issue`` was set by hand: date its undated articles, and mend what refers to their day.

    Returns:
        The articles that have got a date; they and the references are one batch.
    """
    with recording(kind=Batch.Kind.PROPAGATION, summary=f"Dated the articles of {issue}", user=None) as recorder:
        articles = redate(issue, recorder) if issue.issued else []
        settle_references_to(articles, recorder)
    return articles


def _set(
    article: Article,
    earliest: datetime.date | None,
    latest: datetime.date | None,
    basis: Article.DateBasis,
    reasons: list[str],
) -> None:
    article.date_earliest, article.date_latest = earliest, latest
    article.date_basis, article.date_reasons = basis, reasons
