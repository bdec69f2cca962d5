"""Citations extracted anew, from the whole archive or a part of it: what has changed is proposed, decisions stay.

After a change of the grammar or of the known names, ``extract_archive`` compares what is found now with what is held.
New citations are suggested; undecided ones take over what is found now; undecided ones that are found no more are not
deleted but doubted: they keep their place in the text, at the score 0, for an editor to reject. What an editor has
decided is left alone and only counted. Articles go through in the order of their keys, a portion at a time, each in a
transaction of its own: memory does not grow with the archive, and a stopped run goes on after the last portion.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Max

from articles.citations import Extractor, Found
from articles.models import Article, Batch, Citation
from articles.models.anchors import Review
from articles.querysets import ArticleQuerySet
from articles.services import citing, redating, series, settling
from articles.services.batches import Recorder, recording
from articles.services.source_book import SourceBook

#: Articles compared at a time: some megabytes of text.
PORTION = 500
#: Why an undecided citation is doubted when it is found no more.
NOT_FOUND = "It is not found any more as the grammar is now."


class Act(StrEnum):
    """How what is found differs from what is held."""

    NEW = "new"
    CHANGED = "changed"
    DOUBTED = "doubted"
    KEPT = "kept"


@dataclass(frozen=True, slots=True)
class Difference:
    """One citation that differs: in which article, how, and the values before and after in words."""

    article: str
    act: Act
    quote: str
    before: str
    after: str

    def __str__(self) -> str:
        arrow = " → ".join(filter(None, (self.before, self.after)))
        return f"{self.act.value} {self.article} {self.quote}: {arrow}"


@dataclass(slots=True)
class Report:
    """What a run found: counts, and the last article that is done (to go on after it)."""

    articles: int = 0
    counts: Counter[Act] = field(default_factory=Counter)
    last: int | None = None
    batch: str = ""

    @property
    def summary(self) -> str:
        """ "34 articles: 2 new, 1 changed, 0 doubted, 0 kept as decided"."""
        counts = ", ".join(f"{self.counts[act]:,} {act.value}" for act in Act)
        return f"{self.articles:,} article{'' if self.articles == 1 else 's'}: {counts} as decided"


def extract_archive(
    articles: ArticleQuerySet,
    *,
    processes: int = 1,
    after: int = 0,
    dry_run: bool = False,
    user: Any = None,
    tell: Callable[[Difference], None] | None = None,
    progress: Callable[[int], None] | None = None,
    report: Report | None = None,
) -> Report:
    """Extract the citations of ``articles`` anew.

    An article whose text changes while it is read, and a citation that an editor decides meanwhile, are left as they
    are; the next run finds them.

    Args:
        processes: how many read texts side by side; this one alone writes.
        after: the primary key after which to begin, where an earlier run stopped.
        dry_run: compare and count, write nothing.
        tell: called with each difference.
        progress: called with the number of articles done.
        report: is filled while the run goes on, so that it tells how far one came that was stopped.
    """
    report = Report() if report is None else report
    book = SourceBook.load()
    with (
        Extractor(book.vocabulary, processes) as extractor,
        recording(kind=Batch.Kind.EXTRACTION, summary="Extraction", user=user, in_steps=True) as recorder,
    ):
        for portion in _portions(articles, after):
            last = portion[-1].pk
            found = list(extractor.find([citing.task_of(article) for article in portion]))
            if dry_run:
                comparison = _compare(portion, found, book, None)
            else:
                with recorder.step():
                    portion, found = _unchanged(portion, found)
                    comparison = _compare(portion, found, book, recorder)
                    comparison.save(recorder)
                    redating.infer_again(portion, recorder)
                    series.arrange(portion, recorder)
            report.articles += len(found)
            report.counts.update(difference.act for difference in comparison.differences)
            report.last, report.batch = last, str(recorder.batch.reference) if recorder.batch.pk else ""
            for difference in comparison.differences if tell else ():
                tell(difference)  # type: ignore[misc]
            if progress:
                progress(report.articles)
        recorder.summarise(f"Extraction: {report.summary}")
    return report


def _unchanged(portion: list[Article], found: list[Found]) -> tuple[list[Article], list[Found]]:
    """Those of a portion whose text is still the one that was read, locked for the step, with what was found."""
    now = dict(
        Article.objects.select_for_update()
        .filter(pk__in=[article.pk for article in portion])
        .order_by("pk")
        .values_list("pk", "revision")
    )
    kept = [(a, what) for a, what in zip(portion, found, strict=True) if now.get(a.pk) == a.revision]
    return [article for article, _ in kept], [what for _, what in kept]


def _portions(articles: ArticleQuerySet, after: int) -> Iterator[list[Article]]:
    """The articles in the order of their keys, a portion at a time, without their place in memory after it."""
    wanted = articles.select_related("issue__publication").order_by("pk")
    while portion := list(wanted.filter(pk__gt=after)[:PORTION]):
        yield portion
        after = portion[-1].pk


@dataclass(slots=True)
class _Comparison:
    """What is to be written for one portion, and how it differs from what is held."""

    new: list[Citation] = field(default_factory=list)
    changed: list[tuple[Citation, Citation]] = field(default_factory=list)
    doubted: list[Citation] = field(default_factory=list)
    differences: list[Difference] = field(default_factory=list)

    def save(self, recorder: Recorder) -> None:
        """Write it, in a number of queries that does not depend on the number of rows."""
        Citation.objects.bulk_create(self.new)
        for row in self.new:
            recorder.created(row)
        olds = recorder.watch([*(old for old, _ in self.changed), *self.doubted])
        for old, row in self.changed:
            for name in (*citing.FOUND, "score", "reason"):
                setattr(old, name, getattr(row, name))
            if old.kind != Citation.Kind.CROSS_REFERENCE:
                old.target = None
                old.resolution, old.resolution_note = row.resolution, row.resolution_note
        for old in self.doubted:
            old.score, old.reason = 0.0, NOT_FOUND
        Citation.objects.bulk_update(
            olds, [*citing.FOUND, "target", "resolution", "resolution_note", "score", "reason"], batch_size=200
        )
        written = (*self.new, *(old for old, _ in self.changed))
        settling.settle(row for row in written if row.kind == Citation.Kind.CROSS_REFERENCE)
        for old in olds:
            recorder.changed(old)


def _compare(
    portion: list[Article], found: Iterable[Found], book: SourceBook, recorder: Recorder | None
) -> _Comparison:
    """What is found in a portion beside what is held of it."""
    held: dict[int, list[Citation]] = defaultdict(list)
    rows = Citation.objects.filter(article__in=portion, start__isnull=False).select_related("source")
    if recorder is not None:
        rows = rows.select_for_update(of=("self",))  # what an editor decides from now on comes after this step
    for row in rows.order_by("number"):
        held[row.article_id].append(row)
    highest = dict(
        Citation.objects.filter(article__in=portion)
        .order_by()
        .values_list("article")
        .annotate(highest=Max("number"))
        .values_list("article", "highest")
    )
    comparison = _Comparison()
    for article, what in zip(portion, found, strict=True):
        _compare_article(article, citing.rows_of(article, what, book, recorder), held[article.pk], highest, comparison)
    return comparison


def _compare_article(
    article: Article, rows: list[Citation], held: list[Citation], highest: dict[int, int], comparison: _Comparison
) -> None:
    address = "/".join(map(str, article.natural_key()))
    new, pairs = citing.matched(rows, held)
    for row in new:
        highest[article.pk] = row.number = highest.get(article.pk, 0) + 1
        comparison.new.append(row)
        comparison.differences.append(Difference(address, Act.NEW, row.quote, "", _in_words(row)))
    for old, row in pairs:
        old.article = article
        if _differs(old, row):
            act = Act.KEPT if old.is_decided else Act.CHANGED
            comparison.differences.append(Difference(address, act, row.quote, _in_words(old), _in_words(row)))
            if act is Act.CHANGED:
                comparison.changed.append((old, row))
    found_again = {old.pk for old, _ in pairs}
    for old in held:
        if old.pk not in found_again and old.origin != "editor" and not old.is_decided and old.score > 0:
            old.article = article
            comparison.doubted.append(old)
            comparison.differences.append(Difference(address, Act.DOUBTED, old.quote, _in_words(old), "not found"))


def _differs(old: Citation, row: Citation) -> bool:
    """Whether what is found now differs in anything but a source that is still unknown without a recorder.

    One that was doubted because it was not found, and is found again, differs, too; a source that has been rejected
    since differs from none.
    """
    if old.reason == NOT_FOUND:
        return True
    names = [name for name in citing.FOUND if name != "source"]
    if any(getattr(old, name) != getattr(row, name) for name in names):
        return True
    if row.source_id is None:
        return old.source is not None and old.source.review == Review.REJECTED
    return old.source_id != row.source_id


def _in_words(citation: Citation) -> str:
    """Kind, source and date of a citation, and whom it quotes, for people. Its article must be loaded."""
    source = str(citation.source) if citation.source_id else citation.source_text or "no source"
    date = str(citation.date) if citation.date else "no date"
    quotes = f", quotes {citation.speaker_name or 'nobody by name'}" if citation.quotation else ""
    return f"{citation.get_kind_display()}, {source}, {date}{quotes}"
