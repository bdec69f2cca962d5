"""A corrected source teaches its printed name, and its like can follow it in one batch that can be taken back."""

from __future__ import annotations

from typing import Any

import pytest

from articles.models import Batch, Citation, Source, SourceVariant
from articles.services.review import save_by_hand
from articles.services.teaching import apply_source, is_left_over, others_saying
from articles.services.undoing import undo
from tests import factories
from tests.articles.services.test_batches import dump
from tests.articles.services.test_citing import article_saying, cited

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Any:
    return factories.UserFactory()


def correct(citation: Citation, source: Source, editor: Any, *, teaching: bool = True) -> Batch | None:
    citation.source = source
    return save_by_hand(citation, user=editor, columns=["source"], teaching=teaching)


def test_the_printed_name_becomes_a_spelling_and_extraction_knows_it(editor) -> None:  # type: ignore[no-untyped-def]
    right = factories.SourceFactory(name="Kaspiy")
    first, second = cited(article_saying("It was said (Kaspii, November 26). Again (Kaspii, November 27)."))
    correct(first, right, editor)
    assert SourceVariant.objects.values_list("source__name", "name", "kind").get() == ("Kaspiy", "Kaspii", "spelling")
    (later,) = cited(article_saying("And so it was said (Kaspii, November 28)."))
    assert later.source == right
    assert second.source.name == "Kaspii"


def test_a_lesson_is_taken_back_with_the_correction(editor) -> None:  # type: ignore[no-untyped-def]
    citation = factories.CitationFactory(source_text="Kaspii", source=None, resolution="unmatched")
    right = factories.SourceFactory(name="Kaspiy")
    before = dump()
    batch = correct(citation, right, editor)
    assert SourceVariant.objects.get().name == "Kaspii"
    undo(batch, editor)
    assert dump() == before


@pytest.mark.parametrize(
    "bearer",
    [
        pytest.param({"name": "Kaspii"}, id="another source"),
        pytest.param({"name": "KASPII"}, id="whatever its case"),
    ],
)
def test_a_name_that_another_accepted_source_bears_is_not_taught(editor, bearer) -> None:  # type: ignore[no-untyped-def]
    factories.SourceFactory(**bearer)
    correct(factories.CitationFactory(source_text="Kaspii"), factories.SourceFactory(name="Kaspiy"), editor)
    assert not SourceVariant.objects.exists()


@pytest.mark.parametrize("printed", ["", "—", "Kaspiy", "kaspiy"])
def test_nothing_is_taught_where_there_is_nothing_new(editor, printed: str) -> None:  # type: ignore[no-untyped-def]
    correct(factories.CitationFactory(source_text=printed), factories.SourceFactory(name="Kaspiy"), editor)
    assert not SourceVariant.objects.exists()


def test_teaching_is_asked_for(editor) -> None:  # type: ignore[no-untyped-def]
    citation = factories.CitationFactory(source_text="Kaspii")
    correct(citation, factories.SourceFactory(name="Kaspiy"), editor, teaching=False)
    assert not SourceVariant.objects.exists()


def test_who_else_says_the_name() -> None:
    right, wrong = factories.SourceFactory(name="Kaspiy"), factories.SourceFactory(name="Caspian")
    suggested = factories.SourceFactory(name="Kaspii", review="suggested")
    citation = factories.CitationFactory(source_text="Kaspii", source=right)

    def saying(**values: Any) -> Any:
        return factories.CitationFactory(**{"source_text": "Kaspii", "source": None, **values})

    without, of_wrong, of_suggested = saying(), saying(source=wrong), saying(source=suggested, source_text="KASPII")
    saying(source=right), saying(review="accepted"), saying(source_text="Kaspian"), saying(kind="cross_reference")
    assert set(others_saying(citation, wrong)) == {without, of_wrong, of_suggested}
    assert set(others_saying(citation)) == {without, of_suggested}


def test_applying_gives_the_source_hands_over_the_names_and_is_taken_back(editor) -> None:  # type: ignore[no-untyped-def]
    right = factories.SourceFactory(name="Kaspiy")
    texts = [f"It was said (Kaspii, November {day})." for day in (26, 27, 28)]
    first, *others = [cited(article_saying(text))[0] for text in texts]
    was = first.source
    factories.SourceVariantFactory(source=was, name="kaspii.kz", kind="host")
    correct(first, right, editor)
    before = dump()
    lesson = apply_source(first, was, user=editor, to_others=True, hand_over=True)
    assert (lesson.citations, lesson.names) == (2, 1)
    assert lesson.summary.startswith("“Kaspiy” is the source of 2 more that say “Kaspii”; “Kaspii” became")
    for other in others:
        other.refresh_from_db()
        assert (other.source, other.resolution, other.review) == (right, "resolved", "suggested")
    was.refresh_from_db()
    assert was.review == "rejected"
    assert set(right.variants.values_list("name", flat=True)) == {"Kaspii", "kaspii.kz"}
    undo(lesson.batch, editor)
    assert dump() == before


def test_a_suggested_source_that_is_still_cited_keeps_its_names(editor) -> None:  # type: ignore[no-untyped-def]
    was = factories.SourceFactory(name="Kaspii", review="suggested")
    citation = factories.CitationFactory(source_text="Kaspii", source=factories.SourceFactory(name="Kaspiy"))
    factories.CitationFactory(source_text="Kaspii", source=was, review="accepted")
    assert not is_left_over(was)
    lesson = apply_source(citation, was, user=editor, to_others=True, hand_over=True)
    assert (lesson.batch, lesson.summary) == (None, "Nothing was changed")


def test_an_accepted_source_is_never_left_over() -> None:
    assert not is_left_over(factories.SourceFactory())
    assert is_left_over(factories.SourceFactory(review="suggested"))
    assert not is_left_over(None)
