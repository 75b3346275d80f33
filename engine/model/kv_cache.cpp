// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/kv_cache.h"

#include "shaders/params.h"

#include <algorithm>

namespace conclave {

namespace {

std::uint32_t ceilDivide(std::uint32_t a, std::uint32_t b) {
    return (a + b - 1) / b;
}

/// A latent key is its own value. Layers that borrow their keys keep nothing, and delta nets
/// have none.
std::uint64_t layerPageBytes(const Hparams& hparams, std::size_t index, CacheType type,
                             std::uint32_t lanes) {
    const LayerHparams& layer = hparams.layers[index];
    if (layer.keyValueLayer != index || layer.attention == AttentionKind::deltaNet) {
        return 0;
    }
    const std::uint64_t vectors = layer.attention == AttentionKind::latent ? 1 : 2;
    return vectors * layer.headCountKv * CONCLAVE_PAGE_SIZE * sizeof(std::uint32_t) *
           cachedHeadWords(type, layer.headSize, lanes);
}

std::uint32_t widestWindow(const Hparams& hparams) {
    return hparams.most([](const LayerHparams& layer) { return layer.window; });
}

} // namespace

PageKind pageKindOf(const LayerHparams& layer) noexcept {
    return layer.window > 0 ? PageKind::window : PageKind::full;
}

PagePool::PagePool(std::uint32_t pages) : m_references(pages, 0) {
    for (std::uint32_t page = pages; page > 0; --page) {
        m_free.push_back(page - 1);
    }
}

std::optional<std::uint32_t> PagePool::take() {
    if (m_free.empty()) {
        return {};
    }
    const std::uint32_t page = m_free.back();
    m_free.pop_back();
    m_references[page] = 1;
    return page;
}

void PagePool::release(std::uint32_t page) noexcept {
    if (--m_references[page] == 0) {
        m_free.push_back(page);
    }
}

// Halves: a word for each pair. Bytes: a word for two pairs of a lane, then a half for each 16
// pairs.
std::uint32_t cachedHeadWords(CacheType type, std::uint32_t headSize,
                              std::uint32_t lanes) noexcept {
    const std::uint32_t pairs = headSize / 2;
    if (type == CacheType::f16) {
        return pairs;
    }
    return ceilDivide(ceilDivide(pairs, lanes), 2) * lanes + ceilDivide(pairs, 32);
}

CacheSize cacheSize(const Hparams& hparams, CacheType type, std::uint32_t lanes,
                    std::uint32_t contextPages, std::uint32_t chunkColumns,
                    std::uint32_t sessions) {
    CacheSize size;
    size.contextPages = contextPages;
    // A chunk may begin in the middle of a page, and so may the window before it.
    const std::uint32_t windowed =
        ceilDivide(widestWindow(hparams) + chunkColumns, CONCLAVE_PAGE_SIZE) + 2;
    const std::array wanted{contextPages, std::min(contextPages, windowed) * sessions};
    for (std::size_t index = 0; index < hparams.layers.size(); ++index) {
        const auto kind = static_cast<std::size_t>(pageKindOf(hparams.layers[index]));
        size.pages[kind] = wanted[kind];
        const std::uint64_t bytes = wanted[kind] * layerPageBytes(hparams, index, type, lanes);
        size.bytes += bytes;
        size.largestLayer = std::max(size.largestLayer, bytes);
    }
    return size;
}

KvCache::KvCache(Device& device, const Hparams& hparams, CacheType type, const CacheSize& size)
    : m_type(type), m_size(size),
      m_window(widestWindow(hparams)), m_pools{PagePool(size.pages[0]), PagePool(size.pages[1])} {
    constexpr std::uint64_t kLeast = 256; // a buffer cannot be empty
    for (std::size_t index = 0; index < hparams.layers.size(); ++index) {
        const std::uint64_t pages =
            size.pages[static_cast<std::size_t>(pageKindOf(hparams.layers[index]))];
        const std::uint64_t bytes = pages * layerPageBytes(hparams, index, type, device.lanes());
        m_layers.emplace_back(device, std::max(bytes, kLeast), MemoryKind::device);
        if (device.physical().software) {
            m_texels.emplace_back(device, m_layers.back(), VK_FORMAT_R32_UINT);
        }
    }
}

bool KvCache::hasRoomFor(std::uint32_t pages) const noexcept {
    const auto hasRoom = [&](PageKind kind, std::uint32_t wanted) {
        return !uses(kind) || m_pools[static_cast<std::size_t>(kind)].freePages() >= wanted;
    };
    return hasRoom(PageKind::full, pages) &&
           hasRoom(PageKind::window, std::min(pages, m_size.pages[1]));
}

} // namespace conclave
