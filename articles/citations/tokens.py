"""The inside of a bracket cut into events: names, dates, locators, titles and addresses, and the marks between them.

A name is a run of words, bracketed short forms and quoted words without a comma between them; what it names is not
asked here. Offsets are offsets into the inside.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from articles.citations import words
from articles.citations.matches import WrittenDate
from articles.citations.patterns import HOST, PLAIN_CITATION, TOKEN
from articles.citations.written_dates import read_dates, read_years, scanned_dates
from edm_archive.text.normalize import fold

_PLURAL_DAYS = re.compile(r"(\d{1,2})\s*,\s*(?=(\d{1,2})\D)")
_LEADS_TO_TITLE = re.compile(
    r"(?:[\s\w.,]*\b)?(?:see|see also|also|in|e\.g\.|example|instance|cf\.?|and)\s*", re.IGNORECASE
)
_SUNDAY, _ON = re.compile(r"Sunday,\s+"), re.compile(r"(?:.*\s)?([A-Z]\w+)\s+on")
_INTO = frozenset({"in", "from", "published"})
_CLOSED_BY_COMMA = (',"', ",”", ",»", ",''")


class Event(NamedTuple):
    """A part of the inside.

    Attributes:
        kind: name, title, date, year, locator, address, comma or end (of a group).
        start, end: where it stands in the inside.
        text: its characters.
        dates: what a date or a year says.
        dashed: whether a dash joins it to the words before.
    """

    kind: str
    start: int
    end: int
    text: str
    dates: tuple[WrittenDate, ...] = ()
    dashed: bool = False


def events(inside: str, base: int) -> list[Event]:
    """The events of ``inside``, which stands at ``base`` in its text; the last one ends a group."""
    if plain := PLAIN_CITATION.fullmatch(inside):
        comma, at = plain.end("name"), plain.start("date")
        if dates := read_dates(plain["date"], base + at):
            return [
                Event("name", 0, comma, plain["name"]),
                Event("comma", comma, comma + 1, ","),
                Event("date", at, len(inside), plain["date"], dates),
                Event("end", len(inside), len(inside), ""),
            ]
    reader = _Reader(inside, base)
    for token in TOKEN.finditer(inside):
        reader.take(token.lastgroup or "", token.start(), token.end())
    reader.close_name()
    reader.add("end", len(inside), len(inside))
    return reader.found


class _Reader:
    """Joins naming tokens to runs and turns the others into events."""

    __slots__ = ("base", "dashed", "found", "inside", "quoted", "run_end", "run_start")

    def __init__(self, inside: str, base: int) -> None:
        self.inside, self.base = inside, base
        self.found: list[Event] = []
        self.dashed = False
        self.run_start = self.run_end = -1  # the run of naming tokens that is open
        self.quoted = False  # whether the run is one quotation so far

    def add(self, kind: str, start: int, end: int, dates: tuple[WrittenDate, ...] = ()) -> None:
        self.found.append(Event(kind, start, end, self.inside[start:end], dates, self.dashed and kind == "name"))

    def take(self, kind: str, start: int, end: int) -> None:
        """Use one token."""
        if kind == "BRACKETED" and (host := HOST.fullmatch(self.inside, start + 1, end - 1)):
            self.close_name()
            self.add("address", host.start(), host.end())
        elif kind == "WORD" or kind == "BRACKETED":
            if self.quoted and (
                self.inside.startswith(_CLOSED_BY_COMMA, self.run_end - 2) or self.inside[start:end] in _INTO
            ):
                self.close_name()
            self._extend(start, end)
        elif kind == "QUOTED":
            self._quotation(start, end)
        elif kind == "SLASH" or kind == "MASK":
            if self.run_start >= 0 and kind == "SLASH":
                self.run_end = end
        elif kind == "COMMA" or kind == "COLON":
            self.close_name()
            self.add("comma", start, end)
        elif kind == "DATE":
            self._date(start, end)
        else:
            self.close_name()
            self._other(kind, start, end)

    def _other(self, kind: str, start: int, end: int) -> None:
        if kind == "SEMI":
            self.add("end", start, end)
        elif kind == "DASH":
            self.add("comma", start, end)
            self.dashed = True
        elif kind == "YEAR":
            self.add("year", start, end, read_years(self.inside[start:end], self.base + start))
        else:
            self.add("locator" if kind == "LOCATOR" else "address", start, end)

    def _extend(self, start: int, end: int) -> None:
        if self.run_start < 0:
            self.run_start, self.quoted = start, False
        self.run_end = end
        self.quoted = False

    def _quotation(self, start: int, end: int) -> None:
        """A quotation is a title when it stands alone, opens a phrase, or follows nothing but "see"."""
        if self.run_start >= 0 and _LEADS_TO_TITLE.fullmatch(self.inside, self.run_start, start):
            self.run_start = -1
        if self.run_start < 0:
            self.run_start, self.run_end, self.quoted = start, end, True
            return
        self._extend(start, end)
        if self.inside.startswith(_CLOSED_BY_COMMA, end - 2):
            self.close_name()

    def close_name(self) -> None:
        """End the run of naming tokens."""
        if self.run_start >= 0:
            run = self.inside[self.run_start : self.run_end]
            if dates := scanned_dates(run, self.base + self.run_start):
                self.add("date", self.run_start, self.run_end, dates)
                self.run_start, self.quoted = -1, False
                return
            self.add("title" if self.quoted else "name", self.run_start, self.run_end)
            self.dashed = False
            self.run_start, self.quoted = -1, False

    def _date(self, start: int, end: int) -> None:
        """Dates; a figure that belongs to the name before it ("Channel 4, 6 March") goes to the name."""
        if self.run_start >= 0 and (listed := _PLURAL_DAYS.match(self.inside, start, end)):
            last_word = fold(self.inside[self.run_start : self.run_end].rsplit(None, 1)[-1])
            if last_word in words.NUMBERED or int(listed[1]) > int(listed[2]):
                self._extend(start, start + len(listed[1]))
                start = listed.end()
        if self.run_start >= 0 and (sunday := _SUNDAY.match(self.inside, start, end)):
            named = _ON.fullmatch(self.inside, self.run_start, self.run_end)
            if named and named[1].casefold() in words.ON_SUNDAY:
                self._extend(start, start + len("Sunday"))
                start = sunday.end()
        dates = read_dates(self.inside[start:end], self.base + start)
        if dates:
            self.close_name()
            self.add("date", start, end, dates)
        else:
            self._extend(start, end)
