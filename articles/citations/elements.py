"""What stands around the names of an element, and decides whose a date is or whether two words are one name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from articles.citations import words
from articles.citations.matches import ItemKind
from articles.citations.names import Name
from articles.citations.phrases import NamedSource
from articles.citations.tokens import Event
from edm_archive.text.normalize import fold

_ARTICLES = frozenset({"the", "a", "an", "its"})
_BEFORE_PART = frozenset({"for", "read", "to read"})
_SLAVIC = words.OUTLET_ENDINGS - words.ENGLISH_ENDINGS


def without_possessive(element: Sequence[Event], index: int) -> Event:
    """The name at ``index``, without the ending of "Herald's 5 May editorial"; "Moody's, 5 May" keeps its own."""
    event = element[index]
    if index + 1 == len(element) or not event.text.endswith(("'s", "’s")):
        return event
    return event._replace(text=event.text[:-2], end=event.end - 2)


def owns_no_date(element: Sequence[Event], index: int) -> bool:
    """Whether the date after a name belongs to the name after it: "Somebody in the", "23 March", "Herald"."""
    if index + 2 >= len(element) or element[index + 1].kind != "date" or element[index + 2].kind != "name":
        return False
    return element[index].text.rsplit(None, 1)[-1] in _ARTICLES


def opens_part(element: Sequence[Event], index: int) -> bool:
    """Whether a word only leads to a part: "For Part One, see EDM"."""
    if element[index].text.casefold() not in _BEFORE_PART or index + 1 == len(element):
        return False
    return element[index + 1].kind == "locator" and element[index + 1].text[:4].casefold() == "part"


def one_title(phrase: str, sources: Sequence[NamedSource]) -> NamedSource | None:
    """ "Globe and Mail" as one name: two single words joined by "and", neither known nor an outlet's by itself.

    Whether it is one is only settled by what follows: a list, or two dates, make two names of it.
    """
    if len(sources) != 2 or phrase != f"{sources[0].name} and {sources[1].name}":
        return None
    first, last = sources
    if not all(_could_be_half(source) for source in sources):
        return None
    return replace(first, name=phrase, end=last.end)


def _could_be_half(source: NamedSource) -> bool:
    plain = source.outlet is None and source.sort is Name.PLAIN and source.kind is ItemKind.PRESS
    return plain and source.name.isalpha() and source.name.istitle() and fold(source.name) not in _SLAVIC
