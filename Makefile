# Each line is a command that a person could type. `make site` and `make test` set up a
# virtual environment in .venv first; both are all that a newcomer needs.
VENV ?= .venv
BIN := $(VENV)/bin

.PHONY: site test lint bench screenshots check release clean

site: $(VENV)/.ready
	$(BIN)/mkdocs serve

test: $(VENV)/.ready lint
	$(BIN)/python tests/support/programs.py
	$(BIN)/python -m pytest

lint: $(VENV)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

check: $(VENV)/.ready
	$(BIN)/katabase check

bench: $(VENV)/.ready
	$(BIN)/python -m bench

screenshots: $(VENV)/.ready
	$(BIN)/python tests/support/programs.py
	$(BIN)/python tests/support/screenshots.py

# make release VERSION=1.2: a version of the site on the branch gh-pages, for you to push.
release: $(VENV)/.ready
	@test -n "$(VERSION)" || { echo "which version? make release VERSION=1.2" >&2; exit 2; }
	$(BIN)/katabase check
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/mike deploy --update-aliases $(VERSION) latest
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/mike set-default latest
	@echo "Now: git push origin gh-pages"

clean:
	rm -rf $(VENV) site .cache dist

$(VENV)/.ready: pyproject.toml
	python3 -m venv $(VENV) || (sh tests/support/apt.sh python3-venv && python3 -m venv $(VENV))
	$(BIN)/python -m pip install --quiet --upgrade pip
	$(BIN)/python -m pip install --quiet --editable ".[dev]"
	touch $@
