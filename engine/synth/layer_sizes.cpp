// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/synth/families.h"

namespace conclave {
namespace {

/// Gemma 4: layers differ in head size and key heads by whether they have a window.
bool isWindowLayer(const SynthShape& shape, std::uint32_t layer) {
    return shape.windowHeadSize > 0 && shape.fullEvery > 0 && (layer + 1) % shape.fullEvery != 0;
}

/// Qwen 3 Next: delta-net layers between those of full attention.
bool isStateLayer(const SynthShape& shape, std::uint32_t layer) {
    return shape.stateSize > 0 && (layer + 1) % shape.fullEvery != 0;
}

bool hasExperts(const SynthShape& shape, std::uint32_t layer) {
    return shape.experts > 0 && layer >= shape.denseLayers &&
           (shape.moeStep == 0 || (layer + 1) % shape.moeStep == 0);
}

bool hasOwnKeys(const SynthShape& shape, std::uint32_t layer) {
    return layer < shape.layers - shape.sharedKvLayers;
}

std::uint64_t headSizeOf(const SynthShape& shape, std::uint32_t layer) {
    return isWindowLayer(shape, layer) ? shape.windowHeadSize : shape.headSize;
}

std::uint64_t valueSizeOf(const SynthShape& shape, std::uint32_t layer) {
    return shape.valueSize > 0 ? shape.valueSize : headSizeOf(shape, layer);
}

std::uint64_t ropeSizeOf(const SynthShape& shape) {
    return shape.ropeSize > 0 ? shape.ropeSize : shape.headSize;
}

std::uint64_t sharedFfnOf(const SynthShape& shape) {
    return shape.sharedFfn > 0 ? shape.sharedFfn
                               : std::uint64_t{shape.sharedExperts} * shape.expertFfn;
}

} // namespace

std::uint32_t valueOf(PerLayer list, const SynthShape& shape, std::uint32_t layer) {
    switch (list) {
    case PerLayer::ffn:
        return shape.wideFfn > 0 && !hasOwnKeys(shape, layer) ? shape.wideFfn : shape.ffn;
    case PerLayer::kvHeads:
        return shape.windowKvHeads > 0 && isWindowLayer(shape, layer) ? shape.windowKvHeads
                                                                      : shape.kvHeads;
    case PerLayer::windowPattern:
        return isWindowLayer(shape, layer) ? 1 : 0;
    }
    return 0;
}

std::uint64_t lengthOf(Length length, const SynthShape& shape, std::uint32_t layer) {
    const std::uint64_t kvHeads = valueOf(PerLayer::kvHeads, shape, layer);
    const std::uint64_t headSize = headSizeOf(shape, layer);
    const std::uint64_t queries = shape.heads * headSize;
    const std::uint64_t stateKeys = std::uint64_t{shape.stateGroups} * shape.stateSize;
    const std::uint64_t stateValues = std::uint64_t{shape.stateHeads} * shape.stateSize;
    const std::uint64_t ffn = valueOf(PerLayer::ffn, shape, layer);
    switch (length) {
    case Length::none:
        return 0;
    case Length::one:
        return 1;
    case Length::embedding:
        return shape.embedding;
    case Length::vocabulary:
        return shape.vocabulary;
    case Length::queries:
    case Length::latentQueries:
        return queries;
    case Length::keys:
        return kvHeads * headSize;
    case Length::values:
        return kvHeads * valueSizeOf(shape, layer);
    case Length::attended:
        return shape.heads * valueSizeOf(shape, layer);
    case Length::fusedQkv:
        return queries + kvHeads * headSize + kvHeads * valueSizeOf(shape, layer);
    case Length::gatedQueries:
        return 2 * queries;
    case Length::heads:
        return shape.heads;
    case Length::headSize:
        return headSize;
    case Length::rotated:
        return ropeSizeOf(shape);
    case Length::rotatedPairs:
        return ropeSizeOf(shape) / 2;
    case Length::ffn:
        return ffn;
    case Length::fusedFfn:
        return 2 * ffn;
    case Length::experts:
        return shape.experts;
    case Length::expertFfn:
        return shape.expertFfn;
    case Length::fusedExpertFfn:
        return 2ULL * shape.expertFfn;
    case Length::sharedFfn:
        return sharedFfnOf(shape);
    case Length::queryRank:
        return shape.queryRank;
    case Length::kvRank:
        return shape.kvRank;
    case Length::latentKeys:
        return shape.kvRank + ropeSizeOf(shape);
    case Length::plainHead:
        return shape.headSize - ropeSizeOf(shape);
    case Length::valueSize:
        return valueSizeOf(shape, layer);
    case Length::perLayer:
        return shape.perLayerEmbedding;
    case Length::allPerLayer:
        return std::uint64_t{shape.perLayerEmbedding} * shape.layers;
    case Length::convolution:
        return shape.convolution;
    case Length::stateChannels:
        return 2 * stateKeys + stateValues;
    case Length::stateInner:
        return stateValues;
    case Length::stateHeads:
        return shape.stateHeads;
    case Length::twoStateHeads:
        return 2ULL * shape.stateHeads;
    case Length::stateSize:
        return shape.stateSize;
    }
    return 0;
}

bool holds(When when, const SynthShape& shape, std::uint32_t layer) {
    const bool experts = hasExperts(shape, layer);
    switch (when) {
    case When::always:
        return true;
    case When::untied:
        return !shape.tied;
    case When::ropeFactors:
        return shape.ropeFactors;
    case When::denseLayer:
        return !experts;
    case When::expertLayer:
        return experts && !shape.splitExperts;
    case When::splitExperts:
        return experts && shape.splitExperts;
    case When::router:
        return experts;
    case When::biasedRouter:
        return experts && shape.queryRank > 0;
    case When::experts:
        return shape.experts > 0;
    case When::sharedExpert:
        return experts && sharedFfnOf(shape) > 0;
    case When::sharedCount:
        return shape.sharedExperts > 0;
    case When::groups:
        return shape.expertGroups > 0;
    case When::queryRank:
        return shape.queryRank > 0;
    case When::noQueryRank:
        return shape.queryRank == 0;
    case When::partialRope:
        return shape.ropeSize > 0;
    case When::ownKeys:
        return hasOwnKeys(shape, layer);
    case When::ownValues:
        return hasOwnKeys(shape, layer) && !(shape.keysAreValues && !isWindowLayer(shape, layer));
    case When::perLayer:
        return shape.perLayerEmbedding > 0;
    case When::fullLayer:
        return !isStateLayer(shape, layer);
    case When::stateLayer:
        return isStateLayer(shape, layer);
    }
    return false;
}

} // namespace conclave
