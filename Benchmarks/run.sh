#!/usr/bin/env bash
# Solves generated placement instances with bulkhead and with OR-Tools CP-SAT (in a virtual environment of its own) and prints one table.
# usage: Benchmarks/run.sh [SECONDS FOR CP-SAT IN ALL]
set -euo pipefail
cd "$(dirname "$0")/.."
environment=out/benchmarks/venv
mkdir -p out/benchmarks
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet ortools
fi
swift build -c release --product bulkhead
python3 Benchmarks/planner/generate.py out/benchmarks/instances
python3 Benchmarks/planner/compare.py .build/release/bulkhead "$environment/bin/python" out/benchmarks/instances "${1:-60}"
