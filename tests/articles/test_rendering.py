"""The text as a tree: what is marked, what is linked, and that no word is ever lost."""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.rendering import RenderedText, chosen, render, united
from edm_archive.text.spans import Span, paragraphs

BODY = (
    "Outlook\n\nThe Council of States (CST) met in Vantu (Morning Post, Evening Star, May 2). "
    "The CST agreed.\n\n- oil\n- gas\n\n1. first\n2. second\n\nA minister said so.\n\nEnd (Star, May 3)(Post, May 4)."
)


@dataclass
class Mark:
    """An annotation, by what rendering needs of it."""

    number: int
    span: Span | None
    is_decided: bool = True
    short_form: str = ""
    long_form: str = ""
    supported: Span | None = None
    quotation: Span | None = None
    speaker: Span | None = None
    speaker_basis: str = ""
    entity: Any = None


def mark(number: int, quote: str, **fields: Any) -> Mark:
    start = BODY.index(quote)
    return Mark(number, Span(start, start + len(quote)), **fields)


def markup(kind: str, quote: str, **fields: Any) -> dict[str, Any]:
    start = BODY.index(quote)
    return {"kind": kind, "start": start, "end": start + len(quote), **fields}


def runs_of(text: RenderedText) -> list[Any]:
    return [
        run for section in text.sections for block in section.blocks for group in block.groups for run in group.runs
    ]


def groups_of(text: RenderedText) -> list[Any]:
    return [group for section in text.sections for block in section.blocks for group in block.groups]


def test_plain_text_is_paragraphs() -> None:
    text = render("One.\n\nTwo.")
    assert [(section.kind, [block.text for block in section.blocks]) for section in text.sections] == [
        ("paragraph", ["One.", "Two."])
    ]


def test_markup_gives_blocks_their_kind_and_lists_lose_their_bullets() -> None:
    structure = [
        markup("heading", "Outlook"),
        markup("list", "- oil\n- gas\n\n1. first\n2. second"),
        markup("quotation", "A minister said so."),
    ]
    text = render(BODY, markup=structure)
    kinds = [(section.kind, len(section.blocks)) for section in text.sections]
    assert kinds == [
        ("heading", 1),
        ("paragraph", 1),
        ("list", 2),
        ("numbered", 2),
        ("quotation", 1),
        ("paragraph", 1),
    ]
    assert [block.text for block in text.sections[3].blocks] == ["first", "second"]


def test_citations_of_one_span_are_one_mark_with_several_notes() -> None:
    quote = "(Morning Post, Evening Star, May 2)"
    text = render(BODY, citations=[mark(7, quote), mark(3, quote), mark(9, "(Star, May 3)")])
    marks = [group for group in groups_of(text) if group.is_citation]
    assert [[(note.number, note.citation.number) for note in group.notes] for group in marks] == [
        [(1, 3), (2, 7)],
        [(3, 9)],
    ]
    assert [note.citation.number for note in text.notes] == [3, 7, 9]


def span_of(words: str) -> Span:
    return Span(BODY.index(words), BODY.index(words) + len(words))


def test_a_claim_is_a_group_with_its_quotation_and_speaker() -> None:
    quote = "(Morning Post, Evening Star, May 2)"
    claim = {"supported": span_of("The Council of States (CST) met in Vantu"), "quotation": span_of("met in Vantu")}
    person = SimpleNamespace(kind="person", preferred_label="The Council")
    council = mark(1, "Council of States", entity=person)
    citations = [mark(n, quote, **claim, speaker=span_of("Council"), speaker_basis="named") for n in (3, 7)]
    text = render(BODY, citations=citations, mentions=[council, mark(2, "Vantu", entity=SimpleNamespace(kind="place"))])
    claims = [group for group in groups_of(text) if group.supports]
    assert [("".join(run.text for run in group.runs), group.supports, group.is_citation) for group in claims] == [
        ("The Council of States (CST) met in Vantu", (1, 2), False)
    ]
    pieces = [piece for run in claims[0].runs for piece in run.pieces]
    assert "".join(piece.text for piece in pieces if piece.quoted_in == (1, 2)) == "met in Vantu"
    assert "".join(piece.text for piece in pieces if piece.speaks_in == (1, 2)) == "Council"
    note = text.notes[0]
    assert (note.claim, note.speaker, note.mention) == ("The Council of States (CST) met in Vantu", "Council", council)


