"""What a reference says beside its day decides: titles, parts and authors, alike in print or another."""

from __future__ import annotations

import datetime
from typing import Any

import pytest

from articles.models import Article
from articles.services.candidates import rank_candidates
from articles.services.fitting import Known, Said, choose, same_person, same_title
from tests.articles.services.test_candidates import article_of_the_day
from tests.articles.services.test_citing import cited, settled
from tests.factories import ArticleFactory, AuthorFactory, AuthorshipFactory, IssueFactory


@pytest.mark.parametrize(
    ("quoted", "headline", "same"),
    [
        pytest.param("Saiga Horns", "Saiga Horns", True, id="equal"),
        pytest.param("Saiga’s “Horns”", "SAIGAS HORNS", True, id="signs and case"),
        pytest.param("Oil & Gas", "Oil and Gas", True, id="ampersand"),
        pytest.param("The Oil of Baku", "Oil of Baku", True, id="article"),
        pytest.param("Pipe Line to Baku", "Pipeline to Baku", True, id="two words for one"),
        pytest.param("Kazakstan Votes", "Kazakhstan Votes", True, id="misprint"),
        pytest.param("Baku Votes", "Baku Votes: The Opposition Stays Away", True, id="subtitle left out"),
        pytest.param("Baku Votes – Nobody Came", "Baku Votes", True, id="subtitle added"),
        pytest.param("Oil of Baku", "Oil of Baku (Part Two)", True, id="part left out"),
        pytest.param("Oil of Baku (Part II)", "Oil of Baku, Part Two", True, id="the same part"),
        pytest.param("Oil of Baku (Part One)", "Oil of Baku (Part Two)", False, id="another part"),
        pytest.param("Baku Votes: Round One", "Baku Votes: Round Two", False, id="another subtitle"),
        pytest.param("Baku: The Vote", "Baku", False, id="one word is no title of its own"),
        pytest.param("Saiga Horns", "Saiga Horns Found", False, id="only the beginning"),
        pytest.param("Eastern Front Holds", "Western Front Holds", False, id="another first letter"),
        pytest.param("Iran Votes", "Iraq Votes", False, id="a short word"),
        pytest.param("Article 12345", "Article 12346", False, id="another number"),
        pytest.param("Trains", "Ships", False, id="another"),
        pytest.param("The", "The", False, id="no word of weight"),
    ],
)
def test_titles(quoted: str, headline: str, same: bool) -> None:
    assert same_title(quoted, headline) is same
    assert same_title(headline, quoted) is same


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Vladimir Socor", "Vladimir Socor", True),
        ("V. Socor", "Vladimir Socor", True),
        ("Socor", "Vladimir Socor", True),
        ("Sergey Blagov", "Sergei Blagov", True),
        ("Pavel K. Baev", "Pavel Baev", True),
        ("Viktor Socor", "Vladimir Socor", False),
        ("Anna Socor", "Vladimir Socor", False),
        ("Vladimir Socor", "Vladimir Putin", False),
        ("", "Vladimir Socor", False),
    ],
)
def test_persons(one: str, other: str, same: bool) -> None:
    assert same_person(one, other) is same
    assert same_person(other, one) is same


def known(headline: str = "Trains", part: int | None = None, by: str = "", **values: Any) -> Known:
    values = {"headline_basis": "printed", "series": "", **values}
    return Known(1, headline, values["headline_basis"], values["series"], part, tuple(filter(None, [by])))


def said(title: str = "", part: int | None = None, author: str = "", stem: str = "", series: str = "") -> Said:
    return Said(title, part, author, stem, series)


WORKING = {"headline_basis": "working"}


