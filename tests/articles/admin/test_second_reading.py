"""The pages of the second reading: blind, then only the differences; for whom, and at what cost."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from articles.models import Article, Batch, SecondOpinion
from tests import factories

pytestmark = pytest.mark.django_db

BODY = "Kazakhstan spoke (Interfax, November 30). Ada Author, secretary of the Council of States (CST), did not answer."
ALL = [f"{verb}_{m}" for verb in ("view", "change") for m in ("citation", "mention", "rolestatement", "article")]


@pytest.fixture
def article() -> Article:
    first = factories.UserFactory(username="firstreader")
    article = factories.ArticleFactory(body=BODY, headline="Otan")
    decided: Any = {
        "article": article,
        "reviewer": first,
        "score": 0.4321,
        "reason": "because of it",
        "origin": "rule-x",
    }
    factories.MentionFactory(**decided, review="accepted")
    factories.CitationFactory(**decided, review="rejected")
    factories.RoleStatementFactory(article=article, quote="Ada Author, secretary")
    return article


def staff(*permissions: str) -> Client:
    user = get_user_model().objects.create(username="second", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    return client


def page(article: Article, name: str = "second_reading") -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def field(row: Any) -> str:
    return f"verdict-{row._meta.model_name}-{row.number}"


def test_the_blind_page_says_nothing_of_what_was_decided(article: Article) -> None:
    client = staff(*ALL)
    blind = client.get(page(article)).content.decode()
    content = blind[blind.index('id="content-main"') :]
    for row in (article.mentions.get(), article.citations.get(), article.role_statements.get()):
        assert len(re.findall(rf'<input type="radio" name="{field(row)}"', content)) == 3
    for leak in ("firstreader", "0.43", "because of it", "rule-x", "suggested", "decided by"):
        assert leak not in content
    article.mentions.update(review="rejected")
    article.citations.update(review="suggested", reviewer=None)
    again = client.get(page(article)).content.decode()
    assert re.sub('value="[A-Za-z0-9]{64}"', "", again[again.index('id="content-main"') :]) == re.sub(
        'value="[A-Za-z0-9]{64}"', "", content
    )


def test_opinions_are_saved_in_one_go_and_lead_to_the_differences(article: Article) -> None:
    client = staff(*ALL)
    mention, citation, post = article.mentions.get(), article.citations.get(), article.role_statements.get()
    posted = {field(mention): "accepted", field(citation): "accepted", field(post): ""}
    response = client.post(page(article), posted, follow=True)
    assert response.redirect_chain == [(page(article, "differences"), 302)]
    assert SecondOpinion.objects.count() == 2
    html = response.content.decode()
    assert "2 compared, 1 equal (50.0 percent)" in html
    assert "Keep firstreader’s decision" in html
    assert [row.kind for _, row in response.context["rows"]] == ["citation"]
    take = re.findall(r'name="settle" value="([^"]+)" data-key="t"', html)
    response = client.post(page(article, "differences"), {"settle": take[0]}, follow=True)
    citation.refresh_from_db()
    assert (citation.review, citation.reviewer.username) == ("accepted", "second")
    assert Batch.objects.get().summary == "Accepted 1 citation in “Otan”"
    assert "The two do not differ" in response.content.decode()
    assert "2 left out: you have given your opinion" in client.get(page(article)).content.decode()


def test_own_decisions_are_left_out_in_words(article: Article) -> None:
    client = staff(*ALL)
    article.mentions.update(reviewer=get_user_model().objects.get(username="second"))
    html = client.get(page(article)).content.decode()
    assert "1 left out: you decided it yourself" in html
    assert field(article.mentions.get()) not in html


def test_kappa_that_is_not_defined_is_said(article: Article) -> None:
    client = staff(*ALL)
    response = client.post(page(article), {field(article.mentions.get()): "accepted"}, follow=True)
    assert "1 equal (100.0 percent)" in response.content.decode()
    assert "kappa is not defined" in response.content.decode()


def test_the_desk_and_the_form_lead_there(admin_client: Client, article: Article) -> None:
    for name in ("desk", "change"):
        assert f'href="{page(article)}"' in admin_client.get(page(article, name)).content.decode()


def test_who_may_change_no_annotation_sees_neither_page(article: Article) -> None:
    client = staff("view_article", "view_mention", "view_citation")
    assert {client.get(page(article, name)).status_code for name in ("second_reading", "differences")} == {403}


def test_only_kinds_that_may_be_changed_are_asked_and_taken(article: Article) -> None:
    client = staff("view_article", "change_mention", "view_mention", "view_citation")
    assert [row.kind for row in client.get(page(article)).context["rows"]] == ["mention"]
    assert client.post(page(article), {field(article.citations.get()): "accepted"}).status_code == 403
    opinion = factories.SecondOpinionFactory(
        article=article, kind="citation", number=1, reader=get_user_model().objects.get(username="second")
    )
    settle = {"settle": f"{opinion.pk}:rejected:accepted"}
    assert client.post(page(article, "differences"), settle).status_code == 403


def test_nonsense_and_the_opinions_of_others_are_refused(article: Article) -> None:
    client = staff(*ALL)
    for posted in ({"verdict-mention-x": "accepted"}, {"verdict-entity-1": "accepted"}, {"verdict-mention-1": "maybe"}):
        assert client.post(page(article), posted).status_code == 400
    other = factories.SecondOpinionFactory(article=article, kind="citation", number=1)
    for settle in (f"{other.pk}:rejected:accepted", "", "x:y:z"):
        assert client.post(page(article, "differences"), {"settle": settle}).status_code == 400
    assert article.citations.get().review == "rejected"


@pytest.mark.parametrize("name", ["second_reading", "differences"])
def test_more_annotations_cost_no_more_questions(
    name: str, article: Article, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    client = staff(*ALL)
    reader = get_user_model().objects.get(username="second")
    kept = {"article": article, "reader": reader}
    factories.SecondOpinionFactory(**kept, kind="citation", number=article.citations.get().number)
    with django_assert_max_num_queries(20) as before:
        client.get(page(article, name))
    for _ in range(4):
        factories.MentionFactory(article=article)
        more = factories.CitationFactory(article=article, review="rejected", reviewer=factories.UserFactory())
        if name == "differences":
            factories.SecondOpinionFactory(**kept, kind="citation", number=more.number)
    with django_assert_num_queries(len(before)):
        response = client.get(page(article, name))
    assert len(response.context["rows"]) >= 5
