"""What a citable work says, before any format writes it."""

from __future__ import annotations

import datetime

import pytest

from articles.exports import Creator, Issued
from edm_archive.text.dates import PartialDate
from tests.articles.exports.cases import DAY, PLAIN, WORKS


@pytest.mark.parametrize(
    ("filed", "expected"),
    [
        pytest.param("Bordyuzha, Nikolai", Creator("Bordyuzha", "Nikolai"), id="inverted"),
        pytest.param("de Waal, Thomas", Creator("de Waal", "Thomas"), id="particle"),
        pytest.param("Smith, John R., Jr.", Creator("Smith", "John R.", "Jr."), id="suffix"),
        pytest.param("Kim Jong Il", Creator(literal="Kim Jong Il"), id="family-name-first"),
        pytest.param("Council of  States", Creator(literal="Council of States"), id="body"),
        pytest.param("Bordyuzha, ", Creator(literal="Bordyuzha,"), id="nothing-after-the-comma"),
    ],
)
def test_creators_come_from_how_they_are_filed(filed: str, expected: Creator) -> None:
    assert Creator.filed_as(filed) == expected


def test_a_date_is_a_day_a_month_or_a_year_when_it_is_exactly_that() -> None:
    assert Issued.on(DAY).whole == PartialDate(2004, 11, 30)
    assert Issued.on(PartialDate(2004, 11)).whole == PartialDate(2004, 11)
    assert Issued(DAY, datetime.date(2004, 12, 2)).whole is None
    assert Issued(DAY, None).whole is None
    assert Issued(None, DAY).bounds == (DAY, DAY)
    with pytest.raises(ValueError, match="open on both sides"):
        Issued(None, None)


def test_what_is_not_printed_or_not_stated_is_said() -> None:
    assert PLAIN.remarks == ()
    assert WORKS["working-headline"].shown_title == "[Moscow Considers New Bases]"
    assert WORKS["working-headline"].remarks == ("Title supplied by the archive; none was printed",)
    assert WORKS["not-before"].remarks == ("Date inferred: not before 30 November 2004",)
    assert WORKS["undated"].remarks == ("Date unknown",)
