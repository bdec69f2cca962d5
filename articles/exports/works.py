"""Work: what can be cited (an article, a saved search), described once for every bibliographic format.

Holds words and dates only; how they are punctuated is the business of a format. Refuses to make a date look more
certain than it is: an inferred one is an interval that says so, in every format.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from edm_archive.text.dates import DateInterval, PartialDate


@dataclass(frozen=True, slots=True)
class Creator:
    """Who made a work: a person of whom at least ``family`` is known, or one name that is not taken apart.

    ``literal`` is that one name, of a body or of a person whose family name comes first ("Kim Jong Il"); it is empty
    when ``family`` is not.
    """

    family: str = ""
    given: str = ""
    suffix: str = ""
    literal: str = ""

    @classmethod
    def filed_as(cls, name: str) -> Creator:
        """The creator that an index files under ``name``: "Surname, Given" or "Surname, Given, Jr."; else as it is."""
        family, *rest = [part.strip() for part in name.split(",", 2)]
        if not rest or not all([family, *rest]):
            return cls(literal=" ".join(name.split()))
        return cls(family, *rest)


@dataclass(frozen=True, slots=True)
class Issued:
    """When a work appeared: the days between two, either of which may be open, but not both.

    ``is_inferred``: nobody has stated it, the archive has worked it out.
    """

    earliest: date | None
    latest: date | None
    is_inferred: bool = False

    def __post_init__(self) -> None:
        if self.earliest is None and self.latest is None:
            raise ValueError("A date that is open on both sides is none: leave it out.")

    @classmethod
    def on(cls, when: PartialDate | date) -> Issued:
        """A date that is stated: a day, a month or a year."""
        interval = DateInterval.of(when)
        return cls(interval.earliest, interval.latest)

    @property
    def whole(self) -> PartialDate | None:
        """The day, month or year that it is exactly; None for any other interval."""
        if self.earliest is None or self.latest is None:
            return None
        return PartialDate.from_interval(DateInterval(self.earliest, self.latest))

    @property
    def bounds(self) -> tuple[date, date]:
        """The first and the last day that are known of; an open side is the other one."""
        known = self.earliest or self.latest
        assert known is not None  # noqa: S101 - held by __post_init__
        return self.earliest or known, self.latest or known


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """One citable thing.

    Attributes:
        key: what names it in a bibliography: ASCII letters, figures and hyphens, "edm-1-138-2".
        csl_type: its type in CSL's words, "article-magazine" for an article of a periodical, "webpage" for a search.
        is_title_supplied: the title is the archive's own, since none was printed.
        container: the title of the periodical or of the site; ``container_short`` its abbreviation.
        date_statement: the date in words, for what no format has a field: "not before 30 November 2004".
        address: its permanent address, absolute.
        accessed: the day on which it was looked at.
        note: a sentence about it, such as how many articles a search had found.
    """

    key: str
    title: str
    address: str
    csl_type: str = "article-magazine"
    is_title_supplied: bool = False
    creators: tuple[Creator, ...] = ()
    container: str = ""
    container_short: str = ""
    publisher: str = ""
    issn: str = ""
    volume: str = ""
    issue: str = ""
    issued: Issued | None = None
    date_statement: str = ""
    accessed: date | None = None
    language: str = ""
    note: str = ""

    @property
    def shown_title(self) -> str:
        """The title, in square brackets when it was not printed: what a bibliographer supplies stands in brackets."""
        return f"[{self.title}]" if self.is_title_supplied else self.title

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is said of it in words, where a format has no field for it."""
        said = []
        if self.is_title_supplied:
            said.append("Title supplied by the archive; none was printed")
        if self.issued is None:
            said.append("Date unknown")
        elif self.issued.is_inferred:
            said.append(f"Date inferred: {self.date_statement}" if self.date_statement else "Date inferred")
        return (*said, self.note) if self.note else tuple(said)
