"""The queue of citations: what it shows of each, what each button does, for whom, and in how many questions."""

from __future__ import annotations

import datetime
import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from articles.admin.queue import marked
from articles.models import Batch, Citation, Source, SourceVariant
from articles.services import waiting
from tests import factories
from tests.articles.admin.test_annotation_forms import save
from tests.articles.admin.test_desk_page import staff

pytestmark = pytest.mark.django_db

QUEUE = "/admin/articles/citation/queue/"
BODY = "An opening.\n\nSaiga horns were found in Aralsk (Interfax, November 30). Nobody knew.\n\nThe end."
DAY = datetime.date(2004, 12, 8)


def citation_of(**values: Any) -> Any:
    """A citation in an article of its own."""
    article = values.pop("article", None) or factories.ArticleFactory(body=BODY)
    start = BODY.index("Saiga")
    supported = {"supports_start": start, "supports_end": BODY.index(" (Interfax")}
    return factories.CitationFactory(**{"article": article, **supported, **values})


def ambiguous(**values: Any) -> Any:
    """A cross-reference that two articles fit: "Horns of the Saiga" the better, "Trains" the worse."""
    issue = factories.IssueFactory(number="940", issued=DAY)
    for headline in ("Trains", "Horns of the Saiga"):
        factories.ArticleFactory(issue=issue, headline=headline, body="Nothing.")
    source = Source.objects.filter(publication=issue.publication).first() or factories.SourceFactory(
        name="EDM", kind="archive", publication=issue.publication
    )
    crossing = {"kind": "cross_reference", "resolution": "ambiguous", "source": source, "cited_date": DAY}
    return citation_of(resolution_note="2 articles are of 8 December 2004.", **{**crossing, **values})


def decide(client: Client, citation: Any, act: str, query: str = "") -> Any:
    return client.post(f"{QUEUE}{query}", {"act": act, "citation": citation.pk})


def state(citation: Any) -> str:
    citation.refresh_from_db()
    return str(citation.review)


# What is shown -------------------------------------------------------------------------------------------------------


def test_a_citation_is_shown_with_its_context_and_all_that_was_found(admin_client: Client) -> None:
    citation_of(year_note="1 day before the article of 1 December 2004.", written_date="November 30", score=0.7)
    html = admin_client.get(QUEUE).content.decode()
    assert '<span class="supported">Saiga horns were found in Aralsk</span>' in html
    assert '<mark class="a citation suggested">(Interfax, November 30)</mark>. Nobody knew.' in html
    assert "An opening" not in html
    for words in ("30 November 2004", "1 day before the article", "from the article’s date", "Interfax, November 30"):
        assert words in html
    assert "The rule was not sure (score 0.70)." in html
    assert "<strong>1 of 1</strong> to decide" in html


def test_no_script_or_style_stands_in_the_page(admin_client: Client) -> None:
    ambiguous()
    html = admin_client.get(QUEUE).content.decode()
    assert "style=" not in html
    assert not re.search(r"<script(?![^>]*\bsrc=)", html)
    assert not re.search(r"\son\w+=", html)


def test_every_key_is_a_control_of_the_page(admin_client: Client) -> None:
    ambiguous()
    decide(admin_client, citation_of(), "accept")
    keys = set(re.findall(r'data-key="(.)"', admin_client.get(QUEUE).content.decode()))
    assert keys == {"1", "2", "x", " ", "e", "u", "?"}
    Citation.objects.update(review="rejected")
    citation_of()
    keys = set(re.findall(r'data-key="(.)"', admin_client.get(QUEUE).content.decode()))
    assert keys == {"a", "x", " ", "e", "u", "?"}


def test_the_paragraphs_are_cut_and_lose_nothing() -> None:
    citation = citation_of()
    (paragraph,) = marked(citation)
    assert "".join(piece.text for piece in paragraph) == BODY.split("\n\n")[1]
    assert [piece.text for piece in paragraph if piece.is_citation] == ["(Interfax, November 30)"]
    assert [piece.text for piece in paragraph if "supported" in piece.classes] == ["Saiga horns were found in Aralsk"]


