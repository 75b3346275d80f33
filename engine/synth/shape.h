// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The sizes of a synthetic model: by name, or value by value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace conclave {

/// Sizes of a model, named after what they count. 0 where a family has no such thing.
struct SynthShape {
    std::string name; ///< of the shape it started from
    std::string architecture;
    std::uint32_t layers = 0;
    std::uint32_t embedding = 0;
    std::uint32_t heads = 0;
    std::uint32_t kvHeads = 0;
    std::uint32_t headSize = 0;  ///< of queries and keys
    std::uint32_t valueSize = 0; ///< of a value head; 0: as headSize
    std::uint32_t ropeSize = 0;  ///< rotated part of a head; 0: all of it
    std::uint32_t ffn = 0;       ///< width of a dense feed-forward block
    std::uint32_t vocabulary = 0;
    std::uint32_t context = 0;
    bool tied = false;        ///< the output matrix is the embedding
    bool ropeFactors = false; ///< has a tensor of rope factors

    std::uint32_t experts = 0;
    std::uint32_t expertsUsed = 0;
    std::uint32_t expertFfn = 0;
    std::uint32_t expertGroups = 0, expertGroupsUsed = 0;
    std::uint32_t sharedExperts = 0;
    std::uint32_t sharedFfn = 0;   ///< of all shared experts together
    std::uint32_t denseLayers = 0; ///< leading layers without experts
    std::uint32_t moeStep = 0;     ///< every n-th layer has experts; 0: all
    bool splitExperts = false;     ///< one tensor per expert, as Mixtral files of 2023

    std::uint32_t queryRank = 0, kvRank = 0; ///< latent attention
    std::uint32_t window = 0;                ///< tokens of sliding attention
    std::uint32_t fullEvery = 0; ///< every n-th layer attends to everything; 0: the family's rule
    std::uint32_t windowHeadSize = 0, windowKvHeads = 0; ///< where they differ on window layers
    std::uint32_t sharedKvLayers = 0;    ///< last layers that use keys and values of others
    std::uint32_t wideFfn = 0;           ///< width of the dense block in those layers
    std::uint32_t perLayerEmbedding = 0; ///< length of the embedding each layer gets besides
    bool keysAreValues = false;          ///< full layers have no value matrix

    std::uint32_t convolution = 0; ///< taps of the short convolution of delta-net layers
    std::uint32_t stateSize = 0;   ///< length of their key heads
    std::uint32_t stateGroups = 0; ///< key heads
    std::uint32_t stateHeads = 0;  ///< value heads
};

/// Reads "NAME", "key=value,..." or "NAME,key=value,..." for a family; an empty text is its tiny
/// shape. Throws Error(badRequest) for unknown families, names and keys (naming the known ones) and
/// for sizes that do not fit together.
[[nodiscard]] SynthShape readShape(std::string_view architecture, std::string_view text);

/// Names of the shapes of a family, the tiny one first.
[[nodiscard]] std::vector<std::string_view> shapeNames(std::string_view architecture);

/// All keys that a shape can set.
[[nodiscard]] std::vector<std::string_view> shapeKeys();

} // namespace conclave
