# Every verb sets up what it needs: Python 3.11 or later and make are enough.
# Run `make` or `make help` for the list.

SHELL := /bin/sh
.DEFAULT_GOAL := help

VENV ?= .venv
BIN := $(VENV)/bin
# The first Python that is new enough and can make environments; Debian splits that part off.
PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3 python; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 \
	&& command -v "$$p" && break; done)
PIP := $(BIN)/python -m pip --disable-pip-version-check
# Tests marked `long` are left out here and run by .ci/run: `make test PYTEST_ARGS=`.
PYTEST_ARGS ?= -m "not long"
N_WORKERS ?= 2

.PHONY: help demo test check eval bench bench-ratio models docs serve lock clean

help:  ## List the verbs
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/.core  ## Read the example reports and show a timeline, open commitments and one record
	$(BIN)/regesta demo

test: $(VENV)/.dev  ## Run the tests (all but the long ones)
	$(BIN)/python -m pytest -n $(N_WORKERS) $(PYTEST_ARGS)

check: $(VENV)/.dev  ## Lint, format, types, layers, and the packs' own examples
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/regesta packs check

eval: $(VENV)/.dev  ## Hold every score against its pinned floor (reads ../shared)
	$(BIN)/python -m eval.gate

bench: $(VENV)/.dev  ## Measure speed and memory
	$(BIN)/python -m bench

SHARED ?= ../shared
bench-ratio: $(VENV)/.dev  ## Speed as a ratio to the bare parser's, on the texts under SHARED
	$(BIN)/python -m bench ratio --shared $(SHARED)

models: $(VENV)/.dev  ## Train the event classifier on the packs' own examples
	$(BIN)/python -m eval.train

docs: $(VENV)/.dev  ## Build the documentation into site/, warnings are errors
	$(BIN)/python docs/generate.py
	$(BIN)/mkdocs build --strict --quiet

serve: $(VENV)/.dev  ## Show the documentation at 127.0.0.1:8000 while you edit it
	$(BIN)/mkdocs serve

# dev.txt is resolved first; the smaller locks take their versions from it.
LOCK = $(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --no-annotate --quiet
lock: $(VENV)/.dev  ## Resolve the dependencies again and write requirements/*.txt
	$(LOCK) --extra all --group dev --output-file requirements/dev.txt $(LOCK_ARGS)
	$(LOCK) --extra all --constraints requirements/dev.txt --output-file requirements/all.txt
	$(LOCK) --constraints requirements/dev.txt --output-file requirements/core.txt
	$(BIN)/uv pip compile --group build --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-annotate --quiet --constraints requirements/dev.txt --output-file requirements/build.txt

	$(BIN)/uv pip compile requirements/followthemoney.in --python-version 3.11 --generate-hashes --no-emit-index-url \
		--no-header --no-annotate --quiet --output-file requirements/followthemoney.lock

clean:  ## Remove the environment and everything that was built
	rm -rf $(VENV) site dist build .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps: a second run finds them newer than the locks and starts at once. Versions in all locks
# agree, so the development environment is the plain one with more in it.

$(VENV)/.core: pyproject.toml requirements/core.txt
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or later that can make environments was found on PATH." \
		"Install one (on Debian: python3 and python3-venv), or say: make PYTHON=/path/to/python3" >&2; exit 1; }
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(PIP) install --quiet --require-hashes -r requirements/build.txt
	$(PIP) install --quiet --require-hashes -r requirements/core.txt
	$(PIP) install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/.dev: requirements/dev.txt $(VENV)/.core
	$(PIP) install --quiet --require-hashes -r requirements/dev.txt
	@touch $@
