"""Whether an article is what a cross-reference says of it, beside its day: the quoted title, the part, the author.

"(see Vladimir Socor, “Oil and Gas,” Part Two, EDM, November 30)" says all three. An article that contradicts one
of them is never certain, however alone it stands on its day; where several are of the day, or more than one day is
cited, one that answers to what is said, while no other does, is certain. What an article does not tell (no byline, a
headline made from the text) neither speaks for it nor against it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

from articles.citations.parts import headline_part, named_parts
from articles.models import Article, Authorship, Citation
from edm_archive.text.normalize import fold

#: A word of a title that may be printed with another letter, "Kazakstan", and how many such words a title may have.
_LONG_WORD, _MISPRINTS = 5, 2
_SUBTITLE = re.compile(r"\s*[:;—]\s+|\s+[–-]+\s+|—")
_SMALL_WORDS = frozenset({"the", "a", "an", "and"})
_AMPERSAND = re.compile(r"\s*&\s*")
_LISTED = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_SHOWN = 90


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article that may be meant; ``bylines`` are the names under which it is signed."""

    pk: int
    headline: str
    headline_basis: str
    series: str
    part: int | None
    bylines: tuple[str, ...] = ()


#: The columns of an article that ``Known`` takes, in its order.
COLUMNS = ("pk", "headline", "headline_basis", "series", "part")


@dataclass(frozen=True, slots=True)
class Fit:
    """How an article answers: for title, part and author True, False, or None when nothing is said or known.

    Attributes:
        is_exact: the quoted title is its headline, without any tolerance.
        reasons: what speaks for it, in words.
        objections: what speaks against it, in words.
    """

    title: bool | None
    part: bool | None
    author: bool | None
    is_exact: bool
    reasons: tuple[str, ...]
    objections: tuple[str, ...]

    @property
    def is_possible(self) -> bool:
        """Whether it contradicts nothing that is said."""
        return False not in (self.title, self.part, self.author)

    @property
    def is_supported(self) -> bool:
        """Whether it is possible, and answers to something that is said."""
        return self.is_possible and True in (self.title, self.part, self.author)


@dataclass(frozen=True, slots=True)
class Said:
    """What a reference says of its article.

    Attributes:
        title: the quoted title.
        part: the part that is named, when it is one.
        author: who wrote it.
        stem: the title that the parts share, where the citing article is itself a part, or the quoted title is one.
        series: the series of the citing article.
    """

    title: str
    part: int | None
    author: str
    stem: str
    series: str

    @classmethod
    def by(cls, citation: Citation) -> Said:
        """What ``citation`` says; its article must be loaded when it names a part."""
        title = citation.cited_title if fold(citation.cited_title) else ""
        quoted, named = headline_part(title), {marker.part for marker in named_parts(citation.locator)}
        part = next(iter(named)) if len(named) == 1 else quoted.part if quoted and not named else None
        stem = series = ""
        if part is not None:
            own = None if title else headline_part(citation.article.headline)
            stem = (quoted.stem if quoted else title) or (own.stem if own else "")
            series = citation.article.series
        return cls(title, part, citation.cited_author, stem, series)

    @property
    def is_silent(self) -> bool:
        """Whether it says nothing beside the day."""
        return not self.title and self.part is None and not self.author

    def fit(self, known: Known) -> Fit:
        """How ``known`` answers to what is said."""
        title, part, author = self._title(known), self._part(known), self._author(known)
        exact = bool(title) and fold(self.title) == fold(known.headline)
        reasons = (
            "the quoted title is its headline"
            if exact
            else "the quoted title is its headline, nearly"
            if title
            else "",
            f"it is part {self.part}" + (" of the same title" if part else "")
            if part is not False and self.part
            else "",
            f"it is by {' and '.join(known.bylines)}" if author else "",
        )
        objections = (
            "its headline is not the quoted title" if title is False else "",
            f"it is not known to be part {self.part} of the same title" if part is False else "",
            f"it is by {' and '.join(known.bylines)}, not by {self.author}" if author is False else "",
        )
        return Fit(title, part, author, exact, tuple(filter(None, reasons)), tuple(filter(None, objections)))

    def _title(self, known: Known) -> bool | None:
        if not self.title or known.headline_basis == Article.HeadlineBasis.WORKING:
            return None
        return same_title(self.title, known.headline)

    def _part(self, known: Known) -> bool | None:
        """True for that part of the same title; None for that part where no title is known to compare."""
        if self.part is None:
            return None
        marker = headline_part(known.headline)
        parts = {marker.part if marker else None, known.part} - {None}
        if parts and self.part not in parts:
            return False
        if parts and self.series and known.series == self.series:
            return True
        if self.stem:
            return same_title(self.stem, marker.stem if marker else known.headline)
        return None if parts else False

    def _author(self, known: Known) -> bool | None:
        if not self.author or not known.bylines:
            return None
        named = [name for name in _LISTED.split(self.author) if fold(name)]
        return all(any(same_person(name, byline) for byline in known.bylines) for name in named)


