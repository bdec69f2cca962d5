"""Public pages: what they say, what they never say, and what every one of them has."""

from __future__ import annotations

import datetime
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.test import Client

from articles.models import Article
from entities.models import ExternalIdentifier, Relation
from tests import factories
from tests.public_site import PAGES, SECRET, grow, hide

pytestmark = pytest.mark.django_db


class Page(HTMLParser):
    """A page as a list of opening tags with their attributes, and its words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def text(self) -> str:
        return " ".join(" ".join(self.words).split())


def get(client: Client, address: str, status: int = 200) -> Page:
    response = client.get(address)
    assert response.status_code == status, address
    return Page(response.content.decode())


def hrefs(page: Page) -> list[str | None]:
    return [link.get("href") for link in page.all("a")]


# Every page ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_every_page_has_what_a_page_needs(client: Client, address: str) -> None:
    grow(2)
    response = client.get(address)
    html = response.content.decode()
    page = Page(html)
    assert len(page.all("h1")) == 1
    assert len(page.all("main")) == 1
    assert page.all("html")[0]["lang"] == "en-gb"
    descriptions = [tag["content"] for tag in page.all("meta") if tag.get("name") == "description"]
    assert len(descriptions) == 1
    assert descriptions[0]
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    inside = {f"#{value}" for value in ids}
    assert {link for link in hrefs(page) if link and link.startswith("#")} <= inside
    assert not response.cookies or address == PAGES["searches"]  # the one public form
    canonical = [tag["href"] for tag in page.all("link") if tag.get("rel") == "canonical"]
    robots = [tag for tag in page.all("meta") if tag.get("name") == "robots"]
    assert len(canonical) + len(robots) == 1


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_no_page_has_script_or_style_in_its_text(client: Client, address: str) -> None:
    grow(2)
    response = client.get(address)
    page = Page(response.content.decode())
    assert all("src" in script for script in page.all("script"))
    assert not page.all("style")
    assert not [name for _, attributes in page.tags for name in attributes if name == "style" or name.startswith("on")]
    assert "unsafe" not in response["Content-Security-Policy"]


@pytest.mark.parametrize("address", PAGES.values(), ids=PAGES.keys())
def test_nothing_unpublished_shows_anywhere(client: Client, address: str) -> None:
    grow(3)
    before = get(client, address).text
    hide()
    response = client.get(address)
    assert SECRET.lower() not in response.content.decode().lower()
    # Not through a count either: the page says what it said.
    assert Page(response.content.decode()).text == before


def test_what_editors_type_is_shown_as_typed(client: Client) -> None:
    """Markup in any field of a record is text on every page that shows the record."""
    grow(1)
    hostile = "<script>alert('x')</script>\"&"
    article = Article.objects.get(slug="focus")
    Article.objects.filter(pk=article.pk).update(
        headline=hostile, standfirst=hostile, section=hostile, dateline=hostile, date_reasons=[hostile]
    )
    article.mentions.get().entity.aliases.create(name=hostile)
    type(article.mentions.get().entity).objects.update(preferred_label=hostile, scope_note=hostile)
    article.citations.update(source_text=hostile, cited_title=hostile, year_note=hostile, source=None)
    article.acronym_definitions.update(long_form=hostile)
    article.role_statements.update(post=hostile)
    for address in PAGES.values():
        html = client.get(address).content.decode()
        assert "<script>alert" not in html, address
    assert "&lt;script&gt;" in client.get("/edm/1/1/1/focus/").content.decode()


def test_the_static_files_that_pages_name_exist(client: Client) -> None:
    page = get(client, "/articles/")
    named = [tag["href"] for tag in page.all("link") if (tag.get("href") or "").startswith("/static/")]
    named += [tag["src"] for tag in page.all("script") + page.all("img")]
    assert len(named) >= 4
    assert all(finders.find(str(name).removeprefix("/static/")) for name in named)


# Articles: the list --------------------------------------------------------------------------------------------------


def test_the_list_says_what_it_shows_and_offers_to_show_less(client: Client) -> None:
    grow(2)
    page = get(client, "/articles/?place=Kazakhstan&source=focus")
    sentence = "Articles that mention Kazakhstan and cite Focus Gazette"
    assert page.text.count(sentence) >= 2
    canonical = next(tag["href"] for tag in page.all("link") if tag.get("rel") == "canonical")
    assert canonical == "http://testserver/articles/?place=kazakhstan&source=focus"
    assert {"?source=focus", "?place=Kazakhstan"} <= set(hrefs(page))
    kept = [
        (tag["name"], tag["value"]) for tag in page.all("input") if tag.get("type") == "checkbox" and "checked" in tag
    ]
    assert kept == [("place", "kazakhstan"), ("source", "focus")]


def test_pages_of_the_list_keep_the_criteria(client: Client) -> None:
    grow(12)
    first = get(client, "/articles/?place=kazakhstan&source=focus")
    rel = {tag["rel"]: tag["href"] for tag in first.all("a") if tag.get("rel") in ("next", "prev")}
    assert rel == {"next": "?place=kazakhstan&source=focus&page=2"}
    second = get(client, "/articles/?place=kazakhstan&source=focus&page=2")
    rel = {tag["rel"]: tag["href"] for tag in second.all("a") if tag.get("rel") in ("next", "prev")}
    assert rel == {"prev": "?place=kazakhstan&source=focus&page=1"}
    assert len(first.all("article")) == 20


@pytest.mark.parametrize(
    ("page", "current"),
    [
        pytest.param("2", 2, id="there"),
        pytest.param("99", 2, id="beyond"),
        pytest.param("-1", 2, id="negative"),
        pytest.param("0", 2, id="zero"),
        pytest.param("two", 1, id="word"),
        pytest.param("9" * 5000, 1, id="endless"),
    ],
)
def test_a_page_that_is_not_there_is_the_nearest_one(client: Client, page: str, current: int) -> None:
    grow(12)
    response = client.get("/articles/", {"page": page})
    assert response.status_code == 200
    assert response.context["page"].number == current


def test_an_empty_result_says_what_to_leave_out(client: Client) -> None:
    grow(2)
    page = get(client, "/articles/?person=focus&q=zeppelin&date_to=1999")
    assert "No article meets all of these criteria" in page.text
    assert "Leaving out any single one does not help" in page.text
    page = get(client, "/articles/?person=focus&q=zeppelin")
    assert "without words “zeppelin” : 7 articles" in page.text.replace("”:", "” :")


def test_a_refused_value_comes_back_into_its_field(client: Client) -> None:
    page = get(client, "/articles/?person=Nobody&date_from=soon&q=gas")
    fields = {tag["name"]: tag for tag in page.all("input") if tag.get("type") != "checkbox"}
    assert (fields["person"]["value"], fields["person"]["aria-invalid"]) == ("Nobody", "true")
    assert (fields["date_from"]["value"], fields["date_from"]["aria-invalid"]) == ("soon", "true")
    assert fields["q"]["value"] == "gas"
    assert "?date_from=soon&q=gas" in hrefs(page) or "?q=gas&date_from=soon" in hrefs(page)


# Articles: the reading view ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("address", ["/edm/1/1/1/", "/edm/1/1/1/other-slug/", "/edm/1/1/1/FOCUS/"])
def test_a_wrong_or_missing_slug_is_put_right(client: Client, address: str) -> None:
    grow(1)
    response = client.get(address)
    assert (response.status_code, response["Location"]) == (301, "/edm/1/1/1/focus/")


def test_a_withdrawn_article_is_gone_and_says_why(client: Client) -> None:
    grow(1)
    Article.objects.filter(slug="focus").update(status="withdrawn", withdrawal_reason="The author asked for it.")
    page = get(client, "/edm/1/1/1/any-slug/", status=410)
    assert "Focus" in page.text
    assert "The author asked for it." in page.text
    assert "said so in Kazakhstan" not in page.text


@pytest.fixture
def article() -> Article:
    body = (
        "Ada Sample, Secretary of the Council of States (CST), met Kazakhstan "
        "(Star, May 1; Post, May 2).\n\nThe CST agreed (see EDM, May 3) and (see EDM, May 4) with Ada Sample."
    )
    made: Article = factories.ArticleFactory(
        issue=factories.IssueFactory(number="138", issued=None, issued_precision=""),
        position=2,
        headline="Ada Sample met…",
        headline_basis="working",
        slug="ada-sample-met",
        body=body,
        dateline="Vantu",
        date_earliest=datetime.date(2004, 5, 3),
        date_latest=None,
        date_basis="inferred",
        date_reasons=["The latest citation is of 3 May."],
        markup=[
            {"kind": "link", "start": body.index("agreed"), "end": body.index("agreed") + 6, "href": "javascript:1"}
        ],
    )
    ada = factories.EntityFactory(kind="person", preferred_label="Ada Sample", slug="ada-sample")
    council = factories.EntityFactory(kind="organization", preferred_label="Council of States", slug="cst")
    factories.MentionFactory(article=made, number=1, entity=ada, quote="Ada Sample", review="accepted")
    factories.MentionFactory(
        article=made, number=2, entity=ada, quote="Ada Sample", start=body.rindex("Ada Sample"), review="accepted"
    )
    factories.MentionFactory(article=made, number=3, entity=council, quote="Council of States")
    star = factories.SourceFactory(name="Star", slug="star")
    post = factories.SourceFactory(name="Post", slug="post", review="suggested")
    both = "(Star, May 1; Post, May 2)"
    factories.CitationFactory(article=made, number=1, source=star, quote=both, year_note="The volume is of 2004.")
    factories.CitationFactory(article=made, number=2, source=post, quote=both)
    factories.AcronymDefinitionFactory(article=made, quote="Council of States (CST)")
    factories.RoleStatementFactory(
        article=made, person=ada, organization=council, quote="Ada Sample", post="Secretary", review="accepted"
    )
    return made


def test_the_reading_view_says_how_things_are_known(client: Client, article: Article) -> None:
    page = get(client, article.get_absolute_url())
    assert "Working headline: none was printed" in page.text
    assert "Not before 3 May 2004 inferred" in page.text
    assert "The latest citation is of 3 May." in page.text
    assert "The volume is of 2004." in page.text
    assert "Eurasia Daily Monitor , volume 1, issue 138" in page.text
    assert "Ada Sample – Secretary – Council of States" in page.text
    assert "javascript" not in client.get(article.get_absolute_url()).content.decode()


def test_mentions_are_links_that_show_kind_and_state(client: Client, article: Article) -> None:
    page = get(client, article.get_absolute_url())
    mentions = [tag for tag in page.all("a") if "mention" in (tag.get("class") or "").split()]
    assert [(tag["id"], tag["href"], tag["class"], tag["title"]) for tag in mentions] == [
        ("m1", "/entities/person/ada-sample/", "mention mention-person", "person"),
        ("m3", "/entities/organization/cst/", "mention mention-organization suggested", "organization (suggested)"),
        ("m2", "/entities/person/ada-sample/", "mention mention-person", "person"),
    ]
    assert "mentioned 2 times" in page.text
    assert [tag["data-long"] for tag in page.all("abbr")] == ["Council of States"]


def test_one_parenthesis_with_two_sources_is_one_mark_with_two_notes(client: Client, article: Article) -> None:
    page = get(client, article.get_absolute_url())
    marks = [tag for tag in page.all("span") if tag.get("class") == "citation" and "id" not in tag]
    references = [tag for tag in page.all("a") if tag.get("role") == "doc-noteref"]
    assert [(tag["id"], tag["href"]) for tag in references] == [("c1", "#note-1"), ("c2", "#note-2")]
    assert [tag["href"] for tag in page.all("a") if tag.get("role") == "doc-backlink"] == ["#c1", "#c2"]
    assert len(marks) == 2  # the parenthesis, and the sample in the legend
    assert "Star , 30 November 2004" in page.text
    assert "Post suggested source , 30 November 2004" in page.text


def test_a_cross_reference_leads_only_to_what_readers_may_read(client: Client, article: Article) -> None:
    target = factories.ArticleFactory(issue__number="136", position=1, headline="Target", slug="target")
    factories.CitationFactory(
        article=article,
        number=3,
        kind="cross_reference",
        quote="(see EDM, May 3)",
        target=target,
        resolution="resolved",
    )
    factories.CitationFactory(
        article=article, number=4, kind="cross_reference", quote="(see EDM, May 4)", resolution="ambiguous"
    )
    page = get(client, article.get_absolute_url())
    assert hrefs(page).count(target.get_absolute_url()) == 2  # in its note, and in the list beside the text
    # The same words whether none or several are possible: the several may be drafts.
    assert page.text.count("Waiting: the article that is meant is not linked yet") == 1
    assert article.get_absolute_url() in hrefs(get(client, target.get_absolute_url()))

    Article.objects.filter(pk=target.pk).update(status="draft")
    page = get(client, article.get_absolute_url())
    assert target.get_absolute_url() not in hrefs(page)
    assert "Target" not in page.text
    assert "Waiting: the article that is meant is not linked yet" in page.text


def test_neighbours_in_the_issue_and_parts_of_the_series(client: Client, article: Article) -> None:
    for position in (1, 3, 4):
        factories.ArticleFactory(
            issue=article.issue, position=position, slug=f"at-{position}", series="S", part=position
        )
    Article.objects.filter(position=3).update(status="draft")
    page = get(client, article.get_absolute_url())
    rel = [(tag["rel"], tag["href"]) for tag in page.all("a") if tag.get("rel") in ("prev", "next")]
    assert rel == [("prev", "/edm/1/138/1/at-1/"), ("next", "/edm/1/138/4/at-4/")]
    parts = get(client, "/edm/1/138/1/at-1/")
    assert "Series: S" in parts.text
    assert "/edm/1/138/4/at-4/" in hrefs(parts)
    assert "/edm/1/138/3/at-3/" not in hrefs(parts)


# The serial ----------------------------------------------------------------------------------------------------------


def test_a_publication_shows_its_facts_and_its_calendar(client: Client) -> None:
    publication = factories.PublicationFactory(issn="1234-5679", publisher="A Foundation")
    for number, day in (("1", 3), ("2", 4)):
        issue = factories.IssueFactory(publication=publication, number=number, issued=datetime.date(2004, 5, day))
        factories.ArticleFactory(issue=issue)
    factories.ArticleFactory(issue=factories.IssueFactory(publication=publication, number="3"), status="draft")
    page = get(client, "/edm/")
    assert "1234-5679" in page.text
    assert "A Foundation" in page.text
    assert "2004, a volume a year" in page.text
    assert "May: 2 issues" in page.text
    assert "/edm/1/#may" in hrefs(page)
    assert "/edm/1/3/" not in hrefs(page)


def test_a_publication_without_articles_is_known_but_not_listed(client: Client) -> None:
    factories.PublicationFactory(slug="tsw", title="Two Seas Weekly", abbreviation="TSW")
    assert "nothing of it is published here yet" in get(client, "/tsw/").text
    assert "/tsw/" not in hrefs(get(client, "/"))


def test_a_volume_lists_its_issues_by_month_the_undated_last(client: Client) -> None:
    for number, issued, precision in (
        ("1", datetime.date(2004, 5, 3), "day"),
        ("2", datetime.date(2004, 6, 1), "month"),
        ("3", None, ""),
        ("4", datetime.date(2004, 1, 1), "year"),
    ):
        issue = factories.IssueFactory(number=number, issued=issued, issued_precision=precision)
        factories.ArticleFactory(issue=issue)
    page = get(client, "/edm/1/")
    order = re.findall(r"No\. (\d)", page.text)
    assert order == ["4", "1", "2", "3"]
    assert [tag["id"] for tag in page.all("h2")] == ["undated-in-year", "may", "june", "undated"]


def test_an_issue_shows_its_articles_in_their_order(client: Client) -> None:
    issue = factories.IssueFactory(number="5")
    for position, headline in ((2, "Second"), (1, "First")):
        factories.ArticleFactory(issue=issue, position=position, headline=headline)
    text = get(client, "/edm/1/5/").text
    assert text.index("First") < text.index("Second")


def test_the_neighbours_of_an_issue_are_the_nearest_with_public_articles(client: Client) -> None:
    for volume, number, status in (
        (1, "9", "published"),
        (1, "10", "published"),
        (1, "11", "draft"),
        (1, "12", "published"),
        (2, "1", "published"),
    ):
        factories.ArticleFactory(issue=factories.IssueFactory(volume=volume, number=number), status=status)
    rel = {tag["rel"]: tag["href"] for tag in get(client, "/edm/1/10/").all("a") if tag.get("rel") in ("prev", "next")}
    assert rel == {"prev": "/edm/1/9/", "next": "/edm/1/12/"}
    rel = {tag["rel"]: tag["href"] for tag in get(client, "/edm/1/12/").all("a") if tag.get("rel") in ("prev", "next")}
    assert rel == {"prev": "/edm/1/10/", "next": "/edm/2/1/"}


# Whom and what -------------------------------------------------------------------------------------------------------


def test_an_entity_says_what_is_known_and_where_it_is_stated(client: Client, article: Article) -> None:
    place = factories.EntityFactory(
        kind="place", preferred_label="Vantu", slug="vantu", latitude="-43.25000", longitude="76.90000"
    )
    council = article.mentions.get(number=3).entity
    factories.AliasFactory(entity=council, name="CST", kind="acronym", language="ru")
    ExternalIdentifier.objects.create(entity=council, scheme="wikidata", value="Q1")
    Relation.objects.create(
        subject=council, kind="located_in", object=place, begin=datetime.date(2002, 1, 1), begin_precision="year"
    )
    page = get(client, "/entities/organization/cst/")
    assert "CST acronym, Russian" in page.text
    assert "https://www.wikidata.org/wiki/Q1" in hrefs(page)
    assert "Located in Vantu from 2002" in page.text
    assert "Ada Sample – Secretary" in page.text
    assert "stated in Ada Sample met…" in page.text
    assert article.get_absolute_url() in hrefs(page)
    assert "/articles/?organization=cst" in hrefs(page)
    assert "Sources cited in these articles Star 1 article" in page.text
    there = get(client, "/entities/place/vantu/")
    assert "43.25° S, 76.9° E" in there.text
    assert "geo:-43.25,76.9" in hrefs(there)
    assert "Located here Council of States from 2002" in there.text
    assert "No published article mentions it yet" in there.text
    assert "/entities/place/vantu/" not in hrefs(get(client, "/entities/place/"))


def test_a_past_address_of_an_entity_leads_to_the_present_one(client: Client) -> None:
    grow(1)
    response = client.get("/entities/person/old-focus/")
    assert (response.status_code, response["Location"]) == (301, "/entities/person/focus/")


def test_names_in_any_script_have_addresses(client: Client) -> None:
    entity = factories.EntityFactory(kind="place", preferred_label="Астана", slug="астана")
    factories.MentionFactory(entity=entity)
    assert "Астана" in get(client, entity.get_absolute_url()).text
    assert "Articles that mention Астана" in get(client, "/articles/?place=АСТАНА").text


def test_an_index_goes_from_a_to_z_with_counts(client: Client, article: Article) -> None:
    zoe = factories.EntityFactory(kind="person", preferred_label="Zoe", sort_label="", slug="zoe")
    factories.MentionFactory(article=article, entity=zoe)
    page = get(client, "/entities/person/")
    assert "Ada Sample 1 article" in page.text
    assert {"?letter=A", "?letter=Z"} <= set(hrefs(page))
    only = get(client, "/entities/person/?letter=z")
    assert "/entities/person/zoe/" in hrefs(only)
    assert "/entities/person/ada-sample/" not in hrefs(only)


@pytest.mark.parametrize("query", ["letter=%00", "letter=%F0%9F%98%80", "letter=%25", "page=x", "page=-3", "letter=Q"])
def test_an_index_is_never_an_error(client: Client, query: str) -> None:
    grow(1)
    for address in ("/entities/person/", "/sources/", "/authors/"):
        get(client, f"{address}?{query}")


def test_a_suggested_source_says_so_and_a_rejected_one_is_not_found(client: Client, article: Article) -> None:
    assert "not yet been confirmed by an editor" in get(client, "/sources/post/").text
    assert "Post suggested 1 article" in get(client, "/sources/").text
    source = article.citations.get(number=2).source
    type(source).objects.filter(pk=source.pk).update(review="rejected")
    get(client, "/sources/post/", status=404)
    assert "/sources/post/" not in hrefs(get(client, article.get_absolute_url()))


def test_a_source_shows_its_names_hosts_and_years(client: Client) -> None:
    source = factories.SourceFactory(name="Star", slug="star", country="KZ", language="ru", kind="agency")
    factories.SourceVariantFactory(source=source, name="The Star")
    factories.SourceVariantFactory(source=source, name="star.example", kind="host")
    for year in (2004, 2006, 2006):
        issue = factories.IssueFactory(issued=datetime.date(year, 1, 1))
        factories.CitationFactory(article=factories.ArticleFactory(issue=issue), source=source)
    page = get(client, "/sources/star/")
    for words in ("news agency", "Kazakhstan", "Russian", "Also written The Star", "Found at star.example"):
        assert words in page.text
    assert "2004 1 2005 0 2006 2" in page.text
    # A year without articles has no bar that could lead to them.
    bars = [rect["height"] for rect in page.all("rect") if rect.get("class") == "chart-bar"]
    assert bars == ["60.0", "120.0"]
    assert "3 dated articles from 2004 to 2006; the most in 2006: 2." in page.text


def test_an_author_shows_what_he_or_she_signs(client: Client) -> None:
    grow(2)
    page = get(client, "/authors/focus/")
    assert "7 articles" in page.text
    assert "Writes most often about" in page.text
    assert "What the articles cite most often" in page.text


# What cannot be shown ------------------------------------------------------------------------------------------------


def test_a_page_that_does_not_exist_says_so_in_the_design(client: Client) -> None:
    page = get(client, "/no-such-publication/", status=404)
    assert "There is no such page" in page.text
    assert any("base.css" in (tag.get("href") or "") for tag in page.all("link"))


def test_too_many_fields_are_refused_politely(client: Client) -> None:
    page = get(client, "/articles/?" + "&".join(f"a{n}=1" for n in range(1100)), status=400)
    assert "This request cannot be read" in page.text


@pytest.mark.parametrize(
    ("template", "words"),
    [("500.html", "The archive could not answer"), ("403.html", "This page is not open to you")],
)
def test_a_fault_is_told_without_request_or_database(template: str, words: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        assert words in render_to_string(template)


def test_a_list_says_the_number_that_it_is_sorted_by(client: Client) -> None:
    cited, citing = factories.ArticleFactory(headline="Cited"), factories.ArticleFactory(headline="Citing")
    for article in (citing, factories.ArticleFactory(), factories.ArticleFactory(status="draft")):
        factories.CitationFactory(article=article, source=None, kind="cross_reference", target=cited)
    factories.CitationFactory(article=citing)
    by_citations = get(client, "/articles/?sort=most-cited").text
    assert "cited by 2 articles" in by_citations  # not by the draft
    assert "not cited by other articles" in by_citations
    by_sources = get(client, "/articles/?sort=most-sources").text
    assert "1 source" in by_sources
    assert "no sources" in by_sources
    assert "cited by" not in get(client, "/articles/").text
