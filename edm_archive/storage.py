"""Static files of the production site: hashed names, compressed, and imports between scripts that follow the names."""

from __future__ import annotations

from typing import Any

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

#: Where the archive's own scripts are. Those of libraries are left as they came: they import nothing that is shipped.
OWN = ("admin_archive/*.js", "edm_archive/*.js")
_base: Any = CompressedManifestStaticFilesStorage
_IMPORTS = _base._js_module_import_aggregation_patterns[1]


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    """Rewrites ``import … from "./other.js"`` to the hashed name: no browser mixes old modules with new ones."""

    patterns: Any = (*_base.patterns, *((files, _IMPORTS) for files in OWN))
