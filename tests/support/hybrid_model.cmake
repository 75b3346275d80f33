# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
add_library(conclave_hybrid_model STATIC hybrid_model.cpp)
target_link_libraries(conclave_hybrid_model PUBLIC conclave_options conclave_gguf conclave_quantize)
