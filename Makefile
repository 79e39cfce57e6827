# One way to do each thing. `make demo` and `make test` work on a fresh Debian 12 or Ubuntu with
# python3, python3-venv and make; everything else they need they install: into .venv, and with the
# system's package manager only what is no Python package (a browser, and Node for checking the page).
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=load
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# pip compiles one file at a time; some packages hold files for other Pythons, which do not compile.
COMPILE := $(BIN)/python -m compileall -q -q -j 0

LOWEST := .venv-lowest
VERSION = $(shell $(PYTHON) -c 'import sys; print(*sys.version_info[:2], sep=".")')
CORE := test_tables.py test_edges.py test_seed.py test_lowest.py index/test_scan.py queries/test_measures.py \
    formats/test_networkx.py formats/test_other_tools.py formats/test_every_format.py

SECONDS ?= 1800

.DEFAULT_GOAL := help
.PHONY: help demo quick quick-tests lowest test test-full mutation lint check differential ownership fuzz-losses fuzz-tracebacks random-edits pyodide notebooks docs pictures package sbom site man tools clean

help:  ## what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: $(VENV)/installed  ## install, answer one question, write one page
	$(BIN)/actorgraph show Pompeo
	$(BIN)/actorgraph export --force actorgraph.html
	@echo
	@echo "Open the page in a browser: file://$(CURDIR)/actorgraph.html"
	@echo "Or see it live, over the files: $(BIN)/pip install -e '.[serve]' && $(BIN)/actorgraph serve"

quick: $(VENV)/ready  ## style, types, layers and the tests that need nothing but Python, within a minute
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target lint quick-tests

quick-tests: $(VENV)/ready
	$(PYTEST) -q --hypothesis-profile=quick --few-cases -m "not (browser or spark or process or slow)" $(ARGS)

lowest: $(LOWEST)/ready  ## install the wheel and run the core of the tests on the lowest versions declared
	$(PIP) --python $(LOWEST)/bin/python install --no-deps --no-compile --force-reinstall .
	cd $(LOWEST) && bin/actorgraph show Pompeo > answer && grep -q "Director of the CIA" answer
	$(LOWEST)/bin/python -m pytest -q --numprocesses=2 --hypothesis-profile=quick -p no:cacheprovider \
	    -m "not (browser or spark or process or slow)" $(or $(ARGS),$(addprefix tests/,$(CORE)))

test: $(VENV)/ready tools  ## run every test, those in a real browser included
	$(PYTEST) $(ARGS)

test-full: $(VENV)/ready tools  ## the same with the full form of the slow suites
	$(PYTEST) --full $(ARGS)

mutation: $(VENV)/ready tools  ## break every guard of docs/security.md and see a test fail for each
	$(BIN)/python tests/mutation.py $(ARGS)

lint: $(VENV)/ready  ## style, types, layers
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-actions action.yml
	$(BIN)/hadolint Dockerfile

check:  ## all that has to pass before a change is whole
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target $(VENV)/ready tools
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target ARGS= lint $(if $(filter 3.11,$(VERSION)),lowest)
	$(PYTEST) $(ARGS)

differential: $(VENV)/ready tools  ## hold each copy of a rule to Python's on random data, SECONDS long
	$(BIN)/python tests/differential/long_form.py $(SECONDS)

ownership: $(VENV)/ready  ## compare who owns what in the end with an oracle, on 10,000 random groups and as many registers
	$(PYTEST) --full tests/queries/test_integrated_shares.py tests/queries/test_owners.py

fuzz-losses: $(VENV)/ready  ## read tables mangled at random and miss no cell without a word, SECONDS long
	$(BIN)/python tests/differential/long_form.py $(SECONDS) fuzz/test_silent_loss.py

fuzz-tracebacks: $(VENV)/ready  ## call it with odd words, settings, streams and files and see no traceback, SECONDS long
	$(BIN)/python tests/differential/long_form.py $(SECONDS) fuzz/test_no_traceback.py

random-edits: $(VENV)/ready tools  ## make 10,000 edits in awkward files through the server and a browser, kill it, undo all
	$(PYTEST) --full -rP tests/serving/test_random_edits_served.py tests/editing/test_killed.py

pyodide: $(VENV)/ready tools  ## ask the wheel in Pyodide, Python in a browser, what it answers here (fetches it from npm)
	$(PYTEST) --full -rs tests/test_in_pyodide.py

notebooks: $(VENV)/ready  ## write the notebooks anew from their text and run both
	$(BIN)/jupytext --quiet --to ipynb notebooks/*.py
	$(BIN)/python -m pytest tests/notebooks

man: docs/man/actorgraph.1  ## read the man page, which the wheel installs
	man -l $<

docs: $(VENV)/ready  ## write the output of every example in docs/ and README anew, and the references
	$(BIN)/python -m pytest tests/test_docs.py tests/test_documented.py tests/test_schemas.py --update-docs

pictures: $(VENV)/ready tools  ## take the pictures of the documents anew
	$(BIN)/python -m pytest tests/page/test_pictures.py --update-docs

package: $(VENV)/ready  ## build the wheel and the source distribution in dist
	$(BIN)/python -m hatchling build -d dist

sbom: $(VENV)/python  ## list all that the package needs, with versions, in dist (CycloneDX)
	$(PYTHON) -m venv --without-pip --clear build/sbom
	$(PIP) --python build/sbom/bin/python install --no-compile .
	$(PIP) install 'cyclonedx-bom>=6'
	mkdir -p dist
	sed "s/^dynamic = .*/version = \"$$(build/sbom/bin/python -c 'import actorgraph; print(actorgraph.__version__)')\"/" \
	    pyproject.toml > build/sbom/pyproject.toml
	$(BIN)/cyclonedx-py environment --pyproject build/sbom/pyproject.toml --output-reproducible \
	    --validate \
	    --output-file dist/actorgraph.cdx.json build/sbom/bin/python

site: $(VENV)/ready  ## make a site of the documents, with a search, in build/site
	$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going docs build/site
	@echo "Open it in a browser: file://$(CURDIR)/build/site/README.html"

tools:
	@tests/install_tools.sh

$(VENV)/python:
	$(PYTHON) -m venv $(VENV)
	$(PIP) install --upgrade 'pip>=25.1'
	@touch $@

$(VENV)/installed: $(VENV)/python pyproject.toml
	$(PIP) install --editable .
	@touch $@

$(VENV)/ready: $(VENV)/installed
	$(PIP) install --no-compile --group dev
	$(COMPILE) $(VENV)/lib || true
	@touch $@

$(LOWEST)/ready: $(VENV)/python pyproject.toml tests/lowest.txt
	$(PYTHON) -m venv --without-pip $(LOWEST)
	$(PIP) --python $(LOWEST)/bin/python install --constraint tests/lowest.txt \
	    --no-compile '.[xlsx,docx]' --group core igraph
	$(COMPILE) $(LOWEST)/lib || true
	@touch $@

clean:  ## remove what was made
	rm -rf $(VENV) $(LOWEST) build dist .pytest_cache .mypy_cache .ruff_cache .import_linter_cache actorgraph.html
