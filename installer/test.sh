#!/usr/bin/env bash
# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
# Installs what is missing, builds Conclave with its tests and runs them all. Arguments go to
# ctest: installer/test.sh -L unit. Ends with a line "N passed, N failed, N skipped" that counts
# test functions; the exit status is 0 only if some passed and none failed.
# shellcheck source-path=SCRIPTDIR
source "$(dirname "${BASH_SOURCE[0]}")/common.sh"
export LC_ALL=C.UTF-8

ensurePackages test run test
build test

# The same device everywhere: Mesa's software Vulkan. VK_DRIVER_FILES of your own names another.
if [[ -z ${VK_DRIVER_FILES:-} ]]; then
    for driver in /usr/share/vulkan/icd.d/lvp_icd*.json; do
        [[ ! -f $driver ]] || export VK_DRIVER_FILES=$driver VK_ICD_FILENAMES=$driver
    done
fi

report=$root/build/test/tests.xml
rm -f "$report"
status=0
ctest --preset test --parallel "$(nproc)" --output-junit "$report" \
    --test-output-size-passed 100000000 --test-output-size-failed 100000000 \
    "$@" </dev/null || status=$?
[[ -f $report ]] || fail "No test was run."

summary=$(awk -f installer/count_tests.awk "$report")
printf '\n%s\n' "$summary"
[[ $status == 0 && $summary == [1-9]*" passed, 0 failed, "* ]]
