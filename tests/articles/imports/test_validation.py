"""A raw article becomes a record, or all its faults are told at once, each with line, field and cure."""

from __future__ import annotations

import pytest

from articles.imports import Defaults, RowError, read, validate
from articles.records import ArticleRecord
from edm_archive.text.dates import PartialDate

MASTHEAD = "Publication: Eurasia Daily Monitor Volume: 1 Issue: 138"


def record(text: str, **defaults: object) -> ArticleRecord:
    (raw,) = read(text)
    result = validate(raw, "a.txt", Defaults(**defaults))  # type: ignore[arg-type]
    assert isinstance(result, ArticleRecord), result
    return result


def faults(text: str, **defaults: object) -> list[tuple[str, int]]:
    (raw,) = read(text)
    result = validate(raw, "a.txt", Defaults(**defaults))  # type: ignore[arg-type]
    assert not isinstance(result, ArticleRecord)
    return [(fault.field, fault.place.line) for fault in result]


def test_a_whole_record() -> None:
    article = record(
        f"{MASTHEAD}\nTitle: Ministers Meet\nAuthor: Ada Author; Ben Byline and Cy Column\nDate: November 30, 2004\n"
        "Position: 2\nSeries: The Long Road\nPart: 1\nLicense: CC0-1.0\n\nOne.\n\nTwo."
    )
    assert (article.publication, article.volume, article.number, article.position) == (
        "Eurasia Daily Monitor",
        1,
        "138",
        2,
    )
    assert article.authors == ("Ada Author", "Ben Byline", "Cy Column")
    assert article.date == PartialDate(2004, 11, 30)
    assert (article.series, article.part, article.licence) == ("The Long Road", 1, "CC0-1.0")
    assert article.body == "One.\n\nTwo."


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("Ada Author", ("Ada Author",), id="one"),
        pytest.param("Ada Author, Ben Byline", ("Ada Author", "Ben Byline"), id="comma"),
        pytest.param("Author, Ada", ("Author, Ada",), id="inverted-name-is-one"),
        pytest.param("Ada Author, Jr.", ("Ada Author, Jr.",), id="suffix"),
        pytest.param("Ada Author; Ada Author", ("Ada Author",), id="once-each"),
    ],
)
def test_authors(written: str, expected: tuple[str, ...]) -> None:
    assert record(f"{MASTHEAD}\nAuthor: {written}\n\nText.").authors == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("Title: T\n\nText.", [("publication", 1), ("volume", 1), ("number", 1)], id="no-masthead"),
        pytest.param("Only text.", [("publication", 1), ("volume", 1), ("number", 1)], id="only-text"),
        pytest.param("Publication: X Volume: one Issue: 1\n\nT.", [("volume", 1)], id="volume-in-words"),
        pytest.param("Publication: X Volume: 0 Issue: 1\n\nT.", [("volume", 1)], id="volume-nought"),
        pytest.param("Publication: X Volume: 1 Issue: ?\n\nT.", [("number", 1)], id="number-unreadable"),
        pytest.param(f"{MASTHEAD}\nDate: 11/12/2004\n\nT.", [("date", 2)], id="date-of-two-readings"),
        pytest.param(f"{MASTHEAD}\nDate: November 31, 2004\n\nT.", [("date", 2)], id="no-such-day"),
        pytest.param(f"{MASTHEAD}\nDate: November 30\n\nT.", [("date", 2)], id="date-without-year"),
        pytest.param(f"{MASTHEAD}\nTitle: A\nTitle: B\n\nT.", [("headline", 3)], id="twice"),
        pytest.param(f"{MASTHEAD}\nTitel: A\n\nT.", [("Titel", 2)], id="slip-of-the-pen"),
        pytest.param(f"{MASTHEAD}\nTitle: {'x' * 301}\n\nT.", [("headline", 2)], id="too-long"),
        pytest.param(f"{MASTHEAD}\n\n", [("body", 3)], id="no-text"),
        pytest.param(f"{MASTHEAD}\nDate: soon\nPosition: last\n\nT.", [("position", 3), ("date", 2)], id="all-at-once"),
    ],
)
def test_faults_name_field_and_line(text: str, expected: list[tuple[str, int]]) -> None:
    assert sorted(faults(text)) == sorted(expected)


def test_a_fault_says_the_cure() -> None:
    (raw,) = read("Title: T\n\nText.")
    errors = validate(raw, "b.txt")
    assert isinstance(errors, tuple)
    assert isinstance(errors[0], RowError)
    assert str(errors[0]) == (
        "b.txt, line 1, publication: missing; begin the file with “Publication: … Volume: … Issue: …”, "
        "or give --publication."
    )


def test_defaults_stand_in_and_the_file_goes_first() -> None:
    given = {"publication": "X", "volume": 3, "number": "9", "licence": "CC0-1.0", "language": "en"}
    article = record("Volume: 4\n\nText.", **given)
    assert (article.publication, article.volume, article.number, article.licence) == ("X", 4, "9", "CC0-1.0")


@pytest.mark.parametrize(
    ("written", "expected"), [("137-138", "137-138"), ("137–138", "137-138"), ("137/138", "137-138"), ("No. 5", "5")]
)
def test_double_issues(written: str, expected: str) -> None:
    assert record(f"Publication: X Volume: 1 Issue: {written}\n\nText.").number == expected


def test_the_digest_tells_changes_of_what_is_said_and_of_nothing_else() -> None:
    one = record(f"{MASTHEAD}\nTitle: A\n\nText.")
    assert one.digest("edm") == record(f"{MASTHEAD.replace('Eurasia Daily Monitor', 'EDM')}\nTitle: A\n\nText.").digest(
        "edm"
    )
    assert one.digest("edm") == record(f"{MASTHEAD}\nPosition: 4\nTitle: A\n\nText.").digest("edm")
    assert one.digest("edm") != record(f"{MASTHEAD}\nTitle: A\n\nText!").digest("edm")
    assert one.digest("edm") != record(f"{MASTHEAD}\nTitle: A\nAuthor: B\n\nText.").digest("edm")
