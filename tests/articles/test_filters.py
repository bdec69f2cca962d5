"""One FilterSet between an address and the articles: what it finds, what it refuses, and how it says it back."""

from __future__ import annotations

import datetime
from collections.abc import Callable

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.filters import ArticleFilterSet
from articles.filters.fields import MAX_VALUES
from articles.filters.sentence import Criteria, sentence
from articles.models import Article, PastSourceSlug
from edm_archive.text.dates import PartialDate
from entities.models import PastSlug
from tests import factories

pytestmark = pytest.mark.django_db


def filtered(query: str) -> ArticleFilterSet:
    return ArticleFilterSet(QueryDict(query) or None, queryset=Article.objects.published().newest_first())


def headlines(query: str) -> list[str]:
    return [article.headline for article in filtered(query).qs]


@pytest.fixture
def corpus() -> None:
    """Two publications, five public articles, one draft; a person, two places, an organization; two sources."""
    edm = factories.PublicationFactory()
    weekly = factories.PublicationFactory(slug="tsw", title="Two Seas Weekly", abbreviation="TSW")
    november = factories.IssueFactory(
        publication=edm, volume=1, number="138", issued=datetime.date(2004, 11, 30), issued_precision="day"
    )
    december = factories.IssueFactory(publication=edm, volume=1, number="139", issued=datetime.date(2004, 12, 1))
    spring = factories.IssueFactory(publication=weekly, volume=2, number="12-13", issued=datetime.date(2005, 3, 3))
    undated = factories.IssueFactory(publication=weekly, volume=2, number="14", issued=None, issued_precision="")

    body = "Nikolai Bordyuzha met Kazakhstan (Interfax, November 30; Tass, May 1)."
    alliance = factories.ArticleFactory(issue=november, position=1, headline="Alliance", body=body)
    border = factories.ArticleFactory(issue=december, position=1, headline="Border", body=f"Gas. {body}")
    caspian = factories.ArticleFactory(issue=spring, position=1, headline="Caspian", body=f"Gas pipeline. {body}")
    delta = factories.ArticleFactory(issue=undated, position=1, headline="Delta", body=body)
    factories.ArticleFactory(
        issue=spring,
        position=2,
        headline="Estuary",
        body=body,
        date_earliest=datetime.date(2004, 11, 1),
        date_latest=datetime.date(2004, 12, 31),
        date_basis="inferred",
    )
    draft = factories.ArticleFactory(issue=december, position=2, headline="Secret", body=body, status="draft")

    person = factories.EntityFactory(kind="person", preferred_label="Nikolai Bordyuzha", slug="nikolai-bordyuzha")
    kazakhstan = factories.EntityFactory(kind="place", preferred_label="Kazakhstan", slug="kazakhstan")
    casimir = factories.EntityFactory(kind="place", preferred_label="Kazakhstan Street", slug="kazakhstan-street")
    factories.AliasFactory(entity=kazakhstan, name="QZ")
    factories.AliasFactory(entity=casimir, name="The Street")
    factories.AliasFactory(entity=kazakhstan, name="The Street")
    PastSlug.objects.create(kind="place", slug="kazakh-ssr", entity=kazakhstan, reason="renamed")
    for article in (alliance, border, delta, draft):
        factories.MentionFactory(article=article, entity=person, quote="Nikolai Bordyuzha")
    for article in (alliance, caspian):
        factories.MentionFactory(article=article, entity=kazakhstan, quote="Kazakhstan")
    factories.MentionFactory(article=border, entity=kazakhstan, quote="Kazakhstan", review="rejected")

    interfax = factories.SourceFactory(name="Interfax", slug="interfax")
    PastSourceSlug.objects.create(slug="interfaks", source=interfax, reason="merged")
    tass = factories.SourceFactory(name="Tass", slug="tass")
    factories.SourceVariantFactory(source=tass, name="tass.example", kind="host")
    monitor = factories.SourceFactory(name="Eurasia Daily Monitor", slug="edm", kind="archive", publication=edm)
    for article in (alliance, border):
        factories.CitationFactory(article=article, source=interfax, quote="Interfax, November 30")
    factories.CitationFactory(article=border, source=tass, quote="Tass, May 1")
    factories.CitationFactory(
        article=caspian, source=monitor, quote="Tass, May 1", kind="cross_reference", target=alliance
    )
    factories.CitationFactory(
        article=delta, source=monitor, quote="Tass, May 1", kind="cross_reference", resolution="waiting"
    )
    ada = factories.AuthorFactory(name="Ada Sample", sort_name="Sample, Ada", slug="ada-sample")
    ben = factories.AuthorFactory(name="Ben Trial", sort_name="Trial, Ben", slug="ben-trial")
    factories.AuthorshipFactory(article=alliance, author=ada)
    factories.AuthorshipFactory(article=border, author=ben)
    factories.AuthorshipFactory(
        article=draft, author=factories.AuthorFactory(name="Cora Hidden", slug="cora-hidden", sort_name="Hidden, Cora")
    )


