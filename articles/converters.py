"""Parts of addresses. What they do not match is not found: no lookup sees a control character or an endless figure."""

from __future__ import annotations

from articles.models.searches import TOKEN
from entities.models import Entity


class SlugConverter:
    """A slug in any script."""

    regex = r"[-\w]{1,120}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class IssueNumberConverter(SlugConverter):
    """The number of an issue as printed: "138", "137-138"."""

    regex = r"\w[\w.-]{0,19}"


class OrdinalConverter:
    """A volume or a position: 1 and upwards, without leading zeros, so that one thing has one address."""

    regex = r"[1-9][0-9]{0,4}"

    def to_python(self, value: str) -> int:
        return int(value)

    def to_url(self, value: int) -> str:
        return str(value)


class IsoDateConverter(SlugConverter):
    """A day, a month or a year in ISO form: "2004-11-30", "2004-11", "2004"."""

    regex = r"\d{4}(?:-\d{2}(?:-\d{2})?)?"


class EntityKindConverter(SlugConverter):
    """One of the kinds of entities."""

    regex = "|".join(Entity.Kind.values)


class TokenConverter(SlugConverter):
    """What names a cited search."""

    regex = rf"[0-9a-z]{{{TOKEN}}}"
