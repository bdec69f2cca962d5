"""What a reader can ask of the articles: one FilterSet, the same for every surface (list, feed, export, API).

``fields`` reads what an address says, ``lookups`` finds the records that are meant, ``sentence`` says it back in
English, ``articles`` puts them together and asks the query set.
"""

from __future__ import annotations

from articles.filters.articles import ArticleFilterSet, Chip, Problem

__all__ = ["ArticleFilterSet", "Chip", "Problem"]
