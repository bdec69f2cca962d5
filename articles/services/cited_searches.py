"""Citing a search: its result is kept under a permanent address, and compared with what the search finds later.

The same search with the same result is kept once a day, under a token that is made from these three; whoever asks again
is led to it. Refuses a search that says nothing or cannot be run, one whose answer would not be whole because the
archive is taking in changes, and more in an hour than the settings allow. Why: docs/explanation/citable-searches.md.
"""

from __future__ import annotations

import base64
import datetime
import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from django.conf import settings
from django.http import QueryDict
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from pyroaring import BitMap

from articles.filters import ArticleFilterSet
from articles.filters.selection import Selection
from articles.listings import Address, pack, unpack
from articles.models import Article, CitedSearch, Issue
from articles.models.searches import TOKEN
from articles.search import changes
from articles.services.facet_reading import articles_at

#: The longest result of which each article is kept; of a longer one, how many appeared in each year.
LISTED = 20_000
#: Rows that a query names.
CHUNK = 2_000
HOUR = datetime.timedelta(hours=1)
#: The key of ``years`` for articles without a date.
UNDATED = ""
_SHOWN = Article.Status.PUBLISHED


class CitingRefused(ValueError):
    """The search cannot be kept; the message says why and what helps."""


class TooMany(CitingRefused):
    """Others have made as many as may be made in an hour; ``wait`` is the seconds until one more may be."""

    def __init__(self, wait: int) -> None:
        super().__init__(
            _("More searches are being cited than the archive keeps in an hour; nothing is lost, try again later.")
        )
        self.wait = wait


class NotSettled(CitingRefused):
    """The archive is taking in changes, so that the result would not be whole."""


# Keeping -----------------------------------------------------------------------------------------------------------


def search_of(query: str) -> ArticleFilterSet:
    """The search that a query string with its "?" states."""
    return ArticleFilterSet(QueryDict(query.removeprefix("?")) or None, queryset=Article.objects.published())


def keep(search: ArticleFilterSet) -> CitedSearch:
    """The search with its present result under a permanent address: a new one, or the equal one of today.

    Raises:
        CitingRefused: when it cannot be kept.
    """
    if not search.chips():
        raise CitingRefused(_("A search without a criterion finds everything; narrow it, then cite it."))
    selection = Selection.of(search)
    if changes.waiting(1):
        raise NotSettled(_("The archive is taking in changes just now; try again in a minute."))
    now = timezone.now().replace(microsecond=0)
    query = search.canonical_query()
    listing, years, count = _result(selection)
    token = token_of(query, listing or repr(sorted(years.items())), now)
    known = CitedSearch.objects.filter(token=token).first()
    if known is not None:
        return known
    _refuse_floods(now)
    with translation.override(settings.LANGUAGE_CODE):  # one sentence, in whatever language it is asked for
        sentence = search.describe()
    values = {"query": query, "sentence": sentence, "made_at": now, "count": count}
    return CitedSearch.objects.get_or_create(token=token, defaults={**values, "listing": listing, "years": years})[0]


def token_of(query: str, result: str, made_at: datetime.datetime) -> str:
    """The token of a search with a result on a day (UTC): 60 bits of a digest, in letters and figures."""
    day = made_at.astimezone(datetime.UTC).date().isoformat()
    digest = hashlib.sha256("\n".join([day, query, result]).encode()).digest()
    return base64.b32encode(digest).decode().lower()[:TOKEN]


def _refuse_floods(now: datetime.datetime) -> None:
    allowed = settings.CITED_SEARCHES_PER_HOUR
    if not allowed:
        raise TooMany(int(HOUR.total_seconds()))
    latest = CitedSearch.objects.made_since(now - HOUR).order_by("-made_at").values_list("made_at", flat=True)
    standing_in_the_way = latest[allowed - 1 : allowed].first()
    if standing_in_the_way is not None:
        raise TooMany(int((standing_in_the_way + HOUR - now).total_seconds()) + 1)


def _result(selection: Selection) -> tuple[str, dict[str, int], int]:
    """What is kept of a result: its listing, or its years; and its length."""
    if len(selection) > LISTED:
        return "", years_of(selection), len(selection)
    found: dict[Address, int] = {}
    ordinals = list(selection.articles)
    for start in range(0, len(ordinals), CHUNK):
        # A draft is in no bitmap of public articles, but the record itself has the last word.
        pks = articles_at(ordinals[start : start + CHUNK])
        rows = Article.objects.published().filter(pk__in=pks).order_by()
        for *address, revision in rows.values_list(*_ADDRESS, "revision"):
            found[tuple(address)] = revision
    return pack(found), {}, len(found)


