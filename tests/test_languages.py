"""The pages in other languages: how the language is chosen, and whether the catalogues are complete."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import trans_real

from articles.management import catalogues
from articles.search import index
from articles.services import faceting
from tests.marked_language import CLOSE, LANGUAGE, OPEN, cyrillic, mark, turn_cyrillic, unmarked
from tests.public_site import PAGES, grow

ROOT = Path(settings.BASE_DIR)
#: The languages that have a catalogue, by what stands in the repository and not by what is offered.
TRANSLATED = sorted(path.parent.parent.name for path in ROOT.glob("locale/*/LC_MESSAGES/django.po"))


def language_of(client: Client, address: str = "/about/", **headers: str) -> str:
    response = client.get(address, headers=headers)
    opening = response.content.decode().split("<html ")[1].split(">")[0]
    return opening.split('lang="')[1].split('"')[0]


# How it is chosen --------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "chosen", "accepted", "language"),
    [
        pytest.param("", "", "", "en-gb", id="no wish"),
        pytest.param("", "", "de-AT,en;q=0.5", "de", id="the browser's wish"),
        pytest.param("", "", "tlh,en;q=0.5", "en-gb", id="a language that is not there"),
        pytest.param("", "en-gb", "de", "en-gb", id="a choice before the browser's wish"),
        pytest.param("", "nonsense", "de", "de", id="a cookie that says nothing"),
        pytest.param("?lang=de", "en-gb", "en", "de", id="the address before all"),
        pytest.param("?lang=en", "de", "de", "en-gb", id="the nearest that is offered"),
        pytest.param("?lang=tlh", "", "de", "de", id="an address that asks for what is not there"),
        pytest.param("?lang=%00../x", "", "", "en-gb", id="an address that asks for nonsense"),
    ],
)
def test_the_language_of_a_page(client: Client, asked: str, chosen: str, accepted: str, language: str) -> None:
    if chosen:
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = chosen
    assert language_of(client, f"/about/{asked}", accept_language=accepted) == language


@pytest.mark.django_db
def test_caches_are_told_on_what_a_page_rests(client: Client) -> None:
    response = client.get("/about/", headers={"accept-language": "de"})
    assert {"Accept-Language", "Cookie"} <= {part.strip() for part in response.headers["Vary"].split(",")}
    assert response.headers["Content-Language"] == "de"
    assert not response.cookies


@pytest.mark.django_db
def test_a_choice_is_remembered_and_leads_back(client: Client) -> None:
    response = client.post("/about/language/", {"language": "de", "next": "/articles/?q=gas"})
    assert (response.status_code, response["Location"]) == (302, "/articles/?q=gas")
    cookie = response.cookies[settings.LANGUAGE_COOKIE_NAME]
    assert (cookie.value, cookie["samesite"], bool(cookie["httponly"])) == ("de", "Lax", True)
    assert language_of(client) == "de"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["https://example.org/", "//example.org/", "javascript:alert(1)", ""])
def test_a_choice_leads_nowhere_else(client: Client, address: str) -> None:
    response = client.post("/about/language/", {"language": "tlh", "next": address})
    assert response["Location"] == "/"
    assert not response.cookies


@pytest.mark.django_db
def test_a_choice_leads_back_to_the_page_without_the_language_in_its_address(client: Client) -> None:
    page = client.get("/sources/?letter=A&lang=de").content.decode()
    assert 'name="next" value="/sources/?letter=A"' in page


@pytest.mark.django_db
def test_a_page_names_itself_in_each_language(client: Client) -> None:
    plain = client.get("/about/").content.decode()
    german = client.get("/about/?lang=de").content.decode()
    for page in (plain, german):
        assert '<link rel="alternate" hreflang="x-default" href="http://testserver/about/">' in page
        assert '<link rel="alternate" hreflang="en-gb" href="http://testserver/about/">' in page
        assert '<link rel="alternate" hreflang="de" href="http://testserver/about/?lang=de">' in page
    assert '<link rel="canonical" href="http://testserver/about/">' in plain
    assert '<link rel="canonical" href="http://testserver/about/?lang=de">' in german


@pytest.mark.django_db
def test_the_admin_is_english_whatever_is_asked(client: Client) -> None:
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "de"
    response = client.get("/admin/login/?lang=de", headers={"accept-language": "de"})
    page = response.content.decode()
    assert 'lang="en-gb"' in page
    assert "Password:" in page
    assert "Passwort" not in page


# The catalogues ----------------------------------------------------------------------------------------------------


def test_there_is_a_catalogue_for_each_language_on_offer() -> None:
    assert "de" in TRANSLATED
    assert {tag for tag, _ in settings.LANGUAGES} - {settings.LANGUAGE_CODE} <= set(TRANSLATED)


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_is_complete(language: str) -> None:
    catalog = catalogues.read(catalogues.path_of(ROOT / "locale", language), language)
    keys = {(message.context, message.id) for message in catalog if message.id}
    wanted = {(message.context, message.id) for message in catalogues.gathered(ROOT) if message.id}
    assert wanted - keys == set(), "make messages gathers what is missing"
    assert keys - wanted == set(), "make messages drops what is not used any more"
    assert not catalog.obsolete
    assert list(catalogues.faults(catalog)) == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_what_is_read_is_what_was_written(language: str) -> None:
    path = catalogues.path_of(ROOT / "locale", language)
    assert path.with_suffix(".mo").read_bytes() == catalogues.compiled(catalogues.read(path, language))


def test_what_is_wrong_in_a_catalogue_is_found(tmp_path: Path) -> None:
    template = catalogues.Catalog(domain="django")
    for text in ("Whole", "Missing", "%(count)s left", ("%(count)s thing", "%(count)s things")):
        template.add(text)
    catalog = catalogues.updated(catalogues.read(tmp_path / "none.po", "de"), template)
    catalog["Whole"].string = "Ganz"
    catalog["%(count)s left"].string = "%(number)s übrig"
    catalog["%(count)s thing"].string = ("ein Ding", "viele Dinge")
    catalog["Missing"].flags.add("fuzzy")
    catalogues.save(catalog, tmp_path / "django.po")
    told = "\n".join(catalogues.faults(catalogues.read(tmp_path / "django.po", "de")))
    assert "Whole" not in told
    assert "not translated: 'Missing'" in told
    assert "only guessed: 'Missing'" in told
    assert "other placeholders than ['count']: '%(count)s left'" in told
    assert "other placeholders than ['count']: '%(count)s thing'" in told


# The pages ---------------------------------------------------------------------------------------------------------

#: Values of addresses that are words of records: they are Cyrillic, as the records are.
WORDS_ASKED = {"q", "named", "letter"}
#: Values that pages refuse and say again.
REFUSED = {"Nobody", "nobody", "soon", "weather", "atlantis"}


@pytest.fixture
def marked(db: None, tmp_path: Path, settings: Any) -> Iterator[None]:
    """The archive of the tests with Cyrillic records, to be read in the marked language."""
    grow(2)
    turn_cyrillic()
    index.refresh()
    faceting.settle()
    mark(tmp_path)
    settings.LOCALE_PATHS = [tmp_path]
    settings.LANGUAGES = [("en-gb", "English"), (LANGUAGE, "Esperanto")]
    trans_real._translations.clear()
    yield
    trans_real._translations.clear()


def in_cyrillic(address: str) -> str:
    """The address, with the words that it asks for in Cyrillic, in the marked language."""
    path, _, query = address.partition("?")
    pairs = [
        (key, cyrillic(value) if key in WORDS_ASKED or value in REFUSED else value) for key, value in parse_qsl(query)
    ]
    return f"{path}?{urlencode([*pairs, ('lang', LANGUAGE)])}"


def test_every_word_of_every_page_can_be_translated(client: Client, marked: None) -> None:
    left: dict[str, list[str]] = {}
    for name, address in PAGES.items():
        response = client.get(in_cyrillic(address))
        assert response.status_code == 200, name
        page = response.content.decode()
        assert OPEN in page, name
        left[name] = list(unmarked(page))
    left["404"] = list(unmarked(client.get(f"/nobody/?lang={LANGUAGE}").content.decode()))
    told = {name: said for name, said in left.items() if said}
    assert not told, "\n".join(f"{name}: {one}" for name, said in told.items() for one in dict.fromkeys(said))


def test_a_word_that_is_not_marked_is_found() -> None:
    page = (
        f'<p title="{OPEN}Title{CLOSE}">{OPEN}All <a href="/">of it{CLOSE}</a> абв and 3</p><p aria-label="Main"></p>'
    )
    assert list(unmarked(page)) == ["p: 'абв and 3'", "p[aria-label]: 'Main'"]
