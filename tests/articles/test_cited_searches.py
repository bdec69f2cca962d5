"""Cited searches: what is kept, what has changed since, who is refused, and that no reader is tracked for it."""

from __future__ import annotations

import datetime
import html
import json
import random
from pathlib import Path
from typing import Any

import pytest
from bibtexparser import parse_string
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.filters.selection import Selection
from articles.listings import unpack
from articles.models import Article, Batch, CitedSearch, Mention, Source
from articles.search import changes
from articles.services import cited_searches, facet_reading, faceting
from articles.services.authorities import merge_entities
from articles.services.cited_searches import differences, keep, search_of, token_of, year_differences
from articles.services.publishing import publish, return_to_draft, withdraw
from entities.models import Entity
from tests import factories
from tests.public_site import PAGES, grow, hide

pytestmark = pytest.mark.django_db

QUERY = "?place=kazakhstan"


@pytest.fixture
def place() -> Entity:
    return factories.EntityFactory(kind="place", slug="kazakhstan", preferred_label="Kazakhstan")


def mentioning(place: Entity, number: int = 1, **values: Any) -> list[Article]:
    """Published articles that mention ``place``."""
    articles = factories.ArticleFactory.create_batch(number, **values)
    for article in articles:
        factories.MentionFactory(article=article, entity=place, quote="Kazakhstan")
    return articles


def cited(query: str = QUERY) -> CitedSearch:
    return keep(search_of(query))


def address_of(article: Article) -> str:
    return reverse("article-address", args=article.natural_key())


def post(query: str = QUERY) -> Any:
    return Client().post(f"/searches/{query}")


# What is kept --------------------------------------------------------------------------------------------------------


def test_it_is_made_by_the_form_and_shown_at_its_address(place: Entity) -> None:
    first, second = mentioning(place, 2)
    Article.objects.filter(pk=second.pk).update(revision=3)
    factories.ArticleFactory()
    page = Client().get("/articles/", {"place": "Kazakhstan"})
    assert 'href="/searches/?place=kazakhstan" rel="nofollow"' in page.content.decode()
    form = Client().get("/searches/", {"place": "Kazakhstan"}).content.decode()
    assert "<strong>2</strong> articles" in form
    assert 'action="/searches/?place=kazakhstan"' in form
    assert '<meta name="robots" content="noindex">' in form
    response = post("?place=Kazakhstan")
    kept = CitedSearch.objects.get()
    assert (response.status_code, response["Location"]) == (303, f"/searches/{kept.token}/")
    assert (kept.query, kept.sentence, kept.count) == (QUERY, "Articles that mention Kazakhstan", 2)
    assert kept.made_at.microsecond == 0
    assert unpack(kept.listing) == {first.natural_key(): 1, second.natural_key(): 3}
    shown = Client().get(response["Location"]).content.decode()
    assert "“Articles that mention Kazakhstan.” Search of the EDM Archive" in shown
    assert f"http://testserver/searches/{kept.token}/" in shown
    assert "Nothing: the search finds the same articles today" in shown


def test_the_same_search_with_the_same_result_is_kept_once_a_day(place: Entity) -> None:
    mentioning(place)
    kept = cited()
    assert cited("?place=Kazakhstan&page=3") == kept
    assert kept.token == token_of(QUERY, kept.listing, kept.made_at)
    yesterday = kept.made_at - datetime.timedelta(days=1)
    assert token_of(QUERY, kept.listing, yesterday) != kept.token
    mentioning(place)
    assert cited() != kept
    assert cited("?place=kazakhstan&sort=oldest") != kept
    assert CitedSearch.objects.count() == 3


def test_nothing_found_can_be_cited_too(place: Entity) -> None:
    kept = cited()
    assert (kept.count, kept.listing, kept.is_listed) == (0, "", True)
    (article,) = mentioning(place)
    found = differences(kept, Selection.of(search_of(QUERY)))
    assert len(found.come) == 1
    assert article.headline in Client().get(kept.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "Look for something first"),
        ("?sort=oldest", "Look for something first"),
        ("?place=Nowhere", "The archive knows no place “Nowhere”"),
        ("?place=kazakhstan&date_from=soon", "cannot be run as it is"),
    ],
)
def test_what_says_nothing_or_cannot_be_run_is_refused_in_words(place: Entity, query: str, words: str) -> None:
    response = post(query)
    assert response.status_code == 400
    assert words in response.content.decode()
    assert words in Client().get(f"/searches/{query}").content.decode()
    assert not CitedSearch.objects.exists()


