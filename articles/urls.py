"""Public addresses. Fixed first parts come before publications, whose slugs may not take them."""

from __future__ import annotations

urlpatterns: list = []
