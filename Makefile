# Needs Python 3.11, 3.12 or 3.13 (with venv) and make; everything else is installed below this folder.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# exported as 1 on some machines: without .pyc files every start compiles 1 500 modules again (2.7 s instead of 0.8 s)
export PYTHONDONTWRITEBYTECODE :=
export UV_NO_CONFIG := 1
export UV_PYTHON_DOWNLOADS := never
export PATH := $(CURDIR)/.venv/bin:$(PATH)

PYTHON := $(CURDIR)/.venv/bin/python
SPAS := $(patsubst %/package-lock.json,%,$(wildcard frontend-*/package-lock.json))
JOURNEYS := $(patsubst %/package-lock.json,%,$(wildcard tests/journeys/package-lock.json))
PARCOURS := journeys-histoires journeys-pages
COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate

# pyenv's shims answer for versions that are not the active one with an error: try each, look below ~/.pyenv too
PY ?= $(shell for p in $(wildcard $(HOME)/.pyenv/versions/3.13.*/bin/python) python3.13 \
	$(wildcard $(HOME)/.pyenv/versions/3.12.*/bin/python) python3.12 \
	$(wildcard $(HOME)/.pyenv/versions/3.11.*/bin/python) python3.11 python3; do \
	"$$p" -c 'import sys, venv, ensurepip; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
	&& { command -v "$$p"; break; }; done)

# the rule that says what runs: .ci/run reads these lines
step = @printf '\n── %s\n' '$(1)'

help: ## cette liste
	@grep -hE '^[a-z-]+:.*## ' Makefile | sed -E 's/^([a-z-]+):.*## /\1\t/' | expand -t 18

# ------------------------------------------------------------------------------------------------- installing

install: .venv/.ok openapi/node_modules/.ok $(SPAS:%=%/node_modules/.ok) ## Python, serveurs embarqués, Node et paquets des deux applications

.venv/.ok: requirements-dev.txt boot.txt
	@test -n "$(PY)" || { echo "Il faut Python 3.11, 3.12 ou 3.13, avec son module venv."; exit 1; }
	@test -x .venv/bin/python || "$(PY)" -m venv .venv
	.venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r boot.txt
	uv pip sync --quiet --require-hashes --python .venv/bin/python requirements-dev.txt
	@touch $@

%/node_modules/.ok: %/package-lock.json | .venv/.ok
	cd $* && npm ci --no-audit --no-fund --loglevel=error
	@touch $@

# `find` compares, rather than prerequisites: route files may hold characters that make would interpret
build: install ## construit les deux applications si leurs sources ont changé
	@for spa in $(SPAS); do ( \
		cd $$spa; \
		sources=(); for path in src public scripts index.html package-lock.json vite.config.ts tsconfig.json; do \
			if [ -e "$$path" ]; then sources+=("$$path"); fi; done; \
		if [ ! -e dist/index.html ] || [ -n "$$(find "$${sources[@]}" -newer dist/index.html -print -quit)" ]; then \
			echo "npm run build ($$spa)"; npm run --silent build; touch dist/index.html; \
		fi ); done

# ---------------------------------------------------------------------------------------------------- running

demo: build ## lance tout, données comprises ; ARGS="--check" démarre, vérifie et arrête
	@exec $(PYTHON) -m api.demo $(ARGS)

seed: .venv/.ok ## ajoute N demandes vraisemblables à la démonstration (N=35000)
	$(PYTHON) -m adapters.embedded bash -c '$(PYTHON) -m alembic upgrade head && \
		$(PYTHON) -m api.cli seed --demandes $(or $(N),35000)'

bench: .venv/.ok ## mesure de performance (N=250000, ARGS="--workloads W1,W4")
	$(PYTHON) -m tests.bench --demandes $(or $(N),250000) $(ARGS)

openapi: .venv/.ok $(SPAS:%=%/node_modules/.ok) ## écrit les contrats et les types que les applications en tirent
	$(PYTHON) -m api.cli export-openapi
	@for spa in $(SPAS); do (cd $$spa && npm run --silent generate); done

publish: openapi openapi-lint ## fige les contrats de cette version : toute rupture s'y compare ensuite
	$(PYTHON) -m api.cli publier-contrats

migration: .venv/.ok ## prépare une migration (m="demandes ajoute le motif")
	@test -n "$${m:-}" || { echo 'Dites ce que fait la migration : make migration m="demandes ajoute le motif"'; exit 1; }
	@$(PYTHON) -m adapters.embedded --ephemere bash -c '$(PYTHON) -m alembic upgrade head && \
		$(PYTHON) -m alembic revision --autogenerate -m "$$m"'

