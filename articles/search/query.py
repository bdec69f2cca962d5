"""The query language of the search: what a reader types, as a value that is compiled for a database.

All words must occur; ``"a phrase"`` occurs as it stands; ``-word`` must not occur; ``a OR b`` is either; ``word*`` is
every word that begins so; ``headline:``, ``author:`` and ``source:`` look in one field. Case, accents, apostrophes and
hyphens do not count. There are no brackets: OR binds the two terms beside it, and everything else is joined by "and".

Reading never fails: what is not understood is read as words, and a note says so in words for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from edm_archive.text.messages import Message
from edm_archive.text.words import words

#: Letters that a beginning of a word needs before its star: shorter ones stand for half of all words.
SHORTEST_BEGINNING = 2
#: Terms that are read; the rest is left out, with a note.
MOST_TERMS = 64
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_PIECE = re.compile(
    r"""(?P<minus>[-−](?=\S))?
        (?:(?P<field>headline|author|source):\s*)?
        (?:"(?P<phrase>[^"]*)"(?P<star>\*)? | (?P<word>[^\s"]+))""",
    re.VERBOSE | re.IGNORECASE,
)
_OPERATORS = ("AND", "OR", "NOT")
_LIKE_A_FIELD = re.compile(r"[^\W\d_]{3,}:(?!//)[^\s:]")


class Field(Enum):
    """Where a term is looked for."""

    TEXT = "text"  # headline, standfirst and body
    HEADLINE = "headline"
    AUTHOR = "author"
    SOURCE = "source"


@dataclass(frozen=True, slots=True)
class Term:
    """Words that occur one after the other in a field; the last may be the beginning of a word."""

    words: tuple[str, ...]
    is_beginning: bool = False
    field: Field = Field.TEXT


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for: of each group one term or more, and none of ``without``."""

    text: str
    groups: tuple[tuple[Term, ...], ...] = ()
    without: tuple[Term, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether it holds no word to look for; such a query finds nothing."""
        return not (self.groups or self.without)

    @property
    def name(self) -> str:
        """Its words, where it is nothing but words or one phrase and may be a name; empty otherwise."""
        terms = [term for group in self.groups for term in group]
        plain = all(term.field is Field.TEXT and not term.is_beginning for term in terms)
        if self.without or not plain or len(terms) != len(self.groups):
            return ""
        return " ".join(word for term in terms for word in term.words)

    def in_text(self) -> Iterator[Term]:
        """The terms that are looked for in headline and text: what is marked in a result."""
        return (term for group in self.groups for term in group if term.field in (Field.TEXT, Field.HEADLINE))


@dataclass(frozen=True, slots=True)
class _Piece:
    """A term as it was written, or an operator (without ``term``)."""

    written: str
    term: Term | None = None
    negative: bool = False


def parse(text: str) -> Query:
    """Read a query. Never raises; the query is empty when no letter or digit is in ``text``."""
    notes: list[str] = []
    pieces = list(_pieces(_balanced(text, notes), notes))
    if len(pieces) > MOST_TERMS:
        notes.append(Message("Only the first %(terms)s words were looked for.", terms=MOST_TERMS))
        del pieces[MOST_TERMS:]
    groups: list[tuple[Term, ...]] = []
    without: list[Term] = []
    for negative, group in _joined(pieces, notes):
        if negative:
            without.extend(group)
        else:
            groups.append(group)
    if text.strip() and not (groups or without):
        notes.append(Message("“%(words)s” holds no letter or digit to look for.", words=text.strip()))
    return Query(text, tuple(dict.fromkeys(groups)), tuple(dict.fromkeys(without)), tuple(dict.fromkeys(notes)))


def phrase(text: str) -> Query:
    """The query for ``text`` as a phrase, whatever marks it holds."""
    found = tuple(words(text))
    return Query(text, groups=((Term(found),),) if found else ())


def _balanced(text: str, notes: list[str]) -> str:
    """The text with one kind of quotation marks, in pairs."""
    text = text.translate(_QUOTES)
    if text.count('"') % 2:
        before, _, after = text.rpartition('"')
        text = f"{before} {after}"
        notes.append(Message("A quotation mark has no partner and was left out; a phrase stands between two."))
    return text


def _pieces(text: str, notes: list[str]) -> Iterator[_Piece]:
    """The terms and operators of a text in their order; what holds no letter or digit is left out."""
    for found in _PIECE.finditer(text):
        written = found["word"] if found["phrase"] is None else f'"{found["phrase"]}"'
        if written in _OPERATORS and not found["minus"] and not found["field"]:
            yield _Piece(written)
            continue
        term = _term(found, notes)
        if term is not None:
            yield _Piece(written, term, negative=bool(found["minus"]))


def _term(found: re.Match[str], notes: list[str]) -> Term | None:
    """The term of a match; None when it holds no word."""
    inner: str = found["word"] if found["phrase"] is None else found["phrase"]
    starred = bool(found["star"])
    if found["phrase"] is None:
        starred = inner.endswith("*")
        inner = inner[:-1] if starred else inner
        _note_on_colons(found.group(), inner, notes)
    if "*" in inner:
        notes.append(
            Message(
                "In “%(words)s” a star was left out; it stands at the end of a word: kazakh*.",
                words=found.group().strip(),
            )
        )
    split = tuple(words(inner))
    if not split:
        return None
    if starred and len(split[-1]) < SHORTEST_BEGINNING:
        notes.append(
            Message(
                "“%(word)s*” was read as the word “%(word)s”: a star needs two letters or more before it.",
                word=split[-1],
            )
        )
        starred = False
    field = Field(found["field"].lower()) if found["field"] else Field.TEXT
    return Term(split, starred, field)


def _note_on_colons(written: str, inner: str, notes: list[str]) -> None:
    if inner.lower() in ("headline:", "author:", "source:"):
        notes.append(Message("Nothing follows “%(word)s”; it was read as a word.", word=inner))
    elif _LIKE_A_FIELD.match(inner):
        name = inner.partition(":")[0]
        notes.append(
            Message(
                "“%(name)s:” is not a field and was read as a word; there are headline:, author: and source:.",
                name=name,
            )
        )


def _joined(pieces: list[_Piece], notes: list[str]) -> Iterator[tuple[bool, tuple[Term, ...]]]:
    """Groups of terms, each with whether it must not occur. Operators that join nothing are read as words."""
    group: list[Term] = []
    expect = False  # the next term belongs to the group
    negative = False
    for place, piece in enumerate(pieces):
        before = pieces[place - 1] if place else None
        after = pieces[place + 1] if place + 1 < len(pieces) else None
        term = piece.term
        if term is None:
            if piece.written == "OR" and group and _is_found(before) and _is_found(after):
                expect = True
                continue
            if piece.written == "AND" and _is_term(before) and _is_term(after):
                continue
            if piece.written == "NOT" and _is_found(after):
                negative = True
                continue
            notes.append(_MISPLACED[piece.written])
            term = Term((piece.written.lower(),))
        if group and not expect:
            yield False, tuple(group)
            group = []
        if piece.negative or negative:
            yield True, (term,)
        else:
            group.append(term)
        expect = negative = False
    if group:
        yield False, tuple(dict.fromkeys(group))


_MISPLACED = {
    "OR": Message("“OR” was read as a word: it stands between two terms that are looked for."),
    "AND": Message("“AND” was read as a word: it stands between two terms."),
    "NOT": Message("“NOT” was read as a word: it stands before a term that is not looked for."),
}


def _is_term(piece: _Piece | None) -> bool:
    return piece is not None and piece.term is not None


def _is_found(piece: _Piece | None) -> bool:
    return piece is not None and piece.term is not None and not piece.negative
