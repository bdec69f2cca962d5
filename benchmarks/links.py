"""A sample of an archive's links, each with all that is needed to check it by hand.

    python benchmarks/links.py [--number 100] [--seed 3] [--from 1] [--to 100]

The database is that of the environment, as everywhere (DATABASE_URL, and DEBUG=1 on one's own machine).

A link is certain: a citation with the source that it was resolved to, or a cross-reference with its article. Half of
the sample are cross-references, as far as there are so many; the rest are sources with their dates. The same database
and seed give the same sample. Printed for each: the citing article with its date, the words around the citation, what
is linked, the cited date and how its year is known; of a cross-reference also how the target is known, the beginning
of its text, and how many other articles are of that day. Nothing is judged here: a person reads, and counts what is
wrong (docs/explanation/checked-links.md).
"""

from __future__ import annotations

import argparse
import os
import random
import sys
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from articles.models import Citation

#: Characters of the text on both sides of a citation.
CONTEXT = 170


def sample(number: int, seed: int) -> list[Citation]:
    """``number`` links, in the order of their articles; cross-references make up half of them, or all there are."""
    from articles.models import Citation

    chance = random.Random(seed)
    links = Citation.objects.visible().filter(resolution="resolved")
    crossing = list(links.filter(target__isnull=False).order_by("article", "number").values_list("pk", flat=True))
    others = links.filter(source__isnull=False).exclude(kind="cross_reference")
    sources = list(others.order_by("article", "number").values_list("pk", flat=True))
    drawn = chance.sample(crossing, min(len(crossing), max(number // 2, number - len(sources))))
    drawn += chance.sample(sources, min(len(sources), number - len(drawn)))
    print(f"{len(crossing)} cross-references and {len(sources)} sources are linked; {len(drawn)} are drawn.")
    rows = Citation.objects.filter(pk__in=drawn).with_source().select_related("article__issue__publication")
    return list(rows.order_by("kind", "article", "number"))


def show(place: int, citation: Citation) -> None:
    """Print one link."""
    from articles.services.candidates import cited_days

    article, span = citation.article, citation.span
    print(f"\n{place}. {article.issue}, {article.date_statement}: {article.headline}")
    if span is not None:
        before = article.body[max(0, span.start - CONTEXT) : span.start]
        after = article.body[span.end : span.end + CONTEXT // 3]
        print(f"   … {before}[[{citation.quote}]]{after} …".replace("\n", " "))
    said = ", ".join(filter(None, (citation.locator, citation.cited_title, citation.cited_author)))
    kind, written = citation.get_kind_display(), citation.written_date or "no date"
    print(f"   {kind}: “{citation.source_text}”, {written}; {said or '-'}")
    known = f"year {citation.year_basis}: {citation.year_note}"
    print(f"   source {citation.source}; date {citation.date or 'none'}; {known}")
    target = citation.target
    if target is not None:
        days = cited_days(citation)
        others = days.articles().count() - 1 if days else 0
        print(f"   → {target.issue}, {target.date_statement}: {target.headline} ({others} others of the day)")
        print(f"     {citation.resolution_note} | {target.body[:CONTEXT]} …".replace("\n", " "))


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--number", type=int, default=100, help="how many links are drawn")
    parser.add_argument("--seed", type=int, default=3, help="another seed draws others")
    parser.add_argument("--from", type=int, default=1, dest="first", help="print from this place")
    parser.add_argument("--to", type=int, default=None, dest="last", help="print to this place")
    options = parser.parse_args()
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "edm_archive.settings")
    import django

    django.setup()
    for place, citation in enumerate(sample(options.number, options.seed), start=1):
        if options.first <= place <= (options.last or options.number):
            show(place, citation)


if __name__ == "__main__":
    main()
