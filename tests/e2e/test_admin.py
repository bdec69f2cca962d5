"""The admin in a browser: no violation of its own making, no sideways scrolling, and a review by keyboard alone."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article, Citation, Mention, SecondOpinion, Source
from entities.models import Entity
from tests.e2e.conftest import MODES, overflow, violations

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def pages() -> dict[str, str]:
    article = Article.objects.order_by("pk").first()
    citation, mention = article.citations.first(), article.mentions.first()
    twin = Entity.objects.create(kind=mention.entity.kind, slug="twin", preferred_label=mention.entity.preferred_label)
    reader = get_user_model().objects.get(username="editor")
    for kind, row in (("citation", citation), ("mention", mention)):
        SecondOpinion.objects.create(article=article, kind=kind, number=row.number, verdict="rejected", reader=reader)
    known, new = Source.objects.filter(publication__isnull=True)[:2]
    Source.objects.create(name=f"{known.name} TV", slug="double", review="suggested")
    return {
        "index": reverse("admin:index"),
        "articles": reverse("admin:articles_article_changelist"),
        "article": reverse("admin:articles_article_change", args=[article.pk]),
        "review": reverse("admin:articles_article_desk", args=[article.pk]),
        "import": reverse("admin:articles_article_import"),
        "citations": reverse("admin:articles_citation_changelist"),
        "citation": reverse("admin:articles_citation_change", args=[citation.pk]),
        "entity": reverse("admin:entities_entity_change", args=[mention.entity_id]),
        "doubles": reverse("admin:articles_source_doubles"),
        "merge": reverse("admin:articles_source_merge", args=[known.pk]) + f"?into={new.pk}",
        "merge into": reverse("admin:articles_source_merge", args=[known.pk]),
        "split": reverse("admin:articles_source_split", args=[known.pk]),
        "entity doubles": reverse("admin:entities_entity_doubles"),
        "entity merge": reverse("admin:entities_entity_merge", args=[twin.pk]) + f"?into={mention.entity_id}",
        "entity merge into": reverse("admin:entities_entity_merge", args=[twin.pk]),
        "entity split": reverse("admin:entities_entity_split", args=[mention.entity_id]) + "?q=a",
        "batches": reverse("admin:articles_batch_changelist"),
        "second reading": reverse("admin:articles_article_second_reading", args=[article.pk]),
        "differences": reverse("admin:articles_article_differences", args=[article.pk]),
        "work": reverse("admin:articles_assignment_changelist"),
        "history": reverse("admin:articles_article_history", args=[article.pk]),
    }


@pytest.mark.parametrize("mode", MODES)
def test_axe_finds_nothing_of_ours_and_nothing_is_wider_than_the_window(
    mode: str, archive: str, editor: None, page: Page
) -> None:
    Citation.objects.filter(pk__lte=20).update(review="suggested")
    if "viewport" in MODES[mode]:
        page.set_viewport_size(MODES[mode]["viewport"])
    page.emulate_media(color_scheme=MODES[mode]["color_scheme"], reduced_motion="reduce")
    found = {}
    for name, path in pages().items():
        page.goto(archive + path)
        page.wait_for_load_state("networkidle")
        if faults := violations(page):
            found[name] = faults
        if wider := overflow(page):
            found.setdefault(name, []).append(f"{wider} pixels wider than the window")
    assert found == {}


def press_until(page: Page, key: str, selector: str, limit: int = 200) -> None:
    """Press ``key`` until the element of ``selector`` has the focus."""
    for _ in range(limit):
        page.keyboard.press(key)
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{selector} cannot be reached with {key}")


def test_an_article_is_reviewed_by_keyboard(archive: str, editor: None, page: Page, complaints: list[str]) -> None:
    article = Article.objects.order_by("pk").first()
    article.citations.update(review="suggested")
    article.mentions.update(review="suggested")
    page.goto(f"{archive}{reverse('admin:articles_article_desk', args=[article.pk])}")
    press_until(page, "Tab", "a.skip-text")
    page.keyboard.press("Enter")
    first = page.locator("input[name=selected]").first
    name = first.get_attribute("value")
    press_until(page, "Tab", f"input[value='{name}']", 20)
    page.keyboard.press("Space")
    expect(page.locator("#selected-count")).to_have_text("1 selected")
    press_until(page, "Shift+Tab", "button[value=reject]")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Rejected 1")
    kind, _, pk = name.partition("-")
    model = {"citation": Citation, "mention": Mention}[kind]
    assert model.objects.get(pk=pk).review == "rejected"
    press_until(page, "Tab", ".undo-last button")
    page.keyboard.press("Enter")
    expect(page.locator(".messagelist")).to_contain_text("Taken back")
    assert model.objects.get(pk=pk).review == "suggested"


def test_select_all_and_accept_all(archive: str, editor: None, page: Page, complaints: list[str]) -> None:
    article = Article.objects.order_by("pk").first()
    article.citations.update(review="suggested")
    page.goto(f"{archive}{reverse('admin:articles_article_desk', args=[article.pk])}?kind=citation")
    number = article.citations.count()
    page.get_by_text("All annotations as a table").click()
    page.get_by_label("Select all that are shown").check()
    expect(page.locator("#selected-count")).to_have_text(f"{number} selected")
    page.get_by_label("Select all that are shown").uncheck()
    page.get_by_role("button", name=f"Accept all suggestions shown: {number} citations").click()
    expect(page.locator(".messagelist")).to_contain_text(f"Accepted {number} citations")
    assert not article.citations.suggested().exists()
