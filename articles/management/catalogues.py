"""The catalogues of messages: gathered from templates and Python, kept beside what is translated, compiled.

Gathered is what readers of the public pages see; what only editors or a terminal see is English (docs/explanation/
languages.md) and stays out. Babel does it in pure Python: gettext's own programs are not on every machine. It is a
dependency of development only, so nothing that serves pages imports this module.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

from babel import Locale
from babel.messages import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import to_locale
from django.utils.translation.template import templatize

from edm_archive.text.countries import COUNTRY_NAMES

DOMAIN = "django"
#: The packages whose templates and modules speak to readers.
PACKAGES = ("edm_archive", "entities", "articles")
#: Parts of paths under which only editors, a terminal or the database is spoken to.
NOT_FOR_READERS = {"admin", "management", "migrations"}
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
    "Message": None,
}
#: The context of the names of countries, which are filled from CLDR.
COUNTRY = "country"
_WIDTH = 120
#: Lines of the header that nobody has filled in.
_FORM = re.compile(r'^"(?:[\w-]+: .*(?:EMAIL@ADDRESS|YEAR-MO-DA|LL@li.org).*)\\n"\n', re.MULTILINE)
_PLACEHOLDER = re.compile(r"%(?:\((\w+)\))?[sd]")


def gathered(root: Path) -> Catalog:
    """A catalogue without translations: every message in the sources under ``root``, with the files it stands in."""
    catalog = Catalog(domain=DOMAIN, project="EDM Archive", charset="utf-8")
    for path in _sources(root):
        text = path.read_text(encoding="utf-8")
        if path.suffix == ".html":
            # Django makes of a template what looks like Python, except for its indentation.
            text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
        for _, message, comments, context in extract(
            "python", io.BytesIO(text.encode("utf-8")), KEYWORDS, ["Translators"], {"encoding": "utf-8"}
        ):
            catalog.add(
                message, locations=[(path.relative_to(root).as_posix(), 1)], auto_comments=comments, context=context
            )
    for name in COUNTRY_NAMES.values():
        catalog.add(name, locations=[("edm_archive/text/countries.py", 1)], context=COUNTRY)
    return catalog


def _sources(root: Path) -> Iterator[Path]:
    for package in PACKAGES:
        for path in sorted((root / package).rglob("*")):
            parts = path.relative_to(root / package).with_suffix("").parts
            if path.suffix in (".py", ".html") and not NOT_FOR_READERS.intersection(parts):
                yield path


def path_of(folder: Path, language: str) -> Path:
    """The catalogue of a language (``language`` as settings write it, "pt-br") under the folder of catalogues."""
    return folder / to_locale(language) / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(path: Path, language: str) -> Catalog:
    """A catalogue as it is; an empty one when there is none yet."""
    if not path.exists():
        return Catalog(
            to_locale(language),
            domain=DOMAIN,
            header_comment="# Words of the pages; “make messages” keeps this file in order.",
            project="EDM Archive",
            charset="utf-8",
            fuzzy=False,
        )
    with path.open("rb") as file:
        return read_po(file, locale=to_locale(language), domain=DOMAIN)


def updated(known: Catalog, template: Catalog) -> Catalog:
    """``known`` with the messages of ``template`` and no others; nothing is guessed but names of countries."""
    known.update(template, no_fuzzy_matching=True, update_creation_date=False)
    known.obsolete.clear()
    locale = known.locale
    names = locale.territories if isinstance(locale, Locale) else {}
    for code, name in COUNTRY_NAMES.items():
        message = known.get(name, COUNTRY)
        if message is not None and not message.string and code in names:
            message.string = names[code]
    return known


def save(catalog: Catalog, path: Path) -> None:
    """Write a catalogue, and beside it what gettext reads."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = io.BytesIO()
    write_po(file, catalog, width=_WIDTH, include_lineno=False, ignore_obsolete=True)
    path.write_text(_FORM.sub("", file.getvalue().decode("utf-8")), encoding="utf-8")
    path.with_suffix(".mo").write_bytes(compiled(catalog))


def compiled(catalog: Catalog) -> bytes:
    """A catalogue in the form that gettext reads."""
    file = io.BytesIO()
    write_mo(file, catalog)
    return file.getvalue()


def faults(catalog: Catalog) -> Iterator[str]:
    """What keeps a catalogue from being complete, a line for each message: untranslated, guessed, wrongly filled in."""
    for message in catalog:
        if message.id:
            told = message.id if isinstance(message.id, str) else message.id[0]
            yield from (f"{fault}: {told!r}" for fault in _faults_of(message, catalog.num_plurals))


def _faults_of(message: Message, forms: int) -> Iterator[str]:
    ids = [message.id] if isinstance(message.id, str) else list(message.id)
    strings = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if message.fuzzy:
        yield "only guessed"
    if len(strings) != (forms if len(ids) > 1 else 1) or not all(strings):
        yield "not translated"
        return
    wanted = _placeholders(ids[-1])
    # The form for one thing may leave the number out; no form may name what is not given.
    if _placeholders(strings[-1]) != wanted or any(not _placeholders(one) <= wanted for one in strings):
        yield f"other placeholders than {sorted(wanted)}"
    if any(one.strip() != one for one in strings) and all(one.strip() == one for one in ids):
        yield "space around it"


def _placeholders(text: str) -> set[str]:
    return {found[1] or "" for found in _PLACEHOLDER.finditer(text)}
