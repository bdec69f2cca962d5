"""A second reading: who is asked what, where two readers differ, how it is settled, and how far they agree."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from articles.models import Article, SecondOpinion
from articles.services import review, second_reading
from articles.services.second_reading import MODELS, agreement, compare, give, settle, to_read
from articles.services.undoing import undo
from tests import factories

pytestmark = pytest.mark.django_db

BODY = "Kazakhstan spoke (Interfax, November 30). Ada Author, secretary of the Council of States (CST), did not answer."
YES, NO = "accepted", "rejected"


@pytest.fixture
def first() -> Any:
    return factories.UserFactory(username="first")


@pytest.fixture
def second() -> Any:
    return factories.UserFactory(username="second")


@pytest.fixture
def article() -> Article:
    article = factories.ArticleFactory(body=BODY)
    factories.MentionFactory(article=article)
    factories.CitationFactory(article=article)
    factories.RoleStatementFactory(article=article, quote="Ada Author, secretary")
    factories.AcronymDefinitionFactory(article=article, quote="Council of States (CST)")
    return article


def decide(article: Article, user: Any, **reviews: str) -> None:
    for kind, state in reviews.items():
        review.decide([MODELS[kind].objects.filter(article=article)], state, user=user)  # type: ignore[arg-type]


def asked(article: Article, reader: Any) -> list[str]:
    return [kind for kind, _ in to_read(article, reader, MODELS, {}).rows]


def differing(article: Article, reader: Any) -> list[str]:
    return [one.opinion.kind for one in compare(article, reader, MODELS, {})[0]]


def say(article: Article, reader: Any, **verdicts: str) -> int:
    numbers = {kind: MODELS[kind].objects.get(article=article).number for kind in verdicts}
    return give(article, reader, {(kind, numbers[kind]): verdict for kind, verdict in verdicts.items()})


def test_everything_is_asked_in_the_order_of_the_text_but_what_the_reader_decided(
    article: Article, first: Any, second: Any
) -> None:
    decide(article, first, mention=YES, citation=NO)
    everything = ["mention", "citation", "rolestatement", "acronymdefinition"]
    assert asked(article, second) == everything
    reading = to_read(article, first, MODELS, {})
    assert ([kind for kind, _ in reading.rows], reading.own) == (everything[2:], 2)
    assert say(article, first, mention=NO, rolestatement=YES) == 1
    assert SecondOpinion.objects.get().kind == "rolestatement"


def test_an_opinion_is_given_once_and_outlasts_what_the_first_reader_does(
    article: Article, first: Any, second: Any
) -> None:
    assert say(article, second, mention=NO) == 1
    assert say(article, second, mention=YES) == 0
    assert give(article, second, {("mention", 99): YES}) == 0
    decide(article, first, mention=YES)
    assert SecondOpinion.objects.get().verdict == NO
    assert "mention" not in asked(article, second)
    assert to_read(article, second, MODELS, {}).given == 1


def test_only_differences_and_the_undecided_are_shown_and_nothing_without_an_opinion(
    article: Article, first: Any, second: Any
) -> None:
    decide(article, first, mention=YES, citation=NO, acronymdefinition=YES)
    say(article, second, mention=YES, citation=YES, rolestatement=NO)
    differences, found = compare(article, second, MODELS, {})
    assert [(one.opinion.kind, one.is_undecided) for one in differences] == [
        ("citation", False),
        ("rolestatement", True),
    ]
    assert (found.compared, found.equal, found.percent) == (2, 1, 50.0)


@pytest.mark.parametrize(("to", "changes"), [(YES, True), (NO, False)])
def test_a_settled_difference_is_gone_and_the_agreement_remains_what_it_was(
    to: str, changes: bool, article: Article, first: Any, second: Any
) -> None:
    decide(article, first, citation=NO)
    say(article, second, citation=YES)
    opinion, before = SecondOpinion.objects.get(), compare(article, second, MODELS, {})[1]
    done = settle(opinion, NO, to, second)
    citation = article.citations.get()
    assert (citation.review, citation.reviewer) == (to, second if changes else first)
    assert (done.batch is not None) is changes
    assert differing(article, second) == []
    assert compare(article, second, MODELS, {})[1] == before
    opinion.refresh_from_db()
    assert (opinion.verdict, opinion.first, opinion.settled) == (YES, NO, to)


def test_what_is_taken_back_or_decided_anew_differs_again(article: Article, first: Any, second: Any) -> None:
    decide(article, first, citation=NO)
    say(article, second, citation=YES)
    done = settle(SecondOpinion.objects.get(), NO, YES, second)
    assert done.batch is not None
    undo(done.batch, second)
    assert differing(article, second) == ["citation"]
    settle(SecondOpinion.objects.get(), NO, NO, second)
    assert differing(article, second) == []
    decide(article, first, citation="suggested")
    assert differing(article, second) == ["citation"]


def test_what_the_first_left_undecided_is_decided_by_the_second(article: Article, second: Any) -> None:
    say(article, second, citation=NO)
    with pytest.raises(ValueError, match="neither reader"):
        settle(SecondOpinion.objects.get(), "suggested", YES, second)
    settle(SecondOpinion.objects.get(), "suggested", NO, second)
    assert article.citations.get().review == NO
    assert compare(article, second, MODELS, {}) == ([], agreement([]))


def test_what_has_changed_since_it_was_shown_is_not_settled(article: Article, first: Any, second: Any) -> None:
    say(article, second, citation=NO)
    decide(article, first, citation=YES)
    with pytest.raises(second_reading.ChangedMeanwhileError):
        settle(SecondOpinion.objects.get(), "suggested", NO, second)
    assert article.citations.get().review == YES


@pytest.mark.parametrize("to", [YES, NO])
def test_a_lock_holds_and_nothing_is_remembered(to: str, article: Article, first: Any, second: Any) -> None:
    decide(article, first, citation=NO)
    say(article, second, citation=YES)
    factories.AssignmentFactory(article=article, state="locked")
    with pytest.raises(PermissionDenied):
        settle(SecondOpinion.objects.get(), NO, to, second)
    assert SecondOpinion.objects.get().settled == ""


def test_kappa_of_a_known_table() -> None:
    # 20 both accept, 15 both reject, 5 and 10 differ: po = .7, pe = .5 * .6 + .5 * .4 = .5, kappa = .4
    table = [(YES, YES)] * 20 + [(YES, NO)] * 5 + [(NO, YES)] * 10 + [(NO, NO)] * 15
    found = agreement(table)
    assert (found.compared, found.equal, found.percent, found.kappa) == (50, 35, 70.0, pytest.approx(0.4))


@pytest.mark.parametrize(
    ("pairs", "kappa"),
    [
        ([], None),
        ([(YES, YES)] * 3, None),
        ([(YES, NO)] * 3, 0.0),
        ([(YES, NO), (NO, YES)], -1.0),
        ([(YES, YES), (NO, NO)], 1.0),
    ],
)
def test_kappa_at_its_ends(pairs: list[tuple[str, str]], kappa: float | None) -> None:
    assert agreement(pairs).kappa == kappa
