"""The grammar of a bracket's inside: names, dates, locators and addresses assembled into cited items.

    inside   := group (";" group)*
    group    := element (("," | ":" | dash) element)*
    element  := title | name | dates | locator | address, several of them in a row

Dates belong to all names before them that have none yet ("A, B, 8 May"), further dates to the same names ("A, 4 May,
17 May"); a group that begins with a date gives it to the names after it ("8 May, A"). A name that is only a place, a
person or an event beside a real one is taken off. Nothing is an item unless it is a name by form, or known.
"""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from articles.citations import phrases, words
from articles.citations.matches import CitedItem, ItemKind, WrittenDate
from articles.citations.names import Name, is_acronym
from articles.citations.patterns import TOKEN
from articles.citations.phrases import NamedSource, named_sources
from articles.citations.vocabulary import Vocabulary, bare_host
from articles.citations.written_dates import read_dates, read_years
from edm_archive.text.normalize import fold
from edm_archive.text.spans import Span

_NAMING = frozenset({"WORD", "BRACKETED", "QUOTED", "SLASH", "MASK"})
_ARTICLES = frozenset({"the", "a", "an", "its"})


class Token(NamedTuple):
    """A piece of the inside with its kind and its offsets in the inside."""

    kind: str
    start: int
    end: int
    text: str


class Event(NamedTuple):
    """What an element says: a name, dates, years, a locator, a title or an address, or the end of a group."""

    kind: str
    start: int
    end: int
    text: str
    dates: tuple[WrittenDate, ...] = ()
    dashed: bool = False


@dataclass(slots=True)
class _Draft:
    """An item that is being filled."""

    source: NamedSource
    start: int
    dates: list[WrittenDate] = field(default_factory=list)
    years_only: bool = False
    locators: list[str] = field(default_factory=list)
    title: str = ""
    url: str = ""
    host: str = ""
    closes_group: bool = False


def lex(inside: str) -> list[Token]:
    """The tokens of ``inside``; white space and stray marks between them are left out."""
    return [Token(found.lastgroup or "", found.start(), found.end(), found.group()) for found in TOKEN.finditer(inside)]


def cited_items(inside: str, base: int, vocabulary: Vocabulary, learned: Container[str] = ()) -> tuple[CitedItem, ...]:
    """The items that ``inside`` cites, which stands at ``base`` in its text; empty when it cites nothing.

    Args:
        learned: folded names that the same text cites with a date elsewhere; they are taken for outlets when bare.
    """
    assembly = _Assembly(base, vocabulary, learned)
    for event in _events(lex(inside), inside, base, vocabulary):
        assembly.take(event)
    return assembly.items()


def _events(tokens: list[Token], inside: str, base: int, vocabulary: Vocabulary) -> list[Event]:
    """The tokens joined to names and read as dates; commas are gone, groups end with an event."""
    events: list[Event] = []
    run: list[Token] = []
    dashed = False

    def close_name() -> None:
        nonlocal dashed
        while run and run[0].kind in ("MASK", "SLASH"):
            run.pop(0)
        while run and run[-1].kind in ("MASK", "SLASH"):
            run.pop()
        if run:
            start, end = run[0].start, run[-1].end
            text = inside[start:end]
            kind = "title" if all(token.kind == "QUOTED" for token in run) else "name"
            events.append(Event(kind, start, end, text, dashed=dashed))
            dashed = False
        run.clear()

    for token in tokens:
        if token.kind in _NAMING:
            if token.kind == "QUOTED" and run and run[-1].kind != "SLASH" and token.text[-2:-1] == ",":
                run.append(token)
                close_name()
                continue
            if run and run[-1].kind == "QUOTED" and run[-1].text[-2:-1] == ",":
                close_name()
            run.append(token)
            continue
        close_name()
        if token.kind == "SEMI":
            events.append(Event("end", token.start, token.end, ""))
        elif token.kind in ("COMMA", "COLON"):
            events.append(Event("comma", token.start, token.end, ""))
        elif token.kind == "DASH":
            events.append(Event("comma", token.start, token.end, ""))
            dashed = True
        elif token.kind == "DATE":
            dates = read_dates(token.text, base + token.start)
            if dates:
                events.append(Event("date", token.start, token.end, token.text, dates))
        elif token.kind == "YEAR":
            events.append(Event("year", token.start, token.end, token.text, read_years(token.text, base + token.start)))
        else:
            kind = {"LOCATOR": "locator", "URL": "address", "HOST": "address"}[token.kind]
            events.append(Event(kind, token.start, token.end, token.text))
    close_name()
    events.append(Event("end", len(inside), len(inside), ""))
    return events