def test_a_result_that_is_not_whole_yet_is_refused(place: Entity, monkeypatch: pytest.MonkeyPatch) -> None:
    mentioning(place, 3)
    monkeypatch.setattr(faceting, "SMALL", 0)  # nothing is folded in: as while a large import runs
    assert changes.waiting(1)
    response = post()
    assert (response.status_code, response["Retry-After"]) == (503, "60")
    assert "taking in changes just now" in response.content.decode()
    monkeypatch.undo()
    assert post().status_code == 303


def test_floods_are_stopped_and_told_when_to_come_again(place: Entity, settings: Any) -> None:
    settings.CITED_SEARCHES_PER_HOUR = 3
    mentioning(place)
    now = timezone.now()
    for minutes in (61, 59, 30):
        factories.CitedSearchFactory(made_at=now - datetime.timedelta(minutes=minutes))
    kept = cited()
    response = post("?place=kazakhstan&sort=oldest")
    assert response.status_code == 429
    assert 0 < int(response["Retry-After"]) <= 61
    assert "try again later" in response.content.decode()
    assert post()["Location"] == kept.get_absolute_url()  # what is there already is found all the same
    assert CitedSearch.objects.count() == 4
    settings.CITED_SEARCHES_PER_HOUR = 0
    assert post("?place=kazakhstan&sort=headline").status_code == 429


def test_a_very_long_result_is_kept_by_years(place: Entity, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cited_searches, "LISTED", 2)
    first, *_ = mentioning(place, 3)
    Article.objects.filter(pk=first.pk).update(date_earliest=None, date_latest=None, date_basis="unknown")
    kept = cited()
    assert (kept.listing, kept.years, kept.is_listed) == ("", {"2004": 2, "": 1}, False)
    assert "Nothing: " in Client().get(kept.get_absolute_url()).content.decode()
    mentioning(place, 2, date_earliest=datetime.date(2005, 1, 1))
    withdraw(Article.objects.filter(pk=first.pk), None, "Printed twice.")
    today = Selection.of(search_of(QUERY))
    assert year_differences(kept, today) == [("", 1, 0), ("2005", 0, 2)]
    page = Client().get(kept.get_absolute_url()).content.decode()
    assert "too long to keep which articles" in page
    assert '<th scope="row">2005</th><td>0</td><td>2</td>' in page
    assert Client().get(f"{kept.get_absolute_url()}?changes=come").status_code == 404
    assert Client().get(reverse("search-csv", args=[kept.token])).status_code == 404


# What has changed since ----------------------------------------------------------------------------------------------


def test_what_has_come_gone_and_been_revised_is_told(place: Entity) -> None:
    staying, revised, withdrawn, unmatched, drafted, removed = mentioning(place, 6)
    kept = cited()
    Article.objects.filter(pk=revised.pk).update(revision=2, body="Kazakhstan spoke again.")
    withdraw(Article.objects.filter(pk=withdrawn.pk), None, "Printed twice.")
    Mention.objects.filter(article=unmatched).update(review="rejected")
    return_to_draft(Article.objects.filter(pk=drafted.pk), None)
    Article.objects.filter(pk=removed.pk).delete()
    (new,) = mentioning(place)
    page = Client().get(kept.get_absolute_url()).content.decode()
    assert "1 article has come" in page
    assert "4 articles have gone" in page
    assert "The text of 1 article was revised" in page
    assert "revision 1 then, 2 now" in page
    assert f'<a href="{address_of(withdrawn)}">{withdrawn.headline}</a>' in page
    for article in (new, revised, unmatched):
        assert f'<a href="{article.get_absolute_url()}">{article.headline}</a>' in page
    for article in (drafted, removed):  # by their addresses alone, and both alike
        assert f'<code>{address_of(article)}</code> <span class="tag">not in the archive any more</span>' in page
        assert article.headline + "<" not in page
    assert staying.headline + "<" not in page
    assert "Printed twice" not in page  # the reason is told by the article's own address
    assert 'href="/articles/?place=kazakhstan"' in page


