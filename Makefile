# The only task runner. Each target does all its own set-up; what is up to date is not done again.
#   make demo       shows what depeche finds in the sample articles
#   make test       builds and runs every test: Rust, SQL, Python, the documentation's examples
#   make bench      measures speed
#   make bench-peers  measures quality and speed beside other taggers from PyPI
#   make eval       measures quality on the sample articles and, where ../shared/data is, on corpora of names
#   make generate   compiles crates/depeche/data to the lexicon that is shipped
#   make train      trains the taggers of names, from ../shared/data and gazetteers from PyPI
#   make notebooks  executes the notebooks in place
#   make clean      removes what the others made
# PYTHON=/path/to/python3 chooses the Python (3.10 or newer).

PYTHON ?= python3
VENV := .venv
BIN := $(abspath $(VENV))/bin
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DELETE_ON_ERROR:
.PHONY: demo test test-rust test-python bench bench-peers eval generate train notebooks clean

# What the Python package is built from.
SOURCES := Cargo.toml Cargo.lock pyproject.toml build_backend.py README.md $(shell find \
	crates/depeche/Cargo.toml crates/depeche/build.rs crates/depeche/src crates/depeche/data crates/depeche-sqlite/Cargo.toml crates/depeche-sqlite/src \
	crates/depeche-python crates/sqlite3ext-sys python/depeche \
	-type f ! -name '*.so' ! -name '*.dylib' ! -name '*.dll' ! -name '*.pyc')

demo:
	cargo run --release --locked --package depeche-cli -- demo

test: test-rust test-python
	@echo
	@awk '/^test result:/ { p += $$4; f += $$6; i += $$8 } END { printf "Rust and SQL: %d passed, %d failed, %d ignored\n", p, f, i }' $(VENV)/rust.log
	@echo "Python:       $$(tail -n 1 $(VENV)/python.log | tr -d '=' | sed 's/^ *//')"

test-rust: | $(VENV)/.tools
	cargo test --workspace --locked 2>&1 | tee $(VENV)/rust.log

test-python: $(VENV)/.package
	$(BIN)/python -m pytest 2>&1 | tee $(VENV)/python.log

$(VENV)/.tools: python/tests/requirements.txt python/tests/requirements-other-sqlites.txt
	$(PYTHON) -c 'import sys; sys.exit("depeche needs Python 3.10 or newer: make PYTHON=..." if sys.version_info < (3, 10) else 0)'
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement python/tests/requirements.txt
	while read -r line; do \
		[[ "$$line" == '#'* ]] || $(BIN)/python -m pip install --quiet --disable-pip-version-check --only-binary :all: "$$line" \
			|| echo "not installed, so its tests are skipped: $$line"; \
	done < python/tests/requirements-other-sqlites.txt
	touch $@

# Without isolation, so that cargo finds the same Python at every build and has nothing to do again.
$(VENV)/.package: $(VENV)/.tools $(SOURCES)
	PATH="$(BIN):$$PATH" $(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --force-reinstall .
	touch $@

# Files of JSON lines with a field `text` for the throughput of stages; without any, the sample articles, twenty times over.
BENCH ?= $(wildcard ../shared/data/news/*.jsonl)
bench:
	cargo build --release --locked --package depeche-cli --package depeche-dev
	cargo bench --locked --package depeche --bench stages
	sample=$$(mktemp --suffix=.jsonl); trap 'rm -f "$$sample"' EXIT; \
	for _ in {1..20}; do sed 's/"body": /"text": /' python/depeche/sample/articles.jsonl; done > "$$sample"; \
	cargo run --quiet --release --locked --package depeche --example throughput -- $(or $(BENCH),"$$sample")
	target/release/depeche-dev bench-sql

# Other taggers of names, in an environment of their own. Each line of the list is the arguments of one pip install, and may fail.
PEERS := .venv-peers
PEERS_BIN := $(abspath $(PEERS))/bin
bench-peers: $(PEERS)/.package
	cargo run --quiet --release --locked --package depeche-dev -- held-out target/held-out
	$(PEERS_BIN)/python python/bench/peers.py $(PEERS_ARGS)

$(PEERS)/.tools: python/bench/requirements-peers.txt
	test -x $(PEERS_BIN)/python || $(PYTHON) -m venv $(PEERS)
	$(PEERS_BIN)/python -m pip install --quiet --disable-pip-version-check 'maturin>=1.9,<2'
	while read -r line; do \
		[[ -z "$$line" || "$$line" == '#'* ]] || $(PEERS_BIN)/python -m pip install --quiet --disable-pip-version-check $$line < /dev/null \
			|| echo "not installed, so it is left out: $$line"; \
	done < python/bench/requirements-peers.txt
	touch $@

# Without isolation, as in $(VENV).
$(PEERS)/.package: $(PEERS)/.tools $(SOURCES)
	PATH="$(PEERS_BIN):$$PATH" $(PEERS_BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --force-reinstall .
	touch $@

eval:
	cargo run --quiet --release --locked --package depeche-dev -- eval --floors crates/depeche-dev/floors.tsv
	cargo run --quiet --release --locked --package depeche-dev -- eval-names --floors crates/depeche-dev/name_floors.tsv

generate:
	mkdir -p crates/depeche/data/models
	touch -a crates/depeche/data/models/lexicon.bin
	cargo run --quiet --release --locked --package depeche-dev -- generate

LANGS ?= ar en es fr ru zh
GAZETTEERS := target/gazetteers
train: $(GAZETTEERS)/.collected
	cargo build --release --locked --package depeche-dev
	for lang in $(LANGS); do target/release/depeche-dev train $$lang --gazetteers $(GAZETTEERS); done

$(GAZETTEERS)/.collected: crates/depeche-dev/gazetteers/collect.py crates/depeche-dev/gazetteers/requirements.txt | $(VENV)/.tools
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement crates/depeche-dev/gazetteers/requirements.txt
	$(BIN)/python -m pip download --quiet --disable-pip-version-check --no-deps --no-binary rigour --dest $(GAZETTEERS) rigour==2.6.1
	$(BIN)/python crates/depeche-dev/gazetteers/collect.py $(GAZETTEERS) --rigour $(GAZETTEERS)/rigour-2.6.1.tar.gz
	touch $@

notebooks: $(VENV)/.package
	$(BIN)/python python/tests/execute_notebooks.py notebooks/*.ipynb

clean:
	cargo clean
	rm -rf $(VENV) $(PEERS) depeche-demo.db python/depeche/depeche0.* python/depeche/_core.*.so
