// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/vulkan/instance.h"

#include "engine/error.h"

#include <fmt/format.h>

#include <array>
#include <cstdlib>
#include <string_view>

namespace conclave {

void check(VkResult result, const char* doing) {
    switch (result) {
    case VK_SUCCESS:
    case VK_TIMEOUT:
    case VK_NOT_READY:
    case VK_INCOMPLETE:
        return;
    case VK_ERROR_OUT_OF_DEVICE_MEMORY:
    case VK_ERROR_OUT_OF_HOST_MEMORY:
    case VK_ERROR_TOO_MANY_OBJECTS:
        throw Error(ErrorKind::outOfMemory,
                    fmt::format("The graphics driver could not {}: memory is full; close other "
                                "programs or choose a smaller model or context.",
                                doing));
    case VK_ERROR_DEVICE_LOST:
        throw Error(ErrorKind::deviceLost,
                    fmt::format("The graphics driver stopped working while it tried to {}; try "
                                "again, and update the driver if it happens often.",
                                doing));
    default:
        throw Error(ErrorKind::noDevice,
                    fmt::format("The graphics driver could not {} (Vulkan result {}).", doing,
                                static_cast<int>(result)));
    }
}

namespace {

[[noreturn]] void throwNoDriver() {
    throw Error(ErrorKind::noDevice,
                "No Vulkan 1.2 driver was found; install the driver of your graphics card, or "
                "mesa-vulkan-drivers to run on the processor.");
}

bool validationWanted() {
    const char* value = std::getenv("CONCLAVE_VULKAN_VALIDATION");
    return value != nullptr && std::string_view(value) == "1";
}

} // namespace

Instance::Instance() {
    if (volkInitialize() != VK_SUCCESS || volkGetInstanceVersion() < VK_API_VERSION_1_2) {
        throwNoDriver();
    }
    VkApplicationInfo application{VK_STRUCTURE_TYPE_APPLICATION_INFO};
    application.pApplicationName = "Conclave";
    application.apiVersion = VK_API_VERSION_1_2;

    const bool validate = validationWanted();
    const std::array layers{"VK_LAYER_KHRONOS_validation"};
    const std::array extensions{VK_EXT_DEBUG_UTILS_EXTENSION_NAME};
    const std::array enabled{VK_VALIDATION_FEATURE_ENABLE_SYNCHRONIZATION_VALIDATION_EXT};
    // The build validates every shader already; doing it again for each specialisation takes
    // seconds apiece.
    const std::array disabled{VK_VALIDATION_FEATURE_DISABLE_SHADERS_EXT};
    VkValidationFeaturesEXT features{VK_STRUCTURE_TYPE_VALIDATION_FEATURES_EXT};
    features.enabledValidationFeatureCount = enabled.size();
    features.pEnabledValidationFeatures = enabled.data();
    features.disabledValidationFeatureCount = disabled.size();
    features.pDisabledValidationFeatures = disabled.data();

    VkInstanceCreateInfo info{VK_STRUCTURE_TYPE_INSTANCE_CREATE_INFO};
    info.pApplicationInfo = &application;
    if (validate) {
        info.pNext = &features;
        info.enabledLayerCount = layers.size();
        info.ppEnabledLayerNames = layers.data();
        info.enabledExtensionCount = extensions.size();
        info.ppEnabledExtensionNames = extensions.data();
    }
    const VkResult created = vkCreateInstance(&info, nullptr, &m_instance);
    if (created == VK_ERROR_INCOMPATIBLE_DRIVER) { // the loader's word for "no driver at all"
        throwNoDriver();
    }
    check(created, "start Vulkan");
    volkLoadInstanceOnly(m_instance);
    if (validate) {
        VkDebugUtilsMessengerCreateInfoEXT messenger{
            VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT};
        messenger.messageSeverity = VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT |
                                    VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
        messenger.messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT;
        messenger.pfnUserCallback = &Instance::onMessage;
        messenger.pUserData = this;
        check(vkCreateDebugUtilsMessengerEXT(m_instance, &messenger, nullptr, &m_messenger),
              "start validation");
    }
}

Instance::~Instance() {
    if (m_messenger != VK_NULL_HANDLE) {
        vkDestroyDebugUtilsMessengerEXT(m_instance, m_messenger, nullptr);
    }
    vkDestroyInstance(m_instance, nullptr);
}

std::vector<VkPhysicalDevice> Instance::physicalDevices() const {
    std::uint32_t count = 0;
    check(vkEnumeratePhysicalDevices(m_instance, &count, nullptr), "list devices");
    std::vector<VkPhysicalDevice> devices(count);
    check(vkEnumeratePhysicalDevices(m_instance, &count, devices.data()), "list devices");
    devices.resize(count);
    return devices;
}

std::vector<std::string> Instance::messages() const {
    const std::lock_guard lock(m_mutex);
    return m_messages;
}

VkBool32 Instance::onMessage(VkDebugUtilsMessageSeverityFlagBitsEXT,
                             VkDebugUtilsMessageTypeFlagsEXT,
                             const VkDebugUtilsMessengerCallbackDataEXT* data, void* self) {
    auto* instance = static_cast<Instance*>(self);
    const std::lock_guard lock(instance->m_mutex);
    instance->m_messages.emplace_back(data->pMessage);
    return VK_FALSE;
}

} // namespace conclave