@pytest.mark.parametrize(
    ("basis", "kind", "expected"),
    [("named", "person", True), ("pronoun", "person", True), ("named", "place", False), ("post", "person", False)],
)
def test_a_speaker_is_the_person_who_is_mentioned_by_the_same_words(basis: str, kind: str, expected: bool) -> None:
    citation = mark(1, "(Star, May 3)", speaker=span_of("minister"), speaker_basis=basis)
    mention = mark(1, "A minister", entity=SimpleNamespace(kind=kind))
    (note,) = render(BODY, citations=[citation], mentions=[mention]).notes
    assert (note.mention is mention) == expected


def test_adjoining_citations_are_two_marks() -> None:
    text = render(BODY, citations=[mark(1, "(Star, May 3)"), mark(2, "(Post, May 4)")])
    assert [len(group.notes) for group in groups_of(text) if group.is_citation] == [1, 1]


def test_a_citation_across_a_paragraph_break_has_its_note_where_it_ends() -> None:
    text = render(BODY, citations=[mark(1, "agreed.\n\n- oil")])
    assert [len(group.notes) for group in groups_of(text) if group.is_citation] == [0, 1]


@pytest.mark.parametrize(
    ("mentions", "shown"),
    [
        pytest.param([mark(1, "Council of States"), mark(2, "States")], [1], id="longer-before-shorter"),
        pytest.param(
            [mark(1, "Council of States", is_decided=False), mark(2, "States")], [2], id="accepted-before-suggested"
        ),
        pytest.param(
            [mark(2, "Vantu", is_decided=False), mark(1, "Vantu", is_decided=False)], [1], id="first-of-two-equal"
        ),
        pytest.param([mark(1, "Vantu"), mark(2, "minister")], [1, 2], id="apart"),
        pytest.param([Mark(1, None), mark(2, "Vantu")], [2], id="orphans-have-no-place"),
    ],
)
def test_of_overlapping_mentions_one_is_shown(mentions: list[Mark], shown: list[int]) -> None:
    assert [mention.number for _, mention in chosen(mentions)] == shown


def test_every_mention_keeps_the_fragment_of_its_address() -> None:
    mentions = [mark(1, "Council of States"), mark(2, "States", is_decided=False)]
    anchors = [run.anchors for run in runs_of(render(BODY, mentions=mentions)) if run.anchors]
    assert anchors == [(1, 2)]


def test_a_mention_that_other_layers_cut_stays_one_link() -> None:
    text = render(
        BODY,
        mentions=[mark(1, "Council of States (CST)")],
        acronyms=[Mark(1, None, short_form="CST", long_form="Council of States")],
        markup=[markup("emphasis", "of States")],
    )
    linked = [run for run in runs_of(text) if run.mention]
    assert [run.text for run in linked] == ["Council of States (CST)"]
    assert [(piece.text, piece.expansion, piece.emphasis) for piece in linked[0].pieces] == [
        ("Council ", "", False),
        ("of States", "", True),
        (" (", "", False),
        ("CST", "Council of States", False),
        (")", "", False),
    ]


def test_short_forms_are_explained_wherever_they_stand_as_words() -> None:
    text = render("CST, CSTs and PCST; CST’s.", acronyms=[Mark(1, None, short_form="CST", long_form="Council")])
    explained = [piece.text for run in runs_of(text) for piece in run.pieces if piece.expansion]
    assert explained == ["CST", "CST"]


def test_a_short_form_is_not_explained_where_it_is_introduced() -> None:
    body = "The Council of States (CST) met. The CST and the CST.\n\nThe CST met; ODKB, too."
    known = [
        Mark(1, Span(4, 27), short_form="CST", long_form="Council of States"),
        Mark(2, None, short_form="ODKB", long_form="Organization"),
        Mark(3, None, short_form="SCO", long_form="Another"),
    ]
    text = render(body, acronyms=known)
    pieces = [piece for run in runs_of(text) for piece in run.pieces if piece.expansion]
    assert [(piece.text, piece.stop) for piece in pieces] == [("CST", 1), ("CST", 0), ("CST", 1), ("ODKB", 2)]
    forms = [(form.number, form.short, form.long) for form in text.short_forms]
    assert forms == [(1, "CST", "Council of States"), (2, "ODKB", "Organization")]


