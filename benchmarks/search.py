"""How long the search takes, beside LIKE and beside the bare index, on SQLite or PostgreSQL.

    python benchmarks/search.py                         # 5,000 articles, SQLite in a temporary folder
    python benchmarks/search.py --articles 100000
    DATABASE_URL=postgres://… python benchmarks/search.py

The database is a scratch one: on SQLite a file that is removed, on PostgreSQL one named ``benchmark_search`` beside the
one of ``DATABASE_URL``, made and dropped. Articles are of 200 to 1,200 words from a Zipf distribution over 50,000
(seeded), with planted words and phrases, so that what each question finds is known. Medians of several runs, in ms:
``ours`` is what the first page of the list costs, without its template (the search read, the exact count, the order
of relevance, twenty articles with all that a row shows), ``bare`` the index alone (count, and twenty keys), ``like`` a
page found by LIKE, as without an index.
"""

from __future__ import annotations

import argparse
import datetime
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import accumulate
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DEBUG", "1")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edm_archive.settings")

WORDS = 50_000
#: What is planted: in how large a part of the articles.
PLANTED = {"almaty": 0.4, "rapid deployment": 0.01, "sergei shoigu": 0.0005, "kazakhstani": 0.002}
QUESTIONS = {
    "frequent word": "almaty",
    "rare word": "shoigu",
    "two frequent words": "almaty word3",
    "phrase": '"rapid deployment"',
    "phrase of frequent words": '"word1 word2"',
    "beginning": "kazakh*",
    "word and without": "shoigu -almaty",
}


def text(chance: random.Random, weights: list[float], vocabulary: list[str]) -> str:
    """The body of one article."""
    words = chance.choices(vocabulary, cum_weights=weights, k=chance.randint(200, 1200))
    for planted, part in PLANTED.items():
        if chance.random() < part:
            words.insert(chance.randrange(len(words)), planted)
    lines = [" ".join(words[start : start + 80]).capitalize() + "." for start in range(0, len(words), 80)]
    return "\n\n".join(lines)


def fill(number: int) -> None:
    """Make the articles, and their entries in the index."""
    from articles.models import Article, Issue, Publication
    from articles.search import index
    from articles.services import faceting

    chance = random.Random(20041130)
    vocabulary = [f"word{rank}" for rank in range(1, WORDS + 1)]
    weights = list(accumulate(1 / rank for rank in range(1, WORDS + 1)))
    publication = Publication.objects.create(slug="benchmark", title="Benchmark")
    issues = Issue.objects.bulk_create(
        Issue(publication=publication, volume=1 + day // 250, number=str(1 + day % 250), sequence=1 + day % 250)
        for day in range(number // 5 + 1)
    )
    begun, first = time.perf_counter(), datetime.date(1995, 1, 1)
    for start in range(0, number, 1_000):
        rows = []
        for n in range(start, min(number, start + 1_000)):
            day = first + datetime.timedelta(days=chance.randrange(11_000))
            status = "draft" if chance.random() < 0.05 else "published"
            rows.append(
                Article(
                    issue=issues[n // 5],
                    position=n % 5 + 1,
                    headline=text(chance, weights, vocabulary)[:60],
                    slug=f"article-{n}",
                    body=text(chance, weights, vocabulary),
                    status=status,
                    date_earliest=day,
                    date_latest=day,
                    date_basis="stated",
                )
            )
        Article.objects.bulk_create(rows)
    made = time.perf_counter()
    written = index.refresh()
    done = time.perf_counter()
    faceting.settle()
    print(f"{number:,} articles in {made - begun:.1f} s; {written:,} entries in {done - made:.1f} s "
          f"({written / (done - made):,.0f} a second)")  # fmt: skip


def median(act: Callable[[], Any], runs: int, clock: Callable[[], float] = time.perf_counter) -> tuple[float, Any]:
    """The median time of an act in milliseconds, after one run that is not counted, and what it gave."""
    answer = act()
    times = []
    for _ in range(runs):
        begun = clock()
        act()
        times.append(clock() - begun)
    return statistics.median(times) * 1000, answer


def measure(runs: int, like: bool) -> None:
    """Print the table."""
    from django.db import connection
    from django.db.models import Q

    from articles import search
    from articles.filters import ArticleFilterSet
    from articles.filters.selection import Selection
    from articles.models import Article
    from articles.search import compile

    published = Article.objects.published().newest_first().for_listing()

    def ours(text: str) -> int:
        selection = Selection.of(ArticleFilterSet({"q": text}, queryset=published))
        assert len(selection.page(0, 20)) == min(len(selection), 20)
        return len(selection)

    def bare(text: str) -> int:
        sql, values = compile.statement(search.parse(text), connection.vendor)
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT count(*) FROM ({sql}) AS found", values)
            count = int(cursor.fetchone()[0])
            cursor.execute(f"SELECT article_id FROM ({sql}) AS found ORDER BY article_id DESC LIMIT 20", values)
            cursor.fetchall()
        return count

    def by_like(text: str) -> int:
        found = published
        for word in text.replace('"', "").replace("*", "").split():
            found = found.filter(Q(headline__icontains=word) | Q(standfirst__icontains=word) | Q(body__icontains=word))
        count: int = found.count()
        list(found[:20])
        return count

    print(f"{'':28}{'found':>8}{'ours':>9}{'bare':>9}{'like':>9}{'ours/bare':>11}{'like/ours':>11}")
    for name, text in QUESTIONS.items():
        mine, count = median(lambda text=text: ours(text), runs)  # type: ignore[misc]
        least, _ = median(lambda text=text: bare(text), runs)  # type: ignore[misc]
        slow = median(lambda text=text: by_like(text), 1)[0] if like else float("nan")  # type: ignore[misc]
        print(f"{name:28}{count:8,}{mine:9.2f}{least:9.2f}{slow:9.0f}{mine / least:11.1f}{slow / mine:11.0f}")


@contextmanager
def archive() -> Iterator[None]:
    """An empty archive in a database that is there for this run alone."""
    with _scratch():
        import django
        from django.conf import settings

        django.setup()
        settings.DEBUG = False  # in which Django would write down every statement
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield


@contextmanager
def _scratch() -> Iterator[None]:
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        with tempfile.TemporaryDirectory(prefix="search-") as folder:
            os.environ["DATABASE_URL"] = f"sqlite:///{folder}/benchmark.sqlite3"
            yield
        return
    import psycopg
    from psycopg import sql

    name = "benchmark_search"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    os.environ["DATABASE_URL"] = f"{address.rpartition('/')[0]}/{name}"
    try:
        yield
    finally:
        from django.db import connections

        connections.close_all()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def main() -> None:
    """Fill a scratch database and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--no-like", action="store_true", help="leave out LIKE, which takes long on many articles")
    asked = parser.parse_args()
    with archive():
        import django
        from django.db import connection

        fill(asked.articles)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
        print(f"{connection.vendor}, Django {django.get_version()}, medians of {asked.runs} in ms")
        measure(asked.runs, like=not asked.no_like)


if __name__ == "__main__":
    main()
