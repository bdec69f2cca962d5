"""What is known of periodicals before anything is imported: the authority file that ships with the archive.

``articles/fixtures/periodicals.json`` holds facts only (titles, abbreviations, the year of volume 1) and the records
under which these titles are cited. It is read when a masthead names a publication that the database does not hold, so
that an empty archive knows where an article belongs. What the database holds already is never touched.
"""

from __future__ import annotations

import json
from pathlib import Path

from django.core import serializers
from django.db import models, transaction

from articles.models import Publication
from edm_archive.text.normalize import fold

FILE = Path(__file__).resolve().parent.parent / "fixtures" / "periodicals.json"


def find_publication(name: str) -> Publication | None:
    """The publication called ``name``: the one that is held, else the one that is known, which is then held."""
    held = Publication.objects.titled(name).first()
    if held is None and _is_known(name):
        adopt_known()
        held = Publication.objects.titled(name).first()
    return held


def _is_known(name: str) -> bool:
    """Whether the authority file has a publication of this title, abbreviation or slug."""
    facts = [row["fields"] for row in json.loads(FILE.read_text("utf-8")) if row["model"] == "articles.publication"]
    names = {fold(fact.get(field, "")) for fact in facts for field in ("title", "abbreviation", "slug")}
    return fold(name) in names - {""}


@transaction.atomic
def adopt_known() -> int:
    """Add what the authority file knows and the database does not hold; return the number of rows added.

    A publication whose title or abbreviation is held under another slug is left out, with the records of its source.
    """
    added = 0
    left_out: set[str] = set()
    for row in json.loads(FILE.read_text("utf-8")):
        fields = row["fields"]
        owner = fields.get("publication") or fields.get("source")
        if owner and left_out & set(owner):
            left_out.add(fields.get("slug", ""))
            continue
        if row["model"] == "articles.publication" and _is_held_otherwise(fields):
            left_out.add(fields["slug"])
            continue
        (known,) = serializers.deserialize("python", [row])
        # A row that is held already was found by its natural key, and so came with its primary key.
        if known.object.pk is None:
            known.save()
            added += 1
    return added


def _is_held_otherwise(fields: dict[str, str]) -> bool:
    """Whether another publication bears this title or abbreviation."""
    names = models.Q(title=fields["title"])
    if fields.get("abbreviation"):
        names |= models.Q(abbreviation=fields["abbreviation"])
    return Publication.objects.filter(names).exclude(slug=fields["slug"]).exists()
