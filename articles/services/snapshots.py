"""The values of rows as they are kept in a batch: safe for JSON, and independent of any database's numbering.

A row is named by its natural key, and so is every row that it points at. Columns that the database computes are left
out; those that Django stamps by itself (``auto_now``) are kept, but do not count when two states are compared.
"""

from __future__ import annotations

import datetime
import decimal
import enum
import json
import uuid
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from django.apps import apps
from django.db import models

from articles.models import Article

#: How many rows that others point at are remembered at a time.
_REMEMBERED = 2_000


class LostReferenceError(Exception):
    """A row that an earlier value points at does not exist any more."""


def label_of(row: models.Model) -> str:
    """The name under which a row's model is kept: "articles.citation"."""
    return row._meta.label_lower


def model_of(label: str) -> type[models.Model]:
    """The model of that name."""
    return apps.get_model(label)


def key_of(row: models.Model) -> list[Any]:
    """The natural key of a row, as JSON keeps it."""
    return [str(part) if isinstance(part, uuid.UUID) else part for part in row.natural_key()]  # type: ignore[attr-defined]


def kept_fields(model: type[models.Model] | models.Model) -> list[models.Field[Any, Any]]:
    """The columns of ``model`` that are recorded."""
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and not isinstance(field, models.GeneratedField)
    ]


def is_stamp(field: models.Field[Any, Any], *, made: bool = False) -> bool:
    """Whether Django sets the column by itself at each save, or, with ``made``, when the row is made."""
    return bool(getattr(field, "auto_now", False)) or (made and bool(getattr(field, "auto_now_add", False)))


def plain(field: models.Field[Any, Any], value: Any) -> Any:
    """``value`` of ``field`` as JSON holds it, one form for one stored value; a reference stays a primary key."""
    if value is None or field.is_relation:
        return value
    if isinstance(field, models.JSONField):
        return json.loads(json.dumps(value, cls=field.encoder))
    value = field.to_python(value.value if isinstance(value, enum.Enum) else value)
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.UTC).isoformat()
    if isinstance(value, decimal.Decimal) and isinstance(field, models.DecimalField):
        return f"{value:.{field.decimal_places}f}"
    if isinstance(value, str | int | float | bool):
        return value
    return value.isoformat() if isinstance(value, datetime.date) else str(value)


def values_of(row: models.Model, names: Collection[str] | None = None) -> dict[str, Any]:
    """All recorded columns of ``row``, or those of ``names`` that it has, by field name."""
    fields = [field for field in kept_fields(row) if names is None or field.name in names]
    return {field.name: plain(field, getattr(row, field.attname)) for field in fields}


