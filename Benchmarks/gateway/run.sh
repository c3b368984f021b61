#!/usr/bin/env bash
# What it costs to carry a flow of twenty fields by folders over SQLite: decisions, filter, journal, the look for markings and flushes on, against a
# copy of the same bytes as flushed files; and how long a message of a hundred records takes.
set -euo pipefail
cd "$(dirname "$0")/../.."
swift build -c release --product gateway-benchmark
.build/release/gateway-benchmark "${1:-10}" "${2:-10000}"
