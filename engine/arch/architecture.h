// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a model family is made of: a row of choices inside known blocks.
//
// What a file itself says (biases, post norms, shared experts, sinks, soft caps, rope scaling) is
// read from its tensors and metadata for every family alike, see hparams.h; the row holds what a
// file does not say.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace conclave {

struct Hparams;
class HparamsReader;

/// Which values of a head are rotated together.
enum class RopeLayout {
    halfSplit,   ///< (i, i + size/2), as in GPT-NeoX
    interleaved, ///< (2i, 2i + 1), as in the original LLaMA
};

/// RMS norm of queries and keys.
enum class HeadNorm {
    none,
    perHead,         ///< each head by itself, before the rotation; weight [head size]
    wholeProjection, ///< all heads together, before the rotation; weight [heads * head size]
};

/// How a gated feed-forward block joins its two branches.
enum class Activation {
    silu,    ///< silu(gate) * up; Shazeer, arXiv 2002.05202
    gelu,    ///< gelu(gate) * up, the tanh form
    clamped, ///< g sigmoid(1.702 g) (u + 1), g = min(gate, 7), u = clamp(up, -7, 7); gpt-oss
};

/// What happens to router logits before the best are chosen.
enum class RouterScore { softmax, sigmoid };

/// How router logits become the weights of the chosen experts.
struct RouterRule {
    RouterScore score = RouterScore::softmax;
    bool renormalise = true;      ///< weights of the chosen are divided by their sum
    bool scalesInput = false;     ///< the weight multiplies the expert's input, not its output
    float scale = 1;              ///< factor on all weights
    std::uint32_t groups = 1;     ///< experts compete in so many groups ...
    std::uint32_t groupsUsed = 1; ///< ... of which the best so many take part
};

/// One model family. A flag is right for a choice inside a known block; another computation is
/// another block function, never a test for the family's name.
struct Architecture {
    std::string_view ggufName; ///< value of general.architecture
    RopeLayout rope = RopeLayout::halfSplit;
    HeadNorm queryKeyNorm = HeadNorm::none;
    Activation activation = Activation::silu;
    RouterRule router{};          ///< metadata of the file wins over it
    bool scalesEmbedding = false; ///< embeddings are multiplied by sqrt(embedding length)
    /// Of so many layers the last attends to everything and the others through their window; 0:
    /// every layer attends to everything, whatever the metadata says.
    std::uint32_t windowPeriod = 0;
    /// Whatever else a family decides from its metadata, after the common keys were read.
    void (*adapt)(const HparamsReader& read, Hparams& hparams) = nullptr;
};

/// All families this version runs.
[[nodiscard]] std::span<const Architecture* const> architectures() noexcept;

/// The family of that GGUF name. Unknown: Error(unsupported) that names the supported ones.
[[nodiscard]] const Architecture& requireArchitecture(std::string_view ggufName);

} // namespace conclave
