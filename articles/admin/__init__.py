"""The bibliography in the admin: records, review of what machines suggest, batches that can be taken back."""

from __future__ import annotations

import articles.admin.annotations
import articles.admin.batches
import articles.admin.bibliography
import articles.admin.entities
import articles.admin.references
import articles.admin.searches
import articles.admin.work  # noqa: F401 - they register the records
