"""Which values an article has in each facet: one function from its facts to pairs of facet and key."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

from articles.facets.letters import letters_of
from articles.facets.ordinals import reckoned

#: One value of a facet: the facet's name and the key of the value.
Value = tuple[str, str]

#: Kinds of entities that are facets of their own.
ENTITY_FACETS = ("person", "organization", "place", "event", "work")


@dataclass(frozen=True, slots=True)
class Described:
    """What of an article decides its values.

    Attributes:
        begins, ends: the interval of its date; None is an open side; both None and ``basis`` "unknown": no date.
        entities: pairs of kind and primary key, of its visible mentions.
        undecided: whether an annotation that readers see waits for an editor.
        cited_by: how many other public articles refer to it.
        citations: how many citations readers see in it.
    """

    is_public: bool
    begins: datetime.date | None
    ends: datetime.date | None
    basis: str
    publication: int
    volume: int
    issue: str
    language: str = ""
    series: str = ""
    authors: frozenset[int] = field(default_factory=frozenset)
    entities: frozenset[tuple[str, int]] = field(default_factory=frozenset)
    sources: frozenset[int] = field(default_factory=frozenset)
    undecided: bool = False
    headline: str = ""
    cited_by: int = 0
    citations: int = 0


def values_of(article: Described) -> frozenset[Value]:
    """All values of an article. A draft has all of them but "public": it is in every facet and in no result."""
    return frozenset(_values(article))


def _values(article: Described) -> Iterator[Value]:
    yield "all", ""
    if article.is_public:
        yield "public", ""
    yield from _dates(article)
    yield "publication", str(article.publication)
    yield "volume", str(article.volume)
    yield "issue", article.issue
    if article.language:
        yield "language", article.language
    if article.series:
        yield "series", article.series
    for author in article.authors:
        yield "author", str(author)
    for kind, entity in article.entities:
        yield kind, str(entity)
    for source in article.sources:
        yield "source", str(source)
    if not article.undecided:
        yield "certainty", "reviewed"
    if article.cited_by:
        yield "cited-by", str(article.cited_by)
    if article.sources:
        yield "outlets", str(len(article.sources))
    yield from letters_of(article.headline)
    # As the powers of two that make it up: the citations of many articles are counted in a few intersections.
    for place in range(article.citations.bit_length()):
        if article.citations >> place & 1:
            yield "citations", str(1 << place)


def _dates(article: Described) -> Iterator[Value]:
    """What filters by date need of an article besides its ordinal, which tells when its interval begins."""
    if article.basis == "unknown":
        return
    yield "dated", ""
    yield "certainty", "inferred" if article.basis == "inferred" else "dated"
    day = article.begins or article.ends
    if day is not None:
        yield "year", str(day.year)
        yield "decade", str(day.year // 10 * 10)
    if article.begins is None:
        yield "open-start", ""
    elif article.begins != reckoned(article.begins):  # its ordinal does not tell
        yield "begins", article.begins.isoformat()
    if article.ends is None:
        yield "open-end", ""
    elif article.begins == article.ends == reckoned(article.ends):
        yield "exact", ""
    else:
        yield "ends", article.ends.isoformat()
