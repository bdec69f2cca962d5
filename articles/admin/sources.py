"""Sources as an authority in the admin: possible doubles, merging with a preview, splitting by citations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Count, QuerySet
from django.utils.safestring import SafeString

from articles.admin.authorities import (
    MOST_PAIRS,
    AuthorityPage,
    DoublesPage,
    MergePage,
    Outlook,
    SplitPage,
    contexts_of,
    record_field,
)
from articles.models import Article, Batch, Citation, Source, SourceVariant
from articles.services import sources
from articles.services.doubles import Double, near_duplicates
from articles.services.review import counted

#: What merging and splitting, and taking it back, change.
_MERGING = (
    *("articles.add_source", "articles.change_source", "articles.delete_source", "articles.change_citation"),
    *("articles.add_sourcevariant", "articles.change_sourcevariant", "articles.delete_sourcevariant"),
)


@dataclass(frozen=True, slots=True)
class Side:
    """A source as one side of a pair: the record, its other names, how often it is cited, and some of the places."""

    record: Source
    names: list[SourceVariant]
    cited: int
    contexts: list[tuple[SafeString, Article]]


def sides(pks: Iterable[int]) -> dict[int, Side]:
    """The sources with these primary keys; four queries, whatever the number."""
    wanted = list(pks)
    rows = Source.objects.filter(pk__in=wanted).prefetch_related("variants")
    of_them = Citation.objects.filter(source__in=wanted)
    counts = dict(of_them.order_by().values_list("source").annotate(number=Count("pk")))
    contexts = contexts_of(of_them, "source")
    return {
        row.pk: Side(row, list(row.variants.all()), counts.get(row.pk, 0), contexts.get(row.pk, [])) for row in rows
    }


class SourcePage(AuthorityPage):
    """What holds for each of these pages."""

    model = Source
    side = "admin/articles/source/_side.html"

    def sides(self, pks: Iterable[int]) -> dict[int, Side]:
        return sides(pks)


class SourceDoublesPage(SourcePage, DoublesPage):
    """Pairs of sources that may be one outlet."""

    permissions = ("articles.view_source", "articles.view_citation")
    merging = _MERGING
    scope = (
        "Pairs of which at least one is only suggested.",
        "Compare all sources",
        "Every source is compared with every other.",
    )
    nothing = "No two sources have names that are alike."

    def doubles(self, *, everything: bool) -> list[Double]:
        return near_duplicates(MOST_PAIRS, everything=everything)


class SourceMergePage(SourcePage, MergePage):
    """Merges a source into another."""

    permissions = _MERGING
    overruling = "They are one outlet all the same"

    def choice(self) -> forms.ModelChoiceField:
        return record_field(Citation._meta.get_field("source"), "Into which source")

    def outlook(self, keep: Source, lose: Source) -> Outlook:
        if refusal := sources.refusal(keep, lose):
            return Outlook([(refusal, [])], [], [])
        names, addresses = lose.variants.count(), lose.past_slugs.count() + 1
        further = f" and {names} further name{'' if names == 1 else 's'} or host{'' if names == 1 else 's'}"
        return Outlook(
            [],
            sources.contradictions(keep, lose),
            [
                f"{counted(Citation, lose.citations.count())}, which will be of “{keep}”",
                f"the name “{lose}”{further if names else ''}, where “{keep}” does not have them yet",
                f"{addresses} address{'' if addresses == 1 else 'es'}, which will lead to “{keep}” for ever",
            ],
        )

    def merge(self, keep: Source, lose: Source, **how: Any) -> Batch:
        return sources.merge_sources(keep, lose, **how)


class SourceSplitPage(SourcePage, SplitPage):
    """Moves citations of a source to another one."""

    permissions = _MERGING
    rows, names, words = "citations", "variants", "source_text"
    labels = (
        "Name of a new source",
        "Or a source that exists",
        "Which citations",
        "Which names and hosts go with them",
    )

    def column(self) -> Any:
        return Citation._meta.get_field("source")

    def offered(self, record: Source) -> QuerySet[Any]:
        return record.citations.exclude(kind=Citation.Kind.CROSS_REFERENCE)

    def split(self, record: Source, rows: QuerySet[Any], names: Iterable[Any], **how: Any) -> Batch:
        return sources.split_source(record, rows, variants=names, new_name=how.pop("new"), **how)
