"""Articles as they are cited: on their page, and as files."""

from __future__ import annotations

import datetime
import json

import pytest
import time_machine
from django.test import Client

from articles.citable import work_of
from articles.exports import Creator, Issued
from articles.models import Article
from tests import factories

pytestmark = pytest.mark.django_db
DAY = datetime.date(2004, 11, 30)


def article(**fields: object) -> Article:
    issue = factories.IssueFactory(volume=1, number="138", issued=DAY)
    made: Article = factories.ArticleFactory(
        **{"issue": issue, "position": 2, "headline": "Bases <i>& More", "slug": "bases", **fields}
    )
    return made


def test_an_article_is_cited_by_its_printed_names_and_its_issue() -> None:
    made = article()
    factories.AuthorshipFactory(
        article=made, order=1, author=factories.AuthorFactory(name="Ada de Vries", sort_name="de Vries, Ada")
    )
    factories.AuthorshipFactory(
        article=made, order=2, author=factories.AuthorFactory(name="Ben Orlov"), credited_name="B. J. Orlov"
    )
    work = work_of(made, "https://archive.example/edm/1/138/2/")
    assert work.creators == (Creator("de Vries", "Ada"), Creator("Orlov", "B. J."))
    assert (work.key, work.container, work.volume, work.issue) == ("edm-1-138-2", "Eurasia Daily Monitor", "1", "138")
    assert work.issued == Issued(DAY, DAY)
    assert not work.is_title_supplied


def test_what_is_inferred_is_not_cited_as_known() -> None:
    undated = {"date_earliest": DAY, "date_latest": None, "date_basis": "inferred"}
    work = work_of(article(**undated, headline_basis="working"), "https://archive.example/")
    assert work.issued == Issued(DAY, None, is_inferred=True)
    assert work.remarks == (
        "Title supplied by the archive; none was printed",
        "Date inferred: not before 30 November 2004",
    )
    unknown = {"date_earliest": None, "date_latest": None, "date_basis": "unknown"}
    assert work_of(article(**unknown, position=3), "https://archive.example/").issued is None


def test_the_page_offers_three_styles_and_escapes_them(client: Client) -> None:
    made = article()
    with time_machine.travel(datetime.datetime(2026, 11, 24, 12, tzinfo=datetime.UTC)):
        page = client.get(made.get_absolute_url()).content.decode()
    title, address = "Bases &lt;i&gt;&amp; More", "http://testserver/edm/1/138/2/"
    assert f"“{title}.” <i>Eurasia Daily Monitor</i> 1, no. 138 (November 30, 2004). {address}." in page
    assert f"{title}. (2004, November 30). <i>Eurasia Daily Monitor</i>, <i>1</i>(138). {address}" in page
    assert "Accessed 24 Nov. 2026." in page
    assert "journal = {Eurasia Daily Monitor}" in page


def test_files_for_reference_managers(client: Client) -> None:
    article()
    answer = client.get("/edm/1/138/2.bib")
    assert answer["Content-Type"] == "application/x-bibtex; charset=utf-8"
    assert answer["Content-Disposition"] == 'attachment; filename="edm-1-138-2.bib"'
    assert "title = {{Bases <i>\\& More}}" in answer.content.decode()
    answer = client.get("/edm/1/138/2.json")
    [item] = json.loads(answer.content)
    assert (item["title"], item["issue"]) == ("Bases <i>& More", "138")
    assert answer["Content-Type"].startswith("application/vnd.citationstyles.csl+json")


@pytest.mark.parametrize("form", ["bib", "json"])
def test_files_of_what_no_reader_may_read(client: Client, form: str) -> None:
    made = article(status="draft")
    assert client.get(f"/edm/1/138/2.{form}").status_code == 404
    Article.objects.filter(pk=made.pk).update(status="withdrawn", withdrawal_reason="Doubled.")
    answer = client.get(f"/edm/1/138/2.{form}")
    assert answer.status_code == 410
    assert "Doubled." in answer.content.decode()
