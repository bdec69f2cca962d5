"""What an annotation says, in facts."""

from __future__ import annotations

import datetime
from html import escape

import pytest

from articles.admin.descriptions import facts, in_context, in_one_line
from tests import factories

pytestmark = pytest.mark.django_db


def texts(row: object) -> list[tuple[str, str, str]]:
    return [(fact.label, fact.text, fact.note) for fact in facts(row)]


def test_a_citation_of_a_known_source() -> None:
    end = datetime.date(2004, 12, 2)
    citation = factories.CitationFactory(cited_date_end=end, year_note="The day before.", url="https://example.org/a")
    assert texts(citation) == [
        ("source", "Interfax", ""),
        ("date", "30 November 2004 to 2 December 2004", "The day before."),
        ("address", "https://example.org/a", ""),
    ]
    assert in_one_line(citation) == "Interfax; 30 November 2004 to 2 December 2004; https://example.org/a"


def test_a_citation_of_what_is_not_known() -> None:
    citation = factories.CitationFactory(source=None, cited_date=None, cited_precision="", resolution="unmatched")
    assert texts(citation) == [("source", "Interfax", "not known"), ("", "unmatched", "")]


def test_a_citation_of_a_suggested_source_says_so() -> None:
    citation = factories.CitationFactory(source__review="suggested", year_note="")
    assert texts(citation)[0] == ("source", "Interfax", "suggested source")
    assert texts(citation)[1] == ("date", "30 November 2004", "year from the article’s date")


def test_a_cross_reference_and_its_article() -> None:
    target = factories.ArticleFactory(headline="Otan", issue__number="139")
    citation = factories.CitationFactory(kind="cross_reference", target=target)
    assert texts(citation)[-1] == ("article", "Otan", "EDM 1/139")
    assert facts(citation)[-1].url == f"/admin/articles/article/{target.pk}/change/"


def test_a_role_of_people_who_are_known_and_who_are_not() -> None:
    role = factories.RoleStatementFactory(
        organization_name="Otan", as_of=datetime.date(2004, 11, 1), as_of_precision="month"
    )
    assert texts(role) == [
        ("person", "Ada Author", "not in the authority file"),
        ("post", "Secretary", ""),
        ("organization", "Otan", "not in the authority file"),
        ("as of", "November 2004", ""),
    ]
    role.person = factories.EntityFactory(preferred_label="Ada A. Author")
    role.organization = factories.EntityFactory(preferred_label="Nur Otan")
    assert [text for _, text, _ in texts(role)][::2] == ["Ada A. Author", "Nur Otan"]


def test_an_acronym_that_contains_another() -> None:
    acronym = factories.AcronymDefinitionFactory(
        contains=factories.AcronymDefinitionFactory(short_form="CS"),
        entity=factories.EntityFactory(preferred_label="Council of States"),
    )
    assert texts(acronym) == [
        ("short form", "CST", ""),
        ("long form", "Council of States", ""),
        ("organization", "Council of States", ""),
        ("contains", "CS", ""),
    ]


def test_nothing_else_is_described() -> None:
    with pytest.raises(TypeError, match="is not an annotation"):
        facts(factories.SourceFactory())


def test_context_is_escaped_and_long_words_are_cut() -> None:
    body = "A <b>bold</b> claim: " + "long " * 40 + "end."
    mention = factories.MentionFactory(article__body=body, quote=body[3:6])
    assert in_context(mention) == f"…A &lt;<mark>b&gt;b</mark>{escape(body[6:36])}…"
    long = factories.MentionFactory(article__body=body, quote="long " * 40)
    assert "…</mark>" in in_context(long)
    assert len(in_context(long)) < 220
