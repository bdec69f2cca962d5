"""First days of months and years have more ordinals: what is held of the old ones goes, and every article is marked.

The index is made again by ``search_index``, which runs after every upgrade.
"""

from django.db import migrations


def let_go(apps, schema_editor):
    connection = schema_editor.connection
    for name in ("FacetEntry", "FacetBitmap"):
        apps.get_model("articles", name).rows.using(connection.alias).all().delete()
    log = "articles_search_facets_stale"
    if log in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {log} (kind, record) SELECT 'article', id FROM articles_article")


class Migration(migrations.Migration):
    dependencies = [
        ("articles", "0022_cited_searches"),
    ]

    operations = [
        migrations.RunPython(let_go, migrations.RunPython.noop),
    ]
