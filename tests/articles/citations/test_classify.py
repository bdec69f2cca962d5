"""What each parenthesis is there for, and that an editor is told why."""

from __future__ import annotations

import pytest

from articles.citations import parse
from tests.articles.citations.forms import NOTHING


@pytest.mark.parametrize(
    ("text", "kind", "reason"),
    [
        pytest.param("(Herald, 5 May)", "citation", "It names a source with a date: Herald.", id="citation"),
        pytest.param("(host.org)", "citation", "It names a source without a date: host.org.", id="bare-host"),
        pytest.param("(see EDM, 5 May)", "cross_reference", "this archive's own EDM", id="cross-reference"),
        pytest.param("Coast Rescue Union (CRU)", "acronym_definition", "initials", id="initials"),
        pytest.param("Partiya Berega (KDZ)", "acronym_definition", "short form after a name", id="other-initials"),
        pytest.param("the CRU (Coast Rescue Union)", "acronym_definition", "spell out “CRU”", id="long-form-after"),
        pytest.param("Union of Coasts (UC, North and South)", "acronym_definition", "initials", id="with-a-gloss"),
        pytest.param("a company (kabushiki kaisha)", "gloss", "explains, translates or lists", id="translation"),
        pytest.param("it (who knows when it comes, if it does at all?)", "aside", "remark in words", id="remark"),
        pytest.param(
            "(as they had agreed in the spring of 1993 when all of them still met)",
            "aside",
            "holds a date",
            id="dated-remark",
        ),
        pytest.param("(as agreed on 5 May in town)", "date", "says when", id="when-in-words"),
        pytest.param("(as they had agreed on 5 May in the old town)", "aside", "holds a date", id="dated-words"),
        pytest.param("a plant (McXYZ)", "gloss", "explains", id="mixed-case-that-abbreviates-nothing"),
        pytest.param("(5 May)", "date", "says when", id="date"),
        pytest.param("(1994-2005)", "date", "a span of years", id="years"),
        pytest.param("(Minsk, 5 May)", "date", "a place, “Minsk”", id="place-and-date"),
        pytest.param("(Coast Day, 5 May)", "date", "what happened, “Coast Day”", id="event-and-date"),
        pytest.param("(Boris Sedov, 5 May)", "aside", "a person, “Boris Sedov”", id="person-and-date"),
        pytest.param("(Sedov, 1993)", "aside", "“Sedov” and what stands with it", id="name-and-year"),
        pytest.param("(about 12 seats)", "number", "figure", id="count"),
        pytest.param("($5 million)", "number", "figure", id="sum"),
        pytest.param("(Part Two of Three)", "part_marker", "part of a series", id="part"),
        pytest.param("(see box 1)", "internal_reference", "another place in the same text", id="box"),
        pytest.param("(discussed below)", "internal_reference", "another place in the same text", id="below"),
        pytest.param("(see what follows)", "internal_reference", "names no source", id="see-something"),
        pytest.param("(, May 3)", "incomplete", "may have lost a link", id="stripped-link"),
        pytest.param("(Ibid.)", "incomplete", "no citation stands before it", id="ibid"),
        pytest.param("( )", "aside", "nothing in the brackets", id="empty"),
    ],
)
def test_kind_and_reason(text: str, kind: str, reason: str) -> None:
    (found,) = parse(text, NOTHING)
    assert found.kind.value == kind
    assert reason in found.reason
    assert found.reason.endswith(".")
    assert found.cites == (kind in ("citation", "cross_reference"))
