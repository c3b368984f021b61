#!/usr/bin/env bash
# Installs what building, testing and running Bulkhead needs beside the Swift toolchain. Does nothing where all of it is there.
set -euo pipefail

packages=(
    build-essential git ca-certificates pkg-config coinor-libcbc-dev libz3-dev cvc5 python3-venv
    libarchive-dev libseccomp-dev libxml2-dev libxml2-utils poppler-utils qpdf tesseract-ocr tesseract-ocr-eng libsqlite3-dev strace
    libpq-dev postgresql-15 openssl
    libmosquitto-dev mosquitto libssh2-1-dev openssh-client openssh-server libldap-dev slapd
    libpango1.0-dev libzint-dev libdmtx-dev libzbar-dev fonts-dejavu-core fonts-noto-core
    chromium
)

missing=()
for package in "${packages[@]}"; do
    if ! dpkg-query --show --showformat='${db:Status-Status}' "$package" 2>/dev/null | grep -qx installed; then
        missing+=("$package")
    fi
done
[ ${#missing[@]} -eq 0 ] && exit 0

run=()
if [ "$(id -u)" -ne 0 ]; then
    run=(sudo)
fi
export DEBIAN_FRONTEND=noninteractive
"${run[@]}" apt-get update -qq
"${run[@]}" apt-get install -y -qq --no-install-recommends "${missing[@]}"
