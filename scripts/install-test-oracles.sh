#!/usr/bin/env bash
# Makes .build/oracles/, a Python environment that holds the reference engine for the differential tests and the person matrix, and a reader of
# plant files.
set -euo pipefail
cd "$(dirname "$0")/.."
version=4.12.2
yaml=6.0.3
python=.build/oracles/bin/python
if ! "$python" -c "import importlib.metadata as m; assert (m.version('cedarpy'), m.version('pyyaml')) == ('$version', '$yaml')" 2>/dev/null; then
    mkdir -p .build
    python3 -m venv .build/oracles
    "$python" -m pip install --quiet --disable-pip-version-check "cedarpy==$version" "pyyaml==$yaml"
fi
