"""Direct quotations, their speakers, and which of them a citation supports."""

from __future__ import annotations

import gc
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from articles.citations import Vocabulary, extract, supported_spans
from articles.citations.quotations import Quotation, quotations, quoted_by
from articles.citations.speakers import SpeakerBasis
from tests.articles.citations.forms import NOTHING

KNOWN = Vocabulary.build(outlets=[("Novy Region", "n"), ("Interfax", "i")])


def told(text: str, vocabulary: Vocabulary = NOTHING) -> list[tuple[str, str, str]]:
    """The quotations of a text: words, speaker, basis."""
    spans = [match.span for match in extract(text, vocabulary)]
    return [(found.span.of(text), *spoken(found, text)) for found in quotations(text, vocabulary, spans)]


def spoken(found: Quotation, text: str) -> tuple[str, str]:
    speaker = found.speaker_span.of(text) if found.speaker_span else ""
    return speaker, found.speaker_basis.value if found.speaker_basis else ""


@pytest.mark.parametrize(
    ("text", "speaker", "basis"),
    [
        # A name after the quotation
        ("“We shall mend the dam,” said Rustam Kadyrkulov.", "Rustam Kadyrkulov", "named"),
        ("“We shall mend the dam,” Rustam Kadyrkulov said.", "Rustam Kadyrkulov", "named"),
        ("“We shall mend the dam,” said Colonel Rustam Kadyrkulov, a sapper, on Friday.", "Rustam Kadyrkulov", "named"),
        ("“We shall mend the dam,” Kyrgyz Water Minister Rustam Kadyrkulov commented.", "Rustam Kadyrkulov", "named"),
        ("“We shall mend the dam,” Rustam Kadyrkulov, head of it, told the agency.", "Rustam Kadyrkulov", "named"),
        ("“We shall mend the dam,” Rustam Kadyrkulov has since added.", "Rustam Kadyrkulov", "named"),
        ("“We shall mend the dam,” said the head of the works, Rustam Kadyrkulov.", "Rustam Kadyrkulov", "named"),
        ("“We shall mend the dam,” the minister, Rustam Kadyrkulov, said.", "Rustam Kadyrkulov", "named"),
        ("“We shall mend the dam”, said Rustam Kadyrkulov.", "Rustam Kadyrkulov", "named"),
        ("“We shall mend the dam,” according to Rustam Kadyrkulov.", "Rustam Kadyrkulov", "named"),
        ("“We shall mend the dam,” Interfax quoted Rustam Kadyrkulov as saying.", "Rustam Kadyrkulov", "named"),
        ("“We shall mend the dam,” Rustam Kadyrkulov was quoted as saying.", "Rustam Kadyrkulov", "named"),
        ('"We shall mend the dam," said Rustam Kadyrkulov.', "Rustam Kadyrkulov", "named"),
        ("«We shall mend the dam», said Rustam Kadyrkulov.", "Rustam Kadyrkulov", "named"),
        ("„We shall mend the dam“, said Rustam Kadyrkulov.", "Rustam Kadyrkulov", "named"),
        ("“Will they ever mend the dam?” asked Rustam Kadyrkulov.", "Rustam Kadyrkulov", "named"),
        ("“No,” said Rustam Kadyrkulov.", "Rustam Kadyrkulov", "named"),
        # A name before it
        ("Rustam Kadyrkulov said: “We shall mend the dam.”", "Rustam Kadyrkulov", "named"),
        ("But Rustam Kadyrkulov said, “We shall mend the dam.”", "Rustam Kadyrkulov", "named"),
        ("On Friday, Rustam Kadyrkulov told reporters that “we shall mend the dam.”", "Rustam Kadyrkulov", "named"),
        ("Rustam Kadyrkulov, who built it, warned that it leaks: “We must mend it.”", "Rustam Kadyrkulov", "named"),
        ("According to Rustam Kadyrkulov, “the dam is to be mended.”", "Rustam Kadyrkulov", "named"),
        ("In the words of Rustam Kadyrkulov, “the dam is to be mended.”", "Rustam Kadyrkulov", "named"),
        ("In Rustam Kadyrkulov’s words, “the dam is to be mended.”", "Rustam Kadyrkulov", "named"),
        ("Interfax cited Rustam Kadyrkulov as saying that “the dam is to be mended.”", "Rustam Kadyrkulov", "named"),
        ("The dam leaks. “So it does,” said José María de la Cruz.", "José María de la Cruz", "named"),
        # A single name: after a post, or when it was given in full before
        ("“We shall mend the dam,” said President Kadyrkulov.", "Kadyrkulov", "named"),
        ("The minister, Rustam Kadyrkulov, came.\n\n“We shall mend the dam,” Kadyrkulov said.", "Kadyrkulov", "named"),
        ("“We shall mend the dam,” Kadyrkulov said.", "", ""),
        ("“We shall mend the dam for sure,” Tashkent said.", "", ""),
        # By a pronoun
        ("General Rustam Kadyrkulov came. “We shall mend the dam,” he said.", "Rustam Kadyrkulov", "pronoun"),
        ("Asel Toktogulova, head of the post, came. In her words, “it is only mud.”", "Asel Toktogulova", "pronoun"),
        ("President Kadyrkulov came. He said that “the dam of Naryn will be mended.”", "Kadyrkulov", "pronoun"),
        ("“We shall mend the dam,” he said.", "", ""),
        ("President Kadyrkulov came with Asel Toktogulova. “We shall mend the dam,” he said.", "", ""),
        ("President Kadyrkulov came.\n\n“We shall mend the dam,” he said.", "", ""),
        # By the post alone
        ("“We shall mend the dam,” the minister said.", "the minister", "post"),
        ("“We shall mend the dam,” said the Kyrgyz water minister.", "the Kyrgyz water minister", "post"),
        ("“We shall mend the dam,” said a spokesman for Rustam Kadyrkulov.", "a spokesman", "post"),
        ("The governor of Osh said: “We shall mend the dam.”", "The governor", "post"),
        # Nobody, or nobody for certain
        ("“We shall mend the dam for sure,” said the ministry.", "", ""),
        ("“We shall mend the dam for sure,” the Foreign Ministry said.", "", ""),
        ("“We shall mend the dam for sure,” said Human Rights Watch.", "", ""),
        ("“We shall mend the dam for sure,” Saudi Arabia said.", "", ""),
        ("“We shall mend the dam for sure,” wrote Komsomolskaya Pravda.", "", ""),
        ("“We shall mend the dam for sure,” wrote Novy Region.", "", ""),
        ("“We shall mend the dam for sure,” the CSTO said.", "", ""),
        ("“We shall mend the dam for sure,” said Rustam Kadyrkulov and Asel Toktogulova.", "", ""),
        ("Rustam Kadyrkulov and Asel Toktogulova said: “We shall mend the dam.”", "", ""),
        ("“We shall mend the dam for sure.” Rustam Kadyrkulov said nothing.", "", ""),
        ("Rustam Kadyrkulov said that Asel Toktogulova told him: “We shall mend the dam.”", "", ""),
        ("Rustam Kadyrkulov said that people had carried a banner: “We shall mend the dam.”", "", ""),
        ("Supporters of Rustam Kadyrkulov said: “We shall mend the dam.”", "", ""),
        ("After a day with Rustam Kadyrkulov they wrote: “We shall mend the dam.”", "", ""),
        ("The decree orders that “every dam of the country be mended.”", "", ""),
    ],
)  # fmt: skip
def test_the_speaker_of_a_quotation(text: str, speaker: str, basis: str) -> None:
    assert [found[1:] for found in told(text, KNOWN)] == [(speaker, basis)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "“The dam,” said Asel Toktogulova, an engineer, “is mended with straw.”",
            [("“The dam,” said Asel Toktogulova, an engineer, “is mended with straw.”", "Asel Toktogulova")],
            id="interrupted",
        ),
        pytest.param(
            "“The dam leaks,” said Asel Toktogulova. “It always has.”",
            [("“The dam leaks,” said Asel Toktogulova. “It always has.”", "Asel Toktogulova")],
            id="goes-on-in-a-new-sentence",
        ),
        pytest.param(
            "“The dam of Naryn leaks,” said Asel Toktogulova. The town is warned. “It was the same last year.”",
            [("“The dam of Naryn leaks,”", "Asel Toktogulova"), ("“It was the same last year.”", "")],
            id="a-sentence-between-ends-it",
        ),
        pytest.param(
            "“The dam leaks,” said Asel Toktogulova. Rustam Kadyrkulov said: “It does not.”",
            [("“The dam leaks,”", "Asel Toktogulova"), ("“It does not.”", "Rustam Kadyrkulov")],
            id="two-speakers",
        ),
        pytest.param(
            "“The dam leaks,” said Asel Toktogulova (Herald, May 3). “It always has leaked a little.”",
            [("“The dam leaks,”", "Asel Toktogulova"), ("“It always has leaked a little.”", "")],
            id="a-citation-ends-it",
        ),
        pytest.param(
            "Asel Toktogulova said: “The dam leaks.\n\n“It always has.”",
            [("“The dam leaks.\n\n“It always has.”", "Asel Toktogulova")],
            id="over-paragraphs",
        ),
        pytest.param(
            "Asel Toktogulova said: “The dam leaks.\n\nIt always has, as the old men of the village say.”",
            [],
            id="never-closed",
        ),
        pytest.param(
            "“He told me ‘the dam leaks’ and left,” said Asel Toktogulova.",
            [("“He told me ‘the dam leaks’ and left,”", "Asel Toktogulova")],
            id="single-marks-inside",
        ),
        pytest.param("The party Otan (“Fatherland”) won.", [], id="gloss"),
        pytest.param("The “reform” of the “power vertical” went on.", [], id="scare-quotes"),
        pytest.param("Her essay “Rivers Without Borders in Central Asia” is read.", [], id="title"),
        pytest.param("It rained (“The Dam That Leaks and Leaks,” Herald, May 3).", [], id="title-in-a-citation"),
        pytest.param('A pipe of 12" and one of 14" were laid by the men.', [], id="inches"),
        pytest.param(
            "He called it “a danger to all the towns below” and left.",
            [("“a danger to all the towns below”", "")],
            id="part-of-a-sentence",
        ),
        pytest.param("", [], id="empty"),
        pytest.param("”“”“", [], id="marks-alone"),
    ],
)
def test_where_a_quotation_begins_and_ends(text: str, expected: list[tuple[str, str]]) -> None:
    assert [found[:2] for found in told(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            "It rained (Nova, May 2). “The dam leaks,” said Asel Toktogulova (Herald, May 3).",
            [None, ("“The dam leaks,”", "Asel Toktogulova")],
            id="before-its-citation",
        ),
        pytest.param(
            "“The dam leaks,” said Asel Toktogulova. It is “a danger to all the towns below” (Herald, May 3).",
            [("“The dam leaks,”", "Asel Toktogulova")],
            id="whose-speaker-is-known",
        ),
        pytest.param(
            '"The dam of Naryn leaks like a sieve" (Herald, May 3). "It always has leaked" (Star, May 4).',
            [('"The dam of Naryn leaks like a sieve"', ""), None],
            id="straight-marks",
        ),
        pytest.param(
            "Asel Toktogulova said: “The dam leaks.\n\n“It always has” (Herald, May 3).",
            [("“The dam leaks.\n\n“It always has”", "Asel Toktogulova")],
            id="over-paragraphs",
        ),
        pytest.param(
            "“The dam leaks,” said Asel Toktogulova (Herald, May 3) (Star, May 4).",
            [("“The dam leaks,”", "Asel Toktogulova")] * 2,
            id="side-by-side",
        ),
    ],
)
def test_what_a_citation_quotes(text: str, expected: list[tuple[str, str] | None]) -> None:
    matches = extract(text, NOTHING)
    found = quotations(text, NOTHING, [match.span for match in matches])
    quoted = quoted_by(supported_spans(text, matches), found)
    assert [one and (one.span.of(text), spoken(one, text)[0]) for one in quoted] == expected


