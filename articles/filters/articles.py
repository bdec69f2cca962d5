"""ArticleFilterSet: the one way from an address to articles.

Each filter asks one verb of ``ArticleQuerySet``. Of what an article has one (publication, volume, issue) or is signed
by, several values widen the search; of what it has many (people, organizations, places, sources, references), each
narrows it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import django_filters
from django import forms
from django.utils.functional import cached_property
from django.utils.text import format_lazy
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from articles import search
from articles.filters import lookups
from articles.filters.asking import Ask, AskAny, AskEach, AskingFilterSet, Chip
from articles.filters.fields import (
    DecadeField,
    IssueNumberField,
    OneOfField,
    PartialDateField,
    PlainField,
    RecordsField,
    VolumeField,
    WordsField,
    YearField,
)
from articles.filters.sentence import Criteria, sentence
from articles.models import Article
from articles.querysets import ArticleQuerySet
from articles.search import index
from articles.vocabularies import said
from entities.models import Entity

#: The orders that can be asked for, as they are called; ``selection`` puts articles into them.
ORDERS = {
    "relevance": _("by relevance"),
    "newest": _("newest first"),
    "oldest": _("oldest first"),
    "most-cited": _("most cited first"),
    "most-sources": _("most sources first"),
    "headline": _("by headline"),
}
#: What can be left out as uncertain, by what it is called.
CERTAINTIES = {"reviewed": _("reviewed only"), "dated": _("without inferred dates")}


@dataclass(frozen=True, slots=True)
class Order:
    """An order that can be chosen, what it is called, and the search in it (a query string)."""

    key: str
    name: str
    query: str


class AskIndex(django_filters.Filter):
    """Asks the search index for words."""

    field_class = WordsField

    def filter(self, qs: Any, value: Any) -> Any:
        return qs.filter(search.matching(self.parent.sought)) if value else qs


def mentioning(kind: str) -> AskEach:
    """The filter of articles that mention entities of one kind."""
    return AskEach(
        ArticleQuerySet.mentioning,
        RecordsField,
        label=Entity.Kind(kind).label,
        noun=Entity.Kind(kind).label,
        find=lookups.entities(kind),
    )


def referring(articles: ArticleQuerySet, target: Any) -> ArticleQuerySet:
    """Articles that refer to an article or to a publication of the archive."""
    if isinstance(target, Article):
        return articles.referring_to(target)
    return articles.referring_to_publication(target)


class ArticleFilterSet(AskingFilterSet):
    """The criteria of an address, and the articles that meet them."""

    q = AskIndex(label=_("words"))
    date_from = Ask(
        lambda articles, date: articles.appeared_between(date.earliest, None),
        PartialDateField,
        label=pgettext_lazy("a date", "from"),
    )
    date_to = Ask(
        lambda articles, date: articles.appeared_between(None, date.latest),
        PartialDateField,
        label=pgettext_lazy("a date", "to"),
    )
    year = AskAny(ArticleQuerySet.in_years, YearField, label=_("year"))
    decade = AskAny(ArticleQuerySet.in_decades, DecadeField, label=_("decade"))
    publication = AskAny(
        lambda articles, *found: articles.in_publication(*(publication.slug for publication in found)),
        RecordsField,
        label=_("publication"),
        noun=_("publication"),
        find=lookups.publications,
    )
    volume = AskAny(ArticleQuerySet.in_volumes, VolumeField, label=_("volume"))
    issue = AskAny(ArticleQuerySet.in_issues_numbered, IssueNumberField, label=_("issue"))
    author = AskAny(ArticleQuerySet.by_author, RecordsField, label=_("author"), noun=_("author"), find=lookups.authors)
    person = mentioning("person")
    organization = mentioning("organization")
    place = mentioning("place")
    event = mentioning("event")
    work = mentioning("work")
    source = AskEach(
        ArticleQuerySet.citing, RecordsField, label=_("source cited"), noun=_("source"), find=lookups.sources
    )
    cites = AskEach(
        referring,
        RecordsField,
        label=_("refers to"),
        noun=_("publication or article of this archive"),
        find=lookups.cited,
    )
    series = AskAny(ArticleQuerySet.in_series, PlainField, label=_("series"))
    language = AskAny(ArticleQuerySet.in_languages, PlainField, label=_("language"))
    certainty = AskEach(
        ArticleQuerySet.certain, OneOfField, label=pgettext_lazy("certainty", "only"), choices=CERTAINTIES
    )
    # The query set has no such order: a page of it would cost more the deeper it is.
    sort = Ask(
        lambda articles, order: articles,
        forms.ChoiceField,
        label=_("order"),
        choices=list(ORDERS.items()),
        error_messages={
            "invalid_choice": format_lazy(
                "{} {}.", _("“%(value)s” is not an order; choose one of these:"), ", ".join(ORDERS)
            )
        },
    )

    @cached_property
    def waiting(self) -> int:
        """Records whose last changes the search index does not know yet; a little is folded in first."""
        return index.refresh_small()

    @cached_property
    def sought(self) -> search.Search | None:
        """The words that are looked for, as they were understood; None without any."""
        if not self.is_bound or "q" in self.form.errors or not self.form.cleaned_data.get("q"):
            return None
        self.waiting  # noqa: B018 – folds in what is new
        return search.look_up(self.form.cleaned_data["q"])

    @cached_property
    def keys(self) -> list[int]:
        """The primary keys of all articles that hold the words, whatever their status and whatever else is asked."""
        return search.keys(self.sought) if self.sought else []

    @property
    def order(self) -> str:
        """The order of the articles; where none is asked for, a search is by relevance, all else newest first."""
        asked: str = self.form.cleaned_data.get("sort", "") if self.is_bound and self.is_valid() else ""
        return self.default_order if asked in ("", "relevance") else asked

    @property
    def default_order(self) -> str:
        """The order where none is asked for."""
        return "newest" if self.sought is None else "relevance"

    def orders(self) -> list[Order]:
        """The orders that make sense of the search, each with the search in it."""
        rest = [pair for pair in self.stated() if pair[0] != "sort"]
        return [
            Order(key, str(name), "?" + urlencode(rest if key == self.default_order else [*rest, ("sort", key)]))
            for key, name in ORDERS.items()
            if key != "relevance" or self.sought
        ]

    def applied(self) -> list[Chip]:
        found = self.chips()
        if self.is_bound and self.is_valid() and self.order != self.default_order:
            label = str(ORDERS[self.order])
            found.append(Chip("sort", self.order, gettext("order"), label, self.query(("sort", self.order))))
        return found

    def notes(self) -> list[str]:
        """What is to be said of the search beside its sentence: how odd syntax was read, what is not searched yet."""
        found = [said(note) for note in self.sought.query.notes] if self.sought else []
        if self.sought and self.waiting:
            found.append(
                gettext(
                    "The index of words is being brought up to date: some articles are not found yet. Try again soon."
                )
            )
        return found

    def describe(self) -> str:
        """The search in one sentence."""
        if not self.is_bound:
            return sentence(Criteria())
        if not self.is_valid():
            return gettext("Articles: the search needs a correction")
        data = self.form.cleaned_data
        names = {key: [choice.label for choice in data[key]] for key in self.filters if self._is_many(key)}
        kinds = ("person", "organization", "place", "event", "work")
        return sentence(
            Criteria(
                words=self._words(),
                query="" if self._words() else data["q"],
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
                years=[*names["decade"], *names["year"]],
                first=data["date_from"],
                last=data["date_to"],
                order="" if self.order == self.default_order else str(ORDERS[self.order]),
            )
        )

    def _words(self) -> str:
        """What is looked for, where it is words alone or one phrase; empty where it is more."""
        if self.sought is None or not self.sought.query.name:
            return ""
        return self.sought.query.text.strip('"“”„«» ')
