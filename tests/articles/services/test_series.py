"""Parts are put into a series when that is certain, in whatever order they come; what was stated or decided stands."""

from __future__ import annotations

import datetime
import itertools
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from articles.imports import Outcome
from articles.models import Article, Batch, BatchChange
from articles.services import publishing
from articles.services.batches import recording
from articles.services.faceting import describe
from articles.services.ingest import IngestOptions, ingest_files
from articles.services.mending import mend_changed
from articles.services.removal import remove_articles
from articles.services.series import arrange
from articles.services.undoing import undo
from tests.articles.admin.test_article_form import save
from tests.factories import ArticleFactory, IssueFactory, PublicationFactory

pytestmark = pytest.mark.django_db

FIRST = datetime.date(2004, 12, 1)
ALL = ("Oil (Part One)", 0), ("Oil – Part II", 2), ("Part 3: Oil", 5)


def part(headline: str, after: int = 0, **values: Any) -> Article:
    """An article of that headline, ``after`` days after the first."""
    day = FIRST + datetime.timedelta(days=after)
    issue = values.pop("issue", None) or IssueFactory(number=str(140 + after), issued=day)
    article: Article = ArticleFactory(issue=issue, headline=headline, **values)
    return article


def arranged(*articles: Article) -> list[tuple[str, int | None, str]]:
    """The series of all articles, in the order of their days, after ``articles`` came."""
    with recording(kind="import", summary="test") as recorder:
        arrange(articles, recorder)
    rows = Article.objects.order_by("date_earliest", "pk")
    return list(rows.values_list("series", "part", "series_basis"))


NONE = ("", None, "")


def in_oil(*parts: int) -> list[tuple[str, int | None, str]]:
    return [("Oil", number, "inferred") for number in parts]


@pytest.mark.parametrize("order", list(itertools.permutations(range(3))))
def test_the_order_in_which_parts_arrive_does_not_matter(order: tuple[int, ...]) -> None:
    for index in order:
        headline, after = ALL[index]
        found = arranged(part(headline, after))
    assert found == in_oil(1, 2, 3)


@pytest.mark.parametrize(
    "articles",
    [
        pytest.param([("Oil (Part One)", 0)], id="one part"),
        pytest.param([("Oil (Part One)", 0), ("Gas (Part Two)", 1)], id="another title"),
        pytest.param([("Oil (Part One)", 0), ("Oil (Part Three)", 1)], id="not the next part"),
        pytest.param([("Oil (Part Two)", 0), ("Oil (Part One)", 1)], id="not in the order of days"),
        pytest.param([("Oil (Part One)", 0), ("Oil (Part Two)", 60)], id="too far apart"),
        pytest.param([("Oil (Part One)", 0), ("Oil (Part One)", 1), ("Oil (Part Two)", 2)], id="two claim a part"),
        pytest.param([("Oil (Part 1 of 2)", 0), ("Oil (Part 2 of 3)", 1)], id="of different wholes"),
        pytest.param([("Oil", 0), ("Oil (Part Two)", 1)], id="nobody says that it is a part"),
    ],
)
def test_what_is_not_certain_is_left(articles: list[tuple[str, int]]) -> None:
    made = [part(headline, after) for headline, after in articles]
    assert arranged(*made) == [NONE] * len(made)


def test_parts_of_another_publication_are_others() -> None:
    other = IssueFactory(publication=PublicationFactory(slug="tsw", title="The Week", abbreviation="TSW"), number="1")
    assert arranged(part("Oil (Part One)"), part("Oil (Part Two)", issue=other)) == [NONE, NONE]


def test_a_part_may_be_said_in_the_text_under_an_equal_headline() -> None:
    first = part("Oil", body="Oil flowed.\n\nThis is the first part of a two-part article.")
    second = part("Oil (Part Two of Two)", 1)
    assert arranged(first, second) == in_oil(1, 2)


def test_what_is_stated_stands_and_the_others_join_it() -> None:
    stated = part("Oil (Part One)", series="Black Gold", part=1, series_basis="stated")
    found = arranged(part("Oil (Part Two)", 1))
    assert found == [("Black Gold", 1, "stated"), ("Black Gold", 2, "inferred")]
    Article.objects.filter(pk=stated.pk).update(part=4)
    with recording(kind="import", summary="test") as recorder:
        arrange([Article.objects.get(headline="Oil (Part Two)")], recorder)
    assert Article.objects.get(headline="Oil (Part Two)").series == ""  # the numbers disagree


