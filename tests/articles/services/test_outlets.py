"""Known outlets come into an archive that holds some already: nothing is lost, what is left out is told."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

from articles.models import Batch, Citation, Source, SourceVariant
from articles.services import outlets
from articles.services.doubles import near_duplicates
from articles.services.outlets import adopt_outlets
from articles.services.source_book import SourceBook
from articles.services.sources import merge_sources
from articles.services.undoing import undo
from tests import factories
from tests.articles.services.test_batches import dump
from tests.articles.services.test_citing import article_saying, cited

pytestmark = pytest.mark.django_db


def row(slug: str, name: str, **fields: str) -> dict[str, Any]:
    facts = {"kind": "newspaper", "country": "KZ", "language": "ru", "note": "", "review": "accepted"}
    return {"model": "articles.source", "fields": {"slug": slug, "name": name, "publication": None} | facts | fields}


def variant(slug: str, kind: str, name: str) -> dict[str, Any]:
    return {"model": "articles.sourcevariant", "fields": {"source": [slug], "name": name, "kind": kind}}


@pytest.fixture(autouse=True)
def authority_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two invented outlets, of which the second has a shared abbreviation."""
    rows = [
        row("kaspiy", "Kaspiy"),
        variant("kaspiy", "transliteration", "Kaspii"),
        variant("kaspiy", "abbreviation", "KSP"),
        variant("kaspiy", "host", "kaspiy.example"),
        row("karatau-speaks", "Karatau Speaks", kind="agency"),
        variant("karatau-speaks", "abbreviation", "KSP"),
    ]
    path = tmp_path / "outlets.json"
    path.write_text(json.dumps(rows), "utf-8")
    monkeypatch.setattr(outlets, "FILE", path)


def names(slug: str) -> set[str]:
    return set(SourceVariant.objects.filter(source__slug=slug).values_list("name", flat=True))


def test_into_an_empty_archive_and_back_again() -> None:
    editor: Any = factories.UserFactory()
    before = dump()
    done = adopt_outlets(user=editor)
    assert done.batch is not None
    assert done.batch.kind == Batch.Kind.IMPORT
    assert names("kaspiy") == {"Kaspii", "KSP", "kaspiy.example"}
    assert names("karatau-speaks") == {"KSP"}
    assert "outlets added: 2" in str(done.batch)
    undo(done.batch, editor)
    assert dump() == before


def test_a_dry_run_tells_the_same_and_saves_nothing() -> None:
    before = dump()
    dry = adopt_outlets(dry_run=True)
    assert dump() == before
    assert not Batch.objects.exists()
    assert dry.batch is None
    assert dry.summary == adopt_outlets().summary


def test_an_accepted_record_stays_as_the_editor_left_it() -> None:
    factories.SourceFactory(slug="kaspiy", name="Kaspiy (Atyrau)", kind="magazine", country="AZ", note="Mine.")
    before = list(Source.objects.filter(slug="kaspiy").values())
    assert (adopt_outlets().kept, names("kaspiy")) == (1, set())
    assert adopt_outlets(add_names=True).names == 3
    assert list(Source.objects.filter(slug="kaspiy").values()) == before
    assert names("kaspiy") == {"Kaspii", "KSP", "kaspiy.example"}


def test_a_name_that_an_editor_took_away_does_not_come_back() -> None:
    adopt_outlets()
    SourceVariant.objects.get(name="Kaspii").delete()
    assert adopt_outlets().batch is None
    assert names("kaspiy") == {"KSP", "kaspiy.example"}


