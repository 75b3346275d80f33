// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/arch/delta_hparams.h"

#include <fmt/format.h>

namespace conclave {

namespace {

constexpr std::uint64_t kMaxTaps = 16;
constexpr std::uint32_t kUsualInterval = 4; ///< of files without the key

} // namespace

void readDeltaNet(const HparamsReader& read, KeyHeadOrder order, Hparams& h) {
    DeltaHparams& d = h.delta;
    d.order = order;
    d.taps = read.count("ssm.conv_kernel", kMaxTaps);
    d.keySize = read.count("ssm.state_size", kMaxHeadSize);
    d.keyHeads = read.count("ssm.group_count", kMaxLength);
    d.heads = read.count("ssm.time_step_rank", kMaxLength);
    const std::uint32_t inner = read.count("ssm.inner_size", kMaxLength);
    d.valueSize = inner / d.heads;
    if (inner % d.heads != 0 || d.heads % d.keyHeads != 0 || d.keySize % 4 != 0 ||
        std::uint64_t{d.keyHeads} * d.keySize > kMaxLength || d.valueSize % 4 != 0 ||
        d.valueSize > kMaxHeadSize) {
        read.unsupported(fmt::format("a delta net with {} key heads of {} and {} value heads of "
                                     "{} values in all cannot be run",
                                     d.keyHeads, d.keySize, d.heads, inner));
    }
    const std::uint32_t interval =
        read.count("full_attention_interval", kMaxLayers, std::uint64_t{kUsualInterval});
    if (interval > h.layerCount) {
        read.unsupported("none of its layers has attention");
    }
    for (std::uint32_t l = 0; l < h.layerCount; ++l) {
        LayerHparams& layer = h.layers[l];
        if (l % interval == interval - 1) {
            layer.gated = true;
            continue;
        }
        layer.attention = AttentionKind::deltaNet;
        layer.headCount = layer.headCountKv = d.heads;
        layer.headSize = d.keySize;
        layer.valueSize = d.valueSize;
        layer.rope = kNoRope;
    }
}

} // namespace conclave
