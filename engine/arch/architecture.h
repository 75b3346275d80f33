// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a model family is made of: a row of choices inside known blocks.
#pragma once

#include <span>
#include <string_view>

namespace conclave {

/// Which values of a head are rotated together.
enum class RopeLayout {
    halfSplit,   ///< (i, i + size/2), as in GPT-NeoX
    interleaved, ///< (2i, 2i + 1), as in the original LLaMA
};

enum class FeedForward {
    dense,   ///< down(silu(gate x) * up x)
    experts, ///< the same, summed over the experts a router chose
};

/// How router logits become the weights of the chosen experts.
struct RouterRule {
    bool renormalise = true; ///< weights of the chosen are divided by their sum
};

/// One model family. A flag is right for a choice inside a known block; another computation is
/// another block function, never a test for the family's name.
struct Architecture {
    std::string_view ggufName; ///< value of general.architecture
    RopeLayout rope = RopeLayout::halfSplit;
    bool queryKeyNorm = false; ///< RMS norm of each query and key head before the rotation
    FeedForward feedForward = FeedForward::dense;
    RouterRule router{};
};

/// All families this version runs.
[[nodiscard]] std::span<const Architecture* const> architectures() noexcept;

/// The family of that GGUF name. Unknown: Error(unsupported) that names the supported ones.
[[nodiscard]] const Architecture& requireArchitecture(std::string_view ggufName);

} // namespace conclave
