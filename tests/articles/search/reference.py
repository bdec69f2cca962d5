"""The search in plain Python: what a query means, without an index. Slow, obvious, and the judge of both databases."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from articles.search.query import Field, Query, Term
from edm_archive.text.normalize import fold


@dataclass(frozen=True)
class Text:
    """What is searched of an article."""

    headline: str = ""
    standfirst: str = ""
    body: str = ""
    authors: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()

    def passages(self, field: Field) -> list[list[str]]:
        """The runs of words in which a term of a field may stand."""
        texts: dict[Field, Iterable[str]] = {
            Field.TEXT: (self.headline, self.standfirst, *re.split(r"\n[ \t]*\n\s*", self.body)),
            Field.HEADLINE: (self.headline,),
            Field.AUTHOR: self.authors,
            Field.SOURCE: self.sources,
        }
        return [spoken(text) for text in texts[field]]


def spoken(text: str) -> list[str]:
    """The words of a text, each without its possessive ending."""
    return fold(re.sub(r"(?i)(?<=\w)['’‘ʼ`´]s(?!\w)", " ", text)).split()


def occurs(term: Term, text: Text) -> bool:
    """Whether the words of ``term`` stand together in one passage of its field."""
    return any(
        starts_with(passage[start:], term) for passage in text.passages(term.field) for start in range(len(passage))
    )


def starts_with(passage: list[str], term: Term) -> bool:
    *whole, last = term.words
    if len(passage) < len(term.words) or passage[: len(whole)] != whole:
        return False
    word = passage[len(whole)]
    return word.startswith(last) if term.is_beginning else word == last


def finds(query: Query, text: Text) -> bool:
    """Whether ``text`` is found by ``query``."""
    if query.is_empty:
        return False
    return all(any(occurs(term, text) for term in group) for group in query.groups) and not any(
        occurs(term, text) for term in query.without
    )
