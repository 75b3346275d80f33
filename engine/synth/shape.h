// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The sizes of a synthetic model: by name, or value by value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace conclave {

/// Sizes of a qwen3moe or qwen3 model, named after what they count.
struct SynthShape {
    std::string name; ///< of the shape it started from
    std::string architecture;
    std::uint32_t layers = 2;
    std::uint32_t embedding = 256;
    std::uint32_t heads = 4;
    std::uint32_t kvHeads = 2;
    std::uint32_t headSize = 64;
    std::uint32_t ffn = 512; ///< width of a dense feed-forward block; unused by experts
    std::uint32_t experts = 0;
    std::uint32_t expertsUsed = 0;
    std::uint32_t expertFfn = 0;
    std::uint32_t vocabulary = 512;
    std::uint32_t context = 2048;
    bool tied = false; ///< the output matrix is the embedding
};

/// Reads "NAME", "key=value,..." or "NAME,key=value,..." for `qwen3moe` or `qwen3`; an empty text
/// is the tiny shape of the family. Throws Error(badRequest) for unknown names and keys (naming the
/// known ones) and for sizes that do not fit together.
[[nodiscard]] SynthShape readShape(std::string_view architecture, std::string_view text);

} // namespace conclave
