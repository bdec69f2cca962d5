"""App configuration of the bibliography."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Bibliography"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from articles.search.schema import lay_triggers

        post_migrate.connect(lay_triggers, sender=self, dispatch_uid="articles.search")
