# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
# Run as a test: lets PROGRAM search for SECONDS, from the inputs in SEEDS and those it FOUND before.
# An input that breaks it is left in FOUND, as crash-..., timeout-... or oom-...
if(NOT EXISTS ${PROGRAM})
    message("Skipped: ${PROGRAM} was not built.")
    return()
endif()
file(MAKE_DIRECTORY ${FOUND} ${SEEDS})
if(EXISTS ${SEEDS}.dict)
    set(dictionary -dict=${SEEDS}.dict)
endif()
execute_process(COMMAND_ERROR_IS_FATAL ANY
    COMMAND ${PROGRAM} -max_total_time=${SECONDS} -timeout=10 -rss_limit_mb=2048 -max_len=4096
        ${dictionary} -artifact_prefix=${FOUND}/ -print_final_stats=1 -verbosity=0 ${FOUND} ${SEEDS})
