"""Short forms that a text introduces itself: "Long Form (LF)" and "LF (Long Form)".

After Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (Pacific
Symposium on Biocomputing 8, 2003): a short form stands beside a bracket, and its letters are explained by the words on
the other side. The paper accepts any letters in order; prose about politics needs more care, so here

- every letter is the initial of a word, or an inner letter of a word whose initial is explained too;
- every word explains a letter; little words ("of", "and the") may be passed over, and one other word when three or
  more letters are all initials ("Conventional Armed Forces in Europe (CFE)");
- a short form inside the long one counts as a word: "CSTO Rapid Deployment Forces (CRDF)".

Refused: brackets with figures or dates, lists of names, Roman numerals, a foreign abbreviation whose letters the words
do not give ("Federal Security Service (FSB)"), an agency's name after a phrase that has nothing to do with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from edm_archive.text.spans import Span

from .boundaries import closes, is_possessive, opens
from .candidates import AcronymMatch

_BRACKETS = re.compile(r"[(\[]([^()\[\]]{2,160})[)\]]")
_SHORT = r"[A-Z](?:[&/.-]?[A-Za-z]){1,9}"
_INSIDE = re.compile(
    rf"\s*(?:(?:the|or|hereafter|henceforth|hereinafter|known as|abbreviated as)\s+)?[\"'“‘]?(?P<short>{_SHORT})\b\.?"
    r"[\"'”’]?\s*(?P<tail>(?:[,;:–—]|--|\s(?:in|by|from)\s).*)?$",
    re.DOTALL,
)
_BEFORE = re.compile(rf"(?<![\w.-])(?P<short>{_SHORT})\.?[\"”’]?[ \u00a0\n]?$")
_USES = re.compile(rf"(?<![\w&/]){_SHORT}(?!\w)")
_WORD = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_]\w*(?:['’](?!s\b)\w+)*(?:['’]s\b)?")
#: What may stand between two words of a long form.
_GAP = re.compile(r"[ \u00a0]?(?:\n|[-–&/,]|['’\"“”])?[ \u00a0]?(?:& )?")
_BETWEEN = re.compile(r"[ \u00a0\n]?[\"”’]?[ \u00a0\n]?")
_ROMAN = re.compile(r"[IVX]+")
_FIGURE = re.compile(r"\d")
_LITTLE = frozenset(
    "a an and at by de del des du for from in into la le of on or per the to und und upon with y".split()
)
_WINDOW = 240


class _Word(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def little(self) -> bool:
        return self.text.lower() in _LITTLE

    @property
    def letters(self) -> str:
        return "".join(filter(str.isalnum, self.text)).lower()

    @property
    def short_form(self) -> bool:
        return sum(map(str.isupper, self.text)) > 1


class _Reading(NamedTuple):
    """How a short form is explained: by so many initials, inner letters, and words passed over."""

    skipped: int
    inner: int

    @property
    def cost(self) -> int:
        return 3 * self.skipped + self.inner


def find_acronyms(text: str) -> tuple[AcronymMatch, ...]:
    """The definitions of short forms in ``text``, in order of their brackets."""
    found = [match for bracket in _BRACKETS.finditer(text) if (match := _definition(text, bracket))]
    if not found:
        return ()
    first: dict[str, int] = {}
    for use in _USES.finditer(text):
        first.setdefault(use.group(), use.start())
    return tuple(_with_first_use(match, first) for match in found)


def short_forms(text: str) -> Iterator[tuple[str, Span]]:
    """Every word of ``text`` that has the shape of a short form, as a whole word, with its span."""
    for use in _USES.finditer(text):
        if _is_short(use.group()) and opens(text, use.start()) and closes(text, use.end()):
            yield use.group(), Span(*use.span())


def _with_first_use(match: AcronymMatch, first: dict[str, int]) -> AcronymMatch:
    use = first.get(match.short_form)
    if use is None or use >= match.whole.start:
        return match
    return AcronymMatch(
        match.short_form,
        match.long_form,
        match.short,
        match.long,
        match.whole,
        match.contains,
        use,
        match.score,
        match.reason,
    )


def _definition(text: str, bracket: re.Match[str]) -> AcronymMatch | None:
    inside = bracket.group(1)
    if "\n\n" in inside or _FIGURE.search(inside):
        return None
    return _long_first(text, bracket) or _short_first(text, bracket)


def _is_short(form: str) -> bool:
    capitals = sum(map(str.isupper, form))
    small = sum(map(str.islower, form))
    return capitals > 1 and small <= capitals and not _ROMAN.fullmatch(form)


def _singular(form: str) -> str:
    return form[:-1] if form.endswith("s") and form[:-1].isupper() else form


def _long_first(text: str, bracket: re.Match[str]) -> AcronymMatch | None:
    """ "Long Form (LF)": the words before the bracket, read back as far as the letters need."""
    inside = _INSIDE.match(bracket.group(1))
    form = _singular(inside["short"]) if inside else ""
    if inside is None or not _is_short(form):
        return None
    words = _words_before(text, bracket.start())
    letters = _letters_of(form)
    window = words[-(2 * len(letters) + 6) :]
    readings = [
        (reading.cost, -number, number, reading)
        for number, word in enumerate(window)
        if word.letters.startswith(letters[0]) and (reading := _explain(window[number:], letters))
    ]
    if not readings:
        return None
    _, _, number, reading = min(readings)
    while number and _repeats_initial(text, window[number - 1], window[number]):
        number -= 1
    at = bracket.start(1) + inside.start("short")
    long = Span(window[number].start, _without_possessive(text, window[-1]))
    return _acronym(text, form, Span(at, at + len(form)), long, Span(long.start, bracket.end()), reading)


def _short_first(text: str, bracket: re.Match[str]) -> AcronymMatch | None:
    """ "LF (Long Form)": everything in the bracket, or all up to a comma or semicolon, must be explained."""
    floor = max(0, bracket.start() - 24)
    before = _BEFORE.search(text[floor : bracket.start()])
    form = _singular(before["short"]) if before else ""
    if before is None or not _is_short(form) or _is_list(bracket.group(1)):
        return None
    letters = _letters_of(form)
    at = floor + before.start("short")
    for inside in _first_parts(bracket.group(1)):
        words = _words(text, bracket.start(1), bracket.start(1) + len(inside))
        if words and words[0].text.lower() == "the":
            words = words[1:]
        if (
            len(words) > 2 * len(letters) + 6
            or not words
            or words[-1].end < bracket.start(1) + len(inside.rstrip(' "”’.'))
        ):
            continue
        reading = _explain(words, letters) if words[0].letters.startswith(letters[0]) else None
        if reading:
            long = Span(words[0].start, words[-1].end)
            return _acronym(text, form, Span(at, at + len(form)), long, Span(at, bracket.end()), reading)
    return None


def _acronym(text: str, form: str, short: Span, long: Span, whole: Span, reading: _Reading) -> AcronymMatch:
    nested = tuple(dict.fromkeys(use for use, _ in short_forms(long.of(text)) if use != form))
    words = "every letter begins a word"
    if reading.skipped:
        words = "the letters begin the words, one word passed over"
    elif reading.inner:
        words = "the letters are initials and inner letters of the words"
    if nested:
        words += f"; contains {', '.join(nested)}"
    score = max(0.5, 0.98 - 0.06 * reading.cost)
    return AcronymMatch(form, long.of(text), short, long, whole, nested, None, round(score, 2), words)


def _letters_of(form: str) -> str:
    return "".join(filter(str.isalpha, form)).lower()


def _without_possessive(text: str, word: _Word) -> int:
    return word.end - 2 if is_possessive(text, word.end - 2) else word.end


def _repeats_initial(text: str, before: _Word, word: _Word) -> bool:
    """Whether ``before`` belongs to the name though no letter tells: "Nuclear Nonproliferation Treaty (NPT)"."""
    joined = text[before.end : word.start] in (" ", "\u00a0")
    return joined and before.text[0].isupper() and before.text[0] == word.text[0] and not before.short_form


def _is_list(inside: str) -> bool:
    """Three or more members of one or two words are a list of names, whatever their initials are."""
    members = inside.split(",")
    return len(members) > 2 and len(members[0].split()) < 3


def _first_parts(inside: str) -> Iterator[str]:
    yield inside
    for mark in (";", ",", " – ", "—", "--"):
        if mark in inside:
            yield inside.split(mark)[0]


def _words_before(text: str, end: int) -> list[_Word]:
    """The words that lead up to ``end`` without a full stop, bracket, colon or semicolon between them."""
    floor = max(0, end - _WINDOW)
    words = _words(text, floor, end)
    return words if words and _BETWEEN.fullmatch(text, words[-1].end, end) else []


def _words(text: str, start: int, end: int) -> list[_Word]:
    """The last unbroken run of words between the two offsets."""
    run: list[_Word] = []
    for found in _WORD.finditer(text, start, end):
        if run and not _GAP.fullmatch(text, run[-1].end, found.start()):
            run = []
        run.append(_Word(found.start(), found.end(), found.group()))
    return run


def _explain(words: list[_Word], letters: str) -> _Reading | None:
    """The cheapest way in which ``words``, from the first to the last, give ``letters``; None when there is none."""
    if len([word for word in words if not word.little]) < 2:
        return None
    if len(letters) == 2 and not all(word.little or word.text[0].isupper() for word in words):
        return None

    @cache
    def cheapest(at: int, letter: int, skipped: int) -> _Reading | None:
        if at == len(words):
            return _Reading(0, 0) if letter == len(letters) else None
        word, options = words[at], list[_Reading]()
        last = at == len(words) - 1
        if word.little and at and not last and (rest := cheapest(at + 1, letter, skipped)):
            options.append(rest)
        elif at and not last and not skipped and (rest := cheapest(at + 1, letter, 1)):
            options.append(_Reading(rest.skipped + 1, rest.inner))
        for taken in _taken(word.letters, letters[letter:]):
            if rest := cheapest(at + 1, letter + taken, skipped):
                inner = 0 if word.short_form else taken - 1
                options.append(_Reading(rest.skipped, rest.inner + inner))
        return min(options, key=lambda reading: reading.cost, default=None)

    reading = cheapest(0, 0, 0)
    if reading is None or 2 * reading.inner > len(letters):
        return None
    return reading if not reading.skipped or (len(letters) > 2 and not reading.inner) else None


def _taken(word: str, letters: str) -> Iterator[int]:
    """How many of ``letters`` a word can give: its initial, then inner letters in order, each found after the last."""
    if not letters or not word.startswith(letters[0]):
        return
    yield 1
    position = 0
    for count, letter in enumerate(letters[1:], start=2):
        position = word.find(letter, position + 1)
        if position < 0:
            return
        yield count
