"""ClaimFilterSet: what an outlet is cited for, about whom, in whose words, of which days.

A citation has one source and one speaker, so several of them widen the search; a claim can be about many entities, so
each of them narrows it. Nothing is found as long as neither source nor entity nor speaker is named.
"""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from articles.filters import lookups
from articles.filters.asking import Ask, AskAny, AskEach, AskingFilterSet
from articles.filters.fields import PartialDateField, RecordsField
from articles.filters.sentence import claims_sentence
from articles.querysets import CitationQuerySet
from entities.models import Entity

#: What a claim can be about.
ABOUT = {
    "person": _("about a person"),
    "organization": _("about an organization"),
    "place": _("about a place"),
    "event": _("about an event"),
    "work": _("about a work"),
}
KINDS = tuple(ABOUT)
#: Of these at least one is needed.
NEEDED = ("source", "speaker", *KINDS)


def about(kind: str) -> AskEach:
    """The filter of claims about entities of one kind."""
    return AskEach(
        CitationQuerySet.about,
        RecordsField,
        label=ABOUT[kind],
        noun=Entity.Kind(kind).label,
        find=lookups.entities(kind),
    )


class ClaimFilterSet(AskingFilterSet):
    """The criteria of an address, and the citations that meet them."""

    source = AskAny(CitationQuerySet.of, RecordsField, label=_("source cited"), noun=_("source"), find=lookups.sources)
    person = about("person")
    organization = about("organization")
    place = about("place")
    event = about("event")
    work = about("work")
    speaker = AskAny(
        CitationQuerySet.quoting,
        RecordsField,
        label=_("speaker"),
        noun=Entity.Kind.PERSON.label,
        find=lookups.entities("person"),
    )
    date_from = Ask(
        lambda citations, date: citations.cited_between(date.earliest, None), PartialDateField, label=_("cited from")
    )
    date_to = Ask(
        lambda citations, date: citations.cited_between(None, date.latest), PartialDateField, label=_("cited to")
    )

    @property
    def is_asked(self) -> bool:
        """Whether a source, an entity or a speaker is named."""
        return any(self.cleaned(key) for key in NEEDED)

    @property
    def qs(self) -> Any:
        """The citations; none as long as too little is named, or something is not understood."""
        return super().qs if self.is_asked and self.is_valid() else self.queryset.none()

    def describe(self) -> str:
        if not self.is_bound:
            return claims_sentence()
        if not self.is_valid():
            return gettext("Claims: the search needs a correction")
        names = {key: [choice.label for choice in self.cleaned(key)] for key in NEEDED}
        data = self.form.cleaned_data
        return claims_sentence(
            sources=names["source"],
            about=[name for kind in KINDS for name in names[kind]],
            speakers=names["speaker"],
            first=data["date_from"],
            last=data["date_to"],
        )
