"""Citations, names, acronyms and posts found in articles that are in the archive already, such as those typed by hand.

What is found is suggested; what is held already, decided or not, is not made again. One batch, which can be taken back.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from articles.models import Article, Batch
from articles.querysets import ArticleQuerySet
from articles.services import redating, series, tagging
from articles.services.batches import recording
from articles.services.citing import cite
from articles.services.precedents import Precedents
from articles.services.source_book import SourceBook
from entities.suggest import Authorities


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: suggestions made, in how many articles, and the batch that made them (None when none)."""

    articles: int
    suggestions: int
    batch: Batch | None

    @property
    def summary(self) -> str:
        """ "Found 12 suggestions in 2 articles"."""
        suggestions = "1 suggestion" if self.suggestions == 1 else f"{self.suggestions:,} suggestions"
        return f"Found {suggestions} in {'1 article' if self.articles == 1 else f'{self.articles:,} articles'}"


def find_in(articles: ArticleQuerySet, user: Any) -> Finding:
    """Suggest what ``articles`` cite and mention."""
    sources, authorities = SourceBook.load(), Authorities.current()
    precedents = Precedents()
    read, made = 0, 0
    with recording(kind=Batch.Kind.EXTRACTION, summary="Finding", user=user) as recorder:
        wanted: list[Article] = list(articles.select_related("issue__publication").order_by("pk"))
        for article in wanted:
            cited = cite(article, sources, recorder)
            redating.infer_again([article], recorder)
            outside = [citation.match.span for citation in cited.resolved]
            tagged = tagging.suggest_annotations(article, authorities, outside=outside, precedents=precedents)
            found = [*cited.created, *tagged]
            for annotation in found:
                recorder.created(annotation)
            read, made = read + 1, made + len(found)
        series.arrange(wanted, recorder)
        done = Finding(read, made, recorder.batch)
        recorder.summarise(done.summary)
    return done if recorder.batch.pk else Finding(read, made, None)
