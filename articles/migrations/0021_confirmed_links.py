"""Who accepted a cross-reference that was linked has seen its article: those links are kept as chosen."""

from django.db import migrations
from django.db.models import F


def confirm(apps, schema_editor):
    citations = apps.get_model("articles", "Citation").objects.using(schema_editor.connection.alias)
    linked = citations.filter(kind="cross_reference", review="accepted", target__isnull=False)
    linked.update(chosen=F("target"))


class Migration(migrations.Migration):

    dependencies = [
        ("articles", "0020_chosen_article"),
    ]

    operations = [
        migrations.RunPython(confirm, migrations.RunPython.noop),
    ]
