"""The pages in another language, set from right to left, and on paper."""

from __future__ import annotations

from typing import Any

import pytest
from django.conf import settings as configured
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import overflow, violations
from tests.e2e.test_public import PAGES

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

ARTICLE = "/edm/1/138/1/"


@pytest.fixture
def from_right_to_left(settings: Any) -> str:
    """A language that is written from right to left, without a catalogue: only the direction is looked at."""
    settings.LANGUAGES = [*configured.LANGUAGES, ("ar", "العربية")]
    return "ar"


def test_a_reader_chooses_a_language(archive: str, page: Page, complaints: list[str]) -> None:
    page.goto(f"{archive}/articles/?person=nikolai-bordyuzha")
    page.get_by_role("button", name="Deutsch").click()
    expect(page).to_have_url(f"{archive}/articles/?person=nikolai-bordyuzha")
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.get_by_role("heading", level=1)).to_have_text("Artikel, die Nikolai Bordyuzha nennen")
    page.get_by_role("link", name="Quellen", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Quellen")
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sources")


@pytest.mark.parametrize("width", [320, 1280])
def test_german_pages_are_accessible_and_fit(archive: str, browser: Browser, width: int) -> None:
    page = browser.new_context(locale="de-DE", viewport={"width": width, "height": 800}).new_page()
    found = []
    for path in PAGES:
        page.goto(f"{archive}{path}")
        found += [f"{path} {violation}" for violation in violations(page)]
        if overflow(page) > 0:
            found.append(f"{path} is {overflow(page)} pixels too wide")
    assert found == []


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_fit_from_right_to_left(archive: str, from_right_to_left: str, browser: Browser, width: int) -> None:
    context = browser.new_context(locale=from_right_to_left, viewport={"width": width, "height": 800})
    page = context.new_page()
    found = []
    for path in PAGES:
        page.goto(f"{archive}{path}")
        assert page.locator("html").get_attribute("dir") == "rtl", path
        wordmark, frame = page.locator(".wordmark").bounding_box(), page.locator(".site-header").bounding_box()
        assert wordmark is not None
        assert frame is not None
        if wordmark["x"] + wordmark["width"] / 2 < frame["width"] / 2:
            found.append(f"{path} begins on the left")
        if overflow(page) > 0:
            found.append(f"{path} is {overflow(page)} pixels too wide")
    assert found == []


def test_the_text_of_an_article_keeps_its_direction(archive: str, from_right_to_left: str, browser: Browser) -> None:
    page = browser.new_context(locale=from_right_to_left).new_page()
    page.goto(f"{archive}{ARTICLE}")
    body = page.locator(".body")
    expect(body).to_have_attribute("lang", "en")
    assert body.evaluate("element => getComputedStyle(element).direction") == "ltr"


@pytest.mark.parametrize("path", [ARTICLE, "/articles/", "/entities/person/nikolai-bordyuzha/", "/figures/lag/"])
def test_paper_is_black_on_white_and_has_nothing_to_click(archive: str, browser: Browser, path: str) -> None:
    page = browser.new_context(color_scheme="dark", viewport={"width": 794, "height": 1123}).new_page()
    page.emulate_media(media="print")
    page.goto(f"{archive}{path}")
    colours = "element => [getComputedStyle(element).color, getComputedStyle(element).backgroundColor]"
    assert page.locator("body").evaluate(colours) == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
    assert page.locator("h1").is_visible()
    shown = [one for one in page.locator("nav:not(.breadcrumb), button, form, input, select").all() if one.is_visible()]
    assert [one.evaluate("element => element.outerHTML.slice(0, 80)") for one in shown] == []
    assert overflow(page) <= 0


def test_what_is_folded_up_is_printed(archive: str, browser: Browser) -> None:
    page = browser.new_page()
    page.goto(f"{archive}{ARTICLE}")
    reasons = page.locator("details.date li").first
    assert not reasons.is_visible()
    page.emulate_media(media="print")
    assert reasons.is_visible()