@pytest.mark.parametrize(
    ("reference", "articles", "certain"),
    [
        pytest.param(said(), [known()], 0, id="the only one"),
        pytest.param(said(), [known(), known()], None, id="two"),
        pytest.param(said("Ships"), [known()], None, id="the only one has another title"),
        pytest.param(said("Ships"), [known(**WORKING)], 0, id="the only one has no printed title"),
        pytest.param(said("Ships"), [known(**WORKING), known()], None, id="nobody knows whether it has the title"),
        pytest.param(said("Ships"), [known(), known("Ships")], 1, id="title"),
        pytest.param(said("Ships"), [known("Ships"), known("Ships")], None, id="title of two"),
        pytest.param(said("Ships"), [known("Ships (Part One)"), known("Ships")], 1, id="the very title"),
        pytest.param(said("Ships"), [known("Ships", **WORKING), known("Ships")], 1, id="a printed title"),
        pytest.param(said(author="A. Ray"), [known(by="Ada Ray")], 0, id="the only one is by the author"),
        pytest.param(said(author="A. Ray"), [known(by="Bo Lee")], None, id="the only one is by another"),
        pytest.param(said(author="A. Ray"), [known()], 0, id="the only one is signed by nobody"),
        pytest.param(said(author="A. Ray"), [known(by="Bo Lee"), known(by="Ada Ray")], 1, id="author"),
        pytest.param(said(author="A. Ray"), [known(by="Ada Ray"), known(by="Ada Ray")], None, id="author of two"),
        pytest.param(said(author="A. Ray"), [known(by="Ada Ray"), known()], None, id="the other may be hers, too"),
        pytest.param(said(author="A. Ray and Bo Lee"), [known(by="Ada Ray")], None, id="one of two authors"),
        pytest.param(said("Ships", author="A. Ray"), [known("Ships", by="Bo Lee")], None, id="title, not author"),
        pytest.param(said(part=1), [known("Oil (Part One)")], 0, id="the only one is that part"),
        pytest.param(said(part=1), [known("Oil")], None, id="the only one is no part"),
        pytest.param(said(part=1), [known("Oil (Part Two)")], None, id="the only one is another part"),
        pytest.param(said(part=1), [known("Oil (Part One)"), known()], None, id="part, of what title is not said"),
        pytest.param(said(part=1, stem="Oil"), [known("Oil (Part One)"), known()], 0, id="part and title"),
        pytest.param(said(part=1, stem="Oil"), [known("Oil"), known()], 0, id="title without its part"),
        pytest.param(said(part=1, stem="Oil"), [known("Gas (Part One)")], None, id="part of another title"),
        pytest.param(said(part=1, stem="Oil"), [known("Oil", 2)], None, id="another part by its header"),
        pytest.param(said(part=1, stem="Oil"), [known("Wells", 1, series="O")], None, id="a title of its own"),
        pytest.param(said(part=1, stem="Oil", series="O"), [known("Wells", 1, series="O"), known()], 0, id="series"),
    ],
)
def test_what_is_certain(reference: Said, articles: list[Known], certain: int | None) -> None:
    assert choose([reference.fit(article) for article in articles]) == certain


@pytest.mark.parametrize(
    ("reference", "article", "certain"),
    [
        pytest.param(said(), known(), None, id="nothing is said"),
        pytest.param(said("Ships"), known(), None, id="another title"),
        pytest.param(said("Ships"), known(**WORKING), None, id="no printed title"),
        pytest.param(said("Ships"), known("Ships"), 0, id="title"),
        pytest.param(said(part=1, stem="Oil"), known("Oil (Part One)"), 0, id="part"),
        pytest.param(said(author="A. Ray"), known(by="Ada Ray"), 0, id="author"),
        pytest.param(said(author="A. Ray"), known(), None, id="signed by nobody"),
    ],
)
def test_the_only_article_held_of_many_days_is_certain_by_what_is_said_alone(
    reference: Said, article: Known, certain: int | None
) -> None:
    assert choose([reference.fit(article)], of_one_day=False) == certain


# In the archive ------------------------------------------------------------------------------------------------------


