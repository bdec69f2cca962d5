"""Static files as a production site serves them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from django.core.management import call_command


def test_scripts_import_each_other_by_their_hashed_names(settings: Any, tmp_path: Path) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "edm_archive.storage.HashedModulesStorage"},
    }
    call_command("collectstatic", interactive=False, verbosity=0)
    names = json.loads((tmp_path / "staticfiles.json").read_text())["paths"]
    desk = (tmp_path / names["admin_archive/desk/desk.js"]).read_text()
    imported = set(re.findall(r'from "([^"]+)"', desk))
    expected = {
        Path(names[f"admin_archive/{name}.js"]).name for name in ("keys", "elements", "desk/text", "desk/panel")
    }
    assert expected <= {Path(name).name for name in imported}
