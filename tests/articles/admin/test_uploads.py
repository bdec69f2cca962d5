"""Text files through the form: the service and the report of the command, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from articles.models import Article, Batch, Issue
from tests import factories

pytestmark = pytest.mark.django_db

TEXT = """Publication: Eurasia Daily Monitor Volume: 1 Issue: 140
Title: The Council Answers
Author: Ada Author
Date: December 2, 2004

The Council of States (CST) answered on Monday (Interfax, November 30). Kazakhstan was silent (see EDM, December 1).

It meets again in spring."""
BAD = "Publication: Eurasia Daily Monitor Volume: one Issue: 141\n\nSome text that nobody can place."


@pytest.fixture(autouse=True)
def publication() -> Any:
    return factories.PublicationFactory()


def file(text: str = TEXT, name: str = "140.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, text.encode(), content_type="text/plain")


def upload(client: Client, *files: SimpleUploadedFile, **values: Any) -> Any:
    return client.post(reverse("admin:articles_article_import"), {"texts": list(files), "status": "draft", **values})


def test_a_file_becomes_an_article_and_the_report_leads_to_its_review(admin_client) -> None:  # type: ignore[no-untyped-def]
    response = upload(admin_client, file())
    article = Article.objects.get()
    assert (article.headline, article.status) == ("The Council Answers", "draft")
    assert response.context["report"].summary == "1 created, 0 changed, 0 unchanged, 0 failed"
    html = response.content.decode()
    assert reverse("admin:articles_article_desk", args=[article.pk]) in html
    assert "1 cross-reference" in html
    batch = Batch.objects.get()
    assert batch.created_by.username == "admin"
    assert reverse("admin:articles_batch_undo", args=[batch.pk]) in html


def test_an_import_is_taken_back_as_one_step(admin_client) -> None:  # type: ignore[no-untyped-def]
    upload(admin_client, file())
    response = admin_client.post(reverse("admin:articles_batch_undo", args=[Batch.objects.get().pk]), follow=True)
    assert "Taken back" in str(next(iter(response.context["messages"])))
    assert not Article.objects.exists()
    assert not Issue.objects.exists()


def test_twice_changes_nothing(admin_client) -> None:  # type: ignore[no-untyped-def]
    upload(admin_client, file())
    response = upload(admin_client, file())
    assert response.context["report"].summary == "0 created, 0 changed, 1 unchanged, 0 failed"
    assert Batch.objects.count() == 1


def test_the_good_files_are_saved_and_the_bad_ones_told_by_line_and_field(admin_client) -> None:  # type: ignore[no-untyped-def]
    response = upload(admin_client, file(BAD, "bad.txt"), file())
    assert Article.objects.count() == 1
    (fault,) = response.context["report"].errors
    assert (fault.place.file, fault.place.line, fault.field) == ("bad.txt", 1, "volume")
    assert fault.message.replace("’", "&#x27;")[:20] in response.content.decode()


def test_trying_saves_nothing(admin_client) -> None:  # type: ignore[no-untyped-def]
    response = upload(admin_client, file(), dry_run="on")
    assert "dry run: nothing was saved" in response.content.decode()
    assert not Article.objects.exists()
    assert not Batch.objects.exists()


def test_what_a_file_does_not_say_is_taken_from_the_form(admin_client, publication) -> None:  # type: ignore[no-untyped-def]
    values = {
        "publication": publication.pk,
        "volume": 2,
        "number": "7",
        "issued": "January 2005",
        "licence": "CC BY 4.0",
    }
    upload(admin_client, file("Title: Short\n\nNothing else is said here."), status="published", **values)
    article = Article.objects.get()
    assert (article.issue.volume, article.issue.number, str(article.issue.date)) == (2, "7", "January 2005")
    assert (article.status, article.licence) == ("published", "CC BY 4.0")


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        pytest.param({"issued": "11/12/2004"}, "issued", "can be", id="an ambiguous date"),
        pytest.param({"status": "withdrawn"}, "status", "Select a valid choice", id="a state that is not offered"),
        pytest.param({"volume": "0"}, "volume", "greater than or equal to 1", id="a volume"),
    ],
)
def test_what_cannot_be_meant_is_told(admin_client, values, field, message) -> None:  # type: ignore[no-untyped-def]
    response = upload(admin_client, file(), **values)
    assert message in response.context["form"].errors[field][0]
    assert not Article.objects.exists()


def test_a_form_without_a_file_is_told(admin_client) -> None:  # type: ignore[no-untyped-def]
    assert upload(admin_client).context["form"].errors["texts"] == ["This field is required."]


def test_no_more_is_taken_than_allowed(admin_client, settings) -> None:  # type: ignore[no-untyped-def]
    settings.IMPORT_MAX_UPLOAD = len(TEXT.encode()) + 10
    assert upload(admin_client, file()).context["report"]
    response = upload(admin_client, file(), file(BAD, "bad.txt"))
    assert "choose fewer at a time" in response.context["form"].errors["texts"][0]


@pytest.mark.parametrize(
    ("permissions", "status"),
    [(["view_article"], 403), (["add_article"], 403), (["add_article", "change_article"], 200)],
)
def test_who_may_import(permissions: list[str], status: int) -> None:
    user = get_user_model().objects.create(username="staff", is_staff=True)
    user.user_permissions.set(Permission.objects.filter(codename__in=permissions))
    client = Client()
    client.force_login(user)
    assert client.get(reverse("admin:articles_article_import")).status_code == status
    assert upload(client, file()).status_code == status
    assert Article.objects.exists() == (status == 200)


def test_the_list_of_articles_leads_to_the_form(admin_client) -> None:  # type: ignore[no-untyped-def]
    listed = admin_client.get(reverse("admin:articles_article_changelist")).content.decode()
    assert reverse("admin:articles_article_import") in listed
