"""Entities as an authority in the admin: possible doubles, merging with a preview, splitting by mentions.

These pages show mentions, so they stand with the texts and not with the authority file: the record of an entity is
registered again here, with links to them.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Count, Max, Min, Q, QuerySet
from django.utils.safestring import SafeString

from articles.admin.authorities import (
    MOST_PAIRS,
    AuthorityPage,
    DoublesPage,
    MergePage,
    Outlook,
    SplitPage,
    contexts_of,
    pages_of,
    record_field,
)
from articles.admin.descriptions import admin_url
from articles.models import Article, Batch, Mention, RoleStatement
from articles.services import authorities
from articles.services.doubles import Double, double_entities
from entities.admin.authorities import EntityAdmin
from entities.models import Entity, Relation

#: What merging and splitting, and taking it back, change.
_MERGING = (
    *("entities.add_entity", "entities.change_entity", "entities.delete_entity"),
    *("entities.add_alias", "entities.change_alias", "entities.delete_alias", "entities.change_externalidentifier"),
    *("entities.change_relation", "entities.delete_relation"),
    *("articles.change_mention", "articles.delete_mention"),
    *("articles.change_rolestatement", "articles.change_acronymdefinition"),
)
#: Relations that are shown of an entity, and likely doubles of one.
RELATIONS, LIKELY = 6, 8


@dataclass(frozen=True, slots=True)
class Side:
    """An entity as one side of a pair: the record, what hangs on it, how often and when it occurs, some places."""

    record: Entity
    relations: list[str]
    unshown: int
    posts: int
    mentions: int
    articles: int
    first: datetime.date | None
    last: datetime.date | None
    contexts: list[tuple[SafeString, Article]]


def sides(pks: Iterable[int]) -> dict[int, Side]:
    """The entities with these primary keys; eight queries, whatever the number."""
    wanted = list(pks)
    rows = Entity.objects.filter(pk__in=wanted).prefetch_related("aliases", "identifiers")
    of_them = Mention.objects.filter(entity__in=wanted)
    dated = ~Q(article__date_basis=Article.DateBasis.UNKNOWN)
    counts = {
        row["entity"]: row
        for row in of_them.order_by()
        .values("entity")
        .annotate(
            mentions=Count("pk"),
            articles=Count("article", distinct=True),
            first=Min("article__sort_date", filter=dated),
            last=Max("article__sort_date", filter=dated),
        )
    }
    relations: dict[int, list[str]] = {pk: [] for pk in wanted}
    tied = Relation.objects.filter(Q(subject__in=wanted) | Q(object__in=wanted)).select_related("subject", "object")
    for relation in tied.order_by("pk"):
        for pk in {relation.subject_id, relation.object_id} & set(wanted):
            relations[pk].append(f"{relation}{f' ({relation.note})' if relation.note else ''}")
    contexts = contexts_of(of_them, "entity")
    posts: dict[int, int] = {}
    for column in ("person", "organization"):
        held = RoleStatement.objects.filter(**{f"{column}__in": wanted}).order_by()
        for pk, number in held.values_list(column).annotate(number=Count("pk")):
            posts[pk] = posts.get(pk, 0) + number
    nothing = {"mentions": 0, "articles": 0, "first": None, "last": None}
    found = {}
    for row in rows:
        count = {name: counts.get(row.pk, nothing)[name] for name in nothing}
        tied_to = relations[row.pk]
        found[row.pk] = Side(
            record=row,
            relations=tied_to[:RELATIONS],
            unshown=max(0, len(tied_to) - RELATIONS),
            posts=posts.get(row.pk, 0),
            contexts=contexts.get(row.pk, []),
            **count,
        )
    return found


class EntityPage(AuthorityPage):
    """What holds for each of these pages."""

    model = Entity
    side = "admin/articles/entity/_side.html"

    def sides(self, pks: Iterable[int]) -> dict[int, Side]:
        return sides(pks)


class EntityDoublesPage(EntityPage, DoublesPage):
    """Pairs of entities that may be one."""

    permissions = ("entities.view_entity", "articles.view_mention")
    merging = _MERGING
    scope = (
        "Pairs of one kind that share a name, in whatever spelling.",
        "Compare letter by letter, too",
        "Names are compared letter by letter, too; in a large authority file that takes a while.",
    )
    nothing = "No two entities of one kind have names that are alike."

    def doubles(self, *, everything: bool) -> list[Double]:
        return double_entities(MOST_PAIRS, letters=everything)


class EntityMergePage(EntityPage, MergePage):
    """Merges an entity into another."""

    permissions = _MERGING
    overruling = "They are one all the same"

    def choice(self) -> forms.ModelChoiceField:
        return record_field(Mention._meta.get_field("entity"), "Into which entity")

    def likely(self, lose: Entity) -> list[tuple[str, str]]:
        pairs = [double for double in double_entities(None) if lose.pk in (double.one, double.other)][:LIKELY]
        pks = [double.other if double.one == lose.pk else double.one for double in pairs]
        labels = Entity.objects.in_bulk(pks)
        address = self.address("merge", lose.pk)
        return [(f"{labels[pk]}: {labels[pk].scope_note}".rstrip(": "), f"{address}?into={pk}") for pk in pks]

    def outlook(self, keep: Entity, lose: Entity) -> Outlook:
        preview = authorities.preview_merge(keep, lose)
        mend = [(f"the page of “{entity}”", admin_url(entity)) for entity in (keep, lose)]
        mend += [(f"{row} of “{row.entity}”", admin_url(row)) for pair in preview.clashing for row in pair]
        refusals = [(why, mend if keep.pk != lose.pk else []) for why in preview.refusals]
        moves = [f"{what}, which will be of “{keep}”" for what in preview.moving]
        if preview.doubled:
            number = preview.doubled
            one = f"{number:,} place{'' if number == 1 else 's'} where both are mentioned at the same words"
            moves.append(f"{one}: one mention stays, an accepted one before a rejected one before a suggested one")
        if preview.new_name:
            moves.append(f"the label “{preview.new_name}”, which becomes a further name of “{keep}”")
        if preview.inner:
            moves.append(f"{preview.inner} relation{'' if preview.inner == 1 else 's'} between the two, which will go")
        if lose.scope_note and keep.scope_note and lose.scope_note != keep.scope_note:
            moves.append(f"the scope note of “{lose}”, which will go: copy it first if it is needed")
        moves.append(f"the address {lose.get_absolute_url()}, which will lead to “{keep}” for ever")
        return Outlook(refusals, preview.contradictions, moves)

    def merge(self, keep: Entity, lose: Entity, **how: Any) -> Batch:
        return authorities.merge_entities(keep, lose, **how)


class EntitySplitPage(EntityPage, SplitPage):
    """Moves mentions of an entity to another one."""

    permissions = _MERGING
    rows, names, words = "mentions", "aliases", "quote"
    labels = (
        "Name of a new entity",
        "Or an entity that exists",
        "Which mentions",
        "Which further names go with them",
    )

    def column(self) -> Any:
        return Mention._meta.get_field("entity")

    def offered(self, record: Entity) -> QuerySet[Any]:
        return Mention.objects.of(record).exclude(review="rejected")

    def split(self, record: Entity, rows: QuerySet[Any], names: Iterable[Any], **how: Any) -> Batch:
        return authorities.split_entity(record, rows, aliases=names, new_label=how.pop("new"), **how)


class ArchiveEntityAdmin(EntityAdmin):
    """The record of an entity, with the pages about its mentions."""

    change_list_template = "admin/articles/entity/archive_change_list.html"
    change_form_template = "admin/articles/entity/archive_change_form.html"

    def get_urls(self) -> list[Any]:
        pages = {"doubles/": EntityDoublesPage, "<int:pk>/merge/": EntityMergePage, "<int:pk>/split/": EntitySplitPage}
        return [*pages_of(self, pages), *super().get_urls()]


admin.site.unregister(Entity)
admin.site.register(Entity, ArchiveEntityAdmin)
