#!/usr/bin/env bash
# Recall and precision of the content scan on a corpus made from a seed, as tables; with files, its rate on them beside ripgrep's where that is installed.
# usage: Benchmarks/scan/run.sh [FILES OF THE CORPUS] [SEED] [FILE TO TIME...]
set -euo pipefail
cd "$(dirname "$0")/../.."
swift build -c release --product scan-benchmark
swift build -c release --product content-inspector
.build/release/scan-benchmark recall "${1:-10000}" "${2:-1}"
shift $(($# < 2 ? $# : 2))
.build/release/scan-benchmark known 300 1000
[ $# -eq 0 ] && exit 0
.build/release/scan-benchmark rate "$@"
if command -v rg >/dev/null; then
    for file in "$@"; do
        echo "ripgrep, one thread, the head words of the markings: $file"
        time rg --threads 1 --text --count --ignore-case \
            -e 'CUI//' -e 'CONTROLLED//' -e 'DISTRIBUTION STATEMENT' -e 'ARMS EXPORT CONTROL ACT' -e '\bECCN\b' -e '\bUSML\b' \
            -e 'LIMITED RIGHTS' -e 'PROPRIETARY' -e '\bFOUO\b' -e 'NOFORN' "$file" || true
    done
fi
