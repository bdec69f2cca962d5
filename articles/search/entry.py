"""What the index holds of an article: its words, in a form that every database splits alike.

The words are made here, not by a database's own parser, since no two parsers split "C-300" or "kremlin.ru" alike. Each
part is one line of words with a space on either side of each, so that a phrase is found by looking for " the phrase ".
``BREAK`` stands between paragraphs and between names: no phrase runs across it. The words of names carry a mark, so
that an author's name is not a word of the text. All marks are outside ASCII, where FTS5's ``ascii`` tokenizer and a
PostgreSQL lexeme keep them, and none is a letter or digit, so that no query holds one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import astuple, dataclass
from itertools import chain

from edm_archive.text.spans import PARAGRAPH_BREAK
from edm_archive.text.words import words

BREAK = "¶"
AUTHOR_MARK = "§"
SOURCE_MARK = "¤"
#: The columns of the index that hold words, in their order.
PARTS = ("headline", "standfirst", "body", "names")

#: Limits of PostgreSQL's tsvector: its size in bytes, places in it, places of one word.
_VECTOR_BYTES, _LAST_PLACE, _PLACES_OF_A_WORD = 1_000_000, 16_383, 255
#: Bytes of a vector that the different words of a part may fill.
_ROOM = {"headline": 50_000, "standfirst": 50_000, "body": 700_000, "names": 100_000}
#: Bytes that a word takes in a vector beside its letters, and at most for each letter.
_BESIDE, _LETTER = 5, 4
#: Rank of a part in a vector: headline before standfirst before names before body.
_WEIGHTS = {"headline": "A", "standfirst": "B", "names": "C", "body": ""}


@dataclass(frozen=True, slots=True)
class Entry:
    """The words of one article, by part."""

    headline: str = ""
    standfirst: str = ""
    body: str = ""
    names: str = ""

    @classmethod
    def of(
        cls, headline: str, standfirst: str, body: str, authors: Iterable[str] = (), sources: Iterable[str] = ()
    ) -> Entry:
        """The entry of an article; ``authors`` and ``sources`` are names, whose order and repetition do not count."""
        names = chain(_marked(authors, AUTHOR_MARK), _marked(sources, SOURCE_MARK))
        return cls(
            _line([words(headline)], "headline"),
            _line([words(standfirst)], "standfirst"),
            _line([words(paragraph) for paragraph in PARAGRAPH_BREAK.split(body)], "body"),
            _line(list(names), "names"),
        )

    def parts(self) -> tuple[str, ...]:
        """The lines of words, in the order of ``PARTS``."""
        return astuple(self)

    def vector(self) -> str:
        """The entry as PostgreSQL's tsvector, written out: ``'kazakhstan':1A,7 'spoke':2A``."""
        places: dict[str, list[str]] = defaultdict(list)
        place = size = 0
        for name, line in zip(PARTS, self.parts(), strict=True):
            weight = _WEIGHTS[name]
            for word in line.split():
                place += 1
                if word == BREAK:
                    continue
                found = places[word]
                if not found:
                    size += len(word.encode()) + _BESIDE
                if len(found) < _PLACES_OF_A_WORD and place <= _LAST_PLACE and size < _VECTOR_BYTES:
                    found.append(f"{place}{weight}")
                    size += 2
        return " ".join(f"'{word}':{','.join(found)}" if found else f"'{word}'" for word, found in places.items())


def _line(passages: list[list[str]], part: str) -> str:
    joined = f" {BREAK} ".join(" ".join(passage) for passage in passages if passage)
    if len(joined) * _LETTER + joined.count(" ") * _BESIDE > _ROOM[part]:
        joined = _cut(joined, _ROOM[part])
    return f" {joined} " if joined else ""


def _marked(names: Iterable[str], mark: str) -> list[list[str]]:
    found = {tuple(words(name)) for name in names}
    return [[f"{mark}{word}" for word in name] for name in sorted(found)]


def _cut(line: str, room: int) -> str:
    """The line up to where its different words would fill ``room``: no text but a contrived one is cut."""
    seen: set[str] = set()
    kept = line.split(" ")
    for place, word in enumerate(kept):
        if word not in seen:
            seen.add(word)
            room -= len(word.encode()) + _BESIDE
            if room < 0:
                return " ".join(kept[:place])
    return line
