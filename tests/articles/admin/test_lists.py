"""The index, the lists and their acts, batches and the way back."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from articles.models import AcronymDefinition, Article, Batch, Citation, Mention, Rejection, RoleStatement, Source
from articles.services import review
from articles.services.batches import recording
from articles.services.waiting import LIMIT, figure
from tests import factories

pytestmark = pytest.mark.django_db


def act(client: Client, model: type, name: str, rows: list, **values: object) -> object:
    url = reverse(f"admin:articles_{model._meta.model_name}_changelist")  # type: ignore[attr-defined]
    chosen = {"action": name, "_selected_action": [row.pk for row in rows], **values}
    return client.post(url, chosen, follow=True)


def staff(*permissions: str) -> Client:
    user = get_user_model().objects.create(username="staff", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


# The index ---------------------------------------------------------------------------------------------------------


def test_the_index_shows_first_what_waits(admin_client) -> None:  # type: ignore[no-untyped-def]
    factories.CitationFactory.create_batch(3)
    factories.CitationFactory(kind="cross_reference", resolution="waiting", review="accepted", article__status="draft")
    factories.MentionFactory(start=None)
    factories.SourceFactory(review="suggested")
    response = admin_client.get(reverse("admin:index"))
    found = {queue.title: queue.figure for queue in response.context["waiting"]}
    assert found == {
        "Suggested citations": "3",
        "Suggested mentions": "1",
        "Waiting cross-references": "1",
        "Suggested sources": "1",
        "Orphaned mentions": "1",
        "Drafts": "1",
    }
    for queue in response.context["waiting"]:
        listed = admin_client.get(queue.url)
        number = listed.context["cl"].result_count if "cl" in listed.context else listed.context["place"].total
        assert str(number) == queue.figure
    html = response.content.decode()
    assert html.index("Waiting for you") < html.index("Bibliography</a>")


def test_numbers_are_counted_to_a_thousand() -> None:
    assert [figure(n) for n in (1, LIMIT, LIMIT + 1)] == ["1", "1,000", "1,000+"]


def test_the_index_says_when_nothing_waits(admin_client) -> None:  # type: ignore[no-untyped-def]
    assert "Nothing waits" in admin_client.get(reverse("admin:index")).content.decode()


def test_the_index_counts_only_what_one_may_view() -> None:
    factories.CitationFactory()
    factories.MentionFactory()
    response = staff("view_mention").get(reverse("admin:index"))
    assert [queue.title for queue in response.context["waiting"]] == ["Suggested mentions"]
    assert [group["name"] for group in response.context["app_list"]] == ["Names in the texts"]
    assert not response.context["recent_batches"]


def test_records_are_grouped_by_the_work(admin_client) -> None:  # type: ignore[no-untyped-def]
    groups = admin_client.get(reverse("admin:index")).context["app_list"]
    assert [group["name"] for group in groups] == [
        "Bibliography",
        "Citations and their sources",
        "Names in the texts",
        "Authority file",
        "Work",
        "What readers cite",
        "What was done",
        "Editors",
    ]
    assert [model["object_name"] for model in groups[0]["models"]][:2] == ["Article", "Issue"]
    assert admin_client.get(reverse("admin:app_list", args=["articles"])).status_code == 200


# Acts ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("model", "factory"),
    [
        (Citation, factories.CitationFactory),
        (Mention, factories.MentionFactory),
        (RoleStatement, factories.RoleStatementFactory),
        (AcronymDefinition, factories.AcronymDefinitionFactory),
        (Source, factories.SourceFactory),
    ],
)
@pytest.mark.parametrize(("name", "review"), [("accept_selected", "accepted"), ("reject_selected", "rejected")])
def test_selected_rows_are_decided_in_one_batch(admin_client, model, factory, name, review) -> None:  # type: ignore[no-untyped-def]
    rows = factory.create_batch(3, review="suggested")
    response = act(admin_client, model, name, rows[:2])
    assert list(model.objects.order_by("pk").values_list("review", flat=True)) == [review, review, "suggested"]
    batch = Batch.objects.get()
    assert reverse("admin:articles_batch_undo", args=[batch.pk]) in str(next(iter(response.context["messages"])))
    admin_client.post(reverse("admin:articles_batch_undo", args=[batch.pk]))
    assert set(model.objects.values_list("review", flat=True)) == {"suggested"}


def test_reopening_forgets_a_decision(admin_client) -> None:  # type: ignore[no-untyped-def]
    mention = factories.MentionFactory()
    act(admin_client, Mention, "accept_selected", [mention])
    act(admin_client, Mention, "reopen_selected", [mention])
    mention.refresh_from_db()
    assert (mention.review, mention.reviewer) == ("suggested", None)


def test_who_may_not_change_is_offered_no_act() -> None:
    mention = factories.MentionFactory()
    client = staff("view_mention")
    act(client, Mention, "accept_selected", [mention])
    mention.refresh_from_db()
    assert mention.review == "suggested"


def test_articles_are_published_and_taken_back(admin_client) -> None:  # type: ignore[no-untyped-def]
    articles = factories.ArticleFactory.create_batch(2, status="draft")
    act(admin_client, Article, "publish_selected", articles)
    assert Article.objects.published().count() == 2
    act(admin_client, Article, "send_to_review_selected", articles[:1])
    act(admin_client, Article, "return_to_draft_selected", articles[1:])
    assert sorted(Article.objects.values_list("status", flat=True)) == ["draft", "in_review"]
    assert Batch.objects.count() == 3


def test_withdrawing_asks_for_the_reason_first(admin_client) -> None:  # type: ignore[no-untyped-def]
    article = factories.ArticleFactory()
    asked = act(admin_client, Article, "withdraw_selected", [article])
    assert "Readers will no longer see 1 article" in asked.content.decode()
    article.refresh_from_db()
    assert article.status == "published"
    again = act(admin_client, Article, "withdraw_selected", [article], reason=" ")
    assert again.context["form"].errors["reason"]
    act(admin_client, Article, "withdraw_selected", [article], reason="Printed twice.")
    article.refresh_from_db()
    assert (article.status, article.withdrawal_reason) == ("withdrawn", "Printed twice.")


def test_only_what_readers_have_not_seen_is_deleted(admin_client) -> None:  # type: ignore[no-untyped-def]
    draft, public = factories.ArticleFactory(status="draft"), factories.ArticleFactory()
    reference = factories.CitationFactory(kind="cross_reference", target=draft, article=public)
    act(admin_client, Article, "delete_selected", [draft, public], post="yes")
    assert Article.objects.count() == 2
    act(admin_client, Article, "delete_selected", [draft], post="yes")
    assert list(Article.objects.all()) == [public]
    reference.refresh_from_db()
    assert reference.resolution == "waiting"


def test_an_issue_is_found_by_volume_and_number(admin_client) -> None:  # type: ignore[no-untyped-def]
    wanted = factories.IssueFactory(volume=1, number="138")
    factories.IssueFactory(volume=2, number="138")
    listed = admin_client.get(reverse("admin:articles_issue_changelist"), {"q": "1/138"})
    assert list(listed.context["cl"].result_list) == [wanted]


def test_namesakes_are_told_apart_where_they_are_chosen(admin_client) -> None:  # type: ignore[no-untyped-def]
    factories.EntityFactory(preferred_label="Georgia", kind="place", scope_note="A country in the Caucasus.")
    query = {"app_label": "articles", "model_name": "mention", "field_name": "entity", "term": "georgia"}
    found = admin_client.get(reverse("admin:autocomplete"), query).json()["results"]
    assert [item["text"] for item in found] == ["Georgia (place): A country in the Caucasus."]


# Batches -------------------------------------------------------------------------------------------------------------


def test_a_batch_is_asked_about_before_it_is_taken_back(admin_client) -> None:  # type: ignore[no-untyped-def]
    mention = factories.MentionFactory(article__issue__number="138", article__position=2, number=5)
    act(admin_client, Mention, "accept_selected", [mention])
    batch = Batch.objects.get()
    url = reverse("admin:articles_batch_undo", args=[batch.pk])
    asked = admin_client.get(url).content.decode()
    assert "mention edm / 1 / 138 / 2 / 5: review suggested → accepted" in asked
    assert not Batch.objects.get().is_undone
    admin_client.post(url)
    assert "It was taken back by admin" in admin_client.get(url).content.decode()
    listed = admin_client.get(reverse("admin:articles_batch_changelist")).content.decode()
    assert "taken back by admin" in listed
    shown = admin_client.get(reverse("admin:articles_batch_change", args=[batch.pk])).content.decode()
    assert "review suggested → accepted" in shown


def test_what_would_be_lost_is_told(admin_client) -> None:  # type: ignore[no-untyped-def]
    mention = factories.MentionFactory()
    act(admin_client, Mention, "accept_selected", [mention])
    first = Batch.objects.get()
    act(admin_client, Mention, "reject_selected", [mention])
    response = admin_client.post(reverse("admin:articles_batch_undo", args=[first.pk]), follow=True)
    (message,) = response.context["messages"]
    assert (message.level_tag, "later work would be lost" in str(message)) == ("error", True)
    mention.refresh_from_db()
    assert mention.review == "rejected"


def test_batches_are_not_edited(admin_client) -> None:  # type: ignore[no-untyped-def]
    batch = factories.BatchFactory()
    assert admin_client.get(reverse("admin:articles_batch_add")).status_code == 403
    assert admin_client.post(reverse("admin:articles_batch_delete", args=[batch.pk])).status_code == 403
    page = admin_client.get(reverse("admin:articles_batch_change", args=[batch.pk]))
    assert 'name="_save"' not in page.content.decode()


@pytest.mark.parametrize(
    ("permissions", "status"),
    [
        pytest.param(["change_mention", "view_batch"], 403, id="may not delete what it made"),
        pytest.param(["change_mention", "delete_article"], 403, id="may not take articles from readers"),
        pytest.param(["change_mention", "delete_article", "publish_article"], 200, id="may do all of it"),
        pytest.param(["view_batch"], 403, id="may only look"),
    ],
)
def test_who_may_take_a_batch_back(permissions: list[str], status: int) -> None:
    mention = factories.MentionFactory()
    with recording(kind="import", summary="Mixed") as recorder:
        recorder.created(factories.ArticleFactory())
        recorder.watch([mention])
        mention.review = "accepted"
        mention.save()
        recorder.changed(mention)
    url = reverse("admin:articles_batch_undo", args=[recorder.batch.pk])
    client = staff(*permissions)
    assert client.get(url).status_code == status
    if status == 403:
        assert client.post(url).status_code == 403
        assert not Batch.objects.get().is_undone


def test_no_such_batch(admin_client) -> None:  # type: ignore[no-untyped-def]
    assert admin_client.get(reverse("admin:articles_batch_undo", args=[1])).status_code == 404


def test_an_undo_is_listed_and_can_be_taken_back_itself(admin_client, admin_user) -> None:  # type: ignore[no-untyped-def]
    mention = factories.MentionFactory()
    batch = review.accept(Mention.objects.all(), user=admin_user).batch
    assert batch is not None
    admin_client.post(reverse("admin:articles_batch_undo", args=[batch.pk]))
    taken = Batch.objects.get(kind="undo")
    listed = admin_client.get(reverse("admin:articles_batch_changelist")).content.decode()
    assert f'href="{reverse("admin:articles_batch_undo", args=[taken.pk])}">Redo<' in listed
    asked = admin_client.get(reverse("admin:articles_batch_undo", args=[taken.pk])).content.decode()
    assert "Do again" in asked
    done = admin_client.post(reverse("admin:articles_batch_undo", args=[taken.pk]), follow=True).content.decode()
    assert f"Done again: {batch.summary} – 1 restored." in done
    mention.refresh_from_db()
    assert mention.review == "accepted"
    assert "done again by admin" in admin_client.get(reverse("admin:articles_batch_changelist")).content.decode()


def test_a_rejection_is_listed_and_revoked_as_a_batch(admin_client) -> None:  # type: ignore[no-untyped-def]
    in_context = factories.RejectionFactory(words="otan")
    factories.RejectionFactory(words="aral", before="", after="")
    listed = admin_client.get(reverse("admin:articles_rejection_changelist")).content.decode()
    assert "members of the <mark>otan</mark> met in almaty" in listed
    assert "<mark>aral</mark>, everywhere" in listed
    for holds, number in (("everywhere", 1), ("context", 1), ("", 2)):
        response = admin_client.get(reverse("admin:articles_rejection_changelist"), {"holds": holds} if holds else {})
        assert response.context["cl"].result_count == number
    admin_client.post(reverse("admin:articles_rejection_delete", args=[in_context.pk]), {"post": "yes"})
    act(admin_client, Rejection, "delete_selected", list(Rejection.objects.all()), post="yes")
    assert not Rejection.objects.exists()
    summaries = list(Batch.objects.order_by("pk").values_list("summary", flat=True))
    assert len(summaries) == 2
    assert all(summary.startswith("Revoked that “") for summary in summaries)