def test_an_editor_may_say_that_an_article_belongs_to_none(admin_client: Client) -> None:
    first, second = part("Oil (Part One)"), part("Oil (Part Two)", 1)
    arranged(first, second)
    save(admin_client, Article.objects.get(pk=first.pk), series="", part="")
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.series, first.series_basis) == ("", "stated")
    assert (second.series, second.series_basis) == ("", "")  # alone it is no series
    third = part("Oil (Part Three)", 2)
    assert arranged(third) == [("", None, "stated"), *in_oil(2, 3)]


def test_a_series_that_holds_no_longer_is_taken_away() -> None:
    first, second = part("Oil (Part One)"), part("Oil (Part Two)", 1)
    arranged(first, second)
    first.refresh_from_db()
    first.headline = "Something Else"
    first.save()
    mend_changed(first)
    assert set(Article.objects.values_list("series", flat=True)) == {""}


def test_a_withdrawn_part_leaves_and_comes_back(client: Client) -> None:
    first, second = part("Oil (Part One)"), part("Oil (Part Two)", 1)
    arranged(first, second)
    publishing.withdraw(Article.objects.filter(pk=first.pk), None, "Printed twice.")
    second.refresh_from_db()
    assert second.series == ""
    publishing.publish(Article.objects.filter(pk=first.pk), None)
    second.refresh_from_db()
    assert (second.series, second.part) == ("Oil", 2)


# By reference --------------------------------------------------------------------------------------------------------

MASTHEAD = (
    "Publication: Eurasia Daily Monitor Volume: 1 Issue: {number}\nTitle: {title}\nDate: December {day}, 2004\n{more}\n"
)


FLOW = "Oil flowed from the wells through the long pipe to the coast, and the ships of all five states waited for it."


def text(title: str, day: int, body: str = FLOW, more: str = "") -> tuple[str, bytes]:
    head = MASTHEAD.format(number=130 + day, title=title, day=day, more=more)
    return f"{day}-{title}.txt", f"{head}{body}".encode()


NOTE = "Oil flowed.\n\nThis is the second part of a two-part article. Part One appeared in EDM, December 3."
UNMARKED = text("Where the Oil Goes", 3)
NAMING = text("Oil, Part Two", 6, "Oil flowed (see Part One in EDM, December 3).")
NOTED = text("The Pipes", 6, NOTE)


def imported(*files: tuple[str, bytes]) -> list[Outcome]:
    return [row.outcome for row in ingest_files(files, IngestOptions(status="published")).rows]


def series_of(*titles: str) -> list[tuple[str, int | None]]:
    return [(a.series, a.part) for a in (Article.objects.get(headline=title) for title in titles)]


@pytest.mark.parametrize("is_first", [True, False])
def test_a_reference_that_names_a_part_and_found_it_makes_a_series(is_first: bool) -> None:
    files = [text("Oil", 3), NAMING]
    for file in files if is_first else reversed(files):
        imported(file)
    assert series_of("Oil", "Oil, Part Two") == [("Oil", 1), ("Oil", 2)]


@pytest.mark.parametrize("is_first", [True, False])
def test_a_note_names_a_part_of_another_title(is_first: bool) -> None:
    files = [text("Where the Oil Goes (Part One)", 3), NOTED]
    for file in files if is_first else reversed(files):
        imported(file)
    title = "Where the Oil Goes"
    assert series_of(f"{title} (Part One)", "The Pipes") == [(title, 1), (title, 2)]


def test_a_reference_to_an_article_of_another_title_makes_none() -> None:
    imported(UNMARKED, NAMING)
    assert series_of("Where the Oil Goes", "Oil, Part Two") == [("", None), ("", None)]


def test_whoever_only_refers_to_a_part_is_no_part() -> None:
    imported(text("Oil (Part One)", 3), text("News", 6, "As was told (see Part One in EDM, December 3)."))
    assert series_of("Oil (Part One)", "News") == [("", None), ("", None)]


# Imports and their undoing -------------------------------------------------------------------------------------------

ONE, TWO = text("Oil (Part One)", 3), text("Oil (Part Two)", 6)


