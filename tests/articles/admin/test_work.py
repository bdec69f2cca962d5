"""The work queue: given, taken, opened, finished, reopened, locked; and what a lock forbids."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from django.urls import reverse

from articles.models import Assignment, Citation, Mention
from articles.services import marking, review, work
from edm_archive.text.spans import Span
from tests import factories
from tests.articles.admin.test_roles import E, T, people, user_of  # noqa: F401 - people is a fixture
from tests.articles.admin.test_two_people import address

pytestmark = pytest.mark.django_db

WORK = "admin:articles_assignment_changelist"
State = Assignment.State


def bring(client: Client, action: str, *rows: Assignment) -> list[str]:
    chosen = {"action": f"{action}_selected", "_selected_action": [row.pk for row in rows]}
    return [str(message) for message in client.post(reverse(WORK), chosen, follow=True).context["messages"]]


def states() -> dict[int, str]:
    return dict(Assignment.objects.order_by("pk").values_list("article", "state"))


def desk(client: Client, article: Any, path: str, /, **values: Any) -> Any:
    url = reverse(f"admin:articles_article_desk_{path}", args=[article.pk])
    return client.post(url, json.dumps(values), content_type="application/json")


def test_an_editor_gives_articles_to_a_tagger(people: dict[str, Client]) -> None:  # noqa: F811
    articles = factories.ArticleFactory.create_batch(3)
    chosen = {"action": "assign_selected", "_selected_action": [row.pk for row in articles[:2]]}
    page = people[E].post(reverse("admin:articles_article_changelist"), chosen)
    assert "2 articles will stand in the work queue" in page.content.decode()
    people[E].post(reverse("admin:articles_article_changelist"), chosen | {"editor": user_of(T).pk})
    assert states() == {articles[0].pk: "new", articles[1].pk: "new"}
    assert work.assign(type(articles[0]).objects.all(), user_of(T)) == 1


def test_work_goes_from_new_to_done_at_the_desk_and_on_to_the_next(people: dict[str, Client]) -> None:  # noqa: F811
    first, second = (factories.AssignmentFactory(editor=user_of(T)) for _ in range(2))
    taken = people[T].post(reverse("admin:articles_assignment_take"))
    assert taken.url == reverse("admin:articles_article_desk", args=[first.article_id])
    people[E].get(taken.url)
    assert states() == {first.article_id: "new", second.article_id: "new"}
    people[T].get(taken.url)
    assert states() == {first.article_id: "in_progress", second.article_id: "new"}
    told = desk(people[T], first.article, "finish").json()
    assert states() == {first.article_id: "done", second.article_id: "new"}
    assert told["next_url"] == reverse("admin:articles_article_desk", args=[second.article_id])


def test_who_has_nothing_takes_what_nobody_has(people: dict[str, Client]) -> None:  # noqa: F811
    old, new = (factories.MentionFactory(review="suggested").article for _ in range(2))
    factories.ArticleFactory()
    people[T].post(reverse("admin:articles_assignment_take"))
    people[E].post(reverse("admin:articles_assignment_take"))
    assert dict(Assignment.objects.values_list("article", "editor__username")) == {new.pk: "tagger", old.pk: "editor"}
    Assignment.objects.update(state="done")
    none = people[T].post(reverse("admin:articles_assignment_take"), follow=True)
    assert "Nothing waits" in none.content.decode()


def test_finishing_what_was_not_assigned_is_counted_too(people: dict[str, Client]) -> None:  # noqa: F811
    article = factories.ArticleFactory()
    assert desk(people[T], article, "finish").json()["next_url"] is None
    assert states() == {article.pk: "done"}


def test_one_reopens_ones_own_work_and_not_that_of_others(people: dict[str, Client]) -> None:  # noqa: F811
    mine = factories.AssignmentFactory(editor=user_of(T), state="done")
    other = factories.AssignmentFactory(editor=user_of(E), state="done")
    assert bring(people[T], "reopen", mine) == ["1 now new."]
    assert "Nothing was changed" in bring(people[T], "reopen", mine, other)[0]
    assert states() == {mine.article_id: "new", other.article_id: "done"}
    assert bring(people[E], "finish", mine, other) == ["1 now done."]
    assert bring(people[T], "lock", mine) != ["1 now locked."]
    assert states()[mine.article_id] == "done"


def test_what_is_locked_is_decided_by_editors_alone(people: dict[str, Client]) -> None:  # noqa: F811
    mention = factories.MentionFactory(review="suggested")
    citation = factories.CitationFactory(article=mention.article, review="suggested")
    row = factories.AssignmentFactory(article=mention.article, editor=user_of(T), state="done")
    assert bring(people[E], "lock", row) == ["1 now locked."]
    tagger, entity = user_of(T), mention.entity
    attempts: list[Any] = [
        lambda: review.accept(Mention.objects.all(), user=tagger),
        lambda: review.reject(Citation.objects.all(), user=tagger),
        lambda: review.save_by_hand(mention, user=tagger, columns=["review"]),
        lambda: marking.mark(mention.article, Span(0, 10), "Kazakhstan", entity, user=tagger),
        lambda: marking.mean(mention, factories.EntityFactory(), user=tagger),
        lambda: work.set_state(Assignment.objects.all(), State.NEW, tagger),
    ]
    for attempt in attempts:
        with pytest.raises(PermissionDenied):
            attempt()
    refused = desk(people[T], mention.article, "decide", names=[f"mention-{mention.pk}"], act="accept")
    assert refused.status_code == 403
    assert "is locked" in refused.json()["error"]
    assert people[T].post(address(citation), {}).status_code in (200, 403)
    assert set(Mention.objects.values_list("review", flat=True)) == {"suggested"}
    desk(people[T], mention.article, "finish")
    assert states() == {mention.article_id: "locked"}
    review.accept(Mention.objects.all(), user=user_of(E))
    assert Mention.objects.get().review == "accepted"


def test_the_page_counts_for_each_editor(people: dict[str, Client]) -> None:  # noqa: F811
    factories.AssignmentFactory(editor=user_of(T), state="done")
    factories.AssignmentFactory(editor=user_of(T))
    factories.AssignmentFactory(editor=user_of(E), state="locked")
    page = people[T].get(reverse(WORK), {"whose": "mine"})
    figures = [(row["name"], row["new"], row["done"], row["locked"], row["total"]) for row in page.context["figures"]]
    assert figures == [("editor", 0, 0, 1, 1), ("tagger", 1, 1, 0, 2)]
    assert page.context["cl"].result_count == 2
