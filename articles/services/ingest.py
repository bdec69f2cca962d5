"""From files to articles: the one service behind the command and the admin's upload form.

Every article is saved whole or not at all; the good ones of a bad file are saved. What is saved can be taken back as
one batch. An article is the same again by its place in the issue, else by its text or its headline;
running an import twice changes nothing, and one that was killed half-way goes on where it stopped. Refused: to
overwrite an article that an editor has changed since it was imported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from django.db import transaction
from django.db.models import Max

from articles.imports import DecodingError, Defaults, ImportReport, Outcome, Row, RowError, decode, read, validate
from articles.models import Article, Author, Authorship, Batch, Issue, Publication
from articles.records import ArticleRecord, Place
from articles.services import citing, dating, redating, series, tagging
from articles.services.anchoring import reanchor
from articles.services.batches import Recorder, recording
from articles.services.mending import mend
from articles.services.periodicals import find_publication
from articles.services.precedents import Precedents
from articles.services.source_book import SourceBook, free_slug
from edm_archive.text.dates import PartialDate
from edm_archive.text.normalize import fold, slug_of
from edm_archive.text.spans import paragraphs
from entities.matching import sort_name
from entities.suggest import Authorities

#: Articles saved in one transaction: few enough that a stop loses little, many enough that commits cost little.
CHUNK = 50
#: From this share of common words two texts of one issue are the same article; different ones share about half.
SAME_TEXT = 0.85
#: The same for two texts under one headline: a revision shares more than "News in Brief" of another day does.
REVISED_TEXT = 0.6
_HEADLINE_WIDTH = 80
#: Fields that an article takes over from its record as they are.
_COPIED = ("standfirst", "dateline", "section", "licence", "source_url")


@dataclass(frozen=True, slots=True, kw_only=True)
class IngestOptions:
    """What the person who imports says: defaults for what a file does not say, and what to do with it."""

    defaults: Defaults = field(default_factory=Defaults)
    status: str = Article.Status.DRAFT
    dry_run: bool = False


class Refused(Exception):
    """An article that cannot be saved as it is; carries the faults."""

    def __init__(self, *errors: RowError) -> None:
        super().__init__("; ".join(map(str, errors)))
        self.errors = errors


def ingest_files(
    files: Iterable[tuple[str, bytes]],
    options: IngestOptions | None = None,
    *,
    user: Any = None,
    progress: Callable[[str], None] | None = None,
) -> ImportReport:
    """Import text files.

    Args:
        files: names and contents; read one by one, so that their number does not matter.
        user: who imports, kept with the batch.
        progress: called with the name of each file when it is done.

    Returns:
        What became of every article, and every fault with its place and cure. Nothing raises on bad input.
    """
    options = options or IngestOptions()
    report = ImportReport(dry_run=options.dry_run)
    ingestion = _Ingestion(options, report)
    with transaction.atomic() if options.dry_run else nullcontext():
        with recording(kind=Batch.Kind.IMPORT, summary="Import", user=user, in_steps=True) as recorder:
            parsed = _parsed(files, options.defaults, progress)
            while chunk := list(islice(parsed, CHUNK)):
                with recorder.step():
                    ingestion.save_chunk(chunk, recorder)
                recorder.summarise(f"Import: {report.summary}")
            ingestion.infer_neighbours(recorder)
        if options.dry_run:
            transaction.set_rollback(True)
    if recorder.batch.pk is not None and not options.dry_run:
        report.batch = str(recorder.batch.reference)
    return report


def _parsed(
    files: Iterable[tuple[str, bytes]], defaults: Defaults, progress: Callable[[str], None] | None
) -> Iterator[ArticleRecord | tuple[RowError, ...]]:
    for name, data in files:
        yield from parse(name, data, defaults)
        if progress is not None:
            progress(name)


def parse(name: str, data: bytes, defaults: Defaults) -> Iterator[ArticleRecord | tuple[RowError, ...]]:
    """The records of one file, or the faults of each article that cannot be read."""
    try:
        text, _ = decode(data)
    except DecodingError as error:
        yield (RowError(Place(name, 1), "file", str(error)),)
        return
    empty = True
    for raw in read(text):
        empty = False
        yield validate(raw, name, defaults)
    if empty:
        yield (RowError(Place(name, 1), "file", "The file is empty; there is nothing to import."),)


class _Ingestion:
    """One run: what is looked up once, and the saving of articles one after the other."""

    def __init__(self, options: IngestOptions, report: ImportReport) -> None:
        self.options, self.report = options, report
        self.sources = SourceBook.load()
        self.authorities = Authorities.current()
        self.precedents = Precedents()
        self.publications: dict[str, Publication | None] = {}
        #: Articles that this run has met: two texts of one run are never the same article.
        self.met: set[int] = set()
        #: Dated issues that this run has met: the undated articles beside them are inferred again at its end.
        self.dated: set[int] = set()

    def save_chunk(self, chunk: list[ArticleRecord | tuple[RowError, ...]], recorder: Recorder) -> None:
        """Save some articles, then mend what waited for them."""
        arrived: list[Article] = []
        for parsed in chunk:
            if not isinstance(parsed, ArticleRecord):
                self.report.fail(parsed[0].place, parsed)
                continue
            try:
                article, row = self._save(parsed, recorder)
            except Refused as refusal:
                self.report.fail(parsed.place, refusal.errors)
                continue
            self.report.add(row)
            if row.outcome is not Outcome.UNCHANGED:
                arrived.append(article)
        mend(arrived, recorder)

    def infer_neighbours(self, recorder: Recorder) -> None:
        """Infer the undated articles beside the dated issues again, once they are all there: one walk for a run.

        Issues of unchanged articles count too, so that a run that was killed before is made good by the next one.
        """
        if not self.dated or not Article.objects.undated().exists():
            return
        pks = sorted(self.dated)
        for start in range(0, len(pks), CHUNK):
            issues = Issue.objects.filter(pk__in=pks[start : start + CHUNK]).select_related("publication")
            redating.infer_around(issues, recorder, self.sources)

    def _save(self, record: ArticleRecord, recorder: Recorder) -> tuple[Article, Row]:
        """Save one article; whatever refuses it does so before anything is written."""
        publication = self._publication(record)
        if record.language == publication.language:
            record = replace(record, language="")
        digest = record.digest(publication.slug)
        issue = Issue.objects.filter(publication=publication, volume=record.volume, number=record.number).first()
        article = _locate(issue, record, digest, self.met) if issue else None
        if article is not None:
            if article.digest == digest:
                self.met.add(article.pk)
                return article, self._row(
                    record, article, Outcome.UNCHANGED, self._dated(article.issue, record, recorder)
                )
            _refuse_a_second(article, record, self.met)
            _refuse_to_overwrite(article, record)
        issue = self._issue(
            issue or Issue(publication=publication, volume=record.volume, number=record.number), record, recorder
        )
        if article is None:
            position = record.position or _next_position(issue)
            article = Article(issue=issue, position=position, status=self.options.status)
            outcome = Outcome.CREATED
        else:
            recorder.watch([article])
            outcome = Outcome.CHANGED
        self._write(article, record, digest, recorder)
        if outcome is Outcome.CREATED:
            recorder.created(article)
        self.met.add(article.pk)
        _set_authors(article, record.authors, recorder)
        found, notes = self._annotate(article, record, recorder)
        if outcome is Outcome.CHANGED:
            recorder.changed(article)
            for annotation in found:  # those of a new article go with it
                recorder.created(annotation)
        return article, self._row(record, article, outcome, notes)

    def _row(self, record: ArticleRecord, article: Article, outcome: Outcome, notes: tuple[str, ...]) -> Row:
        return Row(record.place, outcome, "/".join(map(str, article.natural_key())), article.headline, notes)

    def _publication(self, record: ArticleRecord) -> Publication:
        name = record.publication
        if name not in self.publications:
            self.publications[name] = self._found(name)
        publication = self.publications[name]
        if publication is None:
            held = ", ".join(Publication.objects.values_list("title", flat=True)[:8]) or "none yet"
            raise Refused(
                RowError(
                    record.place,
                    "publication",
                    f"“{name[:80]}” is not a publication of this archive (held: {held}); correct the title, or add the "
                    "publication in the admin.",
                )
            )
        return publication

    def _found(self, name: str) -> Publication | None:
        """The publication, held or known; the sources are read anew when known ones were added."""
        held = Publication.objects.count()
        publication = find_publication(name)
        if Publication.objects.count() != held:
            self.sources = SourceBook.load()
        return publication

    def _dated(self, issue: Issue, record: ArticleRecord, recorder: Recorder) -> tuple[str, ...]:
        """Date the issue of an unchanged article, where that has become known; a note when it was."""
        undated = issue.issued is None
        self._issue(issue, record, recorder)
        return (f"The issue is now dated {issue.date}.",) if undated and issue.issued else ()

    def _issue(self, issue: Issue, record: ArticleRecord, recorder: Recorder) -> Issue:
        """The issue, saved; dated by the first record that knows its date, and its undated articles with it."""
        issued = record.issued or record.date
        if issue._state.adding:
            _date_issue(issue, issued)
            issue.save()
            recorder.created(issue)
        elif issue.issued is None and issued is not None:
            recorder.watch([issue])
            _date_issue(issue, issued)
            issue.save()
            recorder.changed(issue)
            redating.redate(issue, recorder, self.sources)
        if issue.issued is not None:
            self.dated.add(issue.pk)
        return issue

    def _write(self, article: Article, record: ArticleRecord, digest: str, recorder: Recorder) -> None:
        if article.pk and article.body != record.body:
            reanchor(article, record.body, recorder=recorder)
        article.body = record.body
        article.headline = record.headline or working_headline(record.body)
        printed, working = Article.HeadlineBasis.PRINTED, Article.HeadlineBasis.WORKING
        article.headline_basis = printed if record.headline else working
        article.slug = slug_of(article.headline)
        article.language = record.language or article.issue.publication.language
        for name in _COPIED:
            setattr(article, name, getattr(record, name))
        series.state(article, record.series, record.part)
        dating.state(article, record.date)
        article.digest = digest
        article.save()

    def _annotate(
        self, article: Article, record: ArticleRecord, recorder: Recorder
    ) -> tuple[list[Any], tuple[str, ...]]:
        """Find citations, and from them the date where none is stated, then names.

        Returns:
            The annotations that are new, and what was found in words.
        """
        cited = citing.cite(article, self.sources, recorder)
        if record.date is None:
            dating.infer(article)
            article.save(update_fields=[*dating.FIELDS, "changed_at"])
        outside = [found.match.span for found in cited.resolved]
        tagged = tagging.suggest_annotations(article, self.authorities, outside=outside, precedents=self.precedents)
        dated = [article.date_statement, *article.date_reasons] if record.date is None else []
        return [*cited.created, *tagged], (_tally(article), *dated)


def working_headline(body: str) -> str:
    """A headline for an article that has none: the first words of its text, cut at a word's end."""
    first = paragraphs(body)[0].of(body).replace("\n", " ")
    if len(first) <= _HEADLINE_WIDTH:
        return first
    return first[: _HEADLINE_WIDTH + 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-(") + " …"


def _locate(issue: Issue, record: ArticleRecord, digest: str, met: set[int]) -> Article | None:
    """The article that ``record`` is again: by its place, else by its text, its headline, or most of its words.

    Args:
        met: articles that another text of the same run is; only the very same text is one of them again.
    """
    articles = list(Article.objects.filter(issue=issue).order_by("position").select_related("issue__publication"))
    if record.position is not None:
        return next((article for article in articles if article.position == record.position), None)
    same = next((article for article in articles if article.digest == digest), None)
    if same is not None:
        return same
    others = [(article, _alike(article.body, record.body)) for article in articles if article.pk not in met]
    headline = fold(record.headline)
    tests: tuple[Callable[[Article, float], bool], ...] = (
        lambda article, _: article.body == record.body,
        lambda article, alike: bool(headline) and fold(article.headline) == headline and alike >= REVISED_TEXT,
        lambda _, alike: alike >= SAME_TEXT,
    )
    return next((article for test in tests for article, alike in others if test(article, alike)), None)


def _alike(one: str, other: str) -> float:
    """How many words two texts share, 0 to 1 (Dice's coefficient over the words with their counts)."""
    ours, theirs = Counter(fold(one).split()), Counter(fold(other).split())
    return 2 * (ours & theirs).total() / max(ours.total() + theirs.total(), 1)


def _next_position(issue: Issue) -> int:
    last = Article.objects.filter(issue=issue).aggregate(last=Max("position"))["last"]
    return (last or 0) + 1


def _refuse_a_second(article: Article, record: ArticleRecord, met: set[int]) -> None:
    """Two different texts of one run do not stand at one place."""
    if article.pk in met:
        message = f"another text of this import stands at position {article.position} already; give this one its own."
        raise Refused(RowError(record.place, "position", message))


def _refuse_to_overwrite(article: Article, record: ArticleRecord) -> None:
    """An article that was typed or corrected by hand is not overwritten by a file that says something else."""
    if article.digest and record_of(article).digest(article.issue.publication.slug) == article.digest:
        return
    address = " / ".join(map(str, article.natural_key()))
    raise Refused(
        RowError(
            record.place,
            "body",
            f"the article {address} was edited in the archive and this file differs from it; nothing was overwritten. "
            "Edit it in the admin, or give the file another position.",
        )
    )


def record_of(article: Article) -> ArticleRecord:
    """What an article says, as a record: the reverse of ingesting it, without what the archive inferred."""
    stated = article.date_basis == Article.DateBasis.STATED and article.interval is not None
    printed = article.headline_basis == Article.HeadlineBasis.PRINTED
    publication = article.issue.publication
    return ArticleRecord(
        publication=publication.slug,
        volume=article.issue.volume,
        number=article.issue.number,
        headline=article.headline if printed else "",
        authors=tuple(str(authorship) for authorship in article.authorships.select_related("author")),
        date=PartialDate.from_interval(article.interval) if stated and article.interval else None,
        language=article.language if article.language != publication.language else "",
        body=article.body,
        series="" if article.series_is_inferred else article.series,
        part=None if article.series_is_inferred else article.part,
        **{name: getattr(article, name) for name in _COPIED},
    )


def _date_issue(issue: Issue, issued: PartialDate | None) -> None:
    if issued is not None:
        issue.issued, issue.issued_precision = issued.earliest, issued.precision.value


def _set_authors(article: Article, names: tuple[str, ...], recorder: Recorder) -> None:
    """Make the byline that of the file; an author is the same by name."""
    if [str(authorship) for authorship in article.authorships.select_related("author")] == list(names):
        return
    for authorship in article.authorships.all():
        authorship.article = article
        recorder.removed(authorship)
        authorship.delete()
    for order, name in enumerate(names, start=1):
        author = Author.objects.named(name).first()
        if author is None:
            author = Author.objects.create(name=name, sort_name=sort_name(name), slug=_free_author_slug(name))
            recorder.created(author)
        credited = name if name != author.name else ""
        authorship, made = Authorship.objects.get_or_create(
            article=article, author=author, defaults={"order": order, "credited_name": credited}
        )
        if made:
            recorder.created(authorship)


def _free_author_slug(name: str) -> str:
    return free_slug(Author, name)


def _tally(article: Article) -> str:
    """What was found in the text, in one line."""
    kinds = list(article.citations.filter(start__isnull=False).values_list("kind", flat=True))
    crossing = kinds.count("cross_reference")
    counts = (
        (len(article.paragraphs), "paragraph", "paragraphs"),
        (len(kinds) - crossing, "citation", "citations"),
        (crossing, "cross-reference", "cross-references"),
        (article.acronym_definitions.count(), "acronym", "acronyms"),
        (article.mentions.count(), "mention", "mentions"),
        (article.role_statements.count(), "post", "posts"),
    )
    return ", ".join(f"{count} {one if count == 1 else many}" for count, one, many in counts)
