"""A second reading: what one more reader says of annotations, blind, and where that differs from what was decided.

An opinion is given once and never changed. Refuses the opinion of the one who decided: nobody is the second reader of
their own decisions. To settle a difference is a decision like any other (``services.review``), one batch.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.models import AcronymDefinition, Article, Citation, Mention, RoleStatement, SecondOpinion
from articles.models.anchors import Annotation, Review
from articles.services import review
from edm_archive.text.spans import Span

Kind = SecondOpinion.Kind
#: The annotations by kind.
MODELS: dict[str, Any] = {
    Kind.CITATION.value: Citation,
    Kind.MENTION.value: Mention,
    Kind.ROLE_STATEMENT.value: RoleStatement,
    Kind.ACRONYM_DEFINITION.value: AcronymDefinition,
}
#: What names an annotation in its article: its kind and its number.
Name = tuple[str, int]


class ChangedMeanwhileError(ValueError):
    """The difference is not as it was shown any more."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader is asked: annotations in the order of the text; how many are answered, how many are his own."""

    rows: list[tuple[str, Any]]
    given: int
    own: int


@dataclass(frozen=True, slots=True)
class Difference:
    """An annotation on which the second opinion is not what was decided, or on which nothing was."""

    opinion: SecondOpinion
    annotation: Any

    @property
    def is_undecided(self) -> bool:
        """Whether the first reader has left it undecided."""
        return not self.annotation.is_decided


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far two readers agree on the annotations that both decided: numbers of annotations; percent; kappa."""

    compared: int
    equal: int
    percent: float | None
    kappa: float | None


def to_read(article: Article, reader: AbstractBaseUser, kinds: Iterable[str], related: Mapping[Any, Any]) -> Reading:
    """The annotations of ``kinds`` on which ``reader`` has no opinion yet, without those that he decided himself.

    Args:
        related: names of relations to fetch with the rows, by model.
    """
    given = {(row.kind, row.number) for row in _opinions(article, reader, kinds)}
    rows, own, answered = [], 0, 0
    for kind in kinds:
        model = MODELS[kind]
        rows_of_kind = model.objects.filter(article=article)
        if names := related.get(model):
            rows_of_kind = rows_of_kind.select_related(*names)
        for row in rows_of_kind:
            if (kind, row.number) in given:
                answered += 1
            elif _is_own(row, reader):
                own += 1
            else:
                row.article = article
                rows.append((kind, row))
    rows.sort(key=lambda found: (found[1].is_orphaned, found[1].span or Span(0, 0), found[0], found[1].number))
    return Reading(rows, answered, own)


@transaction.atomic
def give(article: Article, reader: AbstractBaseUser, verdicts: Mapping[Name, str]) -> int:
    """Keep the opinions of ``reader``; the number of those that are new.

    Left out is what has an opinion of this reader, what he decided himself, and what does not exist.
    """
    made = []
    for kind in {kind for kind, _ in verdicts}:
        wanted = {number: verdict for (of, number), verdict in verdicts.items() if of == kind}
        had = set(_opinions(article, reader, [kind]).values_list("number", flat=True))
        rows = MODELS[kind].objects.filter(article=article, number__in=wanted.keys() - had)
        numbers = [row.number for row in rows if not _is_own(row, reader)]
        given: Any = {"reader": reader, "article": article, "kind": kind}
        made += [SecondOpinion(**given, number=number, verdict=wanted[number]) for number in numbers]
    SecondOpinion.objects.bulk_create(made, ignore_conflicts=True, batch_size=500)
    return len(made)


def compare(
    article: Article, reader: AbstractBaseUser, kinds: Iterable[str], related: Mapping[Any, Any]
) -> tuple[list[Difference], Agreement]:
    """Where the opinions of ``reader`` differ from what others decided, in the order of the text; and the agreement."""
    found: dict[Name, SecondOpinion] = {(row.kind, row.number): row for row in _opinions(article, reader, kinds)}
    differences, pairs = [], []
    for kind in sorted({kind for kind, _ in found}):
        model = MODELS[kind]
        numbers = [number for of, number in found if of == kind]
        rows = model.objects.filter(article=article, number__in=numbers)
        for row in rows.select_related("reviewer", *related.get(model, ())):
            row.article = article
            opinion = found[kind, row.number]
            if first := _first(opinion, row):
                pairs.append((first, opinion.verdict))
            if _differs(opinion, row):
                differences.append(Difference(opinion, row))
    differences.sort(key=lambda one: (one.annotation.is_orphaned, one.annotation.span or Span(0, 0), one.opinion.pk))
    return differences, agreement(pairs)


@transaction.atomic
def settle(opinion: SecondOpinion, shown: str, to: str, user: AbstractBaseUser) -> review.Decision:
    """Settle a difference: the annotation is decided as ``to`` says, and the opinion remembers what the first said.

    Args:
        shown: the review state of the annotation as the reader saw it.
        to: "accepted" or "rejected".

    Raises:
        ChangedMeanwhileError: when it has been decided otherwise meanwhile, or does not differ any more.
        LockedError: when the article is locked for ``user``.
    """
    opinion = SecondOpinion.objects.select_for_update(of=("self",)).select_related("article").get(pk=opinion.pk)
    rows = MODELS[opinion.kind].objects.filter(article=opinion.article, number=opinion.number)
    annotation = rows.select_for_update(of=("self",)).first()
    if annotation is None or annotation.review != shown or not _differs(opinion, annotation):
        raise ChangedMeanwhileError("This annotation has been decided meanwhile; nothing was changed.")
    if to not in (annotation.review, opinion.verdict) or to == Review.SUGGESTED:
        raise ValueError(f"“{to}” is the opinion of neither reader.")
    opinion.first, opinion.settled = _first(opinion, annotation), to
    opinion.save(update_fields=["first", "settled"])
    return review.decide([rows], Review(to), user=user, place=str(opinion.article))


def agreement(pairs: Iterable[tuple[str, str]]) -> Agreement:
    """The agreement of two readers, given the two verdicts on each annotation.

    Cohen's kappa is (po - pe) / (1 - pe), where po is the share of equal verdicts, and pe the share to be expected by
    chance: the sum over the verdicts of the product of the shares with which the two readers use it (J. Cohen, "A
    coefficient of agreement for nominal scales", Educational and Psychological Measurement 20, 1960, pages 37-46).
    None where nothing was compared, and where both use one and the same verdict only (pe is 1).
    """
    both = list(pairs)
    number, equal = len(both), sum(first == second for first, second in both)
    if not number:
        return Agreement(0, 0, None, None)
    firsts, seconds = [first for first, _ in both], [second for _, second in both]
    # In whole numbers, so that certainty is recognised exactly: chance is pe times the square of the number.
    chance = sum(firsts.count(verdict) * seconds.count(verdict) for verdict in SecondOpinion.Verdict.values)
    kappa = None if chance == number**2 else (equal * number - chance) / (number**2 - chance)
    return Agreement(number, equal, 100 * equal / number, kappa)


def _opinions(article: Article, reader: AbstractBaseUser, kinds: Iterable[str]) -> Any:
    return SecondOpinion.objects.of(reader).filter(article=article, kind__in=list(kinds)).select_related("reader")


def _is_own(row: Annotation, reader: AbstractBaseUser) -> bool:
    return row.is_decided and row.reviewer_id == reader.pk


def _first(opinion: SecondOpinion, row: Annotation) -> str:
    """What somebody else decided, or had decided when the difference was settled; empty when nobody has."""
    decided = row.is_decided and row.reviewer_id != opinion.reader_id
    return row.review if decided else opinion.first


def _differs(opinion: SecondOpinion, row: Annotation) -> bool:
    """Whether the review is neither the opinion nor what the two were settled to; what is taken back differs again."""
    return row.review != (opinion.settled or opinion.verdict) and not _is_own(row, opinion.reader)
