"""What lists and facets must say, worked out from the rows in plain Python: slow, and with nothing to get wrong."""

from __future__ import annotations

import datetime
from collections import Counter
from dataclasses import dataclass
from typing import Any

from articles.filters.articles import CERTAINTIES
from articles.models import Article
from articles.vocabularies import language_name
from edm_archive.text.dates import parse_date
from edm_archive.text.normalize import fold

ENTITIES = ("person", "organization", "place", "event", "work")
#: Of which several values widen a search; all others narrow it.
WIDENING = ("year", "decade", "publication", "volume", "issue", "author", "series", "language")

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Held:
    """A public article: its values by parameter, each with its name for people, and what it is sorted by."""

    pk: int
    values: dict[str, dict[str, str]]
    words: set[str]
    span: tuple[datetime.date, datetime.date] | None
    newest: tuple[Any, ...]
    oldest: tuple[Any, ...]
    headline: str
    cited_by: int
    outlets: int


def public_articles() -> list[Held]:
    """Every public article, the newest first."""
    rows = list(Article.objects.order_by("pk"))
    cited: dict[int, set[int]] = {}
    for row in rows:
        for citation in row.citations.all():
            if row.status == "published" and seen(citation) and citation.target_id not in (None, row.pk):
                cited.setdefault(citation.target_id, set()).add(row.pk)
    held = [held_of(row, len(cited.get(row.pk, ()))) for row in rows if row.status == "published"]
    return sorted(held, key=lambda one: one.newest)


def seen(annotation: Any) -> bool:
    return annotation.start is not None and annotation.review != "rejected"


def held_of(row: Article, cited_by: int) -> Held:
    issue, publication = row.issue, row.issue.publication
    mentions = [one for one in row.mentions.all() if seen(one)]
    citations = [one for one in row.citations.all() if seen(one)]
    annotations = [*mentions, *citations, *filter(seen, row.role_statements.all())]
    annotations += filter(seen, row.acronym_definitions.all())
    values: dict[str, dict[str, str]] = {
        "publication": {publication.slug: publication.title},
        "volume": {str(issue.volume): f"Volume {issue.volume}"},
        "issue": {issue.number: issue.number},
        "author": {author.slug: author.name for author in row.authors.all()},
        "series": {row.series: row.series} if row.series and row.series_basis != "inferred" else {},
        "language": {row.language: language_name(row.language)},
        "source": {one.source.slug: one.source.name for one in citations if one.source},
        "cites": {},
        "year": {},
        "decade": {},
        "certainty": {},
    }
    for kind in ENTITIES:
        entities = [one.entity for one in mentions if one.entity.kind == kind]
        values[kind] = {entity.slug: entity.preferred_label for entity in entities}
    for one in citations:
        if one.source and one.source.publication:
            values["cites"][one.source.publication.slug] = ""
        if one.target:
            values["cites"][one.target.issue.publication.slug] = ""
            values["cites"]["/".join(map(str, one.target.natural_key()))] = ""
    if all(one.review != "suggested" for one in annotations):
        values["certainty"]["reviewed"] = CERTAINTIES["reviewed"]
    if row.date_basis not in ("inferred", "unknown"):
        values["certainty"]["dated"] = CERTAINTIES["dated"]
    begins = row.date_earliest or row.date_latest
    if begins:
        year, decade = f"{begins:%Y}", f"{begins:%Y}"[:3] + "0"
        values |= {"year": {year: year}, "decade": {decade: f"{decade}s"}}
    span = (row.date_earliest or datetime.date.min, row.date_latest or datetime.date.max)
    is_undated = row.date_basis == "unknown"
    day = row.date_earliest or row.date_latest or datetime.date.min
    return Held(
        pk=row.pk,
        values=values,
        words=set(fold(f"{row.headline} {row.standfirst} {row.body}").split()),
        span=None if is_undated else span,
        newest=(-day.toordinal(), row.issue_id, row.position),
        oldest=(is_undated, day.toordinal(), row.issue_id, row.position),
        headline=fold(row.headline),
        cited_by=cited_by,
        outlets=len(values["source"]),
    )


def found(held: list[Held], pairs: Pairs) -> list[Held]:
    """The articles that meet all pairs, in the order that they ask for."""
    asked: dict[str, list[str]] = {}
    for key, value in pairs:
        asked.setdefault(key, []).append(value)
    meeting = [one for one in held if all(meets(one, key, values) for key, values in asked.items())]
    orders = {
        "newest": lambda one: one.newest,
        "oldest": lambda one: one.oldest,
        "most-cited": lambda one: (-one.cited_by, one.newest),
        "most-sources": lambda one: (-one.outlets, one.newest),
        "headline": lambda one: (one.headline, one.newest),
    }
    return sorted(meeting, key=orders[asked.get("sort", ["newest"])[-1]])


def meets(one: Held, key: str, values: list[str]) -> bool:
    if key == "sort":
        return True
    if key == "q":
        return values[-1].casefold() in one.words
    if key in ("date_from", "date_to"):
        asked = parse_date(values[-1])
        if one.span is None:
            return False
        return one.span[1] >= asked.earliest if key == "date_from" else one.span[0] <= asked.latest
    return (any if key in WIDENING else all)(value in one.values[key] for value in values)


def counts(held: list[Held], pairs: Pairs, key: str) -> Counter[str]:
    """How many articles each value of a facet has, by its name; where several widen, without those chosen."""
    within = found(held, [pair for pair in pairs if pair[0] != key] if key in WIDENING else pairs)
    return Counter(name for one in within for name in one.values[key].values())
