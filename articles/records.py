"""Records: the shape of an article between a file and the database, the same for every format, in and out.

A record holds what a source says, cleaned and typed, and nothing that the archive infers: a headline that was made from
the text, or a date that was inferred, is not in it. Hence the digest of a record tells whether a file has changed since
it was imported, and whether an article was edited since.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace

from edm_archive.text.dates import PartialDate


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file's name and a line in it, counted from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRecord:
    """One article as its source gives it.

    ``publication`` is a title, abbreviation or slug as written; ``headline`` is empty and ``date`` and ``position`` are
    None where the source does not say. ``issued`` is the date of the whole issue, when it is known apart.
    """

    publication: str
    volume: int
    number: str
    body: str
    position: int | None = None
    headline: str = ""
    authors: tuple[str, ...] = ()
    date: PartialDate | None = None
    standfirst: str = ""
    dateline: str = ""
    section: str = ""
    series: str = ""
    part: int | None = None
    language: str = ""
    licence: str = ""
    source_url: str = ""
    issued: PartialDate | None = field(default=None, compare=False)
    place: Place = field(default=Place("", 1), compare=False)

    def digest(self, publication_slug: str) -> str:
        """SHA-256 (hex) over what the source says of the article, independent of where and in which order it stood.

        Args:
            publication_slug: stands for the publication, however the source named it.
        """
        said = asdict(replace(self, publication=publication_slug, place=Place("", 1), issued=None, position=None))
        said["date"] = self.date.isoformat() if self.date else ""
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
