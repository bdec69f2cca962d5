"""The tagging desk in Chromium: an article tagged by keys alone, each key counted, and nothing of it lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import AcronymDefinition, Article, Citation, Mention, RoleStatement
from articles.models.anchors import Review
from entities.models import Alias, Entity
from tests.e2e.conftest import MODES, overflow, violations

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

SEED = Path(__file__).resolve().parents[3] / "shared" / "seed"
#: The promise: the original document, tagged whole, with this many key presses and no mouse.
MOST_KEYS = 60
ANNOTATIONS = (Citation, Mention, RoleStatement, AcronymDefinition)


class Keyboard:
    """Presses keys and counts them; a modifier held with a key is part of one press."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
            self.pressed += 1


def open_desk(page: Page, archive: str, article: Article, fragment: str = "") -> Keyboard:
    """Open the desk of ``article`` and wait until its keys work."""
    page.goto(f"{archive}{reverse('admin:articles_article_desk', args=[article.pk])}{fragment}")
    expect(page.locator("body.at-the-desk")).to_be_attached()
    return Keyboard(page)


def settled(page: Page) -> None:
    """Wait until no decision is on its way."""
    expect(page.locator("#desk[data-underway='0']")).to_be_attached(timeout=20_000)


def states(article: Article) -> list[list[str]]:
    return [
        list(model.objects.filter(article=article).order_by("number").values_list("review", flat=True))
        for model in ANNOTATIONS
    ]


@pytest.fixture
def article(archive: str) -> Article:
    """The article of the demo that stands for all, undecided."""
    article = Article.objects.get_by_natural_key("edm", 1, "138", 1)
    for model in ANNOTATIONS:
        model.objects.filter(article=article).update(review=Review.SUGGESTED)
    return article


@pytest.mark.skipif(not SEED.is_dir(), reason="the folder ../shared/seed is not here")
def test_the_seed_is_tagged_whole_within_sixty_keys(
    archive: str, editor: None, page: Page, complaints: list[str], record_property: Callable[[str, object], None]
) -> None:
    Article.objects.get_by_natural_key("edm", 1, "138", 1).delete()  # the demo holds a text of its own in its place
    call_command("import_articles", str(SEED), verbosity=0)
    article = Article.objects.get_by_natural_key("edm", 1, "138", 1)
    keyboard = open_desk(page, archive, article)
    while page.locator("#desk-current .badge.suggested").count():
        # One look and one key for each name: all its equal occurrences here are settled together.
        expect(page.locator("#desk-current .desk-list, #desk-current .desk-many").first).to_be_attached()
        keyboard.press("A")
    settled(page)
    record_property("key presses", keyboard.pressed)
    assert keyboard.pressed <= MOST_KEYS, f"{keyboard.pressed} key presses"
    assert {state for states_ in states(article) for state in states_} == {"accepted"}
    assert Citation.objects.filter(article=article).count() == 3
    assert AcronymDefinition.objects.filter(article=article).count() == 2
    assert RoleStatement.objects.filter(article=article).count() == 3
    assert Mention.objects.filter(article=article, entity__preferred_label="Kazakhstan").count() == 7


@pytest.mark.parametrize("mode", MODES)
def test_the_desk_is_accessible_and_fits(mode: str, archive: str, editor: None, article: Article, page: Page) -> None:
    page.set_viewport_size(MODES[mode]["viewport"])
    page.emulate_media(color_scheme=MODES[mode]["color_scheme"], reduced_motion="reduce")
    keyboard = open_desk(page, archive, article)
    expect(page.locator("#desk-current .desk-list")).to_be_visible()
    found = violations(page)
    keyboard.press("n")
    expect(page.get_by_label("Preferred label")).to_be_focused()
    found += violations(page)
    keyboard.press("Escape", "?")
    expect(page.get_by_role("heading", name="Keys of the desk")).to_be_visible()
    found += violations(page)
    assert found == []
    assert overflow(page) <= 0


def test_decisions_are_undone_and_done_again_by_keys(
    archive: str, editor: None, article: Article, page: Page, complaints: list[str]
) -> None:
    before = states(article)
    keyboard = open_desk(page, archive, article)
    keyboard.press("a", "x", "Shift+V")
    page.get_by_role("dialog").get_by_role("button", name=re.compile("^Accept")).press("Enter")
    settled(page)
    after = states(article)
    decided = [state for row in after for state in row]
    assert decided.count("rejected") == 1
    assert decided.count("accepted") > 40
    for _ in range(3):
        keyboard.press("Control+z")
        settled(page)
    assert states(article) == before
    for _ in range(3):
        keyboard.press("Control+Shift+Z")
        settled(page)
    assert states(article) == after


def test_words_are_selected_and_tagged_without_a_mouse(
    archive: str, editor: None, article: Article, page: Page, complaints: list[str]
) -> None:
    keyboard = open_desk(page, archive, article)
    first = article.body.split()[0]
    keyboard.press("k")  # from the first annotation to the last
    keyboard.press("j", "s")
    for _ in range(3):
        keyboard.press("ArrowUp")  # to the beginning of the text
    expect(page.locator("#desk-status")).to_have_text(first)
    keyboard.press("Shift+ArrowRight", "Shift+ArrowLeft", "Alt+ArrowLeft")
    expect(page.locator("#desk-status")).to_have_text(first[:-1])
    keyboard.press("Alt+ArrowRight", "o")
    expect(page.get_by_label("Preferred label")).to_have_value(first)
    page.keyboard.type("Assembly of Rulers")
    keyboard.press("Enter")
    expect(page.locator("#desk-status")).to_contain_text(f"Tagged “{first}”")
    entity = Entity.objects.get(preferred_label="Assembly of Rulers")
    mention = Mention.objects.get(entity=entity, start=0)
    assert (mention.quote, mention.review, mention.origin) == (first, "accepted", "editor")
    assert Alias.objects.filter(entity=entity, name=first).exists()
    keyboard.press("Control+z")
    settled(page)
    assert not Entity.objects.filter(preferred_label="Assembly of Rulers").exists()