def citing(text: str, headline: str = "Citing") -> Article:
    issue = IssueFactory(number="150", issued=datetime.date(2004, 12, 20))
    article: Article = ArticleFactory(issue=issue, body=text, headline=headline)
    return article


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reference", "note"),
    [
        (
            "(see “Ships,” EDM, December 8)",
            "The one article of 8 December 2004 is “Trains”, but its headline is not the quoted title.",
        ),
        (
            "(see Ada Ray in EDM, December 8)",
            "The one article of 8 December 2004 is “Trains”, but it is by Bo Lee, not by Ada Ray.",
        ),
        (
            "(see Part One in EDM, December 8)",
            "The one article of 8 December 2004 is “Trains”, but it is not known to be part 1 of the same title.",
        ),
    ],
)
def test_the_only_article_of_the_day_is_not_linked_against_what_is_said(reference: str, note: str) -> None:
    only = article_of_the_day("Trains")
    AuthorshipFactory(article=only, author=AuthorFactory(name="Bo Lee"))
    (citation,) = cited(citing(f"It was told before {reference}."))
    assert (citation.target, citation.resolution, citation.resolution_note) == (None, "ambiguous", note)
    (candidate,) = rank_candidates(citation)
    assert not candidate.is_certain
    assert candidate.because == f"but {note.partition(', but ')[2].rstrip('.')}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("reference", "days"),
    [
        ("(EDM, December 7-17, 2004)", "7 December 2004 to 17 December 2004"),
        ("(EDM, December 2004)", "December 2004"),
        ("(“No Headline,” EDM, December 7-17, 2004)", "7 December 2004 to 17 December 2004"),
        ("(“No Headline,” EDM, December 8)", "8 December 2004"),
        ("(“Trains,” EDM, December 7-17, 2004)", ""),
        ("(“Trains,” EDM, December 8)", ""),
    ],
)
def test_a_title_rules_and_many_days_leave_it_open(reference: str, days: str) -> None:
    only = article_of_the_day("Trains")
    (citation,) = cited(citing(f"It was told before {reference}."))
    (candidate,) = rank_candidates(citation)
    if not days:
        assert (citation.target, citation.resolution, candidate.is_certain) == (only, "resolved", True)
        return
    assert (citation.target, citation.resolution, candidate.is_certain) == (None, "ambiguous", False)
    assert citation.resolution_note == (
        f"The one article of {days} is “Trains”, but its headline is not the quoted title."
        if "No Headline" in reference
        else f"Of {days} only “Trains” is held; it may be one of many."
    )


@pytest.mark.django_db
def test_the_right_article_heals_what_the_wrong_one_left_open() -> None:
    article_of_the_day("Trains")
    (citation,) = cited(citing("It was told before (see “Ships at Sea,” EDM, December 8)."))
    meant = article_of_the_day("Ships at Sea: The Fleet")
    assert settled(meant) == [citation]
    citation.refresh_from_db()
    assert (citation.target, citation.resolution) == (meant, "resolved")
    assert citation.resolution_note == (
        "The one article of 8 December 2004 that is as the reference says: the quoted title is its headline, nearly."
    )


@pytest.mark.django_db
def test_an_author_tells_the_articles_of_a_day_apart() -> None:
    first, second = article_of_the_day("Trains"), article_of_the_day("Ships")
    AuthorshipFactory(article=first, author=AuthorFactory(name="Bo Lee"))
    AuthorshipFactory(article=second, author=AuthorFactory(name="Ada Ray"), credited_name="A. Ray")
    (citation,) = cited(citing("It was told before (see Ada Ray in EDM, December 8)."))
    assert (citation.cited_author, citation.target) == ("Ada Ray", second)
    ranked = rank_candidates(citation)
    assert [(candidate.article, candidate.is_certain) for candidate in ranked] == [(second, True), (first, False)]
    assert ranked[0].because.startswith("it is by A. Ray")


@pytest.mark.django_db
def test_parts_of_two_days_are_each_linked() -> None:
    days = [datetime.date(2004, 12, 8), datetime.date(2004, 12, 10)]
    parts = []
    for number, (day, part) in enumerate(zip(days, ("One", "Two"), strict=True)):
        issue = IssueFactory(number=f"14{number}", issued=day)
        parts.append(ArticleFactory(issue=issue, headline=f"Oil (Part {part})"))
        ArticleFactory(issue=issue, headline="Trains")
    article = citing("As was told (see Parts One and Two in EDM, December 8, 10).", "Oil (Part Three)")
    found = cited(article)
    assert [citation.locator for citation in found] == ["Part One", "Part Two"]
    assert [citation.target for citation in found] == parts
    assert {citation.resolution_note for citation in found} >= {
        "The one article of 8 December 2004 that is as the reference says: it is part 1 of the same title."
    }


@pytest.mark.django_db
def test_a_note_on_another_part_is_a_reference() -> None:
    meant = article_of_the_day("Oil (Part One)")
    text = "Oil flowed.\n\nThis is the second part of a two-part article. Part One appeared in EDM, December 8."
    (citation,) = cited(citing(text, "Oil (Part Two)"))
    assert (citation.quote, citation.locator) == ("Part One appeared in EDM, December 8", "Part One")
    assert (citation.target, citation.origin) == (meant, "sentence")
