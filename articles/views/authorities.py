"""Whom and what articles mention, what they cite, who wrote them: the indexes A to Z, and a page for each record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf, Substr, Upper
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.generic import DetailView, ListView, TemplateView

from articles import tallies
from articles.models import Article, Author, Authorship, Citation, Mention, PastSourceSlug, Source
from articles.querysets import ArticleQuerySet, CitationQuerySet, MentionQuerySet
from articles.services.posts import posts_at, posts_of
from articles.views.paging import page_of
from entities.models import Entity, PastSlug, Relation

#: Records on a page of an index.
INDEX_SIZE = 200
#: Records of a "most often" list, and posts on a page: the latest.
TOP = 10
POSTS = 50
#: The latest citations, or mentions, from which a page tells what an outlet is cited about, or who reports on it.
LATEST = 1_000
RELATED = 200


class IndexView(ListView):
    """Records from A to Z with the number of public articles of each; ``?letter=K`` shows one letter.

    Sub-classes say where a record occurs (``occurrences``, by the relation ``relation``) and how it is filed.
    """

    paginate_by = INDEX_SIZE
    template_name = "articles/index.html"
    relation: str
    filed_under: tuple[str, str]

    def occurrences(self) -> QuerySet[Any]:
        """Public mentions, citations or bylines."""
        raise NotImplementedError

    def records(self) -> QuerySet[Any]:
        """The records that the index lists."""
        raise NotImplementedError

    def get_queryset(self) -> QuerySet[Any]:
        first, second = self.filed_under
        filing = Coalesce(NullIf(F(first), Value("")), F(second))
        self.filed = self.records().annotate(filing=filing, initial=Upper(Substr(filing, 1, 1)))
        self.letter = self.request.GET.get("letter", "").replace("\x00", "")[:1].upper()
        shown = self.filed.filter(initial=self.letter) if self.letter else self.filed
        return shown.order_by(Upper("filing"), "pk")

    def paginate_queryset(self, queryset: Any, page_size: int) -> Any:
        """The page asked for, or the nearest one."""
        paginator = Paginator(queryset, page_size)
        page = paginator.get_page(self.request.GET.get("page"))
        return paginator, page, page.object_list, page.has_other_pages()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context_data(**kwargs)
        letters = self.filed.order_by().values_list("initial").annotate(records=Count("pk")).order_by("initial")
        return context | {
            "page": context["page_obj"],
            "letters": list(letters),
            "letter": self.letter,
            "tallies": tallies.frequencies(self.occurrences(), self.relation, context["object_list"]),
        }


class EntityIndexView(IndexView):
    """Entities of one kind that a public article mentions."""

    relation = "entity"
    filed_under = ("sort_label", "preferred_label")

    def occurrences(self) -> MentionQuerySet:
        return Mention.objects.in_public().filter(entity__kind=self.kwargs["kind"])

    def records(self) -> QuerySet[Any]:
        return self.occurrences().entities()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kind=self.kwargs["kind"], **kwargs)


class SourceIndexView(IndexView):
    """Sources that a public article cites."""

    relation = "source"
    filed_under = ("name", "name")
    extra_context = {
        "title": "Sources",
        "lead": "What the articles cite: newspapers, agencies, broadcasters, official sites.",
    }

    def occurrences(self) -> QuerySet[Any]:
        return Citation.objects.in_public()

    def records(self) -> QuerySet[Any]:
        return Source.objects.shown().cited_in_public()


class AuthorIndexView(IndexView):
    """Authors of public articles."""

    relation = "author"
    filed_under = ("sort_name", "name")
    extra_context = {"title": "Authors", "lead": "Those who sign the articles."}

    def occurrences(self) -> QuerySet[Any]:
        return Authorship.objects.in_public()

    def records(self) -> QuerySet[Any]:
        return Author.objects.with_public_articles()


class EntityKindsView(TemplateView):
    """The kinds of entities, with the most often mentioned of each."""

    template_name = "articles/entity_kinds.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        mentions = Mention.objects.in_public()
        counts = dict(mentions.entities().order_by().values_list("kind").annotate(entities=Count("pk")))
        kinds = [
            (kind, counts.get(kind, 0), tallies.most_frequent(mentions.filter(entity__kind=kind), "entity", limit=TOP))
            for kind in Entity.Kind.values
        ]
        return super().get_context_data(kinds=kinds, **kwargs)


class RecordView(DetailView):
    """A record with the articles in which it occurs, page by page. An address that it had leads to the present one."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return super().get(request, *args, **kwargs)
        except Http404:
            moved = self.moved()
            if moved is None:
                raise
            query = request.META.get("QUERY_STRING", "")
            return HttpResponsePermanentRedirect(f"{moved.get_absolute_url()}{'?' if query else ''}{query}")

    def moved(self) -> Any:
        """The record that had this address once; None when none had."""
        return None

    def articles(self) -> ArticleQuerySet:
        """The public articles in which it occurs."""
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        articles = self.articles().newest_first()
        return super().get_context_data(page=page_of(self.request, articles), **self.about(articles), **kwargs)

    def about(self, articles: ArticleQuerySet) -> dict[str, Any]:
        """What else the page shows."""
        raise NotImplementedError


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


