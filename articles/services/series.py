"""Articles put into series with their sibling parts, where that is certain; as a suggestion that never overwrites.

Two articles are parts of one series when one of these holds, and nothing speaks against it:

- They are of one publication, their titles without the part are equal, their parts follow each other ("Part One", "Part
  Two"), in the order of their days and at most ``REACH`` days apart, and no other article claims either part.
- One says that it is a part, and a cross-reference in it names the other part and has found its article: beside the
  headline that has the same title, or in a note at the beginning or the end of the text.

What is certain does not depend on the order in which the parts arrive, since each arrival looks at all of them again.
What a file or an editor has said of a series, or that there is none, stands; the others join it. A series that holds no
longer is taken away again. The acts are recorded in the batch of whatever brought the parts.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q

from articles.citations.parts import headline_part, named_parts, stated_part
from articles.models import Article, Citation
from articles.models.anchors import Review
from articles.querysets import ArticleQuerySet, CitationQuerySet
from articles.services.batches import Recorder
from edm_archive.text.normalize import fold
from edm_archive.text.spans import paragraphs

#: Days between one part and the next, at most.
REACH = 45
#: Parts of a series that are put together; what is larger is no series of parts.
MOST = 40
#: Articles with "part" in their headline that are looked through around a day; where there are more, nothing is done.
MOST_READ = 2_000
#: The columns that a machine suggests; so as not to stand in anybody's way, they do not count as later work.
FIELDS = ("series", "part", "series_basis")


@dataclass(frozen=True, slots=True)
class _Part:
    """An article that is a part, as it says by itself (``stem`` is then its title) or as a reference says of it."""

    article: Article
    part: int
    total: int | None
    stem: str

    @property
    def key(self) -> str:
        """The title by which parts are likened."""
        return fold(self.stem)


def state(article: Article, series: str, part: int | None) -> None:
    """Set what a file says of the series of ``article``; without a word, what was found or decided stays. Not saved."""
    basis = Article.SeriesBasis
    if series or part:
        article.series, article.part, article.series_basis = series, part, basis.STATED
    elif article.series_basis == basis.STATED and (article.series or article.part):  # the file said it, once
        article.series, article.part, article.series_basis = "", None, ""


def naming_parts(citations: Iterable[Citation]) -> list[Article]:
    """The citing articles of those cross-references that name a part: finding its article can make a series."""
    return [citation.article for citation in citations if named_parts(citation.locator)]


def arrange(articles: Iterable[Article], recorder: Recorder | None) -> list[Article]:
    """Put ``articles`` and their sibling parts into series, or take them out, as is now certain.

    To be called when articles have arrived, were changed, withdrawn or brought back, after references were settled.

    Returns:
        The articles whose series changed.
    """
    changed: list[Article] = []
    done: set[int] = set()
    for pk in _concerned(articles):
        if pk in done:
            continue
        article = Article.objects.select_related("issue__publication").filter(pk=pk).first()
        if article is None or article.status == Article.Status.WITHDRAWN:
            continue
        found = _connected(article)
        done.update(member.article.pk for member in found)
        changed.extend(_apply(article, found, recorder))
    return changed


def _concerned(articles: Iterable[Article]) -> Iterator[int]:
    """The primary keys of the articles that may be parts; beside what is gone those that it leaves behind."""
    for article in articles:
        own = None if article.status == Article.Status.WITHDRAWN else _own_part(article)
        if own or article.series_is_inferred:
            yield article.pk
        if own and _is_said_to_be_alone(article):
            yield from (other.article.pk for other in _siblings_by_title(own))
        if article.series_is_inferred:
            yield from left_behind(article).values_list("pk", flat=True)


def left_behind(article: Article) -> ArticleQuerySet:
    """The other parts of the inferred series of ``article``."""
    others: ArticleQuerySet = Article.objects.in_series_of(article).filter(series_basis=Article.SeriesBasis.INFERRED)
    return others.exclude(pk=article.pk)


def _own_part(article: Article) -> _Part | None:
    """The part that an article says it is, in its headline or else in a note of its text."""
    if marker := headline_part(article.headline):
        return _Part(article, marker.part, marker.total, marker.stem)
    if marker := stated_part(article.body):
        return _Part(article, marker.part, marker.total, article.headline)
    return None


def _connected(article: Article) -> list[_Part]:
    """The article and all parts that are certain siblings of it or of its siblings; empty when there is none."""
    start = _own_part(article)
    waiting = [start] if start else list(_named_from_outside(article))[:1]
    found: dict[int, _Part] = {}
    while waiting and len(found) <= MOST:
        member = waiting.pop()
        known = found.get(member.article.pk)
        if _is_said_to_be_alone(member.article):
            continue
        if known is not None:
            if known.part != member.part:
                return []  # called by two numbers
            continue
        found[member.article.pk] = member
        waiting.extend(_siblings_by_title(member))
        waiting.extend(_siblings_by_reference(member))
        waiting.extend(_named_from_outside(member.article, member))
    parts = {member.part for member in found.values()}
    totals = {member.total for member in found.values()} - {None}
    is_sound = len(parts) == len(found) and len(totals) <= 1 and 1 < len(found) <= MOST
    return sorted(found.values(), key=lambda member: member.part) if is_sound else []


def _is_said_to_be_alone(article: Article) -> bool:
    """Whether an editor, or a file, has said that it belongs to no series."""
    return article.series_basis == Article.SeriesBasis.STATED and not article.series


def _siblings_by_title(member: _Part) -> Iterator[_Part]:
    """The part before and the part after, where one article each, and no other, claims it and ``member``'s own."""
    article = member.article
    day = article.date_earliest
    if day is None or not member.key or _own_part(article) is None:
        return
    reach = datetime.timedelta(days=2 * REACH)
    around = Article.objects.exclude(status=Article.Status.WITHDRAWN).filter(
        Q(headline__icontains="part") | Q(headline__iexact=member.stem),
        issue__publication=article.issue.publication_id,
        date_earliest__range=(day - reach, day + reach),
    )
    rows = list(around.values_list("pk", "headline").order_by("pk")[: MOST_READ + 1])
    if len(rows) > MOST_READ:
        return
    alike = [pk for pk, headline in rows if _stem(headline) == member.key]
    claims = [
        claim
        for other in Article.objects.filter(pk__in=alike).select_related("issue__publication").order_by("pk")
        if (claim := _own_part(other))
    ]
    for other in claims:
        if abs(other.part - member.part) == 1 and _follow(member, other) and not _disputed(member, other, claims):
            yield other


