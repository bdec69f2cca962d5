"""Sources as an authority in the admin: possible doubles side by side, merging with a preview, splitting by citations.

Every page asks for the permissions of all that its act changes. Refuses to merge without a reason, and to merge what
contradicts itself unless the editor says that it is meant.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget, AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views import View

from articles.admin.decisions import tell
from articles.admin.descriptions import in_context
from articles.models import Article, Citation, Source, SourceVariant
from articles.services import sources
from articles.services.distinct import say_distinct
from articles.services.doubles import Double, near_duplicates
from articles.services.moving import AuthorityRefused

#: Pairs on a page, and pairs that are looked for.
PAIRS, MOST_PAIRS = 20, 400
#: Contexts that are shown of a source, and citations that are offered for moving.
CONTEXTS, OFFERED = 3, 100


@dataclass(frozen=True, slots=True)
class Side:
    """A source as one side of a pair: the record, its other names, how often it is cited, and some of the places."""

    source: Source
    names: list[SourceVariant]
    cited: int
    contexts: list[tuple[SafeString, Article]]


def sides(pks: Iterable[int]) -> dict[int, Side]:
    """The sources with these primary keys; four queries, whatever the number."""
    wanted = list(pks)
    rows = Source.objects.filter(pk__in=wanted).prefetch_related("variants")
    of_them = Citation.objects.filter(source__in=wanted)
    counts = dict(of_them.order_by().values_list("source").annotate(number=Count("pk")))
    rank = Window(RowNumber(), partition_by=F("source"), order_by=F("pk").asc())
    ranked = of_them.annotate(rank=rank).filter(rank__lte=CONTEXTS).select_related("article__issue__publication")
    contexts: dict[int | None, list[tuple[SafeString, Article]]] = {}
    for citation in ranked.order_by("pk"):
        contexts.setdefault(citation.source_id, []).append((in_context(citation), citation.article))
    return {
        row.pk: Side(row, list(row.variants.all()), counts.get(row.pk, 0), contexts.get(row.pk, [])) for row in rows
    }


class SourcePage(View):
    """A page of the admin about sources, for those who have all of ``permissions``."""

    model_admin: Any = None
    template: str
    permissions: tuple[str, ...]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perms([f"articles.{name}" for name in self.permissions]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def page(self, request: HttpRequest, title: str, **context: Any) -> TemplateResponse:
        """The page with what every page of the admin shows."""
        site = self.model_admin.admin_site.each_context(request)
        return TemplateResponse(
            request, self.template, {**site, "opts": self.model_admin.opts, "title": title, **context}
        )


#: What merging, and taking it back, changes beside the sources.
_MOVING = ("change_source", "change_citation", "add_sourcevariant", "change_sourcevariant", "delete_sourcevariant")


class DoublesPage(SourcePage):
    """Pairs of sources that may be one outlet, side by side; says of a pair that it is not."""

    name = "articles_source_doubles"
    template = "admin/articles/source/doubles.html"
    permissions = ("view_source", "view_citation")

    def get(self, request: HttpRequest) -> HttpResponse:
        everything = "all" in request.GET
        doubles = near_duplicates(MOST_PAIRS, everything=everything)
        page = Paginator(doubles, PAIRS).get_page(request.GET.get("page"))
        known = sides({pk for double in page for pk in (double.one, double.other)})
        return self.page(
            request,
            "Possible doubles",
            page=page,
            pairs=[self._pair(double, known) for double in page],
            everything=everything,
            may_merge=request.user.has_perms([f"articles.{name}" for name in MergePage.permissions]),
            may_decide=self.model_admin.has_change_permission(request),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.model_admin.has_change_permission(request):
            raise PermissionDenied
        one, other = (get_object_or_404(Source, pk=_number(request.POST.get(name))) for name in ("one", "other"))
        try:
            batch = say_distinct(one, other, user=request.user)  # type: ignore[arg-type]
        except AuthorityRefused as refused:
            messages.error(request, str(refused))
        else:
            tell(request, f"Remembered: “{one}” is not “{other}”", batch)
        return HttpResponseRedirect(request.get_full_path())

    def _pair(self, double: Double, known: dict[int, Side]) -> dict[str, Any]:
        return {"left": known[double.one], "right": known[double.other], "double": double}


class ReasonForm(forms.Form):
    """Why it is done, as it will stand in the list of batches."""

    reason = forms.CharField(
        widget=AdminTextInputWidget, max_length=120, help_text="It stands in the list of batches for ever."
    )


def source_field(label: str, *, required: bool = True) -> forms.ModelChoiceField:
    """A field in which a source is searched."""
    widget = AutocompleteSelect(Citation._meta.get_field("source"), admin.site)
    return forms.ModelChoiceField(Source.objects.all(), widget=widget, label=label, required=required)


class MergePage(SourcePage):
    """Shows what merging a source into another moves, and does it; without ``into``, asks into which."""

    name = "articles_source_merge"
    template = "admin/articles/source/merge.html"
    permissions = (*_MOVING, "add_source", "delete_source")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._preview(request, pk, ReasonForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._preview(request, pk, form)
        lose = get_object_or_404(Source, pk=pk)
        keep = get_object_or_404(Source, pk=_number(request.GET.get("into")))
        why, force = form.cleaned_data["reason"], "force" in request.POST
        try:
            batch = sources.merge_sources(keep, lose, user=request.user, reason=why, force=force)  # type: ignore[arg-type]
        except AuthorityRefused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(request.get_full_path())
        tell(request, batch.summary, batch)
        return HttpResponseRedirect(reverse("admin:articles_source_change", args=[keep.pk]))

    def _preview(self, request: HttpRequest, pk: int, form: ReasonForm) -> HttpResponse:
        lose = get_object_or_404(Source, pk=pk)
        if not (into := _number(request.GET.get("into"))):
            choice = forms.Form(auto_id="id_%s")
            choice.fields["into"] = source_field("Into which source")
            return self.page(request, f"Merge “{lose}”", lose=lose, choice=choice, media=choice.media)
        keep = get_object_or_404(Source, pk=into)
        known = sides({lose.pk, keep.pk})
        refusal = sources.refusal(keep, lose)
        return self.page(
            request,
            f"Merge “{lose}” into “{keep}”",
            lose=lose,
            left=known[lose.pk],
            right=known[keep.pk],
            refusal=refusal,
            contradictions=[] if refusal else sources.contradictions(keep, lose),
            addresses=lose.past_slugs.count() + 1,
            turned=f"{reverse(f'admin:{self.name}', args=[keep.pk])}?into={lose.pk}",
            form=form,
        )


class SplitForm(ReasonForm):
    """Which citations and names go where."""

    new_name = forms.CharField(
        widget=AdminTextInputWidget, max_length=200, required=False, label="Name of a new source"
    )
    other = source_field("Or a source that exists", required=False)
    citations = forms.ModelMultipleChoiceField(Citation.objects.none(), required=False)
    variants = forms.ModelMultipleChoiceField(SourceVariant.objects.none(), required=False)

    field_order = ("new_name", "other", "reason")

    def __init__(self, source: Source, *args: Any) -> None:
        super().__init__(*args)
        self.fields["citations"].queryset = source.citations.all()  # type: ignore[attr-defined]
        self.fields["variants"].queryset = source.variants.all()  # type: ignore[attr-defined]


class SplitPage(SourcePage):
    """Moves chosen citations and names of a source to another one, or to a new one."""

    name = "articles_source_split"
    template = "admin/articles/source/split.html"
    permissions = (*_MOVING, "add_source", "delete_source")

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        source = get_object_or_404(Source, pk=pk)
        return self._choices(request, source, SplitForm(source))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        source = get_object_or_404(Source, pk=pk)
        form = SplitForm(source, request.POST)
        if not form.is_valid():
            return self._choices(request, source, form)
        try:
            batch = sources.split_source(source, user=request.user, **form.cleaned_data)  # type: ignore[arg-type]
        except AuthorityRefused as refused:
            form.add_error(None, str(refused))
            return self._choices(request, source, form)
        tell(request, batch.summary, batch)
        return HttpResponseRedirect(reverse("admin:articles_source_change", args=[source.pk]))

    def _choices(self, request: HttpRequest, source: Source, form: SplitForm) -> HttpResponse:
        printed = request.GET.get("printed", "").replace("\x00", "")
        held = source.citations.exclude(kind=Citation.Kind.CROSS_REFERENCE)
        by_name = held.order_by().values_list("source_text").annotate(number=Count("pk"))
        offered = held.filter(source_text=printed) if printed else held
        rows = offered.select_related("article__issue__publication").order_by("source_text", "pk")[:OFFERED]
        return self.page(
            request,
            f"Split “{source}”",
            source=source,
            form=form,
            media=form.media,
            chosen=set(request.POST.getlist("citations")),
            chosen_names=set(request.POST.getlist("variants")),
            citations=[(str(row.pk), row.source_text, in_context(row), row.article) for row in rows],
            number=offered.count(),
            printed=printed,
            by_name=list(by_name.order_by("-number", "source_text")[:OFFERED]),
            variants=[(str(row.pk), row) for row in source.variants.all()],
        )


def _number(value: str | None) -> int:
    """A primary key as a parameter gives it; 0, which no row has, for anything else."""
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 18 else 0
