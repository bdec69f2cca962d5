"""The frozen types of matching: what goes into a gazetteer, and what the finders give back.

A match is a *suggestion*: it says where, what, on which ground and how sure. It decides nothing; an editor does. Every
type keeps spans into the text that was searched, so that ``match.span.of(text) == match.quote`` always holds.
"""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from typing import Literal

from edm_archive.text.spans import Span

#: How the letters of an alias must agree with the text: as written, in any case, or not at all (a known name that is
#: never suggested, and that keeps shorter names from being found inside it).
CaseRule = Literal["exact", "any", "never"]

#: On which ground a match stands.
Origin = Literal["alias", "acronym", "surname", "role", "name"]


@dataclass(frozen=True, slots=True)
class AliasEntry:
    """One name of one entity, as the authority file knows it."""

    alias: str
    entity: Hashable
    kind: str
    preferred: bool = False
    case: CaseRule = "exact"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entity that a match may mean.

    Attributes:
        label: its preferred name. ``alias``: the name that was met, ``preferred`` when it is that one.
        score, reason: its own, once ``ranking.rank`` has weighed it against the others; those of the match till then.
    """

    entity: Hashable
    kind: str
    label: str
    alias: str
    preferred: bool = False
    score: float | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A stretch of text that may name an entity.

    Attributes:
        candidates: who may be meant, the likeliest first; none when the name is not in the authority file.
        kind: the kind of the first candidate, or the guessed kind of an unknown name ("" when nothing speaks for one).
        label: the first candidate's preferred name, or the name under which a new entity would be made.
        score: 0 to 1, comparable within one origin; an order of presentation, not a probability.
        reason: the ground in words, for the editor.
    """

    span: Span
    quote: str
    candidates: tuple[Candidate, ...]
    origin: Origin
    score: float
    reason: str
    kind: str = ""
    label: str = ""

    @property
    def start(self) -> int:
        """Offset of the first character."""
        return self.span.start

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.span.end

    @property
    def ambiguous(self) -> bool:
        """Whether more than one entity may be meant: such a match is never accepted without being asked for."""
        return len(self.candidates) > 1

    @property
    def entity(self) -> Hashable | None:
        """The entity, when there is exactly one candidate."""
        return self.candidates[0].entity if len(self.candidates) == 1 else None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A name that the authority file does not hold, offered as a new entity. It is no mention: that needs an entity.

    Attributes:
        text: the words at ``span``.
        kind: the guessed kind, "" when nothing speaks for one.
        label: the name under which the entity would be made: for a surname the full name, for a short form the long
            one, where the text gives it; else the words themselves.
        score: 0 to 1, how sure it is that this is a name of that kind.
        reason: the ground in words, for the editor.
    """

    span: Span
    text: str
    kind: str
    label: str
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class AcronymMatch:
    """The place where a text introduces a short form for a long one.

    Attributes:
        short, long: spans of the two forms; ``whole`` runs from the first character of either to the closing bracket.
        contains: short forms used inside the long form ("CSTO Rapid Deployment Forces (CRDF)" contains "CSTO").
        used_before: offset of the first use of the short form ahead of ``whole``, or None.
    """

    short_form: str
    long_form: str
    short: Span
    long: Span
    whole: Span
    contains: tuple[str, ...]
    used_before: int | None
    score: float
    reason: str


@dataclass(frozen=True, slots=True)
class RoleMatch:
    """A statement of the text that a person holds a post.

    Attributes:
        organization: the words that name where the post is held ("CSTO", "Russia", "Turkmen"), "" when only implied.
        organization_span: None exactly when ``organization`` is "".
        evidence: from the first to the last character of the statement.
    """

    person: str
    person_span: Span
    post: str
    post_span: Span
    organization: str
    organization_span: Span | None
    evidence: Span
    score: float
    reason: str
