"""The import of text files through a form: the same service and the same report as ``manage.py import_articles``.

Refuses more than IMPORT_MAX_UPLOAD bytes at a time; the command takes any number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.template.defaultfilters import filesizeformat
from django.template.response import TemplateResponse
from django.views import View

from articles.admin.decisions import desk_url, tell
from articles.imports import Defaults, ImportReport, Outcome, Row
from articles.models import Article, Batch, Issue, Publication
from articles.services.ingest import IngestOptions, ingest_files
from edm_archive.text.dates import DateError, PartialDate, parse_date


class FilesInput(forms.FileInput):
    """A chooser of several files."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files, together no larger than allowed."""

    widget = FilesInput(attrs={"accept": ".txt,text/plain"})

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = data if isinstance(data, list | tuple) else [data]
        cleaned = [super(FilesField, self).clean(file, initial) for file in files or [None]]
        size = sum(file.size for file in cleaned)
        if size > settings.IMPORT_MAX_UPLOAD:
            limit = filesizeformat(settings.IMPORT_MAX_UPLOAD)
            raise forms.ValidationError(
                f"The files have {filesizeformat(size)} together, more than the {limit} that are taken here; "
                "choose fewer at a time, or use the command import_articles."
            )
        return cleaned


class PartialDateField(forms.CharField):
    """A date as people type it, of which the day or the month may be unknown."""

    def to_python(self, value: Any) -> Any:
        written = super().to_python(value)
        if not written:
            return None
        try:
            return parse_date(written)
        except DateError as error:
            raise forms.ValidationError(str(error)) from error


class ImportForm(forms.Form):
    """Which files, and what to take for granted where they do not say it themselves."""

    texts = FilesField(
        label="Files",
        help_text="Text files. Each begins with its masthead, “Publication: … Volume: … Issue: …”; one file may hold "
        "several articles.",
    )
    status = forms.ChoiceField(
        label="New articles are",
        choices=[choice for choice in Article.Status.choices if choice[0] != Article.Status.WITHDRAWN],
        help_text="Only published ones are shown to readers.",
    )
    dry_run = forms.BooleanField(
        label="Only try it", required=False, help_text="Read and check everything, save nothing."
    )
    publication = forms.ModelChoiceField(Publication.objects.all(), required=False)
    volume = forms.IntegerField(required=False, min_value=1, max_value=32_000)
    number = forms.CharField(required=False, max_length=20)
    issued = PartialDateField(label="Date of the issue", required=False, help_text="2004-11-30, November 2004, 2004")
    language = forms.CharField(
        required=False, max_length=12, help_text="BCP 47 tag, where it is not the publication’s."
    )
    licence = forms.CharField(required=False, max_length=100)

    def __init__(self, *args: Any, may_publish: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not may_publish:
            shown = self.fields["status"].choices  # type: ignore[attr-defined]
            self.fields["status"].choices = [choice for choice in shown if choice[0] != Article.Status.PUBLISHED]  # type: ignore[attr-defined]
        chooser = AutocompleteSelect(Issue._meta.get_field("publication"), admin.site)
        chooser.is_required = False
        self.fields["publication"].widget = chooser
        chooser.choices = self.fields["publication"].choices  # type: ignore[attr-defined]

    def options(self) -> IngestOptions:
        """What was chosen, for the service."""
        values = self.cleaned_data
        publication: Publication | None = values["publication"]
        issued: PartialDate | None = values["issued"]
        return IngestOptions(
            defaults=Defaults(
                publication=publication.slug if publication else "",
                volume=values["volume"],
                number=values["number"],
                issued=issued,
                language=values["language"],
                licence=values["licence"],
            ),
            status=values["status"],
            dry_run=values["dry_run"],
        )


@dataclass(frozen=True, slots=True)
class ReportedRow:
    """A row of the report, with the desk of its article where there is one."""

    row: Row
    desk_url: str


class ImportPage(View):
    """Shows the form, imports, shows the report."""

    model_admin: Any = None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        keeper = self.model_admin
        if not (keeper.has_add_permission(request) and keeper.has_change_permission(request)):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(request, ImportForm(may_publish=self._may_publish(request)))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ImportForm(request.POST, request.FILES, may_publish=self._may_publish(request))
        if not form.is_valid():
            return self._page(request, form)
        contents = ((file.name, file.read()) for file in form.cleaned_data["texts"])
        report = ingest_files(contents, form.options(), user=request.user)
        batch = Batch.objects.filter(reference=report.batch).first() if report.batch else None
        if not report.dry_run:
            tell(request, f"Import: {report.summary}", batch)
        return self._page(request, form, report)

    def _may_publish(self, request: HttpRequest) -> bool:
        return bool(self.model_admin.has_publish_permission(request))

    def _page(self, request: HttpRequest, form: ImportForm, report: ImportReport | None = None) -> HttpResponse:
        context = {
            **self.model_admin.admin_site.each_context(request),
            "title": "Import articles from text files",
            "opts": self.model_admin.opts,
            "form": form,
            "media": self.model_admin.media + form.media,
            "main_fields": [form[name] for name in ("texts", "status", "dry_run")],
            "default_fields": [
                form[name] for name in ("publication", "volume", "number", "issued", "language", "licence")
            ],
            "limit": settings.IMPORT_MAX_UPLOAD,
            "report": report,
            "rows": linked(report.rows) if report else [],
        }
        return TemplateResponse(request, "admin/articles/article/import.html", context)


def linked(rows: Sequence[Row]) -> list[ReportedRow]:
    """The rows with the desks of their articles; one query."""
    addresses = {row.address for row in rows if row.outcome is not Outcome.FAILED}
    pks = _by_address(addresses)
    return [ReportedRow(row, desk_url(pks[row.address], {}) if row.address in pks else "") for row in rows]


def _by_address(addresses: Iterable[str]) -> dict[str, int]:
    keys = [tuple(address.split("/")) for address in addresses if address.count("/") == 3]
    articles = Article.objects.filter(
        issue__publication__slug__in={key[0] for key in keys},
        issue__volume__in={int(key[1]) for key in keys},
        issue__number__in={key[2] for key in keys},
    )
    names = ("issue__publication__slug", "issue__volume", "issue__number", "position", "pk")
    return {"/".join(map(str, key)): pk for *key, pk in articles.order_by().values_list(*names)}