def choose(fits: Sequence[Fit], *, of_one_day: bool = True) -> int | None:
    """Which of the articles of the cited days is certain, all that are held of them given; None when none is.

    The only one held of a day is certain by itself; of a range, a month or a year it may be one of many.
    """
    possible = [index for index, fit in enumerate(fits) if fit.is_possible]
    if len(fits) == 1 and of_one_day:
        return 0 if possible else None
    for certain in (
        [index for index in possible if fits[index].is_exact],
        [index for index in possible if fits[index].title],
        [index for index in possible if fits[index].part],
        possible,
    ):
        if len(certain) == 1 and fits[certain[0]].is_supported:
            return certain[0]
        if certain and certain is not possible:
            return None
    return None


def bylines_of(pks: Iterable[int]) -> dict[int, tuple[str, ...]]:
    """The names under which articles are signed, by their primary keys. One query."""
    found: dict[int, tuple[str, ...]] = {}
    rows = Authorship.objects.filter(article__in=list(pks)).order_by("article", "order")
    for article, credited, name in rows.values_list("article", "credited_name", "author__name"):
        found[article] = (*found.get(article, ()), credited or name)
    return found


def same_title(one: str, other: str) -> bool:
    """Whether two titles are one, small differences of print allowed.

    Signs, case, articles and a part that only one of them states do not count; a subtitle may be missing from one; a
    long word may have a letter wrong. Different parts, different subtitles and different numbers are different titles.
    """
    first, second = headline_part(one), headline_part(other)
    if first and second and first.part != second.part:
        return False
    one, other = (marker.title if marker else title for marker, title in ((first, one), (second, other)))
    if _same_words(one, other):
        return True
    for whole, bare in ((one, other), (other, one)):
        head, *subtitle = _SUBTITLE.split(whole, maxsplit=1)
        if subtitle and len(_words(head)) > 1 and _same_words(head, bare):
            return True
    return False


def same_person(one: str, other: str) -> bool:
    """Whether two names can be one person's: the same surname, and given names that do not contradict each other."""
    first, second = fold(one).split(), fold(other).split()
    if not first or not second or first[-1] != second[-1]:
        return False
    if len(first) == 1 or len(second) == 1:
        return True
    given, other_given = first[0], second[0]
    if given[0] != other_given[0]:
        return False
    return 1 in (len(given), len(other_given)) or Levenshtein.distance(given, other_given) <= _MISPRINTS


def cut(headline: str) -> str:
    """A headline as a note quotes it."""
    return headline if len(headline) <= _SHOWN else f"{headline[: _SHOWN - 1]}…"


def _words(title: str) -> list[str]:
    return [word for word in fold(_AMPERSAND.sub(" and ", title)).split() if word not in _SMALL_WORDS]


def _same_words(one: str, other: str) -> bool:
    first, second = _words(one), _words(other)
    if not first or len(first) != len(second):
        return first == second != [] or "".join(first) == "".join(second) != ""
    misprints = 0
    for word, twin in zip(first, second, strict=True):
        if word == twin:
            continue
        misprints += 1
        short = min(len(word), len(twin)) < _LONG_WORD
        if short or word[0] != twin[0] or Levenshtein.distance(word, twin, score_cutoff=1) > 1:
            return False
        if any(character.isdigit() for character in word + twin):
            return False
    return misprints <= _MISPRINTS
