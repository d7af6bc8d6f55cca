PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv

.DEFAULT_GOAL := help
.PHONY: help run test messages lock audit bench clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-8s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

$(UV):
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check uv

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(UV)
	VIRTUAL_ENV=$(VENV) $(UV) pip sync --quiet requirements.lock
	VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --no-deps --editable .
	rm -f $(VENV)/test.stamp
	touch $@

$(VENV)/test.stamp: requirements-test.lock pyproject.toml | $(UV)
	VIRTUAL_ENV=$(VENV) $(UV) pip sync --quiet requirements-test.lock
	VIRTUAL_ENV=$(VENV) $(UV) pip install --quiet --no-deps --editable .
	touch $@ $(VENV)/run.stamp

run: $(VENV)/run.stamp ## install what serving needs, load the demonstration once, serve on http://127.0.0.1:8000 (PORT=… to change)
	LANGSO_DEMO=1 $(BIN)/langso demo --keep
	LANGSO_DEMO=1 $(BIN)/langso serve --port $(PORT)

test: $(VENV)/test.stamp ## run everything CI runs: style, types, layering, tests on SQLite and PostgreSQL
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto --maxprocesses 4 --dist worksteal

bench: $(VENV)/test.stamp ## measure and print what docs/measurements.md states
	$(BIN)/python -m bench.against
	$(BIN)/python -m bench
	$(BIN)/python -m bench.rendering
	$(BIN)/python -m bench.publishing
	$(BIN)/python -m bench.killing
	$(BIN)/python -m bench.uploads
	$(BIN)/python -m bench.disclosure --communes 100
	$(BIN)/python -m bench.boundaries
	$(BIN)/python -m bench.national
	$(BIN)/python -m bench.country
	$(BIN)/python -m bench.search
	$(BIN)/python -m bench.plans
	$(BIN)/python -m bench.plans --pages 300
	npm ci --prefix bench/web --no-progress --loglevel=error
	$(BIN)/python -m bench.lighthouse

messages: $(VENV)/test.stamp ## renew translations/en.po from code and templates; what is new is left empty, and a test says so
	$(BIN)/python -m translations

lock: $(UV) ## renew the lock files: two from pyproject.toml, one of what the bench compares with
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --output-file requirements.lock pyproject.toml
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --extra test --output-file requirements-test.lock pyproject.toml
	$(UV) pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11 --output-file bench/against/requirements.lock bench/against/requirements.in

audit: $(UV) ## ask public lists of known faults about every pinned package; works with a network alone
	$(UV) tool run --from pip-audit==2.10.1 pip-audit --disable-pip --require-hashes --requirement requirements.lock
	$(UV) tool run --from pip-audit==2.10.1 pip-audit --disable-pip --require-hashes --requirement requirements-test.lock
	for folder in bench/*/package-lock.json; do npm audit --prefix $$(dirname $$folder); done

clean: ## remove the environment and the demonstration's data
	rm -rf $(VENV) instance
