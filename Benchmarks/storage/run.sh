#!/usr/bin/env bash
# Stores on SQLite beside SQLite written by hand: durable appends, views made anew, pages of many rows.
# usage: Benchmarks/storage/run.sh [ROWS OF THE LARGE TABLE] [FOLDER]
set -euo pipefail
cd "$(dirname "$0")/../.."
swift build -c release --product storage-benchmark
.build/release/storage-benchmark "$@"
