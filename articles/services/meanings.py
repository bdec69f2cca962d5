"""Whom or what words of an article may mean: the candidates from which an editor chooses, the likeliest first.

Each comes with what helps to tell it from the others: what it is, how often it was mentioned, and where last. The
questions to the database are few and bounded, however often an entity is mentioned. Nothing is decided here.
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Length

from articles.models import Article, Citation, Mention, Source
from articles.models.anchors import Review
from articles.services.precedents import Precedents
from edm_archive.text.normalize import fold
from entities.matching import Candidate, Match
from entities.models import Alias, Entity

#: Candidates that are offered: one for each digit key.
OFFERED = 9
#: Contexts that are shown of each, all of different articles.
CONTEXTS = 3
#: Bearers of one name that are looked at.
_BEARERS = 50
#: Entities of which the best are chosen by their uses.
_POOL = 2 * OFFERED


@dataclass(frozen=True, slots=True)
class Meaning:
    """An entity that may be meant.

    Attributes:
        score: 0 to 1, for the order.
        reason: why it is offered, in words.
        uses: mentions of it in the archive that nobody has rejected.
        contexts: the latest mentions in other articles, each with its article.
    """

    entity: Entity
    score: float
    reason: str
    uses: int = 0
    contexts: tuple[Mention, ...] = ()


@dataclass(slots=True)
class _Found:
    """Entities with the best ground on which each was found."""

    grounds: dict[int, tuple[float, str]] = field(default_factory=dict)

    def add(self, pks: Iterable[int], score: float, reason: str) -> None:
        for pk in pks:
            if pk not in self.grounds or self.grounds[pk][0] < score:
                self.grounds[pk] = (score, reason)


def meanings(article: Article, words: str, mention: Mention | None = None) -> list[Meaning]:
    """The entities that ``words`` of ``article`` may mean; about seven queries, and one for each that claims them.

    Args:
        mention: the mention that is asked about. What it says now stands first, unless it has been rejected, or others
            claim its words and nobody has decided: these are weighed by what else is accepted in the article now.
    """
    found = _Found()
    held = Mention.objects.visible().filter(article=article, start__isnull=False).order_by("start", "pk")
    columns = ("entity", "entity__kind", "entity__preferred_label", "quote", "start", "end", "score", "reason")
    here = list(held.values_list(*columns))
    same = held.filter(review=Review.ACCEPTED, quote=words)
    settled = set(same.exclude(pk=mention.pk if mention else None).values_list("entity", flat=True))
    key = fold(words)
    weighed: dict[Any, Candidate] = {}
    if mention is not None and mention.start is not None:
        place = (mention.start, mention.end)
        claims = {entity: (kind, label) for entity, kind, label, _, *at, _, _ in here if tuple(at) == place}
        match = _reranked(article, words, mention, claims)
        weighed = {candidate.entity: candidate for candidate in match.candidates} if match else {}
    for entity, _, label, quote, start, end, score, reason in here:
        if mention is not None and (start, end) == (mention.start, mention.end):
            own = entity == mention.entity_id and mention.review != Review.REJECTED
            if entity in weighed:
                own = own and mention.review == Review.ACCEPTED
                score, reason = weighed[entity].score or 0.0, weighed[entity].reason
                if entity in settled:
                    score, reason = 1.0, "accepted for the same words in this article"
            # Claims stand before all else, so that no lesser ground hides their reasons.
            found.add([entity], 1.0 if own else 0.8 + score / 10, reason or "suggested for these words")
        elif quote == words:
            found.add([entity], 0.8, "the same words elsewhere in this article")
        elif key and f" {key} " in f" {fold(label)} ":
            found.add([entity], 0.6, "part of a name in this article")
    named = _bearing(words)
    reason = "bears this name" if len(named) < 2 else f"one of {len(named)} that bear this name"
    found.add(sorted(named), 0.7 if len(named) < 2 else 0.55, reason)
    return _told(article, found)


def search(article: Article, typed: str) -> list[Meaning]:
    """The entities whose names hold what an editor has typed.

    First those of this very name, then those that begin so, by their label or by another name, then those with a later
    word that does, then the rest; of each, those that are mentioned at all come first, and short names before long. One
    query for each of these, until there are enough.
    """
    typed = " ".join(typed.split())
    if not typed:
        return []
    found = _Found()
    found.add(sorted(_bearing(typed))[:_POOL], 0.9, "bears this name")
    labelled, aliased = Entity.objects.all(), Alias.objects.filter(entity=OuterRef("pk"))
    stages: tuple[tuple[QuerySet[Entity], float, str], ...] = (
        (labelled.filter(preferred_label__istartswith=typed), 0.7, ""),
        (labelled.filter(Exists(aliased.filter(name__istartswith=typed))), 0.6, "by another name"),
        (labelled.filter(preferred_label__icontains=f" {typed}"), 0.5, ""),
        (labelled.filter(preferred_label__icontains=typed), 0.4, ""),
        (labelled.filter(Exists(aliased.filter(name__icontains=typed))), 0.3, "by another name"),
    )
    for rows, score, reason in stages:
        wanted = _POOL - len(found.grounds)
        if wanted <= 0:
            break
        unseen = rows.exclude(pk__in=list(found.grounds))
        used = Exists(Mention.objects.filter(entity=OuterRef("pk")))
        order = unseen.annotate(used=used).order_by("-used", Length("preferred_label"), "sort_label", "pk")
        found.add(order.values_list("pk", flat=True)[:wanted], score, reason)
    return _told(article, found)


def _reranked(article: Article, words: str, mention: Mention, claims: dict[int, tuple[str, str]]) -> Match | None:
    """What several entities claim, weighed by what else is accepted in the article now; None when nothing is contested.

    Args:
        claims: kind and label of each entity that claims the span of ``mention``, by primary key.
    """
    if len(claims) < 2 or mention.span is None:
        return None
    candidates = tuple(
        Candidate(entity, kind, label, words) for entity, (kind, label) in itertools.islice(claims.items(), OFFERED)
    )
    accepted = Mention.objects.filter(article=article, review=Review.ACCEPTED).exclude(entity__in=claims).order_by()
    beside = dict(accepted.values_list("entity", "entity__preferred_label"))
    match = Match(mention.span, words, candidates, "alias", mention.score, mention.reason)
    day = article.interval
    return Precedents().ranked_among(match, beside, day.earliest if day else None)


def _bearing(words: str) -> set[int]:
    """The entities that bear exactly this name, in this case or any other."""
    written = list({words, words.upper(), words.title(), words.capitalize()})
    labelled = Entity.objects.filter(preferred_label__in=written).order_by().values_list("pk", flat=True)
    aliased = Alias.objects.filter(name__in=written).order_by().values_list("entity", flat=True)
    return {*labelled[:_BEARERS], *aliased[:_BEARERS]}


def _told(article: Article, found: _Found) -> list[Meaning]:
    """The best of what was found, with what helps to choose."""
    best = sorted(found.grounds, key=lambda pk: -found.grounds[pk][0])[:_POOL]
    if not best:
        return []
    visible = Mention.objects.visible()
    entities = Entity.objects.in_bulk(best)
    counted = visible.filter(entity__in=best).order_by().values("entity").annotate(number=Count("pk"))
    uses = dict(counted.values_list("entity", "number"))
    # Of equals the order stays in which they were found.
    order = sorted((pk for pk in best if pk in entities), key=lambda pk: (-found.grounds[pk][0], -uses.get(pk, 0)))
    offered = order[:OFFERED]
    contexts = _latest(article, offered)
    return [
        Meaning(entities[pk], *found.grounds[pk], uses=uses.get(pk, 0), contexts=tuple(contexts[pk])) for pk in offered
    ]


def _latest(article: Article, pks: Sequence[int]) -> dict[int, list[Mention]]:
    """For each entity its latest mentions, one an article, in articles other than this; two queries."""
    mentions = Mention.objects.visible().filter(entity=OuterRef("pk")).exclude(article=article).order_by("-article")
    of_articles = mentions.values("article").distinct()
    places = {f"latest_{n}": Subquery(of_articles[n : n + 1], output_field=IntegerField()) for n in range(CONTEXTS)}
    wanted = Q()
    for row in Entity.objects.filter(pk__in=pks).order_by().annotate(**places).values("pk", *places):
        chosen = [row[name] for name in places if row[name] is not None]
        if chosen:
            wanted |= Q(entity=row["pk"], article__in=chosen)
    found: dict[int, list[Mention]] = defaultdict(list)
    if not wanted:
        return found
    told: set[tuple[int, int]] = set()
    rows = Mention.objects.visible().filter(wanted).select_related("article").defer("article__body", "article__markup")
    for row in rows.order_by("-article", "start"):
        if (row.entity_id, row.article_id) not in told:
            told.add((row.entity_id, row.article_id))
            found[row.entity_id].append(row)
    return found


def sources_named(citation: Citation) -> list[Source]:
    """The sources that the printed name of ``citation`` may mean, its own first; none for a cross-reference."""
    if citation.kind == Citation.Kind.CROSS_REFERENCE or not citation.source_text:
        return []
    bearers = Source.objects.named(citation.source_text).exclude(review=Review.REJECTED).order_by("name", "slug")
    own = [citation.source] if citation.source is not None else []
    return [*own, *(source for source in bearers[:OFFERED] if source.pk != citation.source_id)][:OFFERED]
