"""The authority file in the admin: records, and the inlines that other apps build on."""

from __future__ import annotations

from entities.admin import authorities  # noqa: F401 - registers the records
