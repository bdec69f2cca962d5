"""What holds for every record in the admin: it is found, listed and edited at a cost that does not grow with rows."""

from __future__ import annotations

import uuid
from typing import Any

import pytest
from django import forms
from django.apps import apps
from django.contrib import admin
from django.contrib.admin.options import ModelAdmin
from django.contrib.admin.widgets import AutocompleteMixin, RelatedFieldWidgetWrapper
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.test import Client, RequestFactory
from django.urls import reverse

from articles import models as articles
from articles.models.indexes import Derived
from entities import models as entities
from tests import factories

pytestmark = pytest.mark.django_db

REGISTERED = list(admin.site._registry)
#: Tables that stay small whatever is imported: their rows may be offered as plain choices.
SMALL = {articles.Publication, Group, Permission, get_user_model()}


def name_of(model: type[models.Model]) -> str:
    return model._meta.label_lower


def make(model: type[models.Model], number: int) -> Any:
    """One more row of ``model``, with rows of its own behind every reference."""
    match model:
        case entities.ExternalIdentifier:
            return model.objects.create(entity=factories.EntityFactory(), scheme="viaf", value=str(number))
        case entities.Relation:
            subject, other = factories.EntityFactory.create_batch(2)
            return model.objects.create(subject=subject, kind="part_of", object=other)
        case entities.PastSlug:
            return model.objects.create(
                kind="place", slug=f"old-{number}", entity=factories.EntityFactory(), reason="renamed"
            )
        case articles.PastSourceSlug:
            return model.objects.create(slug=f"old-{number}", source=factories.SourceFactory(), reason="merged")
        case entities.DistinctEntities:
            first, second = factories.EntityFactory.create_batch(2)
            return model.objects.create(first=first, second=second)
        case articles.DistinctSources:
            first, second = factories.SourceFactory.create_batch(2)
            return model.objects.create(first=first, second=second)
        case articles.BatchChange:
            batch = factories.BatchFactory(created_by=factories.UserFactory())
            record = ["edm", 1, str(number), 1, 1]
            values = {"before": {"review": "suggested"}, "after": {"review": "accepted"}}
            return model.objects.create(
                batch=batch, number=1, act="changed", model="articles.mention", record=record, **values
            )
        case articles.Batch:
            return factories.BatchFactory(created_by=factories.UserFactory())
        case articles.Publication:
            return factories.PublicationFactory(slug=f"p-{number}", title=f"Title {number}", abbreviation=f"P{number}")
        case articles.Author:
            return factories.AuthorFactory(entity=factories.EntityFactory(kind="person"))
        case articles.RoleStatement:
            people = {"person": factories.EntityFactory(), "organization": factories.EntityFactory()}
            return factories.RoleStatementFactory(reviewer=factories.UserFactory(), **people)
        case articles.AcronymDefinition:
            contained = factories.AcronymDefinitionFactory()
            return factories.AcronymDefinitionFactory(entity=factories.EntityFactory(), contains=contained)
        case articles.Citation:
            target = factories.ArticleFactory()
            return factories.CitationFactory(kind="cross_reference", target=target, reviewer=factories.UserFactory())
        case articles.Mention:
            return factories.MentionFactory(reviewer=factories.UserFactory())
        case _ if model is get_user_model():
            return factories.UserFactory(username=f"user-{number}")
        case _ if model is Group:
            return Group.objects.create(name=f"group-{number}")
    factory = next(
        getattr(factories, name)
        for name in vars(factories)
        if name.endswith("Factory") and getattr(getattr(factories, name), "_meta", None)
        if getattr(factories, name)._meta.model is model
    )
    return factory()


def add_dependents(row: Any, number: int) -> None:
    """Rows for every inline of the form of ``row``."""
    match row:
        case entities.Entity():
            for n in range(number):
                mark = f"{row.pk}-{uuid.uuid4()}"[:40]
                factories.AliasFactory(entity=row)
                entities.ExternalIdentifier.objects.create(entity=row, scheme="viaf", value=mark)
                entities.Relation.objects.create(subject=row, kind="part_of", object=factories.EntityFactory())
                entities.Relation.objects.create(object=row, kind="part_of", subject=factories.EntityFactory())
                entities.PastSlug.objects.create(
                    kind="place", slug=f"past-{n}-{mark}"[:60], entity=row, reason="merged"
                )
        case articles.Source():
            factories.SourceVariantFactory.create_batch(number, source=row)
        case articles.Article():
            for order in range(1, number + 1):
                factories.AuthorshipFactory(article=row, order=order)
                factories.MentionFactory(article=row)
        case articles.Batch():
            articles.BatchChange.objects.bulk_create(
                articles.BatchChange(batch=row, number=n, act="created", model="articles.article", record=["edm", n])
                for n in range(number)
            )


def queries(client: Client, url: str, captured: Any) -> int:
    with captured as context:
        response = client.get(url)
    assert response.status_code == 200, url
    return len(context)


def test_every_record_of_the_archive_is_registered() -> None:
    models = (model for label in ("articles", "entities") for model in apps.get_app_config(label).get_models())
    ours = {model for model in models if not issubclass(model, Derived)}  # nobody edits what is made from the rest
    assert ours <= set(REGISTERED)


