"""An article's text as a tree of plain values that a template can print: sections, blocks, groups, runs, pieces.

A section is a run of blocks of one kind (paragraphs, a list, a quotation); a group is a run of text that is one
citation mark, or what the same citations support, or neither; a run is what one link spans, or none; a piece is text
over which nothing changes. The text of all pieces of a block, joined, is the text of the block. Nothing here makes or
escapes HTML: templates do, with autoescape on. Structure that is not understood is left out, words
never are.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from edm_archive.text.spans import Segment, Span, paragraphs, segments

#: Targets that a link of the text may have; what has another is shown as words.
_SAFE_TARGET = re.compile(r"(?:https?://|mailto:)\S+", re.IGNORECASE)
_ITEM_MARK = re.compile(r"(?:[-–—*•·]|(?P<figure>\d{1,3}[.)]))[ \t]+")
_LINE = re.compile(r"[^\n]+")
_BLOCK_KINDS = frozenset({"heading", "list", "quotation"})


@dataclass(frozen=True, slots=True)
class Note:
    """A citation under the number it bears on the page: its place among the citations of the text.

    ``claim`` are the words that it supports; ``speaker`` says the quotation in them, in the words of the text, and is
    the person of ``mention``, where one stands on these words. All are empty where they are not known.
    """

    number: int
    citation: Any
    claim: str = ""
    speaker: str = ""
    mention: Any = None


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with what holds for all of it; the numbers are those of notes whose quotation or speaker it is.

    ``expansion`` is the long form of a short form. ``stop`` is the number of the ``ShortForm`` where the piece is its
    first use in its block outside of a link: there the keyboard stops, since a link is a stop itself.
    """

    text: str
    expansion: str = ""
    stop: int = 0
    emphasis: bool = False
    quoted_in: tuple[int, ...] = ()
    speaks_in: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """Pieces that one link spans: to the entity of a mention, or to the address that the text itself gives.

    ``anchors`` are the numbers of all mentions that begin here, shown or not: the fragments of their addresses.
    """

    pieces: tuple[Piece, ...]
    mention: Any = None
    href: str = ""
    anchors: tuple[int, ...] = ()

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def expansion(self) -> str:
        """The long form of a short form among its words, or of none."""
        return next((piece.expansion for piece in self.pieces if piece.expansion), "")


