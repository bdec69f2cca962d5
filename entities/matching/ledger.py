"""The ledger of short forms over many texts: which stood for what, when, and which stood for more than one thing.

Long forms that differ only in case, accents, marks or a leading article are one. Nothing is decided here: two long
forms of one short form may be two bodies or one that changed its name, and an editor says which.
"""

from __future__ import annotations

import datetime
from collections.abc import Hashable, Iterable
from dataclasses import dataclass

from edm_archive.text.normalize import fold


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form as one text defined it, or as several texts did in the same words.

    Attributes:
        dated: the day of the text, of the first of several; None when it is not known.
        last: the day of the last of several; that of the first when left out.
        texts: how many.
        entity: what an editor or a match says the long form is, if anything.
    """

    short_form: str
    long_form: str
    dated: datetime.date | None = None
    last: datetime.date | None = None
    texts: int = 1
    entity: Hashable | None = None


@dataclass(frozen=True, slots=True)
class Meaning:
    """One long form of a short form: the commonest spelling, how often it was given, first and last when."""

    long_form: str
    definitions: int
    first: datetime.date | None
    last: datetime.date | None
    entity: Hashable | None = None


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
    entities: dict[Hashable, int] = {}
    for definition in definitions:
        spellings[definition.long_form] = spellings.get(definition.long_form, 0) + definition.texts
        if definition.entity is not None:
            entities[definition.entity] = entities.get(definition.entity, 0) + definition.texts
    commonest = max(sorted(spellings), key=lambda spelling: spellings[spelling])
    first = [definition.dated for definition in definitions if definition.dated]
    last = [day for definition in definitions if (day := definition.last or definition.dated)]
    return Meaning(
        commonest,
        sum(definition.texts for definition in definitions),
        min(first, default=None),
        max(last, default=None),
        max(sorted(entities, key=str), key=lambda entity: entities[entity], default=None),
    )


def _by_frequency(meaning: Meaning) -> tuple[int, str]:
    return -meaning.definitions, meaning.long_form