def test_twice_changes_nothing() -> None:
    imported(ONE, TWO)
    before = list(Article.objects.order_by("pk").values()), BatchChange.objects.count()
    assert imported(ONE, TWO) == [Outcome.UNCHANGED, Outcome.UNCHANGED]
    assert (list(Article.objects.order_by("pk").values()), BatchChange.objects.count()) == before
    assert series_of("Oil (Part One)", "Oil (Part Two)") == [("Oil", 1), ("Oil", 2)]


def test_a_changed_file_is_taken_over_and_keeps_the_series() -> None:
    imported(ONE, TWO)
    assert imported((ONE[0], ONE[1] + b"\n\nAnd it stopped.")) == [Outcome.CHANGED]
    assert series_of("Oil (Part One)", "Oil (Part Two)") == [("Oil", 1), ("Oil", 2)]


def test_a_file_that_says_its_series_wins_and_may_take_it_back() -> None:
    imported(ONE, TWO)
    named = text("Oil (Part One)", 3, more="Series: Black Gold\nPart: 1\n")
    assert imported(named) == [Outcome.CHANGED]
    assert series_of("Oil (Part One)", "Oil (Part Two)") == [("Black Gold", 1), ("Black Gold", 2)]
    assert Article.objects.get(headline="Oil (Part One)").series_basis == "stated"
    assert imported(ONE) == [Outcome.CHANGED]
    assert series_of("Oil (Part One)", "Oil (Part Two)") == [("Oil", 1), ("Oil", 2)]


def test_the_series_goes_with_the_import_that_made_it() -> None:
    imported(ONE)
    imported(TWO)
    first, second = Batch.objects.order_by("pk")
    undo(second, None)
    assert list(Article.objects.values_list("headline", "series", "part")) == [("Oil (Part One)", "", None)]
    undo(first, None)
    assert not Article.objects.exists()


def test_a_series_stands_in_nobodys_way() -> None:
    imported(ONE)
    imported(TWO)
    first, second = Batch.objects.order_by("pk")
    undo(first, None)
    assert list(Article.objects.values_list("headline", "series", "part")) == [("Oil (Part Two)", "", None)]
    undo(second, None)
    assert not Article.objects.exists()


def test_a_part_that_is_deleted_leaves_no_series_of_one() -> None:
    imported(ONE, TWO)
    remove_articles([Article.objects.get(headline="Oil (Part One)").pk])
    assert series_of("Oil (Part Two)") == [("", None)]


# The page ------------------------------------------------------------------------------------------------------------


def test_readers_see_the_series_when_they_can_read_two_of_its_parts(client: Client) -> None:
    imported(ONE, TWO)
    first, second = Article.objects.order_by("pk")
    page = client.get(first.get_absolute_url()).content.decode()
    assert "Series: Oil" in page
    assert second.get_absolute_url() in page
    assert "Put together from what headlines and texts say" in page
    publishing.return_to_draft(Article.objects.filter(pk=second.pk), None)
    page = client.get(first.get_absolute_url()).content.decode()
    assert "Series" not in page
    assert 'class="series"' not in page
    assert not Article.objects.published().in_series("Oil").exists()  # no filter and no facet tells of it, either
    assert describe([first.pk])[first.pk].series == ""


def test_a_later_series_of_the_same_title_is_another(client: Client) -> None:
    imported(ONE, TWO)
    issues = [IssueFactory(volume=5, number=str(n), issued=datetime.date(2008, 5, n)) for n in (1, 2)]
    later = [part(f"Oil (Part {word})", issue=issue) for word, issue in zip(("One", "Two"), issues, strict=True)]
    arranged(*later)
    assert set(Article.objects.values_list("series", flat=True)) == {"Oil"}
    page = client.get(later[0].get_absolute_url()).content.decode()
    assert later[1].get_absolute_url() in page
    assert Article.objects.get(headline="Oil (Part One)", issue__volume=1).get_absolute_url() not in page


def test_the_form_says_how_the_series_is_known(admin_client: Client) -> None:
    imported(ONE, TWO)
    article = Article.objects.get(headline="Oil (Part One)")
    page = admin_client.get(reverse("admin:articles_article_change", args=[article.pk]))
    assert "inferred from its parts" in page.content.decode()
