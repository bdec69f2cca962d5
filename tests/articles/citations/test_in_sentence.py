"""Outlets that the sentence names and a bracket dates: found apart, and only when they are outlets."""

from __future__ import annotations

import pytest

from articles.citations import Form, Vocabulary, extract, to_eval
from tests.articles.citations.forms import NOTHING


@pytest.mark.parametrize(
    ("text", "source"),
    [
        pytest.param("He told Coast radio (5 May) that it was so.", "Coast radio", id="says-what-it-is"),
        pytest.param("He told Nova (5 May) that it was so.", "Nova", id="told"),
        pytest.param("In a Nova interview (5 May) he said so.", "Nova", id="interview"),
        pytest.param("In an article published in Nova, (5 May) he said so.", "Nova", id="published-in"),
        pytest.param("The daily Nova called it “a step back” (5 May).", "Nova", id="described"),
        pytest.param(
            "Nova said so (Nova, 4 May). Later Nova called it “a step” (5 May).", "Nova", id="cited-elsewhere"
        ),
        pytest.param("He met the press (5 May) at noon.", None, id="no-name"),
        pytest.param("Minister Sedov spoke (5 May) at noon.", None, id="person"),
        pytest.param("He told Nova so. They met Sedov (5 May).", None, id="other-sentence"),
        pytest.param("He told Nova (May) that it was so.", None, id="no-day"),
        pytest.param("He told Nova (45 March) that it was so.", None, id="no-such-day"),
        pytest.param("“Nova” and the Sea Council met in Minsk (5 May) at noon.", None, id="place"),
        pytest.param("It is over. They met it (5 May) at noon.", None, id="sentence-before"),
        pytest.param("He told Nova (30 February) that it was so.", None, id="no-such-day-of-february"),
        pytest.param("He told The (5 May) so.", None, id="no-source-at-all"),
        pytest.param("He told Nova (12 seats, 5 May) that it was so.", None, id="more-than-a-date"),
    ],
)
def test_the_outlet_of_a_dated_bracket(text: str, source: str | None) -> None:
    found = [match for match in extract(text, NOTHING) if match.form is Form.IN_SENTENCE]
    assert [match.items[0].source for match in found] == ([] if source is None else [source])
    assert [match.items[0].source_span.of(text) for match in found] == ([] if source is None else [source])


def test_the_vocabulary_makes_an_outlet() -> None:
    known = Vocabulary.build(outlets=[("Sedov", "sedov-daily")])
    (match,) = extract("Sedov called it “a step” (5 May).", known)
    assert match.items[0].outlet == "sedov-daily"


def test_it_is_no_parenthesis_that_cites() -> None:
    assert to_eval("He told Coast radio (5 May) that it was so.", NOTHING) == []
