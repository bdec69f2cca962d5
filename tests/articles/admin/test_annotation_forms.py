"""Annotations made and corrected by hand: the editor gives words, the form finds their place."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from articles.models import Batch, Citation, Mention, RoleStatement
from tests import factories
from tests.articles.admin.test_lists import staff

pytestmark = pytest.mark.django_db

BODY = "Otan met Otan (Interfax, May 3).\n\nThe Council said nothing to Otan."


@pytest.fixture
def article() -> Any:
    return factories.ArticleFactory(body=BODY)


def save(client: Any, row: Any, **values: Any) -> Any:
    """Post the change form of ``row`` with its present values and these."""
    url = reverse(f"admin:articles_{row._meta.model_name}_change", args=[row.pk])
    form = client.get(url).context["adminform"].form
    present = {name: form[name].value() for name in form.fields}
    posted = {name: "" if value is None else value for name, value in {**present, **values}.items()}
    return client.post(url, posted)


def errors_of(response: Any) -> dict[str, list[str]]:
    assert response.status_code == 200, "the form was accepted"
    return dict(response.context["adminform"].form.errors)


def add_mention(client: Any, article: Any, **values: Any) -> Any:
    return client.post(reverse("admin:articles_mention_add"), {"article": article.pk, **values})


def test_words_that_stand_once_are_found(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    entity = factories.EntityFactory()
    assert add_mention(admin_client, article, quote="Council", entity=entity.pk).status_code == 302
    mention = Mention.objects.get()
    assert (mention.start, mention.end) == (BODY.index("Council"), BODY.index("Council") + 7)
    assert (mention.prefix, mention.number) == (BODY[: mention.start][-48:], 1)
    assert (mention.review, mention.origin, mention.reviewer.username) == ("accepted", "editor", "admin")
    assert Batch.objects.get().summary.startswith("Added the mention “Council”")


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        pytest.param({"quote": "Nur Otan"}, "quote", "do not stand in the text", id="not there"),
        pytest.param({"quote": "Otan"}, "occurrence", "stand 3 times in the text; say which", id="several"),
        pytest.param({"quote": "Otan", "occurrence": 4}, "occurrence", "3 times in the text, not 4", id="too many"),
        pytest.param({"quote": "Otan", "occurrence": 0}, "occurrence", "greater than or equal to 1", id="none"),
    ],
)
def test_words_that_are_not_found_are_told(admin_client, article, values, field, message) -> None:  # type: ignore[no-untyped-def]
    response = add_mention(admin_client, article, entity=factories.EntityFactory().pk, **values)
    assert message in errors_of(response)[field][0]
    assert not Mention.objects.exists()


@pytest.mark.parametrize(("occurrence", "start"), [(1, 0), (2, 9), (3, BODY.rindex("Otan"))])
def test_an_occurrence_is_chosen_by_its_number(admin_client, article, occurrence, start) -> None:  # type: ignore[no-untyped-def]
    add_mention(admin_client, article, quote="Otan", occurrence=occurrence, entity=factories.EntityFactory().pk)
    assert Mention.objects.get().start == start


def test_words_over_two_paragraphs_are_found_whatever_the_line_ends_of_the_browser(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    quote = "May 3).\r\n\r\nThe Council"
    add_mention(admin_client, article, quote=quote, entity=factories.EntityFactory().pk)
    assert Mention.objects.get().quote == quote.replace("\r\n", "\n")


def test_an_entity_is_mentioned_once_at_a_place(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    there = factories.MentionFactory(article=article, quote="Council")
    response = add_mention(admin_client, article, quote="Council", entity=there.entity.pk)
    assert "already" in errors_of(response)["entity"][0]


def test_a_decision_alone_keeps_the_origin(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    mention = factories.MentionFactory(article=article, quote="Council", origin="alias", score=0.5)
    assert save(admin_client, mention, review="rejected").status_code == 302
    mention.refresh_from_db()
    assert (mention.review, mention.origin, mention.reviewer.username) == ("rejected", "alias", "admin")


def test_saving_without_a_change_decides_nothing(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    mention = factories.MentionFactory(article=article, quote="Otan", start=9)
    assert save(admin_client, mention).status_code == 302
    mention.refresh_from_db()
    assert (mention.review, mention.start) == ("suggested", 9)
    assert not Batch.objects.exists()


def test_an_orphan_is_placed_again_by_its_words(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    mention = factories.MentionFactory(article=article, quote="Kazakhstan", start=None, number=4)
    assert save(admin_client, mention, quote="Otan", occurrence=3).status_code == 302
    mention.refresh_from_db()
    assert (mention.start, mention.quote, mention.number) == (BODY.rindex("Otan"), "Otan", 4)
    assert (mention.review, mention.origin) == ("accepted", "editor")


def test_an_orphan_can_be_rejected_as_it_is(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    mention = factories.MentionFactory(article=article, quote="Kazakhstan", start=None)
    assert save(admin_client, mention, review="rejected").status_code == 302
    mention.refresh_from_db()
    assert (mention.review, mention.start) == ("rejected", None)


@pytest.fixture
def citation(article: Any) -> Any:
    return factories.CitationFactory(article=article, quote="(Interfax, May 3)")


def test_another_source_resolves_a_citation(admin_client, citation) -> None:  # type: ignore[no-untyped-def]
    Citation.objects.update(source=None, resolution="unmatched", resolution_note="no such name")
    source = factories.SourceFactory()
    assert save(admin_client, citation, source=source.pk).status_code == 302
    citation.refresh_from_db()
    assert (citation.source, citation.resolution, citation.resolution_note) == (source, "resolved", "")


def test_a_target_resolves_a_cross_reference_and_its_loss_makes_it_wait(admin_client, citation) -> None:  # type: ignore[no-untyped-def]
    target = factories.ArticleFactory()
    Citation.objects.update(kind="cross_reference", resolution="ambiguous")
    assert save(admin_client, citation, target=target.pk).status_code == 302
    citation.refresh_from_db()
    assert (citation.target, citation.resolution) == (target, "resolved")
    assert save(admin_client, citation, target="").status_code == 302
    citation.refresh_from_db()
    assert (citation.target, citation.resolution) == (None, "waiting")


def test_a_citation_without_a_source_is_unmatched(admin_client, citation) -> None:  # type: ignore[no-untyped-def]
    assert save(admin_client, citation, source="").status_code == 302
    citation.refresh_from_db()
    assert citation.resolution == "unmatched"


def test_a_date_set_by_hand_is_known_from_the_editor(admin_client, citation) -> None:  # type: ignore[no-untyped-def]
    assert save(admin_client, citation, cited_date="2003-05-17", cited_precision="month").status_code == 302
    citation.refresh_from_db()
    assert (citation.cited_date, citation.cited_precision) == (datetime.date(2003, 5, 1), "month")
    assert citation.year_basis == "editor"
    assert save(admin_client, citation, cited_date="").status_code == 302
    citation.refresh_from_db()
    assert (citation.cited_date, citation.cited_precision, citation.year_basis) == (None, "", "unknown")


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        pytest.param({"cited_date_end": "2004-11-01"}, "cited_date_end", "cannot come before", id="turned round"),
        pytest.param({"cited_date": "", "cited_date_end": "2004-11-01"}, "cited_date_end", "first day", id="no first"),
        pytest.param({"target": "other"}, "target", "Only a cross-reference", id="press with a target"),
        pytest.param({"target": "itself", "kind": "cross_reference"}, "target", "to itself", id="itself"),
    ],
)
def test_what_contradicts_itself_is_told(admin_client, citation, values, field, message) -> None:  # type: ignore[no-untyped-def]
    articles = {"other": factories.ArticleFactory().pk, "itself": citation.article_id}
    response = save(admin_client, citation, **{name: articles.get(value, value) for name, value in values.items()})
    assert message in errors_of(response)[field][0]


def test_a_role_keeps_its_day_and_precision_together(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    role = factories.RoleStatementFactory(article=article, quote="Council")
    assert save(admin_client, role, as_of="2004-11-30").status_code == 302
    assert RoleStatement.objects.get().as_of_precision == "day"


def test_its_public_place_is_offered_only_where_readers_see_it(admin_client, article) -> None:  # type: ignore[no-untyped-def]
    mention = factories.MentionFactory(article=article, quote="Council")
    url = reverse("admin:articles_mention_change", args=[mention.pk])
    assert admin_client.get(url).context["absolute_url"] == article.get_absolute_url()
    for change in ({"review": "rejected"}, {"review": "suggested", "start": None, "end": None}):
        Mention.objects.update(**change)
        assert admin_client.get(url).context["absolute_url"] is None


SPOKEN = (
    "Ada Author spoke. “We came in peace,” said Ada Author of Otan (Interfax, May 3). “We came in peace,” read a sign."
)


def spoken() -> Citation:
    article = factories.ArticleFactory(body=SPOKEN)
    return factories.CitationFactory(article=article, quote="(Interfax, May 3)", review="suggested")  # type: ignore[no-any-return]


def test_quotation_and_speaker_are_found_by_their_words_nearest_to_the_citation(admin_client) -> None:  # type: ignore[no-untyped-def]
    citation = spoken()
    words = {"quoted_words": "“We came in peace,”", "speaker_name": "Ada Author"}
    assert save(admin_client, citation, **words).status_code == 302
    citation.refresh_from_db()
    assert (citation.quotation_start, citation.speaker_start) == (SPOKEN.index("“We"), SPOKEN.index("Ada Author of"))
    assert (citation.speaker_name, citation.speaker_basis, citation.review) == ("Ada Author", "editor", "accepted")
    save(admin_client, citation, quoted_words="", speaker_name="")
    citation.refresh_from_db()
    assert (citation.quotation, citation.speaker, citation.speaker_basis) == (None, None, "")


def test_a_form_that_is_saved_as_it_was_moves_no_quotation(admin_client) -> None:  # type: ignore[no-untyped-def]
    citation = spoken()
    second = SPOKEN.rindex("“We")
    Citation.objects.update(
        quotation_start=second, quotation_end=second + 19, speaker_start=0, speaker_end=10, speaker_basis="pronoun"
    )
    citation.refresh_from_db()
    save(admin_client, citation, locator="p. 4")
    citation.refresh_from_db()
    assert (citation.locator, citation.quotation_start, citation.speaker_start) == ("p. 4", second, 0)
    assert citation.speaker_basis == "pronoun"


@pytest.mark.parametrize(
    ("values", "field", "message"),
    [
        ({"quoted_words": "“We came to fight”"}, "quoted_words", "do not stand in the text"),
        ({"quoted_words": "“We came in peace,”", "speaker_name": "Ben Byline"}, "speaker_name", "as it is printed"),
        ({"speaker_name": "Ada Author"}, "speaker_name", "needs a quotation"),
    ],
)
def test_quotations_and_speakers_that_are_not_there_are_refused(admin_client, values, field, message) -> None:  # type: ignore[no-untyped-def]
    citation = spoken()
    assert message in errors_of(save(admin_client, citation, **values))[field][0]
    citation.refresh_from_db()
    assert citation.quotation is None


# A number is a name for life ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("factory", [factories.MentionFactory, factories.CitationFactory], ids=["mention", "citation"])
def test_an_annotation_is_rejected_never_deleted(admin_client, factory) -> None:  # type: ignore[no-untyped-def]
    row = factory(number=7)
    name = f"admin:articles_{row._meta.model_name}"
    assert admin_client.post(reverse(f"{name}_delete", args=[row.pk]), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    admin_client.post(reverse(f"{name}_changelist"), chosen)
    assert type(row).objects.filter(pk=row.pk).exists()
    assert "Reject what is wrong" in admin_client.get(reverse(f"{name}_change", args=[row.pk])).content.decode()


def test_annotations_go_with_a_draft_for_those_who_may_delete_them() -> None:
    draft = factories.ArticleFactory(status="draft")
    factories.MentionFactory(article=draft)
    url = reverse("admin:articles_article_delete", args=[draft.pk])
    refused = staff("view_article", "delete_article").post(url, {"post": "yes"})
    assert refused.status_code == 403
    get_user_model().objects.all().delete()
    staff("view_article", "delete_article", "delete_mention").post(url, {"post": "yes"})
    assert not Mention.objects.exists()
