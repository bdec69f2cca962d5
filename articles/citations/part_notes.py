"""Notes in the running text that say where another part appeared: "Part One appeared in EDM, December 14".

Only our own publications are looked for, under the names of the caller's vocabulary and their house titles; a note
without a date to the day says nothing that could be followed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from articles.citations.matches import CitationMatch, CitedItem, Form, ItemKind
from articles.citations.patterns import DAY_FIRST, MONTH_FIRST
from articles.citations.phrases import HOUSE_TITLES
from articles.citations.vocabulary import Vocabulary
from articles.citations.written_dates import read_dates
from edm_archive.text.normalize import fold
from edm_archive.text.spans import Span

_DATE = "|".join(re.sub(r"\?P<\w+>", "?:", pattern) for pattern in (MONTH_FIRST, DAY_FIRST))
_NUMBER = r"(?:One|Two|Three|Four|Five|Six|one|two|three|four|five|six|[IVX]{1,4}|\d{1,2})(?!\w)"
_PARTS = rf"[Pp]arts?\s+{_NUMBER}(?:\s*(?:,|and|&)\s*{_NUMBER}){{0,4}}"
_OF = r"(?:\s+(?:of|in)\s+(?:this|the|our)\s+[\w-]{1,20})?"
_CARRIED = r"(?:appeared|(?:was|were)\s+(?:published|printed|carried)|ran|(?:is|are)\s+(?:found|available))"
_TITLE = r"(?P<title>[A-ZÀ-Þ][\w’'-]*(?:\s[\w’'-]+){0,5}?)"
#: "Part One appeared in EDM, December 14", "For Part One, see EDM, December 14, 2017"
_NOTE = re.compile(
    rf"(?P<parts>{_PARTS}){_OF},?\s+(?:{_CARRIED}\s+in|(?:please\s+)?see)\s+(?:the\s+)?"
    rf"(?:{_TITLE}(?:,|\s+of|\s+on|,\s+on)?\s+(?P<date>{_DATE})"
    rf"|(?P<day>{_DATE}),?\s+(?:issue|edition)\s+of\s+(?:the\s+)?(?P<of>[A-ZÀ-Þ][\w’'-]*(?:\s[A-ZÀ-Þ][\w’'-]*){{0,5}}))"
)


def part_notes(text: str, vocabulary: Vocabulary) -> Iterator[CitationMatch]:
    """The notes of ``text`` in order, each as a cross-reference whose locator is the part."""
    for found in _notes(text):
        name = "title" if found["title"] else "of"
        title = fold(found[name])
        slug = vocabulary.publications.get(title) or vocabulary.publications.get(title.removeprefix("the "))
        written = "date" if found["date"] else "day"
        dates = read_dates(found[written], found.start(written))
        if (slug is None and title not in HOUSE_TITLES) or not any(date.day for date in dates):
            continue
        item = CitedItem(
            source=found[name],
            source_span=Span(*found.span(name)),
            kind=ItemKind.CROSS_REFERENCE,
            dates=dates,
            locator=found["parts"],
            publication=slug,
            outlet=vocabulary.outlets.get(title),
        )
        quote = found.group().rstrip(".")
        yield CitationMatch(found.start(), found.start() + len(quote), quote, (item,), Form.IN_SENTENCE)


def _notes(text: str) -> Iterator[re.Match[str]]:
    """Where the pattern matches; a plain search for "art" before it costs next to nothing."""
    end, at = 0, text.find("art")
    while at >= 0:
        found = _NOTE.match(text, at - 1) if at > end and not text[at - 2 : at - 1].isalnum() else None
        if found is not None:
            yield found
            end = found.end()
        at = text.find("art", max(at + 3, end))
