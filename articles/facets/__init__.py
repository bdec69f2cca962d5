"""Facets: which articles have which value, as compressed bitmaps, so that every count is exact and none is a query.

An article has an ordinal: its place in time (``ordinals``). For each value of each facet there is the bitmap of the
ordinals of the articles that have it (``index``, on Roaring bitmaps: Lemire et al., "Roaring Bitmaps: Implementation of
an Optimized Software Library", 2018). Filters are intersections and unions; a page of the result is the ordinals at a
rank. Nothing here knows Django: rows are read and written by ``articles.services.faceting``.
"""

from articles.facets.index import FacetIndex, Tally, oldest_page_of, page_of
from articles.facets.orders import by_headline, by_number, number_of
from articles.facets.ordinals import day_of, ordinals_of, reckoned, slots_of, span_of
from articles.facets.values import ENTITY_FACETS, Described, Value, values_of

__all__ = [
    "ENTITY_FACETS",
    "Described",
    "FacetIndex",
    "Tally",
    "Value",
    "by_headline",
    "by_number",
    "day_of",
    "number_of",
    "oldest_page_of",
    "ordinals_of",
    "page_of",
    "reckoned",
    "slots_of",
    "span_of",
    "values_of",
]