class References:
    """From the primary keys of rows that are pointed at to their natural keys, and back; remembers the last ones."""

    def __init__(self) -> None:
        self._keys: dict[tuple[type[models.Model], Any], list[Any]] = {}
        self._pks: dict[tuple[type[models.Model], str], Any] = {}

    def named(self, row: models.Model, values: Mapping[str, Any]) -> dict[str, Any]:
        """``values`` of ``row`` with each primary key replaced by the natural key of the row that it means."""
        return {
            name: self._key(row._meta.get_field(name), value)  # type: ignore[arg-type]
            for name, value in values.items()
        }

    def numbered(self, model: type[models.Model], values: Mapping[str, Any]) -> dict[str, Any]:
        """The reverse of ``named``.

        Raises:
            LostReferenceError: when a row that cannot be left out does not exist any more.
        """
        return {
            name: self._pk(model._meta.get_field(name), value)  # type: ignore[arg-type]
            for name, value in values.items()
        }

    def remember(self, rows: Iterable[models.Model]) -> None:
        """Spare a question for each of ``rows``, as they are stored, when it is pointed at."""
        _forget(self._keys)
        for row in rows:
            if (type(row), row.pk) not in self._keys:
                self._keys[type(row), row.pk] = key_of(row)

    def expect_articles(self, keys: Iterable[Sequence[Any]]) -> None:
        """Look up together the articles that are going to be pointed at by these keys."""
        _forget(self._pks)
        for article in _articles_by_key({tuple(key) for key in keys}).values():
            self._pks[Article, json.dumps(key_of(article))] = article.pk

    def forget(self, row: models.Model) -> None:
        """Ask again for the key of ``row`` the next time: it may have changed."""
        self._keys.pop((type(row), row.pk), None)

    def _key(self, field: models.Field[Any, Any], value: Any) -> Any:
        if value is None or not field.is_relation:
            return value
        target = _target(field)
        if (target, value) not in self._keys:
            _forget(self._keys)
            self._keys[target, value] = key_of(target._base_manager.get(pk=value))
        return self._keys[target, value]

    def _pk(self, field: models.Field[Any, Any], value: Any) -> Any:
        if value is None or not field.is_relation:
            return value
        target = _target(field)
        name = json.dumps(value)
        found = self._pks.get((target, name))
        if found is None:  # what is missing now may be made again in this run
            found = _pk_by_key(target, value)
            _forget(self._pks)
            self._pks[target, name] = found
        if found is None and not field.null:
            raise LostReferenceError(
                f"the {target._meta.verbose_name} {' / '.join(map(str, value))} does not exist any more"
            )
        return found


def find(model: type[models.Model], keys: Sequence[Sequence[Any]]) -> list[models.Model | None]:
    """The rows with these natural keys, in their order; None where there is none.

    Rows that are named by their article and a number are looked up together.
    """
    fields = {field.name for field in model._meta.get_fields()}
    if not {"article", "number"} <= fields:
        return [_by_key(model, key) for key in keys]
    wanted: dict[tuple[Any, ...], set[int]] = {}
    for key in keys:
        wanted.setdefault(tuple(key[:-1]), set()).add(key[-1])
    found: dict[tuple[Any, ...], models.Model] = {}
    articles = _articles_by_key(wanted)
    numbers = {number for of_article in wanted.values() for number in of_article}
    rows = model._default_manager.filter(article__in=articles, number__in=numbers)
    for row in rows:
        article = row.article = articles[row.article_id]  # type: ignore[attr-defined]
        found[*key_of(article), row.number] = row  # type: ignore[attr-defined]
    return [found.get(tuple(key)) for key in keys]


def _articles_by_key(keys: Iterable[tuple[Any, ...]]) -> dict[Any, Any]:
    """The articles with these natural keys, by primary key; a few queries for each volume that they are of."""
    by_volume: dict[tuple[Any, Any], list[tuple[Any, ...]]] = {}
    for key in keys:
        by_volume.setdefault(key[:2], []).append(key)
    articles = {}
    for (publication, volume), wanted in by_volume.items():
        of_volume = Article.objects.filter(issue__publication__slug=publication, issue__volume=volume)
        held = of_volume.filter(issue__number__in={key[2] for key in wanted}, position__in={key[3] for key in wanted})
        for article in held.select_related("issue__publication").defer("markup", "standfirst"):
            articles[article.pk] = article
    return articles


def _by_key(model: type[models.Model], key: Iterable[Any]) -> models.Model | None:
    try:
        return model._default_manager.get_by_natural_key(*key)  # type: ignore[attr-defined]
    except model.DoesNotExist:  # type: ignore[attr-defined]
        return None


def _pk_by_key(model: type[models.Model], key: Iterable[Any]) -> Any:
    row = _by_key(model, key)
    return None if row is None else row.pk


def _target(field: models.Field[Any, Any]) -> type[models.Model]:
    target = field.related_model
    assert isinstance(target, type)  # noqa: S101 - "self" is resolved once the models are loaded
    return target


def _forget(memory: dict[Any, Any]) -> None:
    if len(memory) >= _REMEMBERED:
        memory.clear()
