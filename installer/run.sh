#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds Conclave and starts it. Arguments go to the app.
# Without a display it starts the conversation in the terminal; without a terminal and without
# input, it asks one question and ends.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

# A closed standard input would hand its number to the next opened file.
{ : <&0; } 2>/dev/null || exec </dev/null

hasDisplay() { [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-} ]]; }

# The conversation in the terminal; lines from a pipe are questions too.
talk() {
    local cli=$root/build/release/bin/conclave-cli first=
    if [[ -t 0 ]]; then
        say "There is no display here, so the conversation with the Guide starts in this terminal."
        exec "$cli" chat guide
    fi
    if IFS= read -r -t 5 first || [[ -n $first ]]; then
        say "There is no display here, so the Guide reads your questions from standard input."
        { printf '%s\n' "$first" && cat; } | "$cli" chat guide
        return
    fi
    local question="What can you do?"
    say "There is no display and no terminal here, so the Guide answers one example question: $question"
    exec "$cli" generate guide --prompt "$question"
}

caller=$PWD
ensurePackages release run
build release
cd "$caller"
if hasDisplay; then
    exec "$root/build/release/bin/conclave" "$@"
fi
talk
