#!/usr/bin/env bash
# Stores beside databases written by hand: durable appends, views made anew, pages of many rows.
# usage: Benchmarks/storage/run.sh [ROWS OF THE LARGE TABLE] [FOLDER]       on SQLite
#        Benchmarks/storage/run.sh postgresql [ROWS OF THE LARGE TABLE]     on PostgreSQL, in a private cluster
set -euo pipefail
cd "$(dirname "$0")/../.."
[ -n "${STORAGE_BENCHMARK:-}" ] || swift build -c release --product storage-benchmark
tool=${STORAGE_BENCHMARK:-.build/release/storage-benchmark}
if [ "${1:-}" != postgresql ]; then
    exec "$tool" "$@"
fi
folder=$(mktemp -u "${TMPDIR:-/tmp}/bulkhead-postgresql-XXXXXX")
coproc cluster { scripts/private-postgresql.sh "$folder" shared_buffers=512MB max_wal_size=4GB; }
read -r _ port <&"${cluster[0]}"
password=$(cat "$folder/password")
"$tool" postgresql "postgresql://postgres:$password@localhost:$port/postgres?sslmode=verify-full&sslrootcert=$folder/root.crt" "${@:2}"
