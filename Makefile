# What can be done here: `make help`.

PORT ?= 8000
# The machine's own Python, used until .venv stands. Any Python 3 will do to begin with: tools/setup.py
# looks for one that is new enough. PYTHON=… names one.
PYTHON3 = $(if $(PYTHON),$(PYTHON),$(shell for name in python3 python3.13 python3.12 python3.11 python3.14; \
	do command -v $$name && break; done))
VENV := .venv/bin
MANAGE := $(VENV)/python manage.py
PYTEST := $(VENV)/python -m pytest
UNIT_TESTS := $(PYTEST) --numprocesses auto --dist loadscope --no-loadscope-reorder
PRODUCTION_FOR_CHECKS := SITE_URL=https://empirie.example ALLOWED_HOSTS=empirie.example \
	DATABASE_URL=sqlite://:memory: SECRET_KEY=not-a-secret-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJKLM
CHECKS := check-code check-templates check-migrations check-catalogues check-production \
	check-lock check-documentation check-deployment

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run serve backup restore-drill test test-sqlite test-browser test-postgres bench check $(CHECKS) \
	check-migrations-postgres audit format messages count lock clean python dev-packages

help: ## list what can be done
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-27s %s\n", $$1, $$2 }' Makefile

run: python ## set everything up and serve the site on http://127.0.0.1:8000 (PORT=… for another port)
	@$(PYTHON3) -m tools.port "$(PORT)"
	@$(PYTHON3) -m tools.setup requirements.txt
	@echo "Preparing the site …"
	@SITE_URL="http://127.0.0.1:$(PORT)" $(MANAGE) prepare --demo
	@echo "Starting the server. Stop it with Ctrl-C."
	@SITE_URL="http://127.0.0.1:$(PORT)" DJANGO_RUNSERVER_HIDE_WARNING=true $(MANAGE) runserver "127.0.0.1:$(PORT)"

serve: python ## serve the site as the public gets it: docs/serving.md; with nothing set, a trial on this machine
	@$(PYTHON3) -m tools.setup requirements.txt
	@PORT="$(PORT)" exec $(VENV)/python -m tools.serve

# --- Tests --------------------------------------------------------------------------------------

test: test-sqlite test-browser test-postgres ## set up and run every test: SQLite, browser, PostgreSQL

test-sqlite: dev-packages ## the tests without the browser, on SQLite
	@echo "== Tests on SQLite"
	@DATABASE_URL= $(UNIT_TESTS) -m "not browser" --statements note

test-browser: dev-packages ## the tests in a browser, on SQLite
	@echo "== Tests in a browser, on SQLite"
	@DATABASE_URL= $(VENV)/python -m tools.browser -- $(PYTEST) -m browser --numprocesses auto --dist worksteal

test-postgres: dev-packages ## the same on PostgreSQL, but for tests that ask it nothing new
	@echo "== Tests on PostgreSQL"
	@$(VENV)/python -m tools.postgres -- $(UNIT_TESTS) -m "not browser and not own_database" --statements choose

bench: dev-packages ## measure everything, one line each (NAME=… for one, with ARGUMENTS=…): does it keep its limit?
	@$(VENV)/python -m benchmarks $(NAME) $(ARGUMENTS)

# --- Safekeeping ---------------------------------------------------------------------------------

backup: python ## one archive of database, uploads and originals, verified (TO=folder or file)
	@$(PYTHON3) -m tools.setup requirements.txt
	@$(MANAGE) backup $(TO)

restore-drill: dev-packages ## prove that a backup of this site comes back, on SQLite and on PostgreSQL
	@DRILL_DATABASE_URL="$${DATABASE_URL:-}" $(VENV)/python -m tools.postgres -- $(VENV)/python -m tools.restore_drill

# --- Checks -------------------------------------------------------------------------------------

check: $(CHECKS) ## every check that needs no database server

check-code: dev-packages ## Python: faults and form
	@$(VENV)/ruff check .
	@$(VENV)/ruff format --check .

check-templates: dev-packages ## templates: faults and form
	@$(VENV)/djlint --lint .
	@$(VENV)/djlint --check .

check-migrations: dev-packages ## no model has changed without its migration (SQLite)
	@DATABASE_URL=sqlite://:memory: $(MANAGE) makemigrations --check --dry-run

check-migrations-postgres: dev-packages ## the same on PostgreSQL, and new migrations let the version before run on
	@$(VENV)/python -m tools.postgres -- sh -c "$(MANAGE) makemigrations --check --dry-run && \
		$(MANAGE) lintmigrations --settings empirie.settings.test --quiet ok ignore --no-cache"

check-catalogues: dev-packages ## every text of the interface stands translated in the catalogue (needs gettext)
	@$(VENV)/python -m tools.catalogues --check

check-production: dev-packages ## Django's own checks of the production settings, with made-up secrets
	@$(PRODUCTION_FOR_CHECKS) $(MANAGE) check --deploy --fail-level WARNING --settings empirie.settings.production

check-lock: dev-packages ## the pinned packages are those of requirements*.in
	@$(VENV)/python -m tools.lock --check

audit: dev-packages ## no pinned package has a known vulnerability (asks PyPI or OSV; says so when it cannot)
	@$(VENV)/python -m tools.audit

check-documentation: dev-packages ## every command and file that the documentation names exists
	@$(VENV)/python -m tools.documentation

check-deployment: dev-packages ## the files of deploy/ parse, and every command in them runs
	@$(VENV)/python -m tools.deployment

# --- Upkeep -------------------------------------------------------------------------------------

format: dev-packages ## put Python and templates into their one form
	@$(VENV)/ruff check --fix --exit-zero .
	@$(VENV)/ruff format .
	@$(VENV)/djlint --reformat --quiet . || true

messages: dev-packages ## bring the Polish catalogues up to date with the code (needs gettext)
	@$(VENV)/python -m tools.catalogues --update

count: dev-packages ## lines, modules, names, circles: what the code consists of
	@$(VENV)/python -m tools.structure

lock: dev-packages ## pin the packages of requirements*.in anew, with hashes
	@$(VENV)/python -m tools.lock --update

clean: ## remove what tests and checks leave behind (never the data of the site)
	@rm -rf .pytest_cache .ruff_cache
	@find . -path ./.venv -prune -o -path ./var -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

dev-packages: python
	@$(PYTHON3) -m tools.setup requirements.txt requirements-dev.txt

python:
	@test -n "$(PYTHON3)" || { echo "Empirie needs Python 3.11 or newer; this machine has none." >&2; exit 2; }
