// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/kv_cache.h"

#include "shaders/params.h"

namespace conclave {

namespace {

/// A latent key is its own value.
std::uint64_t layerPageBytes(const LayerHparams& layer) {
    const std::uint64_t vectors = layer.attention == AttentionKind::latent ? 1 : 2;
    return vectors * layer.keyLength() * CONCLAVE_PAGE_SIZE * sizeof(std::uint16_t);
}

} // namespace

KvCache::KvCache(Device& device, const Hparams& hparams, std::uint32_t pages)
    : m_references(pages, 0) {
    for (const LayerHparams& layer : hparams.layers) {
        m_layers.emplace_back(device, pages * layerPageBytes(layer), MemoryKind::device);
        if (device.physical().software) {
            m_texels.emplace_back(device, m_layers.back(), VK_FORMAT_R32_UINT);
        }
    }
    for (std::uint32_t page = pages; page > 0; --page) {
        m_free.push_back(page - 1);
    }
}

std::uint64_t KvCache::pageBytes(const Hparams& hparams) noexcept {
    std::uint64_t sum = 0;
    for (const LayerHparams& layer : hparams.layers) {
        sum += layerPageBytes(layer);
    }
    return sum;
}

std::uint64_t KvCache::bytes() const noexcept {
    std::uint64_t sum = 0;
    for (const Buffer& layer : m_layers) {
        sum += layer.bytes();
    }
    return sum;
}

std::optional<std::uint32_t> KvCache::take() {
    if (m_free.empty()) {
        return {};
    }
    const std::uint32_t page = m_free.back();
    m_free.pop_back();
    m_references[page] = 1;
    return page;
}

void KvCache::release(std::uint32_t page) noexcept {
    if (--m_references[page] == 0) {
        m_free.push_back(page);
    }
}

} // namespace conclave
