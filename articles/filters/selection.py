"""A search answered from the facet index: its articles as a bitmap, the count and any page of them.

Each filter that a value of the index answers is an intersection or a union here; the others ask their verb of the
query set, as everywhere. Both ways find the same articles: ``tests/articles/test_selection.py`` compares them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from pyroaring import BitMap

from articles import search
from articles.facets import ENTITY_FACETS, by_headline, by_number, number_of, oldest_page_of, page_of
from articles.filters.articles import ArticleFilterSet
from articles.filters.lookups import Choice
from articles.models import Article
from articles.search import ranking
from articles.services.facet_reading import Snapshot, articles_at, memory
from articles.services.faceting import settle_small

#: Filters of which several values widen the search, by the facet of the same name.
WIDENING = ("year", "decade", "publication", "volume", "issue", "author", "series", "language")
#: Filters of which each value narrows it.
NARROWING = (*ENTITY_FACETS, "source", "certainty")
_BLANK = (None, "", ())
#: The orders that the ordinals give.
IN_TIME = {"newest": True, "oldest": False}
#: The orders by a number, with the facet that holds it.
BY_NUMBER = {"most-cited": "cited-by", "most-sources": "outlets"}


def key_of(choice: Choice) -> str:
    """The key of a choice in the index: the primary key of a record, or the value itself."""
    return str(getattr(choice.record, "pk", choice.record))


@dataclass(frozen=True, slots=True)
class Selection:
    """The articles of one search, in the index as it was at one moment."""

    filterset: ArticleFilterSet
    snapshot: Snapshot
    articles: BitMap
    #: Of each criterion that is asked, the articles that meet it, whether public or not.
    meeting: Mapping[str, BitMap] = field(default_factory=dict)

    @classmethod
    def of(cls, filterset: ArticleFilterSet) -> Selection:
        """The articles that meet all criteria; none when a criterion is refused."""
        settle_small()
        snapshot = memory.current()
        public = snapshot.index.of("public")
        if not filterset.is_bound:
            return cls(filterset, snapshot, public)
        if not filterset.is_valid():
            return cls(filterset, snapshot, BitMap())
        asked = ((key, filterset.form.cleaned_data.get(key)) for key in filterset.filters if key != "sort")
        meeting = {key: _answer(filterset, snapshot, key, value) for key, value in asked if value not in _BLANK}
        return cls(filterset, snapshot, BitMap.intersection(public, *meeting.values()), meeting)

    def __len__(self) -> int:
        """The exact number of articles."""
        return len(self.articles)

    def __getitem__(self, stretch: slice) -> list[Article]:
        """A stretch of the list, as a paginator asks for it."""
        return self.page(stretch.start, stretch.stop - stretch.start)

    def without(self, *keys: str) -> BitMap:
        """The articles that meet all criteria but those of some filters."""
        if not any(key in self.meeting for key in keys):
            return self.articles
        others = (met for key, met in self.meeting.items() if key not in keys)
        return BitMap.intersection(self.snapshot.index.of("public"), *others)

    def page(self, first: int, length: int) -> list[Article]:
        """The articles from the place ``first`` (0 is the first of the list), with all that a row shows."""
        order, sought = self.filterset.order, self.filterset.sought
        if order in IN_TIME:
            pks = articles_at(self._in_time(first, length, newest_first=IN_TIME[order]))
        elif order == "relevance" and sought is not None:
            held = self.snapshot.articles(self.filterset.keys)
            pks = search.ranked(
                sought.query,
                len(self),
                lambda *part: [held[place] for place in page_of(self.articles, *part)],
                first,
                length,
            )
        elif order in BY_NUMBER:
            pks = articles_at(by_number(self.snapshot.index, BY_NUMBER[order], self.articles, first, length))
        else:
            pks = articles_at(by_headline(self.snapshot.index, self.articles, first, length, self.snapshot.headlines))
        return Article.objects.published().listed(pks)

    def number_of(self, article: Article) -> int | None:
        """The number that the list is sorted by; None where it is not sorted by one."""
        facet = BY_NUMBER.get(self.filterset.order)
        if facet is None:
            return None
        return next((number_of(self.snapshot.index, facet, place) for place in self.snapshot.ordinals([article.pk])), 0)

    @property
    def is_partly_ranked(self) -> bool:
        """Whether only the newest of its articles are in the order of relevance that is asked for."""
        return self.filterset.order == "relevance" and len(self) > ranking.all_ranked()

    def _in_time(self, first: int, length: int, *, newest_first: bool) -> list[int]:
        """The ordinals of a page; the undated are last in either order."""
        if newest_first:
            return page_of(self.articles, first, length)
        dated = self.articles & self.snapshot.index.of("dated")
        undated = self.articles - dated
        found = oldest_page_of(dated, first, length)
        rest = max(first - len(dated), 0)
        return found + page_of(undated, rest, length - len(found)) if len(found) < length else found


def _answer(filterset: ArticleFilterSet, snapshot: Snapshot, key: str, value: Any) -> BitMap:
    """The articles that meet one criterion, whether public or not."""
    index = snapshot.index
    if key in WIDENING:
        return index.any_of(key, map(key_of, value))
    if key in NARROWING:
        return BitMap.intersection(*(index.of(key, key_of(choice)) for choice in value))
    if key == "date_from":
        return index.between(value.earliest, None)
    if key == "date_to":
        return index.between(None, value.latest)
    if key == "q":
        return snapshot.ordinals(filterset.keys)
    asked = filterset.filters[key].filter(Article.objects.published().order_by(), value)
    return snapshot.ordinals(asked.values_list("pk", flat=True).iterator())
