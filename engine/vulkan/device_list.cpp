// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Describes the devices of this computer and chooses one.
#include "engine/vulkan/device.h"
#include "engine/vulkan/system_memory.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <cstring>
#include <optional>
#include <set>

namespace conclave {

namespace {

const char* typeName(VkPhysicalDeviceType type) {
    switch (type) {
    case VK_PHYSICAL_DEVICE_TYPE_DISCRETE_GPU:
        return "discrete";
    case VK_PHYSICAL_DEVICE_TYPE_INTEGRATED_GPU:
        return "integrated";
    case VK_PHYSICAL_DEVICE_TYPE_VIRTUAL_GPU:
        return "virtual";
    default:
        return "software";
    }
}

int rank(const DeviceInfo& info) {
    return info.type == "discrete"     ? 3
           : info.type == "integrated" ? 2
           : info.type == "virtual"    ? 1
                                       : 0;
}

std::string uuidText(const std::uint8_t (&bytes)[VK_UUID_SIZE]) {
    std::string text;
    for (std::size_t i = 0; i < VK_UUID_SIZE; ++i) {
        text += fmt::format("{}{:02x}", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", bytes[i]);
    }
    return text;
}

std::set<std::string> extensionsOf(VkPhysicalDevice device) {
    std::uint32_t count = 0;
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, nullptr);
    std::vector<VkExtensionProperties> properties(count);
    vkEnumerateDeviceExtensionProperties(device, nullptr, &count, properties.data());
    std::set<std::string> names;
    for (const VkExtensionProperties& p : properties) {
        names.insert(p.extensionName);
    }
    return names;
}

std::optional<std::uint32_t> computeFamily(VkPhysicalDevice device) {
    std::uint32_t count = 0;
    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, nullptr);
    std::vector<VkQueueFamilyProperties> families(count);
    vkGetPhysicalDeviceQueueFamilyProperties(device, &count, families.data());
    for (std::uint32_t i = 0; i < count; ++i) {
        if ((families[i].queueFlags & VK_QUEUE_COMPUTE_BIT) != 0) {
            return i;
        }
    }
    return {};
}

/// The first required thing that the device lacks, or nothing.
std::string missingFeature(VkPhysicalDevice device, std::uint32_t apiVersion,
                           const std::set<std::string>& extensions,
                           const VkPhysicalDeviceSubgroupProperties& subgroup) {
    if (apiVersion < VK_API_VERSION_1_2) {
        return "its driver is older than Vulkan 1.2";
    }
    VkPhysicalDeviceVulkan12Features features{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES};
    VkPhysicalDeviceFeatures2 all{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2};
    all.pNext = &features;
    vkGetPhysicalDeviceFeatures2(device, &all);
    if (features.bufferDeviceAddress == VK_FALSE) {
        return "its driver lacks buffer device addresses";
    }
    if (features.timelineSemaphore == VK_FALSE) {
        return "its driver lacks timeline semaphores";
    }
    if (!extensions.contains(VK_KHR_PUSH_DESCRIPTOR_EXTENSION_NAME)) {
        return "its driver lacks push descriptors";
    }
    const VkSubgroupFeatureFlags needed = VK_SUBGROUP_FEATURE_BASIC_BIT |
                                          VK_SUBGROUP_FEATURE_ARITHMETIC_BIT |
                                          VK_SUBGROUP_FEATURE_BALLOT_BIT;
    if ((subgroup.supportedOperations & needed) != needed ||
        (subgroup.supportedStages & VK_SHADER_STAGE_COMPUTE_BIT) == 0) {
        return "its driver lacks subgroup arithmetic";
    }
    if (!computeFamily(device)) {
        return "it has no compute queue";
    }
    return {};
}

std::uint64_t deviceMemory(VkPhysicalDevice device, bool& unified) {
    VkPhysicalDeviceMemoryProperties memory{};
    vkGetPhysicalDeviceMemoryProperties(device, &memory);
    std::uint64_t bytes = 0;
    unified = true;
    for (std::uint32_t i = 0; i < memory.memoryHeapCount; ++i) {
        if ((memory.memoryHeaps[i].flags & VK_MEMORY_HEAP_DEVICE_LOCAL_BIT) != 0) {
            bytes = std::max<std::uint64_t>(bytes, memory.memoryHeaps[i].size);
        } else {
            unified = false;
        }
    }
    return bytes;
}

PhysicalDevice describe(VkPhysicalDevice handle, std::uint32_t index) {
    VkPhysicalDeviceSubgroupProperties subgroup{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SUBGROUP_PROPERTIES};
    VkPhysicalDeviceDriverProperties driver{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_DRIVER_PROPERTIES};
    VkPhysicalDeviceIDProperties id{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_ID_PROPERTIES};
    VkPhysicalDeviceProperties2 properties{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_PROPERTIES_2};
    properties.pNext = &subgroup;
    subgroup.pNext = &driver;
    driver.pNext = &id;
    vkGetPhysicalDeviceProperties2(handle, &properties);
    const VkPhysicalDeviceProperties& core = properties.properties;
    const std::set<std::string> extensions = extensionsOf(handle);

    PhysicalDevice device;
    device.handle = handle;
    device.limits = core.limits;
    device.timestampPeriod =
        core.limits.timestampComputeAndGraphics == VK_TRUE ? core.limits.timestampPeriod : 0;
    device.queueFamily = computeFamily(handle).value_or(0);
    device.subgroupSizeControl = extensions.contains(VK_EXT_SUBGROUP_SIZE_CONTROL_EXTENSION_NAME);
    device.memoryBudget = extensions.contains(VK_EXT_MEMORY_BUDGET_EXTENSION_NAME);
    device.software = core.deviceType == VK_PHYSICAL_DEVICE_TYPE_CPU;

    DeviceInfo& info = device.info;
    info.index = index;
    info.uuid = uuidText(id.deviceUUID);
    info.name = core.deviceName;
    info.type = typeName(core.deviceType);
    info.apiVersion =
        fmt::format("{}.{}.{}", VK_API_VERSION_MAJOR(core.apiVersion),
                    VK_API_VERSION_MINOR(core.apiVersion), VK_API_VERSION_PATCH(core.apiVersion));
    info.driver = fmt::format("{} {}", driver.driverName, driver.driverInfo);
    info.memoryBytes = deviceMemory(handle, device.unifiedMemory);
    if (device.software) {
        // Mesa names a heap of 2 GB whatever the processor has; it takes pages as they are written.
        info.memoryBytes = std::max(info.memoryBytes, systemMemoryBytes());
    }
    info.subgroupSize = subgroup.subgroupSize;
    info.cooperativeMatrix = extensions.contains("VK_KHR_cooperative_matrix");

    VkPhysicalDeviceVulkan12Features features{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_VULKAN_1_2_FEATURES};
    VkPhysicalDeviceShaderIntegerDotProductFeatures dot{
        VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_SHADER_INTEGER_DOT_PRODUCT_FEATURES};
    VkPhysicalDeviceFeatures2 all{VK_STRUCTURE_TYPE_PHYSICAL_DEVICE_FEATURES_2};
    all.pNext = &features;
    if (extensions.contains(VK_KHR_SHADER_INTEGER_DOT_PRODUCT_EXTENSION_NAME)) {
        features.pNext = &dot;
    }
    if (core.apiVersion >= VK_API_VERSION_1_2) {
        vkGetPhysicalDeviceFeatures2(handle, &all);
    }
    info.fp16 = features.shaderFloat16 == VK_TRUE;
    info.integerDot = dot.shaderIntegerDotProduct == VK_TRUE;
    info.reason = missingFeature(handle, core.apiVersion, extensions, subgroup);
    info.usable = info.reason.empty();
    return device;
}

bool contains(std::string text, std::string part) {
    const auto lower = [](unsigned char c) { return static_cast<char>(std::tolower(c)); };
    std::transform(text.begin(), text.end(), text.begin(), lower);
    std::transform(part.begin(), part.end(), part.begin(), lower);
    return text.find(part) != std::string::npos;
}

bool matches(const DeviceInfo& info, const std::string& selector) {
    const bool isIndex = std::all_of(selector.begin(), selector.end(),
                                     [](unsigned char c) { return std::isdigit(c) != 0; });
    return isIndex ? selector == std::to_string(info.index)
                   : selector == info.uuid || contains(info.name, selector);
}

} // namespace

