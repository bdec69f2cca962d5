"""Names of what records hold as codes."""

from __future__ import annotations

from django.utils.translation import get_language_info


def language_name(tag: str) -> str:
    """The English name of a BCP 47 tag, or the tag itself when it is not a common one."""
    try:
        return str(get_language_info(tag.lower())["name"])
    except KeyError:
        return tag
