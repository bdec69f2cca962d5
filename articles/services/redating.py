"""What follows when a date becomes known, or is known no more: for the issue, for its neighbours, for references.

The undated articles between the nearest dated issues on both sides are inferred again, and no others: the evidence of
all others is what it was. Their own citations get their years anew first, since these may depend on the issues around
them. Dates that are stated or were set by editors are never touched.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.models import Article, Batch, BatchChange, Issue, Publication
from articles.querysets import ArticleQuerySet
from articles.services import dating
from articles.services.batches import Recorder, recording
from articles.services.citing import renew_years
from articles.services.mending import mend
from articles.services.source_book import SourceBook
from edm_archive.text.dates import PartialDate, Precision

#: Articles that are inferred again in one transaction.
CHUNK = 50


class AlreadyDatedError(Exception):
    """The article has a date of its own by now; the message says which."""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A date that an editor confirmed: the batch, and how many further articles have another date by it."""

    batch: Batch
    others: int


def redate(issue: Issue, recorder: Recorder, book: SourceBook) -> list[Article]:
    """Give the articles of an issue that have no date of their own the one that the issue bears now.

    Where it bears none any more they are inferred again. References to them are mended.

    Returns:
        The articles whose date has changed.
    """
    own = [Article.DateBasis.STATED, Article.DateBasis.EDITOR]
    return _date_again(issue.articles.exclude(date_basis__in=own), recorder, book)


def infer_around(
    issues: Iterable[Issue], recorder: Recorder, book: SourceBook, among: ArticleQuerySet | None = None
) -> list[Article]:
    """Infer those undated articles again whose nearest dated issues may have changed, and mend references to them.

    Args:
        issues: those that have got, changed or lost a date, as they are now; of one that is gone, an unsaved one in
            its place.
        among: the undated articles that may be inferred; all when it is left out.

    Returns:
        The articles whose date has changed.
    """
    changed: list[Article] = []
    undated = Article.objects.undated() if among is None else among
    for publication, before, after in _gaps(issues):
        here = undated.between(publication, before, after)
        pks = list(here.order_by("issue_id", "position").values_list("pk", flat=True))
        for start in range(0, len(pks), CHUNK):
            with recorder.step():
                chunk = undated.filter(pk__in=pks[start : start + CHUNK])
                changed.extend(_date_again(chunk, recorder, book))
    return changed


def infer_again(articles: Iterable[Article], recorder: Recorder) -> list[Article]:
    """Infer those of ``articles`` that have no date of their own from what is known now; those that changed.

    For articles of which citations were found or decided; their issues and publications must be loaded.
    """
    return _infer(recorder.watch(article for article in articles if not article.is_dated), recorder, None)


def date_issue(issue: Issue, user: AbstractBaseUser | None = None) -> list[Article]:
    """After the date of ``issue`` was set, changed or taken away by hand: date its articles and their neighbours anew.

    Returns:
        The articles of the issue whose date has changed; they, their neighbours and the references are one batch.
    """
    with recording(kind=Batch.Kind.PROPAGATION, summary=f"Dated the articles of {issue}", user=user) as recorder:
        book = SourceBook.load()
        articles = redate(issue, recorder, book)
        infer_around([issue], recorder, book)
    return articles


def catch_up(places: Iterable[tuple[Any, ...]], articles: Iterable[int], recorder: Recorder) -> None:
    """After rows were put back or removed: infer again what leans on them.

    Articles that were never inferred are left so, and nothing changes where every date is as the evidence has it.

    Args:
        places: natural keys of issues that were touched, whether they are still there or not.
        articles: primary keys of articles whose inferred date was touched.
    """
    keys, pks, inferred = sorted(places), sorted(articles), Article.objects.inferred()
    if not (keys or pks) or not inferred.exists():
        return
    book = SourceBook.load()
    for start in range(0, len(pks), CHUNK):
        _date_again(inferred.filter(pk__in=pks[start : start + CHUNK]), recorder, book)
    infer_around(_in_place(keys), recorder, book, among=inferred)


def is_inference(change: BatchChange) -> bool:
    """Whether a batch inferred the date of an article, or took that of its issue, among other things."""
    if change.model != Article._meta.label_lower or "date_reasons" not in change.after:
        return False
    bases = {values.get("date_basis", Article.DateBasis.INFERRED) for values in (change.before, change.after)}
    return bases <= dating.INFERABLE


