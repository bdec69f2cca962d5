"""The public site in Chromium: read, narrowed, searched; with the keyboard, without JavaScript, on a narrow screen."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.e2e.conftest import MODES, overflow, violations

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]

PAGES = [
    "/",
    "/articles/",
    "/articles/?q=gas&person=nobody",
    "/articles/?organization=collective-security-treaty-organization&sort=oldest",
    "/edm/",
    "/edm/1/",
    "/edm/1/138/",
    "/edm/1/138/1/",
    "/entities/",
    "/entities/place/",
    "/entities/organization/collective-security-treaty-organization/",
    "/entities/organization/collective-security-treaty-organization/network/",
    "/entities/person/vladimir-putin/",
    "/sources/",
    "/sources/interfax/",
    "/authors/",
    "/authors/joram-talbot/",
    "/claims/",
    "/claims/?source=interfax&place=almaty",
    "/claims/?source=nobody",
    "/figures/",
    "/figures/places/",
    "/figures/places/?region=world",
    "/figures/outlets/?by=author",
    "/figures/lag/",
    "/figures/lag/?by=outlier",
    "/figures/unresolved/",
    "/about/",
    "/no/such/page/",
]


@pytest.mark.parametrize("mode", MODES)
def test_pages_are_accessible_and_fit(archive: str, browser: Browser, mode: str) -> None:
    page = browser.new_context(**MODES[mode]).new_page()
    found = []
    for path in PAGES:
        page.goto(f"{archive}{path}")
        found += [f"{path} {violation}" for violation in violations(page)]
        if overflow(page) > 0:
            found.append(f"{path} is {overflow(page)} pixels too wide")
    assert found == []


def test_from_search_to_article_to_entity_and_back_by_source(archive: str, page: Page, complaints: list[str]) -> None:
    page.goto(archive)
    page.get_by_role("searchbox").or_(page.get_by_label("Search the articles")).first.fill("Otan")
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{archive}/articles/?q=Otan")
    page.get_by_role("link", name="Explosions Damage Otan Offices in Almaty").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Explosions Damage Otan Offices in Almaty")
    page.get_by_role("link", name="Almaty", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Almaty")


def test_a_citation_leads_to_its_note_and_back(archive: str, page: Page, complaints: list[str]) -> None:
    page.goto(f"{archive}/edm/1/138/1/")
    page.locator("#c1").click()
    note = page.locator(":target")
    expect(note).to_contain_text("Nezavisimaya gazeta")
    expect(note).to_contain_text("26 November 2004")
    note.locator("a[href='#c1']").click()
    expect(page.locator(":target")).to_have_id("c1")


@pytest.mark.parametrize("with_javascript", [True, False])
def test_a_citation_marks_what_it_supports(archive: str, browser: Browser, with_javascript: bool) -> None:
    page = browser.new_context(java_script_enabled=with_javascript, reduced_motion="reduce").new_page()
    page.goto(f"{archive}/edm/1/134/1/")
    reference = page.locator("[role=doc-noteref]", has_text="Aktau Port Bulletin")
    number = reference.get_attribute("data-notes")
    claim, note = page.locator(f".claim[data-supports='{number}']"), page.locator(f"#note-{number}")
    quotation, speaker = claim.locator(".quoted"), claim.locator(".speaker")
    plain = "rgba(0, 0, 0, 0)"
    expect(claim).to_have_css("background-color", plain)
    reference.focus()
    expect(claim).not_to_have_css("background-color", plain)
    expect(quotation).not_to_have_css("background-color", plain)
    expect(speaker).not_to_have_css("box-shadow", "none")
    expect(reference).to_have_accessible_description(re.compile("retired naval engineer in Aktau"))
    page.locator("h1").hover()
    reference.blur()
    expect(claim).to_have_css("background-color", plain)
    page.locator(".citation", has_text="Aktau Port Bulletin").hover()
    expect(claim).not_to_have_css("background-color", plain)
    expect(note).to_contain_text("Supports:")
    expect(note).to_contain_text("Quotes Yerlan Suleimenov-Petrov")


def test_what_is_applied_is_shown_and_taken_away_without_javascript(archive: str, browser: Browser) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{archive}/articles/")
    page.get_by_label("Organization mentioned").fill("CSTO")
    page.get_by_role("button", name="Show articles").click()
    heading = page.get_by_role("heading", level=1)
    expect(heading).to_contain_text("Collective Security Treaty Organization")
    page.get_by_role("link", name="Collective Security Treaty Organization").filter(has_text="organization").or_(
        page.locator(".chips a")
    ).first.click()
    expect(heading).to_have_text("All articles")


def test_the_keyboard_reaches_the_text_first(archive: str, page: Page, complaints: list[str]) -> None:
    page.goto(f"{archive}/edm/1/138/1/")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_be_visible()
    page.keyboard.press("Enter")
    assert page.evaluate("location.hash") not in ("", "#")


def test_the_network_is_walked_by_keyboard(archive: str, page: Page, complaints: list[str]) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"{archive}/entities/organization/collective-security-treaty-organization/network/")
    first = page.locator("svg.network a").first
    lines = first.locator(".network-own path").first
    expect(lines).to_be_hidden()
    page.get_by_role("region", name=re.compile("Whom articles mention together")).focus()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    expect(lines).to_be_visible()
    expect(first).to_have_accessible_name(re.compile(r"^.+ \(.+\), \d+ articles?$"))
    name = (first.get_attribute("aria-label") or "").split(" (")[0]
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(f"Whom articles mention together with {name}")
    page.get_by_role("link", name="Collective Security Treaty Organization", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Collective Security Treaty Organization")


def test_a_mark_of_a_post_leads_to_its_evidence(archive: str, page: Page, complaints: list[str]) -> None:
    page.goto(f"{archive}/entities/person/vladimir-putin/")
    mark = page.locator("svg.span a").last
    headline = (mark.get_attribute("aria-label") or "").partition(": ")[2]
    mark.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(headline)
    expect(page.locator(".body")).to_contain_text("Putin")


def test_a_bar_of_a_year_leads_to_its_articles(archive: str, page: Page, complaints: list[str]) -> None:
    page.goto(f"{archive}/sources/interfax/")
    bar = page.locator(".chart svg a").first
    count = re.search(r"(\d+) article", bar.get_attribute("aria-label") or "")
    assert count is not None
    bar.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".count")).to_contain_text(f"{count[1]} article")


def test_readers_get_no_cookie(archive: str, page: Page, complaints: list[str]) -> None:
    for path in PAGES[:-1]:
        page.goto(f"{archive}{path}")
    assert page.context.cookies() == []
