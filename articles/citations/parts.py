"""Articles that come in parts: which part a headline or a text says it is, and which parts a reference names.

    headline_part("Belarus and the Union State (Part Two)")      part 2, of the title before the brackets
    stated_part("… This is the second part of a two-part article.")   part 2 of 2
    named_parts("Parts One and Two")                             parts 1 and 2

Numbers may be words, Roman or Arabic. A number alone, "(2)" or "II", is no part: it must be called one. Never raises;
where statements contradict each other, or the part is beyond the number of parts, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from edm_archive.text.normalize import fold
from edm_archive.text.spans import Span, paragraphs

#: More parts than any article has.
MOST = 40
#: A statement about the parts stands in a short note or a sentence; longer paragraphs are read up to here on both ends.
_NOTE = 600
_CARDINALS = dict(
    zip("one two three four five six seven eight nine ten eleven twelve".split(), range(1, 13), strict=True)
)
_ORDINALS = dict(
    zip("first second third fourth fifth sixth seventh eighth ninth tenth".split(), range(1, 11), strict=True)
)
_ROMANS = {"i": 1, "v": 5, "x": 10}

_COUNTED = rf"(?:\d{{1,2}}|(?i:{'|'.join(_CARDINALS)}|[ivx]{{1,5}}))(?!\w)"
_ORDINAL = rf"(?:\d{{1,2}}(?i:st|nd|rd|th)|(?i:{'|'.join(_ORDINALS)}))(?!\w)"
_OF = rf"(?:\s*(?:(?i:of)|/)\s*(?:(?i:an?|this|our)\s+)?(?P<total>{_COUNTED})(?:[-\s](?i:parts?)(?:\s+\w+)?)?)?"
_PART = rf"(?P<marker>(?i:part)\.?\s+(?P<part>{_COUNTED}){_OF})"
_DASH = r"[-–—:,;|]+"
#: In brackets, or after a dash, at the end or before a subtitle; at the beginning; at the end, "Oil Part Two".
_IN_HEADLINE = tuple(
    re.compile(pattern)
    for pattern in (
        rf"^(?P<stem>.*?\S)\s*[(\[]\s*{_PART}\s*[)\]]\s*(?:$|{_DASH}\s*(?P<subtitle>\S.*)$)",
        rf"^(?P<stem>.*?\S)(?:\s*[:,;|]|\s+[-–—]+|—)\s*{_PART}\s*(?:\.?\s*$|[-–—:]+\s+(?P<subtitle>\S.*)$)",
        rf"^[(\[]?\s*{_PART}\s*(?:[)\]]\s*(?:{_DASH})?|{_DASH}|\.\s)\s*(?P<stem>[^\s\-–—:,;|].*)$",
        rf"^(?P<stem>.*?\S)\s+(?=P(?:art|ART)){_PART}\s*$",
    )
)
_PIECE = (
    r"(?i:articles?|series|analys[ie]s|reports?|essays?|parts?|pieces?|stud(?:y|ies)|assessments?|commentar(?:y|ies))"
)
#: "in a two-part series", "of the article", "of two parts"
_WHOLE = (
    rf"(?:of|in)\s+(?:(?i:an?|the|this|our|his|her|their)\s+)?(?:(?P<total>{_COUNTED})[-\s])?(?:(?i:part)\s+)?{_PIECE}"
)
_STATED = (
    re.compile(
        rf"(?P<marker>(?i:this\s+(?:article\s+|text\s+)?is\s+)(?i:the\s+)?(?P<ordinal>{_ORDINAL})"
        rf"(?P<final>\s+(?i:and\s+(?:the\s+)?(?:last|final|concluding)))?\s+(?:(?i:part|article|instal?lment)\s+)?{_WHOLE})"
    ),
    re.compile(rf"(?i:this\s+(?:article\s+|text\s+)?is\s+){_PART}"),
    re.compile(
        rf"(?P<marker>(?i:part)\s+(?P<part>{_COUNTED})\s+(?:of|in)\s+(?i:an?)\s+(?P<total>{_COUNTED})-(?i:part)\s+{_PIECE})"
    ),
)
#: A paragraph that is nothing but a marker.
_ALONE = re.compile(rf"\W*{_PART}\W*")
_NAMED = re.compile(
    rf"(?<!\w)(?i:parts?)\.?\s+(?P<first>{_COUNTED})(?P<more>(?:\s*(?:,\s*(?:(?i:and)\s+)?|(?i:and|to)\s+|&|[-–])\s*{_COUNTED}){{0,9}})"
)
_FURTHER = re.compile(rf"(?P<range>(?i:to)|[-–])?[\s,&]*(?:(?i:and)\s+)?(?P<number>{_COUNTED})")


@dataclass(frozen=True, slots=True)
class PartMarker:
    """A part that some words state or name.

    Attributes:
        part: its number, from 1.
        span: the words, within the text they were read from.
        total: of how many parts, where that is said.
        stem: of a headline, the title that the parts share, as printed; else empty.
        title: of a headline, all of it but the marker; else empty.
    """

    part: int
    span: Span
    total: int | None = None
    stem: str = ""
    title: str = ""


def headline_part(headline: str) -> PartMarker | None:
    """The part that a headline says it is."""
    for pattern in _IN_HEADLINE:
        found = pattern.match(headline)
        marker = _marker(found) if found else None
        if found and marker:
            stem, subtitle = found["stem"].strip(), (found.groupdict().get("subtitle") or "").strip()
            if fold(stem):
                title = f"{stem}: {subtitle}" if subtitle else stem
                return PartMarker(marker.part, marker.span, marker.total, stem, title)
    return None


def without_part(headline: str) -> str:
    """The headline without the part that it states: "Belarus and the Union State"."""
    marker = headline_part(headline)
    return marker.title if marker else headline


def stated_part(body: str) -> PartMarker | None:
    """The part that a text says it is, in its first or in one of its last two paragraphs, where such notes stand."""
    spans = paragraphs(body)
    found: list[PartMarker] = []
    for paragraph in (*spans[:1], *spans[max(1, len(spans) - 2) :]):
        for start, end in _ends(paragraph):
            found.extend(_stated(body, start, end))
    parts = {marker.part for marker in found}
    totals = {marker.total for marker in found if marker.total is not None}
    if len(parts) != 1 or len(totals) > 1:
        return None
    return PartMarker(found[0].part, found[0].span, next(iter(totals), None))


def named_parts(words: str) -> tuple[PartMarker, ...]:
    """The parts that some words name, in their order: "Parts One and Two", "part 3", "Parts I-III"."""
    return tuple(_named(words))


def divided(locator: str, dates: int) -> tuple[str, ...]:
    """A locator for each of ``dates`` dates: "Parts One and Two" of two dates are "Part One" and "Part Two"."""
    markers = named_parts(locator)
    if dates < 2 or len(markers) != dates or _NAMED.fullmatch(locator.strip()) is None:
        return (locator,) * dates
    return tuple(f"Part {_as_printed(locator, marker)}" for marker in markers)


def _as_printed(words: str, marker: PartMarker) -> str:
    printed = words[marker.span.start : marker.span.end].split()[-1]
    return printed if _number(printed) == marker.part else str(marker.part)


def _ends(paragraph: Span) -> Iterator[tuple[int, int]]:
    if len(paragraph) <= 2 * _NOTE:
        yield paragraph.start, paragraph.end
    else:
        yield paragraph.start, paragraph.start + _NOTE
        yield paragraph.end - _NOTE, paragraph.end


def _stated(text: str, start: int, end: int) -> Iterator[PartMarker]:
    if end - start <= _NOTE and (alone := _ALONE.fullmatch(text, start, end)):
        yield from filter(None, [_marker(alone)])
        return
    for pattern in _STATED:
        for found in pattern.finditer(text, start, end):
            yield from filter(None, [_marker(found)])


def _marker(found: re.Match[str]) -> PartMarker | None:
    """What a match says, unless its numbers make no sense."""
    groups = found.groupdict()
    part = _number(groups.get("part") or groups.get("ordinal") or "")
    total = _number(groups["total"]) if groups.get("total") else None
    if groups.get("final") and total is None:
        total = part
    if part is None or (total is not None and total < part) or (groups.get("total") and total is None):
        return None
    return PartMarker(part, Span(*found.span("marker")), total)


def _named(words: str) -> Iterator[PartMarker]:
    for found in _NAMED.finditer(words):
        part = _number(found["first"])
        if part is None:
            continue
        yield PartMarker(part, Span(found.start(), found.end("first")))
        for further in _FURTHER.finditer(words, found.start("more"), found.end("more")):
            number = _number(further["number"])
            if number is None:
                break
            span = Span(further.start("number"), further.end("number"))
            between = range(part + 1, number) if further["range"] else ()
            yield from (PartMarker(each, span) for each in between)
            yield PartMarker(number, span)
            part = number


def _number(written: str) -> int | None:
    """The number that a word, a Roman or an Arabic numeral is; None for what is none, or none of a part."""
    word = written.casefold()
    if word[:1].isdecimal():
        digits = "".join(_leading_digits(word))
        value = int(digits)
    elif word in _CARDINALS or word in _ORDINALS:
        value = _CARDINALS.get(word) or _ORDINALS[word]
    else:
        value = _roman(word)
    return value if 1 <= value <= MOST else None


def _leading_digits(word: str) -> Iterable[str]:
    for character in word:
        if not character.isdecimal():
            return
        yield character


def _roman(word: str) -> int:
    """The value of a Roman numeral of I, V and X as it is properly written; 0 for anything else."""
    if not word or any(character not in _ROMANS for character in word):
        return 0
    values = [_ROMANS[character] for character in word]
    value = sum(-now if now < after else now for now, after in zip(values, [*values[1:], 0], strict=True))
    tens, ones = divmod(value, 10)
    proper = "x" * tens + ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")[ones]
    return value if proper == word else 0
