"""Every parenthesis of a text classified, and the citing ones taken out.

Brackets come first, since that scan costs next to nothing and most prose has none; the grammar only ever sees the
inside of a bracket. Square brackets, and one that its paragraph leaves open, count where they hold nothing
but citations. Never raises on any text; the cost is linear in its length.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from articles.citations.brackets import OPEN_IN_SENTENCE, Bracket, brackets, stray_brackets
from articles.citations.classify import classify
from articles.citations.grammar import cited_items
from articles.citations.in_sentence import in_sentence
from articles.citations.matches import CitationMatch, CitedItem, Form, ItemKind, Parenthesis, ParenthesisKind
from articles.citations.names import abbreviates, is_acronym, surnames_in
from articles.citations.part_notes import part_notes
from articles.citations.patterns import PLAIN_CITATION
from articles.citations.vocabulary import Vocabulary
from edm_archive.text.normalize import fold

#: A longer inside is prose, whatever it holds; brackets within it are looked at by themselves.
LONGEST_CITATION = 600
_LONGEST_UNCLOSED = 120  # characters between an unclosed bracket and the closed one that completes it
_CONTEXT = 120
_MASK = "\x01"
_LONG_QUOTATION = 5  # words; a bare name after so long a quotation says who is quoted
_SAYS_SOMETHING = re.compile(r"[^\W\d_a-z]|\.[a-z]")
_QUOTED_BEFORE = re.compile(r"[\"“]([^\"“”]{1,400})[\"”]\s*$")
_SHORT_FORM = re.compile(r"\s\[[A-Z]{2,8}\]")
_PLAIN_SHORT_FORM = re.compile(r"[A-Z]{2,8}s?")

Found = tuple[Bracket, tuple[CitedItem, ...]]


def parse(text: str, vocabulary: Vocabulary) -> tuple[Parenthesis, ...]:
    """Every parenthesis of ``text`` in order, each with its kind, a reason, and the items it cites if it cites any."""
    return tuple(_parenthesis(text, bracket, cited) for bracket, cited in _citing(text, vocabulary)[0])


def extract(text: str, vocabulary: Vocabulary) -> tuple[CitationMatch, ...]:
    """The citations and cross-references of ``text`` in order, with the outlets that are dated in the sentence.

    The latter, "told Herald (5 May) that", have ``form`` in_sentence: their bracket holds the date alone. So have notes
    on another part, "Part One appeared in EDM, December 14", which need no brackets at all.
    """
    found, learned = _citing(text, vocabulary)
    matches: list[CitationMatch] = []
    for bracket, cited in found:
        form = Form.PARENTHESIS
        if not cited:
            cited = in_sentence(text, bracket.start, bracket.end, vocabulary, learned)
            form = Form.IN_SENTENCE
        if cited:
            matches.append(CitationMatch(bracket.start, bracket.end, text[bracket.start : bracket.end], cited, form))
    return _with_notes(text, matches, vocabulary)


def _with_notes(text: str, matches: list[CitationMatch], vocabulary: Vocabulary) -> tuple[CitationMatch, ...]:
    """The matches, and the notes outside their brackets that say where another part appeared."""
    notes = list(part_notes(text, vocabulary))
    if not notes:
        return tuple(matches)
    ends = sorted((match.end, match.start) for match in matches)
    free = []
    for note in notes:
        after = bisect_left(ends, (note.start + 1, 0))
        if not any(start < note.end for _, start in ends[after : after + 3]):
            free.append(note)
    return tuple(sorted([*matches, *free], key=lambda match: (match.start, match.end)))


def _citing(text: str, vocabulary: Vocabulary) -> tuple[list[Found], frozenset[str]]:
    """All brackets with what they cite, and the folded names that the text cites with a date."""
    people: frozenset[str] | None = None
    first: list[Found] = []
    pairs = brackets(text)
    read = [_read(text, bracket, vocabulary) for bracket in pairs]
    taken = {bracket.start for bracket, cited in read if cited}  # one may have been completed by a bracket after it
    if strays := [stray for stray in _strays(text, pairs, vocabulary) if stray[0].start not in taken]:
        read = sorted([*read, *strays], key=lambda found: found[0].start)
    for bracket, cited in read:
        if people is None and any(_could_be_person(item) for item in cited):
            people = surnames_in(text)
        first.append((bracket, _without_people(cited, people) if people else cited))
    learned = frozenset(
        fold(item.source) for _, cited in first for item in cited if item.dates and item.kind is ItemKind.PRESS
    )
    found: list[Found] = []
    previous: CitedItem | None = None
    for bracket, cited in first:
        if not cited:
            cited = _bare(text, bracket, vocabulary, learned)
        if cited:
            cited = _without_ibid(cited, previous)
        if cited:
            previous = cited[-1]
        found.append((bracket, cited))
    return _with_addresses(found), learned


def _with_addresses(found: list[Found]) -> list[Found]:
    """Let "(Herald (www.herald.org), 5 May)" be one citation: an undated bracket within a citing one is part of it."""
    outer: dict[tuple[int, int], int] = {}  # a pair of brackets → the index of the citing one around it
    for index, (bracket, cited) in enumerate(found):
        around = outer.get((bracket.start, bracket.end))
        if around is not None and not any(item.dates for item in cited):
            whole, items = found[around]
            if cited and cited[0].host:
                items = _lend_address(items, cited[0], bracket.start)
            found[around], found[index] = (whole, items), (bracket, ())
        elif cited:
            outer.update(dict.fromkeys(bracket.inner, index))
    return found


def _lend_address(items: tuple[CitedItem, ...], address: CitedItem, at: int) -> tuple[CitedItem, ...]:
    """The items, the last one before ``at`` with the address unless it has one."""
    lent = list(items)
    for index in range(len(lent) - 1, -1, -1):
        if lent[index].source_span.end <= at:
            if not lent[index].host:
                lent[index] = replace(
                    lent[index], url=address.url, host=address.host, outlet=lent[index].outlet or address.outlet
                )
            break
    return tuple(lent)


def _read(text: str, bracket: Bracket, vocabulary: Vocabulary) -> Found:
    """What a bracket cites by itself; one that completes an unclosed bracket is read together with it."""
    start, end = bracket.start, bracket.end
    if end - start > LONGEST_CITATION:
        return bracket, ()
    inside = text[start + 1 : end - 1]
    if not _SAYS_SOMETHING.search(inside):
        return bracket, ()
    if bracket.inner:
        inside = _masked(inside, start + 1, bracket.inner)
    printed = text[start + 1 : end - 1]
    cited = () if _PLAIN_SHORT_FORM.fullmatch(inside) else cited_items(inside, start + 1, vocabulary)
    if not cited and bracket.unclosed >= 0 and start - bracket.unclosed < _LONGEST_UNCLOSED:
        return _read_from_unclosed(text, bracket, inside, vocabulary)
    return bracket, _with_whole_titles(cited, inside, printed) if cited and bracket.inner else cited


def _strays(text: str, pairs: list[Bracket], vocabulary: Vocabulary) -> Iterator[Found]:
    """Square and unclosed brackets that cite and nothing else: names, each with its day, from end to end."""
    for bracket, inside in stray_brackets(text, pairs):
        groups = [_SHORT_FORM.sub("", group).strip(" .\n") for group in inside.split(";")]
        if all(PLAIN_CITATION.fullmatch(group) for group in groups):
            cited = cited_items(inside, bracket.start + 1, vocabulary)
            if cited and all(any(date.day for date in item.dates) for item in cited):
                yield bracket, cited


def _with_whole_titles(cited: tuple[CitedItem, ...], inside: str, printed: str) -> tuple[CitedItem, ...]:
    """The items with the brackets that their titles hold, "Oil (Part Two)", as they are printed."""
    whole = []
    for item in cited:
        at = inside.find(item.title) if _MASK in item.title else -1
        title = printed[at : at + len(item.title)] + ")" * (printed[at + len(item.title) :][:1] == ")")
        whole.append(replace(item, title=title) if at >= 0 else item)
    return tuple(whole)


def _read_from_unclosed(text: str, bracket: Bracket, inside: str, vocabulary: Vocabulary) -> Found:
    """ "(Herald, Morning Star, (5 May)": the date in the inner bracket is that of the names after the outer one."""
    start = bracket.unclosed + 1
    names = text[start : bracket.start]
    if "\n\n" in names or OPEN_IN_SENTENCE.match(text, start - 1, bracket.start):
        return bracket, ()
    cited = cited_items(f"{names} {inside}", start, vocabulary)
    return (Bracket(start - 1, bracket.end, bracket.inner), cited) if cited else (bracket, ())


def _masked(inside: str, base: int, inner: tuple[tuple[int, int], ...]) -> str:
    """The inside with the brackets in it made void, length kept."""
    for start, end in inner:
        inside = inside[: start - base] + _MASK * (end - start) + inside[end - base :]
    return inside


def _without_people(cited: tuple[CitedItem, ...], people: frozenset[str]) -> tuple[CitedItem, ...]:
    """The items without surnames that the text gives to somebody: "(Ivanov, 5 May)"."""
    return tuple(item for item in cited if item.source not in people or not _could_be_person(item))


def _could_be_person(item: CitedItem) -> bool:
    return item.kind is ItemKind.PRESS and item.outlet is None and item.source.isalpha() and not item.source.isupper()


def _bare(text: str, bracket: Bracket, vocabulary: Vocabulary, learned: frozenset[str]) -> tuple[CitedItem, ...]:
    """What a bracket without dates cites: names that the text cites elsewhere, or an agency after its words."""
    inside = text[bracket.start + 1 : bracket.end - 1]
    if len(inside) > _CONTEXT or not _SAYS_SOMETHING.search(inside):
        return ()
    before = text[max(0, bracket.start - 4 * _CONTEXT) : bracket.start]
    if is_acronym(inside) and not abbreviates(inside, before[-_CONTEXT:]):
        quoted = _QUOTED_BEFORE.search(before)
        if quoted is not None and len(quoted[1].split()) >= _LONG_QUOTATION:
            learned = learned | {fold(inside)}
    elif is_acronym(inside):
        return ()
    if not learned and not vocabulary.outlets and not vocabulary.publications:
        return ()
    return cited_items(inside, bracket.start + 1, vocabulary, learned)


def _without_ibid(cited: tuple[CitedItem, ...], previous: CitedItem | None) -> tuple[CitedItem, ...]:
    """The items, "Ibid." replaced by the source before it; one without a source before it is none."""
    if all(item.form != "ibid" for item in cited):
        return cited
    kept: list[CitedItem] = []
    for item in cited:
        if item.form == "ibid":
            if previous is None:
                continue
            item = replace(
                previous,
                source_span=item.source_span,
                dates=item.dates or previous.dates,
                locator=item.locator or previous.locator,
                form="ibid",
            )
        kept.append(item)
        previous = item
    return tuple(kept)


def _parenthesis(text: str, bracket: Bracket, cited: tuple[CitedItem, ...]) -> Parenthesis:
    start, end = bracket.start, bracket.end
    quote = text[start:end]
    if not cited:
        inside = quote[1:-1][:LONGEST_CITATION]
        kind, reason = classify(inside, text[max(0, start - _CONTEXT) : start])
        return Parenthesis(start, end, quote, kind, reason)
    names = ", ".join(item.source for item in cited)
    if all(item.kind is ItemKind.CROSS_REFERENCE for item in cited):
        reason = f"It refers to this archive's own {names}."
        return Parenthesis(start, end, quote, ParenthesisKind.CROSS_REFERENCE, reason, cited)
    dated = "with a date" if any(item.dates for item in cited) else "without a date"
    return Parenthesis(start, end, quote, ParenthesisKind.CITATION, f"It names a source {dated}: {names}.", cited)
