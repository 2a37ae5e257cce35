# Everything a fresh machine needs, from Python 3.11+ and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SOURCES ?=
PORT ?= 8866
BROWSER_CHECK = $(BIN)/python -m tests.browser.chromium

.PHONY: run lab test test-slow check format bench pictures lock clean help

help:  ## show this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

run: $(VENV)/run  ## serve the dashboard (SOURCES="files ..." for your own papers, PORT=8866)
	$(BIN)/litscope serve $(SOURCES) --port $(PORT)

lab: $(VENV)/run  ## open the notebook in JupyterLab
	$(BIN)/jupyter lab dashboard.ipynb

test: check $(VENV)/browser  ## format, lint, types and the tests
	$(BIN)/pytest -m "not slow and not browser" --numprocesses=logical --dist=worksteal
	$(BIN)/pytest -m "browser and not slow"

test-slow: $(VENV)/browser  ## the long tests: fuzzing, kills, servers, large corpora
	$(BIN)/pytest -m "slow"

check: $(VENV)/dev  ## format, lint and types, nothing changed
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy

format: $(VENV)/dev  ## format and mend what can be mended
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: $(VENV)/browser  ## all benchmarks, each prints a table
	$(BIN)/python -m benchmarks

pictures: $(VENV)/browser  ## the pictures of the page in docs/
	$(BIN)/python -m tests.browser.pictures

lock: $(VENV)/dev  ## write the lock files anew from pyproject.toml
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --no-header --no-annotate --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock

clean:  ## remove the environment and caches
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis

# The environment, in the steps that the commands above need.
$(VENV)/pip:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Litscope needs Python 3.11 or newer: make PYTHON=python3.12")'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/run: $(VENV)/pip requirements.lock pyproject.toml $(wildcard app/share/voila/templates/litscope/* app/share/voila/templates/litscope/static/*)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps -e .
	touch $@

$(VENV)/dev: $(VENV)/run requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	touch $@

$(VENV)/browser: $(VENV)/dev tests/browser/chromium.py
	$(BROWSER_CHECK)
	touch $@
