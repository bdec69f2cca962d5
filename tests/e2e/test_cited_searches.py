"""Citing a search in Chromium: by the keyboard, with and without JavaScript, and what its page shows later."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from articles.filters.selection import Selection
from articles.models import Article, CitedSearch
from articles.services import cited_searches
from articles.services.publishing import withdraw
from tests.e2e.conftest import MODES, overflow, violations

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

SEARCH = "/articles/?place=kazakhstan"


def press_through(page: Page, name: str, times: int = 60) -> None:
    """Go on with the Tab key until the element of that name has the focus."""
    for _press in range(times):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent.trim()") == name:
            return
    pytest.fail(f"the Tab key does not reach “{name}”")


def some_changes() -> None:
    """One article of the result is withdrawn, another revised."""
    first, second = list(cited_searches.search_of("?place=kazakhstan").qs.order_by("pk")[:2])
    withdraw(Article.objects.filter(pk=first.pk), None, "Printed twice.")
    Article.objects.filter(pk=second.pk).update(revision=2)


@pytest.mark.parametrize("with_javascript", [True, False], ids=["with JavaScript", "without"])
def test_a_search_is_cited_by_the_keyboard(archive: str, browser: Browser, with_javascript: bool) -> None:
    context = browser.new_context(java_script_enabled=with_javascript)
    page = context.new_page()
    page.goto(archive + SEARCH)
    assert context.cookies() == []
    number = page.locator(".count strong").inner_text()
    page.locator(".count a", has_text="Cite this search").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Articles that mention Kazakhstan")
    if with_javascript:
        press_through(page, "Keep it and get its address")
    else:  # without scripts the page cannot be asked where the focus is
        page.get_by_role("button", name="Keep it and get its address").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/searches/[0-9a-z]{12}/$"))
    expect(page.locator(".facts dd").first).to_have_text(f"{number} articles")
    expect(page.get_by_text("Nothing: the search finds the same articles today")).to_be_visible()
    expect(page.locator("#entry-1")).to_contain_text(page.url)
    kept = CitedSearch.objects.get()
    some_changes()
    page.reload()
    expect(page.get_by_role("heading", name="1 article has gone")).to_be_visible()
    expect(page.get_by_role("heading", name="The text of 1 article was revised")).to_be_visible()
    expect(page.locator(".facts dd").nth(1)).to_have_text(f"{kept.count - 1} articles")
    context.close()


def test_the_note_and_the_entry_are_copied(archive: str, page: Page, complaints: list[str]) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    kept = cited_searches.keep(cited_searches.search_of("?place=kazakhstan"))
    page.goto(archive + kept.get_absolute_url())
    page.get_by_role("button", name="Copy In a note").click()
    expect(page.locator("[data-copy-status]")).to_have_text("Copied: In a note")
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#entry-1").inner_text()
    page.get_by_text("BibTeX", exact=True).first.click()
    page.get_by_role("button", name="Copy BibTeX").click()
    expect(page.locator("[data-copy-status]")).to_have_text("Copied: BibTeX")
    assert page.evaluate("navigator.clipboard.readText()").startswith(f"@misc{{edm-archive-{kept.token},")


@pytest.mark.parametrize("mode", MODES)
def test_its_pages_are_accessible_and_fit(mode: str, archive: str, page: Page) -> None:
    page.set_viewport_size(MODES[mode]["viewport"])
    page.emulate_media(color_scheme=MODES[mode]["color_scheme"], reduced_motion="reduce")
    kept = cited_searches.keep(cited_searches.search_of("?place=kazakhstan"))
    some_changes()
    by_year = CitedSearch.objects.create(
        token="byyear000000",
        query="?place=kazakhstan",
        sentence=kept.sentence,
        made_at=kept.made_at,
        count=60_000,
        years={"1999": 60_000},
    )
    assert cited_searches.year_differences(by_year, Selection.of(cited_searches.search_of(by_year.query)))
    found: list[str] = []
    for address in (
        "/searches/",
        "/searches/?place=kazakhstan",
        "/searches/?place=Nowhere",
        kept.get_absolute_url(),
        f"{kept.get_absolute_url()}?changes=gone",
        by_year.get_absolute_url(),
    ):
        page.goto(archive + address)
        found += violations(page)
        if overflow(page) > 0:
            found.append(f"{address}: {overflow(page)} pixels too wide")
    assert found == []
