"""ArticleFilterSet: the one way from an address to articles.

Each filter asks one verb of ``ArticleQuerySet``. Of what an article has one (publication, volume, issue) or is signed
by, several values widen the search; of what it has many (people, organizations, places, sources, references), each
narrows it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms

from articles.filters import lookups
from articles.filters.asking import Ask, AskAny, AskEach, AskingFilterSet
from articles.filters.fields import (
    IssueNumberField,
    OneOfField,
    PartialDateField,
    PlainField,
    RecordsField,
    VolumeField,
    WordsField,
)
from articles.filters.sentence import Criteria, sentence
from articles.models import Article
from articles.querysets import ArticleQuerySet

#: The orders that can be asked for: verb of the query set, name in the form, words in the sentence.
ORDERS: dict[str, tuple[Callable[[ArticleQuerySet], ArticleQuerySet], str, str]] = {
    "newest": (ArticleQuerySet.newest_first, "newest first", ""),
    "oldest": (ArticleQuerySet.oldest_first, "oldest first", "oldest first"),
    "headline": (ArticleQuerySet.by_headline, "by headline", "by headline"),
}
#: What can be left out as uncertain, by what it is called.
CERTAINTIES = {"reviewed": "reviewed only", "dated": "without inferred dates"}


def mentioning(kind: str) -> AskEach:
    """The filter of articles that mention entities of one kind."""
    return AskEach(ArticleQuerySet.mentioning, RecordsField, label=kind, noun=kind, find=lookups.entities(kind))


def referring(articles: ArticleQuerySet, target: Any) -> ArticleQuerySet:
    """Articles that refer to an article or to a publication of the archive."""
    if isinstance(target, Article):
        return articles.referring_to(target)
    return articles.referring_to_publication(target)


class ArticleFilterSet(AskingFilterSet):
    """The criteria of an address, and the articles that meet them."""

    q = Ask(ArticleQuerySet.matching, WordsField, label="words")
    date_from = Ask(
        lambda articles, date: articles.appeared_between(date.earliest, None), PartialDateField, label="from"
    )
    date_to = Ask(lambda articles, date: articles.appeared_between(None, date.latest), PartialDateField, label="to")
    publication = AskAny(
        lambda articles, *found: articles.in_publication(*(publication.slug for publication in found)),
        RecordsField,
        label="publication",
        noun="publication",
        find=lookups.publications,
    )
    volume = AskAny(ArticleQuerySet.in_volumes, VolumeField, label="volume")
    issue = AskAny(ArticleQuerySet.in_issues_numbered, IssueNumberField, label="issue")
    author = AskAny(ArticleQuerySet.by_author, RecordsField, label="author", noun="author", find=lookups.authors)
    person = mentioning("person")
    organization = mentioning("organization")
    place = mentioning("place")
    event = mentioning("event")
    work = mentioning("work")
    source = AskEach(ArticleQuerySet.citing, RecordsField, label="source cited", noun="source", find=lookups.sources)
    cites = AskEach(
        referring, RecordsField, label="refers to", noun="publication or article of this archive", find=lookups.cited
    )
    series = AskAny(ArticleQuerySet.in_series, PlainField, label="series")
    language = AskAny(ArticleQuerySet.in_languages, PlainField, label="language")
    certainty = AskEach(ArticleQuerySet.certain, OneOfField, label="only", choices=CERTAINTIES)
    sort = Ask(
        lambda articles, order: ORDERS[order][0](articles),
        forms.ChoiceField,
        label="order",
        choices=[(key, name) for key, (_, name, _) in ORDERS.items()],
        error_messages={"invalid_choice": f"“%(value)s” is not an order; choose {', '.join(ORDERS)}."},
    )

    def describe(self) -> str:
        """The search in one sentence."""
        if not self.is_bound:
            return sentence(Criteria())
        if not self.is_valid():
            return "Articles: the search needs a correction"
        data = self.form.cleaned_data
        names = {key: [choice.label for choice in data[key]] for key in self.filters if self._is_many(key)}
        kinds = ("person", "organization", "place", "event", "work")
        return sentence(
            Criteria(
                words=data["q"],
                publications=names["publication"],
                volumes=names["volume"],
                issues=names["issue"],
                authors=names["author"],
                mentioned=[name for kind in kinds for name in names[kind]],
                sources=names["source"],
                references=names["cites"],
                series=names["series"],
                languages=names["language"],
                certainties=names["certainty"],
                first=data["date_from"],
                last=data["date_to"],
                order=ORDERS[data["sort"]][2] if data["sort"] else "",
            )
        )
