// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// What a model file needs of a machine, read from its header alone.
#pragma once

#include "engine/gguf/gguf_file.h"

#include <cstdint>
#include <span>
#include <string>

namespace conclave {

/// What the conversation takes, in bytes of f16 unless said otherwise.
struct CacheNeed {
    std::uint64_t fullPerToken = 0;   ///< layers that keep the whole context
    std::uint64_t windowPerToken = 0; ///< layers that keep the last `windowTokens` only
    std::uint64_t windowTokens = 0;
    std::uint64_t state = 0; ///< recurrent state, whatever the length of the context
    /// The first two as CacheType::q8_0; 0: not known.
    std::uint64_t fullPerTokenQ8 = 0, windowPerTokenQ8 = 0;
};

/// Sizes that decide how much work space a pass takes; 0 where a family has none. Numbers, of the
/// widest layer.
struct WorkShape {
    std::uint64_t embedding = 0;
    std::uint64_t attention = 0; ///< queries, keys, values, and what attention makes of them
    std::uint64_t attentionPartials = 0; ///< of one decoded token, on a graphics card
    std::uint64_t feedForward = 0, sharedFeedForward = 0;
    std::uint64_t experts = 0, expertsUsed = 0, expertFeedForward = 0;
    std::uint64_t perLayer = 0; ///< of embeddings that each layer gets besides, all layers
    std::uint64_t vocabulary = 0;
};

/// One model file (all parts of a split set together), as a plan sees it. Bytes as they lie on the
/// device.
struct PlanModel {
    std::uint64_t weightBytes = 0;         ///< everything
    std::uint64_t expertBytes = 0;         ///< of these, the routed experts
    std::uint64_t bytesPerToken = 0;       ///< weights one decoded token reads
    std::uint64_t expertBytesPerToken = 0; ///< of these, in routed experts
    std::uint64_t layers = 0;
    std::uint64_t contextTrained = 0; ///< tokens
    CacheNeed cache;
    WorkShape shape;
};

/// From the metadata and the tensor directory; the data of tensors is not touched and may be
/// absent. Keys that a file lacks count as 0; nothing is thrown for families this version does not
/// run, so that a person can plan for them.
[[nodiscard]] PlanModel planModel(const GgufMetadata& metadata,
                                  std::span<const TensorInfo> tensors);

} // namespace conclave
