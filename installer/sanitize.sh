#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
# Builds everything with address and undefined-behaviour sanitizers and runs the tests that need
# neither a GPU nor a window. Arguments go to ctest: installer/sanitize.sh -R gguf. The first
# report of a sanitizer fails its test.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"

ensurePackages sanitize run test
build sanitize

# The check of memmem reads the rest of the text again at every call: a minute per megabyte.
export ASAN_OPTIONS=strict_string_checks=1:detect_stack_use_after_return=1:check_initialization_order=1:intercept_memmem=0
export UBSAN_OPTIONS=print_stacktrace=1
exec ctest --preset sanitize --parallel "$(nproc)" -L unit -LE "app|ui|model|kernel" "$@"
