"""Names of what records hold as codes and dates, in the language of the reader."""

from __future__ import annotations

import datetime

from django.utils.dates import MONTHS
from django.utils.translation import get_language_info, gettext, pgettext, pgettext_lazy

from edm_archive.text.countries import COUNTRY_NAMES
from edm_archive.text.dates import DateInterval, PartialDate
from edm_archive.text.messages import Message

#: What several entities of a kind are called.
PLURAL_KINDS = {
    "person": pgettext_lazy("several", "people"),
    "organization": pgettext_lazy("several", "organizations"),
    "place": pgettext_lazy("several", "places"),
    "event": pgettext_lazy("several", "events"),
    "work": pgettext_lazy("several", "works"),
}


def plural_kind(kind: str) -> str:
    """ "people" for "person"."""
    return str(PLURAL_KINDS.get(kind, kind))


def language_name(tag: str) -> str:
    """The name of a BCP 47 tag, or the tag itself when it is not a common one."""
    try:
        return str(get_language_info(tag.lower())["name_translated"])
    except KeyError:
        return tag


def country_name(code: str) -> str:
    """The name of an ISO 3166-1 code, or the code itself."""
    name = COUNTRY_NAMES.get(code)
    return pgettext("country", name) if name else code


def month_name(month: int) -> str:
    """The name of a month, from 1."""
    return str(MONTHS[month])


def said(message: str) -> str:
    """A sentence of a pure package in the language of the reader."""
    if not isinstance(message, Message):
        return message
    values = {key: dated(one) if isinstance(one, PartialDate) else one for key, one in message.values.items()}
    return gettext(message.pattern) % values if values else gettext(message.pattern)


def dated(value: PartialDate | DateInterval | datetime.date | None) -> str:
    """A date for people: "30 November 2004", "November 2004", "2004", "between … and …"; empty for none."""
    if value is None:
        return ""
    if isinstance(value, DateInterval):
        whole = PartialDate.from_interval(value)
        if whole is None:
            ends = {"first": dated(value.earliest), "last": dated(value.latest)}
            return gettext("between %(first)s and %(last)s") % ends
        return dated(whole)
    if isinstance(value, datetime.date):
        value = PartialDate.of(value)
    if value.month is None:
        return str(value.year)
    parts = {"day": value.day, "month": month_name(value.month), "year": value.year}
    return (
        pgettext("a day", "%(day)s %(month)s %(year)s") if value.day else pgettext("a month", "%(month)s %(year)s")
    ) % parts


def decade_name(year: str) -> str:
    """What the decade that begins with a year is called: "2000s"."""
    return gettext("%(year)ss") % {"year": year}
