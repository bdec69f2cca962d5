"""Works as people cite them: APA (7th edition), Chicago (18th, the entry of a bibliography) and MLA (9th).

An entry is a sequence of runs, some of them in italics; nothing here makes or escapes HTML. A periodical with volume
and issue is cited with both in all three styles, in Chicago as a journal: its issues are numbered, and a daily's day
stands in the parentheses. Titles keep the letters they were printed with: what is a name no rule can know, and APA's
sentence case is left to the reader. Refused: styles with notes that depend on what was cited before.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from articles.exports.works import Creator, Issued, Work
from edm_archive.text.dates import MONTH_NAMES, PartialDate

_MLA_MONTHS = "Jan. Feb. Mar. Apr. May June July Aug. Sept. Oct. Nov. Dec.".split()
#: After these no full stop is set.
_ENDS = ("?", "!", ".", "…")


@dataclass(frozen=True, slots=True)
class Run:
    """Words of an entry."""

    text: str
    is_italic: bool = False


#: How a day, month or year is written; False leaves the year out.
Writer = Callable[[PartialDate, bool], str]


def apa(work: Work) -> tuple[Run, ...]:
    """APA, 7th edition, 9.1 to 9.37 and 10.1."""
    is_article = bool(work.volume or work.issue)
    title = Run(_stopped(work.shown_title), is_italic=not is_article)
    names = _stopped(_apa_names(work.creators))
    when = f"({_dated(work.issued, _apa_day, 'ca. {}', 'n.d.')})."
    opening = [Run(f"{names} {when} "), title] if names else [title, Run(f" {when}")]
    where = [Run(" "), Run(work.container, is_article)] if work.container else []
    if work.volume:
        where += [Run(", "), Run(work.volume, is_italic=True)]
    if work.issue:
        where.append(Run(f"({_range(work.issue)})" if work.volume else f", ({_range(work.issue)})"))
    stop = [Run(".")] if where else []
    seen = (
        f"Retrieved {_american(PartialDate.of(work.accessed), True)}, from "
        if work.accessed and not work.issued
        else ""
    )
    return _joined([*opening, *where, *stop, Run(f" {seen}{work.address}")])


def chicago(work: Work) -> tuple[Run, ...]:
    """Chicago, 18th edition, an entry of a bibliography: 13.74 to 13.81, 14.67 to 14.85."""
    is_article = bool(work.volume or work.issue)
    when = _dated(work.issued, _american, "[{}?]", "n.d.")
    names = _stopped(_inverted(work.creators, suffix=" ", all_up_to=6, shown=3))
    runs = [Run(f"{names} " if names else ""), Run(f"{_quoted(work.shown_title, work.is_title_supplied)} ")]
    runs.append(Run(work.container, is_article))
    if is_article:
        volume = f" {work.volume}" if work.volume else ""
        runs.append(Run(f"{volume}{_numbered(work.issue, ', ', _range)} ({when})."))
    else:
        runs.append(Run(f"{', ' if work.container else ''}{when}." if work.issued else "."))
    seen = f" Accessed {_american(PartialDate.of(work.accessed), True)}." if work.accessed and not work.issued else ""
    return _joined([*runs, Run(f"{seen} {work.address}.")])


def mla(work: Work) -> tuple[Run, ...]:
    """MLA, 9th edition, chapter 5. The day of access is given always, since texts of an archive are revised."""
    names = _stopped(_inverted(work.creators, suffix=", ", all_up_to=2, shown=1))
    runs = [Run(f"{names} " if names else ""), Run(f"{_quoted(work.shown_title, work.is_title_supplied)} ")]
    runs.append(Run(work.container, is_italic=True))
    details = [f"vol. {work.volume}" if work.volume else "", _numbered(work.issue, "", str)]
    details += [_dated(work.issued, _mla_day, "[circa {}]", ""), work.address]
    seen = f" Accessed {_mla_day(PartialDate.of(work.accessed), True)}." if work.accessed else ""
    listed = ", ".join(filter(None, details))
    return _joined([*runs, Run(f"{', ' if work.container else ''}{listed}.{seen}")])


#: Name, edition and maker of each style, in the order in which they are offered.
STYLES: tuple[tuple[str, str, Callable[[Work], tuple[Run, ...]]], ...] = (
    ("APA", "7th edition", apa),
    ("Chicago", "18th edition, bibliography", chicago),
    ("MLA", "9th edition", mla),
)


def plain(runs: Sequence[Run]) -> str:
    """The entry without italics."""
    return "".join(run.text for run in runs)


def _joined(runs: Sequence[Run]) -> tuple[Run, ...]:
    return tuple(run for run in runs if run.text)


# Titles and numbers --------------------------------------------------------------------------------------------------


def _stopped(text: str) -> str:
    return text if not text or text.endswith(_ENDS) else f"{text}."


def _quoted(title: str, is_supplied: bool) -> str:
    """A printed title in quotation marks, its own ones made single; a supplied one is in brackets already."""
    if is_supplied:
        return _stopped(title)
    return f"“{_stopped(title.replace('“', '‘').replace('”', '’'))}”"


def _range(number: str) -> str:
    """A double issue with an en dash: "137–138"."""
    return re.sub(r"(?<=\d)-(?=\d)", "–", number)


def _numbered(issue: str, before: str, written: Callable[[str], str]) -> str:
    if not issue:
        return ""
    return f"{before}{'nos.' if re.search(r'[0-9][-–][0-9]', issue) else 'no.'} {written(issue)}"


# Names ---------------------------------------------------------------------------------------------------------------


def _apa_names(creators: Sequence[Creator]) -> str:
    """Surnames and initials, at most twenty; of more the first nineteen and the last."""
    names = [_apa_name(creator) for creator in creators]
    if len(names) > 20:
        return ", ".join(names[:19]) + f", . . . {names[-1]}"
    return " ".join([*(f"{name}," for name in names[:-1]), f"& {names[-1]}"]) if len(names) > 1 else "".join(names)


def _apa_name(creator: Creator) -> str:
    # "Jean-Marc" is "J.-M.", and "J.R." is "J. R.".
    initials = "".join(f"{hyphen or ' '}{first}." for hyphen, first in re.findall(r"(-?)(\w)[\w’']*", creator.given))
    return creator.literal or ", ".join(filter(None, [creator.family, initials.strip(" -"), creator.suffix]))


def _inverted(creators: Sequence[Creator], *, suffix: str, all_up_to: int, shown: int) -> str:
    """The first name as it is filed, the others as they are read; of more than ``all_up_to`` the first ``shown``."""
    if not creators:
        return ""
    first, *others = creators
    filed = first.literal or ", ".join(filter(None, [first.family, first.given, first.suffix]))
    read = [
        one.literal or " ".join(filter(None, [one.given, one.family])) + (f"{suffix}{one.suffix}" if one.suffix else "")
        for one in others
    ]
    names = [filed, *read]
    if len(names) > all_up_to:
        return ", ".join([*names[:shown], "et al."])
    return f"{', '.join(names[:-1])}, and {names[-1]}" if len(names) > 1 else filed


# Dates ---------------------------------------------------------------------------------------------------------------


def _dated(issued: Issued | None, written: Writer, uncertain: str, unknown: str) -> str:
    """The date as ``written``; an inferred one by its year or years in the form for ``uncertain`` ones."""
    if issued is None:
        return unknown
    first, last = issued.bounds
    if issued.is_inferred:
        return uncertain.format(first.year if first.year == last.year else f"{first.year}–{last.year}")
    if issued.whole:
        return written(issued.whole, True)
    # The year is written once: where the style has it, before the first day or after the last.
    same = first.year == last.year
    year_leads = written is _apa_day
    begins = written(PartialDate.of(first), year_leads or not same)
    return f"{begins}–{written(PartialDate.of(last), not (year_leads and same))}"


def _apa_day(when: PartialDate, with_year: bool) -> str:
    parts = [str(when.year) if with_year else "", _month_and_day(when)]
    return ", ".join(filter(None, parts))


def _american(when: PartialDate, with_year: bool) -> str:
    day = _month_and_day(when)
    return f"{day}{', ' if when.day else ' ' if day else ''}{when.year}" if with_year else day


def _month_and_day(when: PartialDate) -> str:
    return f"{MONTH_NAMES[when.month - 1]}{f' {when.day}' if when.day else ''}" if when.month else ""


def _mla_day(when: PartialDate, with_year: bool) -> str:
    month = _MLA_MONTHS[when.month - 1] if when.month else ""
    return " ".join(filter(None, [str(when.day or ""), month, str(when.year) if with_year else ""]))
