// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The operations of a transformer as their papers write them: twins of the compute shaders.
//
// Values are float. Sums, exponentials and angles are taken in double and rounded once, so that a
// difference to a kernel is the kernel's; only products with matrices add short runs in float, for
// speed. Matrices are row-major, a row being what GGUF calls shape[0].
#pragma once

#include "engine/arch/hparams.h"
#include "engine/gguf/block_format.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <vector>

namespace conclave::reference {

using Vector = std::vector<float>;

/// x_i w_i / sqrt(mean(x^2) + epsilon); Zhang and Sennrich 2019, equation 4. [n], [n] -> [n]
[[nodiscard]] Vector rmsNorm(std::span<const float> x, std::span<const float> weight,
                             float epsilon);

/// The same without a weight.
[[nodiscard]] Vector rmsNorm(std::span<const float> x, float epsilon);

/// The same for each head by itself: heads [head, size], weight [size].
[[nodiscard]] Vector headNorm(std::span<const float> heads, std::span<const float> weight,
                              float epsilon);

/// y = W x. matrix [rows, columns], x [columns] -> [rows]
[[nodiscard]] Vector matVec(std::span<const float> matrix, std::span<const float> x);

/// As long as it lives, shows each float matrix that this thread multiplies, and the input.
class MatVecObserver {
public:
    using See = std::function<void(std::span<const float> matrix, std::span<const float> x)>;
    explicit MatVecObserver(See see);
    ~MatVecObserver();
    MatVecObserver(const MatVecObserver&) = delete;
    MatVecObserver& operator=(const MatVecObserver&) = delete;

private:
    See m_see;
};

/// The same over the bytes of a tensor.
[[nodiscard]] Vector matVec(BlockType type, std::span<const std::byte> matrix,
                            std::span<const float> x);

/// x + y.
[[nodiscard]] Vector sum(std::span<const float> x, std::span<const float> y);

/// exp(x_i) / sum exp(x_j).
[[nodiscard]] Vector softmax(std::span<const float> x);

/// silu(gate) * up with silu(v) = v / (1 + exp(-v)); Shazeer 2020, "GLU variants".
[[nodiscard]] Vector swiglu(std::span<const float> gate, std::span<const float> up);

/// y_i = act(gate_i) * up_i with the activation of a family.
[[nodiscard]] Vector joined(Activation activation, std::span<const float> gate,
                            std::span<const float> up);

/// cap tanh(x_i / cap); cap 0: x.
[[nodiscard]] Vector softCapped(std::span<const float> x, float cap);

/// How heads are rotated by position; Su et al. 2021, equation 15.
struct RopeRule {
    RopeLayout layout = RopeLayout::halfSplit;
    RopeHparams angles;
    std::uint32_t first = 0; ///< value of a head at which the rotated part begins

    RopeRule() = default;
    RopeRule(RopeLayout pairs, RopeHparams rope, std::uint32_t begin = 0)
        : layout(pairs), angles(std::move(rope)), first(begin) {}
    /// Angles base^(-2i / rotated), each divided by its factor.
    RopeRule(RopeLayout pairs, double base, std::uint32_t rotated, const Vector& factors = {});
};

/// Rotates pair i of each head by position * frequency i. heads [head, headSize]
[[nodiscard]] Vector rope(std::span<const float> heads, std::uint32_t headSize,
                          std::uint32_t position, const RopeRule& rule);

/// Keys and values of the tokens so far, each [token, headCountKv, headSize].
struct KvHistory {
    Vector keys, values;

    /// One token more.
    void append(std::span<const float> key, std::span<const float> value);
};

/// What attention does beside the textbook.
struct AttentionRule {
    float scale = 0;                ///< of scores; 0: 1 / sqrt(headSize)
    float softCap = 0;              ///< of scores; 0: none
    std::uint32_t window = 0;       ///< positions a token sees, itself included; 0: all
    bool chunked = false;           ///< the window is the token's chunk
    std::span<const float> sinks{}; ///< [headCount] a score without a value; empty: none
    std::uint32_t valueSize = 0;    ///< of a head; 0: headSize
};

/// Causal attention of the newest token over the history, itself included: for each head
/// softmax(q K^T / sqrt(headSize)) V. Heads share keys and values in groups (Ainslie et al. 2023):
/// head h uses pair h / (headCount / headCountKv). query [headCount, headSize] -> [headCount,
/// valueSize]
[[nodiscard]] Vector attend(std::span<const float> query, const KvHistory& history,
                            std::uint32_t headCountKv, std::uint32_t headSize,
                            const AttentionRule& rule = {});

/// x / max(|x|, epsilon) for each head by itself: heads [head, size].
[[nodiscard]] Vector unitHeads(std::span<const float> heads, std::uint32_t size, float epsilon);

/// What a gated delta net keeps of the tokens so far.
struct DeltaState {
    std::vector<Vector> inputs; ///< [token][channel] of the convolution
    std::vector<double> memory; ///< [head, value size, key size]
};

/// Causal convolution over the newest taps tokens of each channel, the given one included, then
/// silu: weight [channel, taps]; tokens before the first are zeros. [channels] -> [channels]
[[nodiscard]] Vector convolved(DeltaState& state, std::span<const float> input,
                               std::span<const float> weight, std::uint32_t taps);

/// One token of the gated delta rule (Yang et al., arXiv 2412.06464, equation 10) for each head:
/// S = decay S + beta (v - decay S k) k^T, out = S q. query, key [head, key size], value [head,
/// value size], decay and beta [head] -> [head, value size]
[[nodiscard]] Vector deltaRule(DeltaState& state, std::span<const float> query,
                               std::span<const float> key, std::span<const float> value,
                               std::span<const float> decay, std::span<const float> beta);

/// An expert that the router chose, and its share of the output.
struct ChosenExpert {
    std::uint32_t expert = 0;
    float weight = 0;
};

/// Scores of all experts, the k best in descending order, equals by ascending number. `choiceBias`
/// [experts] is added to scores for the choice alone; experts outside the best groups do not take
/// part; with `rule.renormalise` weights are divided by their sum, which is at least 2^-14.
[[nodiscard]] std::vector<ChosenExpert> route(std::span<const float> routerLogits, std::uint32_t k,
                                              const RouterRule& rule,
                                              std::span<const float> choiceBias = {});

/// Weights of a gated feed-forward block: gate and up [width, embed], down [embed, width]; biases
/// of their rows, or empty.
struct FeedForwardWeights {
    std::span<const float> gate, up, down;
    std::span<const float> gateBias{}, upBias{}, downBias{};
};

/// down joined(gate x, up x). [embed] -> [embed]
[[nodiscard]] Vector feedForward(const FeedForwardWeights& weights, std::span<const float> x,
                                 Activation activation = Activation::silu);

/// Sum of the chosen experts' blocks by weight, in the order given; with `scalesInput` of the
/// blocks of the weighted input. `weights` holds all experts one after the other: gate and up
/// [expert, width, embed], down [expert, embed, width].
[[nodiscard]] Vector expertSum(const FeedForwardWeights& weights, std::uint32_t expertCount,
                               std::span<const ChosenExpert> chosen, std::span<const float> x,
                               Activation activation = Activation::silu, bool scalesInput = false);

} // namespace conclave::reference
