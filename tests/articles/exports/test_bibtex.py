"""BibTeX, read back by two readers that know nothing of how it was written."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from bibtexparser import parse_string
from bibtexparser.middlewares import SeparateCoAuthors, SplitNameParts
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string as pybtex_parse

from articles.exports import Work, bibtex
from tests.articles.exports.cases import HOSTILE, PLAIN, WORKS

#: What LaTeX prints for what is written. Independent of the table that writes: it names what is read.
_PRINTED = {
    **{rf"\{mark}": mark for mark in "&%$#_"},
    **{r"{\textbraceleft}": "{", r"{\textbraceright}": "}", r"{\textbackslash}": "\\"},
    **{r"{\textasciitilde}": "~", r"{\textasciicircum}": "^"},
}
_TOKEN = re.compile("|".join(map(re.escape, _PRINTED)) + r"|[\\{}$&%#_~^]")


def printed(latex: str) -> str:
    """The text that LaTeX prints; fails on a character that LaTeX would obey."""
    return _TOKEN.sub(lambda found: _PRINTED[found[0]], latex)


def fields(work: Work) -> dict[str, str]:
    library = parse_string(bibtex([work]))
    assert not library.failed_blocks
    [entry] = library.entries
    assert entry.key == work.key
    return {key: str(field.value) for key, field in entry.fields_dict.items()}


def test_an_article_has_its_fields() -> None:
    assert bibtex([PLAIN]) == (
        "@article{edm-1-138-2,\n"
        "  author = {Socor, Vladimir},\n"
        "  title = {{Moscow Considers New Bases}},\n"
        "  journal = {Eurasia Daily Monitor},\n"
        "  volume = {1},\n"
        "  number = {138},\n"
        "  year = {2004},\n"
        "  month = nov,\n"
        "  date = {2004-11-30},\n"
        "  url = {https://archive.example/edm/1/138/2/},\n"
        "  urldate = {2026-11-24},\n"
        "  language = {en}\n"
        "}\n"
    )


@pytest.mark.parametrize("name", WORKS)
def test_two_readers_read_it(name: str) -> None:
    work = WORKS[name]
    assert printed(fields(work)["title"][1:-1]) == work.shown_title
    entry = pybtex_parse(bibtex([work]), "bibtex").entries[work.key]
    read = [
        (
            " ".join([*person.prelast_names, *person.last_names]).strip("{}"),
            " ".join(person.first_names + person.middle_names),
            " ".join(person.lineage_names),
        )
        for person in entry.persons.get("author", [])
    ]
    assert read == [(creator.literal or creator.family, creator.given, creator.suffix) for creator in work.creators]


def test_dates_say_what_is_known_and_no_more() -> None:
    def when(name: str) -> dict[str, str]:
        return {key: value for key, value in fields(WORKS[name]).items() if key in ("year", "month", "date", "note")}

    assert when("month") == {"year": "2004", "month": "nov", "date": "2004-11"}
    assert when("year") == {"year": "2004", "date": "2004"}
    assert when("not-before") == {"year": "2004", "note": "Date inferred: not before 30 November 2004"}
    assert when("undated") == {"note": "Date unknown"}


def test_no_text_becomes_a_command() -> None:
    read = fields(HOSTILE)
    assert printed(read["title"][1:-1]) == HOSTILE.title
    assert read["url"] == "https://archive.example/articles/?q=a_b%20%7Bc%7D&x=%5C1"
    library = parse_string(bibtex([HOSTILE]), append_middleware=[SeparateCoAuthors(), SplitNameParts()])
    first, second = library.entries[0].fields_dict["author"].value
    assert (first.last, first.first) == (["{O{\\textbraceright}Neil and Sons}"], ["<b>A\\&B</b>"])
    assert second.last == ["{Council, Ltd. {\\textbackslash}end}"]


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1),
    st.lists(st.sampled_from("{}\\%&$#_^~a "), max_size=12),
)
def test_any_title_is_read_back(words: str, marks: list[str]) -> None:
    title = " ".join(f"x{words}{''.join(marks)}".split())
    assert printed(fields(replace(PLAIN, title=title))["title"][1:-1]) == title


def test_a_saved_search_is_no_article_and_entries_follow_each_other() -> None:
    search = Work(
        key="search-1",
        title="Articles that mention Almaty",
        address="https://archive.example/articles/",
        csl_type="webpage",
        container="EDM Archive",
        note="12 articles",
    )
    library = parse_string(bibtex([search, PLAIN]))
    assert [(entry.entry_type, entry.key) for entry in library.entries] == [
        ("misc", "search-1"),
        ("article", PLAIN.key),
    ]
    assert library.entries[0]["howpublished"] == "EDM Archive"
    assert library.entries[0]["note"] == "Date unknown. 12 articles"
