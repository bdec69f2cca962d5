"""A column with a list of values holds one of them, in the database: imports, fixtures and shells pass by the forms."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction

from articles.models import Citation
from tests.articles.admin.test_registered import make
from tests.factories import CitationFactory

pytestmark = pytest.mark.django_db

CHOICES = [
    (model, field)
    for app in ("entities", "articles")
    for model in apps.get_app_config(app).get_models()
    for field in model._meta.concrete_fields
    if isinstance(field, models.CharField) and field.choices
]
#: The dates whose precision is named otherwise than they are.
DATES = {"cited_precision": "cited_date"}


def row_of(model: type[models.Model]) -> Any:
    """A row that no other check stands in the way of."""
    spoken = {"quotation_start": 0, "quotation_end": 1, "speaker_start": 0, "speaker_end": 1, "speaker_basis": "editor"}
    return CitationFactory(**spoken) if model is Citation else make(model, 1)


def test_the_walker_sees_the_columns() -> None:
    assert {("Citation", "resolution"), ("Batch", "kind"), ("PastSlug", "kind"), ("Relation", "end_precision")} <= {
        (model.__name__, field.name) for model, field in CHOICES
    }


@pytest.mark.parametrize(("model", "field"), CHOICES, ids=lambda value: getattr(value, "name", None) or value.__name__)
def test_another_value_is_refused_by_the_database(model: type[models.Model], field: Any) -> None:
    name = f"{model._meta.model_name}_{field.name}_known"
    row = row_of(model)
    values: dict[str, Any] = {field.name: "zz"}
    if field.name.endswith("_precision"):
        values[DATES.get(field.name, field.name.removesuffix("_precision"))] = datetime.date(2004, 12, 1)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model._base_manager.filter(pk=row.pk).update(**values)


@pytest.mark.parametrize(("model", "field"), CHOICES, ids=lambda value: getattr(value, "name", None) or value.__name__)
def test_every_value_of_the_list_passes(model: type[models.Model], field: Any) -> None:
    name = f"{model._meta.model_name}_{field.name}_known"
    check = next(one for one in model._meta.constraints if one.name == name)
    assert isinstance(check, models.CheckConstraint)
    for value in {*(value for value, _ in field.flatchoices), *([""] if field.blank else [])}:
        assert check.condition.check({field.name: value}), value  # type: ignore[union-attr]
