"""Facets and the histogram in Chromium: in place with JavaScript, as plain links without it, on any screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from edm_archive.text.normalize import fold
from tests.e2e.conftest import MODES, overflow, violations

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def test_a_list_is_narrowed_in_place(archive: str, page: Page, complaints: list[str]) -> None:
    page.goto(f"{archive}/articles/")
    page.evaluate("window.neverReloaded = true")
    page.locator("#rows-place a", has_text="Kazakhstan").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Articles that mention Kazakhstan")
    expect(page).to_have_url(re.compile(r"\?place=kazakhstan$"))
    expect(page).to_have_title(re.compile("^Articles that mention Kazakhstan"))
    assert page.evaluate("window.neverReloaded")
    shown = page.locator(".count strong").inner_text()
    assert page.locator(".row").count() == min(int(shown), 20)
    page.locator(".chip").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("All articles")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Articles that mention Kazakhstan")


def test_values_are_found_while_one_types(archive: str, page: Page, complaints: list[str]) -> None:
    page.goto(f"{archive}/articles/")
    page.get_by_label("Organization mentioned").fill("security treaty org")
    rows = page.locator("#rows-organization a")
    expect(rows).to_have_count(1)
    number = rows.locator(".facet-count").inner_text().split()[0]
    rows.click()
    expect(page.locator(".count strong")).to_have_text(number)


def test_several_months_are_drawn_over(archive: str, page: Page, complaints: list[str]) -> None:
    page.goto(f"{archive}/articles/")
    first, last = (page.locator(f"[data-date='{month}']").bounding_box() for month in ("2004-11", "2004-12"))
    assert first
    assert last
    page.mouse.move(first["x"] + 3, first["y"] + 3)
    page.mouse.down()
    page.mouse.move(last["x"] + 3, last["y"] + 3, steps=5)
    expect(page.locator("[data-range]")).to_have_text("November 2004 to December 2004")
    page.mouse.up()
    expect(page.get_by_role("heading", level=1)).to_have_text("Articles from November 2004 to December 2004")


def listed(page: Page) -> list[str]:
    """The headlines of all pages from this one on, by its links to the next."""
    found = page.locator(".row-headline").all_inner_texts()
    while (onward := page.get_by_role("link", name="Next")).count():
        address = page.url
        onward.first.click()
        page.wait_for_url(lambda url, before=address: url != before)
        found += page.locator(".row-headline").all_inner_texts()
    return found


@pytest.mark.parametrize("has_javascript", [True, False])
def test_a_list_is_put_in_order_and_read_page_by_page(has_javascript: bool, archive: str, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=has_javascript).new_page()
    page.goto(f"{archive}/articles/?publication=edm")
    page.get_by_role("navigation", name="Order").get_by_role("link", name="by headline").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Articles in Eurasia Daily Monitor, by headline")
    expect(page.locator(".orders [aria-current]")).to_have_text("by headline")
    count = int(page.locator(".count strong").inner_text())
    assert count > 20  # more than a page
    headlines = listed(page)
    assert len(headlines) == count
    assert headlines == sorted(headlines, key=fold)
    # The order stays when the list is narrowed, and is taken away like a criterion.
    page.locator("#rows-place a", has_text="Kazakhstan").first.click()
    title = "Articles in Eurasia Daily Monitor that mention Kazakhstan, by headline"
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_label("Words in headline or text").fill("Otan")
    page.keyboard.press("Enter")
    expect(page.locator(".orders [aria-current]")).to_have_text("by headline")
    page.locator(".chip", has_text="by headline").click()
    expect(page.locator(".orders [aria-current]")).to_have_text("by relevance")
    page.get_by_role("navigation", name="Order").get_by_role("link", name="most sources first").click()
    expect(page.locator(".row .figure").first).to_have_text(re.compile(r"^\d+ sources$"))


def test_everything_is_a_link_without_javascript(archive: str, browser: Browser) -> None:
    still = browser.new_context(java_script_enabled=False)
    page = still.new_page()
    page.goto(f"{archive}/articles/?place=kazakhstan")
    page.locator("[data-date='2004-12']").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Articles that mention Kazakhstan, in December 2004")
    page.goto(f"{archive}/articles/facets/place/?place=kazakhstan")
    page.get_by_label("Part of a name").fill("alm")
    page.get_by_role("button", name="Find").click()
    page.locator(".facet-rows a", has_text="Almaty").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Kazakhstan and Almaty")
    still.close()


@pytest.mark.parametrize("mode", MODES)
def test_facets_are_accessible_and_fit(mode: str, archive: str, page: Page) -> None:
    page.set_viewport_size(MODES[mode]["viewport"])
    page.emulate_media(color_scheme=MODES[mode]["color_scheme"], reduced_motion="reduce")
    found: list[str] = []
    for address in ("/articles/?place=kazakhstan&sort=most-cited", "/articles/facets/person/?place=kazakhstan"):
        page.goto(archive + address)
        found += violations(page)
        if overflow(page) > 0:
            found.append(f"{address}: {overflow(page)} pixels too wide")
    assert found == []
