"""Sources in the admin: possible doubles, merging with a preview, splitting; permissions, and the way back."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.admin.authorities import PAIRS
from articles.models import Batch, Citation, DistinctSources, PastSourceSlug, Source, SourceVariant
from tests import factories
from tests.articles.admin.test_lists import staff
from tests.articles.services.test_batches import dump

pytestmark = pytest.mark.django_db

DOUBLES = "/admin/articles/source/doubles/"
#: What merging and splitting ask for.
MERGING = [
    *("view_source", "add_source", "change_source", "delete_source", "view_citation", "change_citation"),
    *("add_sourcevariant", "change_sourcevariant", "delete_sourcevariant"),
]
#: What taking a merge back asks for besides.
UNDOING = ["delete_pastsourceslug", "change_pastsourceslug", "view_batch"]


def twins(number: int = 1) -> tuple[Source, Source]:
    """A known source and a suggested one of like name, each cited."""
    mark = "".join(chr(97 + int(digit)) * 2 + "o" for digit in str(number))
    known = factories.SourceFactory(name=f"Izvestia {mark}", country="KZ")
    new = factories.SourceFactory(name=f"Izvestiya {mark}", review="suggested", kind="unknown")
    SourceVariant.objects.create(source=new, name=f"iz{number}.example", kind="host")
    for row in (known, new):
        factories.CitationFactory.create_batch(4, source=row)
    return known, new


def url(name: str, row: Source, into: Source | None = None) -> str:
    return reverse(f"admin:articles_source_{name}", args=[row.pk]) + (f"?into={into.pk}" if into else "")


def said(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


def undo_last(client: Client) -> str:
    batch = Batch.objects.standing().first()
    assert batch is not None
    return said(client.post(reverse("admin:articles_batch_undo", args=[batch.pk]), follow=True))


# Doubles -----------------------------------------------------------------------------------------------------------


def test_the_list_of_sources_leads_to_the_doubles(admin_client) -> None:  # type: ignore[no-untyped-def]
    page = admin_client.get(reverse("admin:articles_source_changelist"))
    assert f'href="{DOUBLES}"' in page.content.decode()


def test_doubles_stand_side_by_side_with_what_tells_them_apart(admin_client) -> None:  # type: ignore[no-untyped-def]
    known, new = twins()
    response = admin_client.get(DOUBLES)
    (pair,) = response.context["pairs"]
    assert (pair["left"].record, pair["right"].record) == (known, new)
    assert (pair["left"].cited, len(pair["left"].contexts)) == (4, 3)
    html = response.content.decode()
    for words in ("The same in another spelling", "iz1.example", "KZ", "cited", "4 times", "Not the same"):
        assert words in html
    assert url("merge", known, new) in html
    assert url("merge", new, known) in html
    assert "<script>" not in html
    assert "style=" not in html


def test_doubles_cost_the_same_for_one_pair_and_for_many(admin_client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    costs = []
    for numbers in (range(1), range(1, 12)):
        for number in numbers:
            twins(number)
        admin_client.get(DOUBLES)
        with django_assert_max_num_queries(20) as captured:
            response = admin_client.get(DOUBLES)
        costs.append(len(captured))
    assert len(response.context["pairs"]) == PAIRS
    assert costs[0] == costs[1]


def test_accepted_doubles_are_shown_when_all_are_compared(admin_client) -> None:  # type: ignore[no-untyped-def]
    twins()
    Source.objects.update(review="accepted")
    assert not admin_client.get(DOUBLES).context["pairs"]
    assert len(admin_client.get(DOUBLES, {"all": "1"}).context["pairs"]) == 1


def test_not_the_same_is_remembered_and_can_be_taken_back(admin_client) -> None:  # type: ignore[no-untyped-def]
    known, new = twins()
    before = dump()
    response = admin_client.post(DOUBLES, {"one": known.pk, "other": new.pk}, follow=True)
    assert "Remembered" in said(response)
    assert "Undo" in said(response)
    assert not response.context["pairs"]
    assert DistinctSources.objects.count() == 1
    assert "Taken back" in undo_last(admin_client)
    assert dump() == before


@pytest.mark.parametrize("values", [{}, {"one": "x", "other": "²"}, {"one": "1" * 40, "other": "1"}])
def test_a_pair_that_does_not_exist_is_not_found(admin_client, values: dict[str, str]) -> None:  # type: ignore[no-untyped-def]
    assert admin_client.post(DOUBLES, values).status_code == 404


# Merging -----------------------------------------------------------------------------------------------------------


def test_a_merge_is_shown_done_and_taken_back(admin_client) -> None:  # type: ignore[no-untyped-def]
    known, new = twins()
    before = dump()
    html = admin_client.get(url("merge", new, known)).content.decode()
    assert "4 citations, which will be of" in html
    assert "1 further name or host" in html
    assert "1 address, which will lead to" in html
    assert html.index("This record goes") < html.index("→") < html.index("This record stays")
    assert dump() == before
    response = admin_client.post(url("merge", new, known), {"reason": "One paper"}, follow=True)
    assert response.redirect_chain[0][0] == reverse("admin:articles_source_change", args=[known.pk])
    assert "4 citations moved: One paper" in said(response)
    assert "Undo" in said(response)
    assert list(Source.objects.all()) == [known]
    assert Citation.objects.filter(source=known).count() == 8
    assert "Taken back" in undo_last(admin_client)
    assert dump() == before


def test_a_merge_without_a_reason_is_not_done(admin_client) -> None:  # type: ignore[no-untyped-def]
    known, new = twins()
    response = admin_client.post(url("merge", new, known), {"reason": " "})
    assert "This field is required" in response.content.decode()
    assert Source.objects.count() == 2


def test_what_contradicts_itself_needs_a_tick(admin_client) -> None:  # type: ignore[no-untyped-def]
    known, new = twins()
    Source.objects.filter(pk=new.pk).update(country="RU")
    assert "is of KZ" in admin_client.get(url("merge", new, known)).content.decode()
    response = admin_client.post(url("merge", new, known), {"reason": "One"}, follow=True)
    assert "is of KZ" in said(response)
    assert Source.objects.count() == 2
    admin_client.post(url("merge", new, known), {"reason": "One", "force": "on"})
    assert Source.objects.count() == 1


def test_what_can_never_be_merged_has_no_button(admin_client) -> None:  # type: ignore[no-untyped-def]
    known, _ = twins()
    html = admin_client.get(url("merge", known, known)).content.decode()
    assert "cannot be merged with itself" in html
    assert 'value="Merge"' not in html
    response = admin_client.post(url("merge", known, known), {"reason": "x"}, follow=True)
    assert "cannot be merged with itself" in said(response)


def test_a_source_that_is_no_double_is_chosen_from_its_form(admin_client) -> None:  # type: ignore[no-untyped-def]
    known, _ = twins()
    form = admin_client.get(reverse("admin:articles_source_change", args=[known.pk])).content.decode()
    assert url("merge", known) in form
    assert url("split", known) in form
    choice = admin_client.get(url("merge", known))
    assert 'name="into"' in choice.content.decode()
    assert admin_client.get(url("merge", known) + "?into=999999").status_code == 404


# Splitting ---------------------------------------------------------------------------------------------------------


def test_chosen_citations_are_split_off_and_come_back(admin_client) -> None:  # type: ignore[no-untyped-def]
    known, _ = twins()
    name = SourceVariant.objects.create(source=known, name="Izvestia Kieva", kind="spelling")
    chosen = list(known.citations.order_by("pk")[:2])
    before = dump()
    shown = admin_client.get(url("split", known))
    assert len(shown.context["rows"]) == 4
    values = {"citations": [row.pk for row in chosen], "variants": [name.pk], "new_name": "Kievskie Izvestia"}
    refused = admin_client.post(url("split", known), values)
    assert "This field is required" in refused.content.decode()
    assert refused.content.decode().count(" checked") == 3
    response = admin_client.post(url("split", known), {**values, "reason": "Another paper"}, follow=True)
    assert "Moved 2 citations" in said(response)
    new = Source.objects.get(name="Kievskie Izvestia")
    assert set(new.citations.all()) == set(chosen)
    assert list(new.variants.all()) == [name]
    assert "Taken back" in undo_last(admin_client)
    assert dump() == before


def test_a_split_that_is_refused_says_why(admin_client) -> None:  # type: ignore[no-untyped-def]
    known, new = twins()
    foreign = new.citations.first()
    values = {"new_name": "Fresh", "reason": "x"}
    assert "Choose the citations" in admin_client.post(url("split", known), values).content.decode()
    response = admin_client.post(url("split", known), {**values, "citations": [foreign.pk]})
    assert "is not one of the available choices" in response.content.decode()
    assert Source.objects.count() == 2


def test_citations_are_offered_by_the_name_that_is_printed(admin_client) -> None:  # type: ignore[no-untyped-def]
    known, _ = twins()
    Citation.objects.filter(pk=known.citations.first().pk).update(source_text="Izvestia (Kyiv)")
    response = admin_client.get(url("split", known), {"printed": "Izvestia (Kyiv)"})
    assert len(response.context["rows"]) == 1
    assert ("Izvestia (Kyiv)", 1) in response.context["by_name"]


def test_splitting_costs_the_same_for_more_citations(admin_client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    known, _ = twins()
    admin_client.get(url("split", known))
    costs = []
    for number in (0, 30):
        factories.CitationFactory.create_batch(number, source=known)
        with django_assert_max_num_queries(20) as captured:
            admin_client.get(url("split", known))
        costs.append(len(captured))
    assert costs[0] == costs[1]


# Permissions -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("missing", [name for name in MERGING if not name.startswith("view")])
def test_without_any_of_its_permissions_nothing_is_merged_or_split(missing: str) -> None:
    known, new = twins()
    client = staff(*(set(MERGING) - {missing}))
    for address in (url("merge", new, known), url("split", known)):
        assert client.get(address).status_code == 403
        assert client.post(address, {"reason": "x", "new_name": "y"}).status_code == 403
    assert Source.objects.count() == 2


def test_with_its_permissions_and_those_of_the_way_back_it_is_done_and_undone() -> None:
    known, new = twins()
    before = Source.objects.count()
    client = staff(*MERGING, *UNDOING)
    assert client.post(url("merge", new, known), {"reason": "One"}).status_code == 302
    assert PastSourceSlug.objects.count() == 1
    assert "Taken back" in undo_last(client)
    assert Source.objects.count() == before


def test_who_may_only_view_sees_the_pairs_and_decides_nothing() -> None:
    known, new = twins()
    client = staff("view_source", "view_citation")
    html = client.get(DOUBLES).content.decode()
    assert "Not the same" not in html
    assert "Merge left" not in html
    assert client.post(DOUBLES, {"one": known.pk, "other": new.pk}).status_code == 403
    assert staff_without().get(DOUBLES).status_code == 403


def staff_without() -> Client:
    client = Client()
    client.force_login(factories.UserFactory(is_staff=True))
    return client


def test_posts_need_their_token() -> None:
    known, new = twins()
    client = Client(enforce_csrf_checks=True)
    client.force_login(factories.UserFactory(is_staff=True, is_superuser=True))
    for address in (DOUBLES, url("merge", new, known), url("split", known)):
        assert client.post(address, {"reason": "x"}).status_code == 403


def test_addresses_and_distinctions_are_written_by_acts_only(admin_client) -> None:  # type: ignore[no-untyped-def]
    known, new = twins()
    pair = DistinctSources.objects.create(first=known, second=new)
    past = PastSourceSlug.objects.create(slug="old", source=known, reason="renamed")
    for row, deletable in ((pair, True), (past, False)):
        name = row._meta.model_name
        assert admin_client.get(reverse(f"admin:articles_{name}_add")).status_code == 403
        assert admin_client.get(reverse(f"admin:articles_{name}_change", args=[row.pk])).status_code == 200
        status = admin_client.get(reverse(f"admin:articles_{name}_delete", args=[row.pk])).status_code
        assert status == (200 if deletable else 403)


def test_a_form_refuses_an_address_that_leads_elsewhere(admin_client) -> None:  # type: ignore[no-untyped-def]
    known, new = twins()
    PastSourceSlug.objects.create(slug="old", source=known, reason="renamed")
    values = {"name": new.name, "slug": "old", "kind": "unknown", "review": "accepted"}
    rows = {"variants-TOTAL_FORMS": "0", "variants-INITIAL_FORMS": "0"}
    address = reverse("admin:articles_source_change", args=[new.pk])
    response = admin_client.post(address, {**values, **rows})
    assert "leads to it for ever" in response.content.decode()
    assert admin_client.post(address, {**values, **rows, "slug": "moved"}).status_code == 302
    assert PastSourceSlug.objects.get(source=new).slug == new.slug
