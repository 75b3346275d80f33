// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/vulkan/buffer.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace conclave {

namespace {

constexpr VkMemoryPropertyFlags kDeviceLocal = VK_MEMORY_PROPERTY_DEVICE_LOCAL_BIT;
constexpr VkMemoryPropertyFlags kHost =
    VK_MEMORY_PROPERTY_HOST_VISIBLE_BIT | VK_MEMORY_PROPERTY_HOST_COHERENT_BIT;
constexpr VkMemoryPropertyFlags kCached = VK_MEMORY_PROPERTY_HOST_CACHED_BIT;

std::optional<std::uint32_t> findType(const Device& device, std::uint32_t allowed,
                                      VkMemoryPropertyFlags wanted) {
    const VkPhysicalDeviceMemoryProperties& memory = device.memory();
    for (std::uint32_t i = 0; i < memory.memoryTypeCount; ++i) {
        if ((allowed >> i & 1U) != 0 && (memory.memoryTypes[i].propertyFlags & wanted) == wanted) {
            return i;
        }
    }
    return {};
}

std::uint32_t memoryType(const Device& device, std::uint32_t allowed, MemoryKind kind) {
    // Best first. Device memory is mapped only where all memory is one: elsewhere a mapped heap may
    // be the small window into video memory, or the wrong heap altogether.
    std::array<VkMemoryPropertyFlags, 3> wishes{};
    switch (kind) {
    case MemoryKind::device:
        wishes = {device.physical().unifiedMemory ? kDeviceLocal | kHost : kDeviceLocal,
                  kDeviceLocal, 0};
        break;
    case MemoryKind::upload:
        wishes = {kHost, kHost, kHost};
        break;
    case MemoryKind::readback:
        wishes = {kHost | kCached, kHost, kHost};
        break;
    }
    for (const VkMemoryPropertyFlags wish : wishes) {
        if (const auto type = findType(device, allowed, wish)) {
            return *type;
        }
    }
    throw Error(ErrorKind::outOfMemory, "The graphics driver offers no memory of the kind needed.");
}

} // namespace

Buffer::Buffer(Device& device, std::uint64_t bytes, MemoryKind kind)
    : m_device(device.handle()), m_bytes(std::max<std::uint64_t>(bytes, 16)) {
    VkBufferCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_CREATE_INFO};
    info.size = m_bytes;
    info.usage = VK_BUFFER_USAGE_STORAGE_BUFFER_BIT | VK_BUFFER_USAGE_TRANSFER_SRC_BIT |
                 VK_BUFFER_USAGE_TRANSFER_DST_BIT | VK_BUFFER_USAGE_INDIRECT_BUFFER_BIT |
                 VK_BUFFER_USAGE_UNIFORM_TEXEL_BUFFER_BIT |
                 VK_BUFFER_USAGE_SHADER_DEVICE_ADDRESS_BIT;
    check(vkCreateBuffer(m_device, &info, nullptr, &m_buffer), "make a buffer");
    try {
        VkMemoryRequirements needs{};
        vkGetBufferMemoryRequirements(m_device, m_buffer, &needs);
        VkMemoryAllocateFlagsInfo flags{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_FLAGS_INFO};
        flags.flags = VK_MEMORY_ALLOCATE_DEVICE_ADDRESS_BIT;
        VkMemoryAllocateInfo allocation{VK_STRUCTURE_TYPE_MEMORY_ALLOCATE_INFO};
        allocation.pNext = &flags;
        allocation.allocationSize = needs.size;
        allocation.memoryTypeIndex = memoryType(device, needs.memoryTypeBits, kind);
        check(vkAllocateMemory(m_device, &allocation, nullptr, &m_memory), "take device memory");
        check(vkBindBufferMemory(m_device, m_buffer, m_memory, 0), "take device memory");
        const VkMemoryPropertyFlags have =
            device.memory().memoryTypes[allocation.memoryTypeIndex].propertyFlags;
        if ((have & kHost) == kHost &&
            (kind != MemoryKind::device || device.physical().unifiedMemory)) {
            void* data = nullptr;
            check(vkMapMemory(m_device, m_memory, 0, VK_WHOLE_SIZE, 0, &data), "map device memory");
            m_mapped = static_cast<std::byte*>(data);
        }
        VkBufferDeviceAddressInfo query{VK_STRUCTURE_TYPE_BUFFER_DEVICE_ADDRESS_INFO};
        query.buffer = m_buffer;
        m_address = vkGetBufferDeviceAddress(m_device, &query);
    } catch (...) {
        release();
        throw;
    }
}

Buffer::~Buffer() {
    release();
}

void Buffer::release() noexcept {
    if (m_buffer != VK_NULL_HANDLE) {
        vkDestroyBuffer(m_device, m_buffer, nullptr);
        vkFreeMemory(m_device, m_memory, nullptr);
    }
    m_buffer = VK_NULL_HANDLE;
}

void Buffer::swap(Buffer& other) noexcept {
    std::swap(m_device, other.m_device);
    std::swap(m_buffer, other.m_buffer);
    std::swap(m_memory, other.m_memory);
    std::swap(m_mapped, other.m_mapped);
    std::swap(m_bytes, other.m_bytes);
    std::swap(m_address, other.m_address);
}

TexelView::TexelView(Device& device, const Buffer& buffer, VkFormat format)
    : m_device(device.handle()) {
    VkBufferViewCreateInfo info{VK_STRUCTURE_TYPE_BUFFER_VIEW_CREATE_INFO};
    info.buffer = buffer.handle();
    info.format = format;
    info.range = VK_WHOLE_SIZE;
    check(vkCreateBufferView(m_device, &info, nullptr, &m_view), "view a buffer as texels");
}

TexelView::~TexelView() {
    if (m_view != VK_NULL_HANDLE) {
        vkDestroyBufferView(m_device, m_view, nullptr);
    }
}

void TexelView::swap(TexelView& other) noexcept {
    std::swap(m_device, other.m_device);
    std::swap(m_view, other.m_view);
}

} // namespace conclave
