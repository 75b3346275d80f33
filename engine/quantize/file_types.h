// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The file types that can be made, with the format that most of their matrices get.
#pragma once

#include "engine/gguf/block_format.h"
#include "engine/quantize/quantise_file.h"

namespace conclave::quantize {

enum class FileType {
    f32,
    bf16,
    f16,
    q8_0,
    q6_K,
    q5_K_M,
    q5_1,
    q5_K_S,
    q5_0,
    q4_1,
    q4_K_M,
    q4_K_S,
    iq4_nl,
    q4_0,
    iq4_xs,
    mxfp4,
    q3_K_L,
    q3_K_M,
    iq3_m,
    q3_K_S,
    iq3_s,
    iq3_xs,
    iq3_xxs,
    q2_K,
    q2_K_S,
    iq2_m,
    iq2_s,
    iq2_xs,
    iq2_xxs,
    q2_0,
    tq2_0,
    iq1_m,
    tq1_0,
    iq1_s,
    q1_0,
};

struct FileTypeRow {
    FileType type;
    BlockType base;
};

/// The row of quantiseTypes()[index].
[[nodiscard]] FileTypeRow fileTypeRow(std::size_t index) noexcept;

} // namespace conclave::quantize
