"""What a parenthesis that cites nothing is there for, and the words in which this is said to an editor."""

from __future__ import annotations

import re

from articles.citations.matches import ParenthesisKind
from articles.citations.names import Name, abbreviates
from articles.citations.patterns import MONTH
from articles.citations.phrases import named_sources
from articles.citations.tokens import events
from articles.citations.vocabulary import Vocabulary

Classified = tuple[ParenthesisKind, str]

_HERE = (
    r"(?:box(?:es)?|tables?|notes?|figures?|figs?\.|maps?|charts?|graphs?|photos?|appendix|annex|footnotes?|chapter|sections?"
    r"|articles?|paragraphs?|above|below|(?:following|preceding|previous|accompanying|next|last|related)\s+\w+"
    r"|p(?:ages?|p?\.)|(?:discussed|noted|mentioned|described|shown|listed)\s+(?:above|below|earlier|later))"
)
_INTERNAL = re.compile(
    rf"(?:(?:please\s+)?(?:see|cf\.?|compare|as)\s+)?(?:also\s+)?(?:the\s+)?{_HERE}(?!\w)", re.IGNORECASE
)
_NOTE = re.compile(r"note\s*:", re.IGNORECASE)
_SEE = re.compile(r"(?:please\s+)?see(?!\w)", re.IGNORECASE)
_IBID = re.compile(r"ibid(?:em)?(?!\w)", re.IGNORECASE)
_PART = re.compile(r"parts?\s+(?:one|two|three|four|five|six|[ivx]+|\d+)(?:\s+(?:of|and)\s+\w+)?", re.IGNORECASE)
_ABOUT = (
    r"(?:(?:about|some|over|nearly|almost|around|roughly|approximately|at|up\s+to|more\s+than|less\s+than|an?|with|or)"
    r"\s+)"
)
_NUMBER = re.compile(
    rf"{_ABOUT}{{0,3}}[$€£¥~+-]?\d[\d.,:/x×-]*\s*(?:%|°|[a-z]+)?(?:\s+(?!of\b)[a-z]+){{0,3}}", re.IGNORECASE
)
_YEARS = re.compile(r"(?:1[5-9]|20)\d\d(?:\s*[-–]\s*(?:(?:1[5-9]|20)\d\d|\d\d|present))?")
_TEMPORAL = re.compile(rf"{MONTH}|\b(?:1[5-9]|20)\d\ds?\b")
_STRIPPED = re.compile(rf"\s*[,;]\s*(?:{MONTH}|\d{{1,2}}\s+{MONTH})")
_ACRONYM = re.compile(r"[^\W\d_][\w.&/-]{1,11}")
_REMARK = 8  # words, from which on a bracket holds a remark rather than a gloss
_WHEN = 5  # words beside a date, up to which a bracket says no more than when something was


def classify(inside: str, before: str) -> Classified:
    """The kind of a parenthesis that holds ``inside`` and follows ``before``, and the reason in words."""
    kind = ParenthesisKind
    bare = " ".join(inside.split()).strip(" .,;")
    if not bare:
        return kind.ASIDE, "There is nothing in the brackets."
    if _STRIPPED.match(inside):
        return (
            kind.INCOMPLETE,
            "A date follows a comma, but the name before it is missing; a copy may have lost a link.",
        )
    if _IBID.match(bare):
        return kind.INCOMPLETE, "It says “ibid.”, but no citation stands before it."
    if _PART.fullmatch(bare):
        return kind.PART_MARKER, "It numbers a part of a series or a text."
    if _INTERNAL.match(bare) and not _NOTE.match(bare):
        return kind.INTERNAL_REFERENCE, "It points to another place in the same text."
    if _SEE.match(bare):
        return kind.INTERNAL_REFERENCE, "It says “see”, but names no source that is dated or known."
    if reason := _acronym(bare, before):
        return kind.ACRONYM_DEFINITION, reason
    if _YEARS.fullmatch(bare):
        return kind.DATE, "It is a year or a span of years."
    if _NUMBER.fullmatch(bare) and not _TEMPORAL.search(bare):
        return kind.NUMBER, "It is a figure."
    count = len(bare.split())
    if _TEMPORAL.search(bare):
        return _dated(bare, count)
    if count > _REMARK or inside.rstrip().endswith((".", "!", "?")):
        return kind.ASIDE, "It is a remark in words, without a source."
    return kind.GLOSS, "It explains, translates or lists what the words before it name."


def _acronym(bare: str, before: str) -> str:
    """Why the brackets define a short form, or an empty string."""
    first = re.split(r"[,;]", bare, maxsplit=1)[0]
    if _ACRONYM.fullmatch(first) and sum(c.isupper() for c in first) * 2 >= len(first.replace(".", "")):
        if abbreviates(first, before):
            return f"“{first}” has the initials of the words before it."
        if first.isupper() and first == bare:
            return f"“{first}” stands as a short form after a name."
    last = before.rstrip().rsplit(None, 1)[-1:]
    if last and last[0].isupper() and _ACRONYM.fullmatch(last[0]) and abbreviates(last[0], bare):
        return f"The words spell out “{last[0]}”."
    return ""


def _dated(bare: str, count: int) -> Classified:
    """A parenthesis that holds a date but no source: say what it names beside the date."""
    found = events(bare, 0)
    names = [source for event in found if event.kind == "name" for source in named_sources(event.text, _UNKNOWN)]
    if count > _REMARK + 2:
        return ParenthesisKind.ASIDE, "It is a remark that holds a date, without a source."
    if not any(event.kind in ("date", "year") for event in found) or (not names and count <= _WHEN + 2):
        return ParenthesisKind.DATE, "It says when, and names no source."
    first = {name.sort: name.name for name in reversed(names)}
    if event := first.get(Name.EVENT):
        return ParenthesisKind.DATE, f"It names what happened, “{event}”, and when."
    if body := first.get(Name.BODY):
        return ParenthesisKind.ASIDE, f"It names a force, a party or a rank, “{body}”, and a date, but no outlet."
    if person := first.get(Name.PERSON):
        return ParenthesisKind.ASIDE, f"It names a person, “{person}”, and a date, but no outlet."
    if place := first.get(Name.PLACE):
        return ParenthesisKind.DATE, f"It names a place, “{place}”, and a date, but no outlet."
    if names:
        return ParenthesisKind.ASIDE, f"“{names[0].name}” and what stands with it do not make a dated source."
    return ParenthesisKind.ASIDE, "It is a remark that holds a date, without a source."


_UNKNOWN = Vocabulary.empty()
