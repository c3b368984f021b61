#!/usr/bin/env bash
# The time to validate the catalogue, to prove all theorems about it, file by file, on one core; and to ask everything of the catalogue itself.
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p out
swift build -c release --product bulkhead
policies=()
for file in Catalogue/*.cedar; do policies+=(--policies "$file"); done
common=("${policies[@]}" --schema Catalogue/bulkhead.cedarschema --erring-forbid denies --entities-may-be-missing)
TIMEFORMAT='%U s user, %R s wall'
printf 'the catalogue read and validated, 20 processes one after the other: '
time for round in {1..20}; do
    taskset -c 0 .build/release/bulkhead policy check "${policies[@]}" --schema Catalogue/bulkhead.cedarschema > out/theorems.txt
done
tail -1 out/theorems.txt
total=()
for file in Catalogue/theorems/*.cedar; do
    total+=(--theorems "$file")
    printf '%s: %s theorems, ' "$file" "$(grep -c '^forbid' "$file")"
    time taskset -c 0 .build/release/bulkhead policy prove "${common[@]}" --theorems "$file" > out/theorems.txt
    tail -1 out/theorems.txt
done
printf 'all: '
time taskset -c 0 .build/release/bulkhead policy prove "${common[@]}" "${total[@]}" > out/theorems.txt
tail -1 out/theorems.txt
printf 'everything asked of the catalogue: '
time taskset -c 0 .build/release/bulkhead policy prove "${policies[@]}" --schema Catalogue/bulkhead.cedarschema --erring-forbid denies > out/catalogue-proofs.txt || true
tail -1 out/catalogue-proofs.txt
