# The commands of this repository. `make demo` shows what Bulkhead does; `make test` shows that it does it.
.PHONY: demo test browser contract lint format build golden schemas soak bench conformance differential packages clean

SOURCES := Sources Tests Package.swift
DEMO_PLANT := Examples/aerostructures-extended/plant.yaml
DEMO_UNITS ?= 3000
DEMO_LISTEN ?= 127.0.0.1:8080
# A build for debugging with the core optimised, as the end of Package.swift says, and the C of its packages, where hashing PINs takes its time. Everything that
# tests use is built so: with other flags it would all be built again.
OPTIMIZED_CORE := BULKHEAD_OPTIMIZED_CORE=1
TESTED := -Xcc -O1
# Tests at once: were all begun at once, a server within the tests would wait for a minute until its turn comes among them.
PARALLEL_TESTS := SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=32

demo: build
	mkdir -p out
	.build/release/bulkhead plan $(DEMO_PLANT) --html out/demo.html --json-file out/demo.plan.json
	.build/release/bulkhead verify out/demo.plan.json --plant $(DEMO_PLANT)
	@echo "The report as a page: out/demo.html"
	rm -rf out/instance && mkdir -p out/instance
	.build/release/bulkhead serve $(DEMO_PLANT) --plan out/demo.plan.json --instance wichita-onprem \
		--grants Examples/aerostructures/grants.cedar --determinations $(dir $(DEMO_PLANT))determinations.json \
		--demo $(dir $(DEMO_PLANT))register.csv --demo-units $(DEMO_UNITS) \
		--approve 'Demo One, export officer' --approve 'Demo Two, plant manager' \
		--data out/instance/data --keys out/instance/keys --listen $(DEMO_LISTEN)

build: packages
	swift build -c release --product bulkhead
	swift build -c release --product content-inspector

test: packages
	scripts/install-test-oracles.sh
	scripts/install-web-application.sh
	$(OPTIMIZED_CORE) swift build $(TESTED) --build-tests
	$(OPTIMIZED_CORE) $(PARALLEL_TESTS) swift test $(TESTED) --skip-build
	$(MAKE) browser
	$(MAKE) contract

lint:
	swift format lint --strict --recursive $(SOURCES)

format:
	swift format --in-place --recursive $(SOURCES)

# Rewrites every golden file from what the code says now; review the diff before you commit it.
golden: packages
	BULKHEAD_RECORD=1 $(OPTIMIZED_CORE) swift test $(TESTED)

# Writes the published JSON Schemas anew from the formats that the code reads.
schemas: build
	mkdir -p schemas
	.build/release/bulkhead schema plant > schemas/plant.schema.json

# The long runs whose seeds `make test` runs: fuzzing, property tests with many cases, mutated certificates.
soak: packages
	BULKHEAD_SOAK=1 $(OPTIMIZED_CORE) swift test $(TESTED)

# The operator's journey in a browser: scanner and keyboard, accessibility, pictures in out/browser.
browser: packages
	scripts/install-browser-tests.sh
	$(OPTIMIZED_CORE) swift build $(TESTED) --product browser-plant
	.build/browser-tests/bin/python Tests/Browser/floor.py .build/debug/browser-plant Catalogue out/browser

# The served description of the API against the API, asked by schemathesis as several persons.
contract: packages
	scripts/install-contract-tests.sh
	$(OPTIMIZED_CORE) swift build $(TESTED) --product browser-plant
	.build/contract-tests/bin/python Tests/OpenAPI/contract.py .build/debug/browser-plant Catalogue \
		.build/contract-tests/bin/schemathesis out/contract

# The public conformance corpus of Cedar, where DIR holds it: make conformance DIR=path
conformance:
	swift run -c release cedar-conformance $(DIR)

# Compares the Cedar engine with the reference on generated cases; COUNT=1000000 is the long run by hand.
COUNT ?= 20000
differential:
	scripts/differential.sh $(COUNT)

bench: build
	Benchmarks/run.sh

packages:
	scripts/install-system-packages.sh
	scripts/install-web-assets.sh

clean:
	rm -rf .build out
