"""A result as it is kept with a cited search: which articles, each with the revision of its text, as a compact text.

An article is named by its permanent address, so that the list means the same in every database. A line holds a volume::

    edm 1 138:1-5,7r3 139:1

These are the articles 1 to 5 and 7 of issue 138 and the first of issue 139, all in their first revision but number 7,
which is in its third. Equal lists are written alike. The module knows no database and refuses a text of another form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

#: Publication (slug), volume, number of the issue, position in it.
Address = tuple[str, int, str, int]

#: A revision that is not written.
_FIRST = 1
_RUN = re.compile(r"(?P<first>[1-9]\d*)(?:-(?P<last>[1-9]\d*))?(?:r(?P<revision>\d+))?")


def pack(articles: Mapping[Address, int]) -> str:
    """The articles with their revisions as a text; one line for each volume, without a line end at the end."""
    lines = []
    for (publication, volume), of_volume in groupby(sorted(articles.items()), key=lambda item: item[0][:2]):
        issues = [
            f"{number}:{','.join(_runs([(address[3], revision) for address, revision in of_issue]))}"
            for number, of_issue in groupby(of_volume, key=lambda item: item[0][2])
        ]
        lines.append(" ".join([publication, str(volume), *issues]))
    return "\n".join(lines)


def unpack(text: str) -> dict[Address, int]:
    """The reverse of ``pack``.

    Raises:
        ValueError: when the text has another form.
    """
    found: dict[Address, int] = {}
    for line in text.splitlines():
        publication, volume, *issues = line.split(" ")
        for issue in issues:
            number, runs = issue.split(":")
            for run in runs.split(","):
                for position, revision in _articles(run):
                    found[publication, int(volume), number, position] = revision
    return found


def _runs(articles: Sequence[tuple[int, int]]) -> Iterator[str]:
    """Positions that follow each other with the same revision, as one word: "1-5", "7r3"."""
    # What follows each other has one difference between its position and its place in the list.
    runs = groupby(enumerate(articles), key=lambda item: (item[1][0] - item[0], item[1][1]))
    for (_, revision), run in runs:
        positions = [position for _, (position, _) in run]
        stretch = str(positions[0]) if len(positions) == 1 else f"{positions[0]}-{positions[-1]}"
        yield stretch if revision == _FIRST else f"{stretch}r{revision}"


def _articles(run: str) -> Iterator[tuple[int, int]]:
    found = _RUN.fullmatch(run)
    if found is None:
        raise ValueError(f"“{run}” is not a run of articles")
    first, revision = int(found["first"]), int(found["revision"] or _FIRST)
    for position in range(first, int(found["last"] or first) + 1):
        yield position, revision
