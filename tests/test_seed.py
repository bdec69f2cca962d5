"""The one original document gives exactly what is known of it. Skipped where the shared folder is not."""

from __future__ import annotations

import datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from articles.models import AcronymDefinition, Article, Citation, RoleStatement

SEED = Path(__file__).resolve().parent.parent.parent / "shared" / "seed"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SEED.is_dir(), reason="the folder ../shared/seed is not here"),
]


@pytest.fixture
def article() -> Article:
    call_command("import_articles", str(SEED), verbosity=0)
    return Article.objects.get()


def test_its_place_and_headline(article: Article) -> None:
    assert article.natural_key() == ("edm", 1, "138", 1)
    assert len(article.paragraphs) == 8
    assert article.headline_basis == Article.HeadlineBasis.WORKING
    assert article.body.startswith(article.headline.removesuffix(" …"))


def test_its_date_is_inferred_with_reasons(article: Article) -> None:
    assert (article.date_basis, article.date_earliest) == ("inferred", datetime.date(2004, 11, 30))
    assert article.date_statement.startswith("not before 30 November 2004")
    reasons = " ".join(article.date_reasons)
    assert "Volume 1 of Eurasia Daily Monitor" in reasons
    assert "EDM of 30 November 2004" in reasons


def test_its_citations(article: Article) -> None:
    found = Citation.objects.values_list("kind", "source__name", "cited_date", "resolution", "quote")
    assert list(found) == [
        ("press", "Nezavisimaya gazeta", datetime.date(2004, 11, 26), "resolved", "(Nezavisimaya gazeta, November 26)"),
        ("press", "Interfax-Kazakhstan", datetime.date(2004, 11, 25), "resolved", "(Interfax-Kazakhstan, November 25)"),
        ("cross_reference", "Eurasia Daily Monitor", datetime.date(2004, 11, 30), "waiting", "(see EDM, November 30)"),
    ]


def test_what_its_citations_support(article: Article) -> None:
    first, second, third = Citation.objects.all()
    assert second.claim.startswith("Kozy-Korpesh Dzhanburchin, Deputy Defense Minister")
    assert (second.quoted_words[:14], second.quoted_words[-9:]) == ("“In accordance", "as well,”")
    assert (second.speaker_name, second.speaker_basis) == ("Kozy-Korpesh Dzhanburchin", "named")
    assert [(row.quotation, row.speaker) for row in (first, third)] == [(None, None)] * 2


def test_its_acronyms(article: Article) -> None:
    csto, crdf = AcronymDefinition.objects.all()
    assert (csto.short_form, csto.long_form) == ("CSTO", "Collective Security Treaty Organization")
    assert (crdf.short_form, crdf.long_form, crdf.contains) == ("CRDF", "CSTO Rapid Deployment Forces", csto)


def test_its_posts(article: Article) -> None:
    assert list(RoleStatement.objects.values_list("person_name", "post", "organization_name")) == [
        ("Nikolai Bordyuzha", "Secretary-General", "CSTO"),
        ("Valery Loshchinin", "First Deputy Foreign Minister", "Russia"),
        ("Kozy-Korpesh Dzhanburchin", "Deputy Defense Minister for Economy and Finance", ""),
    ]


def test_every_span_covers_its_quote(article: Article) -> None:
    for annotation in (*Citation.objects.all(), *AcronymDefinition.objects.all(), *RoleStatement.objects.all()):
        assert article.body[annotation.start : annotation.end] == annotation.quote


def test_twice_is_nothing(article: Article, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("import_articles", str(SEED))
    assert "0 created, 0 changed" in capsys.readouterr().out
    assert (Article.objects.count(), Citation.objects.count(), AcronymDefinition.objects.count()) == (1, 3, 2)
