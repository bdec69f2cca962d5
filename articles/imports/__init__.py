"""Readers of outside formats: bytes in, records or errors out; the database is the caller's business.

``decoding`` (bytes to text), ``readers`` (text to raw articles with line numbers), ``validation`` (raw article to
``ArticleRecord`` or errors), ``report`` (what came of it, for the terminal and the admin alike).
"""

from articles.imports.decoding import DecodingError, decode
from articles.imports.readers import FIELDS, RawArticle, RawField, read
from articles.imports.report import ImportReport, Outcome, Row, RowError
from articles.imports.validation import Defaults, validate

__all__ = [
    "FIELDS",
    "DecodingError",
    "Defaults",
    "ImportReport",
    "Outcome",
    "RawArticle",
    "RawField",
    "Row",
    "RowError",
    "decode",
    "read",
    "validate",
]