# --------------------------------------------------------------------------------------------------- checking

CHECKS := format-check lint types contracts openapi-lint openapi-diff migrations-check

check: .venv/.ok ## moins d'une minute, avant chaque commit
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target tests-fast front-check $(CHECKS)

test: install ## tout
	@$(MAKE) --no-print-directory --jobs 2 --output-sync=target front-check $(CHECKS)
	@$(MAKE) --no-print-directory tests front-test journeys

format: .venv/.ok ## met en forme et corrige ce qui se corrige seul
	ruff format .
	ruff check --fix-only --exit-zero .

format-check: .venv/.ok
	$(call step,ruff format)
	@ruff format --check .

lint: .venv/.ok ## style et pièges
	$(call step,ruff check)
	@ruff check .

types: .venv/.ok ## mypy strict
	$(call step,mypy)
	@mypy

contracts: .venv/.ok ## qui a le droit d'importer qui
	$(call step,import-linter)
	@lint-imports --no-logo 2>&1

openapi-lint: openapi/node_modules/.ok ## les conventions des trois contrats HTTP
	$(call step,redocly)
	@cd openapi && npm test --silent && npm run --silent lint 2>&1

openapi-diff: .venv/.ok ## ce que les contrats ont cassé depuis leur dernière publication
	$(call step,ruptures des contrats)
	@$(PYTHON) -m api.cli comparer-contrats

migrations-check: .venv/.ok ## aucune migration n'arrêterait une application en service
	$(call step,squawk)
	@PYTHONPATH=$(CURDIR) $(PYTHON) -m alembic upgrade head --sql | squawk --stdin-filepath migrations.sql

tests-fast: .venv/.ok
	$(call step,pytest (domaine et architecture))
	@FDLS_EXEMPLES=10 $(PYTHON) -m pytest -q $(wildcard tests/domain tests/architecture)

tests: .venv/.ok
	$(call step,pytest)
	@$(PYTHON) -m pytest -q -n 2 $(ARGS)

front-check: .venv/.ok ## types et règles des applications installées
	@for spa in $(SPAS); do if [ -e $$spa/node_modules ]; then ( cd $$spa; \
		printf '\n── tsc (%s)\n' $$spa; npm run --silent typecheck; echo 'aucune erreur'; \
		printf '\n── eslint (%s)\n' $$spa; npm run --silent lint; echo 'aucune erreur' ); fi; done

front-test: install
	@for spa in $(SPAS); do ( cd $$spa; \
		printf '\n── vitest (%s)\n' $$spa; npm run --silent test; \
		printf '\n── vite build (%s)\n' $$spa; npm run --silent build; touch dist/index.html ); done

# two at a time, each in a house of its own: a story never changes the page that the walk is reading
journeys: build $(JOURNEYS:%=%/node_modules/.ok) ## les histoires complètes, dans un vrai navigateur
	@CHROMIUM="$$($(PYTHON) -m tests.browser)"; export CHROMIUM; \
	$(MAKE) --no-print-directory --jobs 2 --output-sync=target $(PARCOURS)

$(PARCOURS): journeys-%:
	$(call step,parcours ($*))
	@if [ -n "$(JOURNEYS)" ]; then \
		exec $(PYTHON) -m api.demo --ephemere --avec npm --prefix $(JOURNEYS) run --silent $*; \
	else echo 'aucun parcours' >&2; exit 1; fi

# ---------------------------------------------------------------------------------------------------- keeping

locks: .venv/.ok ## fige de nouveau les versions après un changement de requirements*.in
	grep '^uv==' requirements-dev.in | $(COMPILE) - --output-file boot.txt
	$(COMPILE) requirements.in --output-file requirements.txt
	$(COMPILE) requirements-dev.in --output-file requirements-dev.txt
	@! grep -n '://' boot.txt requirements.txt requirements-dev.txt

clean: ## efface ce qui se refait ; les données (.data) restent
	rm -rf .venv .mypy_cache .ruff_cache .import_linter_cache $(SPAS:%=%/node_modules) $(SPAS:%=%/dist) \
		$(JOURNEYS:%=%/node_modules) openapi/node_modules
	find adapters api domain migrations tests -type d -name __pycache__ -prune -exec rm -rf {} +

.PHONY: help install build demo seed bench openapi publish migration check test format format-check lint types contracts \
	openapi-lint openapi-diff migrations-check tests-fast tests front-check front-test journeys $(PARCOURS) \
	locks clean
