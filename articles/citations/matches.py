"""What the citation grammar finds: frozen values with spans into the text they were found in.

Nothing here knows a database. ``text[start:end] == quote`` holds for every parenthesis and every match, and every
``source_span`` covers the ``source`` as it is printed (a comma before a closing quotation mark is left out of the
name), unless the source was taken from an earlier citation ("Ibid.").
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from edm_archive.text.spans import Span


class ParenthesisKind(StrEnum):
    """What a pair of brackets is there for."""

    CITATION = "citation"
    CROSS_REFERENCE = "cross_reference"
    ACRONYM_DEFINITION = "acronym_definition"
    GLOSS = "gloss"
    ASIDE = "aside"
    DATE = "date"
    NUMBER = "number"
    PART_MARKER = "part_marker"
    INTERNAL_REFERENCE = "internal_reference"
    INCOMPLETE = "incomplete"


class ItemKind(StrEnum):
    """What is cited."""

    PRESS = "press"
    CROSS_REFERENCE = "cross_reference"
    WEB = "web"
    INTERVIEW = "interview"
    DOCUMENT = "document"


class Form(StrEnum):
    """Where the reference stands: wholly in brackets, or with its outlet in the running sentence."""

    PARENTHESIS = "parenthesis"
    IN_SENTENCE = "in_sentence"


@dataclass(frozen=True, slots=True)
class WrittenDay:
    """A date with the parts that are written: ``day`` needs ``month``; ``year`` may be missing from either."""

    year: int | None = None
    month: int | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """One date, or one range, of a citation.

    Attributes:
        first: the date, or the first day of the range.
        last: the last day of a range ("14-20 January"), else None.
        span: the characters it was read from; dates of a list share their month's characters.
        short_year: the year was written with two figures, so its century is a guess (1950 to 2049).
        repaired: it was read through a scanning error ("1O March", "Noverber 4").
        relative: the words of a date that leans on another one ("same day", "last December"), else empty.
    """

    first: WrittenDay
    last: WrittenDay | None = None
    span: Span = field(default=Span(0, 0), compare=False)
    short_year: bool = False
    repaired: bool = False
    relative: str = ""

    @property
    def is_near(self) -> bool:
        """Whether it leans on another date and says more than a year: "last year" may be said of anything."""
        return bool(self.relative) and (self.month is not None or not self.relative.endswith(("year", "month")))

    @property
    def year(self) -> int | None:
        """The year as written; of a range, the year of its end."""
        return (self.last or self.first).year

    @property
    def month(self) -> int | None:
        """The month of the date, or of the first day of the range."""
        return self.first.month

    @property
    def day(self) -> int | None:
        """The day of the date, or of the first day of the range."""
        return self.first.day


@dataclass(frozen=True, slots=True)
class CitedItem:
    """One source with its dates.

    Attributes:
        source: its name as printed, without lead-in and gloss; of an address, the host as printed.
        source_span: where that name stands.
        kind: what is cited.
        dates: in the order of the text; empty when none is written.
        url: the address as printed, empty without one; a bare host is no address.
        host: the host in lower case without "www.", empty without one.
        locator: issue number, volume, pages, part: as printed, joined by ", ".
        title: the quoted title of the cited piece, without its quotation marks.
        author: who wrote the cited piece, for a cross-reference that says so.
        publication: the slug of our own publication that is meant, for a cross-reference the vocabulary knows.
        outlet: the caller's key of the outlet, when the vocabulary knows the name or the host.
        form: how the source is named: "full", or "ibid" when it was taken from the citation before.
    """

    source: str
    source_span: Span
    kind: ItemKind = ItemKind.PRESS
    dates: tuple[WrittenDate, ...] = ()
    url: str = ""
    host: str = ""
    locator: str = ""
    title: str = ""
    author: str = ""
    publication: str | None = None
    outlet: str | None = None
    form: str = "full"


@dataclass(frozen=True, slots=True)
class CitationMatch:
    """A parenthesis that cites: ``quote`` is the text from ``start`` to ``end``, brackets included."""

    start: int
    end: int
    quote: str
    items: tuple[CitedItem, ...]
    form: Form = Form.PARENTHESIS

    @property
    def span(self) -> Span:
        """``start`` and ``end`` as a span."""
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Parenthesis:
    """Any parenthesis, what it is there for, and why it was taken so (``reason``, words for people)."""

    start: int
    end: int
    quote: str
    kind: ParenthesisKind
    reason: str
    items: tuple[CitedItem, ...] = ()

    @property
    def cites(self) -> bool:
        """Whether it holds a citation or a cross-reference."""
        return bool(self.items)
