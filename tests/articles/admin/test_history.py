"""The history of a record: who changed it, when, why and how, by hand and in bulk, and the way back."""

from __future__ import annotations

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.urls import reverse

from articles.models import Article, Batch, Citation, Mention, SourceVariant
from articles.services import histories, publishing, review
from articles.services.undoing import UndoConflict, undo
from entities.models import Alias, Entity, PastSlug
from tests import factories
from tests.articles.admin.test_two_people import address, opened, stored

pytestmark = pytest.mark.django_db


def told(client: Client, row: Any) -> list[str]:
    """The acts on the page of a record's history, each as one line with the marks of what is removed and inserted."""
    url = reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_history", args=[row.pk])
    page = client.get(url).content.decode()
    found = re.search(r"<ol>(.*?)</ol>\s*(?:<p>.*?</p>\s*)?</div>", page, re.DOTALL)
    acts = re.findall(r"<li>(.*?)</li>", found[1], re.DOTALL) if found else []
    marked = (re.sub(r"<(/?(?:del|ins))>", r"[\1]", act) for act in acts)
    return [re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", act)).strip() for act in marked]


def save(client: Client, row: Any, **values: Any) -> Batch:
    response = client.post(address(row), opened(client, row) | values)
    assert response.status_code == 302, response.context["errors"]
    return Batch.objects.latest("pk")


def dump() -> str:
    out = StringIO()
    models = "article authorship citation mention issue source sourcevariant".split()
    names = [f"articles.{name}" for name in models] + ["entities"]
    call_command("dumpdata", *names, natural_foreign=True, stdout=out, verbosity=0)
    return re.sub(r'"changed_at": "[^"]*"', "", out.getvalue())


def test_an_edit_in_a_form_is_told_and_reverted(admin_client: Client, admin_user: Any) -> None:
    entity = factories.EntityFactory(preferred_label="Council", scope_note="A council.")
    batch = save(admin_client, entity, scope_note="A council of states.")
    assert (batch.kind, batch.created_by) == ("edit", admin_user)
    assert batch.summary == "Changed the entity “Council”: scope note"
    (act,) = told(admin_client, entity)
    assert act.startswith("Changed the entity “Council”: scope note")
    assert "admin, edit in a form" in act
    assert "[del]A council.[/del] → [ins]A council of states.[/ins]" in act
    undo(batch, admin_user)
    assert stored(entity).scope_note == "A council."
    newest, first = told(admin_client, entity)
    assert newest.startswith("Taken back: Changed the entity")
    assert "Taken back by admin" in first


def test_rows_of_an_inline_and_a_new_address_go_the_same_way(admin_client: Client, admin_user: Any) -> None:
    alias = factories.AliasFactory(name="the Council", entity__slug="council", entity__kind="organization")
    before = dump()
    new = {"aliases-TOTAL_FORMS": 2, "aliases-1-name": "CS", "aliases-1-kind": "acronym", "aliases-1-case": "exact"}
    batch = save(admin_client, alias.entity, slug="high-council", **{"aliases-0-name": "the High Council"}, **new)
    assert set(Alias.objects.values_list("name", flat=True)) == {"the High Council", "CS"}
    assert PastSlug.objects.get().slug == "council"
    assert len(told(admin_client, stored(alias.entity))) == 1
    undo(batch, admin_user)
    assert dump() == before


def test_an_edited_text_goes_back_with_its_annotations(admin_client: Client, admin_user: Any) -> None:
    article = factories.ArticleFactory()
    mention, citation = factories.MentionFactory(article=article), factories.CitationFactory(article=article)
    before = dump()
    batch = save(admin_client, article, body="In Almaty the Council answered.", headline="Answers")
    assert (Mention.objects.get().start, Citation.objects.get().start) == (None, None)
    assert "[del]removed:" in told(admin_client, article)[0]
    assert "place in" in told(admin_client, mention)[0] or "start" in told(admin_client, mention)[0]
    undo(batch, admin_user)
    assert dump() == before
    assert stored(citation).span == citation.span


def test_a_deleted_record_comes_back_with_what_hung_on_it(admin_client: Client, admin_user: Any) -> None:
    variant = factories.SourceVariantFactory()
    before = dump()
    delete = reverse("admin:articles_source_delete", args=[variant.source_id])
    assert admin_client.post(delete, {"post": "yes"}).status_code == 302
    assert not SourceVariant.objects.exists()
    undo(Batch.objects.get(), admin_user)
    assert dump() == before


def test_a_draft_that_was_deleted_comes_back(admin_client: Client, admin_user: Any) -> None:
    article = factories.ArticleFactory(status="draft")
    factories.MentionFactory(article=article)
    before = dump()
    chosen = {"action": "delete_selected", "_selected_action": [article.pk], "post": "yes"}
    assert admin_client.post(reverse("admin:articles_article_changelist"), chosen).status_code == 302
    assert not Article.objects.exists()
    undo(Batch.objects.get(), admin_user)
    assert dump() == before


def test_what_was_done_in_bulk_is_in_the_history_of_each_row(admin_client: Client, admin_user: Any) -> None:
    mentions = [factories.MentionFactory(review="suggested") for _ in range(3)]
    review.accept(Mention.objects.all(), user=admin_user)
    publishing.withdraw(Article.objects.all(), admin_user, "Printed twice.")
    for mention in mentions:
        assert "[del]suggested[/del] → [ins]accepted[/ins]" in told(admin_client, mention)[0]
        assert "[del]published[/del] → [ins]withdrawn[/ins]" in told(admin_client, mention.article)[0]
        assert "Withdrew 3 articles" in told(admin_client, mention.article)[0]


def test_a_revert_that_would_lose_later_work_is_refused(admin_client: Client, admin_user: Any) -> None:
    source = factories.SourceFactory(note="")
    entity = factories.EntityFactory(scope_note="One.")
    first = save(admin_client, entity, scope_note="Two.")
    save(admin_client, entity, scope_note="Three.")
    with pytest.raises(UndoConflict, match="scope note has been changed since"):
        undo(first, admin_user)
    assert stored(entity).scope_note == "Three."
    assert told(admin_client, source) == []


def test_a_form_that_is_refused_or_changes_nothing_makes_no_batch(admin_client: Client) -> None:
    entity = factories.EntityFactory()
    admin_client.post(address(entity), opened(admin_client, entity))
    admin_client.post(address(entity), opened(admin_client, entity) | {"preferred_label": ""})
    article = factories.ArticleFactory()
    assert admin_client.post(address(article), opened(admin_client, article)).status_code == 302
    assert not Batch.objects.exists()


def test_a_new_record_begins_its_history(admin_client: Client, admin_user: Any) -> None:
    posted = {"kind": "place", "preferred_label": "Almaty", "slug": "almaty"}
    empty = {
        f"{prefix}-{name}_FORMS": 0
        for prefix in ("aliases", "identifiers", "relations_from", "relations_to")
        for name in ("TOTAL", "INITIAL")
    }
    assert admin_client.post(reverse("admin:entities_entity_add"), posted | empty).status_code == 302
    made = Entity.objects.get()
    assert told(admin_client, made)[0].startswith("Added the entity “Almaty”")
    undo(Batch.objects.get(), admin_user)
    assert not Entity.objects.exists()


def test_the_history_is_found_by_an_index(django_assert_num_queries: Any) -> None:
    mention = factories.MentionFactory()
    review.reject(Mention.objects.all(), user=factories.UserFactory())
    loaded = Mention.objects.select_related("article__issue__publication").get(pk=mention.pk)
    with django_assert_num_queries(1):
        assert [change.act for change in histories.changes_of(loaded)] == ["changed"]
    if connection.vendor == "sqlite":  # PostgreSQL reads so small a table as a whole
        assert "batch_change_row" in histories.changes_of(loaded).explain()