def test_another_entity_is_searched_for_and_chosen(
    archive: str, editor: None, article: Article, page: Page, complaints: list[str]
) -> None:
    mention = article.mentions.filter(quote="Moscow").order_by("start").first()
    assert mention is not None
    keyboard = open_desk(page, archive, article, f"#mention-{mention.pk}")
    expect(page.locator("#desk-search")).to_be_visible()
    keyboard.press("/")
    page.keyboard.type("Almaty")
    expect(page.locator(".desk-list .candidate").first).to_contain_text("Almaty")
    keyboard.press("Escape", "1")
    settled(page)
    meant = Mention.objects.get(article=article, start=mention.start, review="accepted")
    assert meant.entity.preferred_label == "Almaty"


def test_no_key_acts_in_a_field_or_when_keys_are_off(
    archive: str, editor: None, article: Article, page: Page, complaints: list[str]
) -> None:
    keyboard = open_desk(page, archive, article)
    expect(page.locator("#desk-search")).to_be_visible()
    before = states(article)
    keyboard.press("/", "a", "x", "d", "Escape", "?")
    page.get_by_role("button", name="Keys of one character off").click()
    keyboard.press("Escape", "a", "x")
    page.reload()
    expect(page.locator("body.at-the-desk")).to_be_attached()
    keyboard.press("a", "x", "A")
    assert states(article) == before


def test_a_filter_narrows_what_is_gone_through_and_accepted(
    archive: str, editor: None, article: Article, page: Page, complaints: list[str]
) -> None:
    keyboard = open_desk(page, archive, article)
    keyboard.press("f")
    expect(page.locator("#desk-kind")).to_be_focused()
    page.locator("#desk-kind").select_option("citation")
    keyboard.press("Escape", "Shift+V")
    expect(page.locator("#desk-question")).to_be_visible()
    keyboard.press("Enter")
    expect(page.locator("#desk-question")).to_be_hidden()
    settled(page)
    reviews = states(article)
    assert set(reviews[0]) == {"accepted"}
    assert set(reviews[1]) == {"suggested"}


def test_an_article_without_annotations_is_tagged(
    archive: str, editor: None, article: Article, page: Page, complaints: list[str]
) -> None:
    for model in ANNOTATIONS:
        model.objects.filter(article=article).delete()
    keyboard = open_desk(page, archive, article)
    keyboard.press("s", "Enter", "p")
    page.keyboard.type("Somebody New")
    keyboard.press("Enter")
    expect(page.locator("#desk-status")).to_contain_text("Tagged")
    assert Mention.objects.get(article=article, start=0).entity.preferred_label == "Somebody New"


def test_accepting_one_meaning_of_words_rejects_the_other(
    archive: str, editor: None, article: Article, page: Page, complaints: list[str]
) -> None:
    meant = article.mentions.filter(quote="Moscow").order_by("start").first()
    assert meant is not None
    other = Entity.objects.get(preferred_label="Almaty")
    rival = Mention.objects.get(pk=meant.pk)
    rival.pk, rival.number, rival.entity, rival._state.adding = None, 900, other, True
    rival.save()
    keyboard = open_desk(page, archive, article, f"#mention-{meant.pk}")
    keyboard.press("a", "a")
    settled(page)
    found = dict(Mention.objects.filter(article=article, start=meant.start).values_list("pk", "review"))
    assert found == {meant.pk: "accepted", rival.pk: "rejected"}


def test_the_focus_stays_in_the_text_after_a_decision(
    archive: str, editor: None, article: Article, page: Page, complaints: list[str]
) -> None:
    keyboard = open_desk(page, archive, article)
    keyboard.press("j", "a")
    settled(page)
    assert page.evaluate("document.activeElement.matches('.running-text [aria-current]')")


def test_enter_in_the_search_waits_for_what_was_typed(
    archive: str, editor: None, article: Article, page: Page, complaints: list[str]
) -> None:
    meant = article.mentions.filter(quote="Moscow").order_by("start").first()
    assert meant is not None
    keyboard = open_desk(page, archive, article, f"#mention-{meant.pk}")
    expect(page.locator("#desk-search")).to_be_visible()
    keyboard.press("/")
    page.keyboard.type("Almaty")
    keyboard.press("Enter")
    expect(page.locator("#desk-undo")).to_be_enabled()
    assert Mention.objects.get(article=article, start=meant.start, review="accepted").entity.preferred_label == "Almaty"


def test_what_was_not_done_is_shown_as_not_done(archive: str, editor: None, article: Article, page: Page) -> None:
    before = states(article)
    keyboard = open_desk(page, archive, article)
    page.context.set_offline(True)
    keyboard.press("a", "x")
    expect(page.locator("#desk-alert")).to_have_text(re.compile("Not done|Nothing can be decided"))
    expect(page.locator("#desk-progress-words")).to_have_text(re.compile("^0 of "))
    assert page.locator(".running-text .a.accepted, .running-text .a.rejected").count() == 0
    page.context.set_offline(False)
    assert states(article) == before
    keyboard.press("a")
    expect(page.locator("#desk-undo")).to_be_enabled()
    expect(page.locator("#desk-alert")).to_be_hidden()
    assert sum(row.count("accepted") for row in states(article)) == 1
