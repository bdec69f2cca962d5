"""The house stands: imports point down only, pure packages are pure, and there is no third app.

Arrows: project → articles → entities → pure packages → edm_archive.text; within an app
urls → views, admin → filters, services → querysets, models → pure. Imports inside functions count like the others.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(
    path
    for package in ("edm_archive", "entities", "articles")
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.parts
)

#: Pure packages, and the third-party libraries that each may use beside the standard library.
PURE: dict[str, set[str]] = {
    "edm_archive.text": set(),
    "entities.matching": {"ahocorasick"},
    "articles.citations": set(),
    "articles.imports": {"chardet"},
    "articles.exports": set(),
    "articles.maps": set(),
    "articles.search.query": set(),
    "articles.search.entry": set(),
    "articles.search.compile": set(),
    "articles.records": set(),
    "articles.listings": set(),
}
#: Which pure package may use which other ones, beside itself and ``edm_archive.text``.
PURE_USES: dict[str, set[str]] = {
    "articles.imports": {"articles.records"},
    "articles.exports": {"articles.records"},
    "articles.citations": {"entities.matching.vocabulary"},
    "articles.search.compile": {"articles.search.entry", "articles.search.query"},
}

#: Layers of an app from the top; a module may import what stands in its own layer or below.
LAYERS: list[set[str]] = [
    {"urls"},
    {"views", "feeds", "api", "oai", "admin", "management", "apps"},
    {
        "filters",
        "services",
        "suggest",
        "versions",
        "templatetags",
        "rendering",
        "figures",
        "tallies",
        "citable",
        "claims",
        "related",
        "search",
    },
    {"querysets", "models", "vocabularies"},
    {"records", "listings", "citations", "imports", "exports", "matching"},
]


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[tuple[str, int]]:
    """Every absolute module that ``path`` imports, with its line; relative imports are made absolute."""
    package = module_name(path).split(".")
    if path.name != "__init__.py":
        package = package[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            stem = ".".join([*base, *([node.module] if node.module else [])])
            for alias in node.names:
                # "from articles import models" imports the module articles.models.
                full = f"{stem}.{alias.name}"
                target = ROOT.joinpath(*full.split("."))
                yield (full if target.with_suffix(".py").exists() or target.is_dir() else stem), node.lineno


def under(module: str, package: str) -> bool:
    return module == package or module.startswith(package + ".")


def layer_of(module: str) -> int | None:
    parts = module.split(".")
    if len(parts) < 2:
        return None
    return next((depth for depth, names in enumerate(LAYERS) if parts[1] in names), None)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: module_name(path))
def test_imports_point_down(path: Path) -> None:
    module = module_name(path)
    wrong = [f"line {line}: {target}" for target, line in imports_of(path) if not allowed(module, target)]
    assert not wrong, f"{module} imports what it must not: {wrong}"


def allowed(module: str, target: str) -> bool:
    pure = next((package for package in PURE if under(module, package)), None)
    if pure is not None:
        top = target.split(".")[0]
        return (
            top in sys.stdlib_module_names
            or top in PURE[pure]
            or any(under(target, package) for package in {pure, "edm_archive.text", *PURE_USES.get(pure, set())})
        )
    if under(module, "entities") and under(target, "articles"):
        return False
    if not under(module, "edm_archive") and under(target, "edm_archive") and not under(target, "edm_archive.text"):
        return False
    if under(module, "edm_archive") and not module.startswith("edm_archive.text"):
        return True
    app = module.split(".")[0]
    mine, theirs = layer_of(module), layer_of(target)
    return not (under(target, app) and mine is not None and theirs is not None and theirs < mine)


def test_the_walker_sees_relative_and_inner_imports(tmp_path: Path) -> None:
    source = ROOT / "entities" / "matching" / "_probe.py"
    tree = "def f():\n    from ..models import Entity\n    import django.db\n"
    path = tmp_path / "probe.py"
    path.write_text(tree, encoding="utf-8")
    assert not allowed(module_name(source), "entities.models")
    assert not allowed(module_name(source), "django.db")
    assert not allowed("entities.services", "articles.models")
    assert not allowed("articles.models.references", "articles.services.citing")
    assert allowed("articles.services.citing", "articles.citations.extract")


def test_there_is_no_third_app_and_no_drawer() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages <= {"edm_archive", "articles", "entities", "tests", "benchmarks"}
    drawers = {"utils", "helpers", "common", "core", "misc"}
    assert not [path for path in SOURCES if path.stem in drawers or path.parent.name in drawers]
