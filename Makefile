# Everything starts from python3 (3.11 or newer) and make; see README.md.

PYTHON ?= python3
PORT ?= 8000
HOST ?= 127.0.0.1
DATA_DIR ?= var
# One more than there are cores, for many tests wait for a browser or for a server.
TEST_PROCESSES ?= $(shell expr $$(nproc 2>/dev/null || echo 1) + 1)
PY := .venv/bin/python
# What npm brings for the tests; without npm these are left out.
CHECKERS := tests/web/node_modules/.package-lock.json

export DATA_DIR

# Each takes options in BENCH, such as BENCH=--quick; docs/performance.md.
BENCHES := bench-pages bench-peers bench-growth bench-rollup bench-memory bench-newsroom bench-search bench-lighthouse

.PHONY: help run test test-faults check messages lock bench clean $(BENCHES)

help:  ## list what make can do
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/' | column -t -s:

run: .venv/run $(DATA_DIR)/static/staticfiles.json  ## install, migrate, load the demo into an empty database, serve
	@$(PY) manage.py migrate -v0
	@$(PY) manage.py demo --if-empty
	@$(PY) manage.py make_renditions
	@exec $(PY) manage.py serve --host $(HOST) --port $(PORT)

test: .venv/test $(CHECKERS)  ## the whole suite, on SQLite and on PostgreSQL (what browsers show is the same on both)
	$(PY) -m pytest -q -n $(TEST_PROCESSES) --dist loadfile
	TEST_DATABASE=postgres $(PY) -m pytest -q -n $(TEST_PROCESSES) --dist loadfile -m "not browser"

test-faults: .venv/test  ## kill workers 220 times and take the database away for a minute, on each database
	KILLS=220 OUTAGE_SECONDS=60 $(PY) -m pytest -q --log-cli-level=INFO tests/stats/test_faults_*.py
	KILLS=220 OUTAGE_SECONDS=60 TEST_DATABASE=postgres $(PY) -m pytest -q --log-cli-level=INFO tests/stats/test_faults_*.py

check: .venv/test  ## lint, types, messages, migrations
	$(PY) -m ruff check
	$(PY) -m ruff format --check
	$(PY) -m mypy .
	$(PY) manage.py makemigrations --check --dry-run -v0

messages: .venv/test  ## collect new interface texts and compile the Vietnamese catalogue
	$(PY) -m tests.messages

lock:  ## resolve the newest versions within pyproject.toml's ranges (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements/run.txt
	uv pip compile pyproject.toml --extra test --universal --python-version 3.11 --generate-hashes --no-header -q -o requirements/test.txt

bench: .venv/test  ## every benchmark; BENCH=--quick makes it small
	$(PY) -m bench $(BENCH)

$(BENCHES): bench-%: .venv/test
	$(PY) -m bench.$* $(BENCH)

clean:  ## take away what was installed (data in $(DATA_DIR) stays)
	rm -rf .venv .bench build .mypy_cache .pytest_cache .ruff_cache

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; name it: make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv

.venv/run: requirements/run.txt | .venv/bin/python
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

.venv/test: requirements/test.txt | .venv/bin/python
	$(PY) -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@ .venv/run

$(CHECKERS): tests/web/package-lock.json
	@if command -v npm >/dev/null; then npm ci --silent --prefix tests/web; fi

$(DATA_DIR)/static/staticfiles.json: .venv/run $(shell find static -type f) portal/staticfiles.py
	@$(PY) manage.py collectstatic --noinput -v0
	@touch $@
