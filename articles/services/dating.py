"""The date of an article, and how it is known: stated in it, borne by its issue, set by an editor, or inferred.

Inferred dates are intervals with reasons in sentences; an article is never given a day that nobody wrote. They rest on
what the article cites, on the nearest dated issues before and after its own, and on the year of its volume; never on
other inferred dates, so that no guess supports another one. A date that was stated or set by an editor is not touched.
``redating`` holds the acts that follow when a date becomes known.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from articles.citations import (
    ArticleDating,
    CitedDay,
    DateContext,
    DatedIssue,
    Evidence,
    EvidenceKind,
    date_article,
    open_days,
)
from articles.models import Article, Citation, Issue
from edm_archive.text.dates import DateInterval, PartialDate, Precision

#: The fields that dating sets.
FIELDS = ("date_earliest", "date_latest", "date_basis", "date_reasons")
#: How dates are known that follow from something else, and may follow otherwise when that changes.
INFERABLE = frozenset({Article.DateBasis.ISSUE, Article.DateBasis.INFERRED, Article.DateBasis.UNKNOWN})


@dataclass(frozen=True, slots=True)
class Ground:
    """A piece of evidence and the record that it comes from: a citation of the article, or an issue around its own."""

    evidence: Evidence
    record: Citation | Issue | None


@dataclass(frozen=True, slots=True)
class Dating:
    """What can be inferred of the date of an article now, and from which records."""

    dating: ArticleDating
    grounds: tuple[Ground, ...]


def state(article: Article, date: PartialDate | None) -> None:
    """Set the date of ``article`` to what its text states, else to what its issue bears, else to unknown; not saved.

    What an editor has set stays.
    """
    basis = Article.DateBasis
    if article.date_basis == basis.EDITOR:
        return
    if date is not None:
        _set(article, date.earliest, date.latest, basis.STATED, ["Stated in the article."])
    elif (borne := article.issue.date) is not None:
        _set(article, borne.earliest, borne.latest, basis.ISSUE, [f"{article.issue} bears the date {borne}."])
    else:
        _set(article, None, None, basis.UNKNOWN, [])


def infer(article: Article) -> None:
    """Set the date of an article that has none of its own, from its issue or else from the evidence; not saved.

    Its citations must be saved, their years worked out.
    """
    if article.is_dated:
        return
    if article.issue.issued is not None:
        state(article, None)
        return
    dating = evidence_of(article).dating
    known = dating.earliest is not None or dating.latest is not None
    basis = Article.DateBasis.INFERRED if known else Article.DateBasis.UNKNOWN
    _set(article, dating.earliest, dating.latest, basis, list(dating.reasons))


def evidence_of(article: Article) -> Dating:
    """What speaks for which days, as the archive is now. Three queries."""
    before, after = neighbours_of(article.issue)
    citations = list(
        article.citations.trusted()
        .filter(cited_date__isnull=False)
        .select_related("source")
        .order_by("start", "number")
    )
    publication = article.issue.publication
    dating = date_article(
        map(_cited, citations),
        publication_title=publication.title,
        volume=article.issue.volume,
        first_volume_year=publication.first_volume_year,
        issue_before=_dated(before),
        issue_after=_dated(after),
    )
    by_number = {citation.number: citation for citation in citations}
    records = {EvidenceKind.ISSUE_BEFORE: before, EvidenceKind.ISSUE_AFTER: after}
    return Dating(
        dating,
        tuple(
            Ground(piece, by_number[piece.cited.number] if piece.cited else records.get(piece.kind))
            for piece in dating.evidence
        ),
    )


def context_of(article: Article) -> DateContext:
    """From what the unwritten years of an article's citations are worked out.

    An inferred date is left out, since it rests on these very years; what the series of issues tells is not.
    """
    volume_year = article.issue.publication.volume_year(article.issue.volume)
    if article.is_dated:
        return DateContext(article=article.interval, volume_year=volume_year)
    if (borne := article.issue.date) is not None:
        return DateContext(article=DateInterval.of(borne), volume_year=volume_year)
    before, after = neighbours_of(article.issue)
    series = open_days(volume_year=volume_year, issue_before=_dated(before), issue_after=_dated(after))
    return DateContext(volume_year=volume_year, series=series)


def neighbours_of(issue: Issue) -> tuple[Issue | None, Issue | None]:
    """The nearest dated issues before and after ``issue`` in its publication."""
    dated = Issue.objects.dated().select_related("publication")
    return dated.earlier_than(issue).first(), dated.later_than(issue).first()


def _cited(citation: Citation) -> CitedDay:
    """The date of a citation as evidence; of a range the last part, as precisely as the first is known."""
    assert citation.cited_date is not None  # noqa: S101 - the query asks for it
    last = PartialDate.from_earliest(
        citation.cited_date_end or citation.cited_date, Precision(citation.cited_precision)
    )
    source = citation.source_text or str(citation.source or "a source")
    return CitedDay(source, last, citation.number)


def _dated(issue: Issue | None) -> DatedIssue | None:
    return DatedIssue(str(issue), issue.date) if issue is not None and issue.date is not None else None


def _set(
    article: Article,
    earliest: datetime.date | None,
    latest: datetime.date | None,
    basis: Article.DateBasis,
    reasons: list[str],
) -> None:
    article.date_earliest, article.date_latest = earliest, latest
    article.date_basis, article.date_reasons = basis, reasons
