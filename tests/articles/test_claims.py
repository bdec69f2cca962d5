"""What an outlet is cited for about an entity: what is found, what is not, how it is shown and said."""

from __future__ import annotations

import csv
import datetime
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from articles.filters import ClaimFilterSet
from articles.filters.sentence import claims_sentence
from articles.models import Citation, Mention
from articles.views.claims import public_claims
from edm_archive.text.dates import PartialDate
from tests import factories

pytestmark = pytest.mark.django_db

BODY = (
    "Ada Author came to Almaty (Interfax, May 3). “Osh is safe,” she said (Tass, May 4). "
    "The minister spoke in Almaty (Interfax, May)."
)


def at(words: str, start: int = 0) -> dict[str, int]:
    begin = BODY.index(words, start)
    return {"start": begin, "end": begin + len(words)}


def spans(**words: str) -> dict[str, int]:
    return {f"{name}_{end}": value for name, text in words.items() for end, value in at(text).items()}


@pytest.fixture
def archive() -> dict[str, Any]:
    """One article with three citations, of two outlets: about Almaty, in the words of a person, and by a post alone."""
    known: dict[str, Any] = {
        "almaty": factories.EntityFactory(kind="place", preferred_label="Almaty", slug="almaty"),
        "osh": factories.EntityFactory(kind="place", preferred_label="Osh", slug="osh"),
        "ada": factories.EntityFactory(kind="person", preferred_label="Ada Author", slug="ada-author"),
        "interfax": factories.SourceFactory(name="Interfax", slug="interfax"),
        "tass": factories.SourceFactory(name="ITAR-TASS", slug="tass"),
        "article": factories.ArticleFactory(body=BODY),
    }
    annotate(known["article"], known)
    return known


def annotate(article: Any, known: dict[str, Any]) -> None:
    days = [datetime.date(2004, 5, 3), datetime.date(2004, 5, 4), datetime.date(2004, 5, 1)]
    cited = [
        ("(Interfax, May 3)", known["interfax"], "day", spans(supports="Ada Author came to Almaty"), ""),
        (
            "(Tass, May 4)",
            known["tass"],
            "day",
            spans(supports="“Osh is safe,” she said", quotation="“Osh is safe,”", speaker="Ada Author"),
            "pronoun",
        ),
        (
            "(Interfax, May)",
            known["interfax"],
            "month",
            spans(supports="The minister spoke in Almaty", quotation="spoke", speaker="The minister"),
            "post",
        ),
    ]
    for day, (quote, source, precision, places, basis) in zip(days, cited, strict=True):
        factories.CitationFactory(
            article=article,
            quote=quote,
            source=source,
            cited_date=day,
            cited_precision=precision,
            speaker_basis=basis,
            **places,
        )
    for entity, quote in (("ada", "Ada Author"), ("almaty", "Almaty"), ("osh", "Osh"), ("ada", "The minister")):
        factories.MentionFactory(article=article, entity=known[entity], quote=quote)
    second = BODY.rindex("Almaty")
    factories.MentionFactory(article=article, entity=known["almaty"], quote="Almaty", start=second)


def found(query: str) -> list[str]:
    return [citation.quote for citation in ClaimFilterSet(QueryDict(query) or None, queryset=public_claims()).qs]


@pytest.mark.parametrize(
    ("query", "quotes"),
    [
        ("", []),
        ("date_from=2004", []),
        ("source=interfax", ["(Interfax, May 3)", "(Interfax, May)"]),
        ("source=interfax&source=tass", ["(Tass, May 4)", "(Interfax, May 3)", "(Interfax, May)"]),
        ("place=almaty", ["(Interfax, May 3)", "(Interfax, May)"]),
        ("place=osh", ["(Tass, May 4)"]),
        ("source=interfax&place=osh", []),
        ("place=almaty&place=osh", []),
        ("place=almaty&person=ada-author", ["(Interfax, May 3)", "(Interfax, May)"]),
        # A person is also whom the words are of: by the pronoun, not by the post.
        ("person=ada-author", ["(Tass, May 4)", "(Interfax, May 3)", "(Interfax, May)"]),
        ("speaker=ada-author", ["(Tass, May 4)"]),
        ("source=interfax&speaker=ada-author", []),
        ("place=almaty&date_from=2004-05-03", ["(Interfax, May 3)", "(Interfax, May)"]),
        ("place=almaty&date_to=2004-05-02", ["(Interfax, May)"]),
        ("place=almaty&date_from=2004-06", []),
        ("source=nobody&place=almaty", []),
    ],
)
def test_what_is_found(archive: dict[str, Any], query: str, quotes: list[str]) -> None:
    assert found(query) == quotes


