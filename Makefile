# The commands of a developer, and the two of everybody: `make run` and `make test`.

PYTHON ?= python3
PORT ?= 8000
bin := .venv/bin
pip := $(bin)/python -m pip install --quiet --quiet --disable-pip-version-check
compile := CUSTOM_COMPILE_COMMAND="make lock" $(bin)/pip-compile --quiet --generate-hashes \
	--allow-unsafe --strip-extras --no-emit-options --no-emit-find-links --no-emit-trusted-host

.PHONY: run install test check style coverage fix translations bench lock clean
.DELETE_ON_ERROR:

# Start the training clinic (and make it first, when there is none) and print one link to it.
run: .venv/installed
	@$(bin)/kast-eval serve --port $(PORT)

install: .venv/installed

# Every test, the browser's too; what they cover is kept for `make coverage`.
test: .venv/installed-dev
	@sh tools/system_packages.sh
	$(bin)/pytest -n 2 --cov --cov-report= --cov-fail-under=0

# Everything that a change must pass.
check: style
	$(MAKE) test
	$(MAKE) coverage

style: .venv/installed-dev
	$(bin)/ruff format --check
	$(bin)/ruff check
	$(bin)/mypy
	$(bin)/lint-imports

coverage: .venv/installed-dev
	$(bin)/coverage report

# Mend what a machine can mend.
fix: .venv/installed-dev
	$(bin)/ruff check --fix
	$(bin)/ruff format

# Bring the English catalogue up to date and tell what has no English yet.
translations: .venv/installed-dev
	$(bin)/python -m tools.translations

bench: .venv/installed-dev
	$(bin)/python -m benchmarks

# Lock the newest versions that pyproject.toml allows.
lock: .venv/installed-dev
	$(compile) --upgrade --build-deps-for editable -o requirements.lock pyproject.toml
	$(compile) --upgrade --build-deps-for editable --extra dev -c requirements.lock \
		-o requirements-dev.lock pyproject.toml

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis .coverage*

# A stamp tells that what is locked is installed, so that the second start only starts.
.venv/installed: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| { echo "Python 3.11 or newer is needed: make PYTHON=python3.11 run" >&2; exit 1; }
	@test -x $(bin)/python || { echo "Making .venv"; $(PYTHON) -m venv .venv; }
	@echo "Installing what is locked in requirements.lock"
	@$(pip) --require-hashes -r requirements.lock
	@$(pip) --no-deps --no-build-isolation --editable .
	@touch $@

.venv/installed-dev: .venv/installed requirements-dev.lock
	@echo "Installing what is locked in requirements-dev.lock"
	@$(pip) --require-hashes -r requirements-dev.lock
	@touch $@