@pytest.mark.parametrize("model", REGISTERED, ids=name_of)
def test_lists_cost_the_same_for_two_rows_and_for_thirty(model, admin_client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for number in range(2):
        make(model, number)
    admin_client.get(url)  # content types are looked up once and kept
    few = queries(admin_client, url, django_assert_max_num_queries(100))
    for number in range(2, 31):
        make(model, number)
    assert queries(admin_client, url, django_assert_max_num_queries(100)) == few
    assert few < 15


@pytest.mark.parametrize("model", REGISTERED, ids=name_of)
def test_forms_cost_the_same_for_two_rows_and_for_thirty(model, admin_client, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    row = make(model, 0)
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[row.pk])
    add_dependents(row, 2)
    make(model, 1)
    admin_client.get(url)
    few = queries(admin_client, url, django_assert_max_num_queries(100))
    add_dependents(row, 0) if isinstance(row, articles.Article | articles.Batch) else add_dependents(row, 28)
    if isinstance(row, articles.Article):
        for order in range(3, 31):
            factories.AuthorshipFactory(article=row, order=order)
    if isinstance(row, articles.Batch):
        row.changes.all().delete()
        add_dependents(row, 30)
    for number in range(2, 31):
        make(model, number)
    assert queries(admin_client, url, django_assert_max_num_queries(100)) == few
    assert few < 25


@pytest.mark.parametrize("model", REGISTERED, ids=name_of)
def test_every_record_can_be_searched_and_what_is_found_is_listed(model, admin_client) -> None:  # type: ignore[no-untyped-def]
    row = make(model, 0)
    keeper = admin.site.get_model_admin(model)
    assert keeper.search_fields
    assert keeper.list_per_page <= 100
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    field = keeper.search_fields[0].lstrip("=^@")
    value = row
    for part in field.split("__"):
        value = getattr(value, part)
    response = admin_client.get(url, {"q": str(value)})
    assert row in response.context["cl"].result_list
    assert not admin_client.get(url, {"q": "zzz-nothing"}).context["cl"].result_list


@pytest.mark.parametrize("model", REGISTERED, ids=name_of)
def test_every_filter_of_every_list_works(model, admin_client) -> None:  # type: ignore[no-untyped-def]
    make(model, 0)
    url = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    changelist = admin_client.get(url).context["cl"]
    for spec in changelist.filter_specs:
        choices = list(spec.choices(changelist))
        assert len(choices) <= 15, f"{spec.title} loads many options"
        for choice in choices:
            assert admin_client.get(url + choice["query_string"]).status_code == 200


@pytest.mark.parametrize("model", REGISTERED, ids=name_of)
def test_no_filter_loads_a_table_that_grows(model) -> None:  # type: ignore[no-untyped-def]
    for item in admin.site.get_model_admin(model).list_filter:
        if not isinstance(item, str):
            continue
        owner = model
        for part in item.split("__"):
            found = owner._meta.get_field(part)
            owner = found.related_model
        if found.is_relation:
            assert found.related_model in SMALL, f"{item} offers every {found.related_model.__name__}"
        else:
            assert found.choices or isinstance(found, models.BooleanField), f"{item} asks the table for its values"


def plain_choices(form: type[forms.ModelForm], where: str) -> list[str]:
    """Fields of ``form`` that print every row of a table that can grow."""
    found = []
    for name, field in form.base_fields.items():
        widget = field.widget.widget if isinstance(field.widget, RelatedFieldWidgetWrapper) else field.widget
        if not isinstance(field, forms.ModelChoiceField) or isinstance(widget, AutocompleteMixin):
            continue
        if field.queryset.model not in SMALL:
            found.append(f"{where}.{name}")
    return found


@pytest.mark.parametrize("model", REGISTERED, ids=name_of)
def test_no_form_has_a_giant_select(model, admin_user) -> None:  # type: ignore[no-untyped-def]
    request = RequestFactory().get("/")
    request.user = admin_user
    keeper: ModelAdmin = admin.site.get_model_admin(model)
    row = make(model, 0)
    found = [
        *plain_choices(keeper.get_form(request, row), name_of(model)),
        *plain_choices(keeper.get_form(request), "new"),
    ]
    for formset, inline in keeper.get_formsets_with_inlines(request, row):
        found += [
            bad
            for bad in plain_choices(formset.form, f"{name_of(model)}/{inline.model.__name__}")
            if not bad.endswith(f".{formset.fk.name}")
        ]
    assert not found


def test_the_walker_sees_a_giant_select() -> None:
    form = forms.modelform_factory(articles.Citation, fields=["source", "kind"])
    assert plain_choices(form, "citation") == ["citation.source"]


@pytest.mark.parametrize(
    ("model", "field"),
    [
        pytest.param(model, field, id=f"{name_of(model)}.{field}")
        for model in REGISTERED
        for field in admin.site.get_model_admin(model).autocomplete_fields
    ],
)
def test_autocompletes_cost_the_same_for_two_rows_and_for_thirty(  # type: ignore[no-untyped-def]
    model, field, admin_client, django_assert_max_num_queries
) -> None:
    target = model._meta.get_field(field).related_model
    query = f"app_label={model._meta.app_label}&model_name={model._meta.model_name}&field_name={field}"
    url = f"{reverse('admin:autocomplete')}?{query}"
    for number in range(2):
        make(target, number)
    few = queries(admin_client, url, django_assert_max_num_queries(20))
    for number in range(2, 18):
        make(target, number)
    assert queries(admin_client, url, django_assert_max_num_queries(20)) == few
