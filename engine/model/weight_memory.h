// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Device memory for weights, which models that are loaded together share.
#pragma once

#include "engine/gguf/gguf_file.h"
#include "engine/vulkan/buffer.h"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace conclave {

/// Slabs that weights are placed in, one after another; large matrices get memory of their own, as
/// long as they are, so that no slab ends with a hole. What is kept under a name is found again by
/// a further model whose file holds the same bytes, and then lies there once for both. The files of
/// all models must stay open as long as models are added. One thread.
class WeightMemory {
public:
    /// `mostBytes`: of all models that will be placed here. Throws Error(outOfMemory).
    WeightMemory(Device& device, std::uint64_t mostBytes);

    /// At most so many bytes a file takes.
    [[nodiscard]] static std::uint64_t mostBytes(const GgufFile& file);
    /// Whether so many bytes may lie in one memory on this device: kernels of software devices read
    /// weights as one texel buffer.
    [[nodiscard]] static bool holds(const Device& device, std::uint64_t bytes);

    struct Place {
        std::uint64_t address = 0; ///< as shaders take it: an offset if asTexels()
        const Buffer* slab = nullptr;
        std::uint64_t offset = 0;
    };
    [[nodiscard]] Place place(std::uint64_t bytes);
    /// Of the device, with what is left at the ends of slabs.
    [[nodiscard]] std::uint64_t bytes() const noexcept;

    /// Source of weights in a file, as it is compared.
    struct Source {
        BlockType type{};
        std::uint64_t rowLength = 0;
        std::span<const std::byte> bytes;
    };
    /// The address of the same weights under that name.
    [[nodiscard]] std::optional<std::uint64_t> find(const std::string& name,
                                                    const Source& source) const;
    void keep(const std::string& name, const Source& source, std::uint64_t address);

    [[nodiscard]] bool asTexels() const noexcept { return m_texels.handle() != VK_NULL_HANDLE; }
    [[nodiscard]] VkBufferView texels() const noexcept { return m_texels.handle(); }

private:
    struct Kept {
        Source source;
        std::uint64_t address = 0;
    };

    Device& m_device;
    std::vector<Buffer> m_slabs, m_alone;
    TexelView m_texels;
    std::uint64_t m_left = 0;  ///< bytes that may still come
    std::uint64_t m_used = 0;  ///< in the last slab
    std::uint64_t m_large = 0; ///< bytes from which on a matrix lies alone
    std::uint64_t m_slabBytes = 0;
    std::unordered_multimap<std::string, Kept> m_kept;
};

} // namespace conclave
