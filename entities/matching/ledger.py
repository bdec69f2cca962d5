"""The ledger of short forms over many texts: which stood for what, when, and which stood for more than one thing.

Long forms that differ only in case, accents, marks or a leading article are one. Nothing is decided here: two long
forms of one short form may be two bodies or one that changed its name, and an editor says which.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from edm_archive.text.normalize import fold


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form as one text defined it; the date is that of the text, None when it is not known."""

    short_form: str
    long_form: str
    dated: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """One long form of a short form: the commonest spelling, how often it was given, first and last when."""

    long_form: str
    definitions: int
    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """A short form with all its meanings, the most frequent first."""

    short_form: str
    meanings: tuple[Meaning, ...]

    @property
    def contested(self) -> bool:
        """Whether the short form was given more than one long form."""
        return len(self.meanings) > 1


def ledger(definitions: Iterable[Definition]) -> tuple[LedgerEntry, ...]:
    """The definitions of an archive put together, in the order of the short forms."""
    found: dict[str, dict[str, list[Definition]]] = {}
    for definition in definitions:
        key = fold(definition.long_form).removeprefix("the ")
        found.setdefault(definition.short_form, {}).setdefault(key, []).append(definition)
    return tuple(
        LedgerEntry(short_form, tuple(sorted(map(_meaning, by_long_form.values()), key=_by_frequency)))
        for short_form, by_long_form in sorted(found.items())
    )


def _meaning(definitions: list[Definition]) -> Meaning:
    spellings: dict[str, int] = {}
    for definition in definitions:
        spellings[definition.long_form] = spellings.get(definition.long_form, 0) + 1
    commonest = max(sorted(spellings), key=lambda spelling: spellings[spelling])
    dates = [definition.dated for definition in definitions if definition.dated]
    return Meaning(commonest, len(definitions), min(dates, default=None), max(dates, default=None))


def _by_frequency(meaning: Meaning) -> tuple[int, str]:
    return -meaning.definitions, meaning.long_form