def _stem(headline: str) -> str:
    marker = headline_part(headline)
    return fold(marker.stem if marker else headline)


def _follow(one: _Part, other: _Part) -> bool:
    """Whether the days, and the number of parts, allow that one follows the other."""
    first, second = sorted((one, other), key=lambda member: member.part)
    begin, end = first.article.date_earliest, second.article.date_latest or second.article.date_earliest
    if begin is None or end is None or begin > end or not _near(one, other):
        return False
    return one.total == other.total or None in (one.total, other.total)


def _disputed(one: _Part, other: _Part, claims: list[_Part]) -> bool:
    """Whether a third article near either claims the part of either."""
    pks = {one.article.pk, other.article.pk}
    thirds = [third for third in claims if third.article.pk not in pks and third.part in (one.part, other.part)]
    return any(_near(third, each) for third in thirds for each in (one, other))


def _near(one: _Part, other: _Part) -> bool:
    first, second = one.article.date_earliest, other.article.date_earliest
    return first is not None and second is not None and abs((first - second).days) <= REACH


def _references() -> CitationQuerySet:
    held: CitationQuerySet = Citation.objects.filter(
        kind=Citation.Kind.CROSS_REFERENCE, resolution=Citation.Resolution.RESOLVED, locator__icontains="part"
    )
    return held.exclude(review=Review.REJECTED).order_by("pk")


def _siblings_by_reference(member: _Part) -> Iterator[_Part]:
    """The articles that ``member``, which says its part by itself, names as other parts."""
    if _own_part(member.article) is None:
        return
    linked = _references().filter(article=member.article, target__isnull=False)
    for citation in linked.select_related("target__issue__publication"):
        named = _named(citation, member, citation.target)
        if named is not None:
            yield named


def _named_from_outside(article: Article, member: _Part | None = None) -> Iterator[_Part]:
    """The articles that are parts and name ``article`` as another; without ``member``, ``article`` as they name it."""
    linking = _references().filter(target=article)
    for citation in linking.select_related("article__issue__publication"):
        citing = _own_part(citation.article)
        named = _named(citation, citing, article) if citing else None
        if named is None or citing is None:
            continue
        yield citing if member is not None else named


def _named(citation: Citation, citing: _Part, target: Article) -> _Part | None:
    """``target`` as the part that a reference in ``citing`` names; None where that is not certain."""
    parts = {marker.part for marker in named_parts(citation.locator)}
    if len(parts) != 1 or target.status == Article.Status.WITHDRAWN:
        return None
    if target.issue.publication_id != citing.article.issue.publication_id:
        return None
    part, own = parts.pop(), _own_part(target)
    stem = own.stem if own else target.headline
    if part == citing.part or (own and own.part != part) or (citing.total and part > citing.total):
        return None
    if fold(stem) != citing.key and not _stands_in_note(citation, citing.article):
        return None
    return _Part(target, part, own.total if own else None, stem)


def _stands_in_note(citation: Citation, article: Article) -> bool:
    """Whether a reference stands in the first or one of the last two paragraphs, where parts are announced."""
    spans, place = paragraphs(article.body), citation.span
    return place is not None and any(span.contains(place) for span in (*spans[:1], *spans[-2:]))


def _apply(article: Article, found: list[_Part], recorder: Recorder | None) -> Iterator[Article]:
    """Write the series of those whom nobody has given one; of ``article`` alone, take away one that holds no longer."""
    name = _name_of(found)
    if not name:
        if article.series_is_inferred:
            yield from _write(article, "", None, "", recorder)
        return
    for member in found:
        if _is_free(member.article):
            yield from _write(member.article, name, member.part, Article.SeriesBasis.INFERRED, recorder)


def _name_of(found: list[_Part]) -> str:
    """The name of the series: the one that is stated, else the title of its first part; empty where they disagree."""
    said = [member for member in found if not _is_free(member.article)]
    names = {member.article.series for member in said}
    if not found or len(names) > 1 or any(member.article.part not in (None, member.part) for member in said):
        return ""
    return next(iter(names)) if names else found[0].stem[:200]


def _is_free(article: Article) -> bool:
    """Whether no file and no editor has said anything of its series."""
    return article.series_is_inferred or not (article.series or article.part or article.series_basis)


def _write(article: Article, series: str, part: int | None, basis: str, recorder: Recorder | None) -> Iterator[Article]:
    if (article.series, article.part, article.series_basis) == (series, part, basis):
        return
    if recorder:
        recorder.watch([article])
    article.series, article.part, article.series_basis = series, part, basis
    article.save(update_fields=[*FIELDS, "changed_at"])
    if recorder:
        recorder.changed(article)
    yield article
