"""The admin under the archive's own site."""

from __future__ import annotations

from django.contrib.admin.apps import AdminConfig


class EditorialAdminConfig(AdminConfig):
    default_site = "edm_archive.admin.EditorialSite"