class _Assembly:
    """Takes events in order and builds the items; see the module's docstring for the rules."""

    def __init__(self, base: int, vocabulary: Vocabulary, learned: Container[str]) -> None:
        self.base, self.vocabulary, self.learned = base, vocabulary, learned
        self.done: list[_Draft] = []
        self.pending: list[_Draft] = []  # names that wait for a date
        self.last: list[_Draft] = []  # the items that the newest date went to
        self.leading: list[WrittenDate] = []  # dates that wait for a name
        self.title = ""
        self.element: list[Event] = []  # since the last comma
        self.group_began = True

    def take(self, event: Event) -> None:
        """Use one event."""
        if event.kind in ("comma", "end"):
            self._close_element()
            if event.kind == "end":
                self._close_group()
        else:
            self.element.append(event)

    def _close_element(self) -> None:
        element, self.element = self.element, []
        for index, event in enumerate(element):
            following = element[index + 1] if index + 1 < len(element) else None
            if event.kind == "name":
                later = element[index + 2] if index + 2 < len(element) else None
                if following is not None and following.kind == "date" and later is not None and later.kind == "name":
                    if event.text.split()[-1] in _ARTICLES:
                        continue
                self._name(event)
            elif event.kind == "title":
                self._title(event)
            elif event.kind in ("date", "year"):
                self._date(event, named_after=following is not None and following.kind in ("name", "address"))
            elif event.kind == "locator":
                self._locator(event)
            elif event.kind == "address":
                self._address(event)

    def _name(self, event: Event) -> None:
        sources = named_sources(event.text, self.vocabulary)
        if not sources:
            return
        if event.dashed and self.pending:
            self.pending = [draft for draft in self.pending if draft.closes_group]
        for source in sources:
            self._add(_Draft(source, event.start + source.start))

    def _add(self, draft: _Draft) -> None:
        draft.title, self.title = self.title, ""
        if self.leading:
            draft.dates.extend(self.leading)
            self.done.append(draft)
            self.last = [draft]
        else:
            self.pending.append(draft)
        self.group_began = False

    def _title(self, event: Event) -> None:
        self.title = event.text[1:-1].strip(" ,'’`“”\"")

    def _date(self, event: Event, *, named_after: bool) -> None:
        years = event.kind == "year"
        if self.pending:
            self._settle(event.dates, years=years)
        elif self.last and not (self.group_began and named_after) and not self.leading:
            for draft in self.last:
                draft.dates.extend(event.dates)
                draft.years_only = draft.years_only and years
        elif not years:
            self.leading = list(event.dates)
        self.group_began = False

    def _settle(self, dates: tuple[WrittenDate, ...], *, years: bool) -> None:
        """Give the dates to all names that wait, and leave out those that only say where, who or on what occasion."""
        kept = _sources_among(self.pending)
        for draft in kept:
            draft.dates.extend(dates)
            draft.years_only = years
        self.done.extend(kept)
        self.last, self.pending = kept, []

    def _locator(self, event: Event) -> None:
        for draft in self.pending[-1:] or self.last:
            draft.locators.append(event.text)

    def _address(self, event: Event) -> None:
        address = event.text.rstrip(".,;:'’")
        scheme, _, rest = address.rpartition("://")
        host = rest.split("/")[0].split("?")[0]
        start = event.start + (len(scheme) + 3 if scheme else 0)
        url = address if scheme or "/" in rest.rstrip("/") or rest.endswith("/") else ""
        known = bare_host(host)
        owner = self.pending[-1:] or self.last[-1:]
        if owner and not owner[0].host and (url or _shares_word(owner[0].source.name, known)):
            owner[0].url, owner[0].host = url, known
            return
        outlet = self.vocabulary.outlet_at(host) or self.vocabulary.outlet(host)
        source = NamedSource(host, 0, len(host), Name.OUTLET, ItemKind.WEB, None, outlet)
        self._add(_Draft(source, start, url=url, host=known))

    def _close_group(self) -> None:
        if self.title and (self.pending or self.last):
            (self.pending or self.last)[-1].title = self.title
        self.title = ""
        for draft in self.pending:
            draft.closes_group = True
        self.leading = []
        self.group_began = True

    def items(self) -> tuple[CitedItem, ...]:
        """What was cited, in the order of the text."""
        kept = [draft for draft in self.done if self._dated(draft)]
        kept.extend(draft for draft in self.pending if self._undated(draft, beside=bool(kept)))
        kept.sort(key=lambda draft: draft.start)
        return tuple(self._item(draft) for draft in kept)

    def _known(self, draft: _Draft) -> bool:
        source = draft.source
        return bool(
            source.outlet
            or source.publication
            or source.ibid
            or source.sort is Name.OUTLET
            or source.kind in (ItemKind.CROSS_REFERENCE, ItemKind.WEB, ItemKind.INTERVIEW)
            or fold(source.name) in self.learned
        )

    def _dated(self, draft: _Draft) -> bool:
        """Whether the dates of a draft are enough to take its name for a source."""
        known = self._known(draft)
        if known or draft.locators:
            return True
        if draft.source.sort < Name.PLAIN:
            return False
        if draft.years_only:
            return False
        return any(date.day or date.relative or (date.month and date.year) for date in draft.dates)

    def _undated(self, draft: _Draft, *, beside: bool) -> bool:
        """Whether a name without any date is a source: known, or alone in its group beside dated ones."""
        if draft.source.kind is ItemKind.CROSS_REFERENCE:
            return draft.source.see or beside
        if self._known(draft):
            return True
        return beside and draft.closes_group and draft.source.sort is Name.PLAIN and is_acronym(draft.source.name)

    def _item(self, draft: _Draft) -> CitedItem:
        source = draft.source
        start = self.base + draft.start
        kind = source.kind
        if kind is ItemKind.PRESS and self._refers_to_itself(draft):
            kind = ItemKind.CROSS_REFERENCE
        return CitedItem(
            source=source.name,
            source_span=Span(start, start + len(source.name)),
            kind=kind,
            dates=tuple(draft.dates),
            url=draft.url,
            host=draft.host,
            locator=", ".join(draft.locators),
            title=draft.title,
            publication=source.publication,
            outlet=source.outlet,
            form="ibid" if source.ibid else "full",
        )

    def _refers_to_itself(self, draft: _Draft) -> bool:
        """ "see ... of 3 May, pages 6-9": a reader is sent to pages only of what is at hand."""
        pages = any(locator.casefold().startswith("p") for locator in draft.locators)
        return draft.source.see and pages and not draft.source.outlet and draft.source.sort is not Name.OUTLET


def _sources_among(drafts: list[_Draft]) -> list[_Draft]:
    """The names of a list that are sources: "A. Author, Herald, Minsk" cites the Herald alone."""
    interviews = [draft for draft in drafts if draft.source.kind is ItemKind.INTERVIEW]
    if interviews:
        return interviews
    real = [draft for draft in drafts if draft.source.sort >= Name.PLAIN]
    return real or drafts[-1:]


def _shares_word(name: str, host: str) -> bool:
    """Whether a host holds a word of the name: "Example Herald" and "herald.org"."""
    return any(len(word) > 3 and word in host for word in fold(name).split())
