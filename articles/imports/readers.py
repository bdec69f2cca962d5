"""The text form of an article: a masthead, header lines in any order, a blank line, paragraphs.

::

    Publication: Eurasia Daily Monitor Volume: 1 Issue: 138
    Title: Ministers Meet in Moscow
    Author: Ada Author; Ben Byline
    Date: November 30, 2004

    The first paragraph …

Only the masthead is required, and the masthead's fields may stand on one line or on several. A file may hold several
articles: a new masthead after a blank line begins the next one. Reading refuses nothing; ``validation`` does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from edm_archive.text.normalize import clean

#: Fields by the names under which a header line may give them.
FIELDS: dict[str, str] = {
    "publication": "publication",
    "volume": "volume",
    "issue": "number",
    "number": "number",
    "position": "position",
    "title": "headline",
    "headline": "headline",
    "author": "authors",
    "authors": "authors",
    "by": "authors",
    "date": "date",
    "section": "section",
    "standfirst": "standfirst",
    "dateline": "dateline",
    "series": "series",
    "part": "part",
    "language": "language",
    "licence": "licence",
    "license": "licence",
    "source url": "source_url",
    "url": "source_url",
}
#: Those that share a line in a masthead.
_MASTHEAD = ("publication", "volume", "issue", "number", "date")

_KNOWN = re.compile(rf"({'|'.join(sorted(FIELDS, key=len, reverse=True))})\s*:", re.IGNORECASE)
_MASTHEAD_KEY = re.compile(rf"(?:^|(?<=\s))({'|'.join(_MASTHEAD)})\s*:", re.IGNORECASE)
#: A line that looks like a header line, known or not: one or two words and a colon.
_HEADER_LIKE = re.compile(r"([A-Za-z]{2,20}(?: [A-Za-z]{2,20})?)\s*:(?:\s|$)")
_NEXT_MASTHEAD = re.compile(r"publication\s*:.*\bvolume\s*:", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawField:
    """One field as written: ``name`` is that of the record, or the unknown word itself when ``known`` is False."""

    name: str
    value: str
    line: int
    known: bool = True


@dataclass(frozen=True, slots=True)
class RawArticle:
    """One article as written: its fields in their order, its paragraphs, and the lines on which both begin."""

    fields: tuple[RawField, ...]
    paragraphs: tuple[str, ...]
    line: int
    body_line: int


def read(text: str) -> Iterator[RawArticle]:
    """The articles of ``text``, which may have any line ends and any normal form; none for an empty text."""
    lines = clean(text).split("\n")
    starts = [
        index
        for index, line in enumerate(lines)
        if _NEXT_MASTHEAD.match(line.strip()) and (index == 0 or not lines[index - 1].strip())
    ]
    if not any(line.strip() for line in lines):
        return
    if not starts or any(line.strip() for line in lines[: starts[0]]):
        starts.insert(0, 0)
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        yield _article(lines[start:end], start + 1)


def _article(lines: list[str], first_line: int) -> RawArticle:
    fields: list[RawField] = []
    index, after_blank = 0, True
    for index, line in enumerate(lines):
        bare = line.strip()
        if not bare:
            after_blank = True
            continue
        found = _header_fields(bare, first_line + index, contiguous=bool(fields) and not after_blank)
        if not found:
            break
        fields.extend(found)
        after_blank = False
    else:
        index = len(lines)
    while index < len(lines) and not lines[index].strip():
        index += 1
    start = next((number for number, line in enumerate(lines) if line.strip()), 0)
    body_line = first_line + min(index, len(lines) - 1)
    return RawArticle(tuple(fields), _paragraphs(lines[index:]), first_line + start, body_line)


def _header_fields(line: str, number: int, *, contiguous: bool) -> list[RawField]:
    """The fields of a header line; none when the line is text.

    ``contiguous`` says that it stands directly below a header line: there an unknown word before a colon is a slip of
    the pen ("Titel: …"), to be told, not a first paragraph.
    """
    known = _KNOWN.match(line)
    if known is None:
        unknown = _HEADER_LIKE.match(line) if contiguous else None
        return [RawField(unknown[1], line[unknown.end() :].strip(), number, known=False)] if unknown else []
    if known[1].casefold() not in _MASTHEAD:
        return [RawField(FIELDS[known[1].casefold()], line[known.end() :].strip(), number)]
    keys = list(_MASTHEAD_KEY.finditer(line))
    ends = [*(key.start() for key in keys[1:]), len(line)]
    return [
        RawField(FIELDS[key[1].casefold()], line[key.end() : end].strip(" ,;|\t"), number)
        for key, end in zip(keys, ends, strict=True)
    ]


def _paragraphs(lines: list[str]) -> tuple[str, ...]:
    """Paragraphs between blank lines, hard-wrapped lines joined; where there is no blank line, each line is one."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if bare := line.strip():
            blocks[-1].append(bare)
        elif blocks[-1]:
            blocks.append([])
    filled = [block for block in blocks if block]
    if len(filled) == 1 and len(filled[0]) > 1 and not _is_wrapped(filled[0]):
        filled = [[line] for line in filled[0]]
    return tuple(_joined(block) for block in filled)


def _is_wrapped(block: list[str]) -> bool:
    """Whether the lines of a block were broken at a right margin rather than at the ends of paragraphs."""
    broken = [line for line in block[:-1] if not re.search(r"[.!?:][\"”’)\]]*$", line)]
    return len(broken) * 2 >= len(block) - 1


def _joined(block: list[str]) -> str:
    """Lines as one paragraph; a hyphen at a line's end stays, for it cannot be told from that of a compound."""
    joined = block[0]
    for line in block[1:]:
        joined += line if joined.endswith("-") and line[0].islower() else f" {line}"
    return joined
