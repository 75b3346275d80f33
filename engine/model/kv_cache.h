// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Keys and values of all sessions of a model, in pages of 64 positions that sessions share.
#pragma once

#include "engine/arch/hparams.h"
#include "engine/engine.h"
#include "engine/vulkan/buffer.h"

#include <array>
#include <cstdint>
#include <optional>
#include <vector>

namespace conclave {

/// Which of the two pools a layer takes its pages from: layers that see everything, and layers with
/// a window, which let go of what lies behind it.
enum class PageKind : std::uint32_t { full, window };
inline constexpr std::array kPageKinds{PageKind::full, PageKind::window};

[[nodiscard]] PageKind pageKindOf(const LayerHparams& layer) noexcept;

/// Pages of one kind, by number, counted by references.
class PagePool {
public:
    explicit PagePool(std::uint32_t pages = 0);

    [[nodiscard]] std::uint32_t size() const noexcept {
        return static_cast<std::uint32_t>(m_references.size());
    }
    [[nodiscard]] std::uint32_t freePages() const noexcept {
        return static_cast<std::uint32_t>(m_free.size());
    }
    /// A page with one reference, or nothing when all are in use.
    [[nodiscard]] std::optional<std::uint32_t> take();
    void share(std::uint32_t page) noexcept { ++m_references[page]; }
    void release(std::uint32_t page) noexcept;

private:
    std::vector<std::uint32_t> m_references; ///< per page
    std::vector<std::uint32_t> m_free;
};

/// How large a cache is: what it can hold, and what that costs.
struct CacheSize {
    std::uint32_t contextPages = 0;       ///< pages of the longest session
    std::array<std::uint32_t, 2> pages{}; ///< of each kind; 0 if no layer uses it
    std::uint64_t bytes = 0;
    std::uint64_t largestLayer = 0; ///< bytes
};

/// The size for sessions of up to `contextPages` pages. Layers with a window hold it and one
/// prefill chunk for each of `sessions` sessions.
[[nodiscard]] CacheSize cacheSize(const Hparams& hparams, CacheType type, std::uint32_t lanes,
                                  std::uint32_t contextPages, std::uint32_t chunkColumns,
                                  std::uint32_t sessions);

/// Words of a cached key or value head.
[[nodiscard]] std::uint32_t cachedHeadWords(CacheType type, std::uint32_t headSize,
                                            std::uint32_t lanes) noexcept;

/// The two pools, and a buffer for each layer of [page][key, value][kv head][64 positions][head] in
/// the order of heads.glsl. A page number stands for the same page in every layer of its kind.
/// Sessions with a common beginning hold the same pages.
class KvCache {
public:
    KvCache(Device& device, const Hparams& hparams, CacheType type, const CacheSize& size);

    [[nodiscard]] CacheType type() const noexcept { return m_type; }
    /// Pages of the longest session.
    [[nodiscard]] std::uint32_t contextPages() const noexcept { return m_size.contextPages; }
    [[nodiscard]] std::uint64_t bytes() const noexcept { return m_size.bytes; }
    /// Positions that layers with a window may look back on; 0 if there are none.
    [[nodiscard]] std::uint32_t window() const noexcept { return m_window; }

    [[nodiscard]] PagePool& pool(PageKind kind) noexcept {
        return m_pools[static_cast<std::size_t>(kind)];
    }
    [[nodiscard]] bool uses(PageKind kind) const noexcept {
        return m_size.pages[static_cast<std::size_t>(kind)] > 0;
    }
    /// Whether a session that grows to so many pages needs no other to end.
    [[nodiscard]] bool hasRoomFor(std::uint32_t pages) const noexcept;

    [[nodiscard]] BufferRange layer(std::uint32_t index) const { return whole(m_layers.at(index)); }
    /// The same as texels of one word; software devices only.
    [[nodiscard]] VkBufferView layerTexels(std::uint32_t index) const {
        return m_texels.at(index).handle();
    }

private:
    CacheType m_type;
    CacheSize m_size;
    std::uint32_t m_window = 0;
    std::array<PagePool, 2> m_pools;
    std::vector<Buffer> m_layers;
    std::vector<TexelView> m_texels;
};

} // namespace conclave
