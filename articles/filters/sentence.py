"""A search said back in one English sentence: heading, title, name of a feed, first line of an export."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from edm_archive.text.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Criteria:
    """What is asked for, by names for people."""

    words: str = ""
    query: str = ""
    publications: Sequence[str] = ()
    volumes: Sequence[str] = ()
    issues: Sequence[str] = ()
    authors: Sequence[str] = ()
    mentioned: Sequence[str] = ()
    sources: Sequence[str] = ()
    references: Sequence[str] = ()
    series: Sequence[str] = ()
    languages: Sequence[str] = ()
    certainties: Sequence[str] = ()
    first: PartialDate | None = None
    last: PartialDate | None = None
    order: str = ""


def join(names: Iterable[str], conjunction: str = "and") -> str:
    """ "a", "a and b", "a, b and c"."""
    *most, last = names
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def period(first: PartialDate | None, last: PartialDate | None) -> str:
    """ "from November 2004 to 2005", "in November 2004", "until 2004"; empty when both are open."""
    if first is not None and first == last:
        return f"{'on' if first.day else 'in'} {first}"
    parts = [f"from {first}"] if first else []
    if last is not None:
        parts.append(f"{'to' if first else 'until'} {last}")
    return " ".join(parts)


def sentence(criteria: Criteria) -> str:
    """ "Articles in Eurasia Daily Monitor that mention Kazakhstan and cite Interfax, from November 2004"."""
    text = "Articles"
    where = _where(criteria)
    if where:
        text += f" in {where}"
    if criteria.series:
        text += f" of the series {join([f'“{name}”' for name in criteria.series], 'or')}"
    if criteria.languages:
        text += f" in the language {join(criteria.languages, 'or')}"
    if criteria.authors:
        text += f" by {join(criteria.authors, 'or')}"
    verbs = [
        (verb, join(names))
        for verb, names in (
            ("contain", [f"“{criteria.words}”"] if criteria.words else []),
            ("match", [f"“{criteria.query}”"] if criteria.query else []),
            ("mention", criteria.mentioned),
            ("cite", criteria.sources),
            ("refer to", criteria.references),
        )
        if names
    ]
    if verbs:
        clauses = [f"{verb} {names}" for verb, names in verbs]
        # A comma where the lists inside would run into the list of clauses.
        joined = ", and ".join(clauses) if any(" and " in names for _, names in verbs) else join(clauses)
        text += f" that {joined}"
    when = period(criteria.first, criteria.last)
    if when:
        text += f", {when}" if text != "Articles" else f" {when}"
    if criteria.certainties:
        text += f", {join(criteria.certainties)}" if text != "Articles" else f" {join(criteria.certainties)}"
    if text == "Articles":
        text = "All articles"
    return f"{text}, {criteria.order}" if criteria.order else text


def claims_sentence(
    *,
    sources: Sequence[str] = (),
    about: Sequence[str] = (),
    speakers: Sequence[str] = (),
    first: PartialDate | None = None,
    last: PartialDate | None = None,
) -> str:
    """ "What Interfax or RIA is cited for about Almaty and Otan, in the words of X, from November 2004"."""
    if not (sources or about or speakers):
        return "What sources are cited for"
    text = f"What {join(sources, 'or')} is cited for" if sources else "What is cited"
    if about:
        text += f" about {join(about)}"
    if speakers:
        text += f"{',' if about else ''} in the words of {join(speakers, 'or')}"
    when = period(first, last)
    return f"{text}, {when}" if when else text


def _where(criteria: Criteria) -> str:
    parts = [join(criteria.publications, "or")] if criteria.publications else []
    for word, numbers in (("volume", criteria.volumes), ("issue", criteria.issues)):
        if numbers:
            parts.append(f"{word}{'s' if len(numbers) > 1 else ''} {join(numbers, 'or')}")
    return ", ".join(parts)
