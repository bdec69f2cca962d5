"""The reading view in Chromium: short forms explained, without JavaScript too, and entries copied."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

#: An article of the demo corpus whose short forms are names of entities.
LINKED = "/edm/1/142/1/"


def words_beside(form: Locator) -> str:
    """What the style sheet shows beside a short form; "none" when nothing."""
    return str(form.evaluate("form => getComputedStyle(form, '::after').content"))


def short_form(page: Page) -> Locator:
    """The first short form of the page at which the keyboard stops."""
    return page.locator("abbr.short[tabindex='0']").first


@pytest.fixture
def unlinked(archive: str) -> str:
    """The address of an article in which a short form is no link: the mentions on it are rejected."""
    from articles.models import AcronymDefinition, Mention

    definition = AcronymDefinition.objects.filter(article__issue__number="142", article__position=1).first()
    assert definition is not None
    Mention.objects.filter(article=definition.article, quote=definition.short_form).update(review="rejected")
    return f"{archive}{LINKED}"


@pytest.mark.parametrize("with_javascript", [True, False])
def test_a_short_form_is_explained_pointed_at_and_focused(
    unlinked: str, browser: Browser, with_javascript: bool
) -> None:
    page = browser.new_context(java_script_enabled=with_javascript).new_page()
    page.goto(unlinked)
    form = short_form(page)
    expect(form).to_have_accessible_description("Organization for Security and Cooperation in Europe")
    assert words_beside(form) == "none"
    form.hover()
    assert "Organization for Security" in words_beside(form)
    page.locator("h1").hover()
    assert words_beside(form) == "none"
    form.focus()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    expect(form).to_be_focused()
    assert "Organization for Security" in words_beside(form)


def test_the_words_stay_under_the_pointer_and_go_with_escape(unlinked: str, page: Page, complaints: list[str]) -> None:
    page.goto(unlinked)
    form = short_form(page)
    form.hover()
    box = form.bounding_box()
    assert box is not None
    # Onto the words below the line, along the way a hand would take.
    page.mouse.move(box["x"] + 5, box["y"] + box["height"] + 12, steps=6)
    assert "Organization for Security" in words_beside(form)
    page.keyboard.press("Escape")
    assert words_beside(form) == "none"
    page.locator("h1").hover()
    form.hover()
    assert "Organization for Security" in words_beside(form)


def test_an_entry_is_copied_by_key_and_said_to_be(archive: str, context: BrowserContext, page: Page) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{archive}{LINKED}")
    button = page.get_by_role("button", name="Copy Chicago")
    # The button says so for a moment only: what it says is written down.
    page.evaluate(
        "window.said = []; new MutationObserver(() => said.push(document.querySelectorAll('.copy')[1].textContent))"
        ".observe(document.querySelectorAll('.copy')[1], {childList: true, subtree: true})"
    )
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-copy-status]")).to_have_text("Copied: Chicago")
    assert "Copied" in page.evaluate("said[0]")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.locator("#entry-2").inner_text()
    assert copied.endswith(f"Eurasia Daily Monitor 1, no. 142 (December 8, 2004). {archive}{LINKED}.")
    rich = page.evaluate(
        "navigator.clipboard.read().then(items => items[0].getType('text/html')).then(blob => blob.text())"
    )
    assert "<i>Eurasia Daily Monitor</i>" in rich
    expect(button).to_contain_text("Copy Chicago", timeout=5_000)
