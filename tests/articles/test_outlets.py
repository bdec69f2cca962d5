"""The authority file of outlets: facts in valid forms, names that lead to one outlet, and it loads."""

from __future__ import annotations

import json
import re
from collections import Counter, defaultdict
from typing import Any

import pytest
from django.conf.locale import LANG_INFO
from django.core.management import call_command

from articles.models import Batch, Citation, Source, SourceVariant
from articles.services import outlets
from articles.services.outlets import Outlet, adopt_outlets, known_outlets
from articles.services.periodicals import FILE as PERIODICALS
from articles.services.source_book import SourceBook
from edm_archive.text.normalize import fold, slug_of
from tests.articles.services.test_citing import article_saying, cited

#: Names that two outlets bear in fact; a citation of one is left to the editor.
SHARED = {
    "segodnya": {"segodnya-moscow", "segodnya-kyiv"},
    "сегодня": {"segodnya-moscow", "segodnya-kyiv"},
    "respublika": {"respublika-almaty", "respublika-vilnius"},
    "apa": {"apa-baku", "austria-press-agency"},
}
#: ISO 3166-1 alpha-2, and XK, which is in use for Kosovo.
COUNTRIES = set(
    """AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA
    CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB
    GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG
    KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV
    MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB
    SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US
    UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW XK""".split()
)
#: Languages of outlets that Django itself is not translated into.
LANGUAGES = {tag.split("-")[0] for tag in LANG_INFO} | {"ku", "ps", "zh"}
HOST = re.compile(r"(?!www\.)[a-z0-9-]+(\.[a-z0-9-]+)+")

OUTLETS = known_outlets()


@pytest.fixture(scope="module")
def owners() -> dict[str, set[str]]:
    """Folded names that are no hosts, and the outlets that bear each."""
    found: dict[str, set[str]] = defaultdict(set)
    for outlet in OUTLETS:
        for name in outlet.folded:
            found[name].add(outlet.slug)
    return found


def hosts_of(outlet: Outlet) -> list[str]:
    return [name for kind, name in outlet.names if kind == "host"]


def test_it_holds_the_press_of_the_region_and_the_world() -> None:
    assert len(OUTLETS) >= 900
    countries = Counter(outlet.fields["country"] for outlet in OUTLETS)
    assert len(countries) >= 75
    for country in ("RU", "UA", "BY", "MD", "GE", "AM", "AZ", "KZ", "KG", "TJ", "TM", "UZ", "TR", "IR", "CN"):
        assert countries[country] >= 7, country
    assert set(Source.Kind.values) - {"archive", "unknown"} == {outlet.fields["kind"] for outlet in OUTLETS}


def test_nearly_every_one_has_a_host() -> None:
    assert sum(bool(hosts_of(outlet)) for outlet in OUTLETS) >= 0.85 * len(OUTLETS)


def test_the_file_is_sorted_names_no_number_and_is_written_as_the_others_are() -> None:
    text = outlets.FILE.read_text("utf-8")
    rows = json.loads(text)
    assert text == json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
    assert not [row for row in rows if "pk" in row]
    slugs = [outlet.slug for outlet in OUTLETS]
    assert slugs == sorted(set(slugs))
    owning = [row["fields"].get("slug") or row["fields"]["source"][0] for row in rows]
    assert owning == sorted(owning)


def faults(outlet: Outlet) -> list[str]:
    """What is not valid in the facts of an outlet."""
    facts, names = outlet.fields, [outlet.fields["name"], *(name for _, name in outlet.names)]
    checks = {
        "slug": re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", outlet.slug),
        "state": (facts["review"], facts["publication"]) == ("accepted", None),
        "kind": facts["kind"] in set(Source.Kind.values) - {"archive", "unknown"},
        "country": facts["country"] in COUNTRIES | {""},
        "language": facts["language"] in LANGUAGES,
        "kinds of names": {kind for kind, _ in outlet.names} <= set(SourceVariant.Kind.values),
        "names": all(name == name.strip() and fold(name) for name in names),
        "names once": len(set(names[1:])) == len(names[1:]),
        "own name": all(kind == "host" for kind, name in outlet.names if name == facts["name"]),
        "hosts": all(HOST.fullmatch(host) for host in hosts_of(outlet)),
    }
    return [f"{outlet.slug}: {what}" for what, holds in checks.items() if not holds]


def test_all_facts_have_valid_forms() -> None:
    assert [fault for outlet in OUTLETS for fault in faults(outlet)] == []


