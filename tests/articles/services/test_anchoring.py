"""An edit of the body leaves every annotation on equal words, or makes it an orphan; none is ever deleted or moved."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from articles.models import Article, Citation, Mention
from articles.services.anchoring import ANCHORED, Reanchoring, reanchor
from articles.services.batches import recording
from articles.services.undoing import undo
from edm_archive.text.normalize import clean
from edm_archive.text.spans import Span, sentences
from tests import factories
from tests.articles.services.test_batches import dump

pytestmark = pytest.mark.django_db

BODY = (
    "Kazakhstan’s parliament met in Astana on Monday. The Council of States (CST) sent Ada Author, its secretary.\n\n"
    "“We expected more,” she said (Interfax, November 30). Kazakhstan did not answer.\n\n"
    "The Council of States meets again in spring, without Kazakhstan."
)


_ADA = (BODY.index("Ada Author"), BODY.index("Ada Author") + len("Ada Author"))


def annotated(body: str = BODY) -> Article:
    """An article with annotations of every kind, among them three mentions of the same words."""
    article = factories.ArticleFactory(body=body)
    kazakhstan = factories.EntityFactory(kind="place")
    start = -1
    for _ in range(body.count("Kazakhstan")):
        start = body.index("Kazakhstan", start + 1)
        factories.MentionFactory(article=article, entity=kazakhstan, start=start)
    cited = body.index("“We expected")
    spans = {"supports": (cited, cited + 30), "quotation": (cited, cited + 20), "speaker": _ADA}
    ends = {f"{name}_{end}": at for name, span in spans.items() for end, at in zip(("start", "end"), span, strict=True)}
    factories.CitationFactory(article=article, **ends, speaker_basis="pronoun")
    factories.RoleStatementFactory(article=article, quote="Ada Author, its secretary", post="secretary")
    factories.AcronymDefinitionFactory(article=article, quote="Council of States (CST)")
    return article


def rows(article: Article) -> list[object]:
    return [row for model in ANCHORED for row in model._default_manager.filter(article=article)]  # type: ignore[misc]


def check(article: Article, number: int) -> None:
    """All are there; each stands on its words, with its context, or is an orphan."""
    article.refresh_from_db()
    found = rows(article)
    assert len(found) == number
    for row in found:
        if row.is_orphaned:  # type: ignore[attr-defined]
            continue
        assert article.body[row.start : row.end] == row.quote  # type: ignore[attr-defined]
        assert article.body[: row.start].endswith(row.prefix)  # type: ignore[attr-defined]
        assert article.body[row.end :].startswith(row.suffix)  # type: ignore[attr-defined]


def test_text_before_moves_everything_along() -> None:
    article = annotated()
    result = reanchor(article, "A new first sentence about Kazakhstan.\n\n" + BODY)
    check(article, 6)
    assert article.revision == 2
    assert str(result) == "6 on their words"
    assert [m.start for m in article.mentions.all()] == [
        start + 40 for start in (0, BODY.index("Kazakhstan did"), BODY.index("Kazakhstan."))
    ]
    citation = article.citations.get()
    assert citation.supported.of(article.body) == BODY[BODY.index("“We expected") :][:30]


def test_words_that_are_gone_leave_an_orphan_with_its_context() -> None:
    article = annotated()
    before = article.mentions.get(start=BODY.index("Kazakhstan did"))
    result = reanchor(article, BODY.replace("Kazakhstan did not", "It did not"))
    check(article, 6)
    orphan = Mention.objects.orphaned().get()
    assert (orphan.pk, orphan.end, orphan.quote) == (before.pk, None, "Kazakhstan")
    assert (orphan.prefix, orphan.suffix) == (before.prefix, before.suffix)
    assert result.orphaned == (orphan,)
    assert str(result) == "5 on their words, 1 orphaned, because their words are gone or changed"


def test_an_orphan_whose_words_come_back_is_anchored_again() -> None:
    article = annotated()
    reanchor(article, BODY.replace("Kazakhstan did not", "It did not"))
    result = reanchor(article, BODY)
    check(article, 6)
    assert not Mention.objects.orphaned().exists()
    assert str(result) == "5 on their words, 1 found again"
    assert article.revision == 3


def test_a_sentence_that_is_changed_no_longer_counts_as_supported() -> None:
    article = annotated()
    reanchor(article, BODY.replace("expected more", "expected less"))
    citation = article.citations.get()
    assert not citation.is_orphaned
    assert citation.supported is None


def test_quotation_and_speaker_move_with_their_words_or_go() -> None:
    article = annotated()
    reanchor(article, "First. " + BODY)
    citation = article.citations.get()
    assert (citation.quoted_words, citation.speaker_name) == ("“We expected more,” ", "Ada Author")
    article.refresh_from_db()
    reanchor(article, article.body.replace("Ada Author", "Ada A."))
    citation.refresh_from_db()
    assert (citation.quoted_words, citation.speaker, citation.speaker_basis) == ("“We expected more,” ", None, "")
    reanchor(article, BODY.replace("expected more", "expected less"))
    citation.refresh_from_db()
    assert (citation.quotation, citation.speaker) == (None, None)


def test_a_speaker_does_not_outlive_the_quotation() -> None:
    article = annotated()
    reanchor(article, BODY.replace("expected more", "expected less"))
    citation = article.citations.get()
    assert (citation.quotation, citation.speaker, citation.speaker_basis) == (None, None, "")


def test_the_same_body_changes_nothing() -> None:
    article = annotated()
    before = dump()
    assert str(reanchor(article, BODY)) == "no annotations to place"
    assert dump() == before
    assert article.revision == 1


def test_other_line_ends_are_cleaned_and_change_nothing() -> None:
    article = annotated()
    assert reanchor(article, BODY.replace("\n", "\r\n")) == Reanchoring()
    article.refresh_from_db()
    assert (article.body, article.revision) == (BODY, 1)


def test_the_instance_may_already_carry_the_new_body() -> None:
    article = annotated()
    article.body = "First. " + BODY
    reanchor(article, article.body)
    check(article, 6)
    assert not Mention.objects.orphaned().exists()


def test_markup_moves_with_its_words_or_goes() -> None:
    article = annotated()
    link = {"kind": "link", "start": 0, "end": 10, "href": "https://example.org/"}
    Article.objects.update(markup=[link, {"kind": "emphasis", "start": BODY.index("spring"), "end": BODY.index(", w")}])
    reanchor(article, "First. " + BODY.replace("in spring", "in autumn"))
    article.refresh_from_db()
    assert article.markup == [{**link, "start": 7, "end": 17}]


def test_words_moved_onto_the_place_of_others_are_no_conflict() -> None:
    body = "Otan Otan Otan led the coalition in the country."
    article = factories.ArticleFactory(body=body)
    entity = factories.EntityFactory()
    for start in (0, 5, 10):
        factories.MentionFactory(article=article, entity=entity, quote="Otan", start=start)
    before = dump()
    with recording(kind="import", summary="Corrected") as recorder:
        recorder.watch([article])
        reanchor(article, "Otan " + body, recorder=recorder)
        recorder.changed(article)
    check(article, 3)
    undo(recorder.batch, None)
    assert dump() == before


def test_an_annotation_that_did_not_stand_on_its_words_is_not_carried_on() -> None:
    article = factories.ArticleFactory(body=BODY)
    Mention.objects.filter(pk=factories.MentionFactory(article=article).pk).update(start=3, end=13)
    reanchor(article, "First. " + BODY)
    assert Mention.objects.get().is_orphaned


def test_all_of_it_can_be_taken_back() -> None:
    article = annotated()
    before = dump()
    with recording(kind="import", summary="Corrected") as recorder:
        recorder.watch([article])
        reanchor(article, "First. " + BODY.replace("Council", "Assembly"), recorder=recorder)
        recorder.changed(article)
    assert dump() != before
    undo(recorder.batch, None)
    assert dump() == before


def test_the_number_of_queries_does_not_grow_with_the_annotations(django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    article = annotated()
    for _ in range(30):
        factories.MentionFactory(article=article)
    with django_assert_max_num_queries(20):
        reanchor(article, "First. " + BODY)


@st.composite
def edited(draw: st.DrawFn) -> str:
    """The body after some edits: cuts, insertions, a sentence doubled, other line ends."""
    body = BODY
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(body)))
        match draw(st.sampled_from(["cut", "insert", "double", "ends"])):
            case "cut":
                body = body[:at] + body[at + draw(st.integers(1, 40)) :]
            case "insert":
                words = st.sampled_from(["Kazakhstan ", "x", "\n\n", " (Interfax, November 30)", "’", "“ж”", "\u00a0"])
                body = body[:at] + draw(words) + body[at:]
            case "double":
                sentence = draw(st.sampled_from(sentences(body) or [Span(0, len(body))])).of(body)
                body = body[:at] + sentence + body[at:]
            case "ends":
                body = body.replace("\n", draw(st.sampled_from(["\r\n", "\r"])))
    return body or "x"


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edited())
def test_whatever_is_edited_every_annotation_is_on_its_words_or_an_orphan(db: None, new_body: str) -> None:
    with transaction.atomic():
        article = annotated()
        reanchor(article, new_body)
        check(article, 6)
        assert article.body == clean(new_body)
        transaction.set_rollback(True)


@pytest.mark.parametrize("number", range(len(sentences(BODY))))
@pytest.mark.parametrize("after", [True, False])
def test_a_doubled_sentence_takes_no_annotation_away(number: int, after: bool) -> None:
    article = annotated()
    sentence = sentences(BODY)[number]
    at = sentence.end if after else sentence.start
    doubled = f" {sentence.of(BODY)}" if after else f"{sentence.of(BODY)} "
    reanchor(article, BODY[:at] + doubled + BODY[at:])
    check(article, 6)
    assert not any(row.is_orphaned for row in rows(article))  # type: ignore[attr-defined]
    assert Citation.objects.get().supported is not None
