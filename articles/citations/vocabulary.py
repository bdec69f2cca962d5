"""The names the caller knows: outlets, hosts, and the titles of the archive's own publications.

A vocabulary is data passed in, and never a condition for finding a citation: it settles what form alone cannot, such as
a bare "(Interfax)", a comma inside a name, or which publication "EDM" is. Keys are opaque here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from edm_archive.text.normalize import fold


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """Folded names and what they stand for. Compared by identity, so that what is read with one can be remembered.

    Attributes:
        outlets: folded name or variant → the caller's key of the outlet.
        hosts: host in lower case without "www." → the caller's key of the outlet.
        publications: folded title or abbreviation of an own publication → its slug.
        read: what phrases were found to name, kept by ``phrases.named_sources`` alone.
    """

    outlets: Mapping[str, str] = field(default_factory=dict)
    hosts: Mapping[str, str] = field(default_factory=dict)
    publications: Mapping[str, str] = field(default_factory=dict)
    read: dict[str, Any] = field(default_factory=dict, init=False, repr=False)

    @classmethod
    def empty(cls) -> Vocabulary:
        """A vocabulary that knows no name."""
        return cls()

    @classmethod
    def build(
        cls,
        *,
        outlets: Iterable[tuple[str, str]] = (),
        hosts: Iterable[tuple[str, str]] = (),
        publications: Iterable[tuple[str, str]] = (),
    ) -> Vocabulary:
        """Make one from pairs of name and key, as they are printed; names that fold to nothing are left out.

        Of two keys for one folded name the first is kept, so the caller's order decides.
        """
        return cls(
            outlets=MappingProxyType(_keyed(outlets, fold)),
            hosts=MappingProxyType(_keyed(hosts, bare_host)),
            publications=MappingProxyType(_keyed(publications, fold)),
        )

    def outlet(self, name: str) -> str | None:
        """The key of the outlet called ``name``, else None."""
        return self.outlets.get(fold(name)) if self.outlets else None

    def outlet_at(self, host: str) -> str | None:
        """The key of the outlet at ``host`` or at a parent of it ("news.example.org" → "example.org"), else None."""
        labels = bare_host(host).split(".") if self.hosts else []
        for first in range(len(labels) - 1):
            if key := self.hosts.get(".".join(labels[first:])):
                return key
        return None

    def publication(self, name: str) -> str | None:
        """The slug of the own publication called ``name``, else None."""
        return self.publications.get(fold(name)) if self.publications else None


def bare_host(host: str) -> str:
    """``host`` in lower case without "www."."""
    return host.casefold().removeprefix("www.")


def _keyed(pairs: Iterable[tuple[str, str]], normal: Callable[[str], str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, key in pairs:
        if normal(name):
            found.setdefault(normal(name), key)
    return found
