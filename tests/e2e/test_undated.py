"""The date of an undated article in Chromium: confirmed by one key, never while a field has the focus."""

from __future__ import annotations

import datetime

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from articles.models import Article
from tests.e2e.conftest import MODES, overflow, violations

pytestmark = [pytest.mark.e2e, pytest.mark.django_db(transaction=True)]


def undated() -> Article:
    return Article.objects.get_by_natural_key("edm", 1, "138", 1)


def address(archive: str, name: str) -> str:
    return archive + reverse(f"admin:articles_article_{name}", args=[undated().pk])


@pytest.mark.parametrize("mode", MODES)
def test_the_evidence_is_accessible_and_fits(mode: str, archive: str, editor: None, page: Page) -> None:
    page.set_viewport_size(MODES[mode]["viewport"])
    page.emulate_media(color_scheme=MODES[mode]["color_scheme"], reduced_motion="reduce")
    page.goto(address(archive, "date"))
    assert violations(page) == []
    assert overflow(page) <= 0


def test_the_day_is_confirmed_by_one_key(archive: str, editor: None, page: Page, complaints: list[str]) -> None:
    page.goto(address(archive, "desk"))
    field = page.get_by_label("or another day")
    field.fill("2004-12-02")
    page.keyboard.press("Shift+D")
    expect(page.locator("#dating")).to_be_visible()
    field.blur()
    page.keyboard.press("Shift+D")
    expect(page.locator(".messagelist")).to_contain_text("2 December 2004")
    article = undated()
    assert (article.date_basis, article.date_earliest) == ("editor", datetime.date(2004, 12, 2))
    assert page.url == address(archive, "desk")
    assert complaints == []


def test_the_key_keeps_off_a_form_with_unsaved_words_and_can_be_switched_off(
    archive: str, editor: None, page: Page
) -> None:
    page.goto(address(archive, "change"))
    page.locator("#id_section").fill("Security")
    page.locator("#id_section").blur()
    page.keyboard.press("Shift+D")
    expect(page.locator("#id_section")).to_have_value("Security")
    page.goto(address(archive, "date"))
    page.get_by_role("button", name="Key off").click()
    page.keyboard.press("Shift+D")
    expect(page.locator("#dating")).to_be_visible()
    assert undated().date_basis == "inferred"
