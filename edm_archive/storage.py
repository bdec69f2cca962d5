"""Static files of the production site: hashed names, compressed, and imports between scripts that follow the names."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

#: Where the archive's own scripts are. Those of libraries are left as they came: they import nothing that is shipped.
OWN = ("admin_archive/*.js", "edm_archive/*.js")


class HashedModulesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]
    """Rewrites ``import … from "./other.js"`` to the hashed name: no browser mixes old modules with new ones."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        _, imports = self._js_module_import_aggregation_patterns
        self.patterns = (*self.patterns, *((files, imports) for files in OWN))
        super().__init__(*args, **kwargs)
