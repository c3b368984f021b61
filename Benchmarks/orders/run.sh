#!/usr/bin/env bash
# Orders over HTTP, signed and durable, by one client and by 16.
# usage: Benchmarks/orders/run.sh [ORDERS]
# The peer: in an empty folder `pip install factorysemantics-mes` (Python 3.12), `fsmes init-db`, `fsmes seed`, `fsmes run-api --port 18771`, then
# `Benchmarks/orders/peer.py 18771 PID ORDERS` in the same minute.
set -euo pipefail
cd "$(dirname "$0")/../.."
swift build -c release --product browser-plant
python3 Benchmarks/orders/orders.py .build/release/browser-plant "${1:-200}"