def test_a_suggested_record_of_that_name_is_completed_and_that_is_undone() -> None:
    suggested = factories.SourceFactory(
        slug="kaspiy", name="KASPIY", kind="unknown", country="", language="", review="suggested"
    )
    factories.CitationFactory(source=suggested, source_text="KASPIY")
    editor: Any = factories.UserFactory()
    before, citations = dump(), list(Citation.objects.values())
    done = adopt_outlets()
    assert done.completed == 1
    assert Source.objects.values_list("name", "kind", "country", "language", "review").get(slug="kaspiy") == (
        "KASPIY",
        "newspaper",
        "KZ",
        "ru",
        "accepted",
    )
    assert names("kaspiy") == {"Kaspii", "KSP", "kaspiy.example"}
    assert list(Citation.objects.values()) == citations
    assert done.batch is not None
    undo(done.batch, editor)
    assert dump() == before


@pytest.mark.parametrize(
    ("held", "told"),
    [
        pytest.param({"review": "rejected"}, "“Kaspiy” (kaspiy) has been rejected", id="rejected"),
        pytest.param({"review": "suggested", "name": "Kaspiy Forum"}, "suggested there as “Kaspiy Forum”", id="other"),
        pytest.param({"slug": "kaspiy-2"}, "“Kaspiy” (kaspiy) is a name of “Kaspiy” (kaspiy-2)", id="name of another"),
    ],
)
def test_what_stands_in_the_way_is_told_and_left_alone(held: dict[str, str], told: str) -> None:
    factories.SourceFactory(**({"slug": "kaspiy", "name": "Kaspiy"} | held))
    before = list(Source.objects.values())
    done = adopt_outlets()
    (conflict,) = done.conflicts
    assert told in conflict
    assert list(Source.objects.exclude(slug="karatau-speaks").values()) == before
    assert names("kaspiy") == set()


def test_a_host_and_a_name_of_others_stay_theirs() -> None:
    other = factories.SourceFactory(name="Mangystau", slug="mangystau")
    factories.SourceVariantFactory(source=other, kind="host", name="kaspiy.example")
    factories.SourceVariantFactory(source=other, kind="spelling", name="KASPII")
    done = adopt_outlets()
    assert names("kaspiy") == {"KSP"}
    assert sorted(done.conflicts) == [
        "“Kaspii”, for “Kaspiy” (kaspiy), is of “Mangystau” (mangystau).",
        "“kaspiy.example”, for “Kaspiy” (kaspiy), is of “Mangystau” (mangystau).",
    ]


def test_a_merged_outlet_does_not_come_back() -> None:
    adopt_outlets()
    keep: Any = factories.SourceFactory(name="Mangystau", slug="mangystau")
    merge_sources(keep, Source.objects.get(slug="kaspiy"), user=None, force=True)
    again = adopt_outlets(add_names=True)
    assert (again.created, again.kept, again.conflicts) == (0, 2, [])


def test_a_citation_of_a_suggested_spelling_is_not_changed_and_the_merge_is_offered() -> None:
    (citation,) = cited(article_saying("It was said (Kaspii, November 26)."))
    suggested = citation.source
    assert suggested is not None
    assert suggested.review == "suggested"
    adopt_outlets()
    citation.refresh_from_db()
    assert citation.source == suggested
    kaspiy = Source.objects.get(slug="kaspiy")
    assert {suggested.pk, kaspiy.pk} in [{double.one, double.other} for double in near_duplicates()]
    assert SourceBook.load().owners("Kaspii") == [kaspiy]


def test_the_command_tells_what_it_did_and_what_it_left_out() -> None:
    factories.SourceFactory(name="Kaspiy", slug="kaspiy-2")
    out = StringIO()
    call_command("load_outlets", dry_run=True, stdout=out)
    assert not Batch.objects.exists()
    call_command("load_outlets", stdout=out)
    left_out = "Left out: “Kaspiy” (kaspiy) is a name of “Kaspiy” (kaspiy-2); nothing was added."
    summary = (
        "outlets added: 1, suggested before and completed: 0, held already: 0; names and hosts added: 1; left out: 1"
    )
    assert out.getvalue().splitlines() == [
        left_out,
        f"{summary} (dry run: nothing was saved)",
        left_out,
        summary,
        "The batch can be taken back in the admin.",
    ]
    assert Batch.objects.count() == 1
