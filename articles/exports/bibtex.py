"""Works as BibTeX, for classic BibTeX and for biblatex.

Every text is written so that LaTeX prints it as it is, whatever characters it has: no text can become a command. Braces
of a text are spelt out, since BibTeX counts even those that are escaped. Addresses are verbatim, as ``url`` wants them.
Titles are in braces of their own: a style must not put names in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from articles.exports.works import Creator, Issued, Work

_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ESCAPED = {
    **{character: f"\\{character}" for character in "&%$#_"},
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "\\": r"{\textbackslash}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
}
#: Words between which BibTeX would take a list of names apart, and what would take a name apart.
_PARTS_NAMES = re.compile(r"\b(?:and|others)\b|[,\\{}]", re.IGNORECASE)


def bibtex(works: Iterable[Work]) -> str:
    """The works as one BibTeX file in UTF-8, in the order given; keys must differ.

    Source: P. Kime and others, "The biblatex Package", section 2.2.
    """
    return "\n".join(map(_entry, works))


def latex(text: str) -> str:
    r"""The text as LaTeX prints it: "R&D, 100 %" is "R\&D, 100 \%". White space is made one space."""
    return "".join(_ESCAPED.get(character, character) for character in " ".join(text.split()))


def _entry(work: Work) -> str:
    in_periodical = work.csl_type.startswith("article")
    fields = {
        "author": " and ".join(map(_name, work.creators)),
        "title": f"{{{latex(work.shown_title)}}}",
        "journal" if in_periodical else "howpublished": latex(work.container),
        "volume": latex(work.volume),
        "number": latex(work.issue),
        **(_when(work.issued) if work.issued else {}),
        "publisher": latex(work.publisher),
        "issn": latex(work.issn),
        "url": _address(work.address),
        "urldate": work.accessed.isoformat() if work.accessed else "",
        "language": latex(work.language),
        "note": latex(". ".join(work.remarks)),
    }
    # The name of a month is a macro of BibTeX, and stands without braces.
    lines = [f"  {key} = {value if key == 'month' else f'{{{value}}}'}" for key, value in fields.items() if value]
    return f"@{'article' if in_periodical else 'misc'}{{{work.key},\n" + ",\n".join(lines) + "\n}\n"


def _name(creator: Creator) -> str:
    """As BibTeX reads names: "von Last, Jr, First"; in braces what it must not take apart."""
    if creator.literal:
        return f"{{{latex(creator.literal)}}}"
    return ", ".join(_part(part) for part in (creator.family, creator.suffix, creator.given) if part)


def _part(name: str) -> str:
    return f"{{{latex(name)}}}" if _PARTS_NAMES.search(name) else latex(name)


def _when(issued: Issued) -> dict[str, str]:
    """``year`` and ``month`` for BibTeX, ``date`` for biblatex; of an inferred date the year; ``note`` says more."""
    whole = issued.whole
    first, last = issued.bounds
    fields = {"year": f"{first.year:04d}"}
    if issued.is_inferred:
        return fields
    if (first.year, first.month) == (last.year, last.month):
        fields["month"] = _MONTHS[first.month - 1]
    fields["date"] = whole.isoformat() if whole else f"{first.isoformat()}/{last.isoformat()}"
    return fields


def _address(address: str) -> str:
    """The address without what would end the field: braces, backslashes and spaces, percent-encoded (RFC 3986)."""
    return re.sub(r"[{}\\\s]", lambda found: f"%{ord(found[0]):02X}", address)
