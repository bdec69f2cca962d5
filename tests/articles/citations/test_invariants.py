"""What holds for every text: no error, true quotes and spans, linear time."""

from __future__ import annotations

import gc
import time
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.citations import (
    DateContext,
    Form,
    Vocabulary,
    date_article,
    extract,
    parse,
    resolve_dates,
    supported_spans,
    to_eval,
)
from edm_archive.text.dates import DateInterval
from tests.articles.citations.forms import NOTHING, cited_days

KNOWN = Vocabulary.build(
    outlets=[("Herald", "h"), ("Nova", "n")], hosts=[("host.ru", "h")], publications=[("EDM", "edm")]
)
WORDS = """( ) ( ) , ; : / -- — - . " “ ” ' [ ] Herald Nova EDM TV radio gazeta Ivan Sedov Minsk summit see ibid. in to
    and of the by on 5 12 14 March May April 30 29 February 1993 2004 '94 2O Il No. 6 pages 6-9 host.ru www.x.org/a/
    http://y.ru/(z) GMT Volume II Part One same day (Herald, (5 (NVA) article said according was Ж 株"""
pieces = st.sampled_from([*WORDS.split(), "\n\n", "\n", "\x01", "\u0301"])
brackets_of_pieces = st.lists(pieces, max_size=40).map(" ".join) | st.lists(pieces, max_size=40).map("".join)
contexts = st.builds(
    DateContext,
    st.none() | st.dates().map(DateInterval.of),
    st.none() | st.integers(1, 9999),
    st.integers(0, 400),
)


@given(brackets_of_pieces | st.text(), st.sampled_from([NOTHING, KNOWN]))
def test_quotes_and_spans_are_true(text: str, vocabulary: Vocabulary) -> None:
    every = parse(text, vocabulary)
    matches = extract(text, vocabulary)
    for found in every:
        assert text[found.start : found.end] == found.quote
        left_open = not text[found.end :].split("\n\n")[0].strip()
        assert found.quote[0] + found.quote[-1] in ("()", "[]") or (found.quote[0] == "(" and left_open)
        assert found.reason
    citing = [(found.start, found.end, found.items) for found in every if found.cites]
    assert citing == [(m.start, m.end, m.items) for m in matches if m.form is Form.PARENTHESIS]
    for match in matches:
        assert text[match.start : match.end] == match.quote
        assert match.items
        for item in match.items:
            assert item.source.strip() == item.source != ""
            if item.form == "full":
                printed = item.source_span.of(text)
                assert item.source in (printed, printed[:-2] + printed[-1:])
            for written in item.dates:
                assert match.start < written.span.start < written.span.end <= match.end or item.form == "ibid"
                assert written.first.day is None or 1 <= written.first.day <= 31
                assert written.first.month is None or 1 <= written.first.month <= 12
    assert [m.start for m in matches] == sorted(m.start for m in matches)


@given(brackets_of_pieces, contexts)
def test_every_written_date_is_resolved_to_what_is_written(text: str, context: DateContext) -> None:
    matches = extract(text, KNOWN)
    resolved = resolve_dates(matches, context)
    assert tuple(citation.match for citation in resolved) == matches
    for citation in resolved:
        for item in citation.items:
            assert len(item.dates) == len(item.item.dates)
            for found in item.dates:
                assert found.note.endswith(".")
                if found.value is not None and not found.written.relative:
                    assert (found.value.month, found.value.day) == (found.written.first.month, found.written.first.day)
                    if found.until is not None:
                        assert found.value <= found.until or found.year_basis.value == "explicit"
    date_article(cited_days(resolved), publication_title="Herald", volume=1, first_volume_year=2004)
    assert all(span.end <= len(text) for span in supported_spans(text, matches))


@given(brackets_of_pieces)
def test_the_same_text_gives_the_same_citations(text: str) -> None:
    assert to_eval(text, KNOWN, published=date(2004, 5, 9)) == to_eval(text, KNOWN, published=date(2004, 5, 9))


@given(st.lists(pieces, max_size=12).map(" ".join))
def test_what_stands_around_in_other_paragraphs_does_not_move_a_citation(text: str) -> None:
    inside = "Said (Coast Weekly, 5 May)."
    shifted = extract(f"{text}\n\n{inside}", NOTHING)[-1]
    (alone,) = extract(inside, NOTHING)
    assert shifted.quote == alone.quote
    assert [item.dates for item in shifted.items] == [item.dates for item in alone.items]


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("(", id="opening"),
        pytest.param(")", id="closing"),
        pytest.param("()", id="empty"),
        pytest.param("(a, b, c, ", id="never-closed-lists"),
        pytest.param("(a) (", id="half-closed"),
        pytest.param("(Herald, 1 May) ", id="citations"),
        pytest.param("(Herald, (1 May) ", id="unclosed-citations"),
        pytest.param('(“Herald, " 1, 2, 3, and ', id="quotes"),
        pytest.param("(5 May) Herald ", id="dates"),
        pytest.param("(" + "Ab, " * 120 + ") ", id="long-lists"),
        pytest.param("(" + "Ab and " * 70 + "Ab, 1 May) ", id="long-conjunctions"),
        pytest.param("(" + "1, " * 150 + "May) ", id="long-days"),
        pytest.param("(" + "on " * 150 + "x) ", id="long-prepositions"),
        pytest.param("(" + "a." * 200 + ") ", id="long-hosts"),
        pytest.param("(see in " * 50 + "Herald" + ")" * 50, id="deep-nests"),
        pytest.param("\n\n(Herald, 1 May)\n", id="paragraphs"),
    ],
)
def test_time_is_linear(unit: str) -> None:
    """Four times the text may take some eight times as long, never sixteen as a square would.

    The time of the processor is counted, so that it does not matter what else the machine does.
    """

    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        best = float("inf")
        gc.disable()  # what other tests have left to collect is not counted
        for _ in range(3):
            begin = time.process_time()
            matches = extract(text, NOTHING)
            supported_spans(text, matches)
            best = min(best, time.process_time() - begin)
        gc.enable()
        return best

    short, long = seconds(10_000), seconds(40_000)
    assert long < 8 * short + 0.05