_ADDRESS = ("issue__publication__slug", "issue__volume", "issue__number", "position")


def years_of(selection: Selection) -> dict[str, int]:
    """How many of the articles appeared in each year, in which there are any; the undated under ``UNDATED``."""
    per_year = selection.snapshot.index.per_year(selection.articles)
    years = {str(year): count for year, count in per_year if count}
    if undated := len(selection) - sum(years.values()):
        years[UNDATED] = undated
    return years


# Comparing ---------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Gone:
    """An article that was found and is not any more.

    Attributes:
        pk: None where the archive shows nothing under this address any more, whatever the reason.
        is_withdrawn: whether its address says why it was withdrawn; otherwise it is there and does not match any more.
    """

    address: Address
    pk: int | None = None
    is_withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class Revised:
    """An article that is still found, and whose text was revised since."""

    pk: int
    then: int
    now: int


@dataclass(frozen=True, slots=True)
class Differences:
    """What has changed since a search was cited.

    Attributes:
        come: the ordinals of the articles that are found now and were not; empty when it cannot be run any more.
        gone: by address. When it cannot be run any more, only those that are no longer shown.
        revised: by address.
    """

    come: BitMap
    gone: list[Gone]
    revised: list[Revised]


def differences(kept: CitedSearch, today: Selection | None) -> Differences:
    """What has changed in the result of ``kept``; ``today`` is None when the search cannot be run any more."""
    listed = unpack(kept.listing)
    rows = {address: row for address, row in _stored(listed) if address in listed}
    # Of whatever status: one that was withdrawn a moment ago may be found still, and has not come.
    known = {} if today is None else today.snapshot.articles(row.pk for row in rows.values())
    found = BitMap() if today is None else today.articles
    matching = {pk for ordinal, pk in known.items() if ordinal in found}
    gone: list[Gone] = []
    revised: list[Revised] = []
    for address in sorted(listed, key=_in_print):
        row = rows.get(address)
        if row is None or row.status not in (_SHOWN, Article.Status.WITHDRAWN):
            gone.append(Gone(address))
        elif row.status == Article.Status.WITHDRAWN:
            gone.append(Gone(address, row.pk, is_withdrawn=True))
        elif today is not None and row.pk not in matching:
            gone.append(Gone(address, row.pk))
        elif row.revision != listed[address]:
            revised.append(Revised(row.pk, listed[address], row.revision))
    return Differences(found - BitMap(known), gone, revised)


def year_differences(kept: CitedSearch, today: Selection) -> list[tuple[str, int, int]]:
    """Of a result that is kept by years: the years whose number has changed, with the number then and now."""
    then, now = kept.years, years_of(today)
    return [
        (year, then.get(year, 0), now.get(year, 0))
        for year in sorted(then.keys() | now.keys())
        if then.get(year) != now.get(year)
    ]


def _in_print(address: Address) -> tuple[str, int, int, str, int]:
    publication, volume, number, position = address
    return publication, volume, Issue.sequence_of(number), number, position


class _Row(NamedTuple):
    """An article as it is stored now."""

    pk: int
    revision: int
    status: str


def _stored(addresses: Iterable[Address]) -> Iterator[tuple[Address, _Row]]:
    """The articles of the issues of these addresses, as far as they exist."""
    wanted: dict[str, set[tuple[int, str]]] = {}
    for publication, volume, number, _position in addresses:
        wanted.setdefault(publication, set()).add((volume, number))
    for publication, issues in wanted.items():
        volumes = {volume for volume, _number in issues}
        printed = Issue.objects.filter(publication__slug=publication, volume__in=volumes).order_by()
        held = {
            pk: (volume, number)
            for pk, volume, number in printed.values_list("pk", "volume", "number")
            if (volume, number) in issues
        }
        pks = list(held)
        for start in range(0, len(pks), CHUNK):
            rows = Article.objects.filter(issue__in=pks[start : start + CHUNK]).order_by()
            columns = rows.values_list("issue", "position", "pk", "revision", "status")
            for issue, position, pk, revision, status in columns.iterator(chunk_size=CHUNK):
                yield (publication, *held[issue], position), _Row(pk, revision, status)