def test_supported_words_keep_the_straight_mark_that_opens_them() -> None:
    text = 'It rained (Nova, May 2). "The dam leaks," she said (Herald, May 3).'
    assert [span.of(text) for span in supported_spans(text, extract(text, NOTHING))][1].startswith('"The dam')


WORDS = """“ ” „ « » " ' ‘ ’ , . : ; ? ! — said told according to he she In his words the minister spokesman for who
    as saying quoted and Rustam Kadyrkulov Asel President Interfax CSTO Kadyrkulov’s de la (Herald, 3 May) ( ) head of
    The But on Friday it leaked 12 株 Ж""".split()
prose = st.lists(st.sampled_from([*WORDS, "\n\n", "\n"]), max_size=60).map(" ".join)


@given(prose | st.text())
def test_spans_are_true(text: str) -> None:
    matches = extract(text, NOTHING)
    found = quotations(text, NOTHING, [match.span for match in matches])
    marks = '“”„«»"'
    for quotation in found:
        assert quotation.parts[0].start == quotation.span.start
        assert quotation.parts[-1].end == quotation.span.end <= len(text)
        assert text[quotation.span.start] in marks
        assert text[quotation.span.end - 1] in marks
        assert all(part.of(text)[0] in marks for part in quotation.parts)
        assert (quotation.speaker_span is None) == (quotation.speaker_basis is None)
        if quotation.speaker_span is not None:
            assert quotation.speaker_span.of(text).strip() == quotation.speaker_span.of(text) != ""
            assert not any(part.overlaps(quotation.speaker_span) for part in quotation.parts)
    spans = [quotation.span for quotation in found]
    assert spans == sorted(spans)
    assert not any(one.overlaps(other) for one, other in pairwise(spans))
    supported = supported_spans(text, matches)
    for span, quoted in zip(supported, quoted_by(supported, found), strict=True):
        assert quoted is None or (span.start < quoted.span.end <= span.end and quoted in found)


