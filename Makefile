# Everything that a person or CI does with the portal. Needs make and Python 3.11 or newer, nothing else.

SHELL := /bin/sh
VENV ?= .venv
PORT ?= 8000
HOST ?= 127.0.0.1
export PORT HOST VENV

BIN := $(VENV)/bin/python
# Cheap where it is possible: two cores are the smallest machine that the checks are made for.
PYTEST_WORKERS ?= 2
# Percent of lines and branches that were covered when it was last raised.
COVERED := 90
TEMPLATES = $$(find templates -name '*.html')

.DEFAULT_GOAL := help
.PHONY: help run install install-dev browser test test-slow test-access pictures sheets bench measure lint format checks migrations-made deployable layered used typed templates-formatted coverage mutants messages clean

help: ## Show this list
	@echo "make TARGET [PORT=8000] [HOST=127.0.0.1] [SEKO_DATA_DIR=.local] [VENV=.venv]"
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' $(MAKEFILE_LIST) | awk -F'|' '{ printf "%-16s %s\n", $$1, $$2 }'

run: install ## Start the portal with demo data; Ctrl-C stops it
	@SEKO_DEMO=1 exec $(BIN) manage.py run_portal

install: ## Make the virtual environment with what the portal runs on
	@$(call in_venv,requirements.txt)

install-dev: ## The same, with what the checks need
	@$(call in_venv,requirements.txt requirements-dev.txt)

test: install-dev browser checks ## Run every check, as CI does
	$(BIN) -m pytest -n $(PYTEST_WORKERS) --dist worksteal -m "not slow"

test-slow: install-dev ## Tests that kill real servers and the whole portal, or walk again as others in other languages
	$(BIN) -m pytest -n $(PYTEST_WORKERS) --dist loadfile -m slow --ignore tests/browser

test-access: install-dev browser ## Every browser test: each page for each role and variant (WCAG 2.2 AA, 320 px, 200 %), the loop
	$(BIN) -m pytest -n $(PYTEST_WORKERS) --dist worksteal tests/browser

pictures: install-dev browser ## 25 pages as PNG [ONLY=home,report] [WIDTHS=390] [VARIANTS=sr] [THEMES=dark] [BASE_URL=http://…]
	$(BIN) -m tests.tools.pictures

sheets: install-dev browser ## The pictures side by side, a sheet for each page, variant and theme; the same choices
	$(BIN) -m tests.tools.sheets

bench: install-dev ## What grows with its rows: processor time of ten times as much, and queries; fails on ratios and counts
	$(BIN) -m pytest -o python_files='bench_*.py' tests/bench

measure: install-dev browser ## Weight and speed of the public pages as on a phone, against their budgets [ONLY=home] [VARIANT=en]
	$(BIN) -m tests.tools.measure

# The machine has two cores: the checks that read the code go side by side.
checks: install-dev
	@$(MAKE) --no-print-directory -j $(PYTEST_WORKERS) lint migrations-made deployable layered used typed templates-formatted

migrations-made: install-dev
	$(BIN) manage.py makemigrations --check --dry-run

# Invented values: the check reads the settings of production and connects to nothing.
deployable: install-dev
	@SEKO_ENV=production SECRET_KEY=$$($(BIN) -c 'import secrets; print(secrets.token_urlsafe(64))') \
	  ALLOWED_HOSTS=seko.example SITE_URL=https://seko.example EMAIL_URL=smtp://mail.example:25 \
	  DATABASE_URL=postgres://seko:seko@database.example/seko REDIS_URL=redis://redis.example/0 \
	  $(BIN) manage.py check --deploy --fail-level WARNING

layered: install-dev
	$(VENV)/bin/lint-imports

# What nobody uses: code, and requirements.
used: install-dev
	$(BIN) -m tests.tools.unused
	$(VENV)/bin/deptry .

coverage: install-dev browser ## Which branches of the code the tests go through; ends with an error below the floor
	$(BIN) -m pytest -n $(PYTEST_WORKERS) --dist worksteal -m "not slow" --cov --cov-fail-under $(COVERED)

mutants: install-dev ## Single changes to the code (tests/tools/mutations.txt) that the tests must notice, 5 minutes [ONLY=hiding]
	$(BIN) -m tests.tools.mutants $(ONLY)

# What bears a type is what its type says.
typed: install-dev
	@$(VENV)/bin/mypy

templates-formatted: install-dev
	@$(VENV)/bin/djade --check --target-version 5.2 $(TEMPLATES)

lint: install-dev
	$(BIN) -m ruff check .
	$(BIN) -m ruff format --check .

format: install-dev ## Put the code into the common form
	$(BIN) -m ruff check --fix .
	$(BIN) -m ruff format .
	@$(VENV)/bin/djade --target-version 5.2 $(TEMPLATES) || true  # it says 1 when it has changed something

messages: install-dev ## Bring new texts into the Latin catalogue and remake the Cyrillic one
	$(BIN) manage.py extract_messages
	$(BIN) manage.py cyrillize_catalogue
	$(BIN) manage.py compile_catalogues

clean: ## Remove the virtual environment and ALL data of this folder
	@if [ -x $(BIN) ]; then $(BIN) -m seko.runtime.embedded stop; fi
	rm -rf .local $(VENV) .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# Browser tests want Debian's chromium. Where it cannot be installed they are skipped, and CI fails.
browser:
	@if command -v chromium >/dev/null 2>&1 || command -v chromium-browser >/dev/null 2>&1; then :; \
	elif [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then \
	  echo "Installing chromium for the browser tests …"; \
	  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } \
	    >/dev/null 2>&1 || echo "chromium could not be installed."; \
	fi; \
	if ! command -v chromium >/dev/null 2>&1 && ! command -v chromium-browser >/dev/null 2>&1; then \
	  echo "There is no chromium: the browser tests are skipped (Debian: apt-get install chromium)."; \
	  [ "$$CI" != true ] || exit 1; \
	fi

# Make the environment when missing or broken, and install only when a pinned file has changed. The copy of what
# was installed is written last, so an interrupted install is repeated. A name on the PATH may be a wrapper that
# does not run: each candidate is tried, and must be able to make environments.
define in_venv
set -eu; umask 022; \
if ! $(BIN) -c '' 2>/dev/null; then \
  found=; \
  for candidate in $(PYTHON) python3.12 python3.11 python3.13 python3 /usr/bin/python3; do \
    if $$candidate -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1; then \
      found=$$candidate; break; \
    fi; \
  done; \
  if [ -z "$$found" ]; then \
    echo "Python 3.11 or newer with its venv module is needed (Debian: apt-get install python3 python3-venv)." >&2; \
    exit 1; \
  fi; \
  echo "Making the virtual environment $(VENV) with $$($$found --version) …"; \
  rm -rf $(VENV); $$found -m venv $(VENV); \
fi; \
wanted=$$(cat $(1)); installed=$$(cat $(VENV)/installed-requirements 2>/dev/null || true); \
case "$$installed" in \
  "$$wanted"*) ;; \
  *) echo "Installing the pinned requirements ($(1)) …"; \
     rm -f $(VENV)/installed-requirements; \
     $(BIN) -m pip install --quiet --disable-pip-version-check $(patsubst %,-r %,$(1)); \
     echo "$$wanted" > $(VENV)/installed-requirements ;; \
esac
endef
