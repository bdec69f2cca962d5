"""The ledger of short forms: what each stands for in the archive, from when to when, and which have two meanings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Max, Min, QuerySet
from django.db.models.functions import Coalesce, Lower, Substr, Upper
from django.views.generic import TemplateView

from articles.models import AcronymDefinition
from entities.matching import Definition, LedgerEntry, Meaning, ledger
from entities.models import Entity

#: Short forms on a page.
PAGE_SIZE = 100


@dataclass(frozen=True, slots=True)
class Row:
    """A short form, and its meanings each with its entity, where there is one."""

    entry: LedgerEntry
    meanings: list[tuple[Meaning, Entity | None]]


class AcronymListView(TemplateView):
    """Short forms from A to Z; ``?letter=C`` shows one letter, ``?contested=1`` those with two long forms or more."""

    template_name = "articles/acronyms.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        public = AcronymDefinition.objects.in_public().order_by()
        contested = self.request.GET.get("contested") == "1"
        forms = public.values("short_form").annotate(long_forms=Count(Lower("long_form"), distinct=True))
        if contested:
            forms = forms.filter(long_forms__gt=1)
        letter = self.request.GET.get("letter", "").replace("\x00", "")[:1].upper()
        shown = forms.filter(short_form__istartswith=letter) if letter else forms
        page = Paginator(shown.order_by("short_form"), PAGE_SIZE).get_page(self.request.GET.get("page"))
        rows = ledger_of(public.filter(short_form__in=[form["short_form"] for form in page]))
        initials = public.annotate(initial=Upper(Substr("short_form", 1, 1))).values_list("initial", flat=True)
        return super().get_context_data(
            page=page,
            rows=rows,
            letter=letter,
            letters=sorted(initials.distinct()),
            contested=contested,
            **kwargs,
        )


def ledger_of(definitions: QuerySet[AcronymDefinition]) -> list[Row]:
    """The ledger over ``definitions``, counted by article in the database; two queries."""
    day = Coalesce("article__date_earliest", "article__date_latest")
    counted = definitions.values("short_form", "long_form", "entity").annotate(
        texts=Count("article", distinct=True), first=Min(day), last=Max(day)
    )
    entries = ledger(
        Definition(row["short_form"], row["long_form"], row["first"], row["last"], row["texts"], row["entity"])
        for row in counted
    )
    entities = Entity.objects.in_bulk({meaning.entity for entry in entries for meaning in entry.meanings} - {None})
    return [Row(entry, [(meaning, entities.get(meaning.entity)) for meaning in entry.meanings]) for entry in entries]
