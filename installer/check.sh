#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
# check.sh [--build FOLDER] [CHECK...]: the checks that read sources, by hand or as house tests.
#   format    clang-format 14 on all C++
#   spelling  codespell on code, comments and texts
#   qml       qmllint on the interface; needs a configured build folder
#   scripts   shellcheck on shell scripts
#   tidy      clang-tidy on C++ files changed since the main branch; by hand only
# Without names, the first four. Status: 0 clean, 1 findings, 77 the only check asked for has no tool.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export LC_ALL=C.UTF-8

buildFolder=build/test
folders=(app engine shaders storage ui tests installer)

say() { printf '%s\n' "$*" >&2; }

noTool() {
    say "$1 was not checked: $2 is not installed."
    return 77
}

checkFormat() {
    local tool
    tool=$(command -v clang-format-14 || command -v clang-format) || noTool Format "clang-format 14" || return
    [[ $("$tool" --version) == *"version 14."* ]] || noTool Format "clang-format 14" || return
    find "${folders[@]}" \( -name '*.h' -o -name '*.cpp' \) -print0 |
        xargs -0 "$tool" --dry-run --Werror
}

checkSpelling() {
    command -v codespell >/dev/null || noTool Spelling codespell || return
    codespell "${folders[@]}" resources README.md
}

checkQml() {
    [[ -f $buildFolder/build.ninja ]] || noTool QML "a configured build in $buildFolder" || return
    local report
    report=$(cmake --build "$buildFolder" --target all_qmllint 2>&1) || {
        printf '%s\n' "$report"
        return 1
    }
    ! grep -E -A 3 '^(Warning|Error|Info):' <<<"$report"
}

checkScripts() {
    command -v shellcheck >/dev/null || noTool Scripts shellcheck || return
    find "${folders[@]}" resources .ci \( -name '*.sh' -o -path .ci/run \) -print0 |
        xargs -0 shellcheck --external-sources
}

checkTidy() {
    command -v clang-tidy >/dev/null || noTool Code clang-tidy || return
    local base changed
    base=$(git merge-base HEAD origin/main 2>/dev/null || git rev-parse HEAD~1)
    mapfile -t changed < <(git diff --name-only --diff-filter=d "$base" -- '*.cpp')
    [[ ${#changed[@]} -gt 0 ]] || return 0
    clang-tidy --quiet -p "$buildFolder" "${changed[@]}"
}

if [[ ${1:-} == --build ]]; then
    buildFolder=$2
    shift 2
fi
[[ $# -gt 0 ]] || set -- format spelling qml scripts

status=0
for check in "$@"; do
    result=0
    case $check in
        format) checkFormat || result=$? ;;
        spelling) checkSpelling || result=$? ;;
        qml) checkQml || result=$? ;;
        scripts) checkScripts || result=$? ;;
        tidy) checkTidy || result=$? ;;
        *)
            say "There is no check named $check; there are format, spelling, qml, scripts and tidy."
            exit 2
            ;;
    esac
    [[ $result == 0 || ($result == 77 && $# -gt 1) ]] || status=$result
done
[[ $status == 0 || $status == 77 ]] || status=1
exit "$status"
