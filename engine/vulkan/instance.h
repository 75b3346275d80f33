// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// The Vulkan instance, and the validation messages that tests look at.
#pragma once

#include "engine/vulkan/vulkan.h"

#include <memory>
#include <mutex>
#include <string>
#include <vector>

namespace conclave {

/// Owns the VkInstance. With the environment variable CONCLAVE_VULKAN_VALIDATION=1 the validation
/// layer runs with synchronisation validation and its messages are kept.
class Instance {
public:
    /// Throws Error(noDevice) if there is no Vulkan loader or driver.
    Instance();
    ~Instance();
    Instance(const Instance&) = delete;
    Instance& operator=(const Instance&) = delete;

    [[nodiscard]] VkInstance handle() const noexcept { return m_instance; }
    [[nodiscard]] std::vector<VkPhysicalDevice> physicalDevices() const;

    [[nodiscard]] bool validates() const noexcept { return m_messenger != VK_NULL_HANDLE; }
    /// Warnings and errors of the validation layer so far.
    [[nodiscard]] std::vector<std::string> messages() const;

private:
    static VKAPI_ATTR VkBool32 VKAPI_CALL
    onMessage(VkDebugUtilsMessageSeverityFlagBitsEXT severity, VkDebugUtilsMessageTypeFlagsEXT type,
              const VkDebugUtilsMessengerCallbackDataEXT* data, void* self);

    VkInstance m_instance = VK_NULL_HANDLE;
    VkDebugUtilsMessengerEXT m_messenger = VK_NULL_HANDLE;
    mutable std::mutex m_mutex; ///< guards m_messages: drivers report from their own threads
    std::vector<std::string> m_messages;
};

} // namespace conclave
