# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
# Shared by run.sh and test.sh: what is missing is installed, what is not built is built.
# shellcheck shell=bash
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# A bare machine has no locale, and then every letter beyond ASCII is lost.
[[ -n ${LC_ALL:-}${LC_CTYPE:-}${LANG:-} ]] || export LC_ALL=C.UTF-8

say() { printf '%s\n' "$*" >&2; }

fail() {
    say "$*"
    exit 1
}

# packages COLUMN GROUP...: the names in that column of packages.txt, one a line.
packages() {
    local column=$1
    shift
    awk -F '|' -v column="$column" -v groups=" $* " '
        /^[[:space:]]*(#|$)/ { next }
        {
            group = $1
            gsub(/[[:space:]]/, "", group)
            if (index(groups, " " group " ") == 0) next
            count = split($column, names, /[[:space:]]+/)
            for (i = 1; i <= count; i++) if (names[i] != "" && names[i] != "-") print names[i]
        }' "$root/installer/packages.txt"
}

# Runs a command as the administrator: directly as root, else through sudo.
asRoot() {
    if [[ $(id -u) == 0 ]]; then
        "$@"
    else
        sudo "$@"
    fi
}

missingOnDebian() {
    local installed
    installed=$(dpkg-query --show --showformat='${db:Status-Abbrev} ${Package}\n' 2>/dev/null |
        awk '$1 == "ii" { print $2 }')
    packages 2 "$@" | grep -Fxv -f <(printf '%s\n' "$installed") || true
}

installOnDebian() {
    local missing
    mapfile -t missing < <(missingOnDebian "$@")
    [[ ${#missing[@]} -gt 0 ]] || return 0
    if [[ $(id -u) != 0 ]] && ! command -v sudo >/dev/null; then
        fail "These packages are missing, and installing them needs root or sudo: ${missing[*]}"
    fi
    say "Installing ${#missing[@]} packages, once; this takes a minute or two."
    local log=$root/build/packages.log
    mkdir -p "$root/build"
    asRoot apt-get update </dev/null >"$log" 2>&1 ||
        say "The package lists could not be refreshed; trying with those at hand."
    asRoot env DEBIAN_FRONTEND=noninteractive apt-get install --yes --no-install-recommends \
        "${missing[@]}" </dev/null >>"$log" 2>&1 && return
    grep -E '^(E|Err|W):' "$log" >&2 || tail -n 20 "$log" >&2
    fail "The packages could not be installed. Solve what is said above, then run this command again."
}

# Elsewhere the user installs; the list is shown until the first build is configured.
showPackages() {
    say "Conclave needs these packages; this script can install them on Debian and Ubuntu only."
    say "Fedora:   sudo dnf install $(packages 3 "$@" | paste -sd ' ')"
    say "Arch:     sudo pacman -S --needed $(packages 4 "$@" | paste -sd ' ')"
    say "openSUSE: sudo zypper install $(packages 5 "$@" | paste -sd ' ')"
    local tool
    for tool in cmake ninja c++ glslc; do
        command -v "$tool" >/dev/null || fail "Not found yet: $tool. Install the packages, then run this command again."
    done
}

# ensurePackages PRESET GROUP...
ensurePackages() {
    local preset=$1
    shift
    if command -v dpkg-query >/dev/null && command -v apt-get >/dev/null; then
        installOnDebian "$@"
    elif [[ ! -f $root/build/$preset/build.ninja ]]; then
        showPackages "$@"
    fi
}

# build PRESET: configures once; afterwards ninja itself sees what changed.
build() {
    local preset=$1
    cd "$root"
    if [[ ! -f build/$preset/build.ninja ]]; then
        say "Configuring (once)."
        cmake --preset "$preset" </dev/null >&2 ||
            fail "Configuring failed; the lines above name what is missing."
    fi
    say "Building what has changed; the first time takes some minutes."
    cmake --build --preset "$preset" --parallel "$(nproc)" </dev/null >&2 ||
        fail "Building failed; the lines above say where."
}
