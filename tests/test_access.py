"""Who may open what: every address of the archive, for a reader, an editor without permissions, and a superuser.

The table is complete by construction: a pattern of the URL conf that has no row here fails the test. The admin is one
group, by its namespace: its own checks decide, and here is held that nothing of it is open by accident.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import NoReverseMatch, URLPattern, URLResolver, get_resolver, reverse

from tests.public_site import PAGES, grow, hide

#: Name of the pattern: address, and the status for anyone (public pages do not differ by who asks).
PUBLIC: dict[str, tuple[str, int]] = {
    **{name: (address, 200) for name, address in PAGES.items() if ":" not in name},
    "article-address": ("/edm/1/1/1/", 301),
    "article-bib": ("/edm/1/1/1.bib", 200),
    "article-json": ("/edm/1/1/1.json", 200),
    "figure-places-csv": ("/figures/places.csv", 200),
    "figure-outlets-csv": ("/figures/outlets.csv", 200),
    "figure-lag-csv": ("/figures/lag.csv", 200),
    "figure-unresolved-csv": ("/figures/unresolved.csv", 200),
    "claims-csv": ("/claims.csv?source=focus", 200),
    "entity-csv": ("/entities/person/focus/years.csv", 200),
    "source-csv": ("/sources/focus/together.csv", 200),
    "author-csv": ("/authors/focus/sources.csv", 200),
    "search-bib": ("/searches/everything00.bib", 200),
    "search-csv": ("/searches/everything00.csv", 200),
    "search-json": ("/searches/everything00.json", 200),
    "healthz": ("/healthz", 200),
    "robots": ("/robots.txt", 200),
    "language": ("/about/language/", 405),  # a choice is made by POST
}
#: The one public form: tests/articles/test_cited_searches.py holds what it does.
WRITTEN_TO = {"searches"}
#: Pages of the admin that are open without signing in, and those that every editor may open.
ADMIN_OPEN = {"admin:login", "admin:jsi18n"}
ADMIN_FOR_EVERY_EDITOR = {
    "admin:index",
    "admin:logout",
    "admin:password_change",
    "admin:password_change_done",
    "admin:view_on_site",
    "admin:autocomplete",
}
#: Addresses that are not found for anyone, whoever asks.
CLOSED = [
    pytest.param("/edm/77/Quicksilver1/1/quicksilver/", id="draft"),
    pytest.param("/edm/77/Quicksilver1/1/", id="draft-by-address"),
    pytest.param("/edm/77/Quicksilver1/1.bib", id="draft-as-bibtex"),
    pytest.param("/edm/77/Quicksilver1/1.json", id="draft-as-csl"),
    pytest.param("/edm/77/Quicksilver1/", id="issue-of-drafts"),
    pytest.param("/edm/77/", id="volume-of-drafts"),
    pytest.param("/authors/quicksilver/", id="author-of-drafts"),
    pytest.param("/sources/quicksilver/", id="source-suggested-from-a-draft"),
    pytest.param("/entities/nation/focus/", id="no-such-kind"),
    pytest.param("/entities/person/nobody/", id="no-such-entity"),
    pytest.param("/edm/0/1/", id="volume-zero"),
    pytest.param("/edm/01/1/", id="leading-zero"),
    pytest.param("/edm/99999/1/1/", id="beyond-the-column"),
    pytest.param("/edm/1/1/99999/", id="position-beyond-the-column"),
    pytest.param("/entities/person/%00/", id="control-character"),
    pytest.param("/searches/nothing00000/", id="search-that-nobody-cited"),
    pytest.param("/searches/everything00/?changes=weather", id="no-such-list-of-changes"),
    pytest.param("/nothing-of-this-name/", id="no-such-publication"),
]


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every pattern of the URL conf with its qualified name, or its route when it has none."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry, ":".join(filter(None, (namespace, entry.namespace or ""))))
        else:
            yield ":".join(filter(None, (namespace, entry.name or str(entry.pattern)))), entry


def in_admin(name: str) -> bool:
    return name.startswith("admin:")


@pytest.fixture
def readers(db: None) -> dict[str, Client]:
    """A client for each kind of person."""
    grow(2)
    hide()
    users = get_user_model().objects
    people = {
        "anonymous": None,
        "editor": users.create(username="editor", is_staff=True),
        "superuser": users.create(username="root", is_staff=True, is_superuser=True),
    }
    clients = {name: Client() for name in people}
    for name, user in people.items():
        if user is not None:
            clients[name].force_login(user)
    return clients


def test_every_pattern_is_in_the_table() -> None:
    public = {name for name, _ in patterns(get_resolver()) if not in_admin(name)}
    assert public == set(PUBLIC), "add the new address to PUBLIC, with its status"


def test_public_addresses_are_open_to_all(readers: dict[str, Client]) -> None:
    found = {
        (name, who): client.get(address).status_code
        for name, (address, _) in PUBLIC.items()
        for who, client in readers.items()
    }
    assert found == {(name, who): status for name, (_, status) in PUBLIC.items() for who in readers}


@pytest.mark.parametrize("address", CLOSED)
def test_what_is_not_published_is_not_found_by_anyone(readers: dict[str, Client], address: str) -> None:
    assert {client.get(address).status_code for client in readers.values()} == {404}


def test_public_pages_refuse_to_be_written_to(readers: dict[str, Client]) -> None:
    addresses = [address for name, (address, status) in PUBLIC.items() if status != 405 and name not in WRITTEN_TO]
    assert {readers["superuser"].post(address).status_code for address in addresses} == {405}


def test_the_admin_is_closed_to_readers_and_to_editors_without_permission(readers: dict[str, Client]) -> None:
    opened: dict[str, list[str]] = {"anonymous": [], "editor": []}
    failed: list[str] = []
    for name, pattern in patterns(get_resolver()):
        if not in_admin(name):
            continue
        address = admin_address(name, pattern)
        for who, client in readers.items():
            status = client.get(address).status_code
            if status >= 500:
                failed.append(f"{who} {address} {status}")
            if who in opened and status == 200:
                opened[who].append(name)
    assert not failed
    assert set(opened["anonymous"]) <= ADMIN_OPEN
    assert set(opened["editor"]) <= ADMIN_OPEN | ADMIN_FOR_EVERY_EDITOR


def test_a_superuser_sees_the_admin(readers: dict[str, Client]) -> None:
    lists = [name for name, _ in patterns(get_resolver()) if in_admin(name) and name.endswith("_changelist")]
    assert {readers["superuser"].get(reverse(name)).status_code for name in ["admin:index", *lists]} == {200}


def admin_address(name: str, pattern: URLPattern) -> str:
    """An address that the pattern matches, its arguments filled with something plausible."""
    converters = pattern.pattern.converters
    arguments = {key: 1 if type(value).__name__ == "IntConverter" else "1" for key, value in converters.items()}
    try:
        return reverse(name, kwargs=arguments)
    except NoReverseMatch:
        return reverse("admin:app_list", args=["articles"])