FOUND = [
    pytest.param("", ["Caspian", "Border", "Alliance", "Estuary", "Delta"], id="everything-newest-first-undated-last"),
    pytest.param("q=gas", ["Caspian", "Border"], id="word"),
    pytest.param("q=gas+PIPELINE", ["Caspian"], id="all-words"),
    pytest.param("q=&person=&sort=", ["Caspian", "Border", "Alliance", "Estuary", "Delta"], id="blanks-say-nothing"),
    pytest.param("date_from=2005", ["Caspian"], id="from-a-year"),
    pytest.param("date_to=2004-11", ["Alliance", "Estuary"], id="to-the-end-of-a-month"),
    pytest.param("date_from=2004-11-30&date_to=2004-11-30", ["Alliance", "Estuary"], id="one-day-inferred-overlaps"),
    pytest.param("date_from=1+December+2004", ["Caspian", "Border", "Estuary"], id="from-a-day-in-words"),
    pytest.param("year=2004&year=2010", ["Border", "Alliance", "Estuary"], id="years-widen"),
    pytest.param("decade=2000", ["Caspian", "Border", "Alliance", "Estuary"], id="decade"),
    pytest.param("decade=2000s&year=2005", ["Caspian"], id="decade-and-year-narrow"),
    pytest.param("publication=edm", ["Border", "Alliance"], id="publication"),
    pytest.param("publication=TSW", ["Caspian", "Estuary", "Delta"], id="publication-by-abbreviation"),
    pytest.param(
        "publication=edm&publication=tsw",
        ["Caspian", "Border", "Alliance", "Estuary", "Delta"],
        id="publications-widen",
    ),
    pytest.param("volume=2", ["Caspian", "Estuary", "Delta"], id="volume"),
    pytest.param("issue=12-13&issue=138", ["Caspian", "Alliance", "Estuary"], id="issues-widen"),
    pytest.param("author=ada-sample&author=Trial,+Ben", ["Border", "Alliance"], id="authors-widen"),
    pytest.param("person=nikolai-bordyuzha", ["Border", "Alliance", "Delta"], id="person"),
    pytest.param("person=NIKOLAI+bordyuzha", ["Border", "Alliance", "Delta"], id="person-by-name-in-any-case"),
    pytest.param("place=kazakhstan", ["Caspian", "Alliance"], id="rejected-mentions-do-not-count"),
    pytest.param("place=QZ", ["Caspian", "Alliance"], id="place-by-alias"),
    pytest.param("place=kazakh-ssr", ["Caspian", "Alliance"], id="place-by-past-slug"),
    pytest.param("place=Kazakhstan!", ["Caspian", "Alliance"], id="place-by-folded-name"),
    pytest.param("place=kazakhstan&person=nikolai-bordyuzha", ["Alliance"], id="kinds-narrow"),
    pytest.param("source=interfax&source=tass", ["Border"], id="sources-narrow"),
    pytest.param("source=interfaks&source=tass", ["Border"], id="source-by-past-slug"),
    pytest.param("source=tass.example", ["Border"], id="source-by-host"),
    pytest.param("cites=edm", ["Caspian", "Delta"], id="refers-to-a-publication"),
    pytest.param("cites=edm/1/138/1", ["Caspian"], id="refers-to-an-article"),
    pytest.param("cites=/edm/1/138/1/alliance/", ["Caspian"], id="refers-to-an-article-by-path"),
    pytest.param("utm_source=x&page=9", ["Caspian", "Border", "Alliance", "Estuary", "Delta"], id="unknown-keys"),
]


@pytest.mark.parametrize(("query", "expected"), FOUND)
def test_an_address_finds_articles(corpus: None, query: str, expected: list[str]) -> None:
    assert headlines(query) == expected


