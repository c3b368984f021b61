#!/usr/bin/env bash
# Makes .build/browser-tests/, a Python environment with Playwright and axe-core for Tests/Browser; the browser is Debian's chromium.
set -euo pipefail
cd "$(dirname "$0")/.."
python=.build/browser-tests/bin/python
if ! "$python" -c "import importlib.metadata as m; assert m.version('playwright') == '1.65.2'; assert m.version('axe-playwright-python') == '0.1.8'" 2>/dev/null; then
    mkdir -p .build
    python3 -m venv .build/browser-tests
    "$python" -m pip install --quiet --disable-pip-version-check playwright==1.65.2 axe-playwright-python==0.1.8
fi