std::vector<PhysicalDevice> describeDevices(const Instance& instance, const std::string& selector) {
    std::vector<PhysicalDevice> devices;
    for (VkPhysicalDevice handle : instance.physicalDevices()) {
        devices.push_back(describe(handle, static_cast<std::uint32_t>(devices.size())));
    }
    PhysicalDevice* best = nullptr;
    for (PhysicalDevice& device : devices) {
        const DeviceInfo& info = device.info;
        if (!info.usable || (!selector.empty() && !matches(info, selector))) {
            continue;
        }
        const bool better =
            best == nullptr || rank(info) > rank(best->info) ||
            (rank(info) == rank(best->info) && info.memoryBytes > best->info.memoryBytes);
        if (better && (best == nullptr || selector.empty())) {
            best = &device;
        }
    }
    for (PhysicalDevice& device : devices) {
        DeviceInfo& info = device.info;
        if (&device == best) {
            info.chosen = true;
            info.reason = !selector.empty() ? "chosen by you"
                          : device.software
                              ? "no graphics card was found, so the processor does the "
                                "work through software Vulkan; this is slow"
                              : fmt::format("the fastest kind found ({})", info.type);
        } else if (info.usable) {
            info.reason = best == nullptr ? "does not match" : "another device was preferred";
        }
    }
    return devices;
}

std::vector<DeviceInfo> listDevices() {
    try {
        const Instance instance;
        std::vector<DeviceInfo> infos;
        for (const PhysicalDevice& device : describeDevices(instance, {})) {
            infos.push_back(device.info);
        }
        return infos;
    } catch (const Error&) {
        return {}; // no loader or driver: there is nothing to list
    }
}

} // namespace conclave
