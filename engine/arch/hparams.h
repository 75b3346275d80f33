// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The sizes of a model and what its layers do, read from GGUF metadata and checked against its
// tensors.
#pragma once

#include "engine/arch/architecture.h"
#include "engine/gguf/gguf_file.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace conclave {

/// How positions turn the pairs of a head; Su et al., arXiv 2104.09864.
struct RopeHparams {
    std::uint32_t rotated = 0; ///< the first so many values of a head; the rest stays
    /// [rotated / 2] angle per position of each pair, all scaling applied.
    std::vector<double> frequencies;
    float magnitude = 1; ///< factor on cosine and sine; YaRN, arXiv 2309.00071, equation 21
};

/// What a layer computes between its norm and its residual.
enum class AttentionKind {
    groupedQuery, ///< Ainslie et al., arXiv 2305.13245
    latent,       ///< multi-head latent attention with absorbed matrices; arXiv 2405.04434
    deltaNet,     ///< gated delta rule, a recurrence without a cache; arXiv 2412.06464
};

inline constexpr std::uint32_t kNoRope = ~0U;

/// One layer. Counts of heads are at least 1.
struct LayerHparams {
    AttentionKind attention = AttentionKind::groupedQuery;
    std::uint32_t headCount = 0;
    std::uint32_t headCountKv = 0;
    std::uint32_t headSize = 0;          ///< of queries and cached keys
    std::uint32_t valueSize = 0;         ///< of cached values
    std::uint32_t rope = 0;              ///< index into Hparams::ropes, or kNoRope
    std::uint32_t window = 0;            ///< positions a token sees, itself included; 0: all
    bool chunked = false;                ///< the window is the token's chunk of so many positions
    bool gated = false;                  ///< a query head brings a gate for its output along
    std::uint32_t feedForwardLength = 0; ///< of the dense block; 0 with experts
    bool experts = false;                ///< beside the dense block if that has a length
    std::uint32_t keyValueLayer = 0;     ///< whose keys and values it attends to; mostly its own

    [[nodiscard]] std::uint32_t queryLength() const noexcept { return headCount * headSize; }
    /// Rows of the query projection: for each head the query, then its gate if it has one.
    [[nodiscard]] std::uint32_t queryRows() const noexcept {
        return (gated ? 2 : 1) * queryLength();
    }
    [[nodiscard]] std::uint32_t keyLength() const noexcept { return headCountKv * headSize; }
    /// Values of all heads together, as attention leaves them.
    [[nodiscard]] std::uint32_t headsLength() const noexcept { return headCount * valueSize; }
};

/// Sizes of multi-head latent attention; all 0 without it.
struct LatentHparams {
    std::uint32_t queryRank = 0; ///< 0: queries are projected directly
    std::uint32_t rank = 0;      ///< of the vector that stands for keys and values
    std::uint32_t plainSize = 0; ///< unrotated values of a query head
    std::uint32_t ropeSize = 0;  ///< rotated ones
    std::uint32_t valueSize = 0; ///< of a head after the value projection
};

/// Which value heads of a delta net share key head k of n.
enum class KeyHeadOrder {
    neighbours, ///< k * heads / n and those that follow
    turns,      ///< k, k + n, k + 2n, ...
};

/// Sizes of the gated delta nets; all 0 without them. A value head is a head of the layer.
struct DeltaHparams {
    std::uint32_t keyHeads = 0;
    std::uint32_t heads = 0; ///< of values: a multiple of keyHeads
    std::uint32_t keySize = 0;
    std::uint32_t valueSize = 0;
    std::uint32_t taps = 0; ///< of the causal convolution before the recurrence
    KeyHeadOrder order = KeyHeadOrder::neighbours;

    /// Values that the convolution runs over: all queries, then keys, then values.
    [[nodiscard]] std::uint32_t channels() const noexcept {
        return 2 * keyHeads * keySize + inner();
    }
    [[nodiscard]] std::uint32_t inner() const noexcept { return heads * valueSize; }
    /// Floats of the state of one layer: the last inputs of the convolution, then [heads, value
    /// size, key size].
    [[nodiscard]] std::uint32_t stateFloats() const noexcept {
        return (taps - 1) * channels() + inner() * keySize;
    }
};

/// Factor 1 + scale * ln(1 + floor((position + offset) / length)) on queries; scale 0: none.
struct QueryTemperature {
    float scale = 0;
    std::uint32_t length = 1;
    std::uint32_t offset = 0;
};

/// Sizes are named after their GGUF keys; counts are at least 1 unless said otherwise.
struct Hparams {
    std::uint32_t layerCount = 0;
    std::uint32_t embeddingLength = 0;
    std::uint32_t expertCount = 0;             ///< 0: dense
    std::uint32_t expertUsedCount = 0;         ///< 0: dense
    std::uint32_t expertFeedForwardLength = 0; ///< 0: dense
    std::uint32_t sharedFeedForwardLength = 0; ///< width of the shared experts; 0: none
    std::uint32_t vocabularySize = 0;          ///< rows of token_embd.weight
    std::uint32_t contextLength = 0;           ///< tokens the model was trained for
    float rmsEpsilon = 0;
    float embeddingScale = 1;
    float attentionScale = 0;   ///< factor on scores
    float attentionSoftCap = 0; ///< cap tanh(score / cap); 0: none
    float finalSoftCap = 0;     ///< the same for logits
    QueryTemperature temperature;
    bool temperatureOnUnrotated = false; ///< only layers without rope have the temperature
    bool unweightedValueNorm = false;    ///< value heads get an RMS norm without weight
    bool valueIsKey = false;          ///< a layer without value matrix takes its keys, before norm
    std::uint32_t perLayerLength = 0; ///< of a second embedding that each layer gets; 0: none
    bool unweightedHeadNorm = false;  ///< rotated heads get an RMS norm without weight afterwards
    RouterRule router;
    LatentHparams latent;
    DeltaHparams delta;
    std::vector<RopeHparams> ropes;
    std::vector<LayerHparams> layers; ///< [layerCount]

    /// Largest value of a field over the layers.
    template <class Field> [[nodiscard]] std::uint32_t most(Field field) const {
        std::uint32_t largest = 0;
        for (const LayerHparams& layer : layers) {
            largest = std::max<std::uint32_t>(largest, field(layer));
        }
        return largest;
    }
};

/// Reads the sizes and checks the shape of every tensor the family needs, before anything is
/// allocated. `contextLength`: tokens a session will hold, which decides between the short and long
/// factors of longrope; 0: the model's own. Throws Error(badFile) or Error(unsupported) with one
/// sentence.
[[nodiscard]] Hparams readHparams(const GgufFile& file, const Architecture& architecture,
                                  std::uint32_t contextLength = 0);

} // namespace conclave