REFUSED = [
    pytest.param("year=soon", "“soon” is not a year; write a year such as 2004.", "?", id="no-year"),
    pytest.param("decade=2004", "“2004” is not a decade; write its first year, such as 2000.", "?", id="no-decade"),
    pytest.param("person=Nobody", "The archive knows no person “Nobody”; check the spelling", "?", id="unknown"),
    pytest.param(
        "person=Nobody&person=nikolai-bordyuzha&q=gas",
        "no person “Nobody”",
        "?q=gas&person=nikolai-bordyuzha",
        id="only-the-unknown-is-dropped",
    ),
    pytest.param("place=the+street", "“the street” is the name of 2 records; choose one.", "?", id="ambiguous"),
    pytest.param("author=cora-hidden", "no author “cora-hidden”", "?", id="author-of-a-draft-is-not-told"),
    pytest.param("cites=edm/1/139/2", "no publication or article", "?", id="draft-is-not-told"),
    pytest.param("cites=edm/99999/1/1", "no publication or article", "?", id="address-of-nothing"),
    pytest.param("volume=first", "“first” is not the number of a volume; write a number", "?", id="volume-in-words"),
    pytest.param("volume=0", "is not the number of a volume", "?", id="volume-zero"),
    pytest.param("volume=99999", "is not the number of a volume", "?", id="volume-too-large"),
    pytest.param(f"issue={'1' * 30}", "is not the number of an issue", "?", id="issue-too-long"),
    pytest.param("date_from=11/12/2004", "write the month as a word", "?", id="ambiguous-date"),
    pytest.param("date_from=2004-13&q=gas", "write a month from 1 to 12", "?q=gas", id="no-such-month"),
    pytest.param("date_to=yesterday", "is not a date that can be read", "?", id="no-date"),
    pytest.param(f"date_to={'9' * 300}", "too long for a date", "?", id="date-too-long"),
    pytest.param("date_from=2005&date_to=2004", "exchange the two dates", "?date_from=2005", id="dates-turned-round"),
    pytest.param(f"q={'a' * 201}", "use fewer words", "?", id="too-many-words"),
    pytest.param(
        "sort=random",
        "“random” is not an order; choose one of these: relevance, newest, oldest, most-cited, most-sources, headline.",
        "?",
        id="no-such-order",
    ),
    pytest.param("&".join(f"volume={n}" for n in range(1, MAX_VALUES + 2)), "More than 10 values", "?", id="too-many"),
]


@pytest.mark.parametrize(("query", "message", "without"), REFUSED)
def test_what_cannot_be_understood_is_said_in_plain_words(corpus: None, query: str, message: str, without: str) -> None:
    filterset = filtered(query)
    assert not filterset.is_valid()
    (problem,) = filterset.problems()
    assert message in problem.message
    assert problem.without == without
    assert filterset.chips() == []


def test_an_ambiguous_name_offers_the_records_it_can_mean(corpus: None) -> None:
    (problem,) = filtered("q=gas&place=The+Street").problems()
    assert problem.alternatives == [
        ("Kazakhstan", "?q=gas&place=kazakhstan"),
        ("Kazakhstan Street", "?q=gas&place=kazakhstan-street"),
    ]


def test_every_problem_is_told_at_once(corpus: None) -> None:
    problems = filtered("person=Nobody&person=Noone&date_from=bad").problems()
    assert {problem.value for problem in problems} == {"Nobody", "Noone", "bad"}


def test_chips_remove_one_value_each(corpus: None) -> None:
    chips = filtered(
        "person=Nikolai+Bordyuzha&source=interfax&source=tass&date_from=2004-11&sort=oldest&page=2"
    ).applied()
    assert [(chip.noun, chip.label) for chip in chips] == [
        ("from", "November 2004"),
        ("person", "Nikolai Bordyuzha"),
        ("source cited", "Interfax"),
        ("source cited", "Tass"),
        ("order", "oldest first"),
    ]
    assert chips[4].without == "?date_from=2004-11&person=Nikolai+Bordyuzha&source=interfax&source=tass"
    assert [chip.key for chip in filtered("sort=newest").applied()] == []  # it is the order of such a list anyway
    assert [chip.key for chip in filtered("q=gas&sort=newest").applied()] == ["q", "sort"]
    assert chips[2].without == "?date_from=2004-11&person=Nikolai+Bordyuzha&source=tass&sort=oldest"


