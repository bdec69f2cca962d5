"""A link that an editor chose or accepted is kept; one that a machine made is settled anew as articles come and go."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from articles.models import Article, Citation
from articles.services import publishing, review
from articles.services.batches import recording
from articles.services.removal import remove_articles
from articles.services.undoing import undo
from tests.articles.services.test_batches import dump
from tests.articles.services.test_citing import article_saying, cited, crossing, settled
from tests.factories import ArticleFactory, IssueFactory, UserFactory

pytestmark = pytest.mark.django_db
DAY = datetime.date(2004, 11, 22)


def issue_of(day: datetime.date = DAY) -> Any:
    return IssueFactory(number=f"{day:%j}", issued=day)


def state(citation: Citation) -> tuple[Any, str, str]:
    citation.refresh_from_db()
    return citation.target, citation.resolution, citation.review


def just(article: Article) -> Any:
    return Article.objects.filter(pk=article.pk)


@pytest.fixture
def pair() -> tuple[Any, Any]:
    """Two articles of the day."""
    issue = issue_of()
    return ArticleFactory(issue=issue, headline="Saiga"), ArticleFactory(issue=issue, headline="Trains")


def test_the_chosen_article_is_waited_for_and_no_other_is_taken(pair: Any, editor: Any) -> None:
    chosen, other = pair
    (citation,) = cited(article_saying("As was told (EDM, November 22).", issue=issue_of(datetime.date(2004, 12, 20))))
    assert citation.resolution == "ambiguous"
    review.choose_target(citation, chosen, editor)
    before = dump()
    withdrawal = publishing.withdraw(just(chosen), editor, "Printed twice")
    assert state(citation) == (None, "waiting", "accepted")
    assert citation.resolution_note == "The chosen article is withdrawn."
    waiting = dump()
    assert settled(other, ArticleFactory(issue=other.issue)) == []
    assert state(citation) == (None, "waiting", "accepted")
    Article.objects.exclude(pk__in=[chosen.pk, other.pk, citation.article_id]).delete()
    publication = publishing.publish(just(chosen), editor)
    assert state(citation) == (chosen, "resolved", "accepted")
    undo(publication.batch, editor)
    assert dump() == waiting
    undo(withdrawal.batch, editor)
    assert dump() == before


def test_a_link_that_an_editor_accepted_stays_when_a_second_article_comes(editor: Any) -> None:
    first = ArticleFactory(issue=issue_of())
    suggested, accepted = crossing(DAY), crossing(DAY)
    settled(first)
    before = dump()
    batch = review.accept(Citation.objects.filter(pk=accepted.pk), user=editor).batch
    assert state(accepted) == (first, "resolved", "accepted")
    assert accepted.chosen == first
    undo(batch, editor)
    assert dump() == before
    review.accept(Citation.objects.filter(pk=accepted.pk), user=editor)
    assert settled(ArticleFactory(issue=first.issue)) == [suggested]
    assert state(suggested) == (None, "ambiguous", "suggested")
    assert state(accepted) == (first, "resolved", "accepted")


@pytest.mark.parametrize("accepted", [True, False])
def test_a_link_that_a_machine_made_is_settled_anew_whatever_was_accepted_before(accepted: bool, editor: Any) -> None:
    article = article_saying("So it was (see EDM, November 22).", issue=issue_of(datetime.date(2004, 12, 20)))
    (citation,) = cited(article)
    assert citation.resolution == "waiting"
    if accepted:
        review.accept(Citation.objects.all(), user=editor)
    word = "accepted" if accepted else "suggested"
    first = ArticleFactory(issue=issue_of())
    settled(first)
    assert state(citation) == (first, "resolved", word)
    settled(ArticleFactory(issue=first.issue))
    assert state(citation) == (None, "ambiguous", word)
    assert citation.resolution_note == "2 articles are of 22 November 2004."


@pytest.mark.parametrize("accepted", [True, False])
def test_a_withdrawn_article_is_waited_for_again(accepted: bool, editor: Any) -> None:
    target = ArticleFactory(issue=issue_of())
    citation = crossing(DAY)
    settled(target)
    if accepted:
        review.accept(Citation.objects.all(), user=editor)
    word = "accepted" if accepted else "suggested"
    publishing.withdraw(just(target), editor, "Printed twice")
    assert state(citation) == (None, "waiting", word)
    publishing.publish(just(target), editor)
    assert state(citation) == (target, "resolved", word)


def test_to_reopen_or_to_reject_drops_the_choice(pair: Any, editor: Any) -> None:
    citation = crossing(DAY, resolution="ambiguous")
    for decide in (review.reopen, review.reject):
        review.choose_target(citation, pair[0], editor)
        decide(Citation.objects.filter(pk=citation.pk), user=editor)
        citation.refresh_from_db()
        assert citation.chosen is None


def test_a_target_set_in_a_form_is_a_choice_and_a_cleared_one_is_given_up(pair: Any, editor: Any) -> None:
    citation = crossing(DAY, resolution="ambiguous")
    citation.target, citation.resolution = pair[1], "resolved"
    review.save_by_hand(citation, user=editor, columns=["target"])
    settled(ArticleFactory(issue=pair[0].issue))
    assert state(citation) == (pair[1], "resolved", "accepted")
    citation.target, citation.resolution = None, "waiting"
    review.save_by_hand(citation, user=editor, columns=["target"])
    citation.refresh_from_db()
    assert citation.chosen is None


def test_what_else_is_corrected_while_the_chosen_article_is_withdrawn_leaves_the_choice(pair: Any, editor: Any) -> None:
    citation = crossing(DAY, resolution="ambiguous")
    review.choose_target(citation, pair[0], editor)
    publishing.withdraw(just(pair[0]), editor, "Printed twice")
    citation.refresh_from_db()
    citation.locator = "Part One"
    review.save_by_hand(citation, user=editor, columns=["locator"])
    publishing.publish(just(pair[0]), editor)
    assert state(citation) == (pair[0], "resolved", "accepted")


def test_a_chosen_article_that_is_removed_while_it_is_withdrawn_comes_back_with_its_choice(
    pair: Any, editor: Any
) -> None:
    citation = crossing(DAY, resolution="ambiguous")
    review.choose_target(citation, pair[0], editor)
    publishing.withdraw(just(pair[0]), editor, "Printed twice")
    before = dump()
    with recording(kind="import", summary="Removed", user=editor) as recorder:
        remove_articles([pair[0].pk], recorder)
    citation.refresh_from_db()
    assert (citation.chosen, citation.resolution_note) == (None, "Its article is no longer in the archive.")
    undo(recorder.batch, editor)
    assert dump() == before


def test_another_target_than_the_chosen_one_is_refused_by_the_database(pair: Any, editor: Any) -> None:
    citation = crossing(DAY, resolution="ambiguous")
    review.choose_target(citation, pair[0], editor)
    with pytest.raises(IntegrityError), transaction.atomic():
        Citation.objects.filter(pk=citation.pk).update(target=pair[1])


def test_a_choice_is_dumped_and_loaded(pair: Any, editor: Any, tmp_path: Any) -> None:
    citation = crossing(DAY, resolution="ambiguous")
    review.choose_target(citation, pair[0], editor)
    key = citation.natural_key()
    path = str(tmp_path / "all.json")
    options = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True, "verbosity": 0}
    call_command("dumpdata", "articles.citation", output=path, **options)
    citation.delete()
    call_command("loaddata", path, verbosity=0)
    assert Citation.objects.get_by_natural_key(*key).chosen == pair[0]


@pytest.fixture
def editor() -> Any:
    return UserFactory()
