"""The edge between the authority file and matching: names from the rows in, suggestions out.

``Authorities`` is loaded once for a run over many texts; loading reads every name of the authority file.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from edm_archive.text.spans import Span
from entities.matching import (
    AcronymMatch,
    AliasEntry,
    Gazetteer,
    Match,
    RoleMatch,
    find_acronyms,
    find_roles,
    follow_acronyms,
    follow_surnames,
)
from entities.matching.candidates import CaseRule
from entities.models import Alias, Entity


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What was found in one text."""

    mentions: tuple[Match, ...]
    acronyms: tuple[AcronymMatch, ...]
    roles: tuple[RoleMatch, ...]


@dataclass(frozen=True, slots=True)
class Authorities:
    """The names of the authority file, ready to be looked for; entities are named by their primary keys."""

    gazetteer: Gazetteer
    people: dict[Hashable, str]

    @classmethod
    def load(cls) -> Authorities:
        """Read all preferred labels and aliases, in two queries."""
        people: dict[Hashable, str] = dict(
            Entity.objects.of_kind(Entity.Kind.PERSON).values_list("pk", "preferred_label")
        )
        return cls(Gazetteer(_entries()), people)

    def suggest(self, text: str, *, outside: Sequence[Span] = ()) -> Suggestions:
        """Everything that ``text`` may mention; ``outside`` (citations) is not searched for names."""
        known = self.gazetteer.find(text, outside=outside)
        acronyms = find_acronyms(text)
        known = self._with(known, follow_acronyms(text, acronyms, known))
        known = self._with(known, follow_surnames(text, known, self.people))
        # Holders of posts are told by their capitals: most are not in the authority file when they are first named.
        return Suggestions(tuple(match for match in known if match.candidates), acronyms, find_roles(text))

    @staticmethod
    def _with(known: tuple[Match, ...], more: tuple[Match, ...]) -> tuple[Match, ...]:
        return tuple(sorted((*known, *more), key=lambda match: match.start))


def _entries() -> Iterator[AliasEntry]:
    labels = Entity.objects.order_by("pk").values_list("pk", "kind", "preferred_label")
    for pk, kind, label in labels.iterator():
        yield AliasEntry(label, pk, kind, preferred=True)
    aliases = Alias.objects.order_by("pk").values_list("entity_id", "entity__kind", "name", "case")
    for pk, kind, name, case in aliases.iterator():
        yield AliasEntry(name, pk, kind, case=cast(CaseRule, case))
