"""Which of several entities a name means, and how sure that is: by past decisions, neighbours and dates.

The order helps the editor and the score says how much it is to be trusted; neither decides. A match with more than one
candidate stays ambiguous however far the first is ahead, and no candidate of it scores above ``AMBIGUOUS_CEILING``.
Each candidate says for itself what speaks for it.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .candidates import Candidate, Match

#: No candidate of several is surer than this; a caller that accepts by score must ask for more.
AMBIGUOUS_CEILING = 0.79

_DECISIONS, _NEIGHBOURS, _DATES = 0.5, 0.35, 0.15
#: Neighbours that a reason names.
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the archive knows that speaks for one candidate.

    Attributes:
        accepted, rejected: past decisions of editors on this name for this entity.
        neighbours: the labels of the article's other entities that stand beside this one in other articles.
        first, last: dates of the first and last article known to name the entity.
    """

    accepted: int = 0
    rejected: int = 0
    neighbours: tuple[str, ...] = ()
    first: datetime.date | None = None
    last: datetime.date | None = None

    @property
    def decided(self) -> int:
        """All past decisions."""
        return self.accepted + self.rejected


def rank(match: Match, evidence: Mapping[Any, Evidence], published: datetime.date | None = None) -> Match:
    """``match`` with its candidates in order of likelihood, each with its score and reason; its own are the first's.

    Args:
        evidence: by entity key; a candidate without an entry counts as never decided on.
        published: date of the article, against which the entities' dates are held.
    """
    if not match.candidates:
        return match
    known = {candidate.entity: evidence.get(candidate.entity, Evidence()) for candidate in match.candidates}
    if len(match.candidates) == 1:
        (only,) = match.candidates
        grounds = known[only.entity]
        ranked = [replace(only, score=_after_decisions(match.score, grounds), reason=_sentence(match.reason, grounds))]
    else:
        ranked = _weighed(match, known, published)
    first = ranked[0]
    return replace(
        match,
        candidates=tuple(ranked),
        kind=first.kind,
        label=first.label,
        score=first.score or 0.0,
        reason=first.reason,
    )


def _weighed(match: Match, known: Mapping[Any, Evidence], published: datetime.date | None) -> list[Candidate]:
    """The candidates, the likeliest first; of equals the order stays."""
    weights = {entity: _weight(evidence, published) for entity, evidence in known.items()}
    # Squares, so that a clear lead reads as one: 0.6 against 0.4 is no even chance.
    whole = sum(weight**2 for weight in weights.values())
    number = len(match.candidates)
    ground = (
        f"surname of {number} persons named before" if match.origin == "surname" else f"a name of {number} entities"
    )
    weighed = []
    for candidate in match.candidates:
        score = round(AMBIGUOUS_CEILING * weights[candidate.entity] ** 2 / whole, 2)
        reason = _sentence(ground, known[candidate.entity])
        weighed.append(replace(candidate, score=score, reason=reason))
    return sorted(weighed, key=lambda candidate: -weights[candidate.entity])


def _weight(evidence: Evidence, published: datetime.date | None) -> float:
    """Between 0 and 1; decisions by Laplace's rule of succession, so that nothing is impossible after one "no"."""
    decisions = (evidence.accepted + 1) / (evidence.decided + 2)
    beside = len(evidence.neighbours)
    neighbours = beside / (beside + 2)
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
    return round((score * 4 + evidence.accepted) / (4 + evidence.decided), 2)


def _sentence(ground: str, evidence: Evidence) -> str:
    """A ground with what speaks for the candidate, in words."""
    words = [ground]
    if evidence.decided:
        words.append(f"accepted {evidence.accepted:,} of {evidence.decided:,} times")
    if evidence.neighbours:
        words.append(f"elsewhere together with {_listed(evidence.neighbours)}, as in this article")
    if evidence.first and evidence.last:
        first, last = evidence.first.year, evidence.last.year
        words.append(f"in articles of {first}" if first == last else f"in articles from {first} to {last}")
    return ", ".join(words)


def _listed(names: tuple[str, ...]) -> str:
    if len(names) > _NAMED:
        more = len(names) - _NAMED
        return f"{', '.join(names[:_NAMED])} and {more} more"
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
