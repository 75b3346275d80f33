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
    act.columns = static_cast<std::uint32_t>(columns);
    act.qkv = arena.take(columns * (h.queryLength() + 2 * h.keyLength()));
    act.heads = arena.take(columns * h.queryLength());
    act.normed = arena.take(columns * h.embeddingLength);
    act.routerLogits = arena.take(columns * h.expertCount);
    act.routes = arena.take(columns * sizeof(shaders::Route) / 4);
    act.hidden = arena.take(
        columns * std::max<std::uint64_t>(h.feedForwardLength, used * h.expertFeedForwardLength));
}

} // namespace

ArenaLayout layoutArena(const Hparams& h, const Tuning& tuning, std::uint32_t prefillColumns,
                        std::uint32_t decodeColumns, std::uint32_t pages) {
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
    p.rope = arena.take((CONCLAVE_PAGE_SIZE + std::uint64_t(pages)) * h.headSize);

    Activations& d = layout.decode;
    d.x = p.x;
    d.logits = p.logits;
    d.rope = p.rope;
    common(d, arena, h, decodeColumns);
    const std::uint64_t splits = DecodeRecorder::splits(tuning, h, 1);
    d.partials = arena.take(decodeColumns * splits * h.headCount * (h.headSize + 2ULL));
    d.attendArrivals = arena.take(std::uint64_t(decodeColumns) * h.headCountKv);
    d.routeArrivals = arena.take(1);
    layout.zeroed = {VK_NULL_HANDLE, d.attendArrivals.offset,
                     arena.bytes() - d.attendArrivals.offset};
    layout.bytes = arena.bytes();
    return layout;
}

void bindTo(ArenaLayout& layout, const Buffer& buffer) {
    layout.zeroed.buffer = buffer.handle();
    for (Activations* act : {&layout.prefill, &layout.decode}) {
        act->address = buffer.address();
        for (BufferRange* range :
             {&act->x, &act->qkv, &act->heads, &act->normed, &act->routerLogits, &act->routes,
              &act->hidden, &act->logits, &act->partials, &act->attendArrivals, &act->routeArrivals,
              &act->expertOutput, &act->order, &act->tiles, &act->grids, &act->rope}) {
            range->buffer = buffer.handle();
        }
    }
}

} // namespace conclave
