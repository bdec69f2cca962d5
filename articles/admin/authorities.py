"""What the pages about authority records have in common in the admin: doubles side by side, merging, splitting.

Every page asks for the permissions of all that its act changes. Refuses to merge without a reason, and to merge what
contradicts itself unless the editor says that it is meant. Sub-classes say for which records, and what is shown of one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextInputWidget, AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.db.models import Count, F, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.safestring import SafeString
from django.views import View

from articles.admin.decisions import tell
from articles.admin.descriptions import in_context
from articles.models import Article, Batch
from articles.services.distinct import say_distinct
from articles.services.doubles import Double
from articles.services.moving import AuthorityRefused

#: Pairs on a page, and pairs that are looked for.
PAIRS, MOST_PAIRS = 20, 400
#: Contexts that are shown of a record, and annotations that are offered for moving.
CONTEXTS, OFFERED = 3, 100


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a merge would do, in words.

    Attributes:
        refusals: why it cannot be done, each with pages where that can be mended.
        contradictions: what speaks against it, and can be overruled.
        moves: what moves, line by line.
    """

    refusals: list[tuple[str, list[tuple[str, str]]]]
    contradictions: list[str]
    moves: list[str]


def contexts_of(rows: models.QuerySet[Any], column: str) -> dict[Any, list[tuple[SafeString, Article]]]:
    """The first contexts of annotations for each record that ``column`` points at; one query."""
    rank = Window(RowNumber(), partition_by=F(column), order_by=F("pk").asc())
    ranked = rows.annotate(rank=rank).filter(rank__lte=CONTEXTS).with_key()
    found: dict[Any, list[tuple[SafeString, Article]]] = {}
    for row in ranked.order_by("pk"):
        found.setdefault(getattr(row, f"{column}_id"), []).append((in_context(row), row.article))
    return found


def number_in(value: str | None) -> int:
    """A primary key as a parameter gives it; 0, which no row has, for anything else."""
    return int(value) if value and value.isascii() and value.isdecimal() and len(value) < 18 else 0


class AuthorityPage(View):
    """A page of the admin about records of ``model``, for those who have all of ``permissions``."""

    model_admin: Any = None
    model: type[Any]
    template: str
    #: What shows one record of a pair.
    side: str
    permissions: tuple[str, ...]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perms(self.permissions):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def page(self, request: HttpRequest, title: str, **context: Any) -> TemplateResponse:
        """The page with what every page of the admin shows."""
        site = self.model_admin.admin_site.each_context(request)
        shared = {"opts": self.model_admin.opts, "side": self.side, "doubles": self.address("doubles")}
        return TemplateResponse(request, self.template, {**site, **shared, "title": title, **context})

    def address(self, name: str, *args: Any) -> str:
        """A page of these records: "merge", "change"."""
        opts = self.model._meta
        return reverse(f"admin:{opts.app_label}_{opts.model_name}_{name}", args=args)

    def one(self, pk: int) -> Any:
        """The record with this primary key, or "not found"."""
        return get_object_or_404(self.model, pk=pk)

    def sides(self, pks: Iterable[int]) -> Mapping[int, Any]:
        """What is shown of the records with these primary keys; a few queries, whatever the number."""
        raise NotImplementedError


def pages_of(model_admin: Any, pages: Mapping[str, type[AuthorityPage]]) -> list[Any]:
    """The addresses of the pages of a record, by route; the last part of a route is the page's name."""
    opts = model_admin.opts
    return [
        path(
            route,
            model_admin.admin_site.admin_view(page.as_view(model_admin=model_admin)),
            name=f"{opts.app_label}_{opts.model_name}_{route.rstrip('/').rpartition('/')[2]}",
        )
        for route, page in pages.items()
    ]


class ReasonForm(forms.Form):
    """Why it is done, as it will stand in the list of batches."""

    reason = forms.CharField(
        widget=AdminTextInputWidget, max_length=120, help_text="It stands in the list of batches for ever."
    )


def record_field(column: Any, label: str, *, required: bool = True) -> forms.ModelChoiceField:
    """A field in which a record is searched that ``column``, a foreign key, points at."""
    rows = column.related_model.objects.all()
    widget = AutocompleteSelect(column, admin.site)
    return forms.ModelChoiceField(rows, widget=widget, label=label, required=required)


