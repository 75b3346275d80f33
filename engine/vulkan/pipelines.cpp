// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/vulkan/pipelines.h"

#include "engine/vulkan/dead_branches.h"
#include "shaders/params.h"
#include "shaders/spirv.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <vector>

namespace conclave {

namespace {

std::vector<char> readFile(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

/// Needed only while a pipeline is made.
class ShaderModule {
public:
    ShaderModule(VkDevice device, const VkShaderModuleCreateInfo& info) : m_device(device) {
        check(vkCreateShaderModule(device, &info, nullptr, &m_module), "prepare a kernel");
    }
    ~ShaderModule() { vkDestroyShaderModule(m_device, m_module, nullptr); }
    ShaderModule(const ShaderModule&) = delete;
    ShaderModule& operator=(const ShaderModule&) = delete;

    [[nodiscard]] VkShaderModule handle() const noexcept { return m_module; }

private:
    VkDevice m_device;
    VkShaderModule m_module = VK_NULL_HANDLE;
};

} // namespace

Pipelines::Pipelines(Device& device, std::filesystem::path cacheDirectory)
    : m_device(device), m_codebooks(device), m_cacheDirectory(std::move(cacheDirectory)) {
    std::vector<char> data;
    if (!m_cacheDirectory.empty()) {
        data = readFile(cacheFile());
    }
    // Drivers check the header of the data themselves and start empty when it is not theirs.
    VkPipelineCacheCreateInfo info{VK_STRUCTURE_TYPE_PIPELINE_CACHE_CREATE_INFO};
    info.initialDataSize = data.size();
    info.pInitialData = data.data();
    check(vkCreatePipelineCache(device.handle(), &info, nullptr, &m_cache),
          "make a pipeline cache");
}

Pipelines::~Pipelines() {
    save();
    VkDevice device = m_device.handle();
    for (const auto& [key, pipeline] : m_pipelines) {
        vkDestroyPipeline(device, pipeline.pipeline, nullptr);
    }
    for (const Layout& layout : m_layouts) {
        vkDestroyPipelineLayout(device, layout.pipeline, nullptr);
        vkDestroyDescriptorSetLayout(device, layout.set, nullptr);
    }
    vkDestroyPipelineCache(device, m_cache, nullptr);
}

std::filesystem::path Pipelines::cacheFile() const {
    return m_cacheDirectory / fmt::format("pipelines-{}.bin", m_device.info().uuid);
}

void Pipelines::save() noexcept {
    if (m_cacheDirectory.empty() || !m_dirty) {
        return;
    }
    m_dirty = false;
    try {
        std::size_t bytes = 0;
        check(vkGetPipelineCacheData(m_device.handle(), m_cache, &bytes, nullptr), "read a cache");
        std::vector<char> data(bytes);
        check(vkGetPipelineCacheData(m_device.handle(), m_cache, &bytes, data.data()),
              "read a cache");
        std::filesystem::create_directories(m_cacheDirectory);
        const std::filesystem::path temporary = cacheFile() += ".new";
        std::ofstream(temporary, std::ios::binary)
            .write(data.data(), static_cast<std::streamsize>(bytes));
        std::filesystem::rename(temporary, cacheFile());
    } catch (const std::exception&) {
        // The cache only saves time; the next run compiles again.
    }
}

const Pipelines::Layout& Pipelines::layout(Kernel kernel) {
    Layout& layout = m_layouts[static_cast<std::size_t>(kernel)];
    if (layout.pipeline != VK_NULL_HANDLE) {
        return layout;
    }
    const KernelInfo& info = kernelInfo(kernel);
    VkDevice device = m_device.handle();
    std::vector<VkDescriptorSetLayoutBinding> bindings;
    const auto add = [&](std::uint32_t binding, VkDescriptorType type) {
        bindings.push_back({binding, type, 1, VK_SHADER_STAGE_COMPUTE_BIT, nullptr});
    };
    for (std::uint32_t i = 0; i < info.bindings; ++i) {
        add(i, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER);
    }
    for (std::uint32_t i = 0; i < 3; ++i) {
        if ((info.texels >> i & 1U) != 0) {
            add(CONCLAVE_BINDING_WEIGHTS + i, VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER);
        }
    }
    if ((info.texels & weightTexels) != 0) {
        add(CONCLAVE_BINDING_CODEBOOKS, VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER);
    }
    VkDescriptorSetLayoutCreateInfo set{VK_STRUCTURE_TYPE_DESCRIPTOR_SET_LAYOUT_CREATE_INFO};
    set.flags = VK_DESCRIPTOR_SET_LAYOUT_CREATE_PUSH_DESCRIPTOR_BIT_KHR;
    set.bindingCount = static_cast<std::uint32_t>(bindings.size());
    set.pBindings = bindings.data();
    check(vkCreateDescriptorSetLayout(device, &set, nullptr, &layout.set), "prepare a kernel");

    const VkPushConstantRange push{VK_SHADER_STAGE_COMPUTE_BIT, 0, info.pushBytes};
    VkPipelineLayoutCreateInfo pipeline{VK_STRUCTURE_TYPE_PIPELINE_LAYOUT_CREATE_INFO};
    pipeline.setLayoutCount = 1;
    pipeline.pSetLayouts = &layout.set;
    pipeline.pushConstantRangeCount = 1;
    pipeline.pPushConstantRanges = &push;
    check(vkCreatePipelineLayout(device, &pipeline, nullptr, &layout.pipeline), "prepare a kernel");
    return layout;
}

const Pipeline& Pipelines::get(Kernel kernel, const Specialisation& wanted) {
    const auto key = std::pair(kernel, wanted);
    if (const auto found = m_pipelines.find(key); found != m_pipelines.end()) {
        return found->second;
    }
    const Layout& layout = this->layout(kernel);
    const std::uint32_t lanes = m_device.lanes();
    const std::array values{wanted.workgroup == 0 ? lanes : wanted.workgroup,
                            lanes,
                            wanted.rows,
                            wanted.columns,
                            wanted.formatA,
                            wanted.formatB,
                            wanted.formatC,
                            wanted.headSize,
                            wanted.groupSize,
                            wanted.flags,
                            wanted.texels,
                            wanted.valueSize};
    std::array<VkSpecializationMapEntry, values.size()> entries{};
    for (std::uint32_t i = 0; i < entries.size(); ++i) {
        entries[i] = {i, i * 4, 4}; // constant_id, offset, bytes
    }
    const VkSpecializationInfo specialisation{entries.size(), entries.data(), sizeof values,
                                              values.data()};
    const auto words = withoutDeadBranches(shaders::spirv(kernelInfo(kernel).name), values);
    VkShaderModuleCreateInfo code{VK_STRUCTURE_TYPE_SHADER_MODULE_CREATE_INFO};
    code.codeSize = words.size() * sizeof(std::uint32_t);
    code.pCode = words.data();
    const ShaderModule module(m_device.handle(), code);
    VkPipelineShaderStageRequiredSubgroupSizeCreateInfo size{
        VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_REQUIRED_SUBGROUP_SIZE_CREATE_INFO};
    size.requiredSubgroupSize = lanes;
    VkComputePipelineCreateInfo info{VK_STRUCTURE_TYPE_COMPUTE_PIPELINE_CREATE_INFO};
    info.stage.sType = VK_STRUCTURE_TYPE_PIPELINE_SHADER_STAGE_CREATE_INFO;
    info.stage.stage = VK_SHADER_STAGE_COMPUTE_BIT;
    info.stage.module = module.handle();
    info.stage.pName = "main";
    info.stage.pSpecializationInfo = &specialisation;
    info.layout = layout.pipeline;
    if (m_device.physical().subgroupSizeControl) {
        info.stage.pNext = &size;
        info.stage.flags = VK_PIPELINE_SHADER_STAGE_CREATE_REQUIRE_FULL_SUBGROUPS_BIT;
    }
    Pipeline pipeline{VK_NULL_HANDLE, layout.pipeline, &kernelInfo(kernel), m_codebooks.handle()};
    check(
        vkCreateComputePipelines(m_device.handle(), m_cache, 1, &info, nullptr, &pipeline.pipeline),
        "compile a kernel");
    m_dirty = true;
    return m_pipelines.emplace(key, pipeline).first->second;
}

} // namespace conclave
