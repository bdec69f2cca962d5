"""What decisions cost and what suggestions are worth: counted from what is kept, shown to those who may see batches."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from articles.models import Batch
from articles.services import measurements
from articles.services.review import save_by_hand
from articles.services.undoing import undo
from tests import factories
from tests.articles.admin.test_desk_api import staff

pytestmark = pytest.mark.django_db

PAGE = "/admin/articles/batch/measurements/"


@pytest.fixture(autouse=True)
def counted_anew() -> Any:
    cache.clear()
    yield
    cache.clear()


def decided(editor: Any, *, day: datetime.date, **values: Any) -> Batch:
    batch: Batch = factories.BatchFactory(kind="decision", created_by=editor, **values)
    moment = datetime.datetime.combine(day, datetime.time(12), tzinfo=datetime.UTC)
    Batch.objects.filter(pk=batch.pk).update(created_at=moment)
    return batch


@pytest.fixture
def work() -> None:
    """Two editors in two months, one batch from before, one without a cost, one undo."""
    ada, bela = factories.UserFactory(username="ada"), factories.UserFactory(username="=bela")
    decided(ada, day=datetime.date(2026, 5, 2), seconds=1.0, keystrokes=1)
    decided(ada, day=datetime.date(2026, 5, 30), seconds=2.5, keystrokes=2, undone_at=timezone.now())
    decided(bela, day=datetime.date(2026, 5, 9), seconds=8.0)
    last = decided(ada, day=datetime.date(2026, 4, 9), seconds=4.0, keystrokes=3)
    decided(ada, day=datetime.date(2024, 5, 31), seconds=99.0)
    decided(ada, day=datetime.date(2026, 4, 9))
    undo = factories.BatchFactory(kind="undo", takes_back=last, created_by=ada, seconds=50.0)
    Batch.objects.filter(pk=undo.pk).update(created_at=last.created_at)


def test_costs_are_means_by_month_and_editor(work) -> None:  # type: ignore[no-untyped-def]
    may, april = datetime.date(2026, 5, 1), datetime.date(2026, 4, 1)
    assert measurements.costs(today=datetime.date(2026, 5, 31)) == [
        measurements.Cost(may, "=bela", 1, 0, 8.0, None),
        measurements.Cost(may, "ada", 2, 1, 1.75, 1.5),
        measurements.Cost(april, "ada", 1, 0, 4.0, 3.0),
    ]
    assert len(measurements.costs(today=datetime.date(2026, 4, 30))) == 4


def test_suggestions_are_counted_by_kind_and_origin() -> None:
    for review in ("accepted", "accepted", "accepted", "rejected", "suggested"):
        factories.MentionFactory(origin="alias", review=review)
    factories.MentionFactory(origin="surname")
    factories.MentionFactory(origin="editor", review="accepted")
    factories.CitationFactory(origin="parenthesis", review="rejected")
    found = measurements.acceptances().rows
    assert found == (
        measurements.Acceptance("citation", "parenthesis", 0, 0, 1),
        measurements.Acceptance("mention", "alias", 1, 3, 1),
        measurements.Acceptance("mention", "surname", 1, 0, 0),
    )
    assert [row.rate for row in found] == [0.0, 0.75, None]


def test_a_corrected_suggestion_counts_against_its_rule() -> None:
    editor = factories.UserFactory()
    factories.MentionFactory(origin="alias", review="accepted")
    for origin in ("alias", "alias", "surname"):
        mention = factories.MentionFactory(origin=origin)
        mention.entity = factories.EntityFactory()
        save_by_hand(mention, user=editor, columns=["entity"])
        mention.entity = factories.EntityFactory()
        save_by_hand(mention, user=editor, columns=["entity"])
    own = factories.MentionFactory(origin="editor", review="accepted")
    own.entity = factories.EntityFactory()
    save_by_hand(own, user=editor, columns=["entity"])
    found = measurements.acceptances().rows
    assert found == (
        measurements.Acceptance("mention", "alias", 0, 1, 0, 2),
        measurements.Acceptance("mention", "surname", 0, 0, 0, 1),
    )
    assert [row.rate for row in found] == [1 / 3, 0.0]
    mention = factories.MentionFactory(origin="role")
    mention.entity = factories.EntityFactory()
    undo(save_by_hand(mention, user=editor, columns=["entity"]), editor)
    cache.clear()
    assert measurements.acceptances().rows[1] == measurements.Acceptance("mention", "role", 1, 0, 0, 0)


def test_suggestions_are_not_counted_at_every_glance(django_assert_num_queries) -> None:  # type: ignore[no-untyped-def]
    with django_assert_num_queries(5):
        first = measurements.acceptances()
    factories.MentionFactory(origin="alias")
    with django_assert_num_queries(0):
        assert measurements.acceptances() == first


def test_the_page_shows_both_tables_with_bars(admin_client, work, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2026, 5, 31))
    factories.MentionFactory(origin="alias", review="accepted")
    factories.MentionFactory(origin="surname")
    html = admin_client.get(PAGE).content.decode()
    assert "May 2026" in html
    assert '<rect width="100.0" height="10"/></svg><span>8.0</span>' in html
    assert '<rect width="21.9" height="10"/></svg><span>1.8</span>' in html
    assert '<rect width="100.0" height="10"/></svg><span>100.0</span>' in html
    assert "style=" not in html
    assert PAGE in admin_client.get(reverse("admin:articles_batch_changelist")).content.decode()


def test_an_empty_archive_has_no_figures(admin_client) -> None:  # type: ignore[no-untyped-def]
    html = admin_client.get(PAGE).content.decode()
    assert "Nothing has been decided at a desk yet." in html
    assert "Nothing has been suggested yet." in html


def test_each_table_is_a_file(admin_client, work, monkeypatch) -> None:  # type: ignore[no-untyped-def]
    monkeypatch.setattr(timezone, "localdate", lambda: datetime.date(2026, 5, 31))
    factories.MentionFactory(origin="alias", review="accepted")
    response = admin_client.get(f"{PAGE}decisions.csv")
    assert b"".join(response).decode().splitlines() == [
        "month,editor,decisions,taken_back,mean_seconds,mean_keystrokes",
        "2026-05,'=bela,1,0,8.0,",
        "2026-05,ada,2,1,1.75,1.5",
        "2026-04,ada,1,0,4.0,3.0",
    ]
    response = admin_client.get(f"{PAGE}suggestions.csv")
    assert b"".join(response).decode().splitlines()[1:] == ["mention,alias,0,1,0,0,1.0"]
    assert response["Content-Disposition"] == 'attachment; filename="suggestions.csv"'
    assert admin_client.get(f"{PAGE}else.csv").status_code == 404


def test_only_who_may_view_batches_sees_them() -> None:
    assert staff("view_mention").get(PAGE).status_code == 403
