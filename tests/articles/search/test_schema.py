"""Tables and triggers of the index: made by migrate, made again where they are lost, refused nothing by them."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, models

from articles import search
from articles.models import Article, Author
from articles.search import index, schema
from tests import factories

sqlite_only = pytest.mark.skipif(connection.vendor != "sqlite", reason="only SQLite makes a table anew to change it")


@pytest.mark.django_db
def test_migrate_makes_everything_once() -> None:
    assert schema.is_whole(connection)
    assert not schema.install(connection)


@pytest.mark.django_db
def test_what_is_missing_is_made_and_every_article_looked_at() -> None:
    article = factories.ArticleFactory(body="Almaty.")
    index.refresh()
    with connection.cursor() as cursor:
        on = "" if connection.vendor == "sqlite" else " ON articles_article"
        cursor.execute(f"DROP TRIGGER articles_search_article_update{on}")
    Article.objects.filter(pk=article.pk).update(body="Bishkek.")  # nobody writes it down
    assert list(search.ids("bishkek")) == []
    with pytest.raises(CommandError, match="missing"):
        call_command("search_index", "--check")
    call_command("search_index")
    assert list(search.ids("bishkek")) == [article.pk]
    call_command("search_index", "--check")


@sqlite_only
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("model", [Article, Author])
def test_a_table_that_django_makes_anew_gets_its_triggers_back(model: type[models.Model]) -> None:
    article = factories.ArticleFactory(body="Almaty.")
    index.refresh()
    old, new = model._meta.get_field("slug"), models.SlugField(max_length=130, allow_unicode=True)
    new.set_attributes_from_name("slug")
    new.model = model
    with connection.schema_editor() as editor:
        editor.alter_field(model, old, new)
    assert not schema.is_whole(connection), "this Django keeps triggers; the whole trouble may be needless"
    Article.objects.filter(pk=article.pk).update(body="Bishkek.")
    call_command("migrate", verbosity=0)
    assert schema.is_whole(connection)
    assert list(search.ids("bishkek")) == [article.pk]
    with connection.schema_editor() as editor:
        editor.alter_field(model, new, old)
    call_command("migrate", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_emptying_the_tables_empties_the_index() -> None:
    factories.ArticleFactory(body="Almaty.")
    assert search.count("almaty") == 1
    call_command("flush", interactive=False, verbosity=0)
    assert search.count("-nothing") == 0
