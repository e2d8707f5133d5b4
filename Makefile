# Thin on purpose: the work sits in Python (scripts/setup_environment.py and `python -m bouwstenen`).
PYTHON ?= python3
BOUWSTENEN = .venv/bin/python -m bouwstenen
export RASA_TELEMETRY_ENABLED = false

.DEFAULT_GOAL := help
.PHONY: help setup setup-dev run train chat test test-fast lint evaluate ablation bench soak check-knowledge preview lock clean

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

bench: setup-dev ## Measure start-up, memory and the time of a turn on this machine
	@$(BOUWSTENEN) bench

lint: setup-dev ## Ruff and mypy
	@.venv/bin/ruff check . && .venv/bin/ruff format --check . && .venv/bin/mypy

test: lint ## Set up and pass all tests
	@.venv/bin/python -m pytest tests

test-fast: setup-dev ## Only the tests that need no trained model
	@.venv/bin/python -m pytest tests/unit

soak: setup-dev ## What takes long: many bad messages, long conversations, kills
	@.venv/bin/python -m pytest tests/soak -o addopts="--strict-config --strict-markers -p no:cacheprovider -ra"

lock: ## Compile the lock files again from requirements/*.in
	@$(PYTHON) scripts/setup_environment.py run
	@cd requirements && ../.tools/bin/uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-header --no-annotate --no-emit-index-url run.in -o run.lock
	@cd requirements && ../.tools/bin/uv pip compile --quiet --universal --python-version 3.10 --generate-hashes --no-header --no-annotate --no-emit-index-url -c run.lock dev.in -o dev.lock

clean: ## Remove environment, models and everything made while running
	rm -rf .venv .tools var models .mypy_cache .ruff_cache .pytest_cache .hypothesis
