"""What every search shares: how it is stated in an address, said back, corrected, and asked of a query set.

A search is a FilterSet whose filters each ask one verb of a query set. An error empties the result: a search that
cannot be understood is never answered with something else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode

import django_filters
from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import EMPTY_VALUES
from django.utils.functional import cached_property
from django.utils.translation import gettext

from articles.filters.fields import ManyField, values_of, written
from articles.filters.lookups import Choice
from articles.filters.sentence import quoted
from articles.vocabularies import dated
from edm_archive.text.dates import PartialDate

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise as StrOrPromise


@dataclass(frozen=True, slots=True)
class Chip:
    """One criterion that is applied, and the search without it (a query string)."""

    key: str
    value: str
    noun: str
    label: str
    without: str


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a search cannot be run, the search without the value at fault, and what may have been meant."""

    key: str
    value: str
    message: str
    without: str
    alternatives: list[tuple[str, str]] = field(default_factory=list)


class Ask(django_filters.Filter):
    """Asks a verb of the query set with the value of a field."""

    def __init__(
        self, verb: Callable[..., Any], field_class: type[forms.Field], label: StrOrPromise, **kwargs: Any
    ) -> None:
        super().__init__(label=label, **kwargs)
        self.verb = verb
        self.field_class = field_class

    def filter(self, qs: Any, value: Any) -> Any:
        return qs if value in EMPTY_VALUES else self.verb(qs, value)


class AskAny(Ask):
    """Several values widen: the verb is asked once, with all of them."""

    def filter(self, qs: Any, value: tuple[Choice, ...]) -> Any:
        return self.verb(qs, *(choice.record for choice in value)) if value else qs


class AskEach(Ask):
    """Several values narrow: the verb is asked for each."""

    def filter(self, qs: Any, value: tuple[Choice, ...]) -> Any:
        for choice in value or ():
            qs = self.verb(qs, choice.record)
        return qs


def _label_of(value: Any) -> str:
    """A single value for people."""
    return dated(value) if isinstance(value, PartialDate) else str(value)


class SearchForm(forms.Form):
    """What fields alone cannot check."""

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = self.cleaned_data
        first, last = data.get("date_from"), data.get("date_to")
        if first and last and last.latest < first.earliest:
            self.add_error(
                "date_to",
                ValidationError(
                    gettext("The search ends (%(last)s) before it begins (%(first)s); exchange the two dates."),
                    code="order",
                    params={"first": dated(first), "last": dated(last), "value": last.isoformat()},
                ),
            )
        return data


class AskingFilterSet(django_filters.FilterSet):
    """A search: what an address states, the same with less, and what people read of it."""

    class Meta:
        form = SearchForm

    # What is stated, and the same search with less -------------------------------------------------------------------

    def stated(self) -> list[tuple[str, str]]:
        """The pairs of key and value that the address states, in the order of the filters, without blanks."""
        return self._stated

    @cached_property
    def _stated(self) -> list[tuple[str, str]]:
        pairs: list[tuple[str, str]] = []
        for key, asked in self.filters.items():
            texts = [written(value) for value in values_of(asked.field.widget.value_from_datadict(self.data, {}, key))]
            pairs.extend((key, text) for text in dict.fromkeys(texts) if text)
        return pairs

    def query(self, *left_out: tuple[str, str], instead: tuple[str, str] | None = None) -> str:
        """The search as a query string with its "?", without the pairs ``left_out``; never with a page.

        ``instead`` is a pair to put in their place.
        """
        kept = [*([instead] if instead else []), *(pair for pair in self.stated() if pair not in left_out)]
        return f"?{urlencode(kept)}" if kept else "?"

    def query_with(self, key: str, value: str) -> str:
        """The search with one more value, as a query string."""
        return f"?{self._written}{'&' if self._written else ''}{urlencode([(key, value)])}"

    @cached_property
    def _written(self) -> str:
        """What is stated as a query string: a page repeats it in the address of each of its facets' values."""
        return urlencode(self._stated)

    def canonical_query(self) -> str:
        """The one query string of this search: slugs instead of names. What is invalid has none."""
        if not (self.is_bound and self.is_valid()):
            return ""
        values = {(key, choice.written): choice.value for key, choice in self._choices()}
        pairs = dict.fromkeys((key, values.get((key, text), text)) for key, text in self.stated())
        return f"?{urlencode(list(pairs))}" if pairs else ""

    def without(self, *left_out: tuple[str, str]) -> Self:
        """The same search without some of its pairs."""
        kept: dict[str, list[str]] = {}
        for key, value in self.stated():
            if (key, value) not in left_out:
                kept.setdefault(key, []).append(value)
        data = {key: values if self._is_many(key) else values[-1] for key, values in kept.items()}
        return type(self)(data or None, queryset=self.queryset)

    # What people read ------------------------------------------------------------------------------------------------

    def chips(self) -> list[Chip]:
        """What is applied, each with the search without it."""
        if not (self.is_bound and self.is_valid()):
            return []
        labels = {(key, choice.written): choice.label for key, choice in self._choices()}
        found: list[Chip] = []
        for key, text in self.stated():
            if key == "sort":
                continue
            label = labels.get((key, text)) or _label_of(self.form.cleaned_data[key])
            noun = str(self.filters[key].label)
            found.append(Chip(key, text, noun, quoted(label) if key == "q" else label, self.query((key, text))))
        return found

    def applied(self) -> list[Chip]:
        """What is applied, and by what it is ordered where that was chosen."""
        return self.chips()

    def problems(self) -> list[Problem]:
        """Why the search cannot be run; empty when it can."""
        if not self.is_bound:
            return []
        found: list[Problem] = []
        for key, errors in self.form.errors.as_data().items():
            for error in errors:
                found.extend(self._problem(key, single) for single in error.error_list)
        return found

    def _problem(self, key: str, error: ValidationError) -> Problem:
        params: dict[str, Any] = error.params or {}
        value = written(params.get("value", ""))
        at_fault = [pair for pair in self.stated() if pair[0] == key and value in ("", pair[1])]
        at_fault = at_fault or [pair for pair in self.stated() if pair[0] == key]
        rest = [pair for pair in self.stated() if pair not in at_fault]
        alternatives = [
            (choice.label, "?" + urlencode([*rest, (key, choice.value)])) for choice in params.get("candidates", ())
        ]
        return Problem(key, value, " ".join(error.messages), self.query(*at_fault), alternatives)

    def describe(self) -> str:
        """The search in one sentence."""
        raise NotImplementedError

    def cleaned(self, key: str) -> tuple[Choice, ...]:
        """The choices of a key that can be repeated, none when one of its values was refused."""
        if not self.is_bound:
            return ()
        self.form.is_valid()
        return self.form.cleaned_data.get(key) or ()

    def _choices(self) -> Iterator[tuple[str, Choice]]:
        for key in self.filters:
            if self._is_many(key):
                yield from ((key, choice) for choice in self.cleaned(key))

    def _is_many(self, key: str) -> bool:
        return isinstance(self.filters[key].field, ManyField)
