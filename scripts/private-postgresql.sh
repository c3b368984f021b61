#!/usr/bin/env bash
# Runs a PostgreSQL cluster of its own on loopback, with TLS, for tests and benchmarks; it goes away with its standard input.
# usage: scripts/private-postgresql.sh [--volume KIB] FOLDER [SETTING=VALUE ...]
# --volume mounts an empty volume of that size in FOLDER/volume, to be filled: a tmpfs that only the server sees, which takes root.
# Makes FOLDER, prints "ready PORT", then obeys lines: "crash" (stops at once, as if the process was killed), "stop", "start"; says "done" after each.
# The superuser is `postgres`, its password is in FOLDER/password, the certificate of the server in FOLDER/root.crt (for localhost).
set -euo pipefail
volume=
if [ "${1:-}" = --volume ]; then
    # A mount namespace of its own, so that the volume goes away with the server.
    [ "${BULKHEAD_UNSHARED:-}" = 1 ] || BULKHEAD_UNSHARED=1 exec unshare -m "$0" "$@"
    volume=$2
    shift 2
fi
folder=$1
shift
bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)
[ -n "$bin" ] || bin=$(pg_config --bindir)
as=()
if [ "$(id -u)" -eq 0 ]; then as=(setpriv --reuid=postgres --regid=postgres --init-groups); fi

clean() {
    trap '' INT TERM HUP PIPE
    "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate stop >/dev/null 2>&1 || true
    if [ -n "$volume" ]; then umount -l "$folder/volume" 2>/dev/null || true; fi
    rm -rf "$folder"
}
trap clean EXIT
trap 'exit 1' INT TERM HUP PIPE

mkdir -m 700 "$folder"
if [ -n "$volume" ]; then
    mkdir -m 700 "$folder/volume"
    mount -t tmpfs -o "size=${volume}k,mode=700" tmpfs "$folder/volume"
fi
head -c 24 /dev/urandom | base64 | tr '+/' '-_' > "$folder/password"
cat > "$folder/openssl.cnf" <<'CNF'
[req]
distinguished_name = name
x509_extensions = extensions
prompt = no
[name]
CN = localhost
[extensions]
subjectAltName = DNS:localhost, IP:127.0.0.1
basicConstraints = critical, CA:TRUE
CNF
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2 -config "$folder/openssl.cnf" \
    -keyout "$folder/server.key" -out "$folder/root.crt" 2>/dev/null
chmod 600 "$folder/server.key"
if [ "$(id -u)" -eq 0 ]; then chown -R postgres: "$folder"; fi
"${as[@]}" "$bin/initdb" -D "$folder/data" -U postgres -A scram-sha-256 --pwfile="$folder/password" -E UTF8 --locale=C.UTF-8 \
    --data-checksums --no-instructions >"$folder/initdb.log" 2>&1
{
    echo "listen_addresses = '127.0.0.1'"
    echo "unix_socket_directories = '$folder'"
    echo "ssl = on"
    echo "ssl_cert_file = '$folder/root.crt'"
    echo "ssl_key_file = '$folder/server.key'"
    echo "fsync = on"
    for setting in "$@"; do echo "${setting%%=*} = '${setting#*=}'"; done
} | "${as[@]}" tee -a "$folder/data/postgresql.conf" >/dev/null
"${as[@]}" tee "$folder/data/pg_hba.conf" >/dev/null <<'HBA'
local   all all                 scram-sha-256
hostssl all all 127.0.0.1/32    scram-sha-256
HBA

start() { "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -o "-p $port" -l "$folder/server.log" -w -t 60 start >/dev/null; }

for attempt in 1 2 3 4 5; do
    port=$((20000 + (RANDOM * 32768 + RANDOM) % 30000))
    if start; then break; fi
    if [ "$attempt" = 5 ]; then cat "$folder/server.log" >&2; exit 1; fi
done
echo "ready $port"

while read -r command; do
    case $command in
        crash) "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m immediate -w stop >/dev/null ;;
        stop) "${as[@]}" "$bin/pg_ctl" -D "$folder/data" -m fast -w stop >/dev/null ;;
        start) start ;;
    esac
    echo "done"
done
