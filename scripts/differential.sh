#!/usr/bin/env bash
# Compares the Cedar engine with the reference on generated cases, two chunks at a time.
# usage: scripts/differential.sh [COUNT [FIRST-SEED]]
set -euo pipefail
cd "$(dirname "$0")/.."
count=${1:-20000}
first=${2:-1}
chunk=2000
scripts/install-test-oracles.sh
tool=${CEDAR_DIFFERENTIAL:-}
if [ -z "$tool" ]; then
    swift build -c release --product cedar-differential
    tool=$(swift build -c release --show-bin-path)/cedar-differential
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export tool work
one() {
    "$tool" write "$1" "$2" > "$work/$1.cases"
    .build/oracles/bin/python Tests/Rules/cedar-differential/reference.py < "$work/$1.cases" > "$work/$1.answers"
    "$tool" judge "$1" "$2" < "$work/$1.answers" || touch "$work/differs"
    rm -f "$work/$1.cases" "$work/$1.answers"
}
export -f one
last=$((first + count))
for ((seed = first; seed < last; seed += chunk)); do
    echo "$seed $((seed + chunk < last ? chunk : last - seed))"
done | xargs -P 2 -L 1 bash -c 'one "$@"' _
test ! -e "$work/differs"
