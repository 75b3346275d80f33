// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Keys and values of all sessions of a model, in pages of 64 positions that sessions share.
#pragma once

#include "engine/arch/hparams.h"
#include "engine/vulkan/buffer.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace conclave {

/// The pool of pages. A page number stands for the same page in every layer; each layer has one
/// buffer of f16 [page][key, value][kv head][64 positions][head size] in the order of heads.glsl.
/// Sessions with a common beginning hold the same pages, counted by references.
class KvCache {
public:
    KvCache(Device& device, const Hparams& hparams, std::uint32_t pages);

    /// Bytes of one page over all layers.
    [[nodiscard]] static std::uint64_t pageBytes(const Hparams& hparams) noexcept;

    [[nodiscard]] std::uint32_t pageCount() const noexcept {
        return static_cast<std::uint32_t>(m_references.size());
    }
    [[nodiscard]] std::uint32_t freePages() const noexcept {
        return static_cast<std::uint32_t>(m_free.size());
    }
    [[nodiscard]] BufferRange layer(std::uint32_t index) const { return whole(m_layers.at(index)); }
    /// The same as texels of one word; software devices only.
    [[nodiscard]] VkBufferView layerTexels(std::uint32_t index) const {
        return m_texels.at(index).handle();
    }
    [[nodiscard]] std::uint64_t bytes() const noexcept;

    /// A page with one reference, or nothing when all are in use.
    [[nodiscard]] std::optional<std::uint32_t> take();
    void share(std::uint32_t page) noexcept { ++m_references[page]; }
    void release(std::uint32_t page) noexcept;

private:
    std::vector<Buffer> m_layers;
    std::vector<TexelView> m_texels;
    std::vector<std::uint32_t> m_references; ///< per page
    std::vector<std::uint32_t> m_free;
};

} // namespace conclave
