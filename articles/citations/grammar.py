"""The grammar of a bracket's inside: names, dates, locators and addresses assembled into cited items.

    inside   := group (";" group)*
    group    := element (("," | ":" | dash) element)*
    element  := title | name | dates | locator | address, several of them in a row

Dates belong to all names before them that have none yet ("A, B, 8 May"), further dates to the same names ("A, 4 May,
17 May"); a group that begins with a date gives it to the names after it ("8 May, A"). A name that is only a place, a
person or an event beside a real one is taken off. Nothing is an item unless it is a name by form, or known; after words
that are a clause only what is said to be cited counts.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from articles.citations import words
from articles.citations.elements import one_title, opens_part, owns_no_date, without_possessive
from articles.citations.matches import CitedItem, ItemKind, WrittenDate
from articles.citations.names import Name, happened, is_acronym, is_statement, is_unit, spans_time
from articles.citations.phrases import NamedSource, leads_in, named_sources, opens_interview
from articles.citations.tokens import Event, events
from articles.citations.vocabulary import Vocabulary, bare_host
from edm_archive.text.normalize import fold
from edm_archive.text.spans import Span

_CLAUSE = 4  # words of a phrase that names nothing, from which on it is taken for a clause
_SHORT_TITLE = 4  # words; a quoted name of an outlet is not longer
_FIRST_PRESS = 1800  # no year before it is that of an issue that a current-affairs article cites
_TICKER = re.compile(r"\W*(?:RTS|LSE|NYSE|NASDAQ|MICEX|MOEX)\s*:\s*[A-Z]{1,6}\d?(?!\w)")
#: "“Itogi” program", "commentary by Sedov"
_WEAK = re.compile(
    rf"[\"“«][^\"”»]+[\"”»]\s+(?:programs?|programme|show|newscast|broadcast)"
    rf"|(?:an?\s+)?(?:[a-z]+\s+)?(?:{'|'.join(sorted(words.PIECES))})\s+by\s+[^\W\d_a-z][^\W\d_]+"
)
_BARE_INTERVIEW = ("interview", "interviews")  # beside an outlet it says what kind of piece is cited
_KNOWN_KINDS = (ItemKind.CROSS_REFERENCE, ItemKind.WEB, ItemKind.INTERVIEW)


@dataclass(slots=True, eq=False)
class _Draft:
    """An item that is being filled."""

    source: NamedSource
    start: int
    title: str = ""
    url: str = ""
    host: str = ""
    dates: list[WrittenDate] = field(default_factory=list)
    locators: list[str] = field(default_factory=list)
    author: str = ""
    years_only: bool = False
    closes_group: bool = False
    weak: bool = False  # a programme, a statement, who wrote the piece: a source only where no other stands beside it


def cited_items(inside: str, base: int, vocabulary: Vocabulary, learned: Container[str] = ()) -> tuple[CitedItem, ...]:
    """The items that ``inside`` cites, which stands at ``base`` in its text; empty when it cites nothing.

    Args:
        learned: folded names that the same text cites with a date elsewhere; they are taken for outlets when bare.
    """
    if _TICKER.match(inside):
        return ()
    assembly = _Assembly(base, vocabulary, learned)
    element: list[Event] = []
    for event in events(inside, base):
        if event.kind == "comma":
            assembly.take(element)
            element.clear()
        elif event.kind == "end":
            assembly.take(element)
            assembly.close_group()
            element.clear()
        else:
            element.append(event)
    return assembly.items()


class _Assembly:
    """Takes elements in order and builds the items; see the module's docstring for the rules."""

    __slots__ = (
        "base",
        "clause",
        "closed",
        "done",
        "group_began",
        "last",
        "leading",
        "leading_part",
        "learned",
        "paired",
        "pending",
        "see",
        "title",
        "vocabulary",
    )

    def __init__(self, base: int, vocabulary: Vocabulary, learned: Container[str]) -> None:
        self.base, self.vocabulary, self.learned = base, vocabulary, learned
        self.done: list[_Draft] = []
        self.pending: list[_Draft] = []  # names that wait for a date
        self.closed = 0  # how many of them, the first ones, are of groups that are closed
        self.paired: NamedSource | None = None  # "Globe and Mail" as one name, while its two words wait for a date
        self.last: Sequence[_Draft] = ()  # the items that the newest date went to
        self.leading: tuple[WrittenDate, ...] = ()  # dates that wait for a name
        self.leading_part = ""  # "Part One", which waits for the name of our own publication
        self.title: Event | None = None
        self.see = False  # whether a "see" stands by itself before what follows
        self.clause = False  # whether the group holds a clause, so that a bare name in it is no source
        self.group_began = True

    def take(self, element: Sequence[Event]) -> None:
        """Use what stands between two commas; a date in a clause dates the clause."""
        in_clause = False
        for index, event in enumerate(element):
            kind = event.kind
            if kind == "name" and opens_part(element, index):
                continue
            if kind == "name" and event.text == "respectively":
                self._share_out()
                continue
            if kind == "name" and happened(event.text):
                self.pending = self.pending[: self.closed]
                return  # "Coast Council, set up on 14 April"
            if kind == "name" and spans_time(event.text):
                return  # "born", "since": what follows dates somebody's life or office
            if kind == "name":
                event = without_possessive(element, index)
                in_clause = not owns_no_date(element, index) and not self._name(event) and _is_clause(event.text)
                self.clause = self.clause or in_clause
            elif kind == "date" or kind == "year":
                if in_clause and not self.pending:
                    continue
                named_after = index + 1 < len(element) and element[index + 1].kind in ("name", "address")
                self._date(event, named_after=named_after)
            elif kind == "title":
                self.title = event
            elif kind == "locator":
                self._locator(event.text)
            else:
                self._address(event)

    def _share_out(self) -> None:
        """ "A and B, 17 and 18 March, respectively": each has the date of its place."""
        if all(len(draft.dates) == len(self.last) for draft in self.last):
            for index, draft in enumerate(self.last):
                draft.dates[:] = draft.dates[index : index + 1]

    def close_group(self) -> None:
        """Use a semicolon, or the end."""
        if self.title is not None and (owners := self.pending or self.last):
            owners[-1].title = _unquoted(self.title.text)
        fresh = self.pending[self.closed :]
        for draft in fresh:
            draft.closes_group = True
            if draft.url:  # an address says where to look by itself, and shares no date with the next group
                self.done.append(draft)
        self.pending[self.closed :] = [draft for draft in fresh if not draft.url]
        self.closed = len(self.pending)
        self.title, self.leading, self.clause, self.group_began = None, (), False, True
        self.leading_part = ""

    def _locator(self, locator: str) -> None:
        """Give a locator to the names before it; "Part One in EDM" to the name after it."""
        owners = self.pending[-1:] or self.last
        if locator[:4].casefold() == "part" and (not owners or (self.group_began and not self.pending)):
            self.leading_part = locator
            return
        for draft in owners:
            draft.locators.append(locator)

    def _name(self, event: Event) -> bool:
        """Take the sources that a phrase names; False when it names none."""
        sources = named_sources(event.text, self.vocabulary)
        if not sources:
            self.see = self.see or event.text[:3].casefold() == "see"
        if self.clause and not event.dashed and not leads_in(event.text):
            sources = tuple(source for source in sources if source.outlet or _is_own(source))
        if event.dashed and self.pending:
            self.pending = self.pending[: self.closed]
        if sources and self.pending and opens_interview(event.text):
            self._was_asked(self.pending[-1])
        if leads_in(event.text):  # "according to the FSB"
            sources = tuple(
                replace(source, sort=Name.PLAIN) if source.sort is Name.BODY else source for source in sources
            )
        self.paired = None if self.pending or self.leading else one_title(event.text, sources)
        weak = _WEAK.fullmatch(event.text) is not None
        for source in sources:
            if not self.leading or _capitalised(source):
                paper = weak or is_statement(source.name)
                self._add(_Draft(source, event.start + source.start, source.title, weak=paper))
        return bool(sources)

    @staticmethod
    def _was_asked(draft: _Draft) -> None:
        """ "A. Author, interview with Herald": the name before is a person's, unless it is known to be an outlet's."""
        if draft.source.sort is Name.PLAIN and draft.source.outlet is None and " " in draft.source.name:
            draft.source = replace(draft.source, sort=Name.PERSON)

    def _add(self, draft: _Draft) -> None:
        if self.title is not None:
            draft.title, self.title = _unquoted(self.title.text), None
        if self.leading_part and draft.source.kind is ItemKind.CROSS_REFERENCE:
            draft.locators.append(self.leading_part)
            self.leading_part = ""
        if self.leading:
            draft.dates.extend(self.leading)
            self.done.append(draft)
            self.last = (draft,)
        else:
            self.pending.append(draft)
        self.group_began = False

    def _date(self, event: Event, *, named_after: bool) -> None:
        years = event.kind == "year"
        if not self.pending and not self.last and self.title is not None and not named_after:
            self._title_as_name(self.title)
        if self.paired is not None and len(self.pending) == 2 and len(event.dates) == 1:
            self.pending = [_Draft(self.paired, self.pending[0].start)]
        self.paired = None
        if self.pending:
            self.last = _sources_among(self.pending)
            _sign(self.pending)
            for draft in self.last:
                draft.dates.extend(event.dates)
                draft.years_only = years
            self.done.extend(self.last)
            self.pending, self.closed = [], 0
        elif self.last and not (self.group_began and named_after) and not self.leading:
            for draft in self.last:
                draft.dates.extend(event.dates)
                draft.years_only = draft.years_only and years
        elif not years:
            self.leading = event.dates
        self.group_began = False

    def _title_as_name(self, title: Event) -> None:
        """ "“Herald,” 5 May": a short quotation that is dated by itself is the outlet's name."""
        name = _unquoted(title.text)
        if name.count(" ") < _SHORT_TITLE:
            self.title = None
            at = title.text.find(name)
            for source in named_sources(name, self.vocabulary):
                self._add(_Draft(source, title.start + at + source.start))

    def _address(self, event: Event) -> None:
        address = event.text.rstrip(".,;:'’")
        scheme, _, rest = address.rpartition("://")
        host = rest.split("/", 1)[0].split("?", 1)[0]
        url = address if scheme or "/" in rest else ""
        known = bare_host(host)
        owner = () if self.group_began else self.pending[-1:] or self.last[-1:]
        if owner and not owner[0].host and (url or _shares_word(owner[0].source.name, known)):
            owner[0].url, owner[0].host = url, known
            return
        outlet = self.vocabulary.outlet_at(host) or self.vocabulary.outlet(host)
        source = NamedSource(host, 0, len(host), Name.OUTLET, ItemKind.WEB, None, outlet)
        start = event.start + (len(scheme) + 3 if scheme else 0)
        self._add(_Draft(source, start, url=url, host=known))

    def items(self) -> tuple[CitedItem, ...]:
        """What was cited, in the order of the text."""
        kept = [draft for draft in self.done if self._dated(draft)]
        if self.pending:
            beside = bool(kept)
            kept.extend(draft for draft in self.pending if self._undated(draft, beside=beside))
        if len(kept) > 1:
            kept.sort(key=lambda draft: draft.start)
        return tuple(self._item(draft) for draft in kept)

    def _known(self, draft: _Draft) -> bool:
        """Whether the name is an outlet's for certain, so that it cites without a day."""
        source = draft.source
        if source.sort is Name.OUTLET or source.kind in _KNOWN_KINDS:
            return True
        return bool(self.learned) and fold(source.name) in self.learned

    def _dated(self, draft: _Draft) -> bool:
        """Whether the dates of a draft are enough to take its name for a source."""
        precise = any(date.day or date.year or date.is_near for date in draft.dates)
        if any(date.first.year and date.first.year < _FIRST_PRESS for date in draft.dates):
            precise = False  # "Coast Castle, July 8, 1709" is history
        if draft.source.sort is Name.PLAIN and precise and not draft.years_only:
            return True
        return bool(draft.locators and draft.source.sort >= Name.PLAIN) or self._known(draft)

    def _undated(self, draft: _Draft, *, beside: bool) -> bool:
        """Whether a name without any date is a source: known, numbered, or alone in its group beside dated ones."""
        if draft.source.kind is ItemKind.CROSS_REFERENCE:
            return draft.source.see or self.see or beside or bool(draft.locators)
        if self._known(draft):
            return True
        if draft.source.sort is not Name.PLAIN or fold(draft.source.name) in words.ACTS:
            return False
        numbered = any(locator[0] in "NnVvIi№#" for locator in draft.locators)
        return numbered or (beside and draft.closes_group and is_acronym(draft.source.name))

    def _item(self, draft: _Draft) -> CitedItem:
        source = draft.source
        start = self.base + draft.start
        kind = source.kind
        if kind is ItemKind.PRESS and draft.locators and fold(source.name) in words.ACTS:
            kind = ItemKind.DOCUMENT
        if kind is ItemKind.PRESS and source.see and _sent_to_pages(draft):
            kind = ItemKind.CROSS_REFERENCE
        return CitedItem(
            source=source.name,
            source_span=Span(start, start + source.end - source.start),
            kind=kind,
            dates=tuple(draft.dates),
            url=draft.url,
            host=draft.host,
            locator=", ".join(draft.locators),
            title=draft.title,
            author=source.author or draft.author if kind is ItemKind.CROSS_REFERENCE else "",
            publication=source.publication,
            outlet=source.outlet,
            form="ibid" if source.ibid else "full",
        )


