#!/usr/bin/env bash
# Validates what the gateway writes as QIF, what passes and what is left where nothing does, against the schemas of QIF 3.0.
#
#     validate-qif.sh FOLDER
#
# FOLDER is `bindings/CPP-Kramer/schema` of https://github.com/QualityInformationFramework/qif-community. Without it, or without xmllint (libxml2-utils), nothing is validated. With BULKHEAD_SHARED whole
# samples are validated too.
set -euo pipefail
cd "$(dirname "$0")/../.."

. Benchmarks/gateway/schemas-at-hand.sh
folder=${1:-}
need_schemas "$folder" QIFDocument.xsd

BULKHEAD_QIF_SCHEMAS=$(cd "$folder" && pwd) swift test --filter QIFSchemaTests
