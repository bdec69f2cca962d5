"""The authority file as an automaton: every known name in a text, found in one pass.

Aho and Corasick's automaton ("Efficient string matching", CACM 18(6), 1975; the library is pyahocorasick) gives all
occurrences of all aliases, overlapping ones included. Those that are not whole words or not in the right case are
dropped *first*, then the longest is chosen: the library's own longest-match scan would let a long name that fails the
boundary hide a shorter one that does not.

Quotation marks, dashes and spaces of every sort are compared as equal, character for character, so that offsets are
those of the text as printed. Refused: any change of length, hence no accents taken off and no runs of spaces joined.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from operator import itemgetter

import ahocorasick

from edm_archive.text.normalize import clean
from edm_archive.text.spans import Span

from .boundaries import Closed, addresses, closes, opens
from .candidates import AliasEntry, Candidate, Match
from .neighbours import in_longer_name

#: Characters that are compared as another one; each is one character for one, so that no offset moves.
_EQUAL = (
    ("'", "’‘ʼ`´‛"),
    ('"', "“”„‟«»"),
    ("-", "\u2010\u2011\u2012\u2013\u2014\u2212"),
    (" ", "\u00a0\u2009\u202f\u2007\n\t"),
    ("I", "İ"),
)

Hit = tuple[int, int, list[AliasEntry]]


def comparable(text: str) -> str:
    """``text`` with marks, dashes and spaces made equal; its length is that of ``text``."""
    for same, others in _EQUAL:
        for other in others:
            text = text.replace(other, same)
    return text


class _Names:
    """Aliases under one case rule, as an automaton over their comparable form."""

    def __init__(self) -> None:
        self.automaton = ahocorasick.Automaton(ahocorasick.STORE_INTS)
        self.entries: list[list[AliasEntry]] = []
        self.lengths: list[int] = []
        self._numbers: dict[str, int] = {}

    def add(self, written: str, entry: AliasEntry) -> None:
        number = self._numbers.setdefault(written, len(self.entries))
        if number == len(self.entries):
            self.automaton.add_word(written, number)
            self.entries.append([])
            self.lengths.append(len(written))
        if entry not in self.entries[number]:
            self.entries[number].append(entry)

    def close(self) -> None:
        """Make the automaton; after this nothing is added."""
        self._numbers.clear()
        if self.entries:
            self.automaton.make_automaton()

    def scan(self, written: str) -> Iterator[Hit]:
        """All occurrences, overlapping ones and pieces of words included."""
        if not self.entries:
            return
        for last, number in self.automaton.iter(written):
            yield last + 1 - self.lengths[number], last + 1, self.entries[number]


class Gazetteer:
    """All names of an authority file, built once, asked often; can be pickled.

    Names that count in any case stand in an automaton of their own, so that the others are not met at every word in
    small letters.
    """

    def __init__(self, entries: Iterable[AliasEntry]) -> None:
        """Build the automata; an alias without a letter or digit is left out.

        Args:
            entries: in any order; the same alias may belong to several entities.
        """
        self._labels: dict[Hashable, str] = {}
        self._exact, self._any = _Names(), _Names()
        for entry in entries:
            written = comparable(clean(entry.alias)).strip()
            if not any(map(str.isalnum, written)):
                continue
            if entry.preferred or entry.entity not in self._labels:
                self._labels[entry.entity] = entry.alias
            if entry.case == "any":
                self._any.add(written.lower(), entry)
            else:
                self._exact.add(written, entry)
        self._exact.close()
        self._any.close()

    def __len__(self) -> int:
        """The number of different names: those of any case, and those of one."""
        return len(self._exact.entries) + len(self._any.entries)

    def find(self, text: str, *, outside: Sequence[Span] = ()) -> tuple[Match, ...]:
        """The known names in ``text``, in order, none overlapping another.

        Args:
            outside: stretches that are not searched, such as the brackets of citations; a name that touches one is
                left out.
        """
        closed = Closed([*outside, *addresses(text)])
        written = comparable(text)
        found = self._whole_words(text, self._exact.scan(written), closed)
        if self._any.entries:
            found = _merged(found + self._whole_words(text, self._any.scan(written.lower()), closed))
        matches = (self._match(text, Span(start, end), entries) for start, end, entries in _longest(found))
        return tuple(match for match in matches if match)

    @staticmethod
    def _whole_words(text: str, hits: Iterable[Hit], closed: Closed) -> list[Hit]:
        return [
            hit for hit in hits if opens(text, hit[0]) and closes(text, hit[1]) and not closed.touches(hit[0], hit[1])
        ]

    def _candidates(self, entries: list[AliasEntry]) -> tuple[Candidate, ...]:
        """One candidate an entity, those called so by preference first; none of an alias that is never suggested."""
        if len(entries) > 1:
            entries = sorted(entries, key=lambda entry: not entry.preferred)
        found: dict[Hashable, Candidate] = {}
        for entry in entries:
            if entry.case != "never" and entry.entity not in found:
                label = self._labels[entry.entity]
                found[entry.entity] = Candidate(entry.entity, entry.kind, label, entry.alias, entry.preferred)
        return tuple(found.values())

    def _match(self, text: str, span: Span, entries: list[AliasEntry]) -> Match | None:
        candidates = self._candidates(entries)
        if not candidates:
            return None
        first = candidates[0]
        score, reason = _ground(span.of(text), candidates)
        if in_longer_name(text, span):
            score, reason = round(score * 0.75, 2), f"{reason}; beside another capitalised word"
        return Match(span, span.of(text), candidates, "alias", score, reason, first.kind, first.label)


def _merged(hits: list[Hit]) -> list[Hit]:
    """One hit a stretch of text, with the entries of all."""
    found: dict[tuple[int, int], list[AliasEntry]] = {}
    for start, end, entries in hits:
        found[start, end] = found.get((start, end), []) + entries
    return [(start, end, entries) for (start, end), entries in found.items()]


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


def _longest(hits: list[Hit]) -> list[Hit]:
    """Of hits that overlap the longest, of equally long ones the first; what is left never overlaps."""
    chosen: list[Hit] = []
    together: list[Hit] = []
    reach = 0
    for hit in sorted(hits, key=itemgetter(0)):
        if together and hit[0] >= reach:
            chosen += _longest_of(together)
            together = []
        together.append(hit)
        reach = max(reach, hit[1])
    return chosen + _longest_of(together)


def _longest_of(hits: list[Hit]) -> list[Hit]:
    """The same for hits that hang together, given in order.

    Longer ones are laid down first, so a shorter one collides exactly when its first or last character is taken.
    """
    if len(hits) < 2:
        return hits
    taken: set[int] = set()
    chosen: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit[0] - hit[1], hit[0])):
        if hit[0] not in taken and hit[1] - 1 not in taken:
            taken.update(range(hit[0], hit[1]))
            chosen.append(hit)
    return sorted(chosen, key=itemgetter(0))
