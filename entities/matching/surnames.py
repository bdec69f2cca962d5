"""Names called again in short: a surname after the full name, a short form after its definition.

Both stand on a match that was made before them in the same text, so they can be no surer than it is. Refused: a
surname before the full name was given, inside a longer capitalised name ("Lyudmila Orlova" is not her husband), and a
word that another match already covers.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from .candidates import AcronymMatch, AliasEntry, Candidate, Match
from .gazetteer import Gazetteer, comparable
from .names import surname
from .neighbours import in_longer_name


def follow_surnames(text: str, matches: Sequence[Match], names: Mapping[Any, str]) -> tuple[Match, ...]:
    """The later uses of a surname whose full name ``matches`` holds.

    Args:
        matches: what was found in ``text`` so far, in any order; those of one candidate are followed.
        names: entity key to full personal name; only these are persons to be followed.

    Returns:
        New matches of origin "surname", in order; two persons of one surname give one match with both candidates.
    """
    full = [(match, called) for match in sorted(matches, key=_start) if (called := _called(match, names))]
    if not full:
        return ()
    gazetteer = Gazetteer(
        AliasEntry(called, called, "person") for called in dict.fromkeys(called for _, called in full)
    )
    holders: dict[str, dict[Hashable, Candidate]] = {}
    found: list[Match] = []
    uses = gazetteer.find(text, outside=[match.span for match in matches])
    for at, called in sorted([*full, *((use, "") for use in uses)], key=lambda pair: pair[0].start):
        if called:
            # The person named last comes last, whether named before or not.
            candidate = at.candidates[0]
            known = holders.setdefault(called, {})
            known.pop(candidate.entity, None)
            known[candidate.entity] = candidate
        elif (known := holders.get(str(at.candidates[0].entity), {})) and not in_longer_name(text, at.span):
            found.append(_surname_match(at, tuple(reversed(known.values()))))
    return tuple(found)


def follow_acronyms(text: str, definitions: Iterable[AcronymMatch], matches: Sequence[Match]) -> tuple[Match, ...]:
    """Every use of a short form that ``definitions`` introduce, before the definition as well as after it.

    A use means what the long form was matched as; when the long form is unknown, the match has no candidate and the
    long form for its label. What ``matches`` already cover is left out.
    """
    owners = {match.span: match for match in matches}
    meanings: dict[str, tuple[AcronymMatch, Match | None]] = {}
    for definition in definitions:
        owner = owners.get(definition.long)
        if definition.short_form not in meanings or (owner and meanings[definition.short_form][1] is None):
            meanings[definition.short_form] = (definition, owner)
    gazetteer = Gazetteer(AliasEntry(form, form, "") for form in meanings)
    found: list[Match] = []
    for use in gazetteer.find(text, outside=[match.span for match in matches]):
        definition, owner = meanings[use.quote]
        reason = f"short for “{definition.long_form}”, as this text defines it"
        score = round(definition.score * (owner.score if owner else 0.7), 2)
        found.append(
            Match(
                use.span,
                use.quote,
                owner.candidates if owner else (),
                "acronym",
                score,
                reason,
                owner.kind if owner else "",
                owner.label if owner else definition.long_form,
            )
        )
    return tuple(found)


def _start(match: Match) -> int:
    return match.start


def _called(match: Match, names: Mapping[Any, str]) -> str:
    """The surname by which a person matched with the full name may be called after it; "" for any other match."""
    if len(match.candidates) != 1 or match.candidates[0].entity not in names or " " not in comparable(match.quote):
        return ""
    called = surname(names[match.candidates[0].entity])
    return called if called and called in match.quote and called != match.quote else ""


def _surname_match(use: Match, candidates: tuple[Candidate, ...]) -> Match:
    first = candidates[0]
    if len(candidates) == 1:
        score, reason = 0.88, f"surname of {first.label}, named in full before"
    else:
        score = 0.5
        reason = f"surname of {len(candidates)} persons named before, {first.label} the last"
    return replace(
        use, candidates=candidates, origin="surname", score=score, reason=reason, kind=first.kind, label=first.label
    )
