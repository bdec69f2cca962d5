"""What an address may say: form fields for partial dates, words, and keys that can be repeated.

Every error is one sentence that tells the cure, and names the value it is about (``params["value"]``), so that a page
can offer to drop just that value.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from articles.filters.lookups import CANDIDATES, Choice, Lookup
from articles.vocabularies import decade_name, said
from edm_archive.text.dates import DateError, PartialDate, parse_date
from edm_archive.text.normalize import clean

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise

#: More values of one key than this are refused: each costs a subquery.
MAX_VALUES = 10
MAX_LENGTH = 200


def written(value: Any) -> str:
    """One value of an address without invisible characters, quotes kept, white space folded."""
    return " ".join(clean(str(value)).split())


class WordsField(forms.CharField):
    """Words to look for in the text."""

    def to_python(self, value: Any) -> str:
        words = written(value or "")
        if len(words) > MAX_LENGTH:
            raise ValidationError(
                gettext("The search is longer than %(limit)s characters; use fewer words."),
                code="long",
                params={"limit": MAX_LENGTH, "value": words},
            )
        return words


class PartialDateField(forms.CharField):
    """A day, a month or a year: "2004-11-30", "2004-11", "2004", and the forms that ``parse_date`` reads."""

    def to_python(self, value: Any) -> PartialDate | None:  # type: ignore[override]
        text = written(value or "")
        if not text:
            return None
        if len(text) > MAX_LENGTH:
            raise ValidationError(
                gettext("This is too long for a date; write it as 2004-11-30."), code="date", params={"value": text}
            )
        try:
            return parse_date(text)
        except DateError as error:
            raise ValidationError(
                "%(error)s", code="date", params={"error": said(error.args[0]), "value": text}
            ) from error


class ManyField(forms.Field):
    """A key that may be repeated; blank and equal values are dropped. ``read`` makes a choice of each."""

    widget = forms.MultipleHiddenInput

    def read(self, text: str) -> Choice:
        """The choice that ``text`` means, or a ValidationError."""
        raise NotImplementedError

    def clean(self, value: Any) -> tuple[Choice, ...]:
        texts = list(dict.fromkeys(filter(None, map(written, values_of(value)))))
        if len(texts) > MAX_VALUES:
            raise ValidationError(
                gettext("More than %(limit)s values of one kind cannot be combined; leave some out."),
                code="many",
                params={"limit": MAX_VALUES, "value": ""},
            )
        choices: list[Choice] = []
        errors: list[ValidationError] = []
        for text in texts:
            try:
                choices.append(self.read(text))
            except ValidationError as error:
                errors.append(error)
        if errors:
            raise ValidationError(errors)
        return tuple(choices)


def values_of(value: Any) -> Iterable[Any]:
    """The values of a key, whether it came once or repeated."""
    if value is None:
        return ()
    return value if isinstance(value, list | tuple) else (value,)


class VolumeField(ManyField):
    """Numbers of volumes."""

    def read(self, text: str) -> Choice:
        if not (text.isascii() and text.isdigit() and 1 <= len(text) <= 4 and int(text)):
            raise ValidationError(
                gettext("“%(value)s” is not the number of a volume; write a number such as 1."),
                code="volume",
                params={"value": text},
            )
        return Choice(text, int(text), str(int(text)), str(int(text)))


class YearField(ManyField):
    """Years of the calendar."""

    def read(self, text: str) -> Choice:
        if not (text.isascii() and text.isdigit() and len(text) <= 4 and int(text)):
            raise ValidationError(
                gettext("“%(value)s” is not a year; write a year such as 2004."),
                code="year",
                params={"value": text},
            )
        return Choice(text, int(text), str(int(text)), str(int(text)))


class DecadeField(ManyField):
    """Decades, each by its first year; "2000s" is understood."""

    def read(self, text: str) -> Choice:
        year = text.removesuffix("s")
        if not (year.isascii() and year.isdigit() and len(year) <= 4) or int(year) % 10:
            raise ValidationError(
                gettext("“%(value)s” is not a decade; write its first year, such as 2000."),
                code="decade",
                params={"value": text},
            )
        return Choice(text, int(year), str(int(year)), decade_name(str(int(year))))


class IssueNumberField(ManyField):
    """Numbers of issues, which are text: a double issue is "137-138"."""

    def read(self, text: str) -> Choice:
        if len(text) > 20:
            raise ValidationError(
                gettext("“%(value)s” is not the number of an issue; write it as printed, such as 138 or 137-138."),
                code="issue",
                params={"value": text},
            )
        return Choice(text, text, text, text)


class RecordsField(ManyField):
    """Records by slug or name; ``noun`` is what people call such a record."""

    def __init__(self, *, find: Lookup, noun: StrOrPromise, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.find = find
        self.noun = noun

    def read(self, text: str) -> Choice:
        found = self.find(text) if len(text) <= MAX_LENGTH else []
        if len(found) == 1:
            return Choice.of(text, found[0])
        params: dict[str, Any] = {"noun": self.noun, "value": text}
        if not found:
            raise ValidationError(
                gettext("The archive knows no %(noun)s “%(value)s”; check the spelling, or choose from the list."),
                code="unknown",
                params=params,
            )
        params["candidates"] = [Choice.of(text, record) for record in found]
        params["count"] = (
            gettext("%(number)s or more") % {"number": CANDIDATES} if len(found) >= CANDIDATES else len(found)
        )
        raise ValidationError(
            gettext("“%(value)s” is the name of %(count)s records; choose one."), code="ambiguous", params=params
        )


class PlainField(ManyField):
    """Values that stand for themselves: the name of a series, the tag of a language."""

    def read(self, text: str) -> Choice:
        return Choice(text, text, text, text)


class OneOfField(ManyField):
    """Values of a short list; ``choices`` maps each to what it is called."""

    def __init__(self, *, choices: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.choices = choices

    def read(self, text: str) -> Choice:
        if text not in self.choices:
            raise ValidationError(
                gettext("“%(value)s” cannot be asked for; choose one of these: %(choices)s."),
                code="choice",
                params={"value": text, "choices": ", ".join(self.choices)},
            )
        return Choice(text, text, text, str(self.choices[text]))
