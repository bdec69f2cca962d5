"""How long it takes to keep a cited search, and to tell what has changed since, for results of several lengths.

    python benchmarks/cited_searches.py                         # of 100,000 articles, SQLite in a temporary folder
    DATABASE_URL=postgres://… python benchmarks/cited_searches.py

The database is a scratch one, as in ``benchmarks/search.py``: short articles, five to an issue, in 20 volumes or more.
A result is scattered over all of them. ``compare`` is what the page costs beyond the search itself, after a hundredth
of the articles was revised and as many withdrawn. Medians in ms of processor time of this process, which on SQLite does
all of the work; ``kB`` is what a listing takes.
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edm_archive.settings")

from benchmarks.search import archive, median

if TYPE_CHECKING:
    from articles.filters import ArticleFilterSet

LENGTHS = (100, 1_000, 5_000, 20_000)


def fill(number: int) -> None:
    """Make the articles; one that is in a result of some length bears it as the name of its series."""
    from articles.models import Article, Issue, Publication
    from articles.search import index
    from articles.services import faceting

    publication = Publication.objects.create(slug="benchmark", title="Benchmark")
    issues = Issue.objects.bulk_create(
        Issue(publication=publication, volume=1 + day // 1_000, number=str(1 + day % 1_000), sequence=1 + day % 1_000)
        for day in range(number // 5 + 1)
    )
    # Longer results first: each takes articles at even distances from those that are left.
    series = [""] * number
    for length in sorted(LENGTHS, reverse=True):
        free = [place for place, name in enumerate(series) if not name]
        for chosen in range(min(length, len(free))):
            series[free[chosen * len(free) // length]] = str(length)
    first = datetime.date(1995, 1, 1)
    Article.objects.bulk_create(
        (
            Article(
                issue=issues[n // 5],
                position=n % 5 + 1,
                headline=f"Article {n}",
                slug=f"article-{n}",
                body="Kazakhstan spoke.",
                series=series[n],
                status="published",
                date_earliest=first + datetime.timedelta(days=n * 11_000 // number),
                date_latest=first + datetime.timedelta(days=n * 11_000 // number),
                date_basis="stated",
            )
            for n in range(number)
        ),
        batch_size=2_000,
    )
    index.refresh()
    faceting.settle()


def _kept(search: ArticleFilterSet) -> tuple[str, dict[str, int], int]:
    """What is kept of a search, found anew."""
    from articles.filters.selection import Selection
    from articles.services import cited_searches

    return cited_searches._result(Selection.of(search))


def measure(runs: int) -> None:
    """Print the table."""
    from django.db.models import F

    from articles.filters.selection import Selection
    from articles.models import Article
    from articles.services import cited_searches, faceting

    print(f"{'articles':>10}{'kB':>8}{'keep':>9}{'compare':>9}{'gone':>7}{'revised':>9}")
    for length in LENGTHS:
        search = cited_searches.search_of(f"?series={length}")
        keep, (listing, _, count) = median(partial(_kept, search), runs, time.process_time)
        kept = cited_searches.keep(search)
        found = Article.objects.filter(series=str(length))
        pks = list(found.order_by("pk").values_list("pk", flat=True))
        found.filter(pk__in=pks[::100]).update(revision=F("revision") + 1)
        found.filter(pk__in=pks[1::100]).update(status="withdrawn")
        faceting.settle()
        today = Selection.of(cited_searches.search_of(kept.query))
        compare, changed = median(partial(cited_searches.differences, kept, today), runs, time.process_time)
        size = len(listing.encode()) / 1000
        print(f"{count:10,}{size:8.1f}{keep:9.1f}{compare:9.1f}{len(changed.gone):7,}{len(changed.revised):9,}")


def main() -> None:
    """Fill a scratch database and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with archive():
        fill(asked.articles)
        measure(asked.runs)


if __name__ == "__main__":
    main()
