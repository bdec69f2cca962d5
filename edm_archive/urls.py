"""The root of all addresses: the one place where the apps meet (design: docs/reference/urls.md)."""

from __future__ import annotations

from django.contrib import admin
from django.urls import include, path

from edm_archive import languages, views

urlpatterns = [
    path("admin/", admin.site.urls),
    path("healthz", views.healthz, name="healthz"),
    path("about/language/", languages.choose, name="language"),
    path("robots.txt", views.robots, name="robots"),
    path("", include("articles.urls")),
]