class EntityView(RecordView):
    """An entity: what is known of it, and what is said of it where."""

    template_name = "articles/entity.html"
    context_object_name = "entity"

    def moved(self) -> Entity | None:
        past = PastSlug.objects.filter(**self.kwargs).select_related("entity").first()
        return past.entity if past else None

    def get_queryset(self) -> QuerySet[Entity]:
        return Entity.objects.of_kind(self.kwargs["kind"]).prefetch_related("aliases", "identifiers")

    def articles(self) -> ArticleQuerySet:
        return Article.objects.published().mentioning(self.object)

    def about(self, articles: ArticleQuerySet) -> dict[str, Any]:
        mentions = Mention.objects.in_public().filter(article__in=articles.order_by()).exclude(entity=self.object)
        citations = Citation.objects.in_public().filter(article__in=articles.order_by())
        return {
            "related": related(self.object),
            "posts": posts_of(self.object)[-POSTS:],
            "officers": posts_at(self.object)[-POSTS:],
            "together": tallies.most_frequent(mentions, "entity", limit=TOP),
            "sources": tallies.most_frequent(citations, "source", limit=TOP),
            "outlets": tallies.most_frequent(self.reports(), "source", limit=TOP),
            "signs_as": Author.objects.with_public_articles().filter(entity=self.object),
        }

    def reports(self) -> CitationQuerySet:
        """The public citations that support words about it, by its latest public mentions."""
        latest = Mention.objects.in_public().of(self.object).order_by("-article_id", "pk")[:LATEST]
        return Citation.objects.in_public().of_words(latest.values("pk"))


class SourceView(RecordView):
    """A source: its names, and the articles that cite it."""

    template_name = "articles/source.html"
    context_object_name = "source"

    def moved(self) -> Source | None:
        past = PastSourceSlug.objects.filter(slug=self.kwargs["slug"], source__in=Source.objects.shown())
        found = past.select_related("source").first()
        return found.source if found else None

    def get_queryset(self) -> QuerySet[Source]:
        return Source.objects.shown().select_related("publication").prefetch_related("variants")

    def articles(self) -> ArticleQuerySet:
        return Article.objects.published().citing(self.object)

    def about(self, articles: ArticleQuerySet) -> dict[str, Any]:
        mentions = Mention.objects.in_public().filter(article__in=articles.order_by())
        return {
            "names": [variant for variant in self.object.variants.all() if variant.kind != "host"],
            "hosts": [variant for variant in self.object.variants.all() if variant.kind == "host"],
            "years": tallies.by_year(articles),
            "entities": tallies.most_frequent(mentions, "entity", limit=TOP),
            "claimed": tallies.most_frequent(self.claimed(), "entity", limit=TOP),
        }

    def claimed(self) -> MentionQuerySet:
        """The public mentions in what it is cited for, by its latest public citations."""
        latest = Citation.objects.in_public().of(self.object).order_by("-article_id", "pk")[:LATEST]
        return Mention.objects.in_public().in_claims_of(latest.values("pk"))


class AuthorView(RecordView):
    """An author and what he or she has signed."""

    template_name = "articles/author.html"
    context_object_name = "author"

    def get_queryset(self) -> QuerySet[Author]:
        return Author.objects.with_public_articles().select_related("entity")

    def articles(self) -> ArticleQuerySet:
        return Article.objects.published().by_author(self.object)

    def about(self, articles: ArticleQuerySet) -> dict[str, Any]:
        of_theirs = Q(article__in=articles.order_by())
        return {
            "entities": tallies.most_frequent(Mention.objects.in_public().filter(of_theirs), "entity", limit=TOP),
            "sources": tallies.most_frequent(Citation.objects.in_public().filter(of_theirs), "source", limit=TOP),
        }
