# SPDX-FileCopyrightText: 2026 The Conclave developers
# SPDX-License-Identifier: Apache-2.0
add_library(conclave_edited_gguf STATIC edited_gguf.cpp)
target_link_libraries(conclave_edited_gguf PUBLIC conclave_options conclave_gguf PRIVATE conclave_synth)
