"""Which of several entities a name means, and how sure that is: by past decisions, neighbours and dates.

The order helps the editor and the score says how much it is to be trusted; neither decides. A match with more than one
candidate stays ambiguous however far the first is ahead, and never scores above ``AMBIGUOUS_CEILING``.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .candidates import Candidate, Match

#: No match with two candidates is surer than this; a caller that accepts by score must ask for more.
AMBIGUOUS_CEILING = 0.79

_DECISIONS, _NEIGHBOURS, _DATES = 0.5, 0.35, 0.15


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the archive knows that speaks for one candidate.

    Attributes:
        accepted, rejected: past decisions of editors on this name for this entity.
        neighbours: how many of the article's other entities stand beside this one in other articles.
        first, last: dates of the first and last article known to name the entity.
    """

    accepted: int = 0
    rejected: int = 0
    neighbours: int = 0
    first: datetime.date | None = None
    last: datetime.date | None = None

    @property
    def decided(self) -> int:
        """All past decisions."""
        return self.accepted + self.rejected


def rank(match: Match, evidence: Mapping[Any, Evidence], published: datetime.date | None = None) -> Match:
    """``match`` with its candidates in order of likelihood, its score and reason to go with them.

    Args:
        evidence: by entity key; a candidate without an entry counts as never decided on.
        published: date of the article, against which the entities' dates are held.
    """
    if not match.candidates:
        return match
    weights = {
        candidate.entity: _weight(evidence.get(candidate.entity, Evidence()), published)
        for candidate in match.candidates
    }
    order = sorted(match.candidates, key=lambda candidate: -weights[candidate.entity])
    first = order[0]
    known = evidence.get(first.entity, Evidence())
    if len(order) == 1:
        score = _after_decisions(match.score, known)
    else:
        # Squares, so that a clear lead reads as one: 0.6 against 0.4 is no even chance.
        share = weights[first.entity] ** 2 / sum(weight**2 for weight in weights.values())
        score = AMBIGUOUS_CEILING * share
    return replace(
        match,
        candidates=tuple(order),
        kind=first.kind,
        label=first.label,
        score=round(score, 2),
        reason=_reason(match, order, known),
    )


def _weight(evidence: Evidence, published: datetime.date | None) -> float:
    """Between 0 and 1; decisions by Laplace's rule of succession, so that nothing is impossible after one "no"."""
    decisions = (evidence.accepted + 1) / (evidence.decided + 2)
    neighbours = evidence.neighbours / (evidence.neighbours + 2)
    return _DECISIONS * decisions + _NEIGHBOURS * neighbours + _DATES * _nearness(evidence, published)


def _nearness(evidence: Evidence, published: datetime.date | None) -> float:
    """1 while the entity is in the news, falling to a half in a year away from it; a half when nothing is known."""
    if published is None or (evidence.first is None and evidence.last is None):
        return 0.5
    first = evidence.first or evidence.last or published
    last = evidence.last or first
    days = max((first - published).days, (published - last).days, 0)
    return 365 / (365 + days)


def _after_decisions(score: float, evidence: Evidence) -> float:
    """The matcher's score counts as four decisions; then the editors' own weigh in."""
    return (score * 4 + evidence.accepted) / (4 + evidence.decided)


def _reason(match: Match, order: list[Candidate], evidence: Evidence) -> str:
    first = order[0]
    words = [match.reason]
    if len(order) > 1:
        words = [f"a name of {len(order)} entities, {first.label} the likeliest"]
    if evidence.decided:
        words.append(f"accepted {evidence.accepted} of {evidence.decided} times")
    if evidence.neighbours:
        others = "entity" if evidence.neighbours == 1 else "entities"
        words.append(f"beside {evidence.neighbours} other {others} of this article elsewhere")
    return ", ".join(words)
