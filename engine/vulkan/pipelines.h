// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
// Kernels specialised and compiled for a device, each once, kept on disk between runs.
#pragma once

#include "engine/vulkan/codebook_texels.h"
#include "engine/vulkan/device.h"
#include "engine/vulkan/kernels.h"

#include <array>
#include <compare>
#include <filesystem>
#include <map>

namespace conclave {

/// Values of the specialisation constants of shaders/params.h; LANES is the device's.
struct Specialisation {
    std::uint32_t workgroup = 0; ///< 0: one subgroup
    std::uint32_t rows = 1;
    std::uint32_t columns = 1;
    std::uint32_t formatA = 0, formatB = 0, formatC = 0;
    std::uint32_t headSize = 64;
    std::uint32_t groupSize = 1;
    std::uint32_t flags = 0;
    std::uint32_t texels = 0; ///< 1: loads go through texel buffers
    std::uint32_t valueSize = 64;

    auto operator<=>(const Specialisation&) const = default;
};

struct Pipeline {
    VkPipeline pipeline = VK_NULL_HANDLE;
    VkPipelineLayout layout = VK_NULL_HANDLE;
    const KernelInfo* info = nullptr;
    VkBufferView codebooks = VK_NULL_HANDLE; ///< what every kernel that reads weights can look up
};

/// Owns all pipelines of a device, and the tables that they read.
class Pipelines {
public:
    /// `cacheDirectory` empty: nothing is kept on disk.
    Pipelines(Device& device, std::filesystem::path cacheDirectory);
    ~Pipelines();
    Pipelines(const Pipelines&) = delete;
    Pipelines& operator=(const Pipelines&) = delete;

    /// Compiled at first use; the reference stays valid.
    [[nodiscard]] const Pipeline& get(Kernel kernel, const Specialisation& specialisation);

    /// Invocations per subgroup.
    [[nodiscard]] std::uint32_t lanes() const noexcept { return m_device.lanes(); }

    /// Writes the driver's cache to disk if new pipelines were made; failure is not an error.
    void save() noexcept;

private:
    struct Layout {
        VkDescriptorSetLayout set = VK_NULL_HANDLE;
        VkPipelineLayout pipeline = VK_NULL_HANDLE;
    };

    const Layout& layout(Kernel kernel);
    [[nodiscard]] std::filesystem::path cacheFile() const;

    Device& m_device;
    CodebookTexels m_codebooks;
    std::filesystem::path m_cacheDirectory;
    VkPipelineCache m_cache = VK_NULL_HANDLE;
    bool m_dirty = false;
    std::array<Layout, static_cast<std::size_t>(Kernel::count)> m_layouts{};
    std::map<std::pair<Kernel, Specialisation>, Pipeline> m_pipelines;
};

} // namespace conclave
