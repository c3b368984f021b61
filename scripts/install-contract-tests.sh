#!/usr/bin/env bash
# Makes .build/contract-tests/, a Python environment with schemathesis for Tests/OpenAPI.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.build/contract-tests/bin/python
if ! "$python" -c "import importlib.metadata as m; assert m.version('schemathesis') == '4.32.5'" 2>/dev/null; then
    mkdir -p .build
    python3 -m venv .build/contract-tests
    "$python" -m pip install --quiet --disable-pip-version-check schemathesis==4.32.5
fi
