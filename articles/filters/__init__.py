"""What a reader can ask of the articles: one FilterSet, the same for every surface (list, feed, export, API).

``fields`` reads what an address says, ``lookups`` finds the records that are meant, ``sentence`` says it back in
English, ``asking`` is what every search shares. ``articles`` and ``claims`` put them together, each for its query set.
"""

from __future__ import annotations

from articles.filters.articles import ArticleFilterSet
from articles.filters.asking import AskingFilterSet, Chip, Problem
from articles.filters.claims import ClaimFilterSet

__all__ = ["ArticleFilterSet", "AskingFilterSet", "Chip", "ClaimFilterSet", "Problem"]
