# Thin on purpose: the work sits in Python (scripts/setup_environment.py and `python -m bouwstenen`).
PYTHON ?= python3
BOUWSTENEN = .venv/bin/python -m bouwstenen
export RASA_TELEMETRY_ENABLED = false
# Node from PyPI, where the machine has none.
export PATH := $(CURDIR)/.tools/node/bin:$(PATH)

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run train chat test test-fast test-widget lint evaluate ablation bench bench-widget soak check-knowledge preview widget lock clean

help: ## Show what there is
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18

setup: ## Install what the assistant needs (only what is missing)
	@$(PYTHON) scripts/setup_environment.py run

setup-dev: ## Install what the tests need besides
	@$(PYTHON) scripts/setup_environment.py dev

run: setup ## Set up, train when needed, and run the assistant
	@$(BOUWSTENEN) run

train: setup ## Train a model for the present files
	@$(BOUWSTENEN) train

chat: ## Chat in the terminal with the running assistant
	@$(BOUWSTENEN) chat

check-knowledge: setup ## Check knowledge/: name every mistake, and what could be better, with file, line and remedy
	@$(BOUWSTENEN) check-knowledge

preview: setup ## Show an item of knowledge/ as the assistant will say it: make preview ITEM=<id>
	@$(BOUWSTENEN) preview $(ITEM)

evaluate: setup-dev ## Score the running (or a fresh) assistant on tests/eval
	@$(BOUWSTENEN) evaluate

ablation: setup-dev ## Compare features and classifiers that recognise intents; prints the table of docs/nlu.md
	@$(BOUWSTENEN) ablation

bench: setup-dev ## Compare speed and memory with Rasa's default (ARGS=--retrain trains both again)
	@$(BOUWSTENEN) bench $(ARGS)

bench-widget: setup-dev ## Compare the widget with others: bytes, requests, time to the first answer
	@cd widget && npm run --silent bench

widget: setup-dev ## Build widget/dist from widget/src
	@cd widget && npm run --silent build

lint: setup-dev ## Ruff and mypy
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy

test: lint test-widget ## Set up and pass all tests
	@.venv/bin/python -m pytest tests

test-fast: setup-dev ## Only the tests that need no trained model
	@.venv/bin/python -m pytest tests/unit

test-widget: setup-dev ## Types, unit tests and size of the widget, and whether dist/ is the build of src/
	@cd widget && npm run --silent typecheck && npm run --silent test && npm run --silent size && npm run --silent check-dist

soak: setup-dev ## What takes long: many bad messages, long conversations, kills
	@.venv/bin/python -m pytest tests/soak -o addopts="--strict-config --strict-markers -p no:cacheprovider -ra"

lock: ## Compile the lock files again from requirements/*.in
	@$(PYTHON) scripts/setup_environment.py run
	@cd requirements && ../.tools/bin/uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-header --no-annotate --no-emit-index-url run.in -o run.lock
	@cd requirements && ../.tools/bin/uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-header --no-annotate --no-emit-index-url -c run.lock dev.in -o dev.lock
	@cd requirements && ../.tools/bin/uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-header --no-annotate --no-emit-index-url node.in -o node.lock

clean: ## Remove environment, models and everything made while running
	rm -rf .venv .tools var models widget/node_modules widget/bench/node_modules .mypy_cache .ruff_cache .pytest_cache .hypothesis