def without_date(change: BatchChange) -> BatchChange:
    """The same change, the date and the time of the change left out."""
    left_out = {*dating.FIELDS, "changed_at"}
    before, after = (
        {name: value for name, value in values.items() if name not in left_out}
        for values in (change.before, change.after)
    )
    return BatchChange(act=change.act, model=change.model, record=change.record, before=before, after=after)


@transaction.atomic
def confirm(pk: int, day: datetime.date, user: AbstractBaseUser, *, with_issue: bool = False) -> Confirmation:
    """Set the date of an undated article to the day that an editor confirmed; one batch with all that follows.

    Args:
        with_issue: whether its issue, where it bears no date, bears this one from now on.

    Raises:
        AlreadyDatedError: when it has a date of its own by now.
    """
    rows = Article.objects.select_related("issue__publication").select_for_update(of=("self",))
    with recording(kind=Batch.Kind.DECISION, summary="Confirmation", user=user) as recorder:
        (article,) = recorder.watch(rows.filter(pk=pk))
        if article.is_dated:
            how = article.get_date_basis_display()
            raise AlreadyDatedError(f"“{article}” has been dated meanwhile: {article.date_statement}, {how}.")
        said = dating.evidence_of(article).dating.reasons
        article.date_earliest = article.date_latest = day
        article.date_basis = Article.DateBasis.EDITOR
        article.date_reasons = [f"An editor confirmed {PartialDate.of(day)}.", *said]
        article.save(update_fields=[*dating.FIELDS, "changed_at"])
        recorder.changed(article)
        book = SourceBook.load()
        renew_years([article], book, recorder)
        mend([article], recorder)
        others = _date_its_issue(article.issue, day, recorder, book) if with_issue else []
        recorder.summarise(f"Dated “{article}”: {PartialDate.of(day)}")
    return Confirmation(recorder.batch, len(others))


def _date_its_issue(issue: Issue, day: datetime.date, recorder: Recorder, book: SourceBook) -> list[Article]:
    if issue.issued is not None:
        return []
    recorder.watch([issue])
    issue.issued, issue.issued_precision = day, Precision.DAY.value
    issue.save(update_fields=["issued", "issued_precision"])
    recorder.changed(issue)
    return [*redate(issue, recorder, book), *infer_around([issue], recorder, book)]


def _in_place(keys: Iterable[tuple[Any, ...]]) -> Iterator[Issue]:
    """The issues with these natural keys; of one that is gone, an unsaved one in its place."""
    for slug, volume, number in keys:
        held = Issue.objects.filter(publication__slug=slug, volume=volume, number=number).select_related("publication")
        issue = held.first()
        if issue is None and (publication := Publication.objects.filter(slug=slug).first()) is not None:
            sequence = Issue.sequence_of(number)
            issue = Issue(publication=publication, volume=volume, number=number, sequence=sequence)
        if issue is not None:
            yield issue


def _gaps(issues: Iterable[Issue]) -> Iterator[tuple[int, Issue | None, Issue | None]]:
    """Publication and ends of the stretches between dated issues that ``issues`` bound or lie in, each once."""
    seen: set[tuple[int, int | None, int | None]] = set()
    for issue in issues:
        before, after = dating.neighbours_of(issue)
        is_end = issue.pk is not None and issue.issued is not None
        for first, last in ((before, issue), (issue, after)) if is_end else ((before, after),):
            key = (issue.publication_id, first.pk if first else None, last.pk if last else None)
            if key not in seen:
                seen.add(key)
                yield issue.publication_id, first, last


def _date_again(rows: ArticleQuerySet, recorder: Recorder, book: SourceBook) -> list[Article]:
    """Date ``rows`` anew from their issue or from the evidence; those that differ are saved, and references settled."""
    locked = rows.select_related("issue__publication").select_for_update(of=("self",))
    return _infer(recorder.watch(locked.order_by("issue_id", "position")), recorder, book)


def _infer(articles: list[Article], recorder: Recorder, book: SourceBook | None) -> list[Article]:
    """The same of ``articles`` that are watched; with a book the years of what they cite are worked out first."""
    changed: list[Article] = []
    for article in articles:
        before = [getattr(article, name) for name in dating.FIELDS]
        if article.date_basis == Article.DateBasis.ISSUE or article.issue.issued is not None:
            dating.state(article, None)
        if book is not None:
            renew_years([article], book, recorder)
        dating.infer(article)
        if [getattr(article, name) for name in dating.FIELDS] != before:
            article.save(update_fields=[*dating.FIELDS, "changed_at"])
            changed.append(article)
        recorder.changed(article)
    mend(changed, recorder)
    return changed
