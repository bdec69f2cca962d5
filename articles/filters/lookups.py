"""From what a reader writes, a slug or a name, to the records that can be meant.

Every lookup returns all candidates up to a small limit: none and several are answers, not errors. Only records that
readers may see are found, so that a filter never tells of a draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from articles.models import Article, Author, Publication, Source
from edm_archive.text.normalize import slug_of
from entities.models import Entity, PastSlug

#: Candidates looked at: more than this and the name is too common to list.
CANDIDATES = 6
_ADDRESS = re.compile(
    r"/?(?P<publication>[\w-]+)/(?P<volume>\d{1,4})/(?P<number>[\w.-]+)/(?P<position>\d{1,4})(?:/.*)?"
)

Lookup = Callable[[str], Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: as it was written, the record it means, its canonical value, its name for people."""

    written: str
    record: Any
    value: str
    label: str

    @classmethod
    def of(cls, written: str, record: Any) -> Choice:
        """The choice of ``record``."""
        if isinstance(record, Article):
            return cls(
                written,
                record,
                "/".join(map(str, record.natural_key())),
                gettext("“%(words)s”") % {"words": record.headline},
            )
        return cls(written, record, record.slug, str(record))


def entities(kind: str) -> Lookup:
    """The lookup of entities of one kind: by slug (a past one too), then by preferred label, then by alias."""

    def find(name: str) -> list[Entity]:
        of_kind = Entity.objects.of_kind(kind)
        addressed = list(of_kind.filter(slug=name))
        if addressed:
            return addressed
        moved = PastSlug.objects.filter(kind=kind, slug=name).select_related("entity").first()
        if moved is not None:
            return [moved.entity]
        named = list(of_kind.named(name)[:CANDIDATES])
        preferred = [entity for entity in named if entity.preferred_label.casefold() == name.casefold()]
        # The slug is the folded label: it finds what differs in accents, punctuation, or in the case of other scripts.
        return preferred if len(preferred) == 1 else named or list(of_kind.filter(slug=slug_of(name)))

    return find


def publications(name: str) -> list[Publication]:
    """Publications of this slug, title or abbreviation."""
    return list(Publication.objects.titled(name)[:CANDIDATES])


def authors(name: str) -> list[Author]:
    """Authors of public articles, by slug, name or sort name."""
    return list(Author.objects.with_public_articles().named(name)[:CANDIDATES])


def sources(name: str) -> list[Source]:
    """Sources by slug (a past one too), else by name, variant or host; who bears it as its own name comes first."""
    shown = Source.objects.shown()
    addressed = list(shown.filter(slug=name)) or list(shown.filter(past_slugs__slug=name))
    found = addressed or list(shown.named(name)[:CANDIDATES])
    own = [source for source in found if source.name.casefold() == name.casefold()]
    return own if len(own) == 1 else found


def cited(name: str) -> list[Article] | list[Publication]:
    """What an article of this archive can refer to: a public article, by its address, or a publication."""
    address = _ADDRESS.fullmatch(name)
    if address is None:
        return publications(name)
    return list(
        Article.objects.published()
        .in_issue(address["publication"], int(address["volume"]), address["number"])
        .filter(position=int(address["position"]))
        .select_related("issue__publication")
    )
