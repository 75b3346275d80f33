// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The chosen GPU: logical device, queue, limits, and the timeline that orders its work.
#pragma once

#include "engine/engine.h"
#include "engine/vulkan/instance.h"

#include <chrono>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace conclave {

/// What is known of a physical device before it is opened.
struct PhysicalDevice {
    VkPhysicalDevice handle = VK_NULL_HANDLE;
    DeviceInfo info;
    bool software = false;
    bool unifiedMemory = false; ///< device memory is host memory
    bool subgroupSizeControl = false;
    bool memoryBudget = false;
    float timestampPeriod = 0; ///< nanoseconds per tick; 0: no timestamps
    VkPhysicalDeviceLimits limits{};
    std::uint32_t queueFamily = 0;
};

/// All devices, in driver order; the one that `selector` takes is marked in its info. An empty
/// selector takes the best: discrete, integrated, virtual, software, then by memory.
/// A selector is an index, a UUID or a part of the name.
[[nodiscard]] std::vector<PhysicalDevice> describeDevices(const Instance& instance,
                                                          const std::string& selector);

/// An open device. One thread at a time.
class Device {
public:
    /// Throws Error(noDevice) with a sentence that names the reason.
    explicit Device(const std::string& selector = {});
    ~Device();
    Device(const Device&) = delete;
    Device& operator=(const Device&) = delete;

    [[nodiscard]] VkDevice handle() const noexcept { return m_device; }
    [[nodiscard]] const PhysicalDevice& physical() const noexcept { return m_physical; }
    [[nodiscard]] const DeviceInfo& info() const noexcept { return m_physical.info; }
    [[nodiscard]] const Instance& instance() const noexcept { return m_instance; }
    [[nodiscard]] const VkPhysicalDeviceMemoryProperties& memory() const noexcept {
        return m_memory;
    }
    /// Invocations per subgroup in all our kernels.
    [[nodiscard]] std::uint32_t lanes() const noexcept { return m_physical.info.subgroupSize; }

    /// Bytes of device memory that can still be taken, as the driver reports it; of a software
    /// device, as the system does.
    [[nodiscard]] std::uint64_t availableBytes() const;

    [[nodiscard]] VkCommandBuffer allocateCommandBuffer();
    void freeCommandBuffer(VkCommandBuffer commands) noexcept;

    /// Queues one execution of the commands; returns the timeline value that marks its end.
    std::uint64_t submit(VkCommandBuffer commands);
    /// Waits until that value is reached; false when the time ran out.
    bool wait(std::uint64_t value,
              std::chrono::nanoseconds timeout = std::chrono::nanoseconds::max());
    /// Waits for everything submitted.
    void waitIdle() noexcept;

private:
    void openDevice();

    Instance m_instance;
    PhysicalDevice m_physical;
    VkPhysicalDeviceMemoryProperties m_memory{};
    VkDevice m_device = VK_NULL_HANDLE;
    VkQueue m_queue = VK_NULL_HANDLE;
    VkCommandPool m_pool = VK_NULL_HANDLE;
    VkSemaphore m_timeline = VK_NULL_HANDLE;
    std::uint64_t m_submitted = 0;
};

} // namespace conclave
