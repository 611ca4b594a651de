# `make run` is all a fresh machine needs. HOST, PORT and DATABASE_URL pass through: `make run PORT=9000`.

PYTHON ?= python3
N ?= 2000
UV_VERSION = 0.13.9
UV = .venv/bin/uv
INSTALL = $(UV) pip install --quiet --python .venv/bin/python
COMPILE = $(UV) pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-header
NPM_CI = cd web && npm ci --loglevel=error
APT_INSTALL = apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends
MAY_APT = grep -qs '^ID=debian' /etc/os-release && [ "$$(id -u)" = 0 ]
PANGO = libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
CAN_PRINT = .venv/bin/python -c 'import weasyprint' 2>/dev/null
SAY_AND_STOP = { echo "$(1)" >&2; exit 1; }

.PHONY: run test lint check bench model planning hazards proof lock setup setup-test browser postgres printing node
.DELETE_ON_ERROR:

run: setup printing # Start the demo agency; prints where to go and whom to sign in as
	.venv/bin/doorstep demo

test: setup-test browser postgres printing # The whole suite, on SQLite and on PostgreSQL, in a real browser; the mutants are `make model`'s
	.venv/bin/pytest --ignore tests/model/test_mutants.py --numprocesses 3 --dist loadfile --no-loadscope-reorder

lint: setup-test # Style and types, Python and JavaScript
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	web/node_modules/.bin/biome check --error-on-warnings
	web/node_modules/.bin/tsc --project web/tsconfig.json
	web/node_modules/.bin/tsc --project web/tsconfig.worker.json
	web/node_modules/.bin/upgrade-check web/templates

check: test lint # Everything CI runs

bench: setup-test browser postgres # How fast it is, on this machine
	.venv/bin/python -m tests.bench

model: setup-test postgres # Weakened designs, each caught; then histories full of faults on both databases: make model N=100000
	.venv/bin/pytest tests/model/test_mutants.py
	.venv/bin/python -m tests.model --database sqlite --histories $$(( $(N) / 2 )) & sqlite=$$!; \
		.venv/bin/python -m tests.model --database postgresql --histories $$(( $(N) / 2 )) && wait $$sqlite

planning: setup-test # Any sequence of edits of the rota publishes one that can be worked: make planning N=10000
	.venv/bin/python -m tests.planning --sequences $(N)

hazards: setup-test postgres printing # The tests that name a hazard to care, and the hazards with what became of them
	.venv/bin/pytest --quiet $$(.venv/bin/doorstep hazards --tests); code=$$?; .venv/bin/doorstep hazards; exit $$code

proof: setup-test browser postgres # All that proves that nothing is lost, as one table, kept as docs/proof.md; about an hour
	.venv/bin/python -m tests.proof

lock: $(UV) node # Make the lock files again after a change of dependencies; UPGRADE=--upgrade takes the newest
	$(COMPILE) $(UPGRADE) --output-file requirements.lock
	$(COMPILE) $(UPGRADE) --extra test --constraint requirements.lock --output-file requirements-test.lock
	cd web && npm install --package-lock-only --loglevel=error

setup: .venv/.runtime web/node_modules/.runtime # What running needs

setup-test: .venv/.test web/node_modules/.test # What testing needs as well

# The stamps lie in the folders they speak of, so that a deleted or remade folder is set up again.

$(UV):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
		|| $(call SAY_AND_STOP,Doorstep needs Python 3.11 or newer: make PYTHON=python3.12 run)
	@$(PYTHON) -c 'import ensurepip' 2>/dev/null || { $(MAY_APT) && $(APT_INSTALL) python3-venv; } \
		|| $(call SAY_AND_STOP,Python cannot make virtual environments here. On Debian: apt install python3-venv)
	$(PYTHON) -m venv --clear .venv
	.venv/bin/pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)

.venv/.runtime: requirements.lock pyproject.toml | $(UV)
	$(INSTALL) --require-hashes -r requirements.lock
	$(INSTALL) --no-deps --editable .
	@touch $@

.venv/.test: requirements-test.lock .venv/.runtime
	$(INSTALL) --require-hashes -r requirements-test.lock
	@touch $@

web/node_modules/.runtime: web/package-lock.json | node
	$(NPM_CI) --omit=dev
	@touch $@

web/node_modules/.test: web/package-lock.json | node
	$(NPM_CI)
	@touch web/node_modules/.runtime $@

node:
	@node -e 'process.exit(parseInt(process.versions.node) < 20 ? 1 : 0)' 2>/dev/null && command -v npm >/dev/null \
		|| $(call SAY_AND_STOP,Doorstep needs Node.js 20 or newer with npm to fetch its browser libraries.)

browser: .venv/.test
	@[ -x /usr/bin/chromium ] || if $(MAY_APT); then $(APT_INSTALL) chromium; else .venv/bin/playwright install chromium; fi

postgres:
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null \
		|| { $(MAY_APT) && $(APT_INSTALL) postgresql; } \
		|| $(call SAY_AND_STOP,The tests need the PostgreSQL server programs. On Debian: apt install postgresql)

printing: .venv/.printing

.venv/.printing: .venv/.runtime
	@$(CAN_PRINT) || { $(MAY_APT) && $(APT_INSTALL) $(PANGO); } || true
	@if $(CAN_PRINT); then touch $@; else echo "Charts cannot be made as PDFs here. On Debian: apt install $(PANGO)" >&2; fi
