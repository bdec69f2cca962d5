"""The work queue: articles are assigned, taken, opened, finished, reopened and locked.

A lock says that an article is settled: only those who may change articles decide on its annotations then. Refuses to
move work of which the article is locked, except by them. Assignments are about work, not records, and are no batches.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import PermissionDenied
from django.db import connection, models, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import timezone

from articles.models import Article, Assignment, Citation, Mention

State = Assignment.State


class LockedError(PermissionDenied):
    """The article is locked, and this user may not decide on it."""


def may_lock(user: AbstractBaseUser) -> bool:
    """Whether the user keeps the work of others: assigns it, locks it, and decides on what is locked."""
    return user.has_perm("articles.change_article")  # type: ignore[attr-defined]


def refuse_locked(articles: Iterable[int] | models.QuerySet[Any, Any], user: AbstractBaseUser) -> None:
    """Raise LockedError when one of the articles with these primary keys is locked for ``user``."""
    if may_lock(user):
        return
    locked = Assignment.objects.filter(article__in=articles, state=State.LOCKED).select_related("article").first()
    if locked is not None:
        raise LockedError(f"“{locked.article}” is locked: what was decided on it is settled.")


def assign(articles: models.QuerySet[Article], editor: AbstractBaseUser) -> int:
    """Give the articles to ``editor``; the number of those that the editor did not have."""
    had = Assignment.objects.filter(editor=editor, article=OuterRef("pk"))  # type: ignore[misc]
    pks = list(articles.order_by().filter(~Exists(had)).values_list("pk", flat=True))
    rows = [Assignment(article_id=pk, editor=editor) for pk in pks]  # type: ignore[misc]
    Assignment.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def next_of(editor: AbstractBaseUser, after: Article | None = None) -> Assignment | None:
    """What was assigned to ``editor`` first and is not done, beside the article ``after``."""
    left = Assignment.objects.of(editor).open().exclude(article=after).select_related("article")
    return left.order_by("assigned_at", "pk").first()


@transaction.atomic
def take_next(editor: AbstractBaseUser) -> Assignment | None:
    """The next work of ``editor``: what was assigned first and is not done, else an article that nobody has.

    Of what nobody has, that is the newest article in which a suggestion waits. None when there is nothing.
    """
    if (found := next_of(editor)) is not None:
        return found
    waiting = Article.objects.filter(
        Exists(Mention.objects.suggested().filter(article=OuterRef("pk")))
        | Exists(Citation.objects.suggested().filter(article=OuterRef("pk"))),
        ~Exists(Assignment.objects.filter(article=OuterRef("pk"))),
    )
    article = waiting.order_by("-pk").select_for_update(of=("self",), skip_locked=_skips()).first()
    return None if article is None else Assignment.objects.create(article=article, editor=editor)  # type: ignore[misc]


def opened(article: Article, editor: AbstractBaseUser) -> None:
    """What is new to its editor is in progress once the editor opens it."""
    mine = Assignment.objects.of(editor).filter(article=article, state=State.NEW)
    mine.update(state=State.IN_PROGRESS, changed_at=timezone.now())


def finished(article: Article, editor: AbstractBaseUser) -> None:
    """The editor is done with the article, whether or not it was assigned; what is locked stays so."""
    row, made = Assignment.objects.get_or_create(article=article, editor=editor, defaults={"state": State.DONE})  # type: ignore[misc]
    if not made and row.state not in (State.DONE, State.LOCKED):
        row.state = State.DONE
        row.save(update_fields=["state", "changed_at"])


def set_state(rows: models.QuerySet[Assignment], state: str, user: AbstractBaseUser) -> int:
    """Bring work into a state; the number of rows that changed.

    Raises:
        PermissionDenied: when the user moves the work of others, or locks or unlocks, and may not.
    """
    of_others = rows.filter(~Q(editor=user) | Q(state=State.LOCKED))
    if not may_lock(user) and (state == State.LOCKED or of_others.exists()):
        raise PermissionDenied("Only your own work, and none that is locked.")
    return rows.exclude(state=state).update(state=state, changed_at=timezone.now())


def figures() -> list[dict[str, object]]:
    """For each editor who has work: name, and how many articles are in each state."""
    counted = {state.value: Count("pk", filter=Q(state=state)) for state in State}
    rows = Assignment.objects.order_by().values("editor").annotate(total=Count("pk"), **counted)
    names = {
        user.pk: user.get_username() for user in get_user_model().objects.filter(pk__in=[r["editor"] for r in rows])
    }
    return sorted(({**row, "name": names[row["editor"]]} for row in rows), key=lambda row: str(row["name"]).casefold())


def _skips() -> bool:
    return connection.features.has_select_for_update_skip_locked
