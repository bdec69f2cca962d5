"""A real Chromium, and the archive with its demo corpus served to it under its real policy."""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test import Client
from playwright.sync_api import BrowserContext, ConsoleMessage, Page
from pytest_django.live_server_helper import LiveServer

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: Light, dark, and the narrowest screen that WCAG's reflow criterion names.
MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light", "viewport": {"width": 1280, "height": 900}},
    "dark": {"color_scheme": "dark", "viewport": {"width": 1280, "height": 900}},
    "narrow": {"color_scheme": "light", "viewport": {"width": 320, "height": 640}},
}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the Chromium of the machine; ``CHROMIUM`` names another one."""
    if not CHROMIUM:
        pytest.skip("there is no Chromium here: install it, or name it in CHROMIUM")
    flags = "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync"
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": flags.split()}


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Put SQLite's test database in a file.

    In memory, the test and every thread of the server would share one connection, and with it one transaction: what
    one of them begins, another ends. No archive is served like that.
    """
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("served") / "archive.sqlite3")


@pytest.fixture
def archive(transactional_db: None, live_server: LiveServer) -> Iterator[str]:
    """The address of a served archive that holds the demo corpus."""
    call_command("loaddata", "demo", verbosity=0)
    yield str(live_server.url)
    # What the closed page still asked for is answered before the tables are emptied under it.
    latest = time.monotonic() + 2
    while any("process_request" in thread.name for thread in threading.enumerate()) and time.monotonic() < latest:
        time.sleep(0.05)


@pytest.fixture
def complaints(page: Page) -> Iterator[list[str]]:
    """What the browser complained of; empty at the end of a good test, policy violations included."""
    found: list[str] = []

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            found.append(message.text)

    page.on("console", listen)
    page.on("pageerror", lambda error: found.append(str(error)))
    yield found
    assert found == []


@pytest.fixture
def editor(archive: str, context: BrowserContext) -> None:
    """Sign the browser in as a superuser, without the log-in form."""
    user = get_user_model().objects.create(username="editor", is_staff=True, is_superuser=True)
    client = Client()
    client.force_login(user)
    session = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": archive}])


def violations(page: Page) -> list[str]:
    """What axe finds on the page against WCAG 2.2 AA, in lines."""
    results = Axe().run(page, options={"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]})
    return [
        f"{violation['id']}: {node['html'][:120]}"
        for violation in results.response["violations"]
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))
