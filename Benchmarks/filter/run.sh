#!/usr/bin/env bash
# A list of 100,000 records in SQLite: filtered by the predicate that the policies become, and by asking for each record.
set -euo pipefail
cd "$(dirname "$0")/../.."
swift build -c release --product filter-benchmark
.build/release/filter-benchmark
