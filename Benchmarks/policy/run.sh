#!/usr/bin/env bash
# Measures Bulkhead's policy engine and Cedar's own (PyPI `cedarpy`, in a virtual environment of its own) on the cases of generate.py, and
# prints the table of docs/benchmarks.md. Takes some ten minutes; give names of cases to measure those alone.
set -euo pipefail
cd "$(dirname "$0")/../.."
environment=out/benchmarks/policy-venv
folder=out/benchmarks/policy
mkdir -p "$folder"
if [ ! -x "$environment/bin/python" ]; then
    python3 -m venv "$environment"
    "$environment/bin/pip" install --quiet cedarpy==4.12.2
fi
swift build -c release --product policy-benchmark
swift build -c release --product plant-questions
python3 Benchmarks/policy/generate.py "$folder"
.build/release/plant-questions Examples/aerostructures/plant.yaml Catalogue "$folder/demo-plant"
if [ $# -eq 0 ]; then
    set -- $(cd "$folder" && ls -d */ | tr -d / | sort -V)
fi
.build/release/policy-benchmark "${@/#/$folder/}" | tee "$folder/ours.jsonl"
"$environment/bin/python" Benchmarks/policy/peer.py "${@/#/$folder/}" | tee "$folder/peer.jsonl"
python3 Benchmarks/policy/table.py "$folder/ours.jsonl" "$folder/peer.jsonl"
