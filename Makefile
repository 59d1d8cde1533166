# taizhang: `make help` lists what can be done. Python 3.11 and make are all it needs.
PYTHON ?= python3
ASSETS ?= required
BIN := .venv/bin

.DEFAULT_GOAL := help
.PHONY: help setup run dev ocr fuzz test test-quick test-browser coverage check format lint types imports messages messages-check assets docs demo bench bench-reading lock golden clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: ## environment, packages, front end, database, demo zone
	@$(PYTHON) bootstrap.py --assets $(ASSETS)

run: setup ## set up what is missing, then serve (HOST, PORT change the address)
	@exec $(BIN)/taizhang serve

dev: ## environment and packages for development and tests
	@$(PYTHON) bootstrap.py --dev --assets optional

ocr: dev ## the extra that reads scans and photographs
	@$(PYTHON) bootstrap.py --dev --ocr --assets optional

test: dev ## every test: SQLite, PostgreSQL, browser; what a machine lacks is skipped by name
	@$(BIN)/python tools/test.py

test-quick: dev ## the tests on SQLite alone
	@$(BIN)/python -m pytest -q -n 2

test-browser: dev ## the journeys in a real browser; pictures in build/screenshots
	@$(BIN)/python tools/test.py browser

coverage: ocr ## the tests on SQLite counting branches; the lines left out in build/coverage
	@$(BIN)/python tools/test.py coverage

check: dev format lint types imports messages-check ## format, lint, types, layers, translations

format:
	@$(BIN)/ruff format --check .

lint:
	@$(BIN)/ruff check .

types:
	@TAIZHANG_DATA=build/types $(BIN)/mypy

imports:
	@$(BIN)/lint-imports

messages-check:
	@$(BIN)/python tools/messages.py check

messages: dev ## note new messages in the catalogue and compile it
	@$(BIN)/python tools/messages.py extract --prune
	@$(BIN)/python tools/messages.py compile

assets: ## build style sheet and script
	@$(PYTHON) bootstrap.py --dev --assets required

docs: dev ## build the documentation into build/docs
	@$(BIN)/python -m sphinx -q -W -b html docs build/docs
	@echo "build/docs/index.html"

demo: setup ## fill an empty database with the demo zone
	@$(BIN)/taizhang demo --if-empty

bench-reading: dev ## throughput, memory, long documents; a table in build/benchmarks
	@$(BIN)/python benchmarks/reading.py

bench: dev ## time the reading of a page: cold start, and page after page
	@$(BIN)/python tools/bench.py

fuzz: dev ## try to break the readers for SECONDS_EACH (2) from SEED (1; 0: any); finds stay in build/fuzz
	@$(BIN)/python fuzz/run.py $(or $(SECONDS_EACH),2)

golden: dev ## write the expected results of tests/golden anew; review them as a diff
	@PYTHONPATH=. $(BIN)/python tests/golden/pages/regenerate.py
	@PYTHONPATH=. $(BIN)/python tests/golden/minutes/regenerate.py
	@PYTHONPATH=. $(BIN)/python tests/golden/workbooks/regenerate.py

lock: ## resolve anew and write the locks (needs uv)
	@sh tools/lock.sh

clean: ## remove what was built; the data in var/ stays
	@rm -rf build dist .mypy_cache .ruff_cache .pytest_cache .import_linter_cache src/taizhang/web/static/dist
