"""The queue of citations in Chromium: decided by keys alone, by buttons without JavaScript, on any screen."""

from __future__ import annotations

import datetime

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from articles.models import Article, Citation
from tests.articles.admin.test_queue import QUEUE, ambiguous
from tests.e2e.conftest import MODES, overflow, violations

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def waiting(archive: str) -> list[Citation]:
    """Four citations that wait, in the order of the queue; the first has two candidates."""
    Citation.objects.update(review="accepted")
    Article.objects.filter(date_earliest=datetime.date(2004, 12, 8)).update(status="withdrawn")
    Citation.objects.filter(resolution="ambiguous").update(review="rejected")
    press = Citation.objects.filter(kind="press", resolution="resolved", source__review="accepted")
    rows = list(press.exclude(year_basis="unknown").order_by("article_id", "start")[:3])
    for score, row in zip((0.5, 0.6, 0.7), rows, strict=True):
        Citation.objects.filter(pk=row.pk).update(review="suggested", score=score, year_note="")
    return [ambiguous(), *rows]


def expect_place(page: Page, words: str) -> None:
    expect(page.locator(".queue-progress")).to_contain_text(words)


def review_of(citation: Citation) -> str:
    citation.refresh_from_db()
    return str(citation.review)


@pytest.mark.parametrize("mode", MODES)
def test_the_queue_is_accessible_and_fits(
    mode: str, archive: str, editor: None, waiting: list[Citation], page: Page
) -> None:
    page.set_viewport_size(MODES[mode]["viewport"])
    page.emulate_media(color_scheme=MODES[mode]["color_scheme"], reduced_motion="reduce")
    found: list[str] = []
    for citation in (*waiting[:2], None):
        page.goto(f"{archive}{QUEUE}{f'?at={citation.pk}' if citation else '?doubt=waiting'}")
        page.locator(".queue-keys summary").click()
        found += violations(page)
        if overflow(page) > 0:
            found.append(f"{overflow(page)} pixels too wide")
    assert found == []


def test_citations_are_decided_by_keys_alone(
    archive: str, editor: None, waiting: list[Citation], page: Page, complaints: list[str]
) -> None:
    crossing, first, second, third = waiting
    page.goto(archive + QUEUE)
    expect_place(page, "1 of 4")
    page.keyboard.press("a")  # nothing to accept before an article is chosen
    page.keyboard.press("1")
    expect(page.locator(".messagelist")).to_contain_text("Linked “")
    expect_place(page, "1 of 3")
    crossing.refresh_from_db()
    assert (crossing.review, crossing.target.headline) == ("accepted", "Horns of the Saiga")
    page.keyboard.press("Space")
    expect_place(page, "2 of 3")
    page.keyboard.press("a")
    expect(page.locator(".messagelist")).to_contain_text("Accepted 1 citation")
    expect_place(page, "2 of 2")
    page.keyboard.press("x")
    expect(page.locator(".messagelist")).to_contain_text("Rejected 1 citation")
    expect_place(page, "1 of 1")
    assert [review_of(row) for row in (first, second, third)] == ["suggested", "accepted", "rejected"]
    page.keyboard.press("u")
    expect(page.locator(".messagelist")).to_contain_text("Taken back")
    expect_place(page, "2 of 2")
    page.keyboard.press("u")
    expect_place(page, "2 of 3")
    assert [review_of(row) for row in (first, second, third)] == ["suggested"] * 3


def test_help_correction_and_return(
    archive: str, editor: None, waiting: list[Citation], page: Page, complaints: list[str]
) -> None:
    first, second = waiting[1:3]
    page.goto(f"{archive}{QUEUE}?at={first.pk}")
    page.keyboard.press("?")
    expect(page.locator(".queue-keys")).to_have_attribute("open", "")
    page.keyboard.press("?")
    expect(page.locator(".queue-keys")).not_to_have_attribute("open", "")
    page.keyboard.press("e")
    page.get_by_label("Locator").fill("p. 77")
    page.keyboard.press("Enter")
    expect_place(page, "2 of 3")
    expect(page).to_have_url(f"{archive}{QUEUE}?at={second.pk}")
    first.refresh_from_db()
    assert (first.review, first.locator) == ("accepted", "p. 77")


def test_no_key_acts_in_a_field_or_with_a_modifier_or_when_switched_off(
    archive: str, editor: None, waiting: list[Citation], page: Page, complaints: list[str]
) -> None:
    url = f"{archive}{QUEUE}?at={waiting[1].pk}"
    page.goto(url)
    page.get_by_label("Doubt").focus()
    for key in ("a", "x", "u", "?"):
        page.keyboard.press(key)
    page.locator("h1").click()
    page.keyboard.press("Control+x")
    expect(page.locator(".queue-keys")).not_to_have_attribute("open", "")
    page.locator(".queue-keys summary").click()
    page.get_by_role("button", name="Keys off").click()
    page.reload()
    page.locator("h1").click()
    page.keyboard.press("x")
    expect_place(page, "2 of 4")
    assert review_of(waiting[1]) == "suggested"
    page.locator(".queue-keys summary").click()
    page.get_by_role("button", name="Keys off").click()
    page.locator("h1").click()
    page.keyboard.press("x")
    expect(page.locator(".messagelist")).to_contain_text("Rejected 1 citation")


def test_the_space_bar_presses_the_button_that_has_the_focus(
    archive: str, editor: None, waiting: list[Citation], page: Page, complaints: list[str]
) -> None:
    page.goto(f"{archive}{QUEUE}?at={waiting[1].pk}")
    page.get_by_role("button", name="Reject").focus()
    page.keyboard.press("Space")
    expect(page.locator(".messagelist")).to_contain_text("Rejected 1 citation")
    assert review_of(waiting[1]) == "rejected"


def test_every_button_works_without_javascript(
    archive: str, editor: None, waiting: list[Citation], context: BrowserContext, browser: Browser
) -> None:
    still = browser.new_context(java_script_enabled=False, storage_state=context.storage_state())
    page = still.new_page()
    page.goto(archive + QUEUE)
    page.get_by_role("button", name="Horns of the Saiga").click()
    expect_place(page, "1 of 3")
    page.get_by_role("button", name="Skip").click()
    expect_place(page, "2 of 3")
    page.get_by_role("button", name="Accept").click()
    expect_place(page, "2 of 2")
    page.get_by_role("button", name="Undo:").click()
    expect_place(page, "2 of 3")
    page.get_by_label("Doubt").select_option("year")
    page.get_by_role("button", name="Show").click()
    expect(page.get_by_text("No citation waits under these filters.")).to_be_visible()
    still.close()
