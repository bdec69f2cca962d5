"""Whom or what words of an article may mean: the candidates from which an editor chooses, the likeliest first.

Each comes with what helps to tell it from the others: what it is, how often it was mentioned, and where last. The
questions to the database are few and bounded, however often an entity is mentioned. Nothing is decided here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, Subquery

from articles.models import Article, Citation, Mention, Source
from articles.models.anchors import Review
from edm_archive.text.normalize import fold
from entities.models import Alias, Entity

#: Candidates that are offered: one for each digit key.
OFFERED = 9
#: Contexts that are shown of each, all of different articles.
CONTEXTS = 3
#: Entities that a search by a part of a name looks at.
_SEARCHED = 50


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
    """The entities that ``words`` of ``article`` may mean; about seven queries.

    Args:
        mention: the mention that is asked about; what it says now stands first unless it has been rejected.
    """
    found = _Found()
    held = Mention.objects.filter(article=article, start__isnull=False).exclude(review=Review.REJECTED)
    here = list(held.values_list("entity", "entity__preferred_label", "quote", "start", "end", "score", "reason"))
    key = fold(words)
    for entity, label, quote, start, end, score, reason in here:
        if mention is not None and (start, end) == (mention.start, mention.end):
            own = entity == mention.entity_id and mention.review != Review.REJECTED
            found.add([entity], 1.0 if own else 0.5 + score / 2, reason or "suggested for these words")
        elif quote == words:
            found.add([entity], 0.8, "the same words elsewhere in this article")
        elif key and f" {key} " in f" {fold(label)} ":
            found.add([entity], 0.6, "part of a name in this article")
    named = _bearing(words)
    reason = "bears this name" if len(named) < 2 else f"one of {len(named)} that bear this name"
    found.add(named, 0.7 if len(named) < 2 else 0.55, reason)
    return _told(article, found)


def search(article: Article, typed: str) -> list[Meaning]:
    """The entities whose names hold what an editor has typed: those of this very name, then those that begin so."""
    typed = " ".join(typed.split())
    if not typed:
        return []
    found = _Found()
    aliased = Alias.objects.filter(entity=OuterRef("pk"), name__icontains=typed)
    rows = Entity.objects.filter(Q(preferred_label__icontains=typed) | Exists(aliased)).order_by("sort_label", "pk")
    key = fold(typed)
    for pk, label in rows.values_list("pk", "preferred_label")[:_SEARCHED]:
        folded = fold(label)
        at = 0 if folded.startswith(key) else (1 if f" {key}" in folded else 2)
        score = 0.9 if folded == key else (0.7, 0.5, 0.3)[at]
        found.add([pk], score, "" if key in folded else "by another name")
    found.add(_bearing(typed), 0.9, "bears this name")
    return _told(article, found)


def _bearing(words: str) -> set[int]:
    """The entities that bear exactly this name, in this case or any other."""
    written = list({words, words.upper(), words.title(), words.capitalize()})
    labelled = Entity.objects.filter(preferred_label__in=written).order_by().values_list("pk", flat=True)
    aliased = Alias.objects.filter(name__in=written).order_by().values_list("entity", flat=True)
    return {*labelled[:_SEARCHED], *aliased[:_SEARCHED]}


def _told(article: Article, found: _Found) -> list[Meaning]:
    """The best of what was found, with what helps to choose."""
    best = sorted(found.grounds, key=lambda pk: (-found.grounds[pk][0], pk))[: 2 * OFFERED]
    if not best:
        return []
    visible = Mention.objects.visible()
    entities = Entity.objects.in_bulk(best)
    counted = visible.filter(entity__in=best).order_by().values("entity").annotate(number=Count("pk"))
    uses = dict(counted.values_list("entity", "number"))
    order = sorted((pk for pk in best if pk in entities), key=lambda pk: (-found.grounds[pk][0], -uses.get(pk, 0), pk))
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
