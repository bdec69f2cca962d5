"""What is doubtful about a citation, and the order in which an editor decides: the most doubtful first.

Each citation that waits belongs to one kind of doubt, the gravest that it has. Nothing is decided here.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum

from django.db.models import Case, F, IntegerField, Q, Value, When

from articles.citations import YEAR_CONFLICTS
from articles.models import Citation
from articles.models.anchors import Review
from articles.querysets import CitationQuerySet

#: Below this score the rule that found a citation was not sure.
_SURE = 0.9


class Doubt(IntEnum):
    """Kinds of doubt, the gravest first; the value is the place in the order."""

    AMBIGUOUS = 0
    UNMATCHED = 1
    SOURCE = 2
    YEAR = 3
    WAITING = 4
    NONE = 5

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return self.name.lower()

    @property
    def title(self) -> str:
        """Its name for people."""
        return _TITLES[self]


_TITLES = {
    Doubt.AMBIGUOUS: "article not certain",
    Doubt.UNMATCHED: "source or article unmatched",
    Doubt.SOURCE: "source only suggested",
    Doubt.YEAR: "year unknown or in conflict",
    Doubt.WAITING: "its article is not here yet",
    Doubt.NONE: "no particular doubt",
}
_CROSSING = Q(kind=Citation.Kind.CROSS_REFERENCE)
_YEAR = Q(year_basis=Citation.YearBasis.UNKNOWN)
for _conflict in YEAR_CONFLICTS:
    _YEAR |= Q(year_note__contains=_conflict)
_CONDITIONS = {
    Doubt.AMBIGUOUS: _CROSSING & Q(resolution=Citation.Resolution.AMBIGUOUS),
    # An interview has no outlet, so that nothing is to be matched.
    Doubt.UNMATCHED: Q(resolution=Citation.Resolution.UNMATCHED) & ~Q(kind=Citation.Kind.INTERVIEW),
    Doubt.SOURCE: Q(source__review__in=[Review.SUGGESTED, Review.REJECTED]),
    Doubt.YEAR: _YEAR,
    Doubt.WAITING: _CROSSING & Q(resolution=Citation.Resolution.WAITING),
}


def to_decide() -> CitationQuerySet:
    """Citations that wait for an editor, with their ``doubt``, the most doubtful first.

    Those are the suggested ones, and accepted cross-references whose article is not certain: as long as nobody has
    chosen, nothing is linked.
    """
    open_choice = _CONDITIONS[Doubt.AMBIGUOUS] & Q(review=Review.ACCEPTED)
    kinds = [When(condition, then=Value(int(doubt))) for doubt, condition in _CONDITIONS.items()]
    doubt = Case(*kinds, default=Value(int(Doubt.NONE)), output_field=IntegerField())
    waiting: CitationQuerySet = Citation.objects.filter(Q(review=Review.SUGGESTED) | open_choice)
    return waiting.annotate(doubt=doubt).order_by(
        "doubt", "score", "article_id", F("start").asc(nulls_last=True), "number"
    )


def doubts_of(citation: Citation) -> tuple[str, ...]:
    """Why a citation is doubtful, in sentences, the gravest first; its source must be loaded."""
    return tuple(_doubts(citation))


def _doubts(citation: Citation) -> Iterator[str]:
    note, source = citation.resolution_note, citation.source
    crossing = citation.kind == Citation.Kind.CROSS_REFERENCE
    if citation.is_orphaned:
        yield "Its words are gone from the text."
    if citation.resolution == Citation.Resolution.AMBIGUOUS:
        yield f"{note or 'Which article is meant is not certain.'} Choose the one that is meant."
    elif citation.resolution == Citation.Resolution.UNMATCHED and citation.kind != Citation.Kind.INTERVIEW:
        yield note or ("The publication or the date is not known." if crossing else "Its source is not known.")
    if source is not None and source.review != Review.ACCEPTED:
        yield f"Its source, “{source.name}”, is itself {source.get_review_display()}, not accepted."
    if citation.year_basis == Citation.YearBasis.UNKNOWN:
        yield citation.year_note or "Its year is not known."
    elif any(conflict in citation.year_note for conflict in YEAR_CONFLICTS):
        yield f"The evidence for its year is in conflict: {citation.year_note}"
    if crossing and citation.resolution == Citation.Resolution.WAITING:
        yield note or "Its article is not in the archive yet."
    if citation.score < _SURE:
        yield f"The rule was not sure (score {citation.score:.2f}). {citation.reason}".strip()
