"""From a raw article to a record, or to all its faults at once, each with its place and its cure.

Refuses to guess: a missing masthead, a field given twice, a date that can be read in two ways, a volume that is not a
number are faults. What the file does not say may be given beside it as ``Defaults``; the file goes first.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from articles.imports.readers import FIELDS, RawArticle, RawField
from articles.imports.report import RowError
from articles.records import ArticleRecord, Place
from edm_archive.text.dates import DateError, PartialDate, parse_date

#: Longest values that the database takes, by field of the record.
LIMITS = {
    "headline": 300,
    "dateline": 200,
    "section": 100,
    "series": 200,
    "licence": 100,
    "source_url": 500,
    "language": 12,
    "number": 20,
}
_AUTHOR_BREAK = re.compile(r"\s*;\s*|\s+and\s+|\s*,\s+(?=\S+\s+\S)")
#: An issue's number as an address can hold it: it begins with a letter or a figure, so it is never "..".
_NUMBER = re.compile(r"\w[\w.-]*")
_HIGHEST = 32_000
_ADDRESS = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)
_MASTHEAD_CURE = "begin the file with “Publication: … Volume: … Issue: …”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Defaults:
    """What the importer says of files that do not say it themselves. An empty value says nothing."""

    publication: str = ""
    volume: int | None = None
    number: str = ""
    issued: PartialDate | None = None
    licence: str = ""
    language: str = ""


def validate(raw: RawArticle, file: str, defaults: Defaults | None = None) -> ArticleRecord | tuple[RowError, ...]:
    """The record of ``raw``, or everything that is wrong with it."""
    return _Validation(raw, file, defaults or Defaults()).result()


class _Validation:
    """One pass over one raw article, collecting faults."""

    def __init__(self, raw: RawArticle, file: str, defaults: Defaults) -> None:
        self.raw, self.file, self.defaults = raw, file, defaults
        self.errors: list[RowError] = []
        self.given: dict[str, RawField] = {}
        for field in raw.fields:
            self._take(field)

    def result(self) -> ArticleRecord | tuple[RowError, ...]:
        record = ArticleRecord(
            publication=self._required("publication", self.defaults.publication, "--publication"),
            volume=self._volume(),
            number=self._number(),
            position=self._whole("position"),
            headline=self._text("headline"),
            authors=self._authors(),
            date=self._date(),
            standfirst=self._text("standfirst"),
            dateline=self._text("dateline"),
            section=self._text("section"),
            series=self._text("series"),
            part=self._whole("part"),
            language=self._text("language", self.defaults.language),
            licence=self._text("licence", self.defaults.licence),
            source_url=self._source_url(),
            body=self._body(),
            issued=self.defaults.issued,
            place=Place(self.file, self.raw.line),
        )
        return tuple(self.errors) or record

    def _take(self, field: RawField) -> None:
        if not field.known:
            # One name for each field: the first under which it is known.
            known = ", ".join(
                sorted(name.capitalize() for name in {field: name for name, field in reversed(FIELDS.items())}.values())
            )
            self._fail(
                field.name,
                f"this field is not known; known are {known}. If it is text, put a blank line before it.",
                field.line,
            )
        elif field.name in self.given:
            first = self.given[field.name]
            self._fail(field.name, f"given twice (also on line {first.line}); keep one.", field.line)
        else:
            self.given[field.name] = field

    def _fail(self, field: str, message: str, line: int | None = None) -> None:
        self.errors.append(RowError(Place(self.file, line or self.raw.line), field, message))

    def _value(self, name: str) -> str:
        return self.given[name].value if name in self.given else ""

    def _required(self, name: str, default: str, option: str) -> str:
        value = self._value(name) or default
        if not value:
            self._fail(name, f"missing; {_MASTHEAD_CURE}, or give {option}.")
        return value

    def _volume(self) -> int:
        default = "" if self.defaults.volume is None else str(self.defaults.volume)
        written = self._required("volume", default, "--volume")
        return self._positive("volume", written) if written else 0

    def _number(self) -> str:
        written = self._required("number", self.defaults.number, "--number")
        bare = re.sub(r"\s*[-–/]\s*", "-", written.removeprefix("No.").strip())
        if written and (not _NUMBER.fullmatch(bare) or len(bare) > LIMITS["number"]):
            self._fail("number", f"“{written}” is not an issue number; write 138 or 137-138.", self._line("number"))
        return bare

    def _line(self, name: str) -> int | None:
        return self.given[name].line if name in self.given else None

    def _positive(self, name: str, written: str) -> int:
        if written.isascii() and written.isdigit() and len(written) <= 5 and 1 <= int(written) <= _HIGHEST:
            return int(written)
        message = f"“{written[:20]}” is not a number from 1 to {_HIGHEST}; write it in figures."
        self._fail(name, message, self._line(name))
        return 0

    def _whole(self, name: str) -> int | None:
        written = self._value(name)
        return self._positive(name, written) if written else None

    def _source_url(self) -> str:
        written = self._text("source_url")
        if written and not _ADDRESS.fullmatch(written):
            message = f"“{written[:80]}” is not an address on the web; write it whole, beginning with https://."
            self._fail("source_url", message, self._line("source_url"))
        return written

    def _text(self, name: str, default: str = "") -> str:
        value = self._value(name) or default
        limit = LIMITS.get(name)
        if limit and len(value) > limit:
            self._fail(name, f"{len(value)} characters, at most {limit} fit; shorten it.", self._line(name))
        return value

    def _authors(self) -> tuple[str, ...]:
        names = [name.strip() for name in _AUTHOR_BREAK.split(self._value("authors"))]
        for name in names:
            if len(name) > 200:
                self._fail(
                    "authors", "a name of more than 200 characters; separate authors by “;”.", self._line("authors")
                )
        return tuple(dict.fromkeys(name for name in names if name))

    def _date(self) -> PartialDate | None:
        written = self._value("date")
        if not written:
            return None
        try:
            return parse_date(written)
        except DateError as error:
            self._fail("date", str(error), self._line("date"))
            return None

    def _body(self) -> str:
        if not self.raw.paragraphs:
            self._fail("body", "there is no text after the header; add the paragraphs.", self.raw.body_line)
        return "\n\n".join(self.raw.paragraphs)
