"""The evidence for the date of an undated article in the admin, and its confirmation."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from articles.models import Article, Batch, Citation
from articles.services.ingest import IngestOptions, ingest_files
from articles.services.undoing import undo
from tests.factories import ArticleFactory, IssueFactory, SourceFactory

pytestmark = pytest.mark.django_db

HEAD = "Publication: Eurasia Daily Monitor Volume: 1 Issue: "


def imported(undated: str, *, after: str = "December 3, 2004") -> Article:
    """The article with the text ``undated`` in issue 138, between 137 of 1 December and 139."""
    SourceFactory(name="Interfax", slug="interfax")
    texts = (
        f"{HEAD}137\nTitle: Before\nDate: December 1, 2004\n\nNothing.",
        f"{HEAD}138\nTitle: Undated\n\n{undated}",
        f"{HEAD}139\nTitle: After\nDate: {after}\n\nNothing.",
    )
    assert ingest_files([(f"{n}.txt", text.encode()) for n, text in enumerate(texts)], IngestOptions()).ok
    return Article.objects.get(headline="Undated")


@pytest.fixture
def article() -> Article:
    return imported("They met (Interfax, November 26).")


def page(name: str, article: Article) -> str:
    return reverse(f"admin:articles_article_{name}", args=[article.pk])


def confirm(client: Client, article: Article, **posted: Any) -> Any:
    return client.post(page("date", article), posted, follow=True)


@pytest.mark.parametrize("name", ["change", "desk", "date"])
def test_the_evidence_is_shown_with_links_to_what_it_comes_from(
    name: str, admin_client: Client, article: Article
) -> None:
    html = admin_client.get(page(name, article)).content.decode()
    citation = Citation.objects.get(article=article)
    before = article.issue.publication.issues.get(number="137")
    for part in (
        "Not before 1 December 2004, not after 3 December 2004",
        "The newest thing it cites is Interfax of 26 November 2004",
        f'href="{page("desk", article)}#text-citation-{citation.pk}"',
        "The issue before it, EDM 1/137, is of 1 December 2004",
        f'href="{reverse("admin:articles_issue_change", args=[before.pk])}"',
        '<button type="submit" name="chosen" value="2004-12-01" class="button">Confirm 1 December 2004</button>',
        '<button type="submit" name="chosen" value="2004-12-03" class="button">Confirm 3 December 2004</button>',
        '<input type="date" name="day" value="2004-12-01"',
    ):
        assert part in html
    assert "contradicts" not in html
    assert html.count("data-confirm-date") == 1


def test_one_day_is_confirmed_by_one_button(admin_client: Client) -> None:
    article = imported("Nothing.", after="December 1, 2004")
    html = admin_client.get(page("desk", article)).content.decode()
    assert "Confirm 1 December 2004 <kbd>D</kbd></button>" in html
    assert html.count("data-confirm-date") == 1


def test_a_conflict_is_marked(admin_client: Client) -> None:
    article = imported("They met (Interfax, December 20).")
    html = admin_client.get(page("date", article)).content.decode()
    assert html.count('<strong class="badge">contradicts</strong>') == 2
    assert "These contradict each other: not before 20 December 2004, and not after 3 December 2004." in html
    assert "Nothing can be inferred" in html


def test_a_day_is_confirmed_and_taken_back(admin_client: Client, article: Article) -> None:
    response = confirm(admin_client, article, day="2004-12-02", with_issue="on")
    assert "Dated “Undated”: 2 December 2004" in response.content.decode()
    article.refresh_from_db()
    article.issue.refresh_from_db()
    assert (article.date_basis, article.date_earliest) == ("editor", datetime.date(2004, 12, 2))
    assert article.issue.issued == datetime.date(2004, 12, 2)
    assert 'id="dating"' not in response.content.decode()
    undo(Batch.objects.get(summary="Dated “Undated”: 2 December 2004"), None)
    article.refresh_from_db()
    article.issue.refresh_from_db()
    assert (article.date_basis, article.issue.issued) == ("inferred", None)


def test_a_bound_is_confirmed_whatever_stands_in_the_field(admin_client: Client, article: Article) -> None:
    confirm(admin_client, article, day="2004-12-02", chosen="2004-12-03")
    article.refresh_from_db()
    article.issue.refresh_from_db()
    assert (article.date_earliest, article.issue.issued) == (datetime.date(2004, 12, 3), None)


@pytest.mark.parametrize("day", ["", "2 December", "2004-02-30", "0004-12-02"])
def test_what_is_no_day_is_told_with_its_cure(day: str, admin_client: Client, article: Article) -> None:
    response = confirm(admin_client, article, day=day)
    assert response.context["dating"].form.errors["day"]
    article.refresh_from_db()
    assert article.date_basis == "inferred"


def test_what_was_dated_meanwhile_is_told(admin_client: Client, article: Article) -> None:
    confirm(admin_client, article, day="2004-12-02")
    response = confirm(admin_client, article, day="2004-12-03")
    assert "has been dated meanwhile: 2 December 2004, set by an editor" in response.content.decode()


@pytest.mark.parametrize(
    ("wanted", "where"),
    [
        pytest.param("desk", "desk", id="the-page-that-asked"),
        pytest.param("https://elsewhere.example/", "change", id="another-site"),
        pytest.param("//elsewhere.example/admin/", "change", id="another-site-by-two-slashes"),
        pytest.param("/about/", "change", id="no-page-of-the-admin"),
    ],
)
def test_it_leads_back(wanted: str, where: str, admin_client: Client, article: Article) -> None:
    there = page("desk", article) if wanted == "desk" else wanted
    response = admin_client.post(f"{page('date', article)}?next={there}", {"day": "2004-12-02"})
    assert response.headers["Location"] == page(where, article)


def test_only_who_may_change_the_article_may_date_it(article: Article) -> None:
    user = get_user_model().objects.create(username="staff", is_staff=True)
    client = Client()
    client.force_login(user)
    assert client.get(page("date", article)).status_code == 403
    user.user_permissions.set(Permission.objects.filter(codename="view_article"))
    html = client.get(page("date", article)).content.decode()
    assert "The newest thing it cites" in html
    assert "Confirm" not in html
    assert client.post(page("date", article), {"day": "2004-12-02"}).status_code == 403
    article.refresh_from_db()
    assert article.date_basis == "inferred"


def test_the_first_page_leads_to_the_undated_articles(admin_client: Client, article: Article) -> None:
    index = admin_client.get(reverse("admin:index"))
    (queue,) = (waiting for waiting in index.context["waiting"] if waiting.title == "Undated articles")
    assert queue.figure == "1"
    listed = admin_client.get(queue.url)
    assert list(listed.context["cl"].queryset) == [article]


def test_a_dated_article_has_no_evidence_to_weigh(admin_client: Client) -> None:
    article = ArticleFactory(issue=IssueFactory())
    for name in ("change", "desk"):
        assert 'id="dating"' not in admin_client.get(page(name, article)).content.decode()
    assert "It is dated: 1 December 2004" in admin_client.get(page("date", article)).content.decode()