def test_the_keyboard_stops_once_a_link_or_a_short_form() -> None:
    body = "CST met. CST agreed."
    text = render(body, mentions=[Mark(1, Span(0, 3))], acronyms=[Mark(1, None, short_form="CST", long_form="Council")])
    linked, plain = runs_of(text)
    assert (linked.mention is not None, linked.expansion, linked.pieces[0].stop) == (True, "Council", 0)
    assert [piece.stop for piece in plain.pieces if piece.expansion] == [1]


def test_a_link_of_the_text_comes_before_a_mention() -> None:
    link = markup("link", "Vantu", href="https://example.org/vantu")
    (run,) = [run for run in runs_of(render(BODY, mentions=[mark(1, "Vantu")], markup=[link])) if run.href]
    assert (run.text, run.mention, run.href) == ("Vantu", None, "https://example.org/vantu")


@pytest.mark.parametrize(
    "raw",
    [
        pytest.param({"kind": "link", "start": 0, "end": 7, "href": "javascript:alert(1)"}, id="script"),
        pytest.param({"kind": "link", "start": 0, "end": 7, "href": "//example.org"}, id="no-scheme"),
        pytest.param({"kind": "link", "start": 0, "end": 7}, id="no-target"),
        pytest.param({"kind": "heading", "start": 0, "end": 10_000}, id="beyond-the-end"),
        pytest.param({"kind": "heading", "start": "0", "end": 7}, id="offset-is-text"),
        pytest.param({"kind": ["heading"], "start": 0, "end": 7}, id="kind-is-a-list"),
        pytest.param("heading", id="not-a-record"),
        pytest.param(None, id="null"),
    ],
)
def test_markup_that_cannot_be_used_is_left_out(raw: Any) -> None:
    assert render(BODY, markup=[raw]) == render(BODY)


def test_overlapping_spans_are_united() -> None:
    assert united([Span(5, 9), Span(0, 3), Span(8, 12), Span(3, 4)]) == [
        Span(0, 3),
        Span(3, 4),
        Span(5, 12),
    ]


texts = st.text(alphabet="ab C.\n-1)(", max_size=60)
places = st.tuples(st.integers(0, 59), st.integers(1, 20))


@given(body=texts, cited=st.lists(places, max_size=5), named=st.lists(places, max_size=8), ends=st.booleans())
def test_no_word_is_lost_under_any_annotations(
    body: str, cited: list[tuple[int, int]], named: list[tuple[int, int]], ends: bool
) -> None:
    def marks(places: list[tuple[int, int]]) -> list[Mark]:
        spans = [Span(start, min(start + length, len(body))) for start, length in places if start < len(body)]
        return [Mark(number, span, is_decided=ends) for number, span in enumerate(spans, 1)]

    citations, mentions = marks(cited), marks(named)
    text = render(body, citations=citations, mentions=mentions, acronyms=[Mark(1, None, True, "C", "c")])
    printed = [block.text for section in text.sections for block in section.blocks]
    assert printed == [span.of(body) for span in paragraphs(body)]
    assert len(text.notes) == len(citations)
    for (first, _), (second, _) in zip(chosen(mentions), chosen(mentions)[1:], strict=False):
        assert first.end <= second.start


@given(body=texts, structure=st.lists(st.tuples(st.sampled_from(["heading", "list", "quotation"]), places), max_size=4))
def test_markup_only_ever_leaves_out_bullets(body: str, structure: list[tuple[str, tuple[int, int]]]) -> None:
    raw = [{"kind": kind, "start": start, "end": start + length} for kind, (start, length) in structure]
    printed = "".join(block.text for section in render(body, markup=raw).sections for block in section.blocks)
    letters = [c for c in body if c.isalpha()]
    assert [c for c in printed if c.isalpha()] == letters
