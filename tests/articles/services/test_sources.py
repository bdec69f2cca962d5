"""Merging and splitting sources: nothing is lost, contradictions are told, and the way back gives every byte."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from articles.models import Batch, Citation, DistinctSources, PastSourceSlug, Source, SourceVariant
from articles.services.distinct import say_distinct
from articles.services.moving import AuthorityContradicts, AuthorityRefused
from articles.services.review import save_by_hand
from articles.services.source_book import free_slug
from articles.services.sources import merge_sources, split_source
from articles.services.undoing import UndoConflict, undo
from tests import factories
from tests.articles.services.test_batches import dump

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Any:
    return factories.UserFactory()


def source(name: str, slug: str, **values: Any) -> Source:
    return factories.SourceFactory(name=name, slug=slug, **values)


def pair() -> tuple[Source, Source]:
    """A source that stays and one that goes, each with names, a host, citations, an address and a distinction."""
    keep = source("Golos Stepi", "golos-stepi", kind="unknown", note="Weekly.")
    lose = source("Holos Stepi", "holos-stepi", country="KZ", language="kk", review="suggested", note="Seen once.")
    third, fourth = source("Third", "third"), source("Fourth", "fourth")
    for owner, name, kind in (
        (keep, "GS", "abbreviation"),
        (lose, "gs", "abbreviation"),
        (lose, "Voice of the Steppe", "translation"),
        (lose, "GOLOS STEPI", "spelling"),
        (lose, "golos.example", "host"),
    ):
        SourceVariant.objects.create(source=owner, name=name, kind=kind)
    factories.CitationFactory.create_batch(2, source=keep)
    for review in ("suggested", "accepted", "rejected"):
        factories.CitationFactory(source=lose, review=review)
    PastSourceSlug.objects.create(slug="older", source=lose, reason="renamed")
    DistinctSources.objects.create(first=third, second=lose)
    DistinctSources.objects.create(first=fourth, second=lose)
    DistinctSources.objects.create(first=fourth, second=keep)
    return keep, lose


def test_merging_moves_all_and_loses_nothing(editor) -> None:  # type: ignore[no-untyped-def]
    keep, lose = pair()
    batch = merge_sources(keep, lose, user=editor, reason="One weekly")
    keep.refresh_from_db()
    assert not Source.objects.filter(slug="holos-stepi").exists()
    assert set(Citation.objects.values_list("source", "review")) == {
        (keep.pk, review) for review in ("suggested", "accepted", "rejected")
    }
    assert set(keep.variants.values_list("name", "kind")) == {
        ("GS", "abbreviation"),
        ("Voice of the Steppe", "translation"),
        ("Holos Stepi", "spelling"),
        ("golos.example", "host"),
    }
    assert set(keep.past_slugs.values_list("slug", "reason")) == {("older", "renamed"), ("holos-stepi", "merged")}
    assert {str(row) for row in DistinctSources.objects.all()} == {
        "“Golos Stepi” is not “Third”",
        "“Fourth” is not “Golos Stepi”",
    }
    assert (keep.kind, keep.country, keep.language, keep.review) == ("newspaper", "KZ", "kk", "accepted")
    assert keep.note == "Weekly.\n\nSeen once."
    assert (batch.kind, batch.created_by) == ("merge", editor)
    assert batch.summary == "Merged “Holos Stepi” into “Golos Stepi”, 3 citations moved: One weekly"


def test_taking_a_merge_back_gives_every_byte(editor) -> None:  # type: ignore[no-untyped-def]
    keep, lose = pair()
    before = dump()
    batch = merge_sources(keep, lose, user=editor)
    assert dump() != before
    undo(batch, editor)
    assert dump() == before
    assert Batch.objects.acts().get().is_undone


def test_merges_one_after_the_other_are_taken_back_in_reverse(editor) -> None:  # type: ignore[no-untyped-def]
    keep, lose = pair()
    last = source("Last", "last")
    before = dump()
    first = merge_sources(keep, lose, user=editor)
    second = merge_sources(last, keep, user=editor)
    assert set(last.past_slugs.values_list("slug", flat=True)) == {"older", "holos-stepi", "golos-stepi"}
    with pytest.raises(UndoConflict):
        undo(first, editor)
    undo(second, editor)
    undo(first, editor)
    assert dump() == before


def test_a_host_that_was_a_mere_name_becomes_a_host_and_comes_back(editor) -> None:  # type: ignore[no-untyped-def]
    keep, lose = source("Steppe", "steppe"), source("Steppe net", "steppe-net")
    SourceVariant.objects.create(source=keep, name="steppe.example", kind="spelling")
    SourceVariant.objects.create(source=lose, name="steppe.example", kind="host")
    before = dump()
    batch = merge_sources(keep, lose, user=editor)
    assert keep.variants.get(name="steppe.example").kind == "host"
    undo(batch, editor)
    assert dump() == before


def test_later_work_is_not_lost_with_a_merge(editor) -> None:  # type: ignore[no-untyped-def]
    keep, lose = pair()
    batch = merge_sources(keep, lose, user=editor)
    other = source("Other", "other")
    Citation.objects.filter(review="accepted", source=keep).update(source=other)
    with pytest.raises(UndoConflict, match="source has been changed since"):
        undo(batch, editor)
    assert not Source.objects.filter(slug="holos-stepi").exists()


def test_what_is_decided_since_stays_decided(editor) -> None:  # type: ignore[no-untyped-def]
    keep, lose = source("Keep", "keep"), source("Lose", "lose")
    citation = factories.CitationFactory(source=lose)
    batch = merge_sources(keep, lose, user=editor)
    Citation.objects.update(review="accepted")
    undo(batch, editor)
    citation.refresh_from_db()
    assert (citation.source.slug, citation.review) == ("lose", "accepted")


def archive(slug: str) -> Source:
    publication = factories.PublicationFactory(slug=slug, title=slug.title(), abbreviation=slug.upper())
    return source(slug.title(), slug, kind="archive", publication=publication)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        pytest.param(lambda: [source("A", "a")] * 2, "with itself", id="itself"),
        pytest.param(lambda: [archive("one"), archive("two")], "two publications", id="two-publications"),
        pytest.param(lambda: [source("A", "a"), archive("two")], "merge the other one into it", id="publication-goes"),
        pytest.param(lambda: [source("A", "a", review="rejected"), source("B", "b")], "rejected", id="rejected"),
    ],
)
def test_what_cannot_be_meant_is_refused_even_by_force(make, why) -> None:  # type: ignore[no-untyped-def]
    keep, lose = make()
    before = dump()
    with pytest.raises(AuthorityRefused, match=why):
        merge_sources(keep, lose, user=None, force=True)
    assert dump() == before


@pytest.mark.parametrize(
    ("of_keep", "of_lose", "words"),
    [
        pytest.param({"country": "KZ"}, {"country": "RU"}, ["“A” is of KZ, “B” of RU."], id="countries"),
        pytest.param({"kind": "agency"}, {"kind": "website"}, ["“A” is a news agency, “B” a website."], id="kinds"),
        pytest.param({"country": "KZ"}, {}, [], id="one-country-unknown"),
        pytest.param({"kind": "agency"}, {"kind": "unknown"}, [], id="one-kind-unknown"),
        pytest.param({"kind": "unknown"}, {"kind": "agency"}, [], id="other-kind-unknown"),
    ],
)
def test_contradictions_are_told_in_words_and_overruled_by_force(of_keep, of_lose, words) -> None:  # type: ignore[no-untyped-def]
    keep, lose = source("A", "a", **of_keep), source("B", "b", **of_lose)
    if words:
        with pytest.raises(AuthorityContradicts) as told:
            merge_sources(keep, lose, user=None)
        assert told.value.contradictions == words
        assert Source.objects.count() == 2
    merge_sources(keep, lose, user=None, force=bool(words))
    assert Source.objects.get() == keep


def test_what_was_told_apart_is_merged_by_force_only(editor) -> None:  # type: ignore[no-untyped-def]
    keep, lose = source("A", "a"), source("B", "b")
    say_distinct(lose, keep, user=editor)
    before = dump()
    with pytest.raises(AuthorityContradicts, match="not the same"):
        merge_sources(keep, lose, user=editor)
    batch = merge_sources(keep, lose, user=editor, force=True)
    assert not DistinctSources.objects.exists()
    undo(batch, editor)
    assert dump() == before


def test_a_source_that_has_gone_meanwhile_is_named(editor) -> None:  # type: ignore[no-untyped-def]
    keep, lose = source("A", "a"), source("B", "b")
    Source.objects.filter(pk=lose.pk).delete()
    with pytest.raises(AuthorityRefused, match="“B” does not exist any more"):
        merge_sources(keep, lose, user=editor)


def test_merging_costs_the_same_for_more_citations(editor, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    costs = []
    for number in (2, 40):
        keep, lose = source(f"K{number}", f"k{number}"), source(f"L{number}", f"l{number}")
        factories.CitationFactory.create_batch(number, source=lose)
        with django_assert_max_num_queries(100) as captured:
            merge_sources(keep, lose, user=editor)
        costs.append(len(captured))
    assert costs[0] == costs[1]


# Addresses ---------------------------------------------------------------------------------------------------------


def rename(row: Source, slug: str, editor: Any) -> Batch:
    row.slug = slug
    return save_by_hand(row, user=editor, columns=["slug"])  # type: ignore[return-value]


def test_a_renamed_source_keeps_its_old_address_and_a_returning_one_loses_it(editor) -> None:  # type: ignore[no-untyped-def]
    row = source("A", "first")
    before = dump()
    there = rename(row, "second", editor)
    assert list(PastSourceSlug.objects.values_list("slug", "source", "reason")) == [("first", row.pk, "renamed")]
    back = rename(row, "first", editor)
    assert list(PastSourceSlug.objects.values_list("slug", flat=True)) == ["second"]
    undo(back, editor)
    undo(there, editor)
    assert dump() == before


def test_no_other_source_takes_a_past_address(editor) -> None:  # type: ignore[no-untyped-def]
    keep, lose = source("Steppe", "steppe"), source("Stepp", "stepp")
    merge_sources(keep, lose, user=editor)
    assert free_slug(Source, "Stepp") == "stepp-2"
    with pytest.raises(Exception, match="leads to it for ever"):
        Source(name="Stepp", slug="stepp").full_clean()
    keep.slug = "stepp"
    keep.full_clean()


def test_the_old_address_redirects_for_ever(client, editor) -> None:  # type: ignore[no-untyped-def]
    keep, lose = source("Steppe", "steppe"), source("Stepp", "stepp")
    batch = merge_sources(keep, lose, user=editor)
    response = client.get("/sources/stepp/")
    assert (response.status_code, response["Location"]) == (301, "/sources/steppe/")
    listed = client.get("/articles/", {"source": "stepp"})
    assert listed.status_code == 200
    Source.objects.update(review="rejected")
    assert client.get("/sources/stepp/").status_code == 404
    Source.objects.update(review="accepted")
    undo(batch, editor)
    assert client.get("/sources/stepp/").status_code == 200


# Splitting ---------------------------------------------------------------------------------------------------------


def test_splitting_moves_the_chosen_citations_and_names_to_a_new_source(editor) -> None:  # type: ignore[no-untyped-def]
    row = source("Vestnik", "vestnik", country="RU", language="ru", kind="agency")
    kiev = SourceVariant.objects.create(source=row, name="Vestnik Kieva", kind="spelling")
    chosen = [factories.CitationFactory(source=row, review=review) for review in ("suggested", "rejected")]
    stays = factories.CitationFactory(source=row)
    before = dump()
    batch = split_source(row, chosen, new_name="Vestnik (Kyiv)", variants=[kiev], user=editor, reason="Two papers")
    new = Source.objects.get(slug="vestnik-kyiv")
    assert (new.name, new.kind, new.country, new.language, new.review) == (
        "Vestnik (Kyiv)",
        "agency",
        "RU",
        "ru",
        "accepted",
    )
    assert list(new.variants.values_list("name", flat=True)) == ["Vestnik Kieva"]
    assert dict(new.citations.values_list("pk", "review")) == {chosen[0].pk: "accepted", chosen[1].pk: "rejected"}
    chosen[0].refresh_from_db()
    assert chosen[0].reviewer == editor
    assert list(row.citations.all()) == [stays]
    assert (batch.kind, batch.summary) == ("split", "Moved 2 citations from “Vestnik” to “Vestnik (Kyiv)”: Two papers")
    undo(batch, editor)
    assert dump() == before


def test_splitting_into_a_source_that_exists_makes_no_double_name(editor) -> None:  # type: ignore[no-untyped-def]
    row, other = source("Vestnik", "vestnik"), source("Herald", "herald")
    name = SourceVariant.objects.create(source=row, name="Herald", kind="spelling")
    citation = factories.CitationFactory(source=row)
    before = dump()
    batch = split_source(row, [citation], other=other, variants=[name], user=editor)
    citation.refresh_from_db()
    assert citation.source == other
    assert not SourceVariant.objects.exists()
    undo(batch, editor)
    assert dump() == before


def two() -> tuple[Source, Citation]:
    row = source("Vestnik", "vestnik")
    return row, factories.CitationFactory(source=row)


@pytest.mark.parametrize(
    ("values", "why"),
    [
        pytest.param({"citations": [], "new_name": "New"}, "Choose the citations", id="nothing-chosen"),
        pytest.param({}, "not both", id="no-target"),
        pytest.param({"new_name": "New", "other": "third"}, "not both", id="two-targets"),
        pytest.param({"new_name": "…"}, "letters or digits", id="no-name"),
        pytest.param({"new_name": "THIRD"}, "choose it instead", id="name-of-another"),
        pytest.param({"other": "vestnik"}, "already", id="into-itself"),
        pytest.param({"new_name": "New", "citations": ["third"]}, "does not cite", id="citation-of-another"),
        pytest.param({"new_name": "New", "variants": ["third"]}, "is not a name of", id="name-of-another-source"),
        pytest.param({"new_name": "New", "kind": "cross_reference"}, "cross-reference", id="cross-reference"),
    ],
)
def test_a_split_that_cannot_be_meant_is_refused(editor, values, why) -> None:  # type: ignore[no-untyped-def]
    row, citation = two()
    third = source("Third", "third")
    of_third = {"citations": factories.CitationFactory(source=third), "variants": third.variants.create(name="3rd")}
    chosen: dict[str, Any] = {"citations": [citation], **values}
    for name, foreign in of_third.items():
        chosen[name] = [foreign if one == "third" else one for one in chosen.get(name, [])]
    if "other" in chosen:
        chosen["other"] = Source.objects.get(slug=chosen["other"])
    Citation.objects.filter(pk=citation.pk).update(kind=chosen.pop("kind", "press"))
    before = dump()
    with pytest.raises(AuthorityRefused, match=why):
        split_source(row, user=editor, **chosen)
    assert dump() == before


def test_pairs_are_kept_once_in_whatever_order(editor) -> None:  # type: ignore[no-untyped-def]
    one, other = source("A", "b"), source("B", "a")
    batch = say_distinct(one, other, user=editor)
    assert DistinctSources.objects.get().natural_key() == ("a", "b")
    assert say_distinct(other, one, user=editor) is None
    with pytest.raises(IntegrityError), transaction.atomic():
        DistinctSources.objects.create(first=one, second=other)
    with pytest.raises(IntegrityError), transaction.atomic():
        DistinctSources.objects.create(first=one, second=one)
    with pytest.raises(AuthorityRefused):
        say_distinct(one, one, user=editor)
    undo(batch, editor)
    assert not DistinctSources.objects.exists()