def test_what_readers_may_not_see_is_no_claim(archive: dict[str, Any]) -> None:
    annotate(factories.ArticleFactory(body=BODY, status="draft"), archive)
    assert len(found("source=interfax&source=tass")) == 3
    Citation.objects.filter(quote="(Interfax, May 3)").update(review="rejected")
    assert found("source=interfax") == ["(Interfax, May)"]
    Mention.objects.filter(entity=archive["almaty"]).update(review="rejected")
    assert found("place=almaty") == []


def test_a_decision_on_the_mention_is_one_on_the_speaker(archive: dict[str, Any]) -> None:
    Mention.objects.filter(quote="Ada Author").update(review="rejected")
    assert found("speaker=ada-author") == []


def test_the_page_shows_the_words_with_the_entity_marked(archive: dict[str, Any], client: Client) -> None:
    page = client.get("/claims/?source=Interfax&place=Almaty")
    assert [claim.citation.quote for claim in page.context["claims"]] == ["(Interfax, May 3)", "(Interfax, May)"]
    first = page.context["claims"][0]
    assert [(run.text, run.mention is not None) for run in first.words] == [
        ("Ada Author came to ", False),
        ("Almaty", True),
    ]
    text = page.content.decode()
    assert "What Interfax is cited for about Almaty" in text
    assert "/claims.csv?source=interfax&amp;place=almaty" in text
    assert archive["article"].get_absolute_url() in text
    quoted = client.get("/claims/?source=tass").content.decode()
    assert f'quotes <a href="{archive["ada"].get_absolute_url()}">Ada Author</a>' in quoted
    assert "The minister" in client.get("/claims/?source=interfax").content.decode()


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/claims/", "Name an outlet"),
        ("/claims/?date_from=2004", "Name an outlet"),
        ("/claims/?source=interfax&place=osh", "No published article cites that"),
        ("/claims/?source=nobody", "knows no source “nobody”"),
        ("/claims/?source=interfax&date_from=soon", "needs a correction"),
    ],
)
def test_a_page_without_claims_says_why(archive: dict[str, Any], client: Client, address: str, words: str) -> None:
    assert words in client.get(address).content.decode()


def test_the_file_holds_the_same(archive: dict[str, Any], client: Client) -> None:
    response = client.get("/claims.csv?source=tass&source=interfax&person=ada-author")
    lines = b"".join(response.streaming_content).decode().splitlines()  # type: ignore[attr-defined]
    rows = list(csv.DictReader(lines))
    assert [row["source"] for row in rows] == ["ITAR-TASS", "Interfax", "Interfax"]
    assert rows[0]["claim"] == "“Osh is safe,” she said"
    assert (rows[0]["quotation"], rows[0]["speaker"], rows[0]["speaker_basis"], rows[0]["speaker_entity"]) == (
        "“Osh is safe,”",
        "Ada Author",
        "pronoun",
        "Ada Author",
    )
    assert (rows[2]["speaker"], rows[2]["speaker_entity"], rows[2]["cited_date"]) == ("The minister", "", "2004-05")
    assert rows[0]["address"].startswith("http://testserver/edm/")


@pytest.mark.parametrize("query", ["", "?date_from=2004", "?source=nobody"])
def test_a_file_that_cannot_be_made_says_why(archive: dict[str, Any], client: Client, query: str) -> None:
    response = client.get(f"/claims.csv{query}")
    assert response.status_code == 400
    assert response.content


def test_sources_and_entities_lead_to_their_claims(archive: dict[str, Any], client: Client) -> None:
    annotate(factories.ArticleFactory(body=BODY, status="draft"), archive)
    source = client.get("/sources/interfax/")
    assert [(tally.record.slug, tally.articles) for tally in source.context["claimed"]] == [
        ("almaty", 1),
        ("ada-author", 1),
    ]
    assert "/claims/?source=interfax&amp;place=almaty" in source.content.decode()
    entity = client.get("/entities/place/almaty/")
    assert [(tally.record.slug, tally.articles) for tally in entity.context["outlets"]] == [("interfax", 1)]
    assert "/claims/?place=almaty&amp;source=interfax" in entity.content.decode()


def test_the_search_is_said_in_one_sentence() -> None:
    assert claims_sentence() == "What sources are cited for"
    assert claims_sentence(sources=["A", "B"]) == "What A or B is cited for"
    assert claims_sentence(about=["X"], speakers=["Y"]) == "What is cited about X, in the words of Y"
    assert (
        claims_sentence(sources=["A"], about=["X", "Z"], first=PartialDate(2004, 11))
        == "What A is cited for about X and Z, from November 2004"
    )
