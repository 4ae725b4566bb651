#!/bin/sh
# Sees to the programs that the tests use beside Python: Chromium opens the pages, Poppler reads
# the sheets, PSPP and R read the datasets, PostgreSQL holds what is too much for one machine, and
# a C compiler makes a disk that fails.
set -eu

missing=""
command -v chromium >/dev/null || missing="$missing chromium"
command -v pdftotext >/dev/null || missing="$missing poppler-utils"
command -v pspp >/dev/null || missing="$missing pspp"
[ -d /usr/lib/R/site-library/haven ] || missing="$missing r-base-core r-cran-haven"
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 \
    || missing="$missing postgresql"
command -v cc >/dev/null || missing="$missing gcc libc6-dev"
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Debian packages for the tests:$missing"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq
    # shellcheck disable=SC2086 - the names are separate words.
    apt-get install -qq --yes --no-install-recommends $missing >/dev/null
else
    echo "The tests need these programs:$missing" >&2
    echo "On Debian or Ubuntu: sudo apt-get install$missing" >&2
    exit 1
fi
