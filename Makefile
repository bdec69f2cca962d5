# The front door of the archive. All it needs is make and Python 3.11 or newer with pip.
#
#   make demo    run the archive with its demo corpus at http://127.0.0.1:8000
#   make test    do all the set-up and run the tests

PYTHON ?= python3
VENV   ?= .venv
BIN     = $(VENV)/bin
MANAGE  = $(BIN)/python manage.py
PORT   ?= 8000
# How many tests run side by side; "make test WORKERS=0" runs one after the other.
WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help install install-dev demo test test-postgres e2e check format lock demo-fixture messages clean

help: ## Say what can be made
	@grep -hE '^[a-z0-9-]+:.*## ' $(MAKEFILE_LIST) | sort | awk -F ':.*## ' '{printf "  make %-14s %s\n", $$1, $$2}'

# A stamp for each lock file: nothing is installed twice, a changed lock file is.
$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed; try: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: requirements.lock $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements.lock
	@touch $@

$(VENV)/.installed-dev: requirements-dev.lock $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement requirements-dev.lock
	@touch $@ $(VENV)/.installed

install: $(VENV)/.installed ## Make .venv with all that running needs

install-dev: $(VENV)/.installed-dev ## Make .venv with all that developing needs

demo: install ## Load the demo corpus, make an editor, serve at 127.0.0.1:8000
	@DEBUG=1 $(MANAGE) demo --port $(PORT)

test: install-dev ## Run the tests (on SQLite, or on DATABASE_URL where it is set)
	$(BIN)/python -m pytest -m "not e2e" -n $(WORKERS) $(ARGS)

e2e: install-dev ## Run the browser tests in Chromium
	$(BIN)/python -m pytest -m e2e $(ARGS)

check: install-dev ## Lint, format, types, migrations
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	DEBUG=1 $(BIN)/mypy
	DEBUG=1 $(MANAGE) makemigrations --check --dry-run
	DEBUG=1 $(MANAGE) check

format: install-dev ## Put code and imports in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

demo-fixture: install ## Make articles/fixtures/demo.json anew from its texts and authority files
	DEBUG=1 DATABASE_URL=sqlite:///:memory: $(MANAGE) build_demo_fixture

messages: install-dev ## Gather the words of the pages into locale/, say what is not translated, compile
	@DEBUG=1 DATABASE_URL=sqlite:///:memory: $(MANAGE) catalogue $(if $(LANGUAGE),--language $(LANGUAGE))

lock: ## Resolve the dependencies anew (needs uv on the path)
	uv pip compile --quiet --universal --no-strip-extras --generate-hashes --python-version 3.11 --no-annotate --no-header pyproject.toml --extra postgres --output-file requirements.lock
	uv pip compile --quiet --universal --no-strip-extras --generate-hashes --python-version 3.11 --no-annotate --no-header pyproject.toml --extra postgres --group dev --output-file requirements-dev.lock

clean: ## Remove what was made: environment, database, caches
	rm -rf $(VENV) edm_archive.sqlite3* staticfiles .pytest_cache .mypy_cache .ruff_cache .hypothesis .coverage*
