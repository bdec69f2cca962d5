"""Pure matching: text and vocabularies in, suggestions with spans and reasons out.

No Django, no clock, no environment. A finder never raises on any text, takes time linear in its length, and settles
nothing: what it returns is a suggestion for an editor. The edge to the database is ``entities.suggest``.
"""

from __future__ import annotations

from .acronyms import find_acronyms
from .candidates import AcronymMatch, AliasEntry, Candidate, Match, Proposal, RoleMatch
from .gazetteer import Gazetteer, comparable
from .ledger import Definition, LedgerEntry, Meaning, ledger
from .names import name_parts, sort_name, surname, without_honorifics
from .ranking import Evidence, rank
from .roles import find_roles
from .surnames import follow_acronyms, follow_surnames
from .unknown import find_names

__all__ = [
    "AcronymMatch",
    "AliasEntry",
    "Candidate",
    "Definition",
    "Evidence",
    "Gazetteer",
    "LedgerEntry",
    "Match",
    "Meaning",
    "Proposal",
    "RoleMatch",
    "comparable",
    "find_acronyms",
    "find_names",
    "find_roles",
    "follow_acronyms",
    "follow_surnames",
    "ledger",
    "name_parts",
    "rank",
    "sort_name",
    "surname",
    "without_honorifics",
]
