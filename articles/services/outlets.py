"""The outlets that are known before anything is imported: the authority file of sources that ships with the archive.

``articles/fixtures/outlets.json`` holds facts only: names, kinds, countries, languages, hosts. ``adopt_outlets`` adds
what the archive lacks, as one batch. Refused: to touch a record that an editor has accepted, rejected, renamed or
merged; to bring back names that an editor took away, unless names are asked for; to give a host, or a name of an
accepted source, to a second one. What is refused is told. A citation is never changed.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from articles.models import Batch, PastSourceSlug, Source, SourceVariant
from articles.models.anchors import Review
from articles.services.batches import Recorder, recording
from edm_archive.text.normalize import fold

FILE = Path(__file__).resolve().parent.parent / "fixtures" / "outlets.json"
#: What a record that was only suggested takes over where it has nothing itself.
_FILLED = ("country", "language", "note")


@dataclass(frozen=True, slots=True)
class Outlet:
    """An outlet of the authority file: the fields of a source, and its names as pairs of kind and name."""

    fields: dict[str, Any]
    names: tuple[tuple[str, str], ...]

    @property
    def slug(self) -> str:
        return str(self.fields["slug"])

    @property
    def folded(self) -> set[str]:
        """The keys under which it is looked up, hosts left out."""
        return {fold(self.fields["name"]), *(fold(name) for kind, name in self.names if kind != "host")}


@dataclass(slots=True)
class Adoption:
    """What came of it: outlets added, suggested records that became one of them, outlets held already, names added."""

    created: int = 0
    completed: int = 0
    kept: int = 0
    names: int = 0
    conflicts: list[str] = field(default_factory=list)
    batch: Batch | None = None

    @property
    def summary(self) -> str:
        """The numbers, in words."""
        return (
            f"outlets added: {self.created:,}, suggested before and completed: {self.completed:,}, "
            f"held already: {self.kept:,}; names and hosts added: {self.names:,}; left out: {len(self.conflicts):,}"
        )


def known_outlets() -> list[Outlet]:
    """The outlets of the authority file, in its order."""
    sources: dict[str, dict[str, Any]] = {}
    names: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for row in json.loads(FILE.read_text("utf-8")):
        values = row["fields"]
        if row["model"] == "articles.source":
            sources[values["slug"]] = values
        else:
            names[values["source"][0]].append((values["kind"], values["name"]))
    return [Outlet(values, tuple(names[slug])) for slug, values in sources.items()]


@transaction.atomic
def adopt_outlets(*, user: AbstractBaseUser | None = None, add_names: bool = False, dry_run: bool = False) -> Adoption:
    """Add the outlets that the archive lacks.

    An outlet is held when a source has its slug, or had it before it was renamed or merged. A held source that was only
    suggested, under the same name, is accepted and completed; any other is left as it is.

    Args:
        user: who does it; None for a machine.
        add_names: whether accepted sources get the names and hosts that they lack.
        dry_run: whether all is taken back at once, so that only the report remains.
    """
    with recording(kind=Batch.Kind.IMPORT, summary="Known outlets", user=user) as recorder:
        done = _Adopting(recorder, add_names).run()
        recorder.summarise(f"Known outlets: {done.summary}")
    done.batch = None if dry_run or recorder.batch.pk is None else recorder.batch
    transaction.set_rollback(dry_run)
    return done


class _Adopting:
    """One run, with what the archive held when it began."""

    def __init__(self, recorder: Recorder, add_names: bool) -> None:
        self.recorder, self.add_names = recorder, add_names
        self.outlets = known_outlets()
        self.done = Adoption()
        sources = {source.pk: source for source in Source.objects.order_by("pk")}
        self.held = {source.slug: source for source in sources.values()}
        for slug, pk in PastSourceSlug.objects.values_list("slug", "source"):
            self.held.setdefault(slug, sources[pk])
        self.hosts: dict[str, Source] = {}
        self.bearers: dict[str, set[int]] = defaultdict(set)
        self.written: dict[int, set[str]] = defaultdict(set)
        for source in sources.values():
            self._learn(source, "", source.name)
        for pk, kind, name in SourceVariant.objects.order_by("pk").values_list("source", "kind", "name"):
            self._learn(sources[pk], kind, name)
        self.sources = sources
        #: By folded name, the held sources to which the authority file gives it: they may bear it beside others.
        self.sharing: dict[str, set[int]] = defaultdict(set)
        for outlet in self.outlets:
            if held := self.held.get(outlet.slug):
                for name in outlet.folded:
                    self.sharing[name].add(held.pk)

    def _learn(self, source: Source, kind: str, name: str) -> None:
        if kind:
            self.written[source.pk].add(name)
        if kind == SourceVariant.Kind.HOST:
            self.hosts[name.casefold().removeprefix("www.")] = source
        elif source.review == Review.ACCEPTED:
            self.bearers[fold(name)].add(source.pk)

    def run(self) -> Adoption:
        """Adopt every outlet, in the order of the file."""
        variants = [variant for outlet in self.outlets for variant in self._adopt(outlet)]
        SourceVariant.objects.bulk_create(variants)
        self.done.names += len(variants)
        return self.done

    def _adopt(self, outlet: Outlet) -> list[SourceVariant]:
        """The names to be added with an outlet, its source saved."""
        name, held = outlet.fields["name"], self.held.get(outlet.slug)
        if held is not None and held.review == Review.ACCEPTED:
            self.done.kept += 1
            return self._new_names(held, outlet, record=True) if self.add_names else []
        if held is not None and (held.review == Review.REJECTED or fold(held.name) != fold(name)):
            state = "has been rejected" if held.review == Review.REJECTED else f"is suggested there as “{held.name}”"
            self._leave_out(f"“{name}” ({outlet.slug}) {state}; nothing was changed.")
            return []
        if other := self._other_bearer(name):
            self._leave_out(f"“{name}” ({outlet.slug}) is a name of “{other}” ({other.slug}); nothing was added.")
            return []
        if held is not None:
            self._complete(held, outlet)
            return self._new_names(held, outlet, record=True)
        source = Source.objects.create(**outlet.fields)
        self.recorder.created(source)
        self.done.created += 1
        return self._new_names(source, outlet, record=False)

    def _complete(self, held: Source, outlet: Outlet) -> None:
        self.recorder.watch([held])
        held.review = Review.ACCEPTED
        if held.kind in (Source.Kind.UNKNOWN, Source.Kind.WEBSITE):  # the importer guesses them
            held.kind = outlet.fields["kind"]
        for name in _FILLED:
            setattr(held, name, getattr(held, name) or outlet.fields[name])
        held.save()
        self.recorder.changed(held)
        self.done.completed += 1

    def _new_names(self, source: Source, outlet: Outlet, *, record: bool) -> list[SourceVariant]:
        """The names and hosts that ``source`` lacks and nobody else has; of a new source they need no record."""
        found = []
        for kind, name in outlet.names:
            if name in self.written[source.pk]:
                continue
            other = self.hosts.get(name) if kind == SourceVariant.Kind.HOST else self._other_bearer(name)
            if other is not None:
                if other.pk != source.pk:
                    self._leave_out(f"“{name}”, for “{source}” ({source.slug}), is of “{other}” ({other.slug}).")
                continue
            variant = SourceVariant(source=source, kind=kind, name=name)
            found.append(variant)
            if kind == SourceVariant.Kind.HOST:
                self.hosts[name] = source
        if record:
            for variant in found:
                variant.save()
                self.recorder.created(variant)
            self.done.names += len(found)
            return []
        return found

    def _other_bearer(self, name: str) -> Source | None:
        """An accepted source that bears ``name`` and is none of those to which the authority file gives it."""
        others = self.bearers.get(fold(name), set()) - self.sharing[fold(name)]
        return self.sources[min(others)] if others else None

    def _leave_out(self, why: str) -> None:
        self.done.conflicts.append(why)
