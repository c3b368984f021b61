# Sourced by the scripts that validate messages against schemas.

# Ends the script where nothing can be validated: without a folder that has a file, or without xmllint.
#     need_schemas FOLDER FILE
need_schemas() {
    if [ -z "$1" ] || [ ! -f "$1/$2" ]; then
        echo "skipped: no folder with $2 was named"
        exit 0
    fi
    if ! command -v xmllint >/dev/null; then
        echo "skipped: xmllint is not installed (libxml2-utils)"
        exit 0
    fi
}
