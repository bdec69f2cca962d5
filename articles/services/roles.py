"""The roles of the archive's people: groups of accounts, each with the permissions that its work needs.

A role contains the one before it. ``create_roles`` brings the three groups to what is written here, and touches no
other group, nor who is in them; accounts themselves are a superuser's business.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth.models import Group, Permission
from django.db import transaction

_RECORDS = {
    "articles": (
        "publication issue article author authorship source sourcevariant distinctsources pastsourceslug citation "
        "mention rolestatement acronymdefinition rejection batch batchchange assignment secondopinion "
        "citedsearch"
    ).split(),
    "entities": "entity alias externalidentifier relation pastslug distinctentities".split(),
}
_ANNOTATIONS = "citation mention rolestatement acronymdefinition".split()
_BIBLIOGRAPHY = "publication issue article author authorship source sourcevariant".split()
_AUTHORITY = "entity alias externalidentifier relation".split()


@dataclass(frozen=True, slots=True)
class Role:
    """A role, what its people do, and its permissions as ``app.codename``, those of the roles below included."""

    name: str
    work: str
    permissions: frozenset[str]


@dataclass(frozen=True, slots=True)
class RoleReport:
    """What became of the group of a role: whether it is new, and how many permissions it gained and lost."""

    role: Role
    is_new: bool
    gained: int
    lost: int

    def __str__(self) -> str:
        if self.is_new:
            return f"{self.role.name}: made, {self.gained} permissions"
        if self.gained or self.lost:
            return f"{self.role.name}: {self.gained} permissions added, {self.lost} taken away"
        return f"{self.role.name}: as it should be"


def _may(verbs: str, app: str, models: Iterable[str]) -> set[str]:
    return {f"{app}.{verb}_{model}" for verb in verbs.split() for model in models}


# Deleting an annotation is what taking back its making does; taking back a rejection belongs to the mention.
_TAGGER = frozenset(
    {permission for app, models in _RECORDS.items() for permission in _may("view", app, models)}
    | _may("add change delete", "articles", _ANNOTATIONS)
)
_EDITOR = frozenset(
    _TAGGER
    | _may("add change delete", "articles", _BIBLIOGRAPHY)
    | _may("add change delete", "entities", _AUTHORITY)
    # The traces of renaming, merging and telling apart: made by these acts, and deleted by taking them back.
    | _may("add change delete", "articles", ("assignment", "distinctsources", "pastsourceslug", "rejection"))
    | _may("add change delete", "entities", ("pastslug", "distinctentities"))
)
_PUBLISHER = frozenset(_EDITOR | {"articles.publish_article"})

TAGGER = Role("Tagger", "views everything, decides what machines suggest, marks words of articles", _TAGGER)
EDITOR = Role("Editor", "imports and corrects texts, keeps entities, sources and authors, merges and splits", _EDITOR)
PUBLISHER = Role("Publisher", "publishes articles and withdraws them", _PUBLISHER)
#: From the least to the most.
ROLES = (TAGGER, EDITOR, PUBLISHER)


@transaction.atomic
def create_roles() -> list[RoleReport]:
    """Make the groups of the roles, or bring them to what is written here; twice changes nothing.

    Raises:
        LookupError: when a permission does not exist: the database is not migrated.
    """
    return [_create(role) for role in ROLES]


def _create(role: Role) -> RoleReport:
    known = Permission.objects.filter(content_type__app_label__in=_RECORDS).select_related("content_type")
    by_name = {f"{row.content_type.app_label}.{row.codename}": row for row in known}
    if missing := sorted(role.permissions - by_name.keys()):
        raise LookupError(f"The database knows no permission {', '.join(missing)}; run “manage.py migrate” first.")
    group, is_new = Group.objects.get_or_create(name=role.name)
    held, wanted = set(group.permissions.all()), {by_name[name] for name in role.permissions}
    group.permissions.add(*wanted - held)
    group.permissions.remove(*held - wanted)
    return RoleReport(role, is_new, len(wanted - held), len(held - wanted))
