// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The tensors and metadata of each family, as tables. A new family is a list of groups; a new
// tensor is a row.
#pragma once

#include "engine/synth/shape.h"

#include <array>
#include <span>
#include <string_view>
#include <variant>

namespace conclave {

/// A length that follows from the shape, in some families also from the layer.
enum class Length {
    none, ///< the tensor has no such dimension
    one,
    embedding,
    vocabulary,
    queries,      ///< all query heads
    keys,         ///< all key heads
    values,       ///< all value heads
    attended,     ///< value heads, one for each query head
    fusedQkv,     ///< queries, keys and values
    gatedQueries, ///< each query head followed by its gate
    heads,
    headSize,
    rotated, ///< part of a head
    rotatedPairs,
    ffn,
    fusedFfn, ///< gate and up
    experts,
    expertFfn,
    fusedExpertFfn,
    sharedFfn,
    queryRank,
    latentQueries,
    kvRank,
    latentKeys, ///< kvRank and the rotated part
    plainHead,  ///< the part of a latent head that is not rotated
    valueSize,
    perLayer,
    allPerLayer, ///< the per-layer embeddings of all layers
    convolution,
    stateChannels, ///< all key heads twice, and all value heads
    stateInner,    ///< all value heads
    stateHeads,
    twoStateHeads,
    stateSize,
};

/// What a tensor is filled with. All but `matrix` are stored as F32.
enum class Fill {
    matrix,  ///< products stay of order one; the format of the mixture
    precise, ///< the same, always in F32: routers
    norm,    ///< near 1
    bias,    ///< near 0
    ones,    ///< rope factors, scales
    decay,   ///< near -1
};

/// In which files and layers a tensor or key is.
enum class When {
    always,
    untied,
    ropeFactors,
    denseLayer,
    expertLayer,  ///< the experts in one tensor
    splitExperts, ///< expert layers of files with one tensor per expert
    router,       ///< expert layers of both kinds
    biasedRouter, ///< the same, where a bias takes part in the choice
    experts,      ///< any expert layers at all
    sharedExpert, ///< expert layers with a shared expert
    sharedCount,
    groups,
    queryRank,
    noQueryRank,
    partialRope,
    ownKeys, ///< the layer has keys of its own
    ownValues,
    perLayer,
    fullLayer, ///< where other layers have a recurrent state
    stateLayer,
};

struct TensorRow {
    std::string_view name; ///< "{}" is the number of an expert
    std::array<Length, 3> shape;
    Fill fill;
    When when = When::always;
};

/// Values that differ from layer to layer and are stored as a list.
enum class PerLayer { ffn, kvHeads, windowPattern };

/// The four shares of the rotated pairs that rope with sections has.
struct RopeSections {};

/// One metadata key, without the name of the family before it. Numbers of 32 bits.
struct KeyRow {
    std::string_view name;
    std::variant<Length, std::uint32_t SynthShape::*, PerLayer, RopeSections, std::uint32_t, float,
                 bool, std::string_view>
        value;
    When when = When::always;
};

using TensorGroup = std::span<const TensorRow>;
using KeyGroup = std::span<const KeyRow>;

/// One family: its groups of tensors and keys, and how layers differ.
struct SynthFamily {
    std::string_view architecture;
    std::span<const TensorGroup> whole; ///< outside the layers
    std::span<const TensorGroup> layer;
    std::span<const KeyGroup> keys;
};

/// Throws Error(badRequest) for a family without a table.
[[nodiscard]] const SynthFamily& synthFamily(std::string_view architecture);

[[nodiscard]] std::uint64_t lengthOf(Length length, const SynthShape& shape, std::uint32_t layer);
[[nodiscard]] bool holds(When when, const SynthShape& shape, std::uint32_t layer);
[[nodiscard]] std::uint32_t valueOf(PerLayer list, const SynthShape& shape, std::uint32_t layer);

} // namespace conclave
