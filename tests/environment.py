"""The environment that the tests run in, set before Django reads its settings (loaded by ``-p`` in pyproject.toml).

``DATABASE_URL`` is left as it is: the same suite runs on SQLite and on PostgreSQL.
"""

from __future__ import annotations

import os

os.environ["DEBUG"] = "1"
os.environ["HTTPS"] = "0"
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # Playwright's event loop runs in the thread of the tests
