"""From the prose to citations: extract, date, find the source, save; ``settling`` finds the article that is meant.

A citation is the same again by its span, its source as printed and its date as written; one that an editor has decided
keeps what the editor decided. Which source is cited, ``source_book`` knows.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from articles.citations import (
    Form,
    Found,
    Quotation,
    ResolvedCitation,
    ResolvedDate,
    Task,
    find,
)
from articles.citations.parts import divided
from articles.models import Article, Citation
from articles.models.anchors import Review, anchor_of
from articles.services import settling
from articles.services.batches import Recorder
from articles.services.dating import context_of
from articles.services.source_book import SourceBook
from articles.services.tagging import next_number
from edm_archive.text.spans import Span

#: How sure a citation is by where its source stands, and why it was suggested.
_GROUNDS: dict[Form, dict[str, Any]] = {
    Form.PARENTHESIS: {"origin": "parenthesis", "score": 0.95, "reason": "The brackets name a source."},
    Form.IN_SENTENCE: {"origin": "sentence", "score": 0.7, "reason": "The sentence names the source before the date."},
}
#: What extraction finds of a citation, beside what makes it the same again.
FOUND = (
    "kind",
    "source",
    "cited_title",
    "cited_author",
    "cited_date",
    "cited_date_end",
    "cited_precision",
    "year_basis",
    "year_note",
    "locator",
    "url",
    "supports_start",
    "supports_end",
    "quotation_start",
    "quotation_end",
    "speaker_start",
    "speaker_end",
    "speaker_basis",
)


@dataclass(frozen=True, slots=True)
class Cited:
    """What was found in one article: its citations with their dates, and the rows that are new."""

    resolved: tuple[ResolvedCitation, ...]
    created: tuple[Citation, ...]


def cite(article: Article, book: SourceBook, recorder: Recorder) -> Cited:
    """Find the citations of ``article`` and save those that are new.

    The article must be saved. A citation that is found again and that no editor has decided takes over what is known
    now, since the date of its article may have changed.
    """
    found = find(task_of(article), book.vocabulary)
    rows = rows_of(article, found, book, recorder)
    held = Citation.objects.filter(article=article, start__isnull=False).order_by("number")
    new, pairs = matched(rows, list(held))
    number = next_number(article, Citation)
    for offset, row in enumerate(new):
        row.number = number + offset
    for old, row in pairs:
        if not old.is_decided:
            _renew(old, row, recorder)
    Citation.objects.bulk_create(new)
    settling.settle([row for row in new if row.kind == Citation.Kind.CROSS_REFERENCE])
    return Cited(found.citations, tuple(new))


def matched(rows: list[Citation], held: list[Citation]) -> tuple[list[Citation], list[tuple[Citation, Citation]]]:
    """What is found beside what is held: the rows that are new, and the pairs of a held row and the same found again.

    Where an editor has decided about a parenthesis, a row that differs from all held ones is new only when the
    parenthesis holds more than are held: a corrected citation is not suggested again as it was before. A rejected
    reading that is found no more leaves room for the one that is found instead.
    """
    known, found = by_identity(held), by_identity(rows)
    room = Counter((row.start, row.end) for row in rows)
    room.subtract(
        (row.start, row.end) for identity, row in known.items() if row.review != Review.REJECTED or identity in found
    )
    decided = {(row.start, row.end) for row in held if row.is_decided}
    new: list[Citation] = []
    pairs: list[tuple[Citation, Citation]] = []
    for identity, row in found.items():
        span = (row.start, row.end)
        if identity in known:
            pairs.append((known[identity], row))
        elif span not in decided or room[span] > 0:
            room[span] -= 1
            new.append(row)
    return new, pairs


def by_identity(citations: Iterable[Citation]) -> dict[tuple[Any, ...], Citation]:
    """Citations by what makes each the same again: span, source and date as written, and which of equal ones it is."""
    seen: dict[tuple[Any, ...], int] = defaultdict(int)
    found: dict[tuple[Any, ...], Citation] = {}
    for row in citations:
        written = (row.start, row.end, row.source_text, row.written_date)
        seen[written] += 1
        found[*written, seen[written]] = row
    return found


def _renew(old: Citation, row: Citation, recorder: Recorder) -> None:
    """Let an undecided citation take over the source and the date as they are found now."""
    recorder.watch([old])
    for name in FOUND:
        setattr(old, name, getattr(row, name))
    if old.kind == Citation.Kind.CROSS_REFERENCE:
        settling.resolve(old)
    old.save(update_fields=[*FOUND, "target", "resolution", "resolution_note"])
    recorder.changed(old)


#: What of a citation depends on the date of its article.
YEARS = ("cited_date", "cited_date_end", "cited_precision", "year_basis", "year_note")


def renew_years(articles: Iterable[Article], book: SourceBook, recorder: Recorder) -> None:
    """Work the years of what ``articles`` cite out again, after their dates or the dates around them have changed.

    Nothing is found anew, and what editors have decided stays.
    """
    days = settling.Days()
    for article in articles:
        held = list(Citation.objects.filter(article=article, start__isnull=False).order_by("number"))
        if all(row.is_decided for row in held):
            continue
        rows = by_identity(rows_of(article, find(task_of(article), book.vocabulary), book, None))
        for identity, old in by_identity(held).items():
            row = rows.get(identity)
            if row is None or old.is_decided or all(getattr(old, name) == getattr(row, name) for name in YEARS):
                continue
            recorder.watch([old])
            for name in YEARS:
                setattr(old, name, getattr(row, name))
            if old.kind == Citation.Kind.CROSS_REFERENCE:
                settling.resolve(old, days)
            old.save(update_fields=[*YEARS, "target", "resolution", "resolution_note"])
            recorder.changed(old)


def task_of(article: Article) -> Task:
    """What extraction needs of an article, its issue and publication loaded."""
    return Task(article.body, context_of(article))


def rows_of(article: Article, found: Found, book: SourceBook, recorder: Recorder | None) -> list[Citation]:
    """Rows, not saved, of all that was found: one for each date of each source, one for a source without a date.

    Without a recorder nothing is written: a name that is not known yet then has no source.
    """
    rows: list[Citation] = []
    for citation, supported, quoted in zip(found.citations, found.supported, found.quoted, strict=True):
        anchor = anchor_of(article.body, citation.match.span)
        ground = _GROUNDS[citation.match.form]
        words = _claim(supported, quoted)
        for cited in citation.items:
            item = cited.item
            source, note = book.of(item, recorder)
            dates = cited.dates or (None,)
            rows.extend(
                Citation(
                    article=article,
                    kind=item.kind.value,
                    source=source,
                    source_text=item.source[:300],
                    cited_title=item.title[:300],
                    cited_author=item.author[:200],
                    written_date=_written(article.body, date),
                    locator=locator[:60],
                    url=_absolute(item.url),
                    resolution=Citation.Resolution.RESOLVED if source else Citation.Resolution.UNMATCHED,
                    resolution_note=note,
                    **words,
                    **ground,
                    **_dated(date),
                    **anchor,
                )
                for date, locator in zip(dates, divided(item.locator, len(dates)), strict=True)
            )
    return rows


def _claim(supported: Span, quoted: Quotation | None) -> dict[str, Any]:
    """The fields of what a citation supports, of its quotation and of the speaker."""
    fields: dict[str, Any] = {}
    if len(supported):
        fields |= {"supports_start": supported.start, "supports_end": supported.end}
    if quoted is not None:
        fields |= {"quotation_start": quoted.span.start, "quotation_end": quoted.span.end}
        if quoted.speaker_span is not None and quoted.speaker_basis is not None:
            speaker, basis = quoted.speaker_span, quoted.speaker_basis.value
            fields |= {"speaker_start": speaker.start, "speaker_end": speaker.end, "speaker_basis": basis}
    return fields


def _dated(date: ResolvedDate | None) -> dict[str, Any]:
    """The date fields of a citation."""
    if date is None:
        return {"year_basis": Citation.YearBasis.UNKNOWN, "year_note": "No date is written."}
    known = date.value
    return {
        "cited_date": known.earliest if known else None,
        "cited_date_end": date.until.latest if known and date.until else None,
        "cited_precision": known.precision.value if known else "",
        "year_basis": date.year_basis.value,
        "year_note": date.note[:300],
    }


def _written(body: str, date: ResolvedDate | None) -> str:
    return "" if date is None else date.written.span.of(body)[:40]


def _absolute(url: str) -> str:
    """The address as a browser needs it; too long a one is left to the quote."""
    if not url or len(url) > 480:
        return ""
    return url if "://" in url else f"https://{url}"
