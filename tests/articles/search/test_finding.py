"""What a query finds: alike on every database, and as a reference in plain Python says."""

from __future__ import annotations

import itertools

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from articles import search
from articles.models import Article
from articles.search import finding, index
from articles.search.entry import Entry
from tests import factories
from tests.articles.search.reference import Text, finds

pytestmark = pytest.mark.django_db

TEXTS = {
    "alliance": Text(
        "Moscow gathers its allies",
        "The Collective Security Treaty Organization meets",
        "Kazakhstan’s president spoke of C-300 and S-400 systems.\n\nThe U.S. answered on kremlin.ru, said "
        "Interfax-Kazakhstan. CSTO Rapid Deployment Forces (CRDF) met.",
        ("Vladimir Socor", "Ada O’Brien"),
        ("Nezavisimaya gazeta", "NG"),
    ),
    "gas": Text(
        "Gas to Europe",
        body="Natural gas. Pipeline talks in Łódź; Devlet Bahçeli’s view of Tat’yana.",
        sources=("Interfax",),
    ),
    "cyrillic": Text(
        "Україна",
        body="ОДКБ и Назарбаев: Ёлка.\n\nRapid growth\nof forces",
        authors=("Тарас Кузьо",),
        sources=("Независимая газета",),
    ),
    "paragraphs": Text(
        "Rapid", "deployment of", "It was rapid\n\ndeployment. Rapid deployment-forces in Kazakhstani hands."
    ),
    "signs": Text(
        "100% _under_ 'score'",
        body="a.b@kremlin.ru 1e5 0x1F 3½ ﬁne straße naïve №5 don't 𝐀lpha",
        authors=("Li",),
        sources=("AP",),
    ),
}


def store(name: str, text: Text) -> Article:
    """The article of a text, published, with its authors and sources."""
    article: Article = factories.ArticleFactory(
        headline=text.headline, standfirst=text.standfirst, body=text.body, slug=name
    )
    for author in text.authors:
        factories.AuthorshipFactory(article=article, author=factories.AuthorFactory(name=author))
    for number, source in enumerate(text.sources, 1):
        factories.CitationFactory(
            article=article,
            number=number,
            source=factories.SourceFactory(name=source),
            source_text="",
            quote=text.body[:1],
        )
    return article


@pytest.fixture
def archive() -> dict[int, str]:
    """The articles of ``TEXTS``: their names by primary key."""
    return {store(name, text).pk: name for name, text in TEXTS.items()}


