"""App configuration of the authority file."""

from __future__ import annotations

from django.apps import AppConfig


class EntitiesConfig(AppConfig):
    name = "entities"
    verbose_name = "Authority file"
    default_auto_field = "django.db.models.BigAutoField"
