"""What editors decided before, and where an entity stood, as grounds for what a name means in one more article.

``Precedents`` asks the database for what an article needs and keeps it for the run: one query for the past decisions on
the names that the run has not met yet, and one for each entity among several that a name may mean. Each reads a bounded
number of rows, however often an entity is mentioned. Nothing is decided here.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

from django.db.models import Count

from articles.models import Mention
from articles.models.anchors import Review
from entities.matching import Evidence, Match, rank

#: Articles of an entity that are looked at for its neighbours and its time: the latest that the archive took in.
SAMPLE = 200
#: Entities that may be meant, looked up for one article; the names of a hostile text are not all weighed.
LOOKED_UP = 24
#: Names and entities that are kept; then a run begins to learn anew.
_KEPT = 100_000


@dataclass(frozen=True, slots=True)
class _Company:
    """With whom an entity was mentioned, and when first and last, in the articles looked at."""

    entities: frozenset[int]
    first: datetime.date | None
    last: datetime.date | None


class Precedents:
    """Past decisions and neighbours, looked up once in a run."""

    def __init__(self) -> None:
        self._decisions: dict[tuple[int, str], tuple[int, int]] = {}
        self._company: dict[int, _Company] = {}

    def ranked(self, matches: Sequence[Match], published: datetime.date | None) -> tuple[Match, ...]:
        """``matches`` of one article with their candidates ranked, each with its score and reason.

        Args:
            published: the day of the article, when it is known.
        """
        self._look_up_decisions({(_key(c), match.quote) for match in matches for c in match.candidates})
        ambiguous = list(dict.fromkeys(_key(c) for match in matches if match.ambiguous for c in match.candidates))
        self._look_up_company(ambiguous[:LOOKED_UP])
        labels = {match.entity: match.label for match in matches if match.entity is not None}
        return tuple(rank(match, self._evidence(match, labels), published) for match in matches)

    def ranked_among(self, match: Match, beside: dict[Any, str], published: datetime.date | None) -> Match:
        """``match`` with its candidates ranked as in an article where the entities ``beside``, with labels, stand."""
        self._look_up_decisions({(_key(c), match.quote) for c in match.candidates})
        self._look_up_company([_key(c) for c in match.candidates][:LOOKED_UP])
        return rank(match, self._evidence(match, beside), published)

    def _evidence(self, match: Match, labels: dict[Any, str]) -> dict[Any, Evidence]:
        found: dict[Any, Evidence] = {}
        rivals = {candidate.entity for candidate in match.candidates}
        for candidate in match.candidates:
            key = _key(candidate)
            accepted, rejected = self._decisions[key, match.quote]
            company = self._company.get(key) if match.ambiguous else None
            if company is None:
                found[key] = Evidence(accepted, rejected)
                continue
            beside = [label for entity, label in labels.items() if entity in company.entities and entity not in rivals]
            found[key] = Evidence(accepted, rejected, tuple(sorted(beside)), company.first, company.last)
        return found

    def _look_up_decisions(self, wanted: Iterable[tuple[int, str]]) -> None:
        if len(self._decisions) > _KEPT:
            self._decisions.clear()
        new = [pair for pair in wanted if pair not in self._decisions]
        self._decisions.update(dict.fromkeys(new, (0, 0)))
        if not new:
            return
        decided = Mention.objects.filter(
            entity__in={entity for entity, _ in new},
            quote__in={quote for _, quote in new},
            review__in=[Review.ACCEPTED, Review.REJECTED],
        )
        counted = decided.order_by().values_list("entity", "quote", "review").annotate(times=Count("pk"))
        for entity, quote, review, times in counted:
            accepted, rejected = self._decisions.get((entity, quote), (0, 0))
            if review == Review.ACCEPTED:
                accepted = times
            else:
                rejected = times
            self._decisions[entity, quote] = accepted, rejected

    def _look_up_company(self, entities: Iterable[int]) -> None:
        if len(self._company) > _KEPT:
            self._company.clear()
        for entity in entities:
            if entity not in self._company:
                self._company[entity] = _company_of(entity)


def _key(candidate: Any) -> int:
    return cast(int, candidate.entity)


def _company_of(entity: int) -> _Company:
    """What stands in the latest articles in which ``entity`` was accepted."""
    accepted = Mention.objects.filter(review=Review.ACCEPTED)
    articles = accepted.filter(entity=entity).order_by("-article_id").values("article_id").distinct()[:SAMPLE]
    rows = list(
        accepted.filter(article__in=articles).order_by().values_list("entity", "article__date_earliest").distinct()
    )
    days = [day for other, day in rows if other == entity and day is not None]
    return _Company(
        frozenset(other for other, _ in rows if other != entity), min(days, default=None), max(days, default=None)
    )
