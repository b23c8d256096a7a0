# Everything a checkout needs, from Python 3.11+, pip, make and git. `make` alone lists the commands.

# The environment is the checkout's own, whatever the calling shell has active.
unexport VIRTUAL_ENV UV_PROJECT_ENVIRONMENT PYTHONHOME PYTHONPATH
export UV_PYTHON_DOWNLOADS = never

VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.planroom-ready
SOURCES := src tests tools

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help setup demo test check format bench fuzz reference accept clean

help: ## list the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' Makefile

setup: $(READY) ## make the environment in .venv, as the lock file says
	@:

$(READY): uv.lock pyproject.toml tools/setup.sh
	@tools/setup.sh $(VENV)
	@touch $@

demo: setup ## run the whole job before your eyes; ONESHOT=1 ends when it is done
	@$(BIN)/planroom demo $(if $(filter-out 0 false no,$(ONESHOT)),--oneshot)

test: setup ## run all tests, on SQLite and on PostgreSQL; ARGS="-k name" narrows them
	@$(BIN)/python -m pytest $(ARGS)

check: setup ## formatter, linter, strict types, import contracts, own rules, spelling, reference
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tools.lint
	$(BIN)/codespell
	$(BIN)/python -m tools.make_reference --check

format: setup ## format the code and mend what the linter can mend by itself
	$(BIN)/ruff format $(SOURCES)
	$(BIN)/ruff check --fix $(SOURCES)

bench: setup ## measure drafting, drawing and the list of orders against its floor
	@$(BIN)/python -m tests.load $(ARGS)

fuzz: setup ## try the interface with made-up requests; ARGS="60" says for how many seconds each
	@$(BIN)/python -m tests.fuzz $(ARGS)

reference: setup ## write docs/reference from the code
	$(BIN)/python -m tools.make_reference

accept: setup ## show how the golden files would change, then take the new ones
	$(BIN)/python -m tools.accept

clean: ## remove the environment and the caches; your data stays
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache htmlcov .coverage*
	find $(SOURCES) -name __pycache__ -type d -prune -exec rm -rf {} +
