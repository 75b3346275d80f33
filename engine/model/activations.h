// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// How the activations of both lowerings lie in one arena.
#pragma once

#include "engine/model/recorder.h"

namespace conclave {

/// Ranges of one arena for a prefill of up to `prefillColumns` tokens and a decode of up to
/// `decodeColumns` sessions. They never run at the same time, yet only `x` and `logits` are shared:
/// the first decode step starts from what prefill left there.
struct ArenaLayout {
    Activations prefill, decode; ///< buffer handles are filled in by bindTo()
    std::uint64_t bytes = 0;
};

/// The buffer has to be filled with zeros before the first dispatch: arrival counters start there.
[[nodiscard]] ArenaLayout layoutArena(const Hparams& hparams, const Tuning& tuning,
                                      std::uint32_t prefillColumns, std::uint32_t decodeColumns,
                                      std::uint32_t pages, std::uint32_t lanes);

/// The same layout in that buffer.
void bindTo(ArenaLayout& layout, const Buffer& buffer);

} // namespace conclave
