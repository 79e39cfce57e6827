#!/bin/sh
# Install what the tests need and pip cannot give: Chromium, Node for the page's modules, two shells, Java.
set -eu
missing=""
for tool in npm zsh fish; do
    command -v "$tool" >/dev/null 2>&1 || missing="$missing $tool"
done
command -v node >/dev/null 2>&1 || missing="$missing nodejs"
command -v java >/dev/null 2>&1 || missing="$missing default-jre-headless"

# Chromium without windows takes half the processor's time; where nobody packs it, the whole one does.
browser=""
[ -n "${CHROMIUM:-}" ] || [ -x /usr/bin/chromium-headless-shell ] || browser=chromium-headless-shell
is_optional=""
[ -n "$missing" ] || [ ! -x /usr/bin/chromium ] || is_optional=yes

[ -n "$missing$browser" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    [ -z "$is_optional" ] || exit 0
    echo "The tests need:$missing $browser. Install them with your system's package manager;" >&2
    echo "for a Chromium elsewhere set CHROMIUM to its path." >&2
    exit 1
fi
as_root=""
[ "$(id -u)" = 0 ] || as_root="sudo"
install() {
    $as_root apt-get update -qq || return 1
    if [ -n "$browser" ] && ! apt-cache show "$browser" >/dev/null 2>&1; then browser=chromium; fi
    echo "Installing$missing $browser for the tests"
    # shellcheck disable=SC2086 -- a list of package names
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        $missing $browser fonts-dejavu-core >/dev/null
}
install || [ -n "$is_optional" ]
