"""Static files of the production site: hashed names, compressed, and imports between scripts that follow the names."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]


class HashedModulesStorage(CompressedManifestStaticFilesStorage):
    """Rewrites ``import … from "./other.js"`` to the hashed name: no browser mixes old modules with new ones."""

    support_js_module_import_aggregation = True
