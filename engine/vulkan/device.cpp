// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/vulkan/device.h"

#include "engine/vulkan/system_memory.h"

#include <fmt/format.h>

#include <algorithm>

namespace conclave {

Device::Device(const std::string& selector) {
    const std::vector<PhysicalDevice> devices = describeDevices(m_instance, selector);
    if (devices.empty()) {
        throw Error(ErrorKind::noDevice,
                    "No Vulkan device was found; install the driver of your graphics card, or "
                    "mesa-vulkan-drivers to run on the processor.");
    }
    const auto chosen = std::find_if(devices.begin(), devices.end(),
                                     [](const PhysicalDevice& d) { return d.info.chosen; });
    if (chosen == devices.end()) {
        throw Error(ErrorKind::noDevice,
                    selector.empty()
                        ? fmt::format("No Vulkan device can be used: {}: {}.",
                                      devices.front().info.name, devices.front().info.reason)
                        : fmt::format("No usable Vulkan device matches \"{}\"; the command "
                                      "\"devices\" lists them.",
                                      selector));
    }
    m_physical = *chosen;
    vkGetPhysicalDeviceMemoryProperties(m_physical.handle, &m_memory);
    openDevice();
}

void Device::openDevice() {
    const float priority = 1.0F;
    VkDeviceQueueCreateInfo queue{VK_STRUCTURE_TYPE_DEVICE_QUEUE_CREATE_INFO};
    queue.queueFamilyIndex = m_physical.queueFamily;
    queue.queueCount = 1;
    queue.pQueuePriorities = &priority;

    std::vector<const char*> extensions{VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME};
    VkPhysicalDeviceVulkan12Features features{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES};
    features.bufferDeviceAddress = VK_TRUE;
    features.timelineSemaphore = VK_TRUE;
    VkPhysicalDeviceSubgroupSizeControlFeatures sizes{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_SIZE_CONTROL_FEATURES};
    sizes.subgroupSizeControl = VK_TRUE;
    sizes.computeFullSubgroups = VK_TRUE;
    if (m_physical.subgroupSizeControl) {
        extensions.push_back(VK_EXT_SUBGROUP_SIZE_CONTROL_EXTENSION_NAME);
        features.pNext = &sizes;
    }
    if (m_physical.memoryBudget) {
        extensions.push_back(VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);
    }
    VkDeviceCreateInfo info{VK_STRUCTURE_TYPE_DEVICE_CREATE_INFO};
    info.pNext = &features;
    info.queueCreateInfoCount = 1;
    info.pQueueCreateInfos = &queue;
    info.enabledExtensionCount = static_cast<std::uint32_t>(extensions.size());
    info.ppEnabledExtensionNames = extensions.data();
    check(vkCreateDevice(m_physical.handle, &info, nullptr, &m_device), "open the device");
    volkLoadDevice(m_device);
    vkGetDeviceQueue(m_device, m_physical.queueFamily, 0, &m_queue);

    VkCommandPoolCreateInfo pool{VK_STRUCTURE_TYPE_COMMAND_POOL_CREATE_INFO};
    pool.flags = VK_COMMAND_POOL_CREATE_RESET_COMMAND_BUFFER_BIT;
    pool.queueFamilyIndex = m_physical.queueFamily;
    check(vkCreateCommandPool(m_device, &pool, nullptr, &m_pool), "make a command pool");

    VkSemaphoreTypeCreateInfo type{VK_STRUCTURE_TYPE_SEMAPHORE_TYPE_CREATE_INFO};
    type.semaphoreType = VK_SEMAPHORE_TYPE_TIMELINE;
    VkSemaphoreCreateInfo semaphore{VK_STRUCTURE_TYPE_SEMAPHORE_CREATE_INFO};
    semaphore.pNext = &type;
    check(vkCreateSemaphore(m_device, &semaphore, nullptr, &m_timeline), "make a semaphore");
}

Device::~Device() {
    if (m_device == VK_NULL_HANDLE) {
        return;
    }
    waitIdle();
    vkDestroySemaphore(m_device, m_timeline, nullptr);
    vkDestroyCommandPool(m_device, m_pool, nullptr);
    vkDestroyDevice(m_device, nullptr);
}

std::uint64_t Device::availableBytes() const {
    if (m_physical.software) {
        return availableSystemBytes();
    }
    VkPhysicalDeviceMemoryBudgetPropertiesEXT budget{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_BUDGET_PROPERTIES_EXT};
    VkPhysicalDeviceMemoryProperties2 properties{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_MEMORY_PROPERTIES_2};
    if (m_physical.memoryBudget) {
        properties.pNext = &budget;
    }
    vkGetPhysicalDeviceMemoryProperties2(m_physical.handle, &properties);
    std::uint64_t best = 0;
    for (std::uint32_t i = 0; i < m_memory.memoryHeapCount; ++i) {
        const VkMemoryHeap& heap = m_memory.memoryHeaps[i];
        if ((heap.flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) == 0) {
            continue;
        }
        const std::uint64_t left =
            m_physical.memoryBudget
                ? budget.heapBudget[i] - std::min(budget.heapUsage[i], budget.heapBudget[i])
                : heap.size;
        best = std::max(best, left);
    }
    return best;
}

VkCommandBuffer Device::allocateCommandBuffer() {
    VkCommandBufferAllocateInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_ALLOCATE_INFO};
    info.commandPool = m_pool;
    info.level = VK_COMMAND_BUFFER_LEVEL_PRIMARY;
    info.commandBufferCount = 1;
    VkCommandBuffer commands = VK_NULL_HANDLE;
    check(vkAllocateCommandBuffers(m_device, &info, &commands), "make a command buffer");
    return commands;
}

void Device::freeCommandBuffer(VkCommandBuffer commands) noexcept {
    vkFreeCommandBuffers(m_device, m_pool, 1, &commands);
}

std::uint64_t Device::submit(VkCommandBuffer commands) {
    const std::uint64_t value = m_submitted + 1;
    VkTimelineSemaphoreSubmitInfo timeline{VK_STRUCTURE_TYPE_TIMELINE_SEMAPHORE_SUBMIT_INFO};
    timeline.signalSemaphoreValueCount = 1;
    timeline.pSignalSemaphoreValues = &value;
    VkSubmitInfo info{VK_STRUCTURE_TYPE_SUBMIT_INFO};
    info.pNext = &timeline;
    info.commandBufferCount = 1;
    info.pCommandBuffers = &commands;
    info.signalSemaphoreCount = 1;
    info.pSignalSemaphores = &m_timeline;
    check(vkQueueSubmit(m_queue, 1, &info, VK_NULL_HANDLE), "run the model");
    m_submitted = value;
    return value;
}

bool Device::wait(std::uint64_t value, std::chrono::nanoseconds timeout) {
    VkSemaphoreWaitInfo info{VK_STRUCTURE_TYPE_SEMAPHORE_WAIT_INFO};
    info.semaphoreCount = 1;
    info.pSemaphores = &m_timeline;
    info.pValues = &value;
    const VkResult result =
        vkWaitSemaphores(m_device, &info, static_cast<std::uint64_t>(timeout.count()));
    check(result, "run the model");
    return result == VK_SUCCESS;
}

void Device::waitIdle() noexcept {
    vkDeviceWaitIdle(m_device);
}

} // namespace conclave
