"""What a desk sends, read and checked; what cannot be meant is refused with a cure in words."""

from __future__ import annotations

import json
import math
import uuid
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest

from articles.admin.desk import KINDS
from articles.models import Article
from articles.models.anchors import Review
from edm_archive.text.spans import Span

#: A longer pause is no time spent on a decision.
LONGEST_PAUSE = 3600.0
#: A body beyond this is no decision of an editor.
_LARGEST = 1_000_000


class Refusal(Exception):
    """Something is not done; with a status of HTTP, what is wrong, what helps, and what else the desk should know."""

    def __init__(self, status: int, error: str, cure: str, **told: Any) -> None:
        super().__init__(error)
        self.status, self.error, self.cure, self.told = status, error, cure, told


@dataclass(frozen=True, slots=True)
class Effort:
    """What a decision has cost: seconds since the one before, keys pressed; None where the desk did not say."""

    seconds: float | None
    keystrokes: int | None


def body_of(request: HttpRequest) -> dict[str, Any]:
    """The object that was posted."""
    try:
        if len(request.body) > _LARGEST:
            raise ValueError
        values = json.loads(request.body or b"{}")
    except ValueError:
        values = None
    if not isinstance(values, dict):
        raise Refusal(400, "This is not a JSON object.", "Load the page again.")
    return values


def effort_of(values: dict[str, Any]) -> Effort:
    """How long a decision took and how many keys; nonsense counts as not said."""
    seconds, keys = values.get("seconds"), values.get("keys")
    timed = isinstance(seconds, int | float) and not isinstance(seconds, bool) and math.isfinite(seconds)
    counted = isinstance(keys, int) and not isinstance(keys, bool) and 0 <= keys < 100_000
    return Effort(min(max(float(seconds), 0.0), LONGEST_PAUSE) if timed else None, keys if counted else None)  # type: ignore[arg-type]


def choice(values: dict[str, Any], name: str, allowed: tuple[str, ...], default: str = "") -> str:
    """One of the words that are allowed."""
    value = values.get(name, default)
    if value not in allowed:
        raise Refusal(400, f"“{name}” must be one of: {', '.join(allowed)}.", "Load the page again.")
    return str(value)


def number(values: dict[str, Any], name: str) -> int:
    """A whole number that is not negative."""
    value = values.get(name)
    if isinstance(value, str) and value.isdecimal() and len(value) < 10:
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < 2**31:
        raise Refusal(400, f"“{name}” must be a number.", "Load the page again.")
    return value


def text(values: dict[str, Any], name: str, *, limit: int = 300) -> str:
    """A text, "" when it is missing."""
    value = values.get(name, "")
    if not isinstance(value, str) or len(value) > limit:
        raise Refusal(400, f"“{name}” must be a text of at most {limit} characters.", "Make it shorter.")
    return value


def reference(values: dict[str, Any]) -> uuid.UUID:
    """The reference of a batch."""
    try:
        return uuid.UUID(str(values.get("reference", "")))
    except ValueError:
        raise Refusal(400, "“reference” must name a batch.", "Load the page again.") from None


def span_of(values: dict[str, Any], article: Article) -> Span:
    """A stretch of the text, with at least one character."""
    start, end = number(values, "start"), number(values, "end")
    if not start < end <= len(article.body):
        raise Refusal(400, "These are no characters of the text.", "Select words of the text.")
    return Span(start, end)


def expected_of(values: dict[str, Any]) -> dict[str, str] | None:
    """The review states that a desk showed, by the name of the annotation; None when it does not say."""
    expected = values.get("expected")
    if expected is None:
        return None
    if not isinstance(expected, dict):
        raise Refusal(400, "“expected” must name annotations and their states.", "Load the page again.")
    for name in expected:
        name_of(name)
        choice(expected, name, tuple(Review.values))
    return expected


def names_of(values: dict[str, Any]) -> dict[str, list[int]]:
    """Primary keys of annotations by kind, from names such as "mention-12"."""
    names = values.get("names")
    if not isinstance(names, list) or not names:
        raise Refusal(400, "“names” must be a list of annotations.", "Choose at least one annotation.")
    found: dict[str, list[int]] = {}
    for name in names:
        kind, pk = name_of(name)
        found.setdefault(kind, []).append(pk)
    return found


def name_of(name: object) -> tuple[str, int]:
    """Kind and primary key of an annotation, from a name such as "mention-12"."""
    kind, _, pk = str(name).partition("-")
    if kind not in KINDS or not pk.isdecimal() or len(pk) > 18:
        raise Refusal(400, f"“{str(name)[:40]}” is no annotation.", "Load the page again.")
    return kind, int(pk)


def in_words(invalid: ValidationError) -> str:
    """What is wrong with a record, as one sentence."""
    return " ".join(invalid.messages)
