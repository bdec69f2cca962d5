"""A work as an item of CSL-JSON, the form that citation processors and reference managers exchange.

Inferred dates bear ``circa``, and open intervals the one day that is known, since CSL has no open ones; ``note`` says
what that means in words.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from articles.exports.works import Creator, Issued, Work
from edm_archive.text.dates import PartialDate


def csl_item(work: Work) -> dict[str, Any]:
    """The item, a dict that can be written as JSON. What is not known has no key.

    Source: https://docs.citationstyles.org/en/stable/specification.html, appendix III and IV.
    """
    item: dict[str, Any] = {
        "id": work.key,
        "type": work.csl_type,
        "title": work.shown_title,
        "author": [_name(creator) for creator in work.creators],
        "container-title": work.container,
        "container-title-short": work.container_short,
        "publisher": work.publisher,
        "ISSN": work.issn,
        "volume": work.volume,
        "issue": work.issue,
        "issued": _issued(work.issued) if work.issued else None,
        "accessed": {"date-parts": [_parts(work.accessed)]} if work.accessed else None,
        "URL": work.address,
        "language": work.language,
        "note": ". ".join(work.remarks),
    }
    return {key: value for key, value in item.items() if value}


def _name(creator: Creator) -> dict[str, str]:
    if creator.literal:
        return {"literal": creator.literal}
    parts = {"family": creator.family, "given": creator.given, "suffix": creator.suffix}
    return {key: value for key, value in parts.items() if value}


def _issued(issued: Issued) -> dict[str, Any]:
    whole = issued.whole
    if whole is not None:
        days = [_parts(whole)]
    else:
        first, last = issued.bounds
        days = [_parts(first)] if first == last else [_parts(first), _parts(last)]
    return {"date-parts": days, "circa": True} if issued.is_inferred else {"date-parts": days}


def _parts(day: PartialDate | date) -> list[int]:
    return [part for part in (day.year, day.month, day.day) if part is not None]
