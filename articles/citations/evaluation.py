"""The shape in which citations are exchanged with evaluation data: plain dictionaries, dates as ISO strings.

    {"start", "end", "raw", "items": [{"source", "kind", "dates": [...], "url"}]}

``kind`` is press, crossref, url, interview or document; a range is "a/b"; an unknown year is "--11-26". References
whose outlet stands in the running sentence are left out: they are no parenthesis that cites.
"""

from __future__ import annotations

from datetime import date
from typing import TypedDict

from articles.citations.dates import DateContext, ResolvedCitation, resolve_dates
from articles.citations.extract import extract
from articles.citations.matches import Form, ItemKind
from articles.citations.vocabulary import Vocabulary
from edm_archive.text.dates import DateInterval

_KINDS = {
    ItemKind.PRESS: "press",
    ItemKind.CROSS_REFERENCE: "crossref",
    ItemKind.WEB: "url",
    ItemKind.INTERVIEW: "interview",
    ItemKind.DOCUMENT: "document",
}


class EvaluatedItem(TypedDict):
    """One source with its dates."""

    source: str
    kind: str
    dates: list[str]
    url: str | None


class EvaluatedCitation(TypedDict):
    """One parenthesis: ``raw`` is the text from ``start`` to ``end``."""

    start: int
    end: int
    raw: str
    items: list[EvaluatedItem]


def to_eval(text: str, vocabulary: Vocabulary, *, published: date | None = None) -> list[EvaluatedCitation]:
    """Extract and resolve the citations of ``text``, published on the given day, in the shape of evaluation data."""
    article = DateInterval.of(published) if published is not None else None
    resolved = resolve_dates(extract(text, vocabulary), DateContext(article))
    return [as_evaluated(citation) for citation in resolved if citation.match.form is Form.PARENTHESIS]


def as_evaluated(citation: ResolvedCitation) -> EvaluatedCitation:
    """One resolved citation in the shape of evaluation data."""
    return {
        "start": citation.match.start,
        "end": citation.match.end,
        "raw": citation.match.quote,
        "items": [
            {
                "source": resolved.item.source,
                "kind": _KINDS[resolved.item.kind],
                "dates": [found.isoformat() for found in resolved.dates],
                "url": resolved.item.url or resolved.item.host or None,
            }
            for resolved in citation.items
        ],
    }
