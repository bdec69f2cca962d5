"""What the desk is told: annotations, what is untagged, how far the article is, what can be taken back; plain values.

The queries are the same in number whatever the article holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils import timezone

from articles.admin.decisions import desk_url
from articles.admin.descriptions import RELATED, admin_url, facts
from articles.admin.desk import KINDS, contested, next_article_url, return_query
from articles.admin.propagation import propagation_url
from articles.models import Article, Batch, Citation, Mention
from articles.models.anchors import Annotation
from articles.services import marking, propagation
from articles.services.candidates import Candidate
from articles.services.meanings import Meaning
from edm_archive.text.spans import Span
from entities.matching import find_names

#: Characters of context on each side of a quote.
CONTEXT = 40


def shown_kinds(request: HttpRequest) -> dict[str, Any]:
    """The kinds of annotation that the user may view."""
    return {kind: model for kind, model in KINDS.items() if keeper(model).has_view_permission(request)}


def keeper(model: Any) -> admin.ModelAdmin:
    """The admin of a model: it knows who may do what."""
    return admin.site.get_model_admin(model)


@dataclass(frozen=True, slots=True)
class Held:
    """An annotation as it is stored, with what the desk adds; it is put in words only where the desk needs it."""

    kind: str
    row: Any
    may_decide: bool
    is_contested: bool

    @property
    def name(self) -> str:
        """How the desk names it."""
        return f"{self.kind}-{self.row.pk}"

    @property
    def values(self) -> tuple[Any, ...]:
        """All that makes a difference to the desk, to be compared."""
        return (self.is_contested, *(getattr(self.row, field.attname) for field in self.row._meta.concrete_fields))

    def told(self) -> dict[str, Any]:
        """What the desk is told of it."""
        return _annotation(self.kind, self.row, may_decide=self.may_decide, is_contested=self.is_contested)


def held(request: HttpRequest, article: Article) -> dict[str, Held]:
    """All annotations that the user may view, by name, in the order of the text, orphans last."""
    found: list[Held] = []
    for kind, model in shown_kinds(request).items():
        may_decide = keeper(model).has_change_permission(request)
        rows = list(model.objects.filter(article=article).select_related(*RELATED[model]))
        claimed = contested(rows) if model is Mention else set()
        for row in rows:
            row.article = article
            found.append(Held(kind, row, may_decide, row.pk in claimed))
    found.sort(key=lambda one: (one.row.is_orphaned, one.row.start or 0, one.row.end or 0, one.name))
    return {one.name: one for one in found}


def _annotation(kind: str, row: Annotation, *, may_decide: bool, is_contested: bool) -> dict[str, Any]:
    entity = row.entity if isinstance(row, Mention) else None
    return {
        "name": f"{kind}-{row.pk}",
        "kind": kind,
        "kind_name": str(row._meta.verbose_name),
        "number": row.number,
        "review": row.review,
        "origin": row.origin,
        "score": row.score,
        "reason": row.reason,
        "equal": marking.equal_key(row),
        "start": row.start,
        "end": row.end,
        "quote": row.quote,
        "before": row.prefix[-CONTEXT:],
        "after": row.suffix[:CONTEXT],
        "is_orphaned": row.is_orphaned,
        "is_contested": is_contested,
        "may_decide": may_decide,
        "entity": {"pk": entity.pk, "label": entity.preferred_label, "kind": entity.kind} if entity else None,
        "facts": [{"label": fact.label, "value": fact.text, "url": fact.url, "note": fact.note} for fact in facts(row)],
        "correct_url": f"{admin_url(row)}?{return_query({})}",
    }


def changed(article: Article, before: dict[str, Held], after: dict[str, Held]) -> dict[str, Any]:
    """What is different after an act.

    Annotations that are new or changed, the names of those that are gone, and, where other words are marked than
    before, what is untagged: to look for names in a long text takes longer than all else.
    """
    differences = {
        "annotations": [
            one.told() for name, one in after.items() if name not in before or before[name].values != one.values
        ],
        "removed": [name for name in before if name not in after],
    }
    if marked(before) != marked(after):
        differences["untagged"] = untagged(article, after)
    return differences


def standing(article: Article, now: dict[str, Held], user: Any) -> dict[str, Any]:
    """What goes with every answer: how far the article is, what can be taken back or done again."""
    return {
        "revision": article.revision,
        "progress": {
            "decided": sum(one.row.review != "suggested" for one in now.values()),
            "total": len(now),
        },
        **ways_back(article, user),
    }


def marked(now: dict[str, Held]) -> set[Span]:
    """The words that a mention, whatever its state, or a citation marks."""
    return {one.row.span for one in now.values() if one.kind in ("mention", "citation") and one.row.span is not None}


def untagged(article: Article, now: dict[str, Held]) -> list[dict[str, Any]]:
    """Names in the text that nothing marks, neither a mention, whatever its state, nor a citation."""
    return [
        {
            "start": match.start,
            "end": match.end,
            "text": match.quote,
            "kind": match.kind,
            "label": match.label,
            "reason": match.reason,
        }
        for match in find_names(article.body, outside=sorted(marked(now)))
    ]


def ways_back(article: Article, user: Any) -> dict[str, Any]:
    """The last act of this editor on this desk, and what this editor took back last and did nothing after."""
    mine = Batch.objects.standing().filter(created_by=user, article=article).order_by("-pk")
    act, last = mine.acts().first(), mine.select_related("takes_back").first()
    redo = None
    if last is not None and last.takes_back is not None:
        redo = {"reference": str(last.reference), "summary": last.takes_back.summary}
    return {"undo": batch(act), "redo": redo}


def batch(row: Batch | None) -> dict[str, str] | None:
    """A batch by its reference, with what it did."""
    return None if row is None else {"reference": str(row.reference), "summary": row.summary}


def conflict(row: Annotation, user: Any) -> dict[str, str]:
    """Who decided otherwise about an annotation than a desk shows, and when, in words."""
    who, when = "", ""
    if row.reviewer is not None:
        who = "You" if row.reviewer == user else row.reviewer.get_full_name() or row.reviewer.get_username()
    if row.reviewed_at is not None:
        at = timezone.localtime(row.reviewed_at)
        today = at.date() == timezone.localdate()
        when = at.strftime("%H:%M" if today else "%d %B %Y, %H:%M").lstrip("" if today else "0")
    if row.review == "suggested":
        words = "This was taken back to suggested meanwhile."
    else:
        words = f"{who or 'Somebody'} {row.review} this{f' at {when}' if when else ' meanwhile'}."
    return {
        "name": f"{row._meta.model_name}-{row.pk}",
        "review": row.review,
        "reviewer": who,
        "when": when,
        "words": words,
    }


def state(request: HttpRequest, article: Article) -> dict[str, Any]:
    """All that the desk shows of an article."""
    now = held(request, article)
    return {
        "article": {
            "pk": article.pk,
            "headline": article.headline,
            "body_digest": article.digest,
            "revision": article.revision,
        },
        "annotations": [one.told() for one in now.values()],
        "untagged": untagged(article, now),
        **standing(article, now, request.user),
        "next_url": next_article_url(article, shown_kinds(request)) or None,
    }


def meaning(found: Meaning) -> dict[str, Any]:
    """An entity that words may mean."""
    entity = found.entity
    return {
        "entity": entity.pk,
        "label": entity.preferred_label,
        "kind": entity.kind,
        "description": entity.scope_note,
        "dates": "",
        "uses": found.uses,
        "contexts": [
            {
                "headline": row.article.headline,
                "url": desk_url(row.article_id, {}, f"mention-{row.pk}"),
                "before": row.prefix[-CONTEXT:],
                "quote": row.quote,
                "after": row.suffix[:CONTEXT],
            }
            for row in found.contexts
        ],
        "score": round(found.score, 2),
        "reason": found.reason,
    }


def elsewhere(request: HttpRequest, article: Article, row: Mention) -> dict[str, Any] | None:
    """Where else in the archive the words of a mention may mean its entity; None when nowhere."""
    mentions = keeper(Mention)
    if not (mentions.has_change_permission(request) and mentions.has_add_permission(request)):
        return None
    found = propagation.count(row.quote, row.entity, without=article.pk)
    if not found.places:
        return None
    return {
        "articles": found.articles,
        "mentions": found.places,
        "is_exact": found.is_exact,
        "url": propagation_url(row.quote, row.entity_id, article.pk),
    }


def target(found: Candidate) -> dict[str, Any]:
    """An article that a cross-reference may mean."""
    article = found.article
    return {
        "article": article.pk,
        "headline": f"{article.headline} ({article.issue}, {article.date_statement})",
        "url": admin_url(article),
        "reasons": list(found.reasons),
    }


def source(row: Any, citation: Citation) -> dict[str, Any]:
    """A source that a citation may mean."""
    about = ", ".join(filter(None, (row.country, row.slug, "suggested" if row.review == "suggested" else "")))
    return {
        "source": row.pk,
        "name": row.name,
        "kind": row.get_kind_display(),
        "reason": "as it is now" if row.pk == citation.source_id else about,
        "url": admin_url(row),
    }
