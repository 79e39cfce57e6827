#!/bin/sh
# Install what the tests need and pip cannot give: Chromium, Node for the page's modules, two shells, Java.
set -eu
missing=""
[ -x /usr/bin/chromium ] || [ -n "${CHROMIUM:-}" ] || missing="$missing chromium"
command -v node >/dev/null 2>&1 || missing="$missing nodejs"
for tool in npm zsh fish; do
    command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
done
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "The tests need:$missing. Install them with your system's package manager;" >&2
    echo "for a Chromium elsewhere set CHROMIUM to its path." >&2
    exit 1
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
echo "Installing$missing for the tests"
$as_root apt-get update -qq
# shellcheck disable=SC2086 -- a list of package names
$as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing fonts-dejavu-core >/dev/null
