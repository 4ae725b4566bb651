# The commands of a developer, and the two of everybody: `make run` and `make test`.

PYTHON ?= python3
PORT ?= 8000
# How many tests run side by side: as many as the machine has cores, from two to eight.
WORKERS ?= $(shell $(PYTHON) -c 'import os; print(min(8, max(2, os.cpu_count() or 2)))')
# The tests save thousands of times, and a disk waits at each: where the machine keeps files in
# memory with room enough, they are kept there.
in_memory := $(shell df -kP /dev/shm 2>/dev/null | awk '$$4 >= 2000000 && $$6 == "/dev/shm" {print $$6}')
bin := .venv/bin
# Tests of one folder stay together, so that what they share is made once; whoever has done its own
# takes over from the others.
pytest := $(if $(in_memory),TMPDIR=$(in_memory)) $(bin)/pytest -n $(WORKERS) --dist worksteal
pip := $(bin)/python -m pip install --quiet --quiet --disable-pip-version-check
compile := CUSTOM_COMPILE_COMMAND="make lock" $(bin)/pip-compile --quiet --generate-hashes \
	--allow-unsafe --strip-extras --no-emit-options --no-emit-find-links --no-emit-trusted-host

# What is compiled is kept, wherever it is asked not to be: else each worker, and each program that
# a test starts, compiles all of it anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run install test check quick prove compiled style coverage fix translations bench lock \
	sbom clean
.DELETE_ON_ERROR:

# Start the training clinic (and make it first, when there is none) and print one link to it.
run: .venv/installed
	@$(bin)/kast-eval serve --training --port $(PORT)

install: .venv/installed

# Every test: those of `make check`, unmeasured and so twice as fast, then those of `make prove` in
# their short form.
test: .venv/installed-dev
	@sh tools/system_packages.sh
	$(pytest) -m "not prove and not browser"
	$(MAKE) prove

# Everything that a change must pass, in a few minutes: form, types, imports, and the tests that
# run every line of the program.
check: style quick
	$(MAKE) coverage

# The tests that together cover the program; what they cover is kept for `make coverage`.
quick: .venv/installed-dev
	@sh tools/system_packages.sh
	$(pytest) -m "not prove and not browser" --cov --cov-report= --cov-fail-under=0

# What takes longer: the browser, power cuts, kills, damage, a simulated year, requests by the
# hundred. `make prove FULL=1` does all of it at full length.
prove: .venv/installed-dev
	@sh tools/system_packages.sh
	KAST_EVAL_PROVE_FULL=$(FULL) $(pytest) -m "prove or browser"

# Compile the tests, which else each worker does for itself.
compiled: .venv/installed-dev
	$(bin)/pytest --collect-only --quiet --quiet > /dev/null

style: .venv/installed-dev
	$(bin)/ruff format --check
	$(bin)/ruff check
	$(bin)/mypy
	$(bin)/lint-imports
	$(bin)/bandit --quiet --recursive --severity-level medium kast_eval tools benchmarks

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

# Write which libraries the program consists of, for those who look after the machine.
sbom: .venv/installed-dev
	$(bin)/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --short-PURLs \
		--output-reproducible --output-file sbom.json

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
