"""The search that readers use: its order, its marks, names that lead to other names, and what it says of itself."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from hypothesis import example, given
from hypothesis import strategies as st

from articles import search
from articles.filters import ArticleFilterSet
from articles.models import Article, Mention
from articles.search import names, ranking
from articles.search.query import Term
from entities.models import Alias, Entity
from tests import factories
from tests.articles.search.reference import spoken

pytestmark = pytest.mark.django_db


def results(client: Client, **query: str) -> list[str]:
    """The headlines on the first page of a search, in their order."""
    context = client.get("/articles/", query).context
    return [result.article.headline for result in context["results"]]


# The order ---------------------------------------------------------------------------------------------------------


def test_the_headline_goes_before_the_standfirst_before_the_text(client: Client) -> None:
    factories.ArticleFactory(headline="In the text", body="Of gas they spoke at some length there.")
    factories.ArticleFactory(headline="In neither", body="Nothing was said at any length there.")
    factories.ArticleFactory(headline="In the standfirst", standfirst="Of gas", body="Nothing was said there.")
    factories.ArticleFactory(headline="Gas in the headline", body="Nothing was said at any length there.")
    factories.ArticleFactory(headline="Gas unseen", body="Gas.", status="draft")
    assert results(client, q="gas") == ["Gas in the headline", "In the standfirst", "In the text"]
    assert results(client, q="gas", sort="headline") == ["Gas in the headline", "In the standfirst", "In the text"]
    assert results(client, q="gas", sort="oldest")[0] != "Gas unseen"


def test_more_of_a_word_is_more_relevant_and_equals_go_by_date(client: Client) -> None:
    once = "They spoke of gas and then of nothing else there. "
    for headline, body in (("Once", once), ("Often", "Gas and gas again and gas. "), ("Once too", once)):
        factories.ArticleFactory(headline=headline, body=body)
    newest = [article.headline for article in Article.objects.newest_first() if article.headline != "Often"]
    assert results(client, q="gas") == ["Often", *newest]


def test_of_very_many_only_the_newest_are_ranked_and_the_page_says_so(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ranking, "ALL" if connection.vendor == "sqlite" else "ALL_BY_VECTOR", 5)
    monkeypatch.setattr(ranking, "NEWEST", 3)
    issue = factories.IssueFactory()
    for position in range(1, 24):
        headline = f"Gas {position}" if position in (3, 4) else f"Other {position}"
        factories.ArticleFactory(issue=issue, position=position, headline=headline, body="Gas was spoken of there.")
    response = client.get("/articles/?q=gas")
    shown = [result.article.headline for result in response.context["results"]]
    assert shown[:5] == ["Gas 3", "Other 1", "Other 2", "Gas 4", "Other 5"]
    assert "are in the order of relevance, the others follow by date" in response.text
    rest = [result.article.headline for result in client.get("/articles/?q=gas&page=2").context["results"]]
    assert rest == ["Other 21", "Other 22", "Other 23"]


# Names -------------------------------------------------------------------------------------------------------------


@pytest.fixture
def alliance() -> Entity:
    """An organization under two names, and articles that use one each; one of them a draft."""
    label = "Collective Security Treaty Organization"
    entity: Entity = factories.EntityFactory(preferred_label=label, slug="csto")
    factories.AliasFactory(entity=entity, name="CSTO", kind="acronym")
    for headline, quote, status in (
        ("In full", label, "published"),
        ("In short", "CSTO", "published"),
        ("Not yet", "CSTO", "draft"),
    ):
        article = factories.ArticleFactory(headline=headline, body=f"The {quote} met.", status=status)
        factories.MentionFactory(article=article, entity=entity, quote=quote)
    return entity


@pytest.mark.parametrize(
    "q", ["csto", '"CSTO"', "Collective Security Treaty Organization", "collective  security-treaty organization"]
)
def test_a_name_finds_texts_that_use_another_name(client: Client, alliance: Entity, q: str) -> None:
    assert sorted(results(client, q=q)) == ["In full", "In short"]
    text = re.sub(r"<[^>]+>", "", client.get("/articles/", {"q": q}).text)
    assert "Also articles that mention Collective Security Treaty Organization, known as CSTO." in text


@pytest.mark.parametrize("q", ["csto met", "csto -nato", "headline:csto", "cst*", "organization"])
def test_what_is_no_name_is_words_alone(client: Client, alliance: Entity, q: str) -> None:
    response = client.get("/articles/", {"q": q})
    assert "Also articles that mention" not in response.text


def test_rejected_mentions_and_names_that_only_drafts_use_lead_nowhere(client: Client, alliance: Entity) -> None:
    Mention.objects.filter(article__headline="In full").update(review="rejected")
    assert results(client, q="csto") == ["In short"]
    Article.objects.filter(headline="In short").update(status="draft")
    response = client.get("/articles/?q=csto")
    assert (results(client, q="csto"), "Also articles" in response.text) == ([], False)
    assert "Did you mean" not in client.get("/articles/?q=cstoo").text


def test_names_are_followed_as_texts_are(client: Client, alliance: Entity) -> None:
    Alias.objects.filter(name="CSTO").update(name="OCST")
    assert results(client, q="ocst") == ["In full", "In short"] or results(client, q="ocst") == ["In short", "In full"]
    alliance.preferred_label = "Tashkent Pact"
    alliance.save()
    assert sorted(results(client, q="tashkent pact")) == ["In full", "In short"]
    Alias.objects.all().delete()
    assert results(client, q="ocst") == []


@pytest.mark.parametrize(
    ("q", "expected"),
    [
        ("nazarbaev", "Nursultan Nazarbayev"),
        ("Nursultan Nazarbaev", "Nursultan Nazarbayev"),
        ("nazarbayevv", "Nursultan Nazarbayev"),
        ("Kazakstan", "Kazakhstan"),
        ("Каzakhstan", ""),
        ("kazakhstan", ""),
        ("zeppelin", ""),
        ("ka", ""),
    ],
)
def test_a_misspelt_name_is_asked_for(client: Client, q: str, expected: str) -> None:
    for kind, label in (("person", "Nursultan Nazarbayev"), ("place", "Kazakhstan")):
        entity = factories.EntityFactory(kind=kind, preferred_label=label)
        factories.MentionFactory(article=factories.ArticleFactory(body=f"{label} spoke."), entity=entity, quote=label)
    suggested = client.get("/articles/", {"q": q, "sort": "oldest"}).context["suggestions"]
    assert [name for _, name, _ in suggested] == [expected] * bool(expected)
    for _, _, address in suggested:
        assert len(client.get(f"/articles/{address}").context["results"]) == 1


def test_likeness_is_measured_among_a_bounded_number(monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        factories.EntityFactory(preferred_label=f"Kazakhstan {number}")
    search.count("x")
    monkeypatch.setattr(names, "CANDIDATES", 2)
    assert len(names.like("kazakhstan", 10)) == 2


# What is said ------------------------------------------------------------------------------------------------------


SAID = [
    ("gas", "Articles that contain “gas”"),
    ('"gas pipeline"', "Articles that contain “gas pipeline”"),
    ("gas -oil", "Articles that match “gas -oil”"),
    ("author:socor", "Articles that match “author:socor”"),
    ("gas&sort=newest", "Articles that contain “gas”, newest first"),
    ("gas&sort=relevance", "Articles that contain “gas”"),
]


@pytest.mark.parametrize(("query", "sentence"), SAID)
def test_a_search_is_said_back(client: Client, query: str, sentence: str) -> None:
    assert client.get(f"/articles/?q={query}").context["filter"].describe() == sentence


def test_odd_syntax_is_told_on_the_page(client: Client) -> None:
    factories.ArticleFactory(body="Gas.")
    assert "A quotation mark has no partner" in client.get('/articles/?q="gas').text
    assert "“…” holds no letter or digit to look for." in client.get("/articles/?q=…").text


def test_what_is_not_searched_yet_is_told(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from articles.search import index

    monkeypatch.setattr(index, "SMALL", 1)
    for _ in range(3):
        factories.ArticleFactory(body="Gas.")
    for found in (1, 2):
        response = client.get("/articles/?q=gas")
        assert len(response.context["results"]) == found
        assert "some articles are not found yet" in response.text
    response = client.get("/articles/?q=gas")
    assert len(response.context["results"]) == 3
    assert "are not found yet" not in response.text


def test_every_page_of_a_filter_set_takes_the_search() -> None:
    factories.ArticleFactory(headline="Gas")
    found = ArticleFilterSet({"q": "gas"}, queryset=Article.objects.published()).qs
    assert [article.headline for article in found] == ["Gas"]


# The marks ---------------------------------------------------------------------------------------------------------


def marked(pieces: tuple[search.Piece, ...]) -> str:
    return "".join(f"[{piece.text}]" if piece.is_marked else piece.text for piece in pieces)


@pytest.mark.parametrize(
    ("query", "text", "expected"),
    [
        ("kazakhstan", "Kazakhstan’s KAZAKHSTAN, no Kazakhstani", "[Kazakhstan]’s [KAZAKHSTAN], no Kazakhstani"),
        ("kazakh*", "Kazakhs in Kazakhstan", "[Kazakhs] in [Kazakhstan]"),
        ('"rapid step"', "Rapid-Step, rapid\nstep, rapid", "[Rapid-Step], [rapid step], rapid"),
        ("tatyana", "Tat’yana", "[Tat’yana]"),
        ("bahceli lodz", "Bahçeli in Łódź", "[Bahçeli] in [Łódź]"),
        ("c-300", "C-300 and C 300", "[C-300] and [C 300]"),
        ("gas -oil", "gas, oil", "[gas], oil"),
        ("author:gas", "gas", "gas"),
        ("1 < 2", "<b>1</b>", "<b>[1]</b>"),
    ],
)  # fmt: skip
def test_words_are_marked_as_they_are_compared(query: str, text: str, expected: str) -> None:
    assert marked(search.Marker(search.parse(query).in_text()).mark(text)) == expected


def test_the_passage_is_the_one_with_the_most_words() -> None:
    text = "Gas was spoken of. " + "Nothing was said. " * 40 + "Then gas and a pipeline were named. " + "No more. " * 40
    passage = marked(search.Marker(search.parse("gas pipeline").in_text()).passage(text))
    assert passage.startswith("…\u00a0")
    assert passage.endswith("\u00a0…")
    assert "[gas] and a [pipeline]" in passage
    assert len(passage) < 300
    assert search.Marker(search.parse("zeppelin").in_text()).passage(text) == ()


def test_marks_are_escaped(client: Client) -> None:
    factories.ArticleFactory(headline="<b>Gas</b>", body="<script>gas</script> & more")
    text = client.get("/articles/?q=gas").text
    assert "&lt;b&gt;<mark>Gas</mark>&lt;/b&gt;" in text
    assert "&lt;script&gt;<mark>gas</mark>&lt;/script&gt; &amp; more" in text


word = st.text(alphabet="gasáłß’-", min_size=1, max_size=5)


@given(
    text=st.lists(word | st.sampled_from([" ", "\n\n", "gas", "ﬁ"])).map(" ".join),
    words=st.lists(st.sampled_from(["gas", "a", "s", "las"]), min_size=1, max_size=3),
)
@example(text="a’a", words=["a", "a"])
def test_pieces_are_the_text_and_marks_are_words(text: str, words: list[str]) -> None:
    marker = search.Marker([Term(tuple(words))])
    pieces = marker.mark(text)
    assert "".join(piece.text for piece in pieces) == re.sub(r"\s+", " ", text)
    assert all(spoken(piece.text) == words for piece in pieces if piece.is_marked)
