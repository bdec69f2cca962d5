"""What a parenthesis that cites nothing is there for, and the words in which this is said to an editor."""

from __future__ import annotations

import re

from articles.citations.matches import ParenthesisKind
from articles.citations.names import abbreviates
from articles.citations.patterns import MONTH

_INTERNAL = re.compile(
    r"(?:(?:please\s+)?(?:see|cf\.?|compare)\s+(?:also\s+)?(?:the\s+)?)?"
    r"(?:box|table|notes?|figures?|fig\.|maps?|charts?|graphs?|appendix|annex|footnote|chapter|section|articles?|above|below"
    r"|(?:the\s+)?(?:following|preceding|previous|accompanying|next|last|related)\s+\w+|paragraphs?|p(?:ages?|p?\.)|discussed\s+(?:above|below)"
    r"|(?:as\s+)?(?:noted|mentioned|described|shown)\s+(?:above|below|earlier))\b",
    re.IGNORECASE,
)
_SEE = re.compile(r"(?:please\s+)?see\b", re.IGNORECASE)
_PART = re.compile(r"(?:part|chapter|section)\s+(?:\w+)(?:\s+of\s+\w+)?\.?", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?:about|some|over|nearly|almost|around|roughly|approximately|up\s+to|more\s+than|less\s+than|an?|with|or)\s+)*"
    r"[$€£¥~+-]?\d[\d.,:/x×-]*\s*(?:%|°|[a-z]+)?(?:\s+[a-z]+){0,3}",
    re.IGNORECASE,
)
_DATE = re.compile(
    rf"(?:[a-z.,]+\s+){{0,3}}(?:(?:mid|early|late)-)?(?:\d{{1,2}}(?:\s*[-–]\s*\d{{1,2}})?\s+)?(?:{MONTH}|\d{{4}}s?)[\s\w,.–-]*"
)
_ACRONYM = re.compile(r"[^\W\d_][\w.&/-]{1,11}")


def classify(inside: str, before: str) -> tuple[ParenthesisKind, str]:
    """The kind of a parenthesis that holds ``inside`` and follows ``before``, and the reason in words."""
    bare = " ".join(inside.replace("\x01", " ").split()).strip(" .,;")
    kind = ParenthesisKind
    if not bare:
        return kind.ASIDE, "There is nothing in the brackets."
    if _PART.fullmatch(bare):
        return kind.PART_MARKER, "It numbers a part of a series or a text."
    if _INTERNAL.match(bare):
        return kind.INTERNAL_REFERENCE, "It points to another place in the same text."
    if _SEE.match(bare):
        return kind.INTERNAL_REFERENCE, "It says “see”, but names no source that is dated or known."
    if acronym := _acronym(bare, before):
        return kind.ACRONYM_DEFINITION, acronym
    if bare.replace(".", "").replace(",", "").isdecimal() or _NUMBER.fullmatch(bare):
        years = re.fullmatch(r"1[5-9]\d\d|20\d\d", bare)
        return (kind.DATE, "It is a year.") if years else (kind.NUMBER, "It is a figure.")
    if _DATE.fullmatch(bare):
        return kind.DATE, "It is a date without a source."
    if len(bare.split()) > 8 or bare[-1:] in "!?" or " is " in bare or " was " in bare:
        return kind.ASIDE, "It is a remark in words, without a source."
    return kind.GLOSS, "It explains or translates the words before it."


def _acronym(bare: str, before: str) -> str:
    """Why the brackets define a short form, or an empty string."""
    first = re.split(r"[,;]", bare)[0]
    if _ACRONYM.fullmatch(first) and sum(c.isupper() for c in first) * 2 >= len(first.replace(".", "")):
        if abbreviates(first, before):
            return f"“{first}” has the initials of the words before it."
        if first.isupper():
            return f"“{first}” stands as a short form after a name."
    last = before.rstrip().rsplit(None, 1)[-1:]
    if last and _ACRONYM.fullmatch(last[0]) and last[0].isupper() and abbreviates(last[0], bare):
        return f"The words spell out “{last[0]}”."
    return ""
