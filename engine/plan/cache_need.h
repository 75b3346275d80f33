// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How much each kind of attention keeps of a conversation.
#pragma once

#include "engine/plan/metadata_reader.h"
#include "engine/plan/plan_model.h"

#include <string_view>

namespace conclave {

/// Layer by layer: grouped or multi-head attention keeps keys and values per KV head, latent
/// attention (MLA) one compressed vector, sliding-window layers the end of the context only,
/// state-space, delta-net and short-convolution layers a fixed state in f32.
[[nodiscard]] CacheNeed cacheNeed(const MetadataReader& metadata, std::uint64_t layers);

/// How many recurrent states a loaded model of that family keeps: slots for families that run, one
/// for those that do not yet.
[[nodiscard]] std::uint64_t stateCopies(std::string_view family);

} // namespace conclave
