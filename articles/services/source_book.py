"""All sources by name and host, and which of them a citation names; a name that is met for the first time is suggested.

Only accepted sources teach the grammar their names, so that a bare "(PKK)" does not become a citation because it was
once suggested as a source. Refused: to choose where two sources bear the cited name; that is left to the editor; and to
cite, or to suggest again, what an editor has rejected as a source.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from articles.citations import CitedItem, ItemKind, Vocabulary
from articles.citations.vocabulary import bare_host
from articles.models import PastSourceSlug, Publication, Source, SourceVariant
from articles.models.anchors import Review
from articles.services.batches import Recorder
from edm_archive.text.normalize import fold, slug_of

#: The kind of a source that is made for a name nobody has recorded yet, by what cites it.
_NEW_KINDS = {
    ItemKind.PRESS: Source.Kind.UNKNOWN,
    ItemKind.WEB: Source.Kind.WEBSITE,
    ItemKind.DOCUMENT: Source.Kind.OFFICIAL,
}


class SourceBook:
    """All sources by name and host, loaded once for a run; grows as unknown names are met.

    Attributes:
        vocabulary: the names and hosts of accepted sources alone, and of the archive's own publications.
    """

    def __init__(self, sources: Iterable[Source], variants: Iterable[SourceVariant], titles: dict[str, str]) -> None:
        self._by_slug = {source.slug: source for source in sources}
        self._names: dict[str, str] = {}
        self._hosts: dict[str, str] = {}
        accepted_hosts: dict[str, str] = {}
        self._owners: dict[str, set[str]] = defaultdict(set)
        slugs = {source.pk: source.slug for source in self._by_slug.values()}
        for source in self._by_slug.values():
            self._learn(source.name, source.slug)
        for variant in variants:
            if variant.kind == SourceVariant.Kind.HOST:
                host, slug = bare_host(variant.name), slugs[variant.source_id]
                self._hosts[host] = slug
                if self._by_slug[slug].review == Review.ACCEPTED:
                    accepted_hosts[host] = slug
            else:
                self._learn(variant.name, slugs[variant.source_id])
        self._of_publication = {s.publication_id: s for s in self._by_slug.values() if s.publication_id}
        self.publications = {publication.slug: publication for publication in Publication.objects.all()}
        self.vocabulary = Vocabulary(outlets=self._names, hosts=accepted_hosts, publications=titles)
        # Shared, not copied: the host of a source that is suggested in this run is known at once.
        self._all_hosts = Vocabulary(hosts=self._hosts)

    @classmethod
    def load(cls) -> SourceBook:
        """Read all sources, variants and publications."""
        titles: dict[str, str] = {}
        for slug, *names in Publication.objects.values_list("slug", "title", "abbreviation"):
            titles.update({fold(name): slug for name in names if name})
        held = SourceVariant.objects.filter(source__publication__isnull=False)
        for name, slug in held.values_list("name", "source__publication__slug"):
            titles.setdefault(fold(name), slug)
        return cls(Source.objects.order_by("pk"), SourceVariant.objects.order_by("pk"), titles)

    def _learn(self, name: str, slug: str) -> None:
        key = fold(name)
        if key:
            self._owners[key].add(slug)
            if self._by_slug[slug].review == Review.ACCEPTED:
                self._names.setdefault(key, slug)

    def owners(self, name: str) -> list[Source]:
        """The sources that bear ``name``; two or more are told apart by an editor.

        Where an accepted source bears it, a suggested or a rejected one of the name does not count; nor does a
        rejected one beside a suggested one.
        """
        found = [self._by_slug[slug] for slug in sorted(self._owners.get(fold(name), ()))]
        for review in (Review.ACCEPTED, Review.SUGGESTED):
            if best := [source for source in found if source.review == review]:
                return best
        return found

    def of(self, item: CitedItem, recorder: Recorder | None) -> tuple[Source | None, str]:
        """The source of ``item``, made when it is new, and what there is to say about that.

        Without a recorder none is made. A rejected source is never the answer, nor suggested a second time.
        """
        if item.publication is not None:
            own = self.publications[item.publication]
            return self._of_publication.get(own.pk) or (self._make_own(own, recorder) if recorder else None), ""
        if item.kind is ItemKind.INTERVIEW:
            return None, "An interview has no outlet."
        owners = self.owners(item.source)
        if owners and owners[0].review == Review.REJECTED:
            return None, _rejected(item.source)
        if len(owners) > 1:
            return None, f"{len(owners)} sources bear this name: {', '.join(source.slug for source in owners)}."
        known = owners[0].slug if owners else item.outlet
        slug = known or (self._all_hosts.outlet_at(item.host) if item.host else None)
        if slug is not None:
            source = self._by_slug[slug]
            return (None, _rejected(source.name)) if source.review == Review.REJECTED else (source, "")
        if not fold(item.source):
            return None, "No source is named."
        if recorder is None:
            return None, "The name is not known."
        return self._suggest(item, recorder), "The name was not known; a record was suggested."

    def _make_own(self, publication: Publication, recorder: Recorder) -> Source:
        """The record under which a publication of this archive is cited."""
        slug = free_slug(Source, publication.slug)
        source = Source(name=publication.title, slug=slug, kind=Source.Kind.ARCHIVE, publication=publication)
        source.save()
        recorder.created(source)
        self._by_slug[slug] = self._of_publication[publication.pk] = source
        return source

    def _suggest(self, item: CitedItem, recorder: Recorder) -> Source:
        """A record for a name that is met for the first time, for an editor to confirm."""
        name = item.source[:200]
        source = Source(
            name=name,
            slug=free_slug(Source, name),
            kind=_NEW_KINDS.get(item.kind, Source.Kind.UNKNOWN),
            review=Review.SUGGESTED,
        )
        source.save()
        recorder.created(source)
        self._by_slug[source.slug] = source
        self._learn(name, source.slug)
        if item.host and item.host not in self._hosts:
            variant = SourceVariant.objects.create(source=source, name=item.host, kind=SourceVariant.Kind.HOST)
            self._hosts[variant.name] = source.slug
        return source


def _rejected(name: str) -> str:
    return f"“{name[:200]}” was rejected as a source."


def free_slug(model: Any, name: str) -> str:
    """A slug for ``name`` that no row of ``model`` has, and no source had: that of the name, else with a number."""
    stem = slug_of(name, limit=100)
    holders: list[Any] = [model, PastSourceSlug] if model is Source else [model]
    taken = {
        slug
        for holder in holders
        for slug in holder.objects.filter(slug__startswith=stem).values_list("slug", flat=True)
    }
    if stem not in taken:
        return stem
    return next(slug for slug in (f"{stem}-{n}" for n in range(2, len(taken) + 3)) if slug not in taken)
