"""The authority file as an automaton: every known name in a text, found in one pass.

Aho and Corasick's automaton ("Efficient string matching", CACM 18(6), 1975; the library is pyahocorasick) gives all
occurrences of all aliases, overlapping ones included. Those that are not whole words or not in the right case are
dropped *first*, then the longest is chosen: the library's own longest-match scan would let a long name that fails the
boundary hide a shorter one that does not.

Quotation marks, dashes and spaces of every sort are compared as equal, character for character, so that offsets are
those of the text as printed. Refused: any change of length, hence no accents taken off and no runs of spaces joined.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

import ahocorasick

from edm_archive.text.normalize import clean
from edm_archive.text.spans import Span

from .boundaries import Closed, addresses, closes, opens
from .candidates import AliasEntry, Candidate, Match

#: Characters that are compared as another one; each is one character for one, so that no offset moves.
_EQUAL = (
    ("'", "’‘ʼ`´‛"),
    ('"', "“”„‟«»"),
    ("-", "\u2010\u2011\u2012\u2013\u2014\u2212"),
    (" ", "\u00a0\u2009\u202f\u2007\n\t"),
    ("I", "İ"),
)

Hit = tuple[int, int, tuple[Candidate, ...]]


def comparable(text: str) -> str:
    """``text`` with marks, dashes and spaces made equal; its length is that of ``text``."""
    for same, others in _EQUAL:
        for other in others:
            text = text.replace(other, same)
    return text


class Gazetteer:
    """All names of an authority file, built once, asked often; can be pickled."""

    def __init__(self, entries: Iterable[AliasEntry]) -> None:
        """Build the automaton; an alias without a letter or digit is left out.

        Args:
            entries: in any order; the same alias may belong to several entities.
        """
        self._entries: list[list[tuple[str, AliasEntry]]] = []
        self._labels: dict[Hashable, str] = {}
        self._automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        numbers: dict[str, int] = {}
        for entry in entries:
            written = comparable(clean(entry.alias)).strip()
            if not any(map(str.isalnum, written)):
                continue
            if entry.preferred or entry.entity not in self._labels:
                self._labels[entry.entity] = entry.alias
            key = written.lower()
            if key not in numbers:
                numbers[key] = len(self._entries)
                self._entries.append([])
                self._automaton.add_word(key, numbers[key])
            self._entries[numbers[key]].append((written, entry))
        self._lengths = [len(group[0][0]) for group in self._entries]
        if numbers:
            self._automaton.make_automaton()

    def __len__(self) -> int:
        """The number of different names, case not counted."""
        return len(self._entries)

    def find(self, text: str, *, outside: Sequence[Span] = ()) -> tuple[Match, ...]:
        """The known names in ``text``, in order, none overlapping another.

        Args:
            outside: stretches that are not searched, such as the brackets of citations; a name that touches one is
                left out.
        """
        if not self._entries:
            return ()
        chosen = _longest(self._hits(text, Closed([*outside, *addresses(text)])))
        return tuple(self._match(text, Span(start, end), candidates) for start, end, candidates in chosen if candidates)

    def _hits(self, text: str, closed: Closed) -> list[Hit]:
        written = comparable(text)
        found: list[Hit] = []
        for last, number in self._automaton.iter(written.lower()):
            end = last + 1
            start = end - self._lengths[number]
            if not (opens(text, start) and closes(text, end)) or closed.touches(start, end):
                continue
            here = written[start:end]
            agreeing = [entry for alias, entry in self._entries[number] if entry.case == "any" or alias == here]
            if agreeing:
                found.append((start, end, self._candidates(agreeing)))
        return found

    def _candidates(self, entries: list[AliasEntry]) -> tuple[Candidate, ...]:
        """One candidate an entity, those called so by preference first; none of an alias that is never suggested."""
        found: dict[Hashable, Candidate] = {}
        for entry in sorted(entries, key=lambda entry: not entry.preferred):
            if entry.case != "never" and entry.entity not in found:
                found[entry.entity] = Candidate(
                    entry.entity, entry.kind, self._labels[entry.entity], entry.alias, entry.preferred
                )
        return tuple(found.values())

    def _match(self, text: str, span: Span, candidates: tuple[Candidate, ...]) -> Match:
        first = candidates[0]
        score, reason = _ground(span.of(text), candidates)
        if _beside_capital(text, span):
            score, reason = round(score * 0.75, 2), f"{reason}; beside another capitalised word"
        return Match(span, span.of(text), candidates, "alias", score, reason, first.kind, first.label)


def _ground(quote: str, candidates: tuple[Candidate, ...]) -> tuple[float, str]:
    first = candidates[0]
    if len(candidates) > 1:
        names = ", ".join(f"{candidate.label} ({candidate.kind})" for candidate in candidates[:4])
        return 0.5, f"a name of {len(candidates)} entities: {names}"
    if quote.lower() == quote and first.alias.lower() != first.alias:
        return 0.6, f"a name of {first.label}, written small"
    if first.preferred:
        return 0.95, "the preferred name"
    return 0.9, f"alias of {first.label}"


def _beside_capital(text: str, span: Span) -> bool:
    """Whether one space parts the name from a capitalised word, and so it may be a piece of a longer, unknown name."""
    after = text[span.end : span.end + 2]
    if len(after) == 2 and after[0] == " " and after[1].isupper():
        return True
    if text[max(0, span.start - 1) : span.start] != " ":
        return False
    before = text[max(0, span.start - 30) : span.start - 1]
    word = before.split(" ")[-1]
    inside_sentence = len(before) > len(word) and before[: -len(word) or None].rstrip()[-1:] not in ".!?:\n"
    return word[:1].isupper() and word[-1:].isalnum() and inside_sentence


def _longest(hits: list[Hit]) -> list[Hit]:
    """Of hits that overlap the longest, of equally long ones the first; what is left never overlaps.

    Longer hits are laid down first, so a shorter one collides exactly when its first or last character is taken.
    """
    if len(hits) < 2:
        return hits
    taken: set[int] = set()
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
        start, end, _ = hit
        if start not in taken and end - 1 not in taken:
            taken.update(range(start, end))
            chosen.append(hit)
    chosen.sort(key=lambda hit: hit[0])
    return chosen
