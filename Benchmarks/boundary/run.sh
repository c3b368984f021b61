#!/usr/bin/env bash
# What the boundary costs: a record of 50 fields released, decisions asked in one batch, a page of 50 out of a million rows.
set -euo pipefail
cd "$(dirname "$0")/../.."
swift build -c release --product boundary-benchmark
.build/release/boundary-benchmark "${1:-1000000}"