class DoublesPage(AuthorityPage):
    """Pairs of records that may be one, side by side; says of a pair that it is not."""

    template = "admin/articles/authority/doubles.html"
    #: The permissions for merging a pair.
    merging: tuple[str, ...]
    #: What is compared as a rule, the words of the link to more, and what is compared then.
    scope: tuple[str, str, str]
    nothing = "No two have names that are alike."

    def doubles(self, *, everything: bool) -> list[Double]:
        """The pairs, the likeliest first."""
        raise NotImplementedError

    def get(self, request: HttpRequest) -> HttpResponse:
        everything = "all" in request.GET
        page = Paginator(self.doubles(everything=everything), PAIRS).get_page(request.GET.get("page"))
        known = self.sides({pk for double in page for pk in (double.one, double.other)})
        return self.page(
            request,
            "Possible doubles",
            page=page,
            pairs=[
                {
                    "left": known[double.one],
                    "right": known[double.other],
                    "double": double,
                    "left_into_right": f"{self.address('merge', double.one)}?into={double.other}",
                    "right_into_left": f"{self.address('merge', double.other)}?into={double.one}",
                }
                for double in page
            ],
            everything=everything,
            scope=self.scope,
            nothing=self.nothing,
            may_merge=request.user.has_perms(self.merging),
            may_decide=self.model_admin.has_change_permission(request),
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        if not self.model_admin.has_change_permission(request):
            raise PermissionDenied
        one, other = (self.one(number_in(request.POST.get(name))) for name in ("one", "other"))
        try:
            batch = say_distinct(one, other, user=request.user)  # type: ignore[arg-type]
        except AuthorityRefused as refused:
            messages.error(request, str(refused))
        else:
            tell(request, f"Remembered: “{one}” is not “{other}”", batch)
        return HttpResponseRedirect(request.get_full_path())


class MergePage(AuthorityPage):
    """Shows what merging a record into another moves, and does it; without ``into``, asks into which."""

    template = "admin/articles/authority/merge.html"
    #: What stands beside the tick that overrules a contradiction.
    overruling: str

    def choice(self) -> forms.ModelChoiceField:
        """The field in which the record that stays is searched."""
        raise NotImplementedError

    def outlook(self, keep: Any, lose: Any) -> Outlook:
        """What merging ``lose`` into ``keep`` would do."""
        raise NotImplementedError

    def merge(self, keep: Any, lose: Any, **how: Any) -> Batch:
        """Do it."""
        raise NotImplementedError

    def likely(self, lose: Any) -> list[tuple[str, str]]:
        """Records into which it may belong: their labels, and the addresses of the previews."""
        return []

    def _named(self, name: str, lose: Any) -> list[tuple[str, str]]:
        """The records of this name, as ``likely`` gives them: the way without JavaScript."""
        rows = self.model.objects.named(name.replace("\x00", "").strip()).exclude(pk=lose.pk)[:PAIRS] if name else []
        return [(self.model_admin.autocomplete_label(row), f"?into={row.pk}") for row in rows]

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self._preview(request, pk, ReasonForm())

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        form = ReasonForm(request.POST)
        if not form.is_valid():
            return self._preview(request, pk, form)
        lose, keep = self.one(pk), self.one(number_in(request.GET.get("into")))
        why, force = form.cleaned_data["reason"], "force" in request.POST
        try:
            batch = self.merge(keep, lose, user=request.user, reason=why, force=force)
        except AuthorityRefused as refused:
            messages.error(request, str(refused))
            return HttpResponseRedirect(request.get_full_path())
        tell(request, batch.summary, batch)
        return HttpResponseRedirect(self.address("change", keep.pk))

    def _preview(self, request: HttpRequest, pk: int, form: ReasonForm) -> HttpResponse:
        lose = self.one(pk)
        if not (into := number_in(request.GET.get("into"))):
            choice = forms.Form(auto_id="id_%s")
            choice.fields["into"] = self.choice()
            likely = self._named(request.GET.get("name", ""), lose) or self.likely(lose)
            context = {"choice": choice, "media": choice.media, "likely": likely}
            return self.page(request, f"Merge “{lose}”", record=lose, **context)
        keep = self.one(into)
        known = self.sides({lose.pk, keep.pk})
        return self.page(
            request,
            f"Merge “{lose}” into “{keep}”",
            record=lose,
            left=known[lose.pk],
            right=known[keep.pk],
            outlook=self.outlook(keep, lose),
            overruling=self.overruling,
            turned=f"{self.address('merge', keep.pk)}?into={lose.pk}",
            form=form,
        )


class SplitForm(ReasonForm):
    """Which annotations and names go where."""

    field_order = ("new_name", "other", "reason")

    def __init__(self, page: SplitPage, record: Any, *args: Any) -> None:
        super().__init__(*args)
        self.fields["new_name"] = forms.CharField(
            widget=AdminTextInputWidget, max_length=200, required=False, label=page.labels[0]
        )
        self.fields["other"] = record_field(page.column(), page.labels[1], required=False)
        for name in (page.rows, page.names):
            self.fields[name] = forms.ModelMultipleChoiceField(getattr(record, name).all(), required=False)
        self.order_fields(self.field_order)


class SplitPage(AuthorityPage):
    """Moves chosen annotations and names of a record to another one, or to a new one."""

    template = "admin/articles/authority/split.html"
    #: The relations by which annotations and names hang on a record, and the column with the words of an annotation.
    rows: str
    names: str
    words: str
    #: The labels of the fields for a new record and for one that exists; the legends for rows and names.
    labels: tuple[str, str, str, str]

    def column(self) -> Any:
        """The foreign key of an annotation that is moved."""
        raise NotImplementedError

    def offered(self, record: Any) -> models.QuerySet[Any]:
        """The annotations that can be moved."""
        raise NotImplementedError

    def split(self, record: Any, rows: models.QuerySet[Any], names: Iterable[Any], **how: Any) -> Batch:
        """Do it."""
        raise NotImplementedError

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.one(pk)
        return self._choices(request, record, SplitForm(self, record))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        record = self.one(pk)
        form = SplitForm(self, record, request.POST)
        if not form.is_valid():
            return self._choices(request, record, form)
        values = form.cleaned_data
        chosen = self.offered(record).filter(pk__in=[row.pk for row in values[self.rows]])
        if "everything" in request.POST and self._filtered(request):
            chosen = self._shown(request, record)
        how = {"user": request.user, "reason": values["reason"]}
        try:
            batch = self.split(record, chosen, values[self.names], new=values["new_name"], other=values["other"], **how)
        except AuthorityRefused as refused:
            form.add_error(None, str(refused))
            return self._choices(request, record, form)
        tell(request, batch.summary, batch)
        return HttpResponseRedirect(self.address("change", record.pk))

    def _filtered(self, request: HttpRequest) -> bool:
        return bool(request.GET.get("printed") or request.GET.get("q", "").strip())

    def _shown(self, request: HttpRequest, record: Any) -> models.QuerySet[Any]:
        """The annotations under the filters of the address: exact words, and words of the text or the headline."""
        rows = self.offered(record)
        if printed := request.GET.get("printed", "").replace("\x00", ""):
            rows = rows.filter(**{self.words: printed})
        for word in request.GET.get("q", "").replace("\x00", "").split():
            rows = rows.filter(
                models.Q(**{f"{self.words}__icontains": word})
                | models.Q(prefix__icontains=word)
                | models.Q(suffix__icontains=word)
                | models.Q(article__headline__icontains=word)
            )
        return rows

    def _choices(self, request: HttpRequest, record: Any, form: SplitForm) -> HttpResponse:
        shown = self._shown(request, record)
        by_name = self.offered(record).order_by().values_list(self.words).annotate(number=Count("pk"))
        rows = shown.with_key().order_by(self.words, "pk")[:OFFERED]  # type: ignore[attr-defined]
        return self.page(
            request,
            f"Split “{record}”",
            record=record,
            form=form,
            media=form.media,
            names=(self.rows, self.names),
            labels=self.labels,
            errors=[form[name].errors for name in (self.rows, self.names)],
            chosen=set(request.POST.getlist(self.rows)),
            chosen_names=set(request.POST.getlist(self.names)),
            rows=[(str(row.pk), in_context(row), row.article) for row in rows],
            number=shown.count(),
            filtered=self._filtered(request),
            printed=request.GET.get("printed", ""),
            query=request.GET.get("q", ""),
            by_name=list(by_name.order_by("-number", self.words)[:OFFERED]),
            further=[(str(row.pk), row) for row in getattr(record, self.names).all()],
        )
