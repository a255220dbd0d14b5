# Paths are relative throughout: make cannot name a folder with a space in it.
PYTHON ?= python3
ARGS ?=
TESTS_AT_ONCE ?= auto

BIN := .venv/bin
PY := $(BIN)/python
STAMP := .venv/.ready
STOCK := build/bench/stock/.ready
PIP := $(PY) -m pip --disable-pip-version-check --no-input install --quiet

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help report test lint lab bench setup-git pictures clean lock

help: ## show this list
	@printf 'Usage: make TARGET [ARGS="..."] [PYTHON=python3.12]\n\n'
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-9s %s\n", $$1, $$2 }' Makefile

report: $(STAMP) ## make the reports, in reports/ (ARGS are those of "altay report")
	@$(BIN)/altay report $(ARGS)

test: $(STAMP) ## run the tests (ARGS are those of pytest)
	@$(PY) -m pytest -n $(TESTS_AT_ONCE) --maxprocesses 4 --dist loadfile $(ARGS)

lint: $(STAMP) ## check format, style, types, the arrows between modules and the notebooks
	@failed=0; \
	$(PY) -m ruff format --check --quiet || failed=1; \
	$(PY) -m ruff check || failed=1; \
	$(PY) -m mypy || failed=1; \
	$(BIN)/lint-imports --no-logo || failed=1; \
	$(BIN)/altay lint || failed=1; \
	exit $$failed

lab: $(STAMP) ## open the notebooks in JupyterLab (ARGS are those of "altay lab")
	@$(BIN)/altay lab $(ARGS)

bench: $(STAMP) $(STOCK) ## measure the batch against the stock tools, into docs/speed.md (needs Chromium)
	@$(PY) benchmarks/batch.py --stock build/bench/stock/bin/python $(ARGS)

# Commands are run from the root of the work tree, so that paths from there serve.
CLEAN := $(BIN)/jupyter nbconvert --config .ci/nbconvert_clean.py --to notebook --stdin --stdout --log-level=ERROR
setup-git: $(STAMP) ## compare notebooks by nbdime, and commit them clean, in this repository alone
	@git rev-parse --git-dir >/dev/null 2>&1 || { echo 'this is no git repository; "git clone" makes one' >&2; exit 2; }
	@git config --local filter.notebooks.clean '$(CLEAN)'
	@git config --local diff.jupyternotebook.command '$(BIN)/git-nbdiffdriver diff'
	@git config --local merge.jupyternotebook.name 'nbdime'
	@git config --local merge.jupyternotebook.driver '$(BIN)/git-nbmergedriver merge %O %A %B %L %P'
	@file="$$(git rev-parse --git-path info/attributes)"; mkdir -p "$$(dirname "$$file")"; \
	for line in '*.ipynb diff=jupyternotebook merge=jupyternotebook' '/notebooks/*.ipynb filter=notebooks'; do \
	grep -qxF "$$line" "$$file" 2>/dev/null || echo "$$line" >>"$$file"; done

pictures: $(STAMP) ## take the pictures of docs/pictures from the latest edition (needs pdftoppm and Chromium)
	@$(PY) docs/lab_pictures.py
	@$(PY) docs/picture.py $(ARGS)

clean: ## remove the environment, caches and builds; reports/ and data stay
	@rm -rf .venv build dist htmlcov .coverage .coverage.* .hypothesis .import_linter_cache
	@rm -rf .mypy_cache .pytest_cache .ruff_cache *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

lock: ## bring requirements.lock up to date (needs uv: "python3 -m pip install uv")
	@command -v uv >/dev/null || { echo 'uv is not found; "$(PYTHON) -m pip install uv" gets it' >&2; exit 2; }
	uv pip compile --quiet --universal --generate-hashes --no-strip-extras --no-emit-index-url --python-version 3.11 --extra dev pyproject.toml -o requirements.lock

# The stamp is written last: a set-up that was cut short is taken up again.
$(STAMP): requirements.lock pyproject.toml
	@command -v '$(PYTHON)' >/dev/null || { echo '$(PYTHON) is not found; install Python 3.11 or newer, or name one: make PYTHON=python3.12' >&2; exit 2; }
	@'$(PYTHON)' -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo '$(PYTHON) is older than Python 3.11; name a newer one: make PYTHON=python3.12' >&2; exit 2; }
	@'$(PYTHON)' -c 'import ensurepip, venv' 2>/dev/null || { echo '$(PYTHON) cannot make environments (ensurepip is missing); on Debian and Ubuntu install python3-venv' >&2; exit 2; }
	@echo 'Setting up .venv: some minutes the first time' >&2
	@'$(PYTHON)' -m venv .venv
	@$(PIP) --require-hashes --requirement requirements.lock
	@$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

# The same versions, in an environment of their own.
$(STOCK): requirements.lock pyproject.toml
	@'$(PYTHON)' -m venv build/bench/stock
	@build/bench/stock/bin/python -m pip --disable-pip-version-check --no-input install --quiet --require-hashes --requirement requirements.lock
	@build/bench/stock/bin/python -m pip --disable-pip-version-check --no-input install --quiet --no-deps --no-build-isolation --editable .
	@touch $@
