// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/activations.h"

#include <algorithm>

namespace conclave {

namespace {

class Allocator {
public:
    BufferRange take(std::uint64_t words) {
        const BufferRange range{VK_NULL_HANDLE, m_bytes, std::max<std::uint64_t>(words, 4) * 4};
        m_bytes += (range.bytes + 255) / 256 * 256; // any minStorageBufferOffsetAlignment
        return range;
    }
    [[nodiscard]] std::uint64_t bytes() const { return m_bytes; }

private:
    std::uint64_t m_bytes = 0;
};

void common(Activations& act, Allocator& arena, const Hparams& h, std::uint64_t columns) {
    const std::uint64_t used = std::max(h.expertUsedCount, 1U);
    const auto headsOf = [](const LayerHparams& l) { return l.headsLength(); };
    const auto widthOf = [](const LayerHparams& l) { return l.feedForwardLength; };
    act.columns = static_cast<std::uint32_t>(columns);
    act.qkv = arena.take(columns * h.most([&](const LayerHparams& l) { return qkvLength(h, l); }));
    act.heads = arena.take(columns * h.most(headsOf));
    act.latentHeads = arena.take(columns * h.most([&](const LayerHparams& l) {
        return l.attention == AttentionKind::latent ? l.headCount * h.latent.valueSize : 0;
    }));
    const std::uint64_t perLayer = std::uint64_t{h.perLayerLength} * h.layerCount;
    act.perLayer = arena.take(columns * perLayer);
    act.perLayerProjected = arena.take(columns * perLayer);
    act.perLayerGated = arena.take(columns * h.perLayerLength);
    act.sum = arena.take(columns * h.embeddingLength);
    act.deltaInputs = arena.take(h.delta.heads > 0 ? columns * deltaInputLength(h.delta) : 0);
    act.branch = arena.take(columns * h.embeddingLength);
    act.normed = arena.take(columns * h.embeddingLength);
    act.routerLogits = arena.take(columns * h.expertCount);
    act.routes = arena.take(columns * sizeof(shaders::Route) / 4);
    act.hidden = arena.take(
        columns * std::max<std::uint64_t>(h.most(widthOf), used * h.expertFeedForwardLength));
    act.sharedHidden = arena.take(columns * h.sharedFeedForwardLength);
}

} // namespace

ArenaLayout layoutArena(const Hparams& h, const Tuning& tuning, std::uint32_t prefillColumns,
                        std::uint32_t decodeColumns, std::uint32_t pages, std::uint32_t lanes) {
    ArenaLayout layout;
    Allocator arena;
    const std::uint64_t assignments = std::uint64_t(prefillColumns) * h.expertUsedCount;
    Activations& p = layout.prefill;
    p.x = arena.take(std::uint64_t(std::max(prefillColumns, decodeColumns)) * h.embeddingLength);
    p.logits = arena.take(std::uint64_t(decodeColumns) * h.vocabularySize);
    common(p, arena, h, prefillColumns);
    p.expertOutput = arena.take(assignments * h.embeddingLength);
    p.order = arena.take(assignments);
    p.tiles = arena.take((assignments + h.expertCount) * 4);
    p.grids = arena.take(6);
    p.attendArrivals = arena.take(1); // bound, never used
    for (const RopeHparams& rope : h.ropes) {
        p.ropes.push_back(arena.take((CONCLAVE_PAGE_SIZE + std::uint64_t(pages)) * rope.rotated));
    }

    Activations& d = layout.decode;
    d.x = p.x;
    d.logits = p.logits;
    d.ropes = p.ropes;
    common(d, arena, h, decodeColumns);
    const auto tilesOf = [&](const LayerHparams& l) { return l.headCount / tileHeads(l, lanes); };
    d.partials = arena.take(decodeColumns * h.most([&](const LayerHparams& l) {
        return DecodeRecorder::splits(tuning, tilesOf(l), 1) * l.headCount * (l.valueSize + 2);
    }));
    d.attendArrivals = arena.take(std::uint64_t(decodeColumns) * h.most(tilesOf));
    d.routeArrivals = arena.take(1);
    layout.bytes = arena.bytes();
    return layout;
}

void bindTo(ArenaLayout& layout, const Buffer& buffer) {
    for (Activations* act : {&layout.prefill, &layout.decode}) {
        act->address = buffer.address();
        std::vector<BufferRange*> ranges{&act->x,
                                         &act->qkv,
                                         &act->heads,
                                         &act->latentHeads,
                                         &act->perLayer,
                                         &act->perLayerProjected,
                                         &act->perLayerGated,
                                         &act->sum,
                                         &act->deltaInputs,
                                         &act->branch,
                                         &act->normed,
                                         &act->routerLogits,
                                         &act->routes,
                                         &act->hidden,
                                         &act->sharedHidden,
                                         &act->logits,
                                         &act->partials,
                                         &act->attendArrivals,
                                         &act->routeArrivals,
                                         &act->expertOutput,
                                         &act->order,
                                         &act->tiles,
                                         &act->grids};
        for (BufferRange& rope : act->ropes) {
            ranges.push_back(&rope);
        }
        for (BufferRange* range : ranges) {
            range->buffer = buffer.handle();
        }
    }
}

} // namespace conclave