def test_an_orphan_is_shown_by_its_quote(admin_client: Client) -> None:
    citation_of(start=None, prefix="found in Aralsk ", suffix=". Nobody")
    html = admin_client.get(QUEUE).content.decode()
    assert "found in Aralsk <mark" in html
    assert "Its words are gone from the text." in html


def test_the_most_doubtful_comes_first_and_each_has_its_place(admin_client: Client) -> None:
    sure = citation_of()
    unmatched = citation_of(source=None, resolution="unmatched")
    crossing = ambiguous()
    order = []
    for index in range(3):
        response = admin_client.get(QUEUE, {"at": order[-1]} if order else {})
        place = response.context["place"]
        order.append(place.following)
        assert place.progress == f"{index + 1} of 3"
        assert response.context["citation"] == [crossing, unmatched, sure][index]
    assert order == [unmatched.pk, sure.pk, None]


@pytest.mark.parametrize("at", ["0", "nonsense", "99999999999999999999", "-1"])
def test_where_no_citation_waits_the_first_is_shown(admin_client: Client, at: str) -> None:
    citation = citation_of()
    assert admin_client.get(QUEUE, {"at": at}).context["citation"] == citation


def test_an_empty_queue_says_so(admin_client: Client) -> None:
    citation_of(review="accepted")
    assert "No citation waits." in admin_client.get(QUEUE).content.decode()
    assert "No citation waits under these filters." in admin_client.get(f"{QUEUE}?doubt=year").content.decode()


def test_filters(admin_client: Client) -> None:
    other = factories.PublicationFactory(slug="other", title="Other", abbreviation="OT")
    issue = factories.IssueFactory(publication=other)
    elsewhere = citation_of(article=factories.ArticleFactory(issue=issue, body=BODY))
    suggested = citation_of(source=factories.SourceFactory(review="suggested"))
    for query, citation in (("publication=other", elsewhere), ("doubt=source", suggested)):
        response = admin_client.get(f"{QUEUE}?{query}")
        assert (response.context["citation"], response.context["place"].total) == (citation, 1)
        assert f'action="{QUEUE}?{query}"' in response.content.decode()
    assert admin_client.get(f"{QUEUE}?publication=other&doubt=source").context["place"] is None


