"""What editors mark in a text by hand: these words mean that entity, here or at all equal words of the article.

Every act is one batch: the mention, the entity or the alias that was made for it, and the suggestions that it answers.
An equal occurrence is one of the very same words that stand alone (no longer name, no hyphen, no ending), outside
citations, and about which no editor has said otherwise. Refused, with a cure in words: to mark words that are not in
the text any more.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.models import AcronymDefinition, Article, Batch, Citation, Mention, RoleStatement
from articles.models.anchors import Review, anchor_of
from articles.services.batches import Recorder, recording
from articles.services.memory import Memory, forget, remember
from articles.services.review import BY_HAND, MENTION_KEY, decided_by, reject_rivals, save_by_hand
from articles.services.tagging import next_number
from articles.services.work import refuse_locked
from edm_archive.text.spans import Span
from entities.matching.boundaries import Closed, addresses, closes, opens
from entities.models import Entity
from entities.services import add_alias, make_entity

#: What equal suggestions have in common beside their words, by kind.
_EQUAL = {
    Mention: ("entity",),
    Citation: ("kind", "source"),
    RoleStatement: ("person_name", "post"),
    AcronymDefinition: ("short_form", "long_form"),
}


class TextChangedError(ValueError):
    """The words that were meant do not stand there any more."""


@dataclass(frozen=True, slots=True)
class NewEntity:
    """An entity that is to be made."""

    kind: str
    label: str
    scope_note: str = ""


@transaction.atomic
def mark(
    article: Article,
    span: Span,
    quote: str,
    meaning: Entity | NewEntity,
    *,
    user: AbstractBaseUser,
    as_alias: bool = False,
    all_equal: bool = False,
) -> Batch | None:
    """Say that the words at ``span`` mean an entity; what else was suggested or accepted for them is rejected.

    Args:
        quote: the words as the editor saw them.
        as_alias: whether they become a further name of the entity, where they are none yet.
        all_equal: whether the same is said of all equal words in the article.

    Returns:
        The batch; None when all of it was so already.

    Raises:
        TextChangedError: when the words at ``span`` are others by now.
        NameTakenError, ValidationError: when a new entity cannot be made like this.
    """
    article = Article.objects.select_for_update(of=("self",)).select_related("issue__publication").get(pk=article.pk)
    if span.of(article.body) != quote or not quote.strip():
        raise TextChangedError("The text has been edited meanwhile: other words stand there now.")
    refuse_locked([article.pk], user)
    with recording(kind=Batch.Kind.DECISION, summary="Mark", user=user) as recorder:
        if isinstance(meaning, NewEntity):
            entity = make_entity(meaning.kind, meaning.label, meaning.scope_note)
            recorder.created(entity)
        else:
            entity = meaning
        if as_alias and (alias := add_alias(entity, quote)):
            recorder.created(alias)
        spans = [span]
        if all_equal:
            spans += [place for place in open_places(article, quote, entity) if place != span]
        marked = len(mark_spans(article, spans, entity, user, recorder))
        times = f" {marked} times" if marked > 1 else ""
        new = " the new" if isinstance(meaning, NewEntity) else ""
        recorder.summarise(f"Tagged “{quote}”{times} as{new} {entity.get_kind_display()} “{entity}” in “{article}”")
    return recorder.batch if recorder.count else None


@transaction.atomic
def mean(mention: Mention, entity: Entity, *, user: AbstractBaseUser) -> Batch | None:
    """Say that the words of ``mention`` mean another entity: the mention is corrected, and thereby accepted."""
    held = Mention.objects.select_related("entity", *MENTION_KEY)
    row = held.select_for_update(of=("self",)).get(pk=mention.pk)
    refuse_locked([row.article_id], user)
    same = held.filter(article=row.article, entity=entity, start=row.start, end=row.end, start__isnull=False)
    other = same.exclude(pk=row.pk).first()
    if other is None:
        row.entity = entity
        return save_by_hand(row, user=user, columns=["entity"])
    summary = f"“{row}” in “{row.article}” is {entity}"
    with recording(kind=Batch.Kind.DECISION, summary=summary, user=user) as recorder:
        _set(other, recorder, **decided_by(Review.ACCEPTED, user))
        forget([other], recorder)
        reject_rivals([other], user, recorder)
        row.refresh_from_db()
        if row.review != Review.REJECTED:
            remember([row], user, recorder)
            _set(row, recorder, **decided_by(Review.REJECTED, user))
    return recorder.batch if recorder.count else None


def equal_suggestions(rows: Iterable[Any]) -> Iterator[Any]:
    """Query sets of what is suggested in the same articles for the same words with the same meaning, ``rows`` too."""
    for row in rows:
        yield type(row).objects.suggested().filter(article=row.article_id, **_common(row))


def equal_key(row: Any) -> str:
    """Sixteen characters that annotations of one article share when they are equal in the same sense."""
    told = json.dumps([row._meta.model_name, *_common(row).values()], ensure_ascii=False)
    return hashlib.blake2b(told.encode(), digest_size=8).hexdigest()


def _common(row: Any) -> dict[str, Any]:
    """What equal annotations of one article have in common; of a related row its primary key."""
    columns = (row._meta.get_field(name) for name in _EQUAL[type(row)])
    return {"quote": row.quote, **{column.name: getattr(row, column.attname) for column in columns}}


def open_places(article: Article, quote: str, entity: Entity | None = None) -> list[Span]:
    """Where ``quote`` stands alone in the text and no editor has said what it is.

    Args:
        entity: places of which it is remembered that they do not mean it are left out.
    """
    body = article.body
    mentions = list(Mention.objects.filter(article=article, start__isnull=False))
    settled = [row.span for row in mentions if row.review == Review.ACCEPTED]
    settled += [row.span for row in mentions if row.review == Review.REJECTED and entity and row.entity_id == entity.pk]
    cited = Citation.objects.visible().filter(article=article).values_list("start", "end")
    closed = Closed([*(span for span in settled if span), *(Span(*pair) for pair in cited), *addresses(body)])
    waiting = [row.span for row in mentions if row.review == Review.SUGGESTED and row.span]
    memory = Memory.of([quote]) if entity else Memory()
    return [
        span
        for span in (Span(*found.span()) for found in re.finditer(re.escape(quote), body))
        if opens(body, span.start)
        and closes(body, span.end)
        and not closed.touches(span.start, span.end)
        and not any(other.overlaps(span) and not span.contains(other) for other in waiting)
        and not (entity and _is_forbidden(memory, entity, body, span))
    ]


def _is_forbidden(memory: Memory, entity: Entity, body: str, span: Span) -> bool:
    anchor = anchor_of(body, span)
    return memory.forbids(entity.pk, anchor["quote"], anchor["prefix"], anchor["suffix"])


def mark_spans(
    article: Article,
    spans: Iterable[Span],
    entity: Entity,
    user: AbstractBaseUser,
    recorder: Recorder,
    *,
    origin: str = BY_HAND,
) -> list[Mention]:
    """Accept the mention of ``entity`` at each span, and make it where there is none; those that were not so before.

    Whatever else is suggested there, or was accepted, is rejected; what is remembered against it is forgotten.
    """
    held = {
        row.span: row
        for row in Mention.objects.filter(article=article, entity=entity, start__isnull=False).select_related("entity")
    }
    number = next_number(article, Mention)
    accepted: list[Mention] = []
    standing: list[Mention] = []
    for span in spans:
        row = held.get(span)
        if row is None:
            decided = decided_by(Review.ACCEPTED, user)
            row = Mention(article=article, entity=entity, number=number, origin=origin, **decided)
            for name, value in anchor_of(article.body, span).items():
                setattr(row, name, value)
            row.save()
            recorder.created(row)
            number += 1
        elif row.review != Review.ACCEPTED:
            row.article = article
            _set(row, recorder, **decided_by(Review.ACCEPTED, user))
        else:
            standing.append(row)
            continue
        accepted.append(row)
    forget(accepted, recorder)
    reject_rivals([*standing, *accepted], user, recorder)
    return accepted


def _set(row: Mention, recorder: Recorder, **values: Any) -> None:
    recorder.watch([row])
    for name, value in values.items():
        setattr(row, name, value)
    row.save(update_fields=list(values))
    recorder.changed(row)
