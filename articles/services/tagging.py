"""From matches to suggestions: whom and what a text mentions, which acronyms it defines, who it says holds which post.

A suggestion is made once: where an annotation of the same words and the same entity exists, whatever its state, nothing
is written. So an editor's decision stands, a rejected pair is not suggested again (``memory`` knows it even where the
text has moved, or another article says the same), and running twice changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db.models import Max

from articles.models import AcronymDefinition, Article, Mention, RoleStatement
from articles.models.anchors import Review, anchor_of
from articles.services.memory import Memory
from articles.services.precedents import Precedents
from edm_archive.text.spans import Span
from entities.matching import AcronymMatch, Match, RoleMatch
from entities.suggest import Authorities


def suggest_annotations(
    article: Article,
    authorities: Authorities,
    *,
    outside: Sequence[Span] = (),
    precedents: Precedents | None = None,
) -> list[Any]:
    """Write the suggestions for ``article`` that are new, and return them.

    Where a name may mean several entities, each is suggested, with its own score and reason: an editor chooses.

    Args:
        outside: spans in which names are not looked for, the parentheses of citations.
        precedents: what a run over several articles has looked up before.
    """
    found = authorities.suggest(article.body, outside=outside)
    day = article.interval
    ranked = (precedents or Precedents()).ranked(found.mentions, day.earliest if day else None)
    mentions = _mentions(article, ranked)
    by_span = {match.span: match for match in found.mentions}
    acronyms = _acronyms(article, found.acronyms, by_span)
    roles = _roles(article, found.roles, by_span)
    return [*mentions, *acronyms, *roles]


def next_number(article: Article, model: Any) -> int:
    """The number after the highest that an annotation of this kind has in the article."""
    highest = model.objects.filter(article=article).aggregate(highest=Max("number"))["highest"]
    return (highest or 0) + 1


def _mentions(article: Article, matches: Iterable[Match]) -> list[Mention]:
    held = list(Mention.objects.filter(article=article, start__isnull=False))
    known = {(mention.entity_id, mention.start, mention.end) for mention in held}
    settled = [mention.span for mention in held if mention.review == Review.ACCEPTED or mention.origin == "editor"]
    found = list(matches)
    memory = Memory.of(match.quote for match in found)
    number = next_number(article, Mention)
    new: list[Mention] = []
    for match in found:
        if any(span is not None and span.overlaps(match.span) for span in settled):
            continue  # an editor has said what these words mean
        anchor = anchor_of(article.body, match.span)
        for candidate in match.candidates:
            if (candidate.entity, match.start, match.end) in known:
                continue
            if memory.forbids(cast(int, candidate.entity), anchor["quote"], anchor["prefix"], anchor["suffix"]):
                continue
            new.append(
                Mention(
                    article=article,
                    entity_id=cast(int, candidate.entity),
                    number=number + len(new),
                    origin=match.origin,
                    score=match.score if candidate.score is None else candidate.score,
                    reason=(candidate.reason or match.reason)[:300],
                    **anchor,
                )
            )
    return Mention.objects.bulk_create(new)


def _entity_at(span: Span | None, matches: dict[Span, Match]) -> Any:
    """The one entity that was matched at ``span``; None when there is none or more than one."""
    match = matches.get(span) if span else None
    return match.entity if match else None


def _acronyms(article: Article, matches: Sequence[AcronymMatch], by_span: dict[Span, Match]) -> list[AcronymDefinition]:
    known = set(AcronymDefinition.objects.filter(article=article).values_list("short_form", "start"))
    number = next_number(article, AcronymDefinition)
    new = [
        AcronymDefinition(
            article=article,
            short_form=match.short_form[:20],
            long_form=match.long_form[:200],
            entity_id=_entity_at(match.long, by_span) or _entity_at(match.short, by_span),
            origin="acronym",
            score=match.score,
            reason=match.reason[:300],
            **anchor_of(article.body, match.whole),
        )
        for match in matches
        if (match.short_form, match.whole.start) not in known
    ]
    for offset, definition in enumerate(new):
        definition.number = number + offset
    created = AcronymDefinition.objects.bulk_create(new)
    _link_nested(article, matches, created)
    return created


def _link_nested(article: Article, matches: Sequence[AcronymMatch], created: list[AcronymDefinition]) -> None:
    """Point a new definition at the one whose short form its long form contains, where this text defines it."""
    contained = {match.whole.start: match.contains for match in matches}
    defined = {definition.short_form: definition for definition in AcronymDefinition.objects.filter(article=article)}
    nested = []
    for definition in created:
        inner = next((defined[form] for form in contained.get(definition.start or 0, ()) if form in defined), None)
        if inner is not None and inner.pk != definition.pk:
            definition.contains = inner
            nested.append(definition)
    AcronymDefinition.objects.bulk_update(nested, ["contains"])


def _roles(article: Article, matches: Sequence[RoleMatch], by_span: dict[Span, Match]) -> list[RoleStatement]:
    known = set(RoleStatement.objects.filter(article=article).values_list("person_name", "start", "end"))
    number = next_number(article, RoleStatement)
    day = article.interval
    as_of = {"as_of": day.earliest, "as_of_precision": "day"} if day and day.earliest == day.latest else {}
    new = [
        RoleStatement(
            article=article,
            person_id=_entity_at(match.person_span, by_span),
            person_name=match.person[:200],
            post=match.post[:200],
            organization_id=_entity_at(match.organization_span, by_span),
            organization_name=match.organization[:200],
            origin="role",
            score=match.score,
            reason=match.reason[:300],
            **as_of,
            **anchor_of(article.body, match.evidence),
        )
        for match in matches
        if (match.person[:200], match.evidence.start, match.evidence.end) not in known
    ]
    for offset, statement in enumerate(new):
        statement.number = number + offset
    return RoleStatement.objects.bulk_create(new)
