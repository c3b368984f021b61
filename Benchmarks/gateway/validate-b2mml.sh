#!/usr/bin/env bash
# Validates what the gateway writes as B2MML, what passes and what is left where nothing does, against the schemas of MESA International.
#
#     validate-b2mml.sh FOLDER
#
# FOLDER is `Schema` of https://github.com/MESAInternational/B2MML-BatchML. Without it, or without xmllint (libxml2-utils), nothing is validated. The folder is left as it is: a copy of it is
# given the element that bears markings in the groups of extensions of work schedules and requests, as a receiver does.
set -euo pipefail
cd "$(dirname "$0")/../.."

. Benchmarks/gateway/schemas-at-hand.sh
folder=${1:-}
need_schemas "$folder" B2MML-Extensions.xsd

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp "$folder"/*.xsd schemas/marking.xsd "$copy/"
extension='<xsd:element xmlns:m="urn:bulkhead:marking:1" ref="m:Marking" minOccurs="0"/>'
import='<xsd:import namespace="urn:bulkhead:marking:1" schemaLocation="marking.xsd"/>'
sed -i.before -e "/group name = \"Work\(Schedule\|Request\)\"/,/<\/xsd:group>/s|<!-- add extended elements here -->|$extension|" -e "0,/<xsd:import/s|<xsd:import|$import <xsd:import|" \
    "$copy/B2MML-Extensions.xsd"

BULKHEAD_B2MML_SCHEMAS=$copy swift test --filter B2MMLSchemaTests
