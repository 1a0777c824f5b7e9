# The only entry points. `make` prints this help; `make all` is exactly what CI runs.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
VENDORS := .venv-vendors
# each process takes one part, so that tests of a file share servers; who is done first takes half of what is left.
# One more than the cores of CI, for a tenth of the time is waiting for processes; with two more, answers take too long
SIDE_BY_SIDE := -n 3 --dist worksteal
# rooms with tests that need the machine for themselves: importing all others takes longer
ALONE  := tests/integration/queue tests/integration/server
EXTRAS := server,data,pandas,pipelines,plot,postgres,dask,s3,bpx,docs,dev,browser

.DEFAULT_GOAL := help
.PHONY: help install demo generate vendor check-generated lock format lint typecheck docs test test-long test-browser pictures test-vendors contract integration compare attack kills bench serve all

help: ## print this help
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "%-17s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

install: $(VENV)/.installed ## build .venv from a bare python3 (uses uv when it is there)

$(VENV)/.installed: pyproject.toml requirements.lock
	@if command -v uv >/dev/null 2>&1; then \
		test -x $(BIN)/python || uv venv --quiet --python $(PYTHON) $(VENV); \
		uv pip install --quiet --compile-bytecode --python $(BIN)/python --constraint requirements.lock --editable ".[$(EXTRAS)]"; \
	else \
		test -x $(BIN)/python || $(PYTHON) -m venv $(VENV); \
		$(BIN)/python -m pip --version >/dev/null 2>&1 || $(BIN)/python -m ensurepip; \
		$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint requirements.lock --editable ".[$(EXTRAS)]"; \
	fi
	@touch $@

demo: install ## run the main job on the embedded server and draw demo.png; its runs stay in demo-data, with their page
	IONWORKS_SERVER_DATA_DIR=demo-data $(BIN)/python examples/first_discharge.py
	IONWORKS_SERVER_DATA_DIR=demo-data $(BIN)/python examples/look_at_runs.py

generate: install ## write generated/ from openapi.yaml
	$(BIN)/python codegen/generate.py

vendor: install ## fetch the files of others that the Studio serves, and check their sums
	$(BIN)/python codegen/vendor.py

check-generated: install ## fail when generated/ differs from openapi.yaml
	$(BIN)/python codegen/generate.py --check

lock: ## resolve requirements.lock anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --all-extras --no-emit-index-url --no-emit-package ionworks-api --no-header --no-annotate pyproject.toml --output-file requirements.lock

format: install ## format the code and mend what can be mended
	$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

lint: install ## style, docstrings, layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports

typecheck: install ## mypy strict on ionworks/, pyright on the public surface and its usage
	$(BIN)/mypy
	$(BIN)/mypy tests/typing/usage.py
	$(BIN)/pyright

docs: install ## build the documentation into site/; warnings are errors
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict

test: install ## every test but the long ones, three at a time, those that need the machine alone after the others; the slowest ten
	$(BIN)/pytest -q $(SIDE_BY_SIDE) --examples=6 -m "not alone and not long" --durations=10 \
		tests/contract tests/integration tests/meta tests/unit
	$(BIN)/pytest -q -m alone $(ALONE)

test-long: install ## every page and notebook, attacks, kills, comparisons, more examples of contract and protocols
	$(BIN)/pytest -q $(SIDE_BY_SIDE) -m long --durations=5 tests/contract tests/integration
	PROTOCOL_EXAMPLES=200 $(BIN)/pytest -q $(SIDE_BY_SIDE) --examples=25 tests/contract/test_schemathesis.py tests/unit/ucp

test-browser: install ## the Studio in headless Chromium, Debian's package (.ci/chromium.sh)
	$(BIN)/pytest -q --durations=5 tests/browser

pictures: install ## draw the pictures of the guides and of the Studio in docs/pictures
	IONWORKS_TEST_PICTURES=$(abspath docs/pictures) $(BIN)/pytest -q -k "pictures or page_runs" tests/browser/test_pictures.py tests/integration/documents/test_guides.py

$(VENDORS)/.installed: tests/vendors/requirements.txt
	@if command -v uv >/dev/null 2>&1; then \
		test -x $(VENDORS)/bin/python || uv venv --quiet --python $(PYTHON) $(VENDORS); \
		uv pip install --quiet --python $(VENDORS)/bin/python --requirement tests/vendors/requirements.txt; \
	else \
		test -x $(VENDORS)/bin/python || $(PYTHON) -m venv $(VENDORS); \
		$(VENDORS)/bin/python -m pip install --quiet --disable-pip-version-check --requirement tests/vendors/requirements.txt; \
	fi
	@touch $@

test-vendors: install $(VENDORS)/.installed ## read our cycler files with packages of others, in .venv-vendors
	$(BIN)/python tests/vendors/write_samples.py $(VENDORS)/samples.json
	VENDOR_SAMPLES=$(abspath $(VENDORS))/samples.json $(VENDORS)/bin/python -m pytest -q -c tests/vendors/pytest.ini --rootdir tests/vendors --confcutdir tests/vendors tests/vendors

contract: install ## the contract tests alone (schemathesis against openapi.yaml)
	$(BIN)/pytest -q --examples=25 tests/contract

integration: install ## client -> embedded server -> PyBaMM
	$(BIN)/pytest -q $(SIDE_BY_SIDE) -m "not alone and not long" --durations=10 tests/integration
	$(BIN)/pytest -q -m alone $(ALONE)

compare: install ## every case against PyBaMM at tight tolerances: equal, different, refused
	$(BIN)/python tests/integration/against_pybamm/compare.py

attack: install ## attack a server the way strangers, members and files could: SQLite with processes, Postgres with Dask
	$(BIN)/python tests/attack.py
	trap 'bash .ci/postgres.sh stop' EXIT && url=$$(bash .ci/postgres.sh) && $(BIN)/python tests/attack.py --postgres "$$url" --dask
kills: install ## 200 processes of a server killed at random moments: nothing lost, doubled, left over (minutes)
	$(BIN)/python -W ignore -m tests.kills

bench: install ## print the benchmark tables
	$(BIN)/python benchmarks/run.py

serve: install ## run the embedded server on port 8000
	$(BIN)/ionworks serve --port 8000

all: lint typecheck check-generated docs test test-long ## exactly what CI runs, but for the browser
