# Everything runs from the virtual environment in .venv, which the first target that needs it makes.
.DEFAULT_GOAL := help
.PHONY: help demo propose test lint bench bench-rules bench-audit bench-check bench-assess bench-assess-huge bench-landscape bench-erosion bench-habitat bench-money bench-closing bench-partition bench-peers bench-portfolio bench-prover fuzz youwuzhen youwuzhen-front install install-dev lock clean
BIN := .venv/bin
EXAMPLE := examples/jinping
DATA ?= ../shared/data/watershed_youwuzhen
GENERATOR := $(wildcard src/countygen/*.py) $(EXAMPLE)/published.yaml

help:       ## list the targets
	@grep -E '^[a-z-]+: .*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/'

demo: install $(EXAMPLE)/layers/tolerances.json   ## set up, make the synthetic layers of Jinping, build its dossier
	$(BIN)/shanshui build $(EXAMPLE)

test: lint  ## set up, lint, and run all tests
	$(BIN)/python -m pytest -n 2 --dist worksteal --doctest-modules

lint: install-dev  ## ruff, mypy --strict and the floors of the house
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: install-dev $(EXAMPLE)/layers/tolerances.json  ## times and peak memory of the builds that the budgets are about; long tables beside docxtpl
	$(BIN)/python bench/builds.py
	$(BIN)/python bench/tables.py

bench-rules: install-dev  ## plant 1,000 faults in correct counties and count what check finds
	$(BIN)/python bench/rules.py

bench-audit: install-dev  ## plant 1,000 faults in invented plans and count what the auditor finds
	$(BIN)/python bench/audit.py

bench-check: install-dev  ## time and peak memory of check on 500 sub-projects and a million parcels
	$(BIN)/python bench/check.py

bench-landscape: install-dev  ## landscape metrics beside PyLandStats: time, memory, values
	$(BIN)/python bench/landscape.py

bench-assess: install $(EXAMPLE)/layers/tolerances.json  ## time and peak memory of the whole assessment at 30 m and 10 m
	$(BIN)/python bench/assess.py

bench-assess-huge: install $(EXAMPLE)/layers/tolerances.json  ## the same on 420 million cells (an hour, 30 GB of disk)
	$(BIN)/python bench/assess.py --cell 10 --stretch 4

bench-prover: install-dev  ## verdicts on control zones beside exact arithmetic; a million parcels beside geopandas.overlay
	$(BIN)/python bench/prover.py

bench-erosion: install  ## time and peak memory of soil loss with LS from 25 million raw elevations
	$(BIN)/python bench/erosion.py

bench-habitat: install  ## time and peak memory of habitat quality on 25 million cells
	$(BIN)/python bench/habitat.py

bench-money: install-dev  ## time and peak memory of money and targets on 5,000 sub-projects over 10 years
	$(BIN)/python bench/money.py

bench-closing: install-dev  ## 200 random projects: every money table closes, and LibreOffice computes what it prints
	$(BIN)/python bench/closing.py

bench-peers: install  ## natcap.invest beside us: cell by cell, time and memory (installs it once, six minutes)
	PEER=$$(PYTHON=$(abspath $(BIN)/python) sh tools/peers.sh) && $(BIN)/python bench/peers/run.py "$$PEER" --large 2000

bench-partition: install-dev  ## units by the partition solver: gaps at 150 and 2,000 catchments, and SKATER beside us
	$(BIN)/python bench/partition.py

bench-portfolio: install-dev  ## the portfolio of 200 sub-projects to a proven gap, and minimum sets beside their known optima
	$(BIN)/python bench/portfolio.py

fuzz: install-dev  ## 100,000 spoilt documents read and audited: none may crash, hang or reach outside
	$(BIN)/python bench/fuzz_documents.py

youwuzhen: install  ## dossier of the second example, all real data: DATA is their folder, or the address of their repository
	$(BIN)/python examples/youwuzhen/get_data.py $(DATA)
	$(BIN)/shanshui build examples/youwuzhen

youwuzhen-front: install  ## its front of cost against sediment; DATA is the folder of the data
	$(BIN)/python examples/youwuzhen/get_data.py $(DATA)
	$(BIN)/python examples/youwuzhen/front.py $(DATA)

propose: $(EXAMPLE)/layers/tolerances.json  ## proposal for the example: scope, units, measures, portfolio, alternatives, monitoring
	$(BIN)/shanshui propose $(EXAMPLE)

install:    ## virtual environment, system packages and fonts for running
	@sh tools/setup.sh run

install-dev:  ## the same, with the tools for testing
	@sh tools/setup.sh dev

$(EXAMPLE)/layers/tolerances.json: $(GENERATOR) | install
	$(BIN)/python -m countygen $(EXAMPLE)

lock: install-dev  ## pin the dependencies anew, with hashes
	sh tools/lock.sh

clean:      ## remove what was built, keep the environment
	rm -rf $(EXAMPLE)/build $(EXAMPLE)/layers examples/youwuzhen/build examples/youwuzhen/layers .mypy_cache .ruff_cache .hypothesis
