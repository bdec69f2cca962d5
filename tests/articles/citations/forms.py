"""How the tests write what is expected of a bracket: "Herald 05-10; Nova=1994-05-12" and the like.

    source[=kind] date date [| another source ...]

A date is written as ``WrittenDate`` holds it: ``--05-10`` without a year, ``a/b`` for a range.
"""

from __future__ import annotations

from collections.abc import Iterable

from articles.citations import CitedDay, CitedItem, ResolvedCitation, Vocabulary, WrittenDay, extract

NOTHING = Vocabulary.empty()


def day_of(day: WrittenDay) -> str:
    """A written day as text: "1994-05-10", "--05-10", "--05", "1994"."""
    if day.month is None:
        return str(day.year)
    year = "--" if day.year is None else f"{day.year}-"
    return f"{year}{day.month:02d}" + ("" if day.day is None else f"-{day.day:02d}")


def dates_of(item: CitedItem) -> str:
    """The dates of an item, separated by spaces; a relative one as its words."""
    return " ".join(
        written.relative
        or (day_of(written.first) if written.last is None else f"{day_of(written.first)}/{day_of(written.last)}")
        for written in item.dates
    )


def summary(item: CitedItem) -> str:
    """An item as the tests write it: "Herald --05-10", with its kind unless it is press."""
    kind = "" if item.kind.value == "press" else f"={item.kind.value}"
    return f"{item.source}{kind} {dates_of(item)}".rstrip()


def cited(text: str, vocabulary: Vocabulary = NOTHING) -> list[str]:
    """The items of all citations of ``text`` as the tests write them."""
    return [summary(item) for match in extract(text, vocabulary) for item in match.items]


def cited_days(resolved: Iterable[ResolvedCitation]) -> list[CitedDay]:
    """What the citations are as evidence for the date of their article."""
    return [
        CitedDay(item.item.source, found.until or found.value)
        for citation in resolved
        for item in citation.items
        for found in item.dates
        if found.value is not None
    ]
