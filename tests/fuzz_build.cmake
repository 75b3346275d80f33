# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
# Run as a test: builds the fuzzers of the project in SOURCE with CLANG, or says why it cannot.
set(sample ${CMAKE_CURRENT_BINARY_DIR}/can_fuzz)
file(WRITE ${sample}.cpp "extern \"C\" int LLVMFuzzerTestOneInput(const char*, long) { return 0; }\n")
set(result 1)
if(CLANG)
    execute_process(COMMAND ${CLANG} -fsanitize=fuzzer,address,undefined ${sample}.cpp -o ${sample}
        RESULT_VARIABLE result OUTPUT_QUIET ERROR_QUIET)
endif()
if(NOT result EQUAL 0)
    message("Skipped: fuzzing needs clang with its runtime libraries (Debian: clang and "
        "libclang-rt-14-dev); '${CLANG}' cannot link a fuzzer.")
    return()
endif()

execute_process(COMMAND_ERROR_IS_FATAL ANY WORKING_DIRECTORY ${SOURCE}
    COMMAND ${CMAKE_COMMAND} --preset fuzz -DCMAKE_CXX_COMPILER=${CLANG})
execute_process(COMMAND_ERROR_IS_FATAL ANY WORKING_DIRECTORY ${SOURCE}
    COMMAND ${CMAKE_COMMAND} --build --preset fuzz)
