"""What the address of a figure may say: by what to group, and the publications to count in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.utils.translation import gettext, gettext_lazy

from articles.filters.fields import RecordsField
from articles.filters.lookups import publications
from articles.querysets import CitationQuerySet


class FigureForm(forms.Form):
    """``by`` is one of the keys of the figure, the first when it is left out; several publications widen."""

    publication = RecordsField(required=False, find=publications, noun=gettext_lazy("publication"))

    def __init__(self, data: Any, *, keys: Iterable[str]) -> None:
        super().__init__(data)
        self.keys = list(keys)
        self.fields["by"] = forms.ChoiceField(
            required=False,
            choices=[(key, key) for key in self.keys],
            error_messages={
                "invalid_choice": gettext("“%%(value)s” cannot be chosen; choose one of these: %(keys)s.")
                % {"keys": ", ".join(self.keys)}
            },
        )

    @property
    def key(self) -> str:
        """By what to group."""
        return self.cleaned_data.get("by") or self.keys[0]

    @property
    def slugs(self) -> list[str]:
        """The publications to count in; empty for all."""
        return [choice.value for choice in self.cleaned_data.get("publication", ())]

    def narrowed(self, citations: CitationQuerySet) -> CitationQuerySet:
        """Those of ``citations`` that stand in articles of the publications."""
        return citations.filter(article__issue__publication__slug__in=self.slugs) if self.slugs else citations

    def query(self, key: str | None = None) -> str:
        """The one query string of what is asked, or of the same by another ``key``."""
        return "?" + urlencode([("by", key or self.key), *(("publication", slug) for slug in self.slugs)])

    def problems(self) -> list[str]:
        """Why there is no answer, in sentences."""
        return [str(message) for messages in self.errors.values() for message in messages]
