#!/usr/bin/env bash
# Analyses generated flows and prints, for each plant, the time of reading it alone, with all possible releases summed up, and with the least cut.
# usage: Benchmarks/flows/run.sh
set -euo pipefail
cd "$(dirname "$0")/../.."
swift build -c release --product bulkhead
mkdir -p out/benchmarks/flows
seconds() {
    local start end
    start=$(date +%s.%N)
    "$@" > out/benchmarks/flows/answer.json 2> /dev/null || true
    end=$(date +%s.%N)
    echo "$end - $start" | bc
}
echo "| plant | read | releases | with cut | found | status | cost | bound |"
echo "|---|---|---|---|---|---|---|---|"
for shape in "200 2000 40 sparse" "2000 20000 400 sparse" "2000 20000 400 dense"; do
    plant="out/benchmarks/flows/${shape// /-}.yaml"
    # shellcheck disable=SC2086
    python3 Benchmarks/flows/generate.py $shape > "$plant"
    read_alone=$(seconds .build/release/bulkhead check "$plant")
    releases=$(seconds .build/release/bulkhead flows "$plant" --today --json --without-cut)
    cut=$(seconds .build/release/bulkhead flows "$plant" --today --json)
    python3 - "$shape" "$read_alone" "$releases" "$cut" <<'PYTHON'
import json, sys
answer = json.load(open("out/benchmarks/flows/answer.json"))
cut = answer.get("cut", {})
row = sys.argv[1:] + [len(answer["releases"]), cut.get("status"), cut.get("cost"), cut.get("bound")]
print("| " + " | ".join(str(cell) for cell in row) + " |")
PYTHON
done
