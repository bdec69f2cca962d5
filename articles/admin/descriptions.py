"""What an annotation says, as facts with links to the records of the admin: for lists and for the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from articles.models import AcronymDefinition, Citation, Mention, RoleStatement
from edm_archive.text.dates import PartialDate

#: What must be loaded with an annotation, so that describing it costs no query.
RELATED: dict[type[models.Model], tuple[str, ...]] = {
    Citation: ("source", "target__issue__publication"),
    Mention: ("entity",),
    RoleStatement: ("person", "organization"),
    AcronymDefinition: ("entity", "contains"),
}
#: Characters of context on each side, and of a quote, that a list shows.
_CONTEXT, _QUOTE = 30, 120


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is said, what it is, and where the record stands."""

    label: str
    text: str
    url: str = ""
    note: str = ""


def facts(row: Any) -> list[Fact]:
    """What ``row`` was resolved to, the important first."""
    match row:
        case Citation():
            return list(_citation(row))
        case Mention():
            return [Fact(row.entity.get_kind_display(), row.entity.preferred_label, admin_url(row.entity))]
        case RoleStatement():
            return list(_role(row))
        case AcronymDefinition():
            return list(_acronym(row))
    raise TypeError(f"{row!r} is not an annotation")


def admin_url(row: models.Model) -> str:
    """The page of ``row`` in the admin."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def in_one_line(row: Any) -> SafeString:
    """The facts of ``row`` for a cell of a list."""
    return format_html_join("; ", "{}", ((fact.text,) for fact in facts(row)))


def in_context(row: Any) -> SafeString:
    """The words of ``row``, marked, among those around them."""
    before, after = row.prefix[-_CONTEXT:], row.suffix[:_CONTEXT]
    quote = row.quote if len(row.quote) <= _QUOTE else f"{row.quote[: _QUOTE - 1]}…"
    return format_html("{}<mark>{}</mark>{}", f"…{before}" if before else "", quote, f"{after}…" if after else "")


def _citation(row: Citation) -> Iterator[Fact]:
    if row.source is not None:
        note = "suggested source" if row.source.review == "suggested" else ""
        yield Fact("source", row.source.name, admin_url(row.source), note)
    elif row.source_text:
        yield Fact("source", row.source_text, note="not known")
    if row.date is not None:
        end = f" to {PartialDate.of(row.cited_date_end)}" if row.cited_date_end else ""
        yield Fact("date", f"{row.date}{end}", note=row.year_note or f"year {row.get_year_basis_display()}")
    if row.target is not None:
        yield Fact("article", str(row.target), admin_url(row.target), str(row.target.issue))
    elif row.resolution != Citation.Resolution.RESOLVED:
        yield Fact("", row.get_resolution_display(), note=row.resolution_note)
    if row.url:
        yield Fact("address", row.url)
    if row.speaker is not None:
        yield Fact("quotes", row.speaker_name, note=row.get_speaker_basis_display())
    elif row.quotation is not None:
        yield Fact("", "quotes somebody", note="the speaker is not known")


def _role(row: RoleStatement) -> Iterator[Fact]:
    if row.person is not None:
        yield Fact("person", row.person.preferred_label, admin_url(row.person))
    else:
        yield Fact("person", row.person_name, note="not in the authority file")
    yield Fact("post", row.post)
    if row.organization is not None:
        yield Fact("organization", row.organization.preferred_label, admin_url(row.organization))
    elif row.organization_name:
        yield Fact("organization", row.organization_name, note="not in the authority file")
    if row.date is not None:
        yield Fact("as of", str(row.date))


def _acronym(row: AcronymDefinition) -> Iterator[Fact]:
    yield Fact("short form", row.short_form)
    yield Fact("long form", row.long_form)
    if row.entity is not None:
        yield Fact(row.entity.get_kind_display(), row.entity.preferred_label, admin_url(row.entity))
    if row.contains is not None:
        yield Fact("contains", row.contains.short_form)
