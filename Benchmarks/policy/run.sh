#!/usr/bin/env bash
# 1,000 generated host policies against 10,000 requests, by Bulkhead's engine and by Cedar's own (in a virtual environment of its own).
set -euo pipefail
cd "$(dirname "$0")/../.."
environment=out/benchmarks/policy-venv
folder=out/benchmarks/policy
mkdir -p out/benchmarks
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet cedarpy
fi
swift build -c release --product policy-benchmark
.build/release/policy-benchmark "$folder"
"$environment/bin/python" Benchmarks/policy/peer.py "$folder"
