"""A language in which every translated word is marked and every word of a record is Cyrillic.

What is neither is a word that nobody can translate, unless the page says that it is in another language.

The catalogue of this language is made from the sources as any other is: each message becomes itself between ⟦ and ⟧.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.conf.locale import LANG_INFO
from django.db import models
from django.utils.dates import MONTHS

from articles.management import catalogues

LANGUAGE = "eo"
OPEN, CLOSE = "⟦", "⟧"
_FILLED_IN = re.compile(r"(?<!%)%\(\w+\)[sd]")
_LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_CYRILLIC = "абвгдежзийклмнопрстуфхцчшщАБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩ"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
#: Columns that hold codes, not words.
_CODES = set("slug language country origin digest issn orcid url homepage source_url value token query listing".split())
#: Attributes that readers read or hear.
SPOKEN = ("title", "alt", "placeholder", "aria-label", "content")
#: Words that are the same in every language: names of formats, of schemes, of the archive; examples of addresses.
NAMES = re.compile(
    r"EDM|Archive|ORCID|ISSN|CSV|JSON|BibTeX|BibLaTeX|CSL-JSON|RIS|APA|Chicago|MLA|Wikidata|VIAF|GeoNames|ISNI|English|Deutsch"
    r"|https?://\S+|geo:\S+|/edm/\S*|/cite/\S*|width=\S+|light dark|noindex"
    r"|(?:[a-z-]+, ){2,}[a-z-]+"  # the values that an address may have, which are the same in every language
)


def cyrillic(text: str) -> str:
    """The text in Cyrillic letters, one for one, so that offsets stay true."""
    return text.translate(_TO_CYRILLIC)


def mark(folder: Path) -> None:
    """Make the catalogue of the marked language under a folder, with Django's own names of months and languages."""
    catalog = catalogues.updated(catalogues.read(folder / "none", "eo"), catalogues.gathered(Path(settings.BASE_DIR)))
    for name in [
        *(str(month) for month in MONTHS.values()),
        *(info["name"] for info in LANG_INFO.values() if "name" in info),
    ]:
        catalog.add(name)
    for message in catalog:
        if message.id:
            forms = [message.id, message.id] if isinstance(message.id, str) else list(message.id)
            # What is filled in stands outside of the marks: it must be translated, or data, by itself.
            marked = tuple(_FILLED_IN.sub(rf"{CLOSE}\g<0>{OPEN}", f"{OPEN}{form}{CLOSE}") for form in forms)
            message.string = marked[0] if isinstance(message.id, str) else marked
    catalogues.save(catalog, catalogues.path_of(folder, LANGUAGE))


def turn_cyrillic() -> None:
    """Write every word that a record of the archive holds in Cyrillic letters."""
    for app in ("articles", "entities"):
        for model in apps.get_app_config(app).get_models():
            fields = [field for field in model._meta.local_fields if _holds_words(field)]
            if not fields:
                continue
            for row in model._default_manager.all():
                values = {field.name: _cyrillic_in(getattr(row, field.name)) for field in fields}
                model._default_manager.filter(pk=row.pk).update(**values)


def _holds_words(field: models.Field[Any, Any]) -> bool:
    if isinstance(field, models.SlugField | models.URLField) or field.choices or field.name in _CODES:
        return False
    if isinstance(field, models.JSONField):
        return field.name == "date_reasons"
    return isinstance(field, models.CharField | models.TextField)


def _cyrillic_in(value: Any) -> Any:
    return [cyrillic(one) for one in value] if isinstance(value, list) else cyrillic(value)


class _Said(HTMLParser):
    """All that a page says: its text and the attributes that are read out, each with where it stands."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[tuple[str, str]] = []
        self.within: list[str] = []
        self.foreign: list[int] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.within.append(tag)
        given = dict(attrs)
        if "lang" in given and tag != "html":
            self.foreign.append(len(self.within))
        is_word = (not self.foreign and tag != "meta") or given.get("name") == "description"
        self.said += [(f"{tag}[{name}]", given[name] or "") for name in SPOKEN if name in given and is_word]
        if tag in ("meta", "link", "input", "img", "br", "rect", "path", "circle", "line", "option"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        while self.within and self.within.pop() != tag:
            pass
        while self.foreign and self.foreign[-1] > len(self.within):
            self.foreign.pop()

    def handle_data(self, data: str) -> None:
        if not self.foreign and not {"script", "style", "code", "datalist"} & set(self.within):
            self.said.append((" ".join(self.within[-2:]), data))


def unmarked(html: str) -> Iterator[str]:
    """What a page says in Latin letters that is no translated message."""
    reader = _Said()
    reader.feed(html)
    # A message may hold elements: its marks then stand in other pieces of the page.
    depth = 0
    for place, text in reader.said:
        rest = []
        for letter in text:
            depth += (letter == OPEN) - (letter == CLOSE) if "[" not in place else 0
            rest.append(letter if depth <= 0 else " ")
        bare = "".join(rest) if "[" not in place else _without_marks(text)
        bare = NAMES.sub(" ", bare)
        if re.search(r"[A-Za-z]{2,}", bare):
            yield f"{place}: {text.strip()[:100]!r}"


def _without_marks(text: str) -> str:
    inner = re.compile(f"{OPEN}[^{OPEN}{CLOSE}]*{CLOSE}")
    while inner.search(text):
        text = inner.sub(" ", text)
    return text
