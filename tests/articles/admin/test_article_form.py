"""The form of an article: its text keeps its annotations, its state goes through the services, its date its reasons."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.urls import reverse

from articles.models import Article, Batch, Citation, Mention
from tests import factories

pytestmark = pytest.mark.django_db

BODY = "Kazakhstan spoke.\n\nThe Council of States answered, and Kazakhstan was silent."


@pytest.fixture
def article() -> Article:
    return factories.ArticleFactory(body=BODY, headline="Otan", slug="otan")


def save(client: Any, article: Article, **values: Any) -> Any:
    url = reverse("admin:articles_article_change", args=[article.pk])
    page = client.get(url)
    forms = [page.context["adminform"].form]
    forms += [formset.formset.management_form for formset in page.context["inline_admin_formsets"]]
    posted = {form.add_prefix(name): form[name].value() for form in forms for name in form.fields}
    posted = {name: "" if value is None else value for name, value in posted.items()} | values
    return client.post(url, posted, follow=True)


def told(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def test_an_edit_of_the_text_keeps_annotations_on_their_words(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    kept = factories.MentionFactory(article=article, start=BODY.rindex("Kazakhstan"))
    lost = factories.MentionFactory(article=article, quote="Council")
    response = save(admin_client, article, body="First of all.\r\n\r\n" + BODY.replace("Council", "League"))
    article.refresh_from_db()
    kept.refresh_from_db()
    assert article.body.startswith("First of all.\n\n")
    assert article.revision == 2
    assert (article.body[kept.start : kept.end], kept.start) == ("Kazakhstan", BODY.rindex("Kazakhstan") + 14)
    assert article.body == "First of all.\n\n" + BODY.replace("Council", "League")
    assert list(Mention.objects.orphaned()) == [lost]
    assert "1 on their words, 1 orphaned" in told(response)[0]


def test_other_line_ends_alone_change_nothing(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    save(admin_client, article, body=BODY.replace("\n", "\r\n"), section="Energy")
    article.refresh_from_db()
    assert (article.body, article.revision, article.section) == (BODY, 1, "Energy")


def test_a_new_state_is_a_batch_and_the_other_changes_stay_when_it_is_taken_back(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    response = save(admin_client, article, status="draft", section="Energy")
    article.refresh_from_db()
    assert (article.status, article.section) == ("draft", "Energy")
    assert "Back to draft: 1 article" in told(response)[0]
    admin_client.post(reverse("admin:articles_batch_undo", args=[Batch.objects.get(kind="decision").pk]))
    article.refresh_from_db()
    assert (article.status, article.section) == ("published", "Energy")


def test_withdrawing_needs_a_reason(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    refused = save(admin_client, article, status="withdrawn")
    assert "Give the reason" in refused.context["adminform"].form.errors["withdrawal_reason"][0]
    save(admin_client, article, status="withdrawn", withdrawal_reason="Printed twice.")
    article.refresh_from_db()
    assert (article.status, article.withdrawal_reason) == ("withdrawn", "Printed twice.")
    save(admin_client, article, status="published")
    article.refresh_from_db()
    assert (article.status, article.withdrawal_reason) == ("published", "")


@pytest.mark.parametrize(
    ("values", "basis", "reasons"),
    [
        pytest.param({"date_earliest": "2004-11-29"}, "editor", ["Set by an editor."], id="set by hand"),
        pytest.param(
            {"date_earliest": "2004-11-29", "date_basis": "inferred"},
            "inferred",
            ["Set by an editor."],
            id="with basis",
        ),
        pytest.param({"date_earliest": "", "date_latest": ""}, "unknown", [], id="taken away"),
        pytest.param({"section": "Energy"}, "issue", ["Borne by the issue."], id="not touched"),
        pytest.param({"date_basis": "unknown"}, "editor", ["Borne by the issue."], id="a date is never unknown"),
    ],
)
def test_a_date_says_how_it_is_known(admin_client, article, values, basis, reasons) -> None:  # type: ignore[no-untyped-def]
    Article.objects.update(date_reasons=["Borne by the issue."])
    save(admin_client, article, **values)
    article.refresh_from_db()
    assert (article.date_basis, article.date_reasons) == (basis, reasons)


def test_a_date_that_is_turned_round_is_told(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    response = save(admin_client, article, date_earliest="2004-12-02")
    assert "cannot come before" in response.context["adminform"].form.errors["date_latest"][0]
    article.refresh_from_db()
    assert article.date_earliest == datetime.date(2004, 12, 1)


def test_an_article_is_added_by_hand(admin_client) -> None:  # type: ignore[no-untyped-def]
    issue, author = factories.IssueFactory(), factories.AuthorFactory()
    posted = {
        "headline": "New",
        "headline_basis": "printed",
        "issue": issue.pk,
        "position": 1,
        "body": "One.\r\n\r\nTwo.",
        "status": "draft",
        "date_basis": "unknown",
        "language": "en",
        "slug": "new",
        "authorships-TOTAL_FORMS": 1,
        "authorships-INITIAL_FORMS": 0,
        "authorships-0-order": 1,
        "authorships-0-author": author.pk,
    }
    assert admin_client.post(reverse("admin:articles_article_add"), posted).status_code == 302
    article = Article.objects.get()
    assert (article.body, list(article.authors.all())) == ("One.\n\nTwo.", [author])


def test_only_what_readers_see_can_be_viewed_on_the_site(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    url = reverse("admin:articles_article_change", args=[article.pk])
    assert admin_client.get(url).context["absolute_url"] == article.get_absolute_url()
    for status in ("draft", "in_review", "withdrawn"):
        Article.objects.update(status=status)
        assert admin_client.get(url).context["absolute_url"] is None
    issue = reverse("admin:articles_issue_change", args=[article.issue_id])
    assert admin_client.get(issue).context["absolute_url"] is None
    source = factories.SourceFactory(review="suggested")
    assert admin_client.get(reverse("admin:articles_source_change", args=[source.pk])).context["absolute_url"] is None


def test_the_form_counts_annotations_and_leads_to_their_review(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    factories.MentionFactory(article=article)
    factories.MentionFactory(article=article, quote="Council", review="accepted")
    html = admin_client.get(reverse("admin:articles_article_change", args=[article.pk])).content.decode()
    assert "2 mentions (1 suggested)" in html
    assert reverse("admin:articles_article_desk", args=[article.pk]) in html


def test_an_issue_keeps_its_date_and_precision_together(admin_client) -> None:  # type: ignore[no-untyped-def]
    issue = factories.IssueFactory()
    posted = {"publication": issue.publication_id, "volume": 1, "number": issue.number}
    url = reverse("admin:articles_issue_change", args=[issue.pk])
    admin_client.post(url, {**posted, "issued": "2004-11-17", "issued_precision": "month"})
    issue.refresh_from_db()
    assert (issue.issued, issue.issued_precision) == (datetime.date(2004, 11, 1), "month")
    admin_client.post(url, {**posted, "issued": "", "issued_precision": "day"})
    issue.refresh_from_db()
    assert (issue.issued, issue.issued_precision) == (None, "")


def test_line_ends_of_a_browser_are_no_change() -> None:
    from articles.admin.article_forms import BodyField

    field = BodyField()
    assert not field.has_changed("One.\n\nTwo.", "One.\r\n\r\nTwo.\r\n")
    assert field.has_changed("One.\n\nTwo.", "One.\r\n\r\nThree.")
    assert field.clean("One.\r\n\r\nTwo.") == "One.\n\nTwo."


@pytest.mark.django_db
def test_the_date_of_an_issue_dates_its_articles_and_mends_references() -> None:
    import datetime

    from articles.services.redating import date_issue
    from tests import factories

    issue = factories.IssueFactory(issued=None, issued_precision="")
    article = factories.ArticleFactory(issue=issue)
    source = factories.SourceFactory(kind="archive", publication=issue.publication)
    day = datetime.date(2004, 11, 30)
    citation = factories.CitationFactory(
        article=factories.ArticleFactory(), kind="cross_reference", source=source, cited_date=day, resolution="waiting"
    )
    issue.issued, issue.issued_precision = day, "day"
    issue.save()
    assert date_issue(issue) == [article]
    citation.refresh_from_db()
    assert citation.target == article


def test_a_headline_or_a_byline_that_is_mended_settles_what_names_it(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    source = factories.SourceFactory(name="EDM", kind="archive", publication=article.issue.publication)
    waiting = {
        "kind": "cross_reference",
        "source": source,
        "cited_date": article.date_earliest,
        "cited_precision": "day",
    }
    citing = factories.ArticleFactory(issue=factories.IssueFactory(issued=datetime.date(2004, 12, 20)))
    waiting |= {"article": citing, "resolution": "ambiguous"}
    titled = factories.CitationFactory(cited_title="The Saiga", **waiting)
    signed = factories.CitationFactory(cited_author="Ada Ray", resolution_note="Nothing", **waiting)
    save(admin_client, article, headline="The Saiga", section="Energy")
    titled.refresh_from_db()
    assert (titled.target, titled.resolution) == (article, "resolved")
    author = factories.AuthorFactory(name="Ada Ray")
    factories.AuthorshipFactory(article=article, author=factories.AuthorFactory(name="Bo Lee"), order=1)
    Citation.objects.filter(pk=signed.pk).update(target=None, resolution="ambiguous")
    save(admin_client, article, **_byline(article, author))
    signed.refresh_from_db()
    assert (signed.target, signed.resolution) == (article, "resolved")


def _byline(article: Article, author: Any) -> dict[str, Any]:
    """The posted fields of a byline whose one line names another author."""
    line = article.authorships.get()
    prefix = "authorships-0-"
    return {
        "authorships-INITIAL_FORMS": "1",
        f"{prefix}id": line.pk,
        f"{prefix}article": article.pk,
        f"{prefix}author": author.pk,
        f"{prefix}order": line.order,
        f"{prefix}credited_name": "",
    }
