"""The address of a cited day leads to its article, lets choose among several, or says that it is waited for."""

from __future__ import annotations

import datetime

import pytest
from django.test import Client

from tests.factories import ArticleFactory, IssueFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2004, 11, 30)


def issue(number: str, issued: datetime.date = DAY) -> object:
    return IssueFactory(number=number, issued=issued)


def test_one_article_of_the_day_is_led_to(client: Client) -> None:
    article = ArticleFactory(issue=issue("1"))
    ArticleFactory(issue=issue("2", datetime.date(2004, 12, 1)))
    response = client.get("/cite/edm/2004-11-30/")
    assert (response.status_code, response.headers["Location"]) == (302, article.get_absolute_url())


def test_several_are_listed(client: Client) -> None:
    one, two = ArticleFactory.create_batch(2, issue=issue("1"))
    response = client.get("/cite/edm/2004-11-30/")
    assert response.status_code == 200
    assert [article.pk for article in response.context["page"]] == [one.pk, two.pk]
    assert "2 articles bear this date" in response.content.decode()


@pytest.mark.parametrize("status", ["draft", "in_review", "withdrawn"])
def test_what_readers_may_not_see_is_waited_for(client: Client, status: str) -> None:
    article = ArticleFactory(issue=issue("1"), status=status)
    response = client.get("/cite/edm/2004-11-30/")
    assert response.status_code == 404
    assert "No article of this date is in the archive yet" in response.content.decode()
    assert article.headline not in response.content.decode()


def test_a_month_and_a_year_stand_for_their_days(client: Client) -> None:
    article = ArticleFactory(issue=issue("1"))
    for written in ("2004-11", "2004"):
        assert client.get(f"/cite/edm/{written}/").headers["Location"] == article.get_absolute_url()


@pytest.mark.parametrize(
    "address",
    ["/cite/edm/2004-02-30/", "/cite/edm/2004-13/", "/cite/nowhere/2004-11-30/", "/cite/edm/soon/", "/cite/edm/0000/"],
)
def test_no_such_day_or_publication_is_not_found(client: Client, address: str) -> None:
    ArticleFactory(issue=issue("1"))
    assert client.get(address).status_code == 404