FOUND = [
    ("kazakhstan", ["alliance"]),
    ("KAZAKHSTAN’S", ["alliance"]),
    ("kazakhstan*", ["alliance", "paragraphs"]),
    ("c-300", ["alliance"]),
    ("c 300", ["alliance"]),
    ("300", ["alliance"]),
    ("C300", []),
    ("U.S.", ["alliance"]),
    ("kremlin.ru", ["alliance", "signs"]),
    ("kremlin", ["alliance", "signs"]),
    ("ru", ["alliance", "signs"]),
    ("Interfax-Kazakhstan", ["alliance"]),
    ('"interfax kazakhstan"', ["alliance"]),
    ("tatyana", ["gas"]),
    ("tat'yana", ["gas"]),
    ("lodz bahceli", ["gas"]),
    ("Łódź", ["gas"]),
    ("назарбаев", ["cyrillic"]),
    ("наз*", ["cyrillic"]),
    ("елка украіна", ["cyrillic"]),
    ('"rapid deployment"', ["alliance", "paragraphs"]),
    ('"rapid deployment forces"', ["alliance", "paragraphs"]),
    ('"rapid deployment of"', []),
    ('"rapid growth of forces"', ["cyrillic"]),
    ("rapid forces", ["alliance", "cyrillic", "paragraphs"]),
    ("rapid -deployment", ["cyrillic"]),
    ('rapid -"deployment forces"', ["cyrillic"]),
    ("-rapid", ["gas", "signs"]),
    ('-"rapid deployment" -gas', ["cyrillic", "signs"]),
    ("gas OR csto", ["alliance", "gas"]),
    ('"natural gas" OR "deployment forces"', ["alliance", "gas", "paragraphs"]),
    ("pipeline OR csto gas", ["gas"]),
    ("headline:gas", ["gas"]),
    ("headline:rapid", ["paragraphs"]),
    ("rapid -headline:rapid", ["alliance", "cyrillic"]),
    ('headline:"to europe"', ["gas"]),
    ("headline:eur*", ["gas"]),
    ("headline:gas OR headline:moscow", ["alliance", "gas"]),
    ("author:socor", ["alliance"]),
    ("socor", []),
    ("author:obrien", ["alliance"]),
    ('author:"socor ada"', []),
    ('author:"vladimir socor"', ["alliance"]),
    ("author:куз*", ["cyrillic"]),
    ("source:interfax", ["gas"]),
    ('source:"nezavisimaya gazeta"', ["alliance"]),
    ("source:ng OR source:ap", ["alliance", "signs"]),
    ("-source:ng -source:interfax", ["cyrillic", "paragraphs", "signs"]),
    ("author:interfax", []),
    ("100% under score", ["signs"]),
    ("1e5 0x1f", ["signs"]),
    ("fine strasse naive dont alpha", ["signs"]),
    ("a.b@kremlin.ru", ["signs"]),
    ("csto -csto", []),
    ("…", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_a_query_finds(archive: dict[int, str], text: str, expected: list[str]) -> None:
    query = search.parse(text)
    assert sorted(archive[pk] for pk in search.ids(query)) == expected
    assert search.count(text) == len(expected)
    assert sorted(Article.objects.filter(search.matching(query)).values_list("slug", flat=True)) == expected
    assert sorted(name for name, of in TEXTS.items() if finds(query, of)) == expected


@pytest.mark.parametrize(("text", "expected"), FOUND, ids=[text for text, _ in FOUND])
def test_a_query_finds_the_same_where_much_is_found(
    archive: dict[int, str], monkeypatch: pytest.MonkeyPatch, text: str, expected: list[str]
) -> None:
    monkeypatch.setattr(finding, "FEW", 0)
    index.refresh()
    assert sorted(Article.objects.filter(search.matching(text)).values_list("slug", flat=True)) == expected


alphabet = "aáb’'\"-.*:½ \n§¤¶Яя%_Kszй"
bits = st.sampled_from(["gas", "Gas’s", "ga", "oil", "C-300", "\n\n", " ", "-", "“", "кремль.ru", "’", ". "])
prose = st.lists(bits | st.text(alphabet=alphabet, max_size=4), max_size=8).map(" ".join) | st.lists(
    bits, max_size=8
).map("".join)
names = st.lists(st.sampled_from(["Ada Gas", "Gas Oil", "O’il", "C-300"]), max_size=2, unique=True).map(tuple)
texts = st.lists(
    st.builds(Text, headline=prose, standfirst=prose, body=prose, authors=names, sources=names), min_size=1, max_size=3
)
operators = st.sampled_from(["OR", "-", "NOT", '"', "headline:", "author:", "source:", "*"])
asked = st.lists(bits | operators | st.text(alphabet=alphabet, max_size=3), max_size=6)
queries = asked.map(" ".join) | asked.map("".join)


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=texts, queries=st.lists(queries, min_size=1, max_size=4))
@example(texts=[Text("¶", "§gas", "a ¶ b")], queries=["¶", "§gas", '"a ¶ b"', '"a b"'])
def test_both_databases_find_what_plain_python_finds(db: None, texts: list[Text], queries: list[str]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM articles_search")
    entries = [Entry.of(text.headline, text.standfirst, text.body, text.authors, text.sources) for text in texts]
    index.write(dict(enumerate(entries, 1)))
    for written in queries:
        query = search.parse(written)
        expected = [pk for pk, text in enumerate(texts, 1) if finds(query, text)]
        assert list(search.ids(query)) == expected, written


def test_pages_of_primary_keys_are_whole_and_in_order(archive: dict[int, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(finding, "PAGE", 2)
    for text in ("rapid", "-gas", "the OR a OR rapid", '"rapid deployment"'):
        expected = [pk for pk, name in sorted(archive.items()) if finds(search.parse(text), TEXTS[name])]
        assert list(search.ids(text)) == expected
    assert list(search.phrase_pks("Rapid deployment", published_only=True)) == [
        pk for pk, name in sorted(archive.items()) if name in ("alliance", "paragraphs")
    ]


def test_articles_that_contain_a_name_are_found_whatever_their_status() -> None:
    draft = factories.ArticleFactory(
        body="They met the Collective Security\nTreaty Organization’s heads.", status="draft"
    )
    public = factories.ArticleFactory(headline="collective security treaty organization", body="None.")
    factories.ArticleFactory(body="Collective security. A treaty of the organization.")
    name = "Collective Security Treaty Organization"
    assert list(search.phrase_pks(name)) == [draft.pk, public.pk]
    assert list(search.phrase_pks(name, published_only=True)) == [public.pk]
    assert list(search.phrase_pks("—")) == []


def test_a_change_is_found_at_once() -> None:
    article = factories.ArticleFactory(body="Nothing yet.")
    assert list(search.phrase_pks("Almaty")) == []
    Article.objects.filter(pk=article.pk).update(body="To Almaty.")
    assert list(search.phrase_pks("Almaty")) == [article.pk]
    article.delete()
    assert list(search.phrase_pks("Almaty")) == []


def test_the_number_of_queries_does_not_grow_with_what_is_found() -> None:
    for _ in range(3):
        factories.ArticleFactory(body="Almaty.")
    assert len(list(search.phrase_pks("Almaty"))) == 3
    with CaptureQueriesContext(connection) as few:
        list(search.phrase_pks("Almaty"))
    for _ in range(9):
        factories.ArticleFactory(body="Almaty.")
    index.refresh()
    with CaptureQueriesContext(connection) as many:
        assert len(list(itertools.islice(search.phrase_pks("Almaty"), 100))) == 12
    assert len(many) == len(few)
