# Two commands do all the set-up: `make run` and `make test`. Everything goes into .venv and eventapp/static.
PYTHON ?= python3
BIN := .venv/bin
ASSETS := eventapp/assets
CATALOGUES := $(wildcard eventapp/translations/*/LC_MESSAGES/messages.po)
# Node from the machine if it is recent enough, else from PyPI into .venv
NODE_PATH := $(shell node -e 'process.exit(+(process.versions.node.split(".")[0] < 20))' 2>/dev/null && command -v node | xargs dirname)
# Left by a virtual environment that is active elsewhere, it would send pip to the wrong place
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH

# What pages show is drawn from the same rows on both databases: once is enough
PAGES := --ignore=tests/demo --ignore-glob='*/test_*pages.py' --ignore-glob='*/test_views.py' --ignore-glob='*/test_looking.py'

.PHONY: install install-dev run test lint types check sqlite postgresql bench lock messages screenshots clean

install: .venv/.run eventapp/static/manifest.json $(CATALOGUES:.po=.mo)

run: install
	$(BIN)/eventapp db upgrade
	$(BIN)/eventapp demo
	$(BIN)/eventapp serve

test: install-dev check sqlite postgresql

check: install-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --check --lint eventapp/templates

sqlite: install-dev
	EVENTAPP_TEST_DATABASE=sqlite $(BIN)/pytest -n 2 --dist loadgroup

postgresql: install-dev
	EVENTAPP_TEST_DATABASE=postgresql $(BIN)/pytest -n 2 --dist loadgroup -m "not browser and not any_database" $(PAGES)

bench: install-dev
	$(BIN)/python -m tools.bench

install-dev: install .venv/.dev
	@tools/debian-packages test

.venv/bin/python:
	@$(PYTHON) -m venv .venv 2>/dev/null || { rm -rf .venv; tools/debian-packages venv && $(PYTHON) -m venv .venv; }

.venv/.run: requirements/run.txt pyproject.toml | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

.venv/.dev: requirements/dev.txt | .venv/.run
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@touch $@

ifeq ($(NODE_PATH),)
NODE_PATH := $(CURDIR)/.venv/bin
.venv/.node: requirements/node.txt | .venv/bin/python
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements/node.txt
	@touch $@
$(ASSETS)/node_modules/.package-lock.json: .venv/.node
endif

$(ASSETS)/node_modules/.package-lock.json: $(ASSETS)/package-lock.json
	cd $(ASSETS) && PATH="$(NODE_PATH):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error

eventapp/static/manifest.json: $(ASSETS)/node_modules/.package-lock.json $(ASSETS)/build.mjs $(wildcard $(ASSETS)/js/* $(ASSETS)/js/*/* $(ASSETS)/scss/*)
	cd $(ASSETS) && PATH="$(NODE_PATH):$$PATH" node build.mjs
	@touch $@

%.mo: %.po | .venv/.run
	$(BIN)/pybabel --quiet compile --input-file $< --output-file $@ --locale $$(basename $$(dirname $$(dirname $<)))

# Pin what pyproject.toml allows; hashes, no index addresses
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --no-annotate --python-version 3.11
lock:
	$(COMPILE) --extra build pyproject.toml -o requirements/run.txt
	$(COMPILE) --extra build --extra dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	$(COMPILE) requirements/node.in -o requirements/node.txt

# Collect texts into the catalogues; what is new is left for translation
messages:
	$(BIN)/pybabel --quiet extract --ignore-dirs ".*" -F babel.cfg -k _l -k N_ -k ngettext:1,2 --no-location --no-wrap --sort-output --omit-header -o eventapp/translations/messages.pot eventapp exports
	$(BIN)/pybabel --quiet update -i eventapp/translations/messages.pot -d eventapp/translations --no-fuzzy-matching --no-wrap --ignore-pot-creation-date

screenshots: install-dev
	$(BIN)/python -m tools.screenshots

clean:
	rm -rf .venv eventapp/static $(ASSETS)/node_modules
	find eventapp/translations -name '*.mo' -delete