def test_no_thousands_are_counted(admin_client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("articles.admin.queue.LIMIT", 2)
    monkeypatch.setattr(waiting, "LIMIT", 2)
    for _ in range(4):
        citation_of()
    assert admin_client.get(QUEUE).context["place"].progress == "1 of 2+"


def test_the_number_of_questions_does_not_grow(admin_client: Client) -> None:
    asked = []
    for number in (2, 28):
        for _ in range(number):
            citation_of()
        with CaptureQueriesContext(connection) as captured:
            assert admin_client.get(QUEUE).status_code == 200
        asked.append(len(captured))
    assert asked[0] == asked[1]


def test_the_first_page_and_the_list_lead_to_the_queue(admin_client: Client) -> None:
    ambiguous()
    index = admin_client.get(reverse("admin:index")).content.decode()
    assert f'href="{QUEUE}"' in index
    assert f'href="{QUEUE}?doubt=ambiguous"' in index
    assert f'href="{QUEUE}"' in admin_client.get(reverse("admin:articles_citation_changelist")).content.decode()


# What is decided -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("act", "review"), [("accept", "accepted"), ("reject", "rejected")])
def test_a_decision_is_one_batch_and_leads_to_the_next(admin_client: Client, act: str, review: str) -> None:
    first, second = citation_of(score=0.5), citation_of(score=0.6)
    response = decide(admin_client, first, act, "?publication=edm")
    assert response.url == f"{QUEUE}?publication=edm&at={second.pk}"
    assert (state(first), state(second)) == (review, "suggested")
    assert first.reviewer.username == "admin"
    assert Batch.objects.get().changes.count() == 1


def test_skip_leads_on_and_from_the_last_to_the_first(admin_client: Client) -> None:
    first, second = citation_of(score=0.5), citation_of(score=0.6)
    assert decide(admin_client, first, "skip").url == f"{QUEUE}?at={second.pk}"
    assert decide(admin_client, second, "skip").url == QUEUE
    assert (state(first), state(second)) == ("suggested", "suggested")


def test_what_was_decided_meanwhile_is_left_alone(admin_client: Client) -> None:
    citation = citation_of(review="rejected")
    response = admin_client.post(QUEUE, {"act": "accept", "citation": citation.pk}, follow=True)
    assert "has been decided meanwhile" in response.content.decode()
    assert state(citation) == "rejected"
    assert not Batch.objects.exists()


@pytest.mark.parametrize("act", ["", "delete", "accept-all", "source:1", "target:1", "target:", "target:x"])
def test_what_is_not_offered_is_refused(admin_client: Client, act: str) -> None:
    citation = citation_of()
    assert decide(admin_client, citation, act).status_code == 400
    assert state(citation) == "suggested"


def test_undo_takes_the_last_back_and_shows_it_again(admin_client: Client) -> None:
    first, second = citation_of(score=0.5), citation_of(score=0.6)
    decide(admin_client, first, "accept")
    page = admin_client.get(f"{QUEUE}?at={second.pk}")
    assert "Undo: Accepted 1 citation" in page.content.decode()
    response = admin_client.post(QUEUE, {"act": "undo", "batch": page.context["last_batch"].pk})
    assert response.url == f"{QUEUE}?at={first.pk}"
    assert state(first) == "suggested"
    assert admin_client.get(QUEUE).context["last_batch"] is None


def test_only_the_last_decision_of_ones_own_is_taken_back(admin_client: Client) -> None:
    citation = citation_of(review="accepted")
    other = factories.BatchFactory(kind="decision", created_by=factories.UserFactory())
    response = admin_client.post(QUEUE, {"act": "undo", "batch": other.pk}, follow=True)
    assert "nothing was taken back" in response.content.decode()
    other.refresh_from_db()
    assert (other.is_undone, state(citation)) == (False, "accepted")


# Choices -------------------------------------------------------------------------------------------------------------


def test_candidates_are_ranked_with_reasons_and_chosen_by_number(admin_client: Client) -> None:
    crossing = ambiguous()
    page = admin_client.get(QUEUE)
    first, second = page.context["choices"]
    assert first.text.startswith("Horns of the Saiga (EDM 1/940, 8 December 2004)")
    assert (first.because, second.because) == ("2 common words", "nothing in common was found")
    assert 'value="accept"' not in page.content.decode()
    decide(admin_client, crossing, first.act)
    assert (state(crossing), crossing.target.headline, crossing.resolution) == (
        "accepted",
        "Horns of the Saiga",
        "resolved",
    )


def test_an_ambiguous_reference_is_not_accepted_without_a_choice(admin_client: Client) -> None:
    crossing = ambiguous()
    response = decide(admin_client, crossing, "accept")
    assert response.url == f"{QUEUE}?at={crossing.pk}"
    assert state(crossing) == "suggested"


def test_only_a_candidate_is_chosen(admin_client: Client) -> None:
    crossing = ambiguous()
    elsewhere = factories.ArticleFactory(issue=factories.IssueFactory(issued=datetime.date(2004, 1, 1)))
    assert decide(admin_client, crossing, f"target:{elsewhere.pk}").status_code == 400
    assert state(crossing) == "suggested"


def test_a_source_is_chosen_where_several_bear_the_name(admin_client: Client) -> None:
    here, there = (factories.SourceFactory(name="Pravda", slug=slug) for slug in ("pravda-ru", "pravda-sk"))
    citation = citation_of(source=None, source_text="Pravda", resolution="unmatched")
    first, second = admin_client.get(QUEUE).context["choices"]
    assert [first.act, second.act] == [f"source:{here.pk}", f"source:{there.pk}"]
    assert second.because == "newspaper, pravda-sk"
    decide(admin_client, citation, second.act)
    assert (state(citation), citation.source, citation.resolution) == ("accepted", there, "resolved")
    assert not SourceVariant.objects.exists()


# Corrections ---------------------------------------------------------------------------------------------------------


def test_a_correction_comes_back_to_the_next(admin_client: Client) -> None:
    first, second = citation_of(score=0.5, locator="p. 3"), citation_of(score=0.6)
    url = admin_client.get(f"{QUEUE}?publication=edm").context["correct_url"]
    assert url.endswith(f"?return=queue&publication=edm&at={second.pk}")
    form = admin_client.get(url).context["adminform"].form
    values = {name: form[name].value() for name in form.fields}
    posted = {name: "" if value is None else value for name, value in values.items()}
    response = admin_client.post(url, {**posted, "locator": "p. 4"})
    assert response.url == f"{QUEUE}?publication=edm&at={second.pk}"
    assert (state(first), first.locator) == ("accepted", "p. 4")


def test_a_corrected_source_teaches_its_name_and_offers_the_others(admin_client: Client) -> None:
    right = factories.SourceFactory(name="Kaspiy")
    was = factories.SourceFactory(name="Kaspii", review="suggested")
    first, *others = (citation_of(source=was, source_text="Kaspii") for _ in range(5))
    save(admin_client, first, source=right.pk)
    assert SourceVariant.objects.get().name == "Kaspii"
    html = admin_client.get(QUEUE).content.decode()
    assert "which is now known as “Kaspii”, too" in html
    offer = f"/admin/articles/citation/{first.pk}/same-name/?was={was.pk}"
    assert f'4 more citations say “Kaspii”: <a href="{offer}">apply to them</a>' in html
    page = admin_client.get(offer)
    assert (page.context["number"], page.context["was"]) == (4, was)
    response = admin_client.post(offer, {"others": "on", "hand_over": "on"}, follow=True)
    assert "“Kaspiy” is the source of 4 more" in response.content.decode()
    assert {citation.source for citation in Citation.objects.select_related("source")} == {right}
    assert {state(other) for other in others} == {"suggested"}
    was.refresh_from_db()
    assert was.review == "rejected"


def test_a_suggested_source_that_is_left_over_is_offered(admin_client: Client) -> None:
    right = factories.SourceFactory(name="Kaspiy")
    was = factories.SourceFactory(name="Kaspii", review="suggested")
    citation = citation_of(source=was, source_text="Kaspii")
    save(admin_client, citation, source=right.pk)
    html = admin_client.get(QUEUE).content.decode()
    assert "Nothing cites the suggested source “Kaspii” any more" in html
    page = admin_client.get(f"/admin/articles/citation/{citation.pk}/same-name/?was={was.pk}").content.decode()
    assert reverse("admin:articles_source_delete", args=[was.pk]) in page
    assert 'name="others"' not in page


# Permissions ---------------------------------------------------------------------------------------------------------


def test_who_may_only_view_sees_and_decides_nothing() -> None:
    citation = ambiguous()
    client = staff("view_citation")
    html = client.get(QUEUE).content.decode()
    assert "2 articles are of 8 December 2004." in html
    for name in ("accept", "reject", "target", "undo"):
        assert f'value="{name}' not in html
    assert "return=queue" not in html
    for act in ("accept", "reject", f"target:{citation.article_id}"):
        assert decide(client, citation, act).status_code == 403
    assert decide(client, citation, "skip").status_code == 302
    assert client.get(f"/admin/articles/citation/{citation.pk}/same-name/").status_code == 403
    assert state(citation) == "suggested"


def test_who_may_not_view_sees_nothing() -> None:
    citation = citation_of()
    assert staff("change_article").get(QUEUE).status_code == 403
    assert Client().get(QUEUE).url.startswith(reverse("admin:login"))
    assert decide(Client(), citation, "accept").url.startswith(reverse("admin:login"))
    assert state(citation) == "suggested"


def test_who_may_not_add_names_teaches_none_and_hands_none_over() -> None:
    was = factories.SourceFactory(name="Kaspii", review="suggested")
    citation = citation_of(source=was, source_text="Kaspii")
    client = staff("view_citation", "change_citation", "view_source", "view_article")
    save(client, citation, source=factories.SourceFactory(name="Kaspiy").pk)
    assert state(citation) == "accepted"
    assert not SourceVariant.objects.exists()
    offer = f"/admin/articles/citation/{citation.pk}/same-name/?was={was.pk}"
    assert "hand_over" not in client.get(offer).content.decode()
    assert client.post(offer, {"hand_over": "on"}).status_code == 403
    assert Source.objects.get(pk=was.pk).review == "suggested"
