#!/usr/bin/env bash
# The journal's tree and the independent audit, in memory, on one core.
# usage: Benchmarks/journal/run.sh [ENTRIES TO AUDIT] [LEAVES FOR PROOFS]
set -euo pipefail
cd "$(dirname "$0")/../.."
swift build -c release --product journal-benchmark
.build/release/journal-benchmark "$@"