def test_only_bodies_of_many_countries_and_exiles_have_no_country() -> None:
    without = [outlet for outlet in OUTLETS if not outlet.fields["country"]]
    assert {outlet.fields["kind"] for outlet in without} == {"official", "website"}
    assert len(without) <= 20


def test_a_name_leads_to_one_outlet(owners: dict[str, set[str]]) -> None:
    assert {name: slugs for name, slugs in owners.items() if len(slugs) > 1} == SHARED


def test_a_host_names_one_outlet() -> None:
    counted = Counter(host for outlet in OUTLETS for host in hosts_of(outlet))
    assert not [host for host, number in counted.items() if number > 1]


def test_no_name_or_address_is_that_of_a_publication_of_the_archive(owners: dict[str, set[str]]) -> None:
    rows: list[dict[str, Any]] = [row["fields"] for row in json.loads(PERIODICALS.read_text("utf-8"))]
    names = {fold(row[key]) for row in rows for key in ("title", "abbreviation", "name") if row.get(key)}
    assert not names & set(owners)
    assert not {slug_of(name) for name in names} & {outlet.slug for outlet in OUTLETS}


def test_the_demo_repeats_none_of_it(owners: dict[str, set[str]]) -> None:
    rows = json.loads((outlets.FILE.parent / "demo_sources.json").read_text("utf-8"))
    assert not {fold(row["fields"]["name"]) for row in rows} & set(owners)


@pytest.mark.django_db
def test_loaddata_twice_changes_nothing_and_every_name_is_found() -> None:
    call_command("loaddata", "outlets", verbosity=0)
    loaded = sorted(Source.objects.values_list()), sorted(SourceVariant.objects.values_list())
    call_command("loaddata", "outlets", verbosity=0)
    assert (sorted(Source.objects.values_list()), sorted(SourceVariant.objects.values_list())) == loaded
    book = SourceBook.load()
    for outlet in OUTLETS:
        for name in [outlet.fields["name"], *(name for kind, name in outlet.names if kind != "host")]:
            expected = SHARED.get(fold(name), {outlet.slug})
            assert {source.slug for source in book.owners(name)} == expected, name
        for host in hosts_of(outlet):
            assert book.vocabulary.outlet_at(f"www.{host}") == outlet.slug


@pytest.mark.django_db
def test_the_command_and_loaddata_agree() -> None:
    done = adopt_outlets()
    assert (done.created, done.completed, done.kept, done.conflicts) == (len(OUTLETS), 0, 0, [])
    adopted = set(SourceVariant.objects.values_list("source__slug", "kind", "name"))
    before = Source.objects.count(), SourceVariant.objects.count()
    call_command("loaddata", "outlets", verbosity=0)
    assert (Source.objects.count(), SourceVariant.objects.count()) == before
    assert adopted == set(SourceVariant.objects.values_list("source__slug", "kind", "name"))


@pytest.mark.django_db
def test_twice_writes_nothing_more() -> None:
    adopt_outlets()
    again = adopt_outlets(add_names=True)
    assert (again.created, again.completed, again.names, again.conflicts, again.batch) == (0, 0, 0, [], None)
    assert again.kept == len(OUTLETS)
    assert Batch.objects.count() == 1


@pytest.mark.django_db
def test_beside_the_demo_nothing_of_it_changes() -> None:
    call_command("loaddata", "demo", verbosity=0)
    held = set(Source.objects.values_list()), set(SourceVariant.objects.values_list())
    citations = list(Citation.objects.order_by("pk").values_list())
    done = adopt_outlets()
    assert done.kept >= 40
    assert done.created == len(OUTLETS) - done.kept
    assert not done.conflicts
    assert held[0] < set(Source.objects.values_list())
    assert held[1] < set(SourceVariant.objects.values_list())
    assert list(Citation.objects.order_by("pk").values_list()) == citations


@pytest.mark.django_db
def test_a_text_is_cited_by_it_and_a_shared_name_is_left_to_the_editor() -> None:
    adopt_outlets()
    body = "It was said (Nezavisimaya Gazeta, November 26; Segodnya, November 27; www.kremlin.ru, November 28)."
    found = cited(article_saying(body))
    assert [row.source.slug if row.source else "" for row in found] == ["nezavisimaya-gazeta", "", "kremlin-ru"]
    assert found[1].resolution_note.startswith("2 sources bear this name")
    assert not Source.objects.filter(review="suggested").exists()