def _is_certain(draft: _Draft) -> bool:
    source = draft.source
    return source.outlet is not None or source.sort is Name.OUTLET or source.kind in _KNOWN_KINDS or " " in source.name


def _is_own(source: NamedSource) -> bool:
    return source.kind is ItemKind.CROSS_REFERENCE


def _is_clause(phrase: str) -> bool:
    return phrase.count(" ") >= _CLAUSE - 1 and phrase.split(None, 1)[0].casefold() not in words.PIECE_BEGINNINGS


def _capitalised(source: NamedSource) -> bool:
    """Whether no common noun is in the name: after its date, "the 5 May council vote" is no outlet."""
    if source.sort is Name.OUTLET:
        return True
    return not any(word.islower() and word not in words.NAME_PARTICLES for word in source.name.split())


def _sent_to_pages(draft: _Draft) -> bool:
    """ "see the Review of 3 May, pages 6-9": readers are sent to pages only of what is at hand."""
    if draft.source.outlet or draft.source.sort is Name.OUTLET:
        return False
    return any(locator[0] in "Pp" for locator in draft.locators)


def _sources_among(drafts: list[_Draft]) -> list[_Draft]:
    """The names of a list that are sources: "A. Author, Herald, Minsk" cites the Herald alone."""
    if len(drafts) == 1:
        return drafts
    real = [draft for draft in drafts if draft.source.sort >= Name.PLAIN]
    real = [draft for draft in real if not draft.weak] or real
    if is_unit(fold(drafts[0].source.name).split()) and not any(_is_certain(draft) for draft in real):
        return []  # "42nd Rifle Division, Khankala": the unit and where it stands
    interviews = [draft for draft in real if draft.source.kind is ItemKind.INTERVIEW]
    if any(draft.source.name.casefold() not in _BARE_INTERVIEW for draft in interviews):
        return interviews
    if interviews and len(interviews) < len(real):
        return [draft for draft in real if draft.source.kind is not ItemKind.INTERVIEW]
    return real or drafts[-1:]


def _sign(drafts: Sequence[_Draft]) -> None:
    """Give each draft the person right before it as its author: "A. Author, EDM"."""
    for before, draft in pairwise(drafts):
        if before.source.sort is Name.PERSON:
            draft.author = before.source.name


def _unquoted(title: str) -> str:
    return title.strip(" ,'’`“”«»\"")


def _shares_word(name: str, host: str) -> bool:
    """Whether a host holds a word of the name: "Example Herald" and "herald.org"."""
    return any(len(word) > 3 and word in host for word in fold(name).split())
