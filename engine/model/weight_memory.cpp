// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/model/weight_memory.h"

#include "engine/model/weight_layout.h"

#include <algorithm>
#include <cstdlib>
#include <cstring>

namespace conclave {

namespace {

constexpr std::uint64_t kSlabBytes = 32ULL << 20, kLargeBytes = 4ULL << 20;
/// Devices have at least 4096 allocations, of which the cache takes some.
constexpr std::uint64_t kMostSlabs = 1024, kMostAlone = 2048;
constexpr std::uint64_t kAlignment = 256;

std::uint64_t align(std::uint64_t bytes) {
    return (bytes + kAlignment - 1) / kAlignment * kAlignment;
}

/// Tests run the path of real GPUs on a software device by this.
bool addressesForced() {
    return std::getenv("CONCLAVE_VULKAN_ADDRESSES") != nullptr;
}

bool readsTexels(const Device& device) {
    return device.physical().software && !addressesForced();
}

/// The matrices of a tensor, which may be split in three, with a table of addresses if they are
/// experts; keys of latent attention are turned over and kept as halves beside their values, and
/// matrices that become one are expanded where their types differ.
std::uint64_t mostBytesOf(const TensorInfo& tensor) {
    const std::uint64_t matrices = tensor.shape[2] * tensor.shape[3];
    const std::uint64_t matrix =
        deviceRowQuads(tensor.type, tensor.shape[0]) * 16ULL * tensor.shape[1];
    const std::uint64_t parts = tensor.name.ends_with("_exps.bias") ? tensor.shape[1] : 2;
    const std::uint64_t table = matrices * sizeof(shaders::ExpertRef);
    const bool turned = tensor.name.ends_with(".attn_kv_b.weight");
    const bool joined =
        tensor.name.ends_with(".ssm_alpha.weight") || tensor.name.ends_with(".ssm_beta.weight");
    const std::uint64_t expanded = deviceRowQuads(BlockType::f32, tensor.shape[0]) * 16ULL;
    return matrices * (align(matrix) + parts * kAlignment) + align(table) +
           (turned ? 2 * tensor.elements() : 0) + (joined ? expanded * tensor.shape[1] : 0);
}

} // namespace

std::uint64_t WeightMemory::mostBytes(const GgufFile& file) {
    std::uint64_t bytes = kAlignment;
    for (const TensorInfo& tensor : file.tensors()) {
        bytes += mostBytesOf(tensor);
    }
    return bytes;
}

bool WeightMemory::holds(const Device& device, std::uint64_t bytes) {
    return !readsTexels(device) ||
           bytes <= std::uint64_t(device.physical().limits.maxTexelBufferElements) * 16;
}

WeightMemory::WeightMemory(Device& device, std::uint64_t mostBytes)
    : m_device(device), m_left(mostBytes), m_large(std::max(kLargeBytes, mostBytes / kMostAlone)),
      m_slabBytes(std::max(kSlabBytes, mostBytes / kMostSlabs)) {
    if (readsTexels(device) && holds(device, mostBytes)) {
        // Software devices take memory page by page as it is written: what stays unused costs
        // nothing.
        m_slabs.emplace_back(device, mostBytes, MemoryKind::device);
        m_texels = TexelView(device, m_slabs.back(), VK_FORMAT_R32G32B32A32_UINT);
        m_used = kAlignment; // offset 0 stands for "none"
    }
}

WeightMemory::Place WeightMemory::place(std::uint64_t bytes) {
    if (!asTexels() && bytes >= m_large) {
        m_left -= std::min(m_left, bytes);
        m_alone.emplace_back(m_device, bytes, MemoryKind::device);
        return {m_alone.back().address(), &m_alone.back(), 0};
    }
    if (m_slabs.empty() || m_used + bytes > m_slabs.back().bytes()) {
        if (asTexels()) {
            throw Error(ErrorKind::outOfMemory,
                        "The weights take more memory than their file says; this file cannot be "
                        "loaded on a software device.");
        }
        m_slabs.emplace_back(m_device, std::max(std::min(m_slabBytes, m_left), bytes),
                             MemoryKind::device);
        m_used = 0;
    }
    const Place place{(asTexels() ? 0 : m_slabs.back().address()) + m_used, &m_slabs.back(),
                      m_used};
    m_used += bytes;
    m_left -= std::min(m_left, bytes);
    return place;
}

std::uint64_t WeightMemory::bytes() const noexcept {
    std::uint64_t sum = 0;
    for (const std::vector<Buffer>* slabs : {&m_slabs, &m_alone}) {
        for (const Buffer& slab : *slabs) {
            sum += slab.bytes();
        }
    }
    return sum;
}

std::optional<std::uint64_t> WeightMemory::find(const std::string& name,
                                                const Source& source) const {
    const auto [begin, end] = m_kept.equal_range(name);
    const auto found = std::find_if(begin, end, [&](const auto& entry) {
        const Source& other = entry.second.source;
        return other.type == source.type && other.rowLength == source.rowLength &&
               other.bytes.size() == source.bytes.size() &&
               std::memcmp(other.bytes.data(), source.bytes.data(), source.bytes.size()) == 0;
    });
    return found == end ? std::nullopt : std::optional(found->second.address);
}

void WeightMemory::keep(const std::string& name, const Source& source, std::uint64_t address) {
    m_kept.emplace(name, Kept{source, address});
}

} // namespace conclave
