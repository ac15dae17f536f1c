# The few commands people type. `make help` lists them.
SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
PATH := $(CURDIR)/$(BIN):$(PATH)
export PATH
# One way to run pytest: notebooks stay on one worker each.
PYTEST := pytest -n 2 --dist loadfile

.PHONY: help book serve lab test test-full bench lint format refresh lock browsers metafor clean

help: ## list these commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

book: .venv/book ## build the book into _build/html (makes .venv first when it is missing)
	jupyter-book build -W --keep-going .

serve: book ## build, then serve the book on http://127.0.0.1:8000 (PORT= changes it)
	@echo "The book is at http://127.0.0.1:$(PORT)/ (Ctrl+C stops it)"
	@python -m http.server $(PORT) --bind 127.0.0.1 --directory _build/html

lab: .venv/book ## open the notebooks in JupyterLab
	jupyter lab chapters

test: .venv/dev browsers lint book ## the quick set of tests: under 10 minutes on 2 cores
	deno test --no-check --quiet --allow-read=data tests
	$(PYTEST) --nbval -m "not full" chapters tests

test-full: .venv/dev metafor book ## every page, theme and width, and the long loops: up to 40 minutes more
	$(PYTEST) -m full tests

bench: .venv/bench metafor book ## measure weight and speed; writes _build/bench*.json
	python tests/bench/bench.py
	python tests/bench/jupyterquiz_bench.py
	python tests/bench/pooling.py
	python tests/bench/explorer.py
	python tests/bench/simulator.py

lint: .venv/dev ## check Python, JavaScript and notebooks
	ruff check .
	ruff format --check .
	deno fmt --check --quiet
	deno lint --quiet
	deno check --quiet book/site/*.js widgets/*/*.js
	python tests/chapters/notebook_rules.py
	python tests/data/package_rules.py

format: .venv/dev ## let the tools put Python and JavaScript in form
	ruff check --fix .
	ruff format .
	deno fmt --quiet

refresh: .venv/dev ## bring what follows from data/ in step, run the notebooks, keep the outputs that tests compare
	python tests/data/package_rules.py --refresh
	python tests/chapters/notebook_rules.py --refresh

lock: .venv/dev ## make the lock files anew from pyproject.toml and deno.json
	tests/make_locks.sh

clean: ## remove what was built; .venv stays
	rm -rf _build node_modules tests/node_modules

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; this is " + sys.version)'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/book: requirements.txt pyproject.toml | .venv/python
	python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/dev: requirements-dev.txt .venv/book
	python -m pip install --quiet --disable-pip-version-check -r requirements-dev.txt
	@touch $@

.venv/bench: requirements-bench.txt .venv/dev
	python -m pip install --quiet --disable-pip-version-check -r requirements-bench.txt
	@touch $@

browsers: .venv/dev
	@tests/install_tools.sh

metafor: .venv/dev
	@tests/install_tools.sh full
