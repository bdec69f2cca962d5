"""Which article a cross-reference means: found, waited for, or left to the editor; and mended as articles come and go.

A reference to an article that is not there waits, and becomes a link when it is; it waits again when its article is
withdrawn. The one article of the cited day is linked unless it contradicts what else the reference says of it
(``fitting``); among several, and of a range, a month or a year, only what else is said makes one certain. Refused: to
take another article than the one that an editor has chosen; while that is withdrawn, the reference waits for it.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import replace

from django.db import models

from articles.models import Article, Citation
from articles.models.anchors import Review
from articles.querysets import cited_within
from articles.services.batches import Recorder
from articles.services.candidates import CitedDays, cited_days
from articles.services.fitting import COLUMNS, Known, Said, bylines_of, choose, cut

_FOUND = ("target", "resolution", "resolution_note")


def settle(citations: Iterable[Citation]) -> None:
    """Look up the articles that cross-references mean, and save those whose state changes."""
    changed: list[Citation] = []
    days = Days()
    for citation in citations:
        before = (citation.target_id, citation.resolution, citation.resolution_note)
        resolve(citation, days)
        if before != (citation.target_id, citation.resolution, citation.resolution_note):
            changed.append(citation)
    Citation.objects.bulk_update(changed, _FOUND)


class Days:
    """The articles of a publication's days, each looked up once: many articles cite the same one."""

    #: One more than is counted out in words, and one more for the citing article itself.
    MOST = 12
    #: Articles among which the one that is said to be meant is looked for; among more it is not certain.
    MOST_READ = 400

    def __init__(self) -> None:
        self._found: dict[tuple[int, datetime.date, datetime.date, bool], list[Known]] = {}
        self._bylines: dict[int, tuple[str, ...]] = {}

    def articles(self, days: CitedDays, said: Said) -> list[Known]:
        """The articles that can be meant: at most ``MOST``; one more than ``MOST_READ`` when more is said of them."""
        key = (days.publication.pk, days.first, days.last, said.is_silent)
        if key not in self._found:
            most = self.MOST if said.is_silent else self.MOST_READ + 1
            # By day first: ordered by the key alone, the database would walk all articles from the first one on.
            rows = days.articles().order_by("date_earliest", "pk").values_list(*COLUMNS)[:most]
            self._found[key] = [Known(*row) for row in rows]
        found = self._found[key]
        return self._signed(found) if said.author and len(found) <= self.MOST_READ else found

    def _signed(self, found: list[Known]) -> list[Known]:
        missing = [known.pk for known in found if known.pk not in self._bylines]
        if missing:
            self._bylines.update(dict.fromkeys(missing, ()) | bylines_of(missing))
        return [replace(known, bylines=self._bylines[known.pk]) for known in found]


def resolve(citation: Citation, lookup: Days | None = None) -> None:
    """Set target, resolution and note of a cross-reference: the chosen article, else from those of the cited days.

    Not saved.
    """
    resolution = Citation.Resolution
    if citation.chosen is not None:
        _keep_chosen(citation, citation.chosen)
        return
    days = cited_days(citation)
    citation.target_id = None
    if days is None:
        citation.resolution = resolution.UNMATCHED
        citation.resolution_note = "The publication or the date is not known."
        return
    said = Said.by(citation)
    read = (lookup or Days()).articles(days, said)
    found, when = [known for known in read if known.pk != citation.article_id], days.words
    fits = [said.fit(known) for known in found] if len(read) <= Days.MOST_READ else []
    chosen = choose(fits, of_one_day=days.is_one)
    if not found:
        citation.resolution, citation.resolution_note = resolution.WAITING, f"No article of {when} is held yet."
    elif chosen is not None:
        citation.target_id = found[chosen].pk
        citation.resolution = resolution.RESOLVED
        is_told = len(found) > 1 or not days.is_one
        because = f" that is as the reference says: {'; '.join(fits[chosen].reasons)}" if is_told else ""
        citation.resolution_note = f"The one article of {when}{because}."[:300]
    elif len(found) == 1 and fits[0].is_possible:
        citation.resolution = resolution.AMBIGUOUS
        citation.resolution_note = f"Of {when} only “{cut(found[0].headline)}” is held; it may be one of many."[:300]
    elif len(found) == 1:
        objections = "; ".join(fits[0].objections)
        citation.resolution = resolution.AMBIGUOUS
        citation.resolution_note = f"The one article of {when} is “{cut(found[0].headline)}”, but {objections}."[:300]
    else:
        count = "more than 10" if len(found) > 10 else str(len(found))
        none = "" if said.is_silent or any(fit.is_supported for fit in fits) else ", and none is as the reference says"
        citation.resolution = resolution.AMBIGUOUS
        citation.resolution_note = f"{count} articles are of {when}{none}."


def _keep_chosen(citation: Citation, chosen: Article) -> None:
    if chosen.status == Article.Status.WITHDRAWN:
        citation.target_id = None
        citation.resolution, citation.resolution_note = Citation.Resolution.WAITING, "The chosen article is withdrawn."
    elif citation.target_id != chosen.pk:
        citation.target_id = chosen.pk
        citation.resolution, citation.resolution_note = Citation.Resolution.RESOLVED, "Chosen by an editor."


def settle_references_to(articles: Iterable[Article], recorder: Recorder) -> list[Citation]:
    """Mend the cross-references, from anywhere in the archive, that may mean one of ``articles``.

    To be called when articles have arrived, got a date, another headline or byline, or were withdrawn. A link that an
    editor chose or accepted stays as long as its article does. One that a machine made is settled anew whether or not
    the citation has been accepted: who accepts a citation that waits has not seen its article.
    """
    wanted = models.Q(pk__in=[])
    for article in articles:
        wanted |= models.Q(target=article) | models.Q(chosen=article)
        day = article.interval
        if day is not None:
            home = models.Q(source__publication=article.issue.publication_id)
            wanted |= cited_within(day.earliest, day.latest) & home
    kept = models.Q(chosen__isnull=False, target__isnull=False) & ~models.Q(target__status=Article.Status.WITHDRAWN)
    citations = Citation.objects.filter(wanted, kind=Citation.Kind.CROSS_REFERENCE)
    citations = citations.exclude(review=Review.REJECTED).exclude(kept).order_by("pk")
    citations = citations.defer("article__body", "article__markup", "chosen__body", "chosen__markup")
    watched = recorder.watch(citations.select_related("source__publication", "article__issue__publication", "chosen"))
    settle(watched)
    return [citation for citation in watched if recorder.changed(citation)]
