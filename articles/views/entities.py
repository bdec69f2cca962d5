"""The page of an entity: what is known of it, and what is said of it where."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.utils.formats import number_format
from django.utils.translation import gettext, pgettext_lazy
from django.views.generic.base import TemplateResponseMixin

from articles import tallies
from articles.facets import ENTITY_FACETS
from articles.figures.held import Held, years
from articles.figures.network import Network, network_of, ties
from articles.models import Author, Citation, Mention
from articles.querysets import CitationQuerySet
from articles.services.posts import posts_at, posts_of, statements_about
from articles.views.records import (
    LATEST,
    SOURCES,
    TOGETHER,
    TOP,
    YEARS,
    OfRecord,
    RecordFileView,
    RecordView,
    by_key,
)
from articles.views.tables import Column, Table, number
from entities.models import Entity, PastSlug, Relation

#: Posts on a page (the latest), and relations.
POSTS = 50
RELATED = 200

#: What the other side of a relation is called on the page of its object.
INVERSE = {
    Relation.Kind.MEMBER_OF: pgettext_lazy("the other side of a relation", "members"),
    Relation.Kind.PART_OF: pgettext_lazy("the other side of a relation", "parts"),
    Relation.Kind.LOCATED_IN: pgettext_lazy("the other side of a relation", "located here"),
    Relation.Kind.CAPITAL_OF: pgettext_lazy("the other side of a relation", "capital"),
    Relation.Kind.HOLDS_POST_IN: pgettext_lazy("the other side of a relation", "holders of posts"),
    Relation.Kind.SUCCESSOR_OF: pgettext_lazy("the other side of a relation", "succeeded by"),
    Relation.Kind.OWNED_BY: pgettext_lazy("the other side of a relation", "owns"),
    Relation.Kind.PARTY_TO: pgettext_lazy("the other side of a relation", "parties"),
}


@dataclass(frozen=True, slots=True)
class Related:
    """The other side of a relation, and the relation itself."""

    record: Entity
    relation: Relation


def related(entity: Entity) -> list[tuple[str, list[Related]]]:
    """What ``entity`` is tied to, by the tie as seen from its side; at most ``RELATED`` relations in all. One query."""
    found: dict[str, list[Related]] = {}
    for relation in Relation.objects.touching(entity)[:RELATED]:
        outward = relation.subject_id == entity.pk
        name = relation.get_kind_display() if outward else str(INVERSE[Relation.Kind(relation.kind)])
        found.setdefault(name, []).append(Related(relation.object if outward else relation.subject, relation))
    return list(found.items())


class OfEntity(OfRecord):
    """The entity of an address."""

    context_object_name = "entity"

    def moved(self) -> Entity | None:
        past = PastSlug.objects.filter(kind=self.kwargs["kind"], slug=self.kwargs["slug"]).select_related("entity")
        found = past.first()
        return found.entity if found else None

    def get_queryset(self) -> QuerySet[Entity]:
        return Entity.objects.of_kind(self.kwargs["kind"])


class EntityView(OfEntity, RecordView):
    """An entity: what is known of it, and what is said of it where."""

    template_name = "articles/entity.html"

    def get_queryset(self) -> QuerySet[Entity]:
        return super().get_queryset().prefetch_related("aliases", "identifiers")

    def about(self) -> dict[str, Any]:
        return {
            "related": related(self.object),
            "posts": posts_of(self.object)[-POSTS:],
            "officers": posts_at(self.object)[-POSTS:],
            "years": list(years(self.held)),
            "together": self.held.articles.most(*ENTITY_FACETS, limit=TOP, besides=self.object),
            "sources": self.held.articles.most("source", limit=TOP),
            "outlets": tallies.most_frequent(self.reports(), "source", limit=TOP),
            "signs_as": Author.objects.with_public_articles().filter(entity=self.object),
        }

    def reports(self) -> CitationQuerySet:
        """The public citations that support words about it, by its latest public mentions."""
        latest = Mention.objects.in_public().of(self.object).order_by("-article_id", "pk")[:LATEST]
        return Citation.objects.in_public().of_words(latest.values("pk"))


def _network_table(*kinds: str) -> Table[Held]:
    return Table(
        "-".join(("network", *kinds)),
        "Network",
        "Pairs of those whom most of the articles mention, and how many articles mention both.",
        (
            Column("name", "One"),
            Column("other_name", "Other"),
            number("articles", "Articles that mention both"),
            number("share", "Of those that mention either, %"),
        ),
        partial(ties, kinds=kinds),
        "articles",
    )


POST_STATEMENTS: Table[Held] = Table(
    "posts",
    "Posts stated",
    "Who held which post, as articles state it.",
    (
        Column("person", "Person"),
        Column("post", "Post"),
        Column("organization", "Organization"),
        Column("as_of", "As of"),
        Column("review", "State"),
        Column("article", "Article"),
    ),
    lambda held, limit: statements_about(held.record, limit),
)


class EntityFileView(OfEntity, RecordFileView):
    """What the page of an entity shows, in full."""

    tables = by_key(YEARS, TOGETHER, SOURCES, POST_STATEMENTS, _network_table(), *map(_network_table, ENTITY_FACETS))


class NetworkView(OfEntity, TemplateResponseMixin):
    """Whom and what articles mention together with an entity, and which of them the same articles mention."""

    template_name = "articles/network.html"

    def answer(self) -> HttpResponse:
        kind = self.request.GET.get("kind", "")
        kind = kind if kind in ENTITY_FACETS else ""
        network = network_of(self.held, *([kind] if kind else []))
        counted = ((one, self.held.articles.number(one, besides=self.object)) for one in ENTITY_FACETS)
        return self.render_to_response(
            self.get_context_data(
                network=network,
                kind=kind,
                kinds=[(one, number) for one, number in counted if number],
                sentence=in_words(self.held, network),
            )
        )


def in_words(held: Held, network: Network) -> str:
    """The picture in a sentence or two."""
    if not network.neighbours:
        return ""
    grouped = partial(number_format, use_l10n=True, force_grouping=True)
    names = [f"{neighbour.entity} ({grouped(neighbour.articles)})" for neighbour in network.neighbours[:3]]
    values = {"name": held.record, "articles": grouped(len(held.articles)), "names": ", ".join(names)}
    first = gettext("Of the %(articles)s articles that mention %(name)s, most mention: %(names)s.") % values
    closest = network.ties[0] if network.ties else None
    if closest is None or closest.articles == 1:
        return first
    second = gettext("Of these, %(one)s and %(other)s are closest: %(n)s articles of the archive mention both.")
    return f"{first} {second % {'one': closest.one, 'other': closest.other, 'n': grouped(closest.articles)}}"