def test_long_lists_of_changes_have_pages(place: Entity) -> None:
    kept = cited()
    articles = mentioning(place, 23)
    page = Client().get(kept.get_absolute_url()).content.decode()
    assert page.count('<li><a href="/edm/') == 5
    assert '<a href="?changes=come">' in page
    shown = [Client().get(kept.get_absolute_url(), {"changes": "come", "page": n}).content.decode() for n in (1, 2)]
    assert [one.count('<li><a href="/edm/') for one in shown] == [20, 3]
    assert all(sum(f'">{article.headline}</a>' in one for one in shown) == 1 for article in articles)


def test_differences_are_right_after_anything(place: Entity) -> None:
    """Against plain Python over what the query set finds, after acts at random."""
    dice = random.Random(5)
    mentioning(place, 12)
    factories.ArticleFactory.create_batch(4)
    seen = {"come": 0, "withdrawn": 0, "unmatched": 0, "absent": 0, "revised": 0}
    for _round in range(25):
        kept = cited()
        before = {a.natural_key(): a.revision for a in search_of(QUERY).qs}
        assert unpack(kept.listing) == before
        for _act in range(dice.randint(0, 6)):
            change(dice, place)
        found = differences(kept, Selection.of(search_of(QUERY)))
        after = {a.natural_key(): a for a in search_of(QUERY).qs}
        everything = {a.natural_key(): a for a in Article.objects.all()}
        expected_gone = {}
        for address in before.keys() - after.keys():
            article = everything.get(address)
            status = article.status if article else ""
            expected_gone[address] = {"withdrawn": "withdrawn", "published": "unmatched"}.get(status, "absent")
        told = {
            row.address: "withdrawn" if row.is_withdrawn else "absent" if row.pk is None else "unmatched"
            for row in found.gone
        }
        assert told == expected_gone
        assert set(facet_reading.articles_at(list(found.come))) == {
            article.pk for address, article in after.items() if address not in before
        }
        assert {row.pk: (row.then, row.now) for row in found.revised} == {
            after[address].pk: (revision, after[address].revision)
            for address, revision in before.items()
            if address in after and after[address].revision != revision
        }
        seen["come"] += len(found.come)
        seen["revised"] += len(found.revised)
        for why in told.values():
            seen[why] += 1
        CitedSearch.objects.all().delete()
    assert all(seen.values()), seen


def change(dice: random.Random, place: Entity) -> None:
    """One act of an editor on an article at random."""
    article = dice.choice(list(Article.objects.all()))
    chosen = Article.objects.filter(pk=article.pk)
    match dice.randrange(8):
        case 0:
            publish(chosen, None)
        case 1:
            withdraw(chosen, None, "Printed twice.")
        case 2:
            return_to_draft(chosen, None)
        case 3:
            chosen.update(revision=article.revision + 1, body=f"{article.body} Kazakhstan.")
        case 4:
            article.mentions.update(review=dice.choice(["accepted", "rejected"]))
        case 5:
            if not article.mentions.exists():
                factories.MentionFactory(article=article, entity=place, quote="Kazakhstan")
        case 6:
            mentioning(place, status=dice.choice(["published", "draft"]))
        case 7:
            chosen.delete()


# What is renamed, merged or removed ----------------------------------------------------------------------------------


def test_it_still_runs_when_an_entity_was_renamed_or_merged(place: Entity) -> None:
    mentioning(place, 2)
    kept = cited()
    other = factories.EntityFactory(kind="place", slug="kazakstan", preferred_label="Republic of Kazakhstan")
    mentioning(other)
    merge_entities(other, place, user=None, reason="One country.")
    page = Client().get(kept.get_absolute_url()).content.decode()
    assert 'href="/articles/?place=kazakstan"' in page  # the search of today, under the present address
    assert "1 article has come" in page
    assert "have gone" not in page
    assert "Articles that mention Kazakhstan" in page  # the sentence as it was


def test_a_criterion_that_is_gone_is_told_and_what_was_found_is_kept() -> None:
    source = factories.SourceFactory(name="Focus", slug="focus")
    article, withdrawn = (factories.CitationFactory(source=source).article for _ in range(2))
    kept = cited("?source=focus")
    Source.objects.filter(pk=source.pk).update(review="rejected")
    page = Client().get(kept.get_absolute_url()).content.decode()
    assert "A criterion of this search does not exist any more" in page
    assert "All articles that were found are still in the archive" in page
    withdraw(Article.objects.filter(pk=withdrawn.pk), None, "Printed twice.")
    page = Client().get(kept.get_absolute_url()).content.decode()
    assert "1 article has gone" in page
    assert article.headline + "<" not in page
    assert len(Client().get(reverse("search-csv", args=[kept.token])).getvalue().splitlines()) == 3


