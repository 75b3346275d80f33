# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
# Fuzzing with libFuzzer. The programs need clang and are instrumented throughout, so they have a
# build tree of their own (preset "fuzz"). The test preset runs each for a while with label slow:
# its first such test builds that tree. By hand:
#   cmake --preset fuzz && cmake --build --preset fuzz
#   build/fuzz/bin/chat_template_fuzz -max_total_time=600 /tmp/corpus tests/data/fuzz/chat_template

set(CONCLAVE_FUZZ_SECONDS 60 CACHE STRING "How long the test command runs each fuzzer")
set(fuzz_tree ${CMAKE_SOURCE_DIR}/build/fuzz)

# In the fuzz tree everything is compiled with the sanitizers that libFuzzer listens to.
if(CONCLAVE_FUZZ)
    add_custom_target(fuzzers)
    target_compile_options(conclave_options INTERFACE -g -fno-omit-frame-pointer
        -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined)
    target_link_options(conclave_options INTERFACE -fsanitize=address,undefined)
elseif(NOT CONCLAVE_SANITIZE)
    find_program(CONCLAVE_CLANG NAMES clang++ clang++-14)
    add_test(NAME fuzz_build COMMAND ${CMAKE_COMMAND}
        -DCLANG=${CONCLAVE_CLANG} -DSOURCE=${CMAKE_SOURCE_DIR}
        -P ${CMAKE_CURRENT_LIST_DIR}/fuzz_build.cmake)
    set_tests_properties(fuzz_build PROPERTIES LABELS slow TIMEOUT 900
        FIXTURES_SETUP fuzz_tree SKIP_REGULAR_EXPRESSION "Skipped: ")
endif()

# conclave_fuzz(<name> SOURCES <file>... [LIBRARIES <target>...]): the libFuzzer program
# <name>_fuzz, fed from tests/data/fuzz/<name>, and one ctest entry of that name.
function(conclave_fuzz name)
    cmake_parse_arguments(ARG "" "" "SOURCES;LIBRARIES" ${ARGN})
    if(CONCLAVE_FUZZ)
        add_executable(${name}_fuzz ${ARG_SOURCES})
        target_link_libraries(${name}_fuzz PRIVATE conclave_options ${ARG_LIBRARIES})
        target_link_options(${name}_fuzz PRIVATE -fsanitize=fuzzer,address,undefined)
        add_dependencies(fuzzers ${name}_fuzz)
    elseif(NOT CONCLAVE_SANITIZE)
        add_test(NAME ${name}_fuzz COMMAND ${CMAKE_COMMAND}
            -DPROGRAM=${fuzz_tree}/bin/${name}_fuzz -DSECONDS=${CONCLAVE_FUZZ_SECONDS}
            -DSEEDS=${CMAKE_SOURCE_DIR}/tests/data/fuzz/${name}
            -DFOUND=${fuzz_tree}/corpus/${name} -P ${CMAKE_SOURCE_DIR}/tests/fuzz_run.cmake)
        set_tests_properties(${name}_fuzz PROPERTIES LABELS slow TIMEOUT 600
            FIXTURES_REQUIRED fuzz_tree SKIP_REGULAR_EXPRESSION "Skipped: ")
    endif()
endfunction()
