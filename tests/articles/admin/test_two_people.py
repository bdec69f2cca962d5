"""Two people at one record: the second save is refused, shows what was written meanwhile, and loses nobody's words."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from articles.models import Article, Source
from entities.admin.collisions import RecordForm
from entities.models import Entity
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def other() -> Client:
    """A second editor beside ``admin_client``."""
    client = Client()
    client.force_login(get_user_model().objects.create(username="other", is_staff=True, is_superuser=True))
    return client


def address(row: Any) -> str:
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def opened(client: Client, row: Any) -> dict[str, Any]:
    """What a browser would post from the form as it is now."""
    page = client.get(address(row))
    forms = [page.context["adminform"].form]
    for inline in page.context["inline_admin_formsets"]:
        forms += [inline.formset.management_form, *inline.formset.forms]
    values = {bound.html_name: bound.value() for form in forms for bound in form}
    assert page.content.decode().count('name="loaded"') == 1
    return {name: "" if value is None else value for name, value in values.items() if value is not False}


def stored(row: Any) -> Any:
    return type(row)._base_manager.get(pk=row.pk)


def shown(page: Any) -> str:
    """The text of what a page says was written meanwhile, with the marks of what is removed and inserted."""
    found = re.findall(r'<section class="collision".*?</section>', page.content.decode(), re.DOTALL)
    marked = re.sub(r"<(/?(?:del|ins))>", r"[\1]", " ".join(found))
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", "", marked))


def test_a_stale_save_is_refused_and_shows_the_difference(admin_client: Client, other: Client) -> None:
    article = factories.ArticleFactory(headline="Talks", body="The Council spoke on Monday.\n\nIt meets again.")
    mine, theirs = opened(admin_client, article), opened(other, article)
    theirs |= {"body": "The Council spoke on Tuesday.\n\nIt meets again.", "section": "Energy"}
    assert other.post(address(article), theirs).status_code == 302
    mine |= {"body": "The High Council spoke on Monday.\n\nIt meets again.", "standfirst": "Again."}
    refused = admin_client.post(address(article), mine)
    assert refused.status_code == 200
    assert stored(article).body.startswith("The Council spoke on Tuesday.")
    assert "[del]removed: Tuesday.[/del] [ins]inserted: Monday.[/ins]" in shown(refused)
    assert "[ins]inserted: High [/ins]" in shown(refused)
    assert "Somebody else has saved this record" in refused.content.decode()
    form = refused.context["adminform"].form
    assert form["body"].value().startswith("The High Council spoke on Monday.")
    assert form["standfirst"].value() == "Again."


def test_what_this_editor_left_alone_takes_over_what_was_written(admin_client: Client, other: Client) -> None:
    article = factories.ArticleFactory(section="Politics")
    mine, theirs = opened(admin_client, article), opened(other, article)
    other.post(address(article), theirs | {"section": "Energy"})
    refused = admin_client.post(address(article), mine | {"standfirst": "Again."})
    assert "You had not changed it: the form has now what was written, “Energy”" in shown(refused)
    again = {bound.html_name: bound.value() or "" for bound in refused.context["adminform"].form}
    assert admin_client.post(address(article), {**mine, **again}).status_code == 302
    assert (stored(article).section, stored(article).standfirst) == ("Energy", "Again.")


def test_saving_again_replaces_knowingly_and_a_third_save_meanwhile_is_refused_too(
    admin_client: Client, other: Client
) -> None:
    entity = factories.EntityFactory(preferred_label="Council", scope_note="A council.")
    mine, theirs = opened(admin_client, entity), opened(other, entity)
    other.post(address(entity), theirs | {"scope_note": "A council of states."})
    refused = admin_client.post(address(entity), mine | {"scope_note": "A court."})
    assert "Now in the archive [del]A council of states.[/del] In your form [ins]A court.[/ins]" in shown(refused)
    renewed = {"loaded": refused.context["adminform"].form["loaded"].value(), "scope_note": "A court."}
    Entity.objects.filter(pk=entity.pk).update(scope_note="Something else.")
    once_more = admin_client.post(address(entity), mine | renewed)
    assert "[del]Something else.[/del]" in shown(once_more)
    renewed["loaded"] = once_more.context["adminform"].form["loaded"].value()
    assert admin_client.post(address(entity), mine | renewed).status_code == 302
    assert stored(entity).scope_note == "A court."


def test_a_row_of_an_inline_is_compared_too(admin_client: Client, other: Client) -> None:
    alias = factories.AliasFactory(name="the Council")
    mine, theirs = opened(admin_client, alias.entity), opened(other, alias.entity)
    other.post(address(alias.entity), theirs | {"aliases-0-name": "the High Council"})
    assert stored(alias).name == "the High Council"
    refused = admin_client.post(address(alias.entity), mine | {"aliases-0-name": "the Low Council"})
    assert "[del]the High Council[/del]" in shown(refused)
    assert stored(alias).name == "the High Council"
    untouched = admin_client.post(address(alias.entity), mine | {"scope_note": "A council."})
    assert "the form has now what was written, “the High Council”" in shown(untouched)


def test_choices_and_references_are_told_in_words(admin_client: Client, other: Client) -> None:
    one, two = factories.SourceFactory(name="Interfax"), factories.SourceFactory(name="Itar-Tass")
    citation = factories.CitationFactory(source=one, source_text="Interfax", review="suggested")
    mine, theirs = opened(admin_client, citation), opened(other, citation)
    assert other.post(address(citation), theirs | {"source": two.pk}).status_code == 302
    refused = admin_client.post(address(citation), mine | {"review": "rejected"})
    assert stored(citation).source == two
    assert "“Itar-Tass”" in shown(refused)
    assert "Now in the archive [del]accepted[/del] In your form [ins]rejected[/ins]" in shown(refused)


def test_what_nobody_else_touched_is_saved_at_once(admin_client: Client) -> None:
    for row in (
        factories.ArticleFactory(body="One.\n\nTwo.  "),
        factories.IssueFactory(),
        factories.MentionFactory(),
        factories.CitationFactory(),
        factories.SourceVariantFactory().source,
        factories.AliasFactory().entity,
        factories.AcronymDefinitionFactory(),
    ):
        saved = admin_client.post(address(row), opened(admin_client, row))
        assert saved.status_code == 302, saved.context["errors"]


def test_a_save_of_the_same_values_is_no_collision(admin_client: Client, other: Client) -> None:
    source = factories.SourceFactory()
    mine = opened(admin_client, source)
    Source.objects.filter(pk=source.pk).update(note=source.note)
    assert admin_client.post(address(source), mine | {"note": "A paper."}).status_code == 302


@pytest.mark.parametrize("token", ["", "nonsense", "[1]", '{"headline": 7}'])
def test_a_token_that_says_nothing_does_no_harm(admin_client: Client, token: str) -> None:
    article = factories.ArticleFactory()
    posted = opened(admin_client, article) | {"loaded": token, "section": "Energy"}
    assert admin_client.post(address(article), posted).status_code in (200, 302)
    assert Article.objects.count() == 1


def test_every_form_of_a_record_is_of_this_kind(rf: Any, admin_user: Any) -> None:
    request = rf.get("/")
    request.user = admin_user
    for model, keeper in admin.site._registry.items():
        if model._meta.app_label in ("articles", "entities"):
            assert issubclass(keeper.get_form(request), RecordForm), model
            for inline in keeper.get_inline_instances(request):
                assert issubclass(inline.get_formset(request).form, RecordForm), inline