# Readers -------------------------------------------------------------------------------------------------------------


def test_only_the_form_sets_a_cookie() -> None:
    grow(2)
    hide()
    told = {name: set(Client().get(address).cookies) for name, address in PAGES.items()}
    assert told.pop("searches") == {"csrftoken"}
    assert set().union(*told.values()) == set()


def test_other_sites_cannot_send_the_form(place: Entity) -> None:
    mentioning(place)
    strict = Client(enforce_csrf_checks=True)
    response = strict.post(f"/searches/{QUERY}")
    assert response.status_code == 403
    assert "This form was not accepted" in response.content.decode()
    strict.get(f"/searches/{QUERY}")
    sent = strict.post(f"/searches/{QUERY}", {"csrfmiddlewaretoken": strict.cookies["csrftoken"].value})
    assert sent.status_code == 303


def test_what_was_found_is_a_file(place: Entity) -> None:
    articles = mentioning(place, 2)
    lines = Client().get(f"/searches/{cited().token}.csv").getvalue().decode().splitlines()
    assert lines[0] == "article,revision"
    assert set(lines[1:]) == {f"http://testserver{address_of(one)},1" for one in articles}


def test_the_bibtex_entry_says_when_and_how_many(place: Entity) -> None:
    mentioning(place, 2)
    kept = cited("?place=kazakhstan&q=%22Kazakhstan+spoke%22")
    response = Client().get(f"/searches/{kept.token}.bib")
    assert response["Content-Type"] == "application/x-bibtex; charset=utf-8"
    (entry,) = parse_string(response.content.decode()).entries
    fields = {key: field.value for key, field in entry.fields_dict.items()}
    assert (entry.entry_type, entry.key) == ("misc", f"edm-archive-{kept.token}")
    assert fields["title"].strip("{}") == kept.sentence
    assert fields["url"] == f"http://testserver/searches/{kept.token}/"
    assert fields["urldate"] == kept.made_at.date().isoformat()
    assert fields["note"].endswith(f"{kept.made_at:%H:%M} UTC: 2 articles")
    shown = html.unescape(Client().get(kept.get_absolute_url()).content.decode())
    assert response.content.decode() in shown
    (item,) = Client().get(f"/searches/{kept.token}.json").json()
    assert (item["type"], item["title"], item["URL"]) == ("webpage", kept.sentence, fields["url"])


# Fixtures and the admin ----------------------------------------------------------------------------------------------


def test_it_goes_through_a_fixture_byte_for_byte(place: Entity, tmp_path: Path) -> None:
    mentioning(place, 3)
    kept = cited()
    values = CitedSearch.objects.values_list("token", "query", "sentence", "made_at", "count", "listing", "years").get()

    def dump(name: str) -> bytes:
        path = tmp_path / name
        call_command("dumpdata", "articles.citedsearch", natural_primary=True, output=str(path), verbosity=0, indent=1)
        return path.read_bytes()

    first = dump("first.json")
    assert "pk" not in json.loads(first)[0]
    kept.delete()
    for _twice in range(2):
        call_command("loaddata", str(tmp_path / "first.json"), verbosity=0)
    assert (
        CitedSearch.objects.values_list("token", "query", "sentence", "made_at", "count", "listing", "years").get()
        == values
    )
    assert dump("second.json") == first


def test_a_superuser_deletes_one_and_can_take_that_back(admin_client: Client) -> None:
    kept = factories.CitedSearchFactory()
    admin_client.post(reverse("admin:articles_citedsearch_delete", args=[kept.pk]), {"post": "yes"})
    assert not CitedSearch.objects.exists()
    admin_client.post(reverse("admin:articles_batch_undo", args=[Batch.objects.latest("pk").pk]))
    assert CitedSearch.objects.get().listing == kept.listing


def test_what_was_withdrawn_a_moment_ago_is_gone_and_has_not_come(place: Entity) -> None:
    article, *_ = mentioning(place, 2)
    kept = cited()
    today = Selection.of(search_of(QUERY))  # as the facet index was before
    withdraw(Article.objects.filter(pk=article.pk), None, "Printed twice.")
    found = differences(kept, today)
    assert [row.pk for row in found.gone] == [article.pk]
    assert list(found.come) == []
