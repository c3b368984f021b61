#!/usr/bin/env bash
# What the plant floor costs over SQLite, authorization, sealing, journal and durable commit on: orders from release to the last buy-off by one
# client and by 16, an order of 1,000 units, where-used of the lot that went into them, the page of an operation.
set -euo pipefail
cd "$(dirname "$0")/../.."
swift build -c release --product execution-benchmark
.build/release/execution-benchmark "${1:-200}"
