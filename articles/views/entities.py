"""The page of an entity: what is known of it, and what is said of it where."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from articles import tallies
from articles.facets import ENTITY_FACETS
from articles.figures.held import years
from articles.models import Author, Citation, Mention
from articles.querysets import CitationQuerySet
from articles.services.posts import posts_at, posts_of
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
from entities.models import Entity, PastSlug, Relation

#: Posts on a page (the latest), and relations.
POSTS = 50
RELATED = 200

#: What the other side of a relation is called on the page of its object.
INVERSE = {
    Relation.Kind.MEMBER_OF: "members",
    Relation.Kind.PART_OF: "parts",
    Relation.Kind.LOCATED_IN: "located here",
    Relation.Kind.CAPITAL_OF: "capital",
    Relation.Kind.HOLDS_POST_IN: "holders of posts",
    Relation.Kind.SUCCESSOR_OF: "succeeded by",
    Relation.Kind.OWNED_BY: "owns",
    Relation.Kind.PARTY_TO: "parties",
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
        name = relation.get_kind_display() if outward else INVERSE[Relation.Kind(relation.kind)]
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


class EntityFileView(OfEntity, RecordFileView):
    """What the page of an entity shows, in full."""

    tables = by_key(YEARS, TOGETHER, SOURCES)
