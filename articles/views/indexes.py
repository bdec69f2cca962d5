"""The indexes from A to Z: entities of a kind, sources, authors, with the number of public articles of each."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, F, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf, Substr, Upper
from django.utils.translation import gettext_lazy as _
from django.views.generic import ListView, TemplateView

from articles.models import Author, Mention, Source
from articles.services.holdings import Holding
from articles.views.records import TOP
from entities.models import Entity

#: Records on a page of an index.
INDEX_SIZE = 200


class IndexView(ListView):
    """Records from A to Z with the number of public articles of each; ``?letter=K`` shows one letter.

    Sub-classes say which records are listed, and how they are filed. The counts are from the facet index.
    """

    paginate_by = INDEX_SIZE
    template_name = "articles/index.html"
    filed_under: tuple[str, str]

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
            "tallies": Holding.whole().frequencies(context["object_list"]),
        }


class EntityIndexView(IndexView):
    """Entities of one kind that a public article mentions."""

    filed_under = ("sort_label", "preferred_label")

    def records(self) -> QuerySet[Any]:
        return Mention.objects.in_public().entities().of_kind(self.kwargs["kind"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(kind=self.kwargs["kind"], **kwargs)


class SourceIndexView(IndexView):
    """Sources that a public article cites."""

    filed_under = ("name", "name")
    extra_context = {
        "title": _("Sources"),
        "lead": _("What the articles cite: newspapers, agencies, broadcasters, official sites."),
    }

    def records(self) -> QuerySet[Any]:
        return Source.objects.shown().cited_in_public()


class AuthorIndexView(IndexView):
    """Authors of public articles."""

    filed_under = ("sort_name", "name")
    extra_context = {"title": _("Authors"), "lead": _("Those who sign the articles.")}

    def records(self) -> QuerySet[Any]:
        return Author.objects.with_public_articles()


class EntityKindsView(TemplateView):
    """The kinds of entities, with the most often mentioned of each."""

    template_name = "articles/entity_kinds.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        articles = Holding.whole()
        kinds = [(kind, articles.number(kind), articles.most(kind, limit=TOP)) for kind in Entity.Kind.values]
        return super().get_context_data(kinds=kinds, **kwargs)
