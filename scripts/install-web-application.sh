#!/usr/bin/env bash
# Makes .build/web-application/, a Python environment with Datasette, the web application that the gateway's proxy stands before in tests.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.build/web-application/bin/python
if ! "$python" -c "import importlib.metadata as m; assert m.version('datasette') == '0.65.5'" 2>/dev/null; then
    mkdir -p .build
    python3 -m venv .build/web-application
    "$python" -m pip install --quiet --disable-pip-version-check datasette==0.65.5
fi
