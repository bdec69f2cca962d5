"""The review page of an article: what it shows, what it decides, and for whom."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from articles.admin.desk import text_of
from articles.models import AcronymDefinition, Article, Batch, Citation, Mention, RoleStatement
from tests import factories

pytestmark = pytest.mark.django_db

BODY = "Kazakhstan spoke (Interfax, November 30). Ada Author, secretary of the Council of States (CST), did not answer."


@pytest.fixture
def article() -> Article:
    article = factories.ArticleFactory(body=BODY, headline="Otan")
    factories.MentionFactory(article=article, origin="alias", score=0.72, reason="alias of Kazakhstan")
    factories.CitationFactory(article=article, year_note="The day before the article.")
    factories.RoleStatementFactory(article=article, quote="Ada Author, secretary")
    factories.AcronymDefinitionFactory(article=article, quote="Council of States (CST)")
    return article


def url_of(article: Article, query: str = "") -> str:
    return f"{reverse('admin:articles_article_desk', args=[article.pk])}{query}"


def staff(*permissions: str) -> Client:
    """A client of a member of staff with these permissions ("change_citation")."""
    user = get_user_model().objects.create(username="staff", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def name(row: Any) -> str:
    return f"{row._meta.model_name}-{row.pk}"


def test_the_page_shows_each_annotation_in_context_with_what_it_says(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    response = admin_client.get(url_of(article))
    html = response.content.decode()
    assert [row.kind for row in response.context["rows"]] == [
        "mention",
        "citation",
        "rolestatement",
        "acronymdefinition",
    ]
    for words in (
        "Interfax",
        "30 November 2004",
        "The day before the article.",
        "alias of Kazakhstan",
        "0.72",
        "Secretary",
    ):
        assert words in html
    mention = article.mentions.get()
    assert f'href="#{name(mention)}">Kazakhstan<' in html
    assert f'<span id="text-{name(mention)}">' in html
    assert "style=" not in html
    assert "<script>" not in html
    assert "onclick" not in html


def test_the_text_is_cut_at_every_border_and_loses_nothing(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    for quote in ("Council of States (CST)", "CST", "States (CST), did"):
        factories.MentionFactory(article=article, quote=quote)
    response = admin_client.get(url_of(article))
    pieces = [piece for paragraph in text_of(BODY, response.context["rows"]) for piece in paragraph]
    assert "".join(piece.text for piece in pieces) == BODY
    short_form = next(piece for piece in pieces if piece.text == "CST")
    assert short_form.row.annotation.quote == "CST"
    assert short_form.classes == "acronymdefinition mention suggested"
    anchors = [anchor for piece in pieces for anchor in piece.anchors]
    assert sorted(anchors) == sorted(f"text-{row.name}" for row in response.context["rows"])


def test_who_is_not_signed_in_is_asked_to(article) -> None:  # type: ignore[no-untyped-def]
    assert Client().get(url_of(article)).url.startswith(reverse("admin:login"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        pytest.param("?kind=citation", ["citation"], id="one kind"),
        pytest.param("?state=accepted", ["mention"], id="one state"),
        pytest.param("?state=orphaned", ["citation"], id="orphans"),
        pytest.param("?kind=mention&state=suggested", [], id="nothing"),
        pytest.param("?kind=nonsense", [], id="an unknown kind"),
    ],
)
def test_filters(admin_client, article, query: str, expected: list[str]) -> None:  # type: ignore[no-untyped-def]
    article.mentions.update(review="accepted")
    article.citations.update(start=None, end=None)
    response = admin_client.get(url_of(article, query))
    assert [row.kind for row in response.context["rows"]] == expected


def test_a_filter_tells_its_number(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    article.mentions.update(review="accepted")
    response = admin_client.get(url_of(article, "?state=accepted"))
    assert [(f.title, f.number) for f in response.context["kind_filters"]] == [
        ("All", 1),
        ("Citations", 0),
        ("Mentions", 1),
        ("Role statements", 0),
        ("Acronym definitions", 0),
    ]
    assert [f.number for f in response.context["state_filters"]] == [4, 3, 1, 0, 0]


@pytest.mark.parametrize(
    ("act", "review", "words"),
    [
        ("accept", "accepted", "Accepted"),
        ("reject", "rejected", "Rejected"),
        ("reopen", "suggested", "Back to suggested"),
    ],
)
def test_selected_rows_of_every_kind_are_decided_in_one_batch(admin_client, article, act, review, words) -> None:  # type: ignore[no-untyped-def]
    before = "accepted" if review == "suggested" else "suggested"
    chosen = []
    for model in (Citation, Mention, RoleStatement, AcronymDefinition):
        model.objects.update(review=before)
        chosen.append(name(model.objects.get()))
    response = admin_client.post(url_of(article, "?state=suggested"), {"act": act, "selected": chosen}, follow=True)
    assert response.redirect_chain[0][0] == url_of(article, "?state=suggested#annotations")
    for model in (Citation, Mention, RoleStatement, AcronymDefinition):
        assert model.objects.get().review == review
    (message,) = map(str, response.context["messages"])
    assert words in message
    assert "in “Otan”" in message
    batch = Batch.objects.get()
    assert reverse("admin:articles_batch_undo", args=[batch.pk]) in message
    assert batch.changes.exclude(model="articles.rejection").count() == 4


def test_accept_all_takes_what_was_shown_and_still_waits(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    later = factories.CitationFactory(article=article, quote="Council")
    shown = [name(article.citations.first()), name(later)]
    Citation.objects.filter(pk=later.pk).update(review="rejected")  # by somebody else, meanwhile
    missed = factories.CitationFactory(article=article, quote="answer")
    admin_client.post(
        url_of(article), {"act": "accept-shown:citation", "shown-citation": shown, "selected": name(missed)}
    )
    assert sorted(Citation.objects.values_list("review", flat=True)) == ["accepted", "rejected", "suggested"]


def test_accept_all_leaves_out_words_that_several_entities_claim(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    factories.MentionFactory(article=article, quote="Kazakhstan spoke")
    factories.MentionFactory(article=article, quote="Council")
    response = admin_client.get(url_of(article))
    everything = {button.act: button for button in response.context["accept_all"]}
    assert len(everything["mention"].names) == 1
    assert everything["mention"].contested == 2
    assert everything["mention"].label == "Accept all suggestions shown: 1 mention"
    assert sum(row.is_contested for row in response.context["rows"]) == 2


def test_the_last_decision_is_taken_back_from_here(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    admin_client.post(url_of(article), {"act": "accept", "selected": name(article.mentions.get())})
    page = admin_client.get(url_of(article, "?kind=mention"))
    batch = page.context["last_batch"]
    assert f"Undo: {batch.summary}" in page.content.decode()
    undo = f"{reverse('admin:articles_batch_undo', args=[batch.pk])}?article={article.pk}&kind=mention"
    response = admin_client.post(undo)
    assert response.url == url_of(article, "?kind=mention#annotations")
    assert article.mentions.get().review == "suggested"
    assert admin_client.get(url_of(article)).context["last_batch"] is None


def test_a_correction_returns_to_the_page(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    row = admin_client.get(url_of(article, "?kind=mention")).context["rows"][0]
    assert row.correct_url.endswith("/change/?return=review&kind=mention")
    mention = article.mentions.get()
    entity = factories.EntityFactory()
    response = admin_client.post(
        row.correct_url, {"quote": mention.quote, "entity": entity.pk, "review": "suggested", "occurrence": ""}
    )
    assert response.url == url_of(article, f"?kind=mention#{name(mention)}")
    mention.refresh_from_db()
    assert (mention.entity, mention.review, mention.origin) == (entity, "accepted", "editor")


def test_what_the_machine_missed_is_added_from_here(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    additions = dict(admin_client.get(url_of(article)).context["additions"])
    url = additions["mention"]
    assert admin_client.get(url).context["adminform"].form.initial["article"] == str(article.pk)
    entity = factories.EntityFactory()
    response = admin_client.post(url, {"article": article.pk, "quote": "Council", "entity": entity.pk})
    mention = article.mentions.get(entity=entity)
    assert response.url == url_of(article, f"#{name(mention)}")
    assert (BODY[mention.start : mention.end], mention.number, mention.review) == (
        "Council",
        mention.number,
        "accepted",
    )


def test_the_next_article_with_suggestions_is_offered(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    newer = factories.ArticleFactory()
    assert admin_client.get(url_of(newer)).context["next_article"] == url_of(article, "?state=suggested")
    assert admin_client.get(url_of(article)).context["next_article"] == ""


@pytest.mark.parametrize(
    ("posted", "status"),
    [
        pytest.param({"act": "destroy"}, 400, id="an unknown act"),
        pytest.param({"act": "accept", "selected": "citation-x"}, 400, id="no number"),
        pytest.param({"act": "accept", "selected": "user-1"}, 400, id="no annotation"),
        pytest.param({"act": "accept"}, 302, id="nothing selected"),
        pytest.param({"act": "accept", "selected": "citation-999999"}, 302, id="a row that is gone"),
    ],
)
def test_what_cannot_be_decided_changes_nothing(admin_client, article, posted, status) -> None:  # type: ignore[no-untyped-def]
    assert admin_client.post(url_of(article), posted).status_code == status
    assert not Batch.objects.exists()


def test_annotations_of_another_article_are_not_touched(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    other = factories.MentionFactory()
    admin_client.post(url_of(article), {"act": "accept", "selected": name(other)})
    other.refresh_from_db()
    assert other.review == "suggested"


def test_no_such_article(admin_client) -> None:  # type: ignore[no-untyped-def]
    assert admin_client.get(reverse("admin:articles_article_desk", args=[1])).status_code == 404


def test_a_post_without_its_token_is_refused(admin_user, article) -> None:  # type: ignore[no-untyped-def]
    client = Client(enforce_csrf_checks=True)
    client.force_login(admin_user)
    posted = {"act": "accept", "selected": name(article.mentions.get())}
    assert client.post(url_of(article), posted).status_code == 403
    assert client.post(reverse("admin:articles_batch_undo", args=[factories.BatchFactory().pk])).status_code == 403


# Who may do what ------------------------------------------------------------------------------------------------------


def test_who_may_only_look_sees_no_control_and_decides_nothing(article) -> None:  # type: ignore[no-untyped-def]
    client = staff("view_article", "view_citation", "view_mention", "view_rolestatement", "view_acronymdefinition")
    response = client.get(url_of(article))
    html = response.content.decode()
    assert len(response.context["rows"]) == 4
    assert 'name="selected"' not in html
    assert 'name="act"' not in html
    assert "Correct<" not in html
    assert not response.context["additions"]
    for row in (article.citations.get(), article.mentions.get()):
        assert client.post(url_of(article), {"act": "accept", "selected": name(row)}).status_code == 403
        row.refresh_from_db()
        assert row.review == "suggested"
    shown = {"act": "accept-shown:mention", "shown-mention": name(article.mentions.get())}
    assert client.post(url_of(article), shown).status_code == 403
    assert not Batch.objects.exists()


def test_who_may_change_citations_does_not_decide_mentions(article) -> None:  # type: ignore[no-untyped-def]
    client = staff("view_article", "change_citation", "view_mention")
    response = client.get(url_of(article))
    assert {row.kind: row.may_decide for row in response.context["rows"]} == {"citation": True, "mention": False}
    citation, mention = article.citations.get(), article.mentions.get()
    both = {"act": "accept", "selected": [name(citation), name(mention)]}
    assert client.post(url_of(article), both).status_code == 403
    assert Citation.objects.get().review == "suggested"
    assert client.post(url_of(article), {"act": "accept", "selected": name(citation)}).status_code == 302
    assert Citation.objects.get().review == "accepted"
    batch = Batch.objects.get()
    assert client.post(reverse("admin:articles_batch_undo", args=[batch.pk])).status_code == 302
    assert Citation.objects.get().review == "suggested"


def test_kinds_that_may_not_be_viewed_are_not_shown(article) -> None:  # type: ignore[no-untyped-def]
    client = staff("view_article", "view_citation")
    response = client.get(url_of(article))
    assert [row.kind for row in response.context["rows"]] == ["citation"]
    assert "alias of Kazakhstan" not in response.content.decode()


def test_without_the_permission_to_view_articles_there_is_no_page(article) -> None:  # type: ignore[no-untyped-def]
    assert staff("change_citation").get(url_of(article)).status_code == 403


def test_the_page_costs_the_same_for_two_annotations_and_for_sixty(  # type: ignore[no-untyped-def]
    admin_client, article, django_assert_max_num_queries
) -> None:
    admin_client.get(url_of(article))
    with django_assert_max_num_queries(30) as few:
        admin_client.get(url_of(article))
    for factory in (factories.CitationFactory, factories.MentionFactory):
        factory.create_batch(30, article=article, reviewer=factories.UserFactory(), review="rejected")
    with django_assert_max_num_queries(30) as many:
        admin_client.get(url_of(article))
    assert len(many) == len(few)
