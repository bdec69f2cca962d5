"""A search said back in one sentence: heading, title, name of a feed, first line of an export.

Each criterion is a pattern that takes in what was said before it, so that a translation can put it where its language
wants it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext, ngettext, pgettext

from articles.vocabularies import dated
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
    years: Sequence[str] = ()
    first: PartialDate | None = None
    last: PartialDate | None = None
    order: str = ""


def all_of(names: Iterable[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    *most, last = map(str, names)
    return pgettext("a list", "%(most)s and %(last)s") % {"most": ", ".join(most), "last": last} if most else last


def any_of(names: Iterable[str]) -> str:
    """ "a", "a or b", "a, b or c"."""
    *most, last = map(str, names)
    return pgettext("a list", "%(most)s or %(last)s") % {"most": ", ".join(most), "last": last} if most else last


def quoted(words: str) -> str:
    """The words between quotation marks."""
    return gettext("“%(words)s”") % {"words": words}


def period(first: PartialDate | None, last: PartialDate | None) -> str:
    """ "from November 2004 to 2005", "in November 2004", "until 2004"; empty when both are open."""
    ends = {"first": dated(first), "last": dated(last)}
    if first is not None and first == last:
        return (gettext("on %(first)s") if first.day else gettext("in %(first)s")) % ends
    if first is not None and last is not None:
        return gettext("from %(first)s to %(last)s") % ends
    if first is not None:
        return pgettext("open", "from %(first)s") % ends
    return gettext("until %(last)s") % ends if last is not None else ""


def sentence(criteria: Criteria) -> str:
    """ "Articles in Eurasia Daily Monitor that mention Kazakhstan and cite Interfax, from November 2004"."""
    plain = text = gettext("Articles")
    where = _where(criteria)
    if where:
        text = gettext("%(articles)s in %(where)s") % {"articles": text, "where": where}
    if criteria.series:
        series = any_of(quoted(name) for name in criteria.series)
        text = gettext("%(articles)s of the series %(series)s") % {"articles": text, "series": series}
    if criteria.languages:
        language = any_of(criteria.languages)
        text = gettext("%(articles)s in the language %(language)s") % {"articles": text, "language": language}
    if criteria.authors:
        text = gettext("%(articles)s by %(authors)s") % {"articles": text, "authors": any_of(criteria.authors)}
    clauses = _clauses(criteria)
    if clauses:
        text = gettext("%(articles)s that %(clauses)s") % {"articles": text, "clauses": clauses}
    for addition in (
        gettext("dated %(years)s") % {"years": any_of(criteria.years)} if criteria.years else "",
        period(criteria.first, criteria.last),
        all_of(criteria.certainties) if criteria.certainties else "",
    ):
        if addition:
            pattern = gettext("%(articles)s %(addition)s") if text == plain else gettext("%(articles)s, %(addition)s")
            text = pattern % {"articles": text, "addition": addition}
    if text == plain:
        text = gettext("All articles")
    return (
        gettext("%(articles)s, %(addition)s") % {"articles": text, "addition": criteria.order}
        if criteria.order
        else text
    )


def _clauses(criteria: Criteria) -> str:
    """What the articles do: "mention Kazakhstan and cite Interfax"; empty when nothing is asked of them."""
    asked = [
        (pattern, list(names))
        for pattern, names in (
            (gettext("contain %(names)s"), [quoted(criteria.words)] if criteria.words else []),
            (gettext("match %(names)s"), [quoted(criteria.query)] if criteria.query else []),
            (gettext("mention %(names)s"), criteria.mentioned),
            (gettext("cite %(names)s"), criteria.sources),
            (gettext("refer to %(names)s"), criteria.references),
        )
        if names
    ]
    clauses = [pattern % {"names": all_of(names)} for pattern, names in asked]
    if len(clauses) > 1 and any(len(names) > 1 for _, names in asked):
        # A comma where the lists inside would run into the list of clauses.
        text, *others = clauses
        for clause in others:
            text = pgettext("a list of lists", "%(most)s, and %(last)s") % {"most": text, "last": clause}
        return text
    return all_of(clauses) if clauses else ""


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
        return gettext("What sources are cited for")
    text = (
        gettext("What %(sources)s is cited for") % {"sources": any_of(sources)} if sources else gettext("What is cited")
    )
    if about:
        text = gettext("%(claims)s about %(names)s") % {"claims": text, "names": all_of(about)}
    if speakers:
        pattern = (
            gettext("%(claims)s, in the words of %(names)s")
            if about
            else gettext("%(claims)s in the words of %(names)s")
        )
        text = pattern % {"claims": text, "names": any_of(speakers)}
    when = period(first, last)
    return gettext("%(claims)s, %(when)s") % {"claims": text, "when": when} if when else text


def _where(criteria: Criteria) -> str:
    parts = [any_of(criteria.publications)] if criteria.publications else []
    if criteria.volumes:
        pattern = ngettext("volume %(numbers)s", "volumes %(numbers)s", len(criteria.volumes))
        parts.append(pattern % {"numbers": any_of(criteria.volumes)})
    if criteria.issues:
        pattern = ngettext("issue %(numbers)s", "issues %(numbers)s", len(criteria.issues))
        parts.append(pattern % {"numbers": any_of(criteria.issues)})
    return ", ".join(parts)
