#!/usr/bin/env bash
# The journal's tree and the independent audit in memory, then the durable journal over SQLite files in a folder (a new one on the
# temporary volume unless it is named), beside SQLite by hand.
# usage: Benchmarks/journal/run.sh [ENTRIES TO AUDIT] [LEAVES FOR PROOFS] [EVENTS OF THE LARGE LOG] [FOLDER/]
set -euo pipefail
cd "$(dirname "$0")/../.."
swift build -c release --product journal-benchmark
folder="${4:-$(mktemp -d)/journal}"
.build/release/journal-benchmark "${1:-1000000}" "${2:-10000000}" "${3:-1000000}" "$folder"
