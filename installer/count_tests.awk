# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
# Counts test functions in the JUnit report of ctest. Qt Test prints one line for each function or
# data row; its own initTestCase and cleanupTestCase count only when they fail or skip. A program
# that names no function, or fails without naming one (a crash, a time-out), counts as one test.

/<testcase /         { functions = failures = 0; reason = ""; status = $0; sub(/.*status="/, "", status) }
/<skipped /          { reason = $0 }
/^PASS +: / && !/::(initTestCase|cleanupTestCase)\(\)/ { functions++; passed++ }
/^SKIP +: /          { functions++; skipped++ }
/^(FAIL!|XPASS) +: / { functions++; failures++; failed++ }
/<\/testcase>/ {
    if (status ~ /^fail/ && failures == 0) failed++
    else if (status ~ /^notrun/ && reason !~ /SKIP_/) failed++
    else if (status ~ /^notrun/ && functions == 0) skipped++
    else if (status ~ /^run/ && functions == 0) passed++
}

END { printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped }
