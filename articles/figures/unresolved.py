"""What leads nowhere yet: cross-references without their article, names without their source.

Whether a reference waits, or several articles are possible, or the one that it found is a draft, is not told apart: the
possible ones may be drafts, and readers learn of those nowhere. What is told is what the pages of the citing articles
show, that no article is linked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Case, Count, Q, Value, When, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext

from articles.figures.rows import ADDRESS, NAME, Fact, address_of, some
from articles.querysets import CitationQuerySet
from edm_archive.text.dates import PartialDate, Precision


@dataclass(frozen=True, slots=True)
class OpenReference:
    """A cross-reference that points at no single article, in the article at ``address``."""

    article: str
    state: str
    outlet: str
    cited_date: PartialDate | None
    written_date: str
    address: str


@dataclass(frozen=True, slots=True)
class OpenName:
    """A name under which something is cited, and which no editor has matched; ``address`` is where it stands first."""

    name: str
    state: str
    citations: int
    article: str
    address: str


def open_references(citations: CitationQuerySet, limit: int | None = None) -> Iterator[OpenReference]:
    """Cross-references that lead to no article that readers see: the waiting, then the unmatched; by cited day."""
    found = _open(citations).order_by("-state", "source__name", "cited_date", "article", "start", "number")
    columns = ("article__headline", "state", "cited_date", "cited_precision", "written_date")
    for row in some(found.values(*columns, *ADDRESS, outlet=NAME), limit):
        day, precision = row["cited_date"], row["cited_precision"]
        yield OpenReference(
            article=row["article__headline"],
            state=row["state"],
            outlet=row["outlet"],
            cited_date=PartialDate.from_earliest(day, Precision(precision)) if day else None,
            written_date=row["written_date"],
            address=address_of(row),
        )


def open_names(citations: CitationQuerySet, limit: int | None = None) -> Iterator[OpenName]:
    """Names of outlets that are unmatched or only suggested, the most cited first."""
    named = _unmatched(citations).annotate(name=NAME)
    same = ["source", "name"]
    first = named.annotate(
        place=Window(RowNumber(), partition_by=same, order_by="pk"),
        citations=Window(Count("pk"), partition_by=same),
    ).filter(place=1)
    columns = ("name", "source", "citations", "article__headline")
    for row in some(first.order_by("-citations", "name", "pk").values(*columns, *ADDRESS), limit):
        state = "suggested" if row["source"] else "unmatched"
        yield OpenName(row["name"], state, row["citations"], row["article__headline"], address_of(row))


def unresolved_facts(citations: CitationQuerySet) -> list[Fact]:
    """How many references and names there are of each state. Two queries."""
    states = dict(_open(citations).order_by().values_list("state").annotate(Count("pk")))
    names = _unmatched(citations).aggregate(
        unmatched=Count("pk", filter=Q(source__isnull=True)), suggested=Count("pk", filter=Q(source__isnull=False))
    )
    return [
        Fact(gettext("References waiting for their article"), states.get("waiting", 0)),
        Fact(gettext("References to an unknown publication or day"), states.get("unmatched", 0)),
        Fact(gettext("Citations under an unmatched name"), names["unmatched"]),
        Fact(gettext("Citations under a suggested name"), names["suggested"]),
    ]


def _open(citations: CitationQuerySet) -> CitationQuerySet:
    """References that link to nothing, with their ``state``: "waiting" for an article, or "unmatched"."""
    open_ones: CitationQuerySet = citations.filter(kind="cross_reference").exclude(target__status="published")
    return open_ones.annotate(
        state=Case(When(resolution="unmatched", then=Value("unmatched")), default=Value("waiting"))
    )


def _unmatched(citations: CitationQuerySet) -> CitationQuerySet:
    unknown = Q(source__isnull=True) & ~Q(source_text="")
    return citations.exclude(kind="cross_reference").filter(unknown | Q(source__review="suggested")).order_by()
