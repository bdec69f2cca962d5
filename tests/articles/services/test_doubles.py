"""Possible doubles: which names are alike, which are not, what is remembered, and at what cost."""

from __future__ import annotations

import time

import pytest

from articles.models import SourceVariant
from articles.services.distinct import say_distinct
from articles.services.doubles import BLOCK, likened, near_duplicates
from articles.services.sources import merge_sources
from tests import factories


@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        pytest.param("Izvestia", "Izvestiya", "The same in another spelling", id="transliteration"),
        pytest.param("Izvestiya", "Известия", "The same in another spelling", id="cyrillic"),
        pytest.param("Novaya Zarya", "NOVAYA zarya", "The same name", id="case"),
        pytest.param("Khabar", "Habar", "The same in another spelling", id="kh"),
        pytest.param("Krasnyj Oktyabr", "Krasny Oktyabr", "Alike in spelling, 9", id="letters"),
        pytest.param("Rubin TV", "Rubin television", "The same but for words for the medium", id="tv-television"),
        pytest.param("Rubin TV", "Rubin radio", "The same but for words for the medium", id="tv-radio"),
        pytest.param("Moscow Rubinfax", "Rubinfax", "The same but for the place before it", id="place"),
        pytest.param("New York Le Rubin", "Le Rubin", "The same but for the place before it", id="place-of-two-words"),
        pytest.param("Vremya Novostei", "Novostey Vremya", "The same in another spelling", id="order"),
        pytest.param("The Rubin", "Rubin", "The same in another spelling", id="article"),
    ],
)
def test_names_that_are_alike(one: str, other: str, reason: str) -> None:
    (found, *_) = sorted(likened([(1, one), (2, other)]), key=lambda double: -double.score)
    assert (found.one, found.other, found.names) == (1, 2, (one, other))
    assert found.reason.startswith(reason)
    assert 86 <= found.score <= 100


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Moscow Times", "The Times", id="common-word-after-a-place"),
        pytest.param("Kanal 1", "Kanal 5", id="figures"),
        pytest.param("Respublika Kanal 12 Almaty", "Respublika Kanal 13 Almaty", id="figures-in-a-long-name"),
        pytest.param("NTV", "RTV", id="short"),
        pytest.param("Novaya gazeta", "Nezavisimaya gazeta", id="one-word-in-common"),
        pytest.param("Kazakhstan Today", "Kyrgyzstan Today", id="countries"),
        pytest.param("News Channel", "The News", id="nothing-but-words-for-the-medium"),
        pytest.param("Gazeta.example.ru", "Turkmenistan.ru", id="end-of-a-host"),
        pytest.param("Gazeta.ru", "Turkmenistan.ru", id="nothing-left-but-the-end-of-a-host"),
        pytest.param("Taran news agency", "Tuz news agency", id="long-words-for-the-medium"),
        pytest.param("…", "!", id="no-letters"),
    ],
)
def test_names_that_are_not_alike(one: str, other: str) -> None:
    assert not list(likened([(1, one), (2, other)]))


def test_one_source_is_no_double_of_itself() -> None:
    assert not list(likened([(1, "Izvestia"), (1, "Izvestiya")]))


def test_a_block_that_is_too_large_is_cut_by_longer_beginnings() -> None:
    letters = "bcdfglmnprstvz"
    names = [(n, f"Kazah{letters[n % 14]}o{letters[n // 14 % 14]}u{letters[n // 196]}anik") for n in range(2 * BLOCK)]
    near = (10_000, "Kazahbobubanike")
    assert any({double.one, double.other} == {0, 10_000} for double in likened([*names, near]))


@pytest.mark.django_db
def test_only_pairs_with_a_suggested_source_are_offered_unless_all_are_wanted(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    known, twin = (factories.SourceFactory(name=name) for name in ("Izvestia", "Izvestiya"))
    new = factories.SourceFactory(name="Izvestija Segodnia", review="suggested")
    SourceVariant.objects.create(source=new, name="Izvestiia", kind="spelling")
    factories.SourceFactory(name="Izvestiia", review="rejected")
    with django_assert_num_queries(3):
        found = near_duplicates()
    assert [(d.one, d.other) for d in found] == [(known.pk, new.pk), (twin.pk, new.pk)]
    assert len(near_duplicates(everything=True)) == 3
    assert len(near_duplicates(1, everything=True)) == 1


@pytest.mark.django_db
def test_hosts_are_not_names() -> None:
    for name, review in (("Alpha Daily Post", "suggested"), ("Omega Wire", "accepted")):
        row = factories.SourceFactory(name=name, review=review)
        end = "a" if review == "suggested" else ""
        SourceVariant.objects.create(source=row, name=f"izvestiya{end}.example", kind="host")
    assert not near_duplicates(everything=True)


@pytest.mark.django_db
def test_what_was_told_apart_is_not_offered_again_even_after_a_merge() -> None:
    known = factories.SourceFactory(name="Izvestia")
    new = factories.SourceFactory(name="Izvestiya", review="suggested")
    other = factories.SourceFactory(name="Izvestiia", review="suggested")
    say_distinct(new, known, user=None)
    assert {frozenset((d.one, d.other)) for d in near_duplicates()} == {
        frozenset((known.pk, other.pk)),
        frozenset((new.pk, other.pk)),
    }
    merge_sources(other, new, user=None)
    assert not near_duplicates(everything=True)


@pytest.mark.django_db
def test_two_publications_of_the_archive_are_no_doubles() -> None:
    for slug in ("izvestia", "izvestiya"):
        publication = factories.PublicationFactory(slug=slug, title=slug, abbreviation=slug)
        factories.SourceFactory(name=slug, kind="archive", publication=publication)
    assert not near_duplicates(everything=True)


def test_five_thousand_names_are_compared_in_bounded_time() -> None:
    syllables = "ka ra no vi ta mo re la shi do ge pu".split()
    names = [
        (n, f"{syllables[n % 12]}{syllables[n // 12 % 12]}{syllables[n // 144 % 12]} Kazakhstanskaya {kind}")
        for n in range(2_500)
        for kind in ("Pravda", "Pravda TV")
    ]
    wanted = set(range(0, 2_500, 2))
    started = time.perf_counter()
    for _ in likened(names, wanted):
        pass
    assert time.perf_counter() - started < 30
