"""Passages of press analysis, written for these tests, with everything that they cite and nothing else.

``passages.txt`` holds them: a line ``== day name``, the text with each citing bracket between ⟦ and ⟧, and a line
``= source[=kind] day day; source ...`` for each, in order. Brackets without the marks must cite nothing. They are read
with an empty vocabulary, as by ``benchmarks/citations.py``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from articles.citations import to_eval
from tests.articles.citations.forms import NOTHING

_HEADING = re.compile(r"^== (\d{4}-\d\d-\d\d) (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Passage:
    """A text without its marks, the day of its article, and each citing bracket with what it cites."""

    name: str
    day: date
    text: str
    cited: tuple[tuple[str, str], ...]


def _passages() -> list[Passage]:
    _, *parts = _HEADING.split((Path(__file__).parent / "passages.txt").read_text(encoding="utf-8"))
    return [_passage(*parts[at : at + 3]) for at in range(0, len(parts), 3)]


def _passage(day: str, name: str, body: str) -> Passage:
    lines = body.strip().split("\n")
    expected = [line.removeprefix("= ") for line in lines if line.startswith("= ")]
    marked = "\n".join(line for line in lines if not line.startswith("= ")).strip()
    brackets = re.findall("⟦([^⟧]+)⟧", marked)
    return Passage(
        name,
        date.fromisoformat(day),
        re.sub("[⟦⟧]", "", marked),
        tuple(zip(brackets, expected, strict=True)),
    )


PASSAGES = _passages()


def _found(passage: Passage) -> list[tuple[str, str]]:
    return [
        (
            citation["raw"],
            "; ".join(
                " ".join(
                    [
                        " ".join(item["source"].split()) + ("" if item["kind"] == "press" else f"={item['kind']}"),
                        *item["dates"],
                    ]
                )
                for item in citation["items"]
            ),
        )
        for citation in to_eval(passage.text, NOTHING, published=passage.day)
    ]


def test_there_are_passages_with_and_without_citations() -> None:
    assert len(PASSAGES) > 150
    assert len({passage.name for passage in PASSAGES}) == len(PASSAGES)
    assert any(not passage.cited for passage in PASSAGES)


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage.name.replace(" ", "-"))
def test_what_a_passage_cites(passage: Passage) -> None:
    assert _found(passage) == list(passage.cited)
