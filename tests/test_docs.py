"""The documentation is true: what exists is described, and what is described exists.

Every check works in both directions where it can, so that neither a forgotten description nor a left-over one passes.
"""

from __future__ import annotations

import argparse
import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands, load_command_class
from django.core.management.base import BaseCommand
from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from articles.filters import ArticleFilterSet, ClaimFilterSet
from articles.filters.articles import ORDERS
from articles.imports import FIELDS
from articles.models.anchors import Annotation
from entities.models import PRECISIONS

ROOT = Path(__file__).resolve().parent.parent
REFERENCE = ROOT / "docs" / "reference"
OURS = ("edm_archive", "entities", "articles")
MARKDOWN = sorted(
    path
    for path in ROOT.rglob("*.md")
    if not any(part.startswith(".") or part == "node_modules" for part in path.relative_to(ROOT).parts)
)
MODELS = [model for app in ("entities", "articles") for model in apps.get_app_config(app).get_models()]
MODEL_NAMES = [model.__name__ for model in MODELS]


def text_of(*parts: str) -> str:
    return ROOT.joinpath(*parts).read_text("utf-8")


def section(text: str, heading: str) -> str:
    """The part of a page under a heading of the second level; empty when there is no such heading."""
    found = re.search(rf"^## {re.escape(heading)}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    return found[1] if found else ""


def rows(text: str) -> dict[str, str]:
    """The rows of a page's tables whose first cell is code: what stands in it, and the whole row."""
    return {found[1]: found[0] for found in re.finditer(r"^\| `([^`]+)` \|.*$", text, re.MULTILINE)}


def code(text: str) -> set[str]:
    """All that is set as code in a text."""
    return set(re.findall(r"`([^`\n]+)`", text))


# Settings ----------------------------------------------------------------------------------------------------------


def variables_read() -> set[str]:
    """The environment variables that the settings read."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(text_of("edm_archive", "settings.py"))):
        if not (isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)):
            continue
        asked = node.func
        of_env = isinstance(asked, ast.Attribute) and isinstance(asked.value, ast.Name) and asked.value.id == "env"
        if of_env or (isinstance(asked, ast.Name) and asked.id == "required"):
            names.add(node.args[0].value)
    return names


def test_every_setting_is_described() -> None:
    assert {"DEBUG", "SECRET_KEY", "DATABASE_URL"} <= variables_read(), "the reader of settings.py has gone blind"
    assert set(rows((REFERENCE / "settings.md").read_text("utf-8"))) == variables_read()


def test_the_form_for_settings_is_whole() -> None:
    assert set(re.findall(r"^#?([A-Z_]+)=", text_of(".env.example"), re.MULTILINE)) == variables_read()


# Commands ----------------------------------------------------------------------------------------------------------


def options_of(command: BaseCommand) -> set[str]:
    """The options of a command beside those that every command of Django has."""

    def known(one: BaseCommand) -> set[str]:
        parser: argparse.ArgumentParser = one.create_parser("manage.py", "x")
        return {option for action in parser._actions for option in action.option_strings if option.startswith("--")}

    return known(command) - known(BaseCommand())


def our_commands() -> dict[str, BaseCommand]:
    return {name: load_command_class(app, name) for name, app in get_commands().items() if app in OURS}  # type: ignore[arg-type]


def test_every_command_is_described_with_its_options() -> None:
    page = (REFERENCE / "commands.md").read_text("utf-8")
    commands = our_commands()
    assert "import_articles" in commands
    headings = set(re.findall(r"^## ([a-z_]+)$", page, re.MULTILINE))
    assert headings == set(commands)
    for name, command in commands.items():
        assert set(rows(section(page, name))) == options_of(command), name


# Addresses ---------------------------------------------------------------------------------------------------------


def addresses(resolver: URLResolver, prefix: str = "/") -> Iterator[str]:
    """Every public address, as people write it: "/sources/<slug>/"."""
    for pattern in resolver.url_patterns:
        route = prefix + re.sub(r"<\w+:(\w+)>", r"<\1>", str(pattern.pattern))
        if isinstance(pattern, URLPattern):
            yield route
        elif route != "/admin/":
            yield from addresses(pattern, route)


def test_every_address_is_described() -> None:
    routes = list(addresses(get_resolver()))
    assert "/articles/" in routes
    assert set(rows((REFERENCE / "urls.md").read_text("utf-8"))) == set(routes)


# Filters -----------------------------------------------------------------------------------------------------------


def test_every_filter_is_described() -> None:
    page = (REFERENCE / "filters.md").read_text("utf-8")
    of_claims = section(page, "Claims")
    described = rows(page.replace(of_claims, ""))
    assert set(described) == {*ArticleFilterSet.base_filters, "page"}
    assert set(rows(of_claims)) == {*ClaimFilterSet.base_filters, "page"}
    assert set(ORDERS) <= code(described["sort"])


# Records -----------------------------------------------------------------------------------------------------------


def fields_of(model: type[models.Model]) -> dict[str, models.Field]:
    fields = (*model._meta.local_fields, *model._meta.local_many_to_many)
    return {field.name: field for field in fields if not field.primary_key}


SHARED = {field.name for field in Annotation._meta.fields}


@pytest.mark.parametrize("model", MODELS, ids=MODEL_NAMES)
def test_every_field_is_described(model: type[models.Model]) -> None:
    page = (REFERENCE / "records.md").read_text("utf-8")
    shared = rows(section(page, "Every annotation"))
    described = rows(section(page, model.__name__))
    fields = fields_of(model)
    if issubclass(model, Annotation):
        assert set(shared) == SHARED
        assert set(described) == set(fields) - SHARED
    else:
        assert set(described) == set(fields)
    for name, field in fields.items():
        if field.choices and list(field.choices) != PRECISIONS:
            missing = {str(value) for value, _ in field.flatchoices if value} - code((shared | described)[name])
            assert not missing, f"{model.__name__}.{name}: {missing}"


@pytest.mark.parametrize("model", MODELS, ids=MODEL_NAMES)
def test_every_constraint_is_described(model: type[models.Model]) -> None:
    page = (REFERENCE / "records.md").read_text("utf-8")
    told = code(section(page, model.__name__))
    if issubclass(model, Annotation):
        told |= {word.replace("…", model.__name__.lower()) for word in code(section(page, "Every annotation"))}
    assert "`…_known`" in page
    told |= {f"{model._meta.model_name}_{field.name}_known" for field in fields_of(model).values() if field.choices}
    assert {constraint.name for constraint in model._meta.constraints} <= told


def test_every_origin_of_a_suggestion_is_described() -> None:
    sources = [path.read_text("utf-8") for app in OURS for path in (ROOT / app).rglob("*.py")]
    given = {name for source in sources for name in re.findall(r'\borigin"?(?:=|: )"(\w+)"', source)}
    assert {"acronym", "role", "surname"} <= given, "the reader of the sources has gone blind"
    told = rows(section((REFERENCE / "records.md").read_text("utf-8"), "Every annotation"))["origin"]
    assert given <= code(told)


def test_no_record_is_described_that_does_not_exist() -> None:
    headings = set(re.findall(r"^## (.+)$", (REFERENCE / "records.md").read_text("utf-8"), re.MULTILINE))
    assert headings == {*MODEL_NAMES, "Every annotation"}


def test_every_model_is_in_the_glossary() -> None:
    defined = set(re.findall(r"\*\* \(`(\w+)`\):", text_of("docs", "glossary.md")))
    assert defined == set(MODEL_NAMES)


def test_every_header_field_is_described() -> None:
    table = section((REFERENCE / "import-format.md").read_text("utf-8"), "The header")
    cells = [line.split("|")[1:3] for line in table.splitlines() if line.startswith("| `")]
    names = {name.casefold() for pair in cells for cell in pair for name in code(cell)}
    assert names == set(FIELDS)


# Dependencies ------------------------------------------------------------------------------------------------------


def package(requirement: str) -> str:
    return re.split(r"[\[<>=!~ ;]", requirement)[0]


def packages_in(text: str) -> set[str]:
    """The packages in the first column of a table; a row may describe several."""
    return {name for line in text.splitlines() if line.startswith("| `") for name in code(line.split("|")[1])}


def test_every_dependency_is_described() -> None:
    project = tomllib.loads(text_of("pyproject.toml"))
    page = text_of("docs", "explanation", "dependencies.md")
    extras = [name for extra in project["project"]["optional-dependencies"].values() for name in extra]
    runtime = {package(requirement) for requirement in [*project["project"]["dependencies"], *extras]}
    development = {package(requirement) for requirement in project["dependency-groups"]["dev"]}
    assert packages_in(section(page, "At run time")) == runtime
    assert packages_in(section(page, "For development")) == development


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_names_no_address(name: str) -> None:
    lock = text_of(name)
    assert "--hash=sha256:" in lock
    assert "://" not in lock


# What the pages say of the rest ------------------------------------------------------------------------------------


def anchor(heading: str) -> str:
    """The fragment under which a heading of a Markdown page is found."""
    bare = re.sub(r"[^\w\- ]", "", re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", heading).replace("`", "")).lower()
    return bare.replace(" ", "-")


def anchors(path: Path) -> set[str]:
    return {anchor(heading) for heading in re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)}


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_relative_links_lead_somewhere(path: Path) -> None:
    prose = re.sub(r"^```.*?^```", "", path.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    for target in re.findall(r"\]\(([^)\s]+)\)", prose):
        if re.match(r"[a-z]+:", target):
            continue
        name, _, fragment = target.partition("#")
        there = (path.parent / name).resolve() if name else path
        assert there.is_relative_to(ROOT), target
        assert there.exists(), target
        if fragment:
            assert fragment in anchors(there), target


@pytest.mark.parametrize("path", MARKDOWN, ids=lambda path: str(path.relative_to(ROOT)))
def test_what_the_pages_name_exists(path: Path) -> None:
    text = path.read_text("utf-8")
    targets = set(re.findall(r"^([a-z0-9-]+):", text_of("Makefile"), re.MULTILINE))
    assert set(re.findall(r"(?:^|`)make ([a-z0-9-]+)", text, re.MULTILINE)) <= targets
    commands = set(re.findall(r"manage\.py ([a-z_]+)", text)) - {"help"}
    assert commands <= set(get_commands())
    files = {
        word for word in code(text) if re.fullmatch(r"(?:articles|entities|edm_archive|tests|docs)/[\w./-]+", word)
    }
    assert not {name for name in files if not (ROOT / name).exists()}


def test_every_page_is_in_the_index() -> None:
    index = text_of("docs", "README.md")
    pages = {str(path.relative_to(ROOT / "docs")) for path in MARKDOWN if path.is_relative_to(ROOT / "docs")}
    assert not [page for page in pages - {"README.md"} if f"]({page})" not in index]


def test_the_readme_is_short_and_shows_the_archive() -> None:
    readme = text_of("README.md")
    assert len(readme.splitlines()) <= 120
    assert re.search(r"!\[[^\]]+\]\(docs/images/[\w-]+\.png\)", readme)


def test_screenshots_are_small() -> None:
    for path in (ROOT / "docs" / "images").glob("*.png"):
        assert path.stat().st_size < 250_000, path.name


def test_the_citation_file_is_of_this_version() -> None:
    version = tomllib.loads(text_of("pyproject.toml"))["project"]["version"]
    assert f"version: {version}\n" in text_of("CITATION.cff")
    assert "## [Unreleased]" in text_of("CHANGELOG.md")
