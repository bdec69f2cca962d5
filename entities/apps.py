"""App configuration of the authority file."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class EntitiesConfig(AppConfig):
    name = "entities"
    verbose_name = "Authority file"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        from entities.versions import lay_triggers

        post_migrate.connect(lay_triggers, sender=self, dispatch_uid="entities.versions")
