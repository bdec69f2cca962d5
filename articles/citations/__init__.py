"""Citations in running prose: found, dated and said why.

    parse(text, vocabulary)            every parenthesis, classified, with a reason
    extract(text, vocabulary)          the citations and cross-references
    resolve_dates(matches, context)    the year of each cited date, and on what evidence
    date_article(cited_days, ...)      the interval of an article that has no date
    supported_span(text, match, ...)   the words that a citation supports
    quotations(text, vocabulary, ...)  what is quoted in the text, and who says it
    to_eval(text, vocabulary, ...)     all of it as plain dictionaries

Pure: text and a vocabulary in, frozen values with spans out. No database, no clock, no Django; never raises on a text.
"""

from __future__ import annotations

from articles.citations.dates import (
    YEAR_CONFLICTS,
    DateContext,
    ResolvedCitation,
    ResolvedDate,
    ResolvedItem,
    YearBasis,
    resolve_dates,
)
from articles.citations.dating import (
    ArticleDating,
    CitedDay,
    DatedIssue,
    DatingBasis,
    Evidence,
    EvidenceKind,
    date_article,
    open_days,
)
from articles.citations.evaluation import as_evaluated, to_eval
from articles.citations.extract import extract, parse
from articles.citations.matches import (
    CitationMatch,
    CitedItem,
    Form,
    ItemKind,
    Parenthesis,
    ParenthesisKind,
    WrittenDate,
    WrittenDay,
)
from articles.citations.pool import Extractor, Found, Task, find
from articles.citations.quotations import Quotation, quotations, quoted_by
from articles.citations.speakers import SpeakerBasis
from articles.citations.support import supported_span, supported_spans
from articles.citations.vocabulary import Vocabulary

__all__ = [
    "YEAR_CONFLICTS",
    "ArticleDating",
    "CitationMatch",
    "CitedDay",
    "CitedItem",
    "DateContext",
    "DatedIssue",
    "DatingBasis",
    "Evidence",
    "EvidenceKind",
    "Extractor",
    "Form",
    "Found",
    "ItemKind",
    "Parenthesis",
    "ParenthesisKind",
    "Quotation",
    "ResolvedCitation",
    "ResolvedDate",
    "ResolvedItem",
    "SpeakerBasis",
    "Task",
    "Vocabulary",
    "WrittenDate",
    "WrittenDay",
    "YearBasis",
    "as_evaluated",
    "date_article",
    "extract",
    "find",
    "open_days",
    "parse",
    "quotations",
    "quoted_by",
    "resolve_dates",
    "supported_span",
    "supported_spans",
    "to_eval",
]