@given(prose)
def test_what_stands_in_other_paragraphs_after_it_changes_no_quotation(text: str) -> None:
    alone = "“We shall mend the dam,” said President Kadyrkulov."
    assert told(f"{alone}\n\n{text}")[:1] == told(alone)


@pytest.mark.parametrize(
    "unit",
    [
        pytest.param("“", id="opening"),
        pytest.param("”", id="closing"),
        pytest.param('"a" ', id="straight"),
        pytest.param("“a” said ", id="attributed"),
        pytest.param("“We shall mend the dam,” said he. ", id="pronouns"),
        pytest.param("“We shall mend the dam,” said Rustam Kadyrkulov, the head of it. ", id="names"),
        pytest.param("Rustam Kadyrkulov, " * 20 + "said: “We shall mend it.” ", id="appositions"),
        pytest.param("“We shall mend it.\n\n", id="paragraphs"),
        pytest.param("Ab " * 200 + "“We shall mend the dam,” Ab said. ", id="capitals"),
    ],
)
def test_time_is_linear(unit: str) -> None:
    """Four times the text may take some eight times as long, never sixteen; the time of the processor is counted."""

    def seconds(length: int) -> float:
        text = unit * (length // len(unit))
        best = float("inf")
        gc.disable()  # what other tests have left to collect is not counted
        for _ in range(3):
            begin = time.process_time()
            quotations(text, NOTHING)
            best = min(best, time.process_time() - begin)
        gc.enable()
        return best

    short, long = seconds(10_000), seconds(40_000)
    assert long < 8 * short + 0.05


def test_every_basis_is_one_of_three() -> None:
    assert [basis.value for basis in SpeakerBasis] == ["named", "pronoun", "post"]
