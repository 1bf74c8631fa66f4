# Two commands matter to a newcomer: `make run` tries the portal, `make test` checks a change.
.DEFAULT_GOAL := help
SHELL := /bin/bash

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3.14 python3; do command -v $$p >/dev/null && $$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
# The lock files are complete, so pip resolves nothing: older versions of it, asked to resolve an extra
# of a locked package, take the newest release instead of the locked one and then refuse its hash.
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps
PORT ?= 8000
PEOPLE ?= 40
# The demo never sees the database or the settings of a real installation.
TRY := READ_DOT_ENV=false DEBUG=true DEMO=true DATABASE_URL=sqlite:///var/demo.sqlite3 SITE_ADDRESS=http://127.0.0.1:$(PORT)

.PHONY: mutants help run test check lint types contracts migrations suite-sqlite suite-postgres format lock browser clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-16s %s\n", $$1, $$2}'

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found; set PYTHON=/path/to/python3."; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/base.done: requirements/base.txt | $(BIN)/python
	$(INSTALL) -r requirements/base.txt
	@touch $@

$(VENV)/dev.done: requirements/dev.txt | $(BIN)/python
	$(INSTALL) -r requirements/dev.txt
	$(BIN)/python -m pip check
	@touch $@ $(VENV)/base.done

run: $(VENV)/base.done ## Try the portal: SQLite, catalogue, demo organisation, server
	@$(TRY) $(BIN)/python manage.py migrate --verbosity 0
	@$(TRY) $(BIN)/python manage.py createcachetable
	@$(TRY) $(BIN)/python manage.py load_catalogue
	@$(TRY) $(BIN)/python manage.py load_demo --people $(PEOPLE) --if-empty
	@$(TRY) $(BIN)/python manage.py show_demo_sign_ins --address http://127.0.0.1:$(PORT)/
	@$(TRY) exec $(BIN)/python manage.py runserver --noreload 127.0.0.1:$(PORT)

test: ## Everything a change must pass
	@$(MAKE) --jobs=2 check
	@$(MAKE) suite-sqlite suite-postgres

check: lint types contracts migrations ## The quick half of `make test`: no browser, no database server

lint: $(VENV)/dev.done
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/djade --target-version 5.2 --check $$(git ls-files -co --exclude-standard 'templates/*.html')
	$(BIN)/djhtml --check --tabwidth 2 templates

types: $(VENV)/dev.done
	DEBUG=true $(BIN)/mypy

contracts: $(VENV)/dev.done
	$(BIN)/lint-imports

migrations: $(VENV)/dev.done
	DEBUG=true $(BIN)/python manage.py makemigrations --check --dry-run

# What the first suite has compiled, the second one and the programs that tests start need not.
suite-sqlite suite-postgres: export PYTHONDONTWRITEBYTECODE =

suite-sqlite: $(VENV)/dev.done browser
	$(BIN)/python -m pytest -n 2 --dist worksteal

suite-postgres: $(VENV)/dev.done browser
	$(BIN)/python -m tests.postgres -n 2 --dist worksteal

browser: $(VENV)/dev.done ## Find or install a Chromium for the browser tests
	@$(BIN)/python -m tests.browser.chromium

format: $(VENV)/dev.done ## Put code and templates into the project's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/djade --target-version 5.2 $$(git ls-files -co --exclude-standard 'templates/*.html') || true
	$(BIN)/djhtml --tabwidth 2 templates

lock: ## Write the lock files anew from requirements/*.in (needs uv on the PATH)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet requirements/base.in -o requirements/base.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header --quiet requirements/dev.in -o requirements/dev.txt

mutants: $(VENV)/dev.done ## Change every line of the rules in turn; a test must notice (an hour or two)
	TRIES=few TEST_DATABASE_URL=sqlite:///var/mutants.sqlite3 $(BIN)/mutmut run
	$(BIN)/mutmut export-cicd-stats

clean: ## Remove the environment, the try-out database and what the tools left
	rm -rf $(VENV) var .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache test-results mutants
