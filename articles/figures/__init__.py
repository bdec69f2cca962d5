"""The press diet in figures: which outlets articles cite, how fresh, and what is not resolved yet.

Every function takes the citations to count, which must come from ``in_public()``, and asks the database one question
whatever their number: rows are grouped there, never here, and come one after another. ``limit`` is the most rows to
give; None gives all. The rows are the same on pages and in files.
"""

from __future__ import annotations

from articles.figures.lag import (
    BUCKETS,
    LAST_LIKELY,
    LagBucket,
    Lags,
    OutletLag,
    Outlier,
    by_lag,
    lag_by_outlet,
    lag_facts,
    lags,
    outliers,
    with_lag,
)
from articles.figures.outlets import (
    AuthorDiet,
    CountryDiet,
    Diet,
    OutletDiet,
    YearDiet,
    by_author,
    by_country,
    by_outlet,
    by_year,
    diet_facts,
    of_outlets,
)
from articles.figures.rows import Fact
from articles.figures.unresolved import OpenName, OpenReference, open_names, open_references, unresolved_facts

__all__ = [
    "BUCKETS",
    "LAST_LIKELY",
    "AuthorDiet",
    "CountryDiet",
    "Diet",
    "Fact",
    "LagBucket",
    "Lags",
    "OpenName",
    "OpenReference",
    "OutletDiet",
    "OutletLag",
    "Outlier",
    "YearDiet",
    "by_author",
    "by_country",
    "by_lag",
    "by_outlet",
    "by_year",
    "diet_facts",
    "lag_by_outlet",
    "lag_facts",
    "lags",
    "of_outlets",
    "open_names",
    "open_references",
    "outliers",
    "unresolved_facts",
    "with_lag",
]
