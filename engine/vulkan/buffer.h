// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Device memory with one buffer on it.
#pragma once

#include "engine/vulkan/device.h"

#include "shaders/params.h"

#include <cstddef>
#include <span>

namespace conclave {

enum class MemoryKind {
    device,   ///< fast for kernels; mapped only where that costs nothing
    upload,   ///< written by the host, read by kernels
    readback, ///< written by kernels, read by the host (cached)
};

/// A storage buffer with its own memory. Move-only; must not outlive the device.
class Buffer {
public:
    Buffer() = default;
    /// Throws Error(outOfMemory). Contents are undefined.
    Buffer(Device& device, std::uint64_t bytes, MemoryKind kind);
    ~Buffer();
    Buffer(Buffer&& other) noexcept { swap(other); }
    Buffer& operator=(Buffer&& other) noexcept {
        swap(other);
        return *this;
    }

    [[nodiscard]] VkBuffer handle() const noexcept { return m_buffer; }
    [[nodiscard]] std::uint64_t bytes() const noexcept { return m_bytes; }
    [[nodiscard]] std::uint64_t address() const noexcept { return m_address; }
    /// Host view of the memory; empty if it is not host-visible. Coherent.
    [[nodiscard]] std::span<std::byte> mapped() const noexcept {
        return {m_mapped, m_mapped == nullptr ? 0 : static_cast<std::size_t>(m_bytes)};
    }
    /// Host view as an array of T, e.g. shaders::StepState.
    template <class T> [[nodiscard]] std::span<T> as() const noexcept {
        return {reinterpret_cast<T*>(m_mapped),
                m_mapped == nullptr ? 0 : static_cast<std::size_t>(m_bytes) / sizeof(T)};
    }

private:
    void swap(Buffer& other) noexcept;
    void release() noexcept;

    VkDevice m_device = VK_NULL_HANDLE;
    VkBuffer m_buffer = VK_NULL_HANDLE;
    VkDeviceMemory m_memory = VK_NULL_HANDLE;
    std::byte* m_mapped = nullptr;
    std::uint64_t m_bytes = 0;
    std::uint64_t m_address = 0;
};

/// A buffer seen as texels, from its first byte on. Move-only; must not outlive the buffer.
class TexelView {
public:
    TexelView() = default;
    TexelView(Device& device, const Buffer& buffer, VkFormat format);
    ~TexelView();
    TexelView(TexelView&& other) noexcept { swap(other); }
    TexelView& operator=(TexelView&& other) noexcept {
        swap(other);
        return *this;
    }
    [[nodiscard]] VkBufferView handle() const noexcept { return m_view; }

private:
    void swap(TexelView& other) noexcept;

    VkDevice m_device = VK_NULL_HANDLE;
    VkBufferView m_view = VK_NULL_HANDLE;
};

/// A stretch of a buffer that a kernel binds.
struct BufferRange {
    VkBuffer buffer = VK_NULL_HANDLE;
    std::uint64_t offset = 0; ///< bytes, a multiple of minStorageBufferOffsetAlignment
    std::uint64_t bytes = 0;

    [[nodiscard]] bool overlaps(const BufferRange& other) const noexcept {
        return buffer == other.buffer && offset < other.offset + other.bytes &&
               other.offset < offset + bytes;
    }
};

[[nodiscard]] inline BufferRange whole(const Buffer& buffer) noexcept {
    return {buffer.handle(), 0, buffer.bytes()};
}

/// A device address as shaders take it.
[[nodiscard]] inline shaders::uvec2 words(std::uint64_t address) noexcept {
    return {static_cast<std::uint32_t>(address), static_cast<std::uint32_t>(address >> 32)};
}

} // namespace conclave
