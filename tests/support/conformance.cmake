# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
add_library(conclave_conformance STATIC
    conformance.cpp
    conformance_data.cpp)
target_compile_definitions(conclave_conformance PRIVATE CONCLAVE_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
target_link_libraries(conclave_conformance PUBLIC conclave_options
    PRIVATE conclave_arch conclave_gguf fmt::fmt nlohmann_json::nlohmann_json)

conclave_test(conformance_test SOURCES conformance_test.cpp LIBRARIES conclave_conformance
    LABELS unit conformance)
