"""The edge between the authority file and matching: names from the rows in, suggestions out.

``Authorities.current`` holds what was read for as long as the authority file stays as it was, once in each process;
reading and building anew takes a second or two for 100,000 names.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from django.db.models import Q

from edm_archive.text.spans import Span
from entities.matching import (
    AcronymMatch,
    AliasEntry,
    Gazetteer,
    Match,
    Proposal,
    RoleMatch,
    find_acronyms,
    find_names,
    find_roles,
    follow_acronyms,
    follow_surnames,
)
from entities.matching.boundaries import Closed
from entities.matching.candidates import CaseRule
from entities.matching.neighbours import in_longer_name
from entities.matching.unknown import GROUNDED
from entities.models import Alias, Entity
from entities.querysets import AliasQuerySet, EntityQuerySet
from entities.versions import current_version

_WORD = re.compile(r"\w+")
#: Words of no more letters ("of", "the") are in too many names to be looked for where there are longer ones.
_SMALL = 3


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What was found in one text; ``unknown`` is empty unless it was asked for."""

    mentions: tuple[Match, ...]
    acronyms: tuple[AcronymMatch, ...]
    roles: tuple[RoleMatch, ...]
    unknown: tuple[Proposal, ...] = ()


@dataclass(frozen=True, slots=True)
class Authorities:
    """The names of the authority file, ready to be looked for; entities are named by their primary keys."""

    gazetteer: Gazetteer
    people: dict[Hashable, str]

    _lock: ClassVar = threading.Lock()
    _held: ClassVar[tuple[str, Authorities] | None] = None

    @classmethod
    def load(cls) -> Authorities:
        """Read all preferred labels and aliases, in three queries."""
        people: dict[Hashable, str] = dict(
            Entity.objects.of_kind(Entity.Kind.PERSON).values_list("pk", "preferred_label")
        )
        return cls(Gazetteer(_entries()), people)

    @classmethod
    def empty(cls) -> Authorities:
        """No name known at all."""
        return cls(Gazetteer(()), {})

    @classmethod
    def current(cls) -> Authorities:
        """The names as they are now: what this process holds while the version stands, else read anew. One query."""
        version = current_version()
        held = cls._held
        if held is not None and held[0] == version:
            return held[1]
        with cls._lock:
            if cls._held is None or cls._held[0] != version:
                # Read after the version, the names may be newer than it, never older: then they are read once more.
                cls._held = version, cls.load()
            return cls._held[1]

    @classmethod
    def about(cls, name: str) -> Authorities:
        """The names that share a word with ``name``: enough to find it, and to tell it from longer ones.

        All names are taken instead where this process holds them; they are not read for it.
        """
        held = cls._held
        if held is not None and held[0] == current_version():
            return held[1]
        words = sorted(set(_WORD.findall(name.lower())), key=len) or [name]
        telling = [word for word in words if len(word) > _SMALL] or words[-1:]
        labelled, aliased = Q(), Q()
        for word in telling:
            labelled |= Q(preferred_label__icontains=word)
            aliased |= Q(name__icontains=word)
        entries = _entries(Entity.objects.filter(labelled), Alias.objects.filter(aliased))
        sharing = (entry for entry in entries if not set(words).isdisjoint(_WORD.findall(entry.alias.lower())))
        return cls(Gazetteer(sharing), {})

    def suggest(self, text: str, *, outside: Sequence[Span] = (), unknown: bool = False) -> Suggestions:
        """Everything that ``text`` may mention.

        Args:
            outside: stretches that are not searched for names, such as the brackets of citations.
            unknown: whether names that the authority file does not hold are proposed too.
        """
        known = self.gazetteer.find(text, outside=outside)
        acronyms = find_acronyms(text)
        known = _in_order(known, follow_acronyms(text, acronyms, known))
        known = _in_order(known, follow_surnames(text, known, self.people))
        mentions = tuple(match for match in known if match.candidates)
        # Holders of posts are told by their capitals: most are not in the authority file when they are first named.
        roles = find_roles(text)
        if not unknown:
            return Suggestions(mentions, acronyms, roles)
        sure = [match for match in mentions if not in_longer_name(text, match.span)]
        names = find_names(text, matches=sure, outside=outside, roles=roles, acronyms=acronyms)
        # A longer name that its own words speak for is not about the shorter one: "Ruritania Fishing Company".
        longer = Closed(name.span for name in names if name.score >= GROUNDED)
        mentions = tuple(match for match in mentions if not longer.touches(match.start, match.end))
        taken = Closed(match.span for match in mentions)
        free = [name for name in names if not taken.touches(name.start, name.end)]
        return Suggestions(mentions, acronyms, roles, _proposals(free))

    def unknown(self, text: str, *, known: Iterable[Span] = (), outside: Sequence[Span] = ()) -> tuple[Proposal, ...]:
        """The names in ``text`` that are probably untagged: held by nobody, in the authority file or among ``known``.

        Args:
            known: the spans that are annotated already, in whatever state; a name that touches one is left out, and so
                is a name of the authority file, which is suggested as a mention.
            outside: stretches that are not searched, such as the brackets of citations.
        """
        annotated = [*outside, *known]
        held = [match for match in self.gazetteer.find(text, outside=annotated) if match.candidates]
        return _proposals(find_names(text, matches=held, outside=annotated))


def _in_order(known: tuple[Match, ...], more: tuple[Match, ...]) -> tuple[Match, ...]:
    return tuple(sorted((*known, *more), key=lambda match: match.start))


def _proposals(names: Iterable[Match]) -> tuple[Proposal, ...]:
    return tuple(
        Proposal(match.span, match.quote, match.kind, match.label, match.score, match.reason) for match in names
    )


def _entries(entities: EntityQuerySet | None = None, names: AliasQuerySet | None = None) -> Iterator[AliasEntry]:
    """The preferred labels and the aliases of these rows, of all by default."""
    labels = (Entity.objects.all() if entities is None else entities).order_by("pk")
    for pk, kind, label in labels.values_list("pk", "kind", "preferred_label").iterator():
        yield AliasEntry(label, pk, kind, preferred=True)
    aliases = (Alias.objects.all() if names is None else names).order_by("pk")
    for pk, kind, name, case in aliases.values_list("entity_id", "entity__kind", "name", "case").iterator():
        yield AliasEntry(name, pk, kind, case=cast(CaseRule, case))