@dataclass(frozen=True, slots=True)
class Group:
    """Runs that make one citation mark, with the notes whose words end in it; or runs outside of any.

    ``supports`` are the numbers of the notes whose claim the runs are part of.
    """

    runs: tuple[Run, ...]
    is_citation: bool = False
    notes: tuple[Note, ...] = ()
    supports: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a heading or a list item."""

    groups: tuple[Group, ...]

    @property
    def text(self) -> str:
        """Its words."""
        return "".join(run.text for group in self.groups for run in group.runs)


@dataclass(frozen=True, slots=True)
class Section:
    """Consecutive blocks of one kind: "paragraph", "heading", "list", "numbered" or "quotation"."""

    kind: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class ShortForm:
    """A short form that the text introduces, numbered from 1 in the order of the text."""

    number: int
    short: str
    long: str


@dataclass(frozen=True, slots=True)
class RenderedText:
    """The whole text, its citations in the order in which they stand, and the short forms that it uses."""

    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    short_forms: tuple[ShortForm, ...] = ()


#: The spans of a citation beside its own.
_CLAIM = ("supported", "quotation", "speaker")

#: A span, and what holds for it: the name of a property and its value.
Layer = tuple[Span, tuple[str, Any]]


@dataclass(frozen=True, slots=True)
class _Points:
    """Where mentions begin and citations end, as sorted pairs of offset and number; the notes by number."""

    starts: list[tuple[int, int]]
    ends: list[tuple[int, int]]
    notes: list[Note]

    def mentions_beginning_in(self, span: Span) -> tuple[int, ...]:
        """The numbers of the mentions whose first character lies in ``span``."""
        first, last = bisect_left(self.starts, (span.start,)), bisect_left(self.starts, (span.end,))
        return tuple(number for _, number in self.starts[first:last])

    def notes_ending_in(self, span: Span) -> tuple[Note, ...]:
        """The notes whose last character lies in ``span``."""
        first, last = bisect_left(self.ends, (span.start + 1,)), bisect_left(self.ends, (span.end + 1,))
        return tuple(self.notes[number - 1] for _, number in self.ends[first:last])


def render(
    body: str,
    *,
    markup: Iterable[Any] = (),
    citations: Sequence[Any] = (),
    mentions: Sequence[Any] = (),
    acronyms: Sequence[Any] = (),
) -> RenderedText:
    """The tree of ``body`` under its annotations (models or whatever has their fields), all taken as visible."""
    structure = [item for raw in markup if (item := _markup(raw, body))]
    notes = [(span, _with_claim(note, body, mentions)) for span, note in numbered(citations)]
    layers: list[Layer] = [(span, ("citation", span)) for span in united(span for span, _ in notes)]
    layers += [(span, ("mention", mention)) for span, mention in chosen(mentions)]
    used = _short_forms(body, acronyms)
    layers += [(span, ("expansion", form)) for span, form in used]
    layers += [(span, (kind, href)) for span, kind, href in structure if kind in ("link", "emphasis")]
    for _, note in notes:
        layers += [(span, (name, note.number)) for name in _CLAIM if (span := getattr(note.citation, name))]
    blocks = _blocks(body, structure)
    points = _Points(
        sorted((span.start, mention.number) for mention in mentions if (span := mention.span)),
        sorted(((span.end, note.number) for span, note in notes)),
        [note for _, note in notes],
    )
    printed = [
        (kind, _block(body, span, near, points))
        for (kind, span), near in zip(blocks, _by_block([span for _, span in blocks], layers), strict=True)
    ]
    sections = tuple(
        Section(kind, tuple(block for _, block in same)) for kind, same in groupby(printed, key=lambda pair: pair[0])
    )
    return RenderedText(sections, tuple(points.notes), tuple(dict.fromkeys(form for _, form in used)))


# Which annotations are shown, and how --------------------------------------------------------------------------------


def numbered(citations: Iterable[Any]) -> list[tuple[Span, Note]]:
    """The citations in the order of the text, numbered from 1."""
    placed = sorted(
        ((span, citation) for citation in citations if (span := citation.span)),
        key=lambda pair: (pair[0], pair[1].number),
    )
    return [(span, Note(number, citation)) for number, (span, citation) in enumerate(placed, 1)]


def _with_claim(note: Note, body: str, mentions: Iterable[Any]) -> Note:
    """The note with what its citation supports and whom it quotes."""
    claim, speaker = note.citation.supported, note.citation.speaker
    return replace(
        note,
        claim=claim.of(body) if claim else "",
        speaker=speaker.of(body) if speaker else "",
        mention=speaking(note.citation, mentions) if speaker else None,
    )


def speaking(citation: Any, mentions: Iterable[Any]) -> Any:
    """The mention of the person who is the speaker; of several the accepted, then the longest. A post is nobody."""
    if citation.speaker_basis == "post":
        return None
    found = [
        mention
        for mention in mentions
        if mention.span and mention.span.overlaps(citation.speaker) and mention.entity.kind == "person"
    ]
    return min(found, key=lambda one: (not one.is_decided, -len(one.span), one.number), default=None)


def chosen(mentions: Iterable[Any]) -> list[tuple[Span, Any]]:
    """Mentions of which no two overlap: the accepted before the suggested, then the longer, then the earlier."""
    placed = [(span, mention) for mention in mentions if (span := mention.span)]
    placed.sort(key=lambda pair: (not pair[1].is_decided, -len(pair[0]), pair[0].start, pair[1].number))
    starts: list[int] = []
    kept: list[tuple[Span, Any]] = []
    for span, mention in placed:
        place = bisect_right(starts, span.start)
        before_ends = place == 0 or kept[place - 1][0].end <= span.start
        if before_ends and (place == len(kept) or span.end <= kept[place][0].start):
            starts.insert(place, span.start)
            kept.insert(place, (span, mention))
    return kept


def united(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, those that overlap made one: several citations in one bracket are one mark."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def _short_forms(body: str, acronyms: Iterable[Any]) -> list[tuple[Span, ShortForm]]:
    """Every use of a short form that the text introduces, but for those where it is introduced."""
    introduced: dict[str, Any] = {}
    for acronym in acronyms:
        introduced.setdefault(acronym.short_form, acronym)
    if not introduced:
        return []
    spans = [span for acronym in introduced.values() if (span := acronym.span)]
    alternatives = "|".join(re.escape(form) for form in sorted(introduced, key=len, reverse=True))
    forms: dict[str, ShortForm] = {}
    found: list[tuple[Span, ShortForm]] = []
    for match in re.finditer(rf"(?<!\w)(?:{alternatives})(?!\w)", body):
        span, short = Span(*match.span()), match.group()
        if not any(introducing.contains(span) for introducing in spans):
            form = forms.setdefault(short, ShortForm(len(forms) + 1, short, introduced[short].long_form))
            found.append((span, form))
    return found


def _markup(raw: Any, body: str) -> tuple[Span, str, str] | None:
    """One item of the stored markup, or None when it cannot be used."""
    if not isinstance(raw, dict):
        return None
    kind, start, end, href = raw.get("kind"), raw.get("start"), raw.get("end"), raw.get("href", "")
    if not (isinstance(start, int) and isinstance(end, int) and 0 <= start < end <= len(body)):
        return None
    if kind == "link" and not (isinstance(href, str) and _SAFE_TARGET.fullmatch(href)):
        return None
    return (Span(start, end), kind, href if kind == "link" else "") if isinstance(kind, str) else None


# From the text to blocks ---------------------------------------------------------------------------------------------


def _blocks(body: str, structure: Iterable[tuple[Span, str, str]]) -> list[tuple[str, Span]]:
    """The blocks of the text with their kinds. A paragraph is of the kind of the markup that covers it."""
    marked = sorted((span, kind) for span, kind, _ in structure if kind in _BLOCK_KINDS)
    found: list[tuple[str, Span]] = []
    ahead = 0
    for paragraph in paragraphs(body):
        while ahead < len(marked) and marked[ahead][0].end <= paragraph.start:
            ahead += 1
        covers = ahead < len(marked) and marked[ahead][0].contains(paragraph)
        kind = marked[ahead][1] if covers else "paragraph"
        if kind == "list":
            found.extend(_items(body, paragraph))
        else:
            found.append((kind, paragraph))
    return found


def _items(body: str, paragraph: Span) -> Iterator[tuple[str, Span]]:
    """The lines of a list, their bullets and figures left out: the page makes its own."""
    for line in _LINE.finditer(body, paragraph.start, paragraph.end):
        mark = _ITEM_MARK.match(body, *line.span())
        kind = "numbered" if mark and mark["figure"] else "list"
        start = mark.end() if mark else line.start()
        if body[start : line.end()].strip():
            yield kind, Span(start, line.end())


def _by_block(blocks: Sequence[Span], layers: Iterable[Layer]) -> list[list[Layer]]:
    """The layers that lie over each block."""
    near: list[list[Layer]] = [[] for _ in blocks]
    ends = [block.end for block in blocks]
    for layer in layers:
        index = bisect_right(ends, layer[0].start)
        while index < len(blocks) and blocks[index].start < layer[0].end:
            near[index].append(layer)
            index += 1
    return near


# From a block to pieces ----------------------------------------------------------------------------------------------


def _block(body: str, span: Span, layers: Sequence[Layer], points: _Points) -> Block:
    groups: list[Group] = []
    explained: set[int] = set()
    # Adjoining citations are marks of their own: the united span that covers a piece tells them apart.
    for (mark, supports), same in groupby(segments(body, span, layers), key=_group_of):
        pieces = list(same)
        runs = tuple(_run(list(linked), points, explained) for _, linked in groupby(pieces, key=_link_of))
        notes = points.notes_ending_in(_whole(pieces)) if mark else ()
        groups.append(Group(runs, mark is not None, notes, supports))
    return Block(tuple(groups))


def _group_of(piece: Segment[tuple[str, Any]]) -> tuple[Span | None, tuple[int, ...]]:
    """Which citation mark a piece belongs to, and which notes it supports."""
    return dict(piece.covering).get("citation"), _numbers(piece, "supported")


def _numbers(piece: Segment[tuple[str, Any]], name: str) -> tuple[int, ...]:
    """The numbers of all notes of which the piece is the claim, the quotation or the speaker."""
    return tuple(value for kind, value in piece.covering if kind == name)


def _link_of(piece: Segment[tuple[str, Any]]) -> tuple[str, int | None]:
    """What a piece links to: the link of the text comes before that of a mention, for links cannot nest."""
    over = dict(piece.covering)
    if "link" in over:
        return over["link"], None
    return "", over["mention"].number if "mention" in over else None


def _run(pieces: Sequence[Segment[tuple[str, Any]]], points: _Points, explained: set[int]) -> Run:
    """A run of a block; ``explained`` are the short forms at which the keyboard stops in the block, and grows."""
    first = dict(pieces[0].covering)
    href = first.get("link", "")
    mention = None if href else first.get("mention")
    printed = []
    for piece in pieces:
        over = dict(piece.covering)
        form: ShortForm | None = over.get("expansion")
        stops = form is not None and not href and mention is None and form.number not in explained
        if form is not None and stops:
            explained.add(form.number)
        parts = _numbers(piece, "quotation"), _numbers(piece, "speaker")
        long_form, stop = (form.long, form.number if stops else 0) if form else ("", 0)
        printed.append(Piece(piece.text, long_form, stop, "emphasis" in over, *parts))
    return Run(tuple(printed), mention, href, points.mentions_beginning_in(_whole(pieces)))


def _whole(pieces: Sequence[Segment[Any]]) -> Span:
    return Span(pieces[0].span.start, pieces[-1].span.end)
