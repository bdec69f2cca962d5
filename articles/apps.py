"""App configuration of the bibliography."""

from __future__ import annotations

from django.apps import AppConfig


class ArticlesConfig(AppConfig):
    name = "articles"
    verbose_name = "Bibliography"
    default_auto_field = "django.db.models.BigAutoField"
