#!/usr/bin/env bash
# Fills .web-assets/ with the files of others that pages load; the next build embeds them in the program. Each is checked by its SHA-256.
# Without them the server works all the same, in the fonts that the machine has.
#
# B612 (fonts-b612 of Debian; OFL-1.1, EPL-2.0, EDL-1.0), subset to Latin and made small (WOFF2).
set -euo pipefail
cd "$(dirname "$0")/.."
assets="$PWD/.web-assets"
work="$PWD/.build/web-assets"

is() { echo "$2  $1" | sha256sum --check --status 2>/dev/null; }
check() {
    if ! is "$1" "$2"; then
        echo "$1 is not the file that was reviewed: its SHA-256 is $(sha256sum "$1" | cut -d' ' -f1), expected $2" >&2
        exit 4
    fi
}

regular=e4720e09263e2591da9ed1a2192353e11694264e5c4977558025729bf2bac02a
bold=5017c44a5d994a5a3b8ffe407d9388400fe85edf6c2a2795c19314ba7d580298
if is "$assets/B612-Regular.woff2" "$regular" && is "$assets/B612-Bold.woff2" "$bold"; then
    echo ".web-assets is complete"
    exit 0
fi

mkdir -p "$assets" "$work"
cd "$work"
if ! [ -f fonts-b612_1.008-3_all.deb ]; then apt-get download fonts-b612=1.008-3 2>/dev/null; fi
check fonts-b612_1.008-3_all.deb d05ca6b14314b488e07d795168095da1166b28216df1f4edc2ea0109fd2ce525
dpkg-deb --extract fonts-b612_1.008-3_all.deb b612

[ -x tools/bin/pyftsubset ] || python3 -m venv tools
tools/bin/python -m pip install --quiet --disable-pip-version-check fonttools==4.68.0 brotli==1.2.1
unicodes="U+0020-007E,U+00A0-00FF,U+2010-2015,U+2018-201E,U+2022,U+2026,U+2032,U+2033,U+2190-2193,U+2260,U+2264,U+2265,U+FFFD"
for font in B612-Regular B612-Bold; do
    tools/bin/pyftsubset "b612/usr/share/fonts/opentype/b612/$font.otf" --unicodes="$unicodes" --layout-features='*' \
        --flavor=woff2 --output-file="$font.woff2"
done
check B612-Regular.woff2 "$regular"
check B612-Bold.woff2 "$bold"
cp B612-Regular.woff2 B612-Bold.woff2 b612/usr/share/doc/fonts-b612/copyright "$assets/"
mv "$assets/copyright" "$assets/B612-copyright.txt"
echo "wrote .web-assets; build again to embed it"
