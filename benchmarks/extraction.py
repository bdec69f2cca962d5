"""How fast the citations of an archive are extracted anew, and whether memory grows with it.

    python benchmarks/extraction.py [--articles 10000] [--processes 2]

Makes a temporary SQLite archive (or uses the empty database that DATABASE_URL names) of articles that repeat the bodies
of the demo corpus in issues of their own, extracts all citations into it through ``services.extraction``, and then a
second time, when nothing is new. Printed for each run: articles and citations a second, megabytes of text a second, the
largest memory of this process after a tenth and at the end. The text is the same in each run; figures depend on the
machine, their ratios less so.
"""

from __future__ import annotations

import argparse
import os
import resource
import sys
import tempfile
import time
from pathlib import Path
from secrets import token_hex

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
PER_ISSUE = 10


def fill(number: int) -> float:
    """Make ``number`` articles without annotations; returns the megabytes of their texts."""
    import datetime

    from django.core.management import call_command

    from articles.imports import decode, read, validate
    from articles.models import Article, Issue, Publication
    from articles.records import ArticleRecord

    call_command("migrate", verbosity=0)
    fixtures = ROOT / "articles" / "fixtures"
    call_command("loaddata", "periodicals", "demo_periodicals", "outlets", "demo_sources", verbosity=0)
    bodies = []
    for path in sorted((fixtures / "demo").rglob("*.txt")):
        for raw in read(decode(path.read_bytes())[0]):
            record = validate(raw, path.name)
            if isinstance(record, ArticleRecord):
                bodies.append(record.body)
    edm = Publication.objects.get(slug="edm")
    day = datetime.date(2004, 11, 1)
    size = 0
    for start in range(0, number, PER_ISSUE * 100):
        numbers = range(start // PER_ISSUE, min(number, start + PER_ISSUE * 100) // PER_ISSUE)
        issues = Issue.objects.bulk_create(
            Issue(
                publication=edm,
                volume=1 + (n // 250),
                number=f"B{n}",
                sequence=n,
                issued=day + datetime.timedelta(days=n % 9_000),
                issued_precision="day",
            )
            for n in numbers
        )
        articles = [
            Article(
                issue=issue,
                position=position + 1,
                headline=f"Article {issue.number}",
                slug="article",
                body=bodies[(issue.sequence * PER_ISSUE + position) % len(bodies)],
                status="published",
                date_earliest=issue.issued,
                date_latest=issue.issued,
                date_basis="issue",
            )
            for issue in issues
            for position in range(PER_ISSUE)
        ]
        size += sum(len(article.body.encode()) for article in articles)
        Article.objects.bulk_create(articles)
    return size / 1e6


def measure(label: str, processes: int, megabytes: float) -> None:
    """Extract the whole archive once and print the figures."""
    from articles.models import Article, Citation
    from articles.services.extraction import extract_archive

    total = Article.objects.count()
    memory: dict[str, float] = {}

    def progress(done: int) -> None:
        if "tenth" not in memory and done * 10 >= total:
            memory["tenth"] = used()

    begin = time.perf_counter()
    report = extract_archive(Article.objects.all(), processes=processes, progress=progress)
    seconds = time.perf_counter() - begin
    rate = f"{total / seconds:,.0f} articles/s, {Citation.objects.count() / seconds:,.0f} citations/s"
    print(f"{label}: {report.summary}")
    print(f"  {rate}, {megabytes / seconds:.1f} MB/s, {seconds:,.0f} s")
    print(f"  memory {memory['tenth']:.0f} MB after a tenth, {used():.0f} MB at the end")


def used() -> float:
    """The largest memory that this process has had, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--processes", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/benchmark.sqlite3")
        os.environ.update(
            DJANGO_SETTINGS_MODULE="edm_archive.settings", SECRET_KEY=token_hex(), ALLOWED_HOSTS="localhost"
        )
        import django

        django.setup()
        begin = time.perf_counter()
        megabytes = fill(options.articles)
        print(f"{options.articles:,} articles, {megabytes:.1f} MB of text, made in {time.perf_counter() - begin:.0f} s")
        measure("all new", options.processes, megabytes)
        measure("nothing new", options.processes, megabytes)


if __name__ == "__main__":  # spawned processes import this file anew
    main()