def test_an_order_is_kept_while_the_rest_changes_and_changed_while_the_rest_is_kept(corpus: None) -> None:
    search = filtered("person=nikolai-bordyuzha&sort=most-cited&page=3")
    assert search.order == "most-cited"
    assert {order.key: order.query for order in search.orders()} == {
        "newest": "?person=nikolai-bordyuzha",
        "oldest": "?person=nikolai-bordyuzha&sort=oldest",
        "most-cited": "?person=nikolai-bordyuzha&sort=most-cited",
        "most-sources": "?person=nikolai-bordyuzha&sort=most-sources",
        "headline": "?person=nikolai-bordyuzha&sort=headline",
    }
    assert search.query_with("place", "dushanbe") == "?person=nikolai-bordyuzha&sort=most-cited&place=dushanbe"
    words = filtered("q=gas")
    assert (words.order, words.orders()[0].query) == ("relevance", "?q=gas")
    assert filtered("sort=relevance").order == "newest"  # without words nothing is relevant


def test_the_canonical_query_names_slugs(corpus: None) -> None:
    by_name = filtered("page=2&person=NIKOLAI+BORDYUZHA&person=nikolai-bordyuzha&q=gas&utm=1")
    assert by_name.canonical_query() == "?q=gas&person=nikolai-bordyuzha"
    assert filtered("").canonical_query() == ""
    assert filtered("person=Nobody").canonical_query() == ""


def test_a_search_can_be_had_with_less(corpus: None) -> None:
    empty = filtered("q=pipeline&person=nikolai-bordyuzha&source=interfax&source=tass")
    assert list(empty.qs) == []
    counts = [empty.without((chip.key, chip.value)).qs.count() for chip in empty.chips()]
    assert counts == [1, 0, 0, 0]


def test_plain_data_serves_as_well_as_an_address(corpus: None) -> None:
    data = {"person": "nikolai-bordyuzha", "source": ["interfax", "tass"]}
    filterset = ArticleFilterSet(data, queryset=Article.objects.published())
    assert [article.headline for article in filterset.qs] == ["Border"]


SENTENCES = [
    pytest.param("", "All articles", id="nothing"),
    pytest.param("sort=oldest", "All articles, oldest first", id="order-only"),
    pytest.param("decade=2000s&year=1999", "Articles dated 2000s or 1999", id="years"),
    pytest.param("sort=most-cited", "All articles, most cited first", id="by-citations"),
    pytest.param("q=gas", "Articles that contain “gas”", id="words"),
    pytest.param(
        "publication=edm&place=kazakhstan&source=interfax&date_from=2004-11",
        "Articles in Eurasia Daily Monitor that mention Kazakhstan and cite Interfax, from November 2004",
        id="all-at-once",
    ),
    pytest.param(
        "place=kazakhstan&person=nikolai-bordyuzha&source=interfax&cites=edm/1/138/1",
        "Articles that mention Nikolai Bordyuzha and Kazakhstan, and cite Interfax, and refer to “Alliance”",
        id="lists-inside-a-list",
    ),
    pytest.param(
        "publication=edm&publication=tsw&volume=1&issue=138&author=ada-sample",
        "Articles in Eurasia Daily Monitor or Two Seas Weekly, volume 1, issue 138 by Ada Sample",
        id="place-in-the-serial",
    ),
    pytest.param("date_from=2004&date_to=2004", "Articles in 2004", id="one-year"),
    pytest.param("date_to=2004-11-30&q=gas", "Articles that contain “gas”, until 30 November 2004", id="until"),
    pytest.param("person=Nobody", "Articles: the search needs a correction", id="invalid"),
]


@pytest.mark.parametrize(("query", "expected"), SENTENCES)
def test_a_search_is_said_back(corpus: None, query: str, expected: str) -> None:
    assert filtered(query).describe() == expected


def test_one_day_is_said_with_on() -> None:
    day = PartialDate(2004, 11, 30)
    assert sentence(Criteria(first=day, last=day)) == "Articles on 30 November 2004"


anything = st.text(max_size=30) | st.sampled_from(
    ["edm", "2004", "kazakhstan", "1", "-1", "\x00", "%", "'", "edm/1/1/1"]
)
queries = st.lists(
    st.tuples(st.sampled_from([*ArticleFilterSet.base_filters, "page", "letter", "other"]), anything), max_size=6
)


@pytest.fixture
def answer(client: object, corpus: None) -> Callable[[list[tuple[str, str]]], int]:
    return lambda pairs: client.get("/articles/", query_params=_lists(pairs)).status_code  # type: ignore[attr-defined]


def _lists(pairs: list[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(pairs=queries)
def test_no_address_is_answered_with_an_error(
    answer: Callable[[list[tuple[str, str]]], int], pairs: list[tuple[str, str]]
) -> None:
    assert answer(pairs) == 200
