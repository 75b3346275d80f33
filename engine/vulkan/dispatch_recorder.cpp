// SPDX-FileCopyrightText: 2026 The Conclave developers
// SPDX-License-Identifier: Apache-2.0
#include "engine/vulkan/dispatch_recorder.h"

#include <algorithm>
#include <array>
#include <cassert>

namespace conclave {

namespace {

constexpr VkPipelineStageFlags kStages = VK_PIPELINE_STAGE_COMPUTE_SHADER_BIT |
                                         VK_PIPELINE_STAGE_TRANSFER_BIT |
                                         VK_PIPELINE_STAGE_DRAW_INDIRECT_BIT;
constexpr VkAccessFlags kWrites = VK_ACCESS_SHADER_WRITE_BIT | VK_ACCESS_TRANSFER_WRITE_BIT;
constexpr VkAccessFlags kAll = kWrites | VK_ACCESS_SHADER_READ_BIT | VK_ACCESS_TRANSFER_READ_BIT |
                               VK_ACCESS_INDIRECT_COMMAND_READ_BIT;
constexpr std::size_t kMaxBindings = 8;
constexpr std::uint32_t kMaxTimes = 4096;

bool touches(const std::vector<BufferRange>& ranges, const BufferRange& range) {
    return std::any_of(ranges.begin(), ranges.end(),
                       [&](const BufferRange& r) { return r.overlaps(range); });
}

void memoryBarrier(VkCommandBuffer commands, VkPipelineStageFlags from, VkAccessFlags written,
                   VkPipelineStageFlags to, VkAccessFlags wanted) {
    VkMemoryBarrier barrier{VK_STRUCTURE_TYPE_MEMORY_BARRIER};
    barrier.srcAccessMask = written;
    barrier.dstAccessMask = wanted;
    vkCmdPipelineBarrier(commands, from, to, 0, 1, &barrier, 0, nullptr, 0, nullptr);
}

} // namespace

DispatchRecorder::DispatchRecorder(Device& device, bool timed)
    : m_device(device), m_commands(device.allocateCommandBuffer()) {
    if (timed && device.physical().timestampPeriod > 0) {
        VkQueryPoolCreateInfo info{VK_STRUCTURE_TYPE_QUERY_POOL_CREATE_INFO};
        info.queryType = VK_QUERY_TYPE_TIMESTAMP;
        info.queryCount = kMaxTimes;
        check(vkCreateQueryPool(device.handle(), &info, nullptr, &m_clock), "keep time");
    }
}

DispatchRecorder::~DispatchRecorder() {
    vkDestroyQueryPool(m_device.handle(), m_clock, nullptr);
    m_device.freeCommandBuffer(m_commands);
}

void DispatchRecorder::noteTime(std::string_view kernel) {
    if (m_clock != VK_NULL_HANDLE && m_timed.size() < kMaxTimes) {
        vkCmdWriteTimestamp(m_commands, VK_PIPELINE_STAGE_BOTTOM_OF_PIPE_BIT, m_clock,
                            static_cast<std::uint32_t>(m_timed.size()));
        m_timed.push_back(kernel);
    }
}

std::vector<KernelTime> DispatchRecorder::times() const {
    std::vector<std::uint64_t> ticks(m_timed.size());
    std::vector<KernelTime> result;
    if (m_timed.size() < 2) {
        return result;
    }
    check(vkGetQueryPoolResults(m_device.handle(), m_clock, 0,
                                static_cast<std::uint32_t>(ticks.size()),
                                ticks.size() * sizeof ticks[0], ticks.data(), sizeof ticks[0],
                                VK_QUERY_RESULT_64_BIT | VK_QUERY_RESULT_WAIT_BIT),
          "keep time");
    for (std::size_t i = 1; i < ticks.size(); ++i) {
        const double nanoseconds =
            double(ticks[i] - ticks[i - 1]) * m_device.physical().timestampPeriod;
        result.push_back({m_timed[i], nanoseconds / 1000});
    }
    return result;
}

void DispatchRecorder::begin() {
    m_read.clear();
    m_written.clear();
    m_dispatches = 0;
    m_barriers = 0;
    VkCommandBufferBeginInfo info{VK_STRUCTURE_TYPE_COMMAND_BUFFER_BEGIN_INFO};
    info.flags = VK_COMMAND_BUFFER_USAGE_SIMULTANEOUS_USE_BIT;
    check(vkBeginCommandBuffer(m_commands, &info), "record commands");
    // Orders this buffer after everything submitted before it, host writes included.
    memoryBarrier(m_commands, kStages | VK_PIPELINE_STAGE_HOST_BIT,
                  kWrites | VK_ACCESS_HOST_WRITE_BIT, kStages, kAll);
    m_timed.clear();
    if (m_clock != VK_NULL_HANDLE) {
        vkCmdResetQueryPool(m_commands, m_clock, 0, kMaxTimes);
        noteTime({});
    }
}

void DispatchRecorder::orderAfterEarlier(std::span<const Binding> bindings) {
    const bool conflict = std::any_of(bindings.begin(), bindings.end(), [&](const Binding& b) {
        return touches(m_written, b.range) ||
               (b.access != Access::read && touches(m_read, b.range));
    });
    if (conflict) {
        memoryBarrier(m_commands, kStages, kWrites, kStages, kAll);
        ++m_barriers;
        m_read.clear();
        m_written.clear();
    }
    for (const Binding& b : bindings) {
        if (b.access != Access::write) {
            m_read.push_back(b.range);
        }
        if (b.access != Access::read) {
            m_written.push_back(b.range);
        }
    }
}

void DispatchRecorder::orderAfterEarlier(const Pipeline& pipeline, std::vector<Binding> bindings) {
    if ((pipeline.info->texels & arenaTexels) != 0 && m_texels.arenaRange.bytes > 0) {
        bindings.push_back({m_texels.arenaRange, Access::read});
    }
    orderAfterEarlier(bindings);
}

void DispatchRecorder::bind(const Pipeline& pipeline, std::span<const Binding> bindings,
                            std::span<const std::byte> push) {
    // Both are declared in kKernels; a mismatch is a bug of the caller.
    assert(bindings.size() == pipeline.info->bindings && bindings.size() <= kMaxBindings);
    assert(push.size() == pipeline.info->pushBytes);
    std::array<VkDescriptorBufferInfo, kMaxBindings> buffers{};
    std::array<VkWriteDescriptorSet, kMaxBindings + 4> writes{};
    std::uint32_t count = 0;
    const auto write = [&](std::uint32_t binding, VkDescriptorType type) -> VkWriteDescriptorSet& {
        VkWriteDescriptorSet& w = writes[count++];
        w = {VK_STRUCTURE_TYPE_WRITE_DESCRIPTOR_SET};
        w.dstBinding = binding;
        w.descriptorCount = 1;
        w.descriptorType = type;
        return w;
    };
    for (std::uint32_t i = 0; i < bindings.size(); ++i) {
        const BufferRange& range = bindings[i].range;
        buffers[i] = {range.buffer, range.offset, range.bytes};
        write(i, VK_DESCRIPTOR_TYPE_STORAGE_BUFFER).pBufferInfo = &buffers[i];
    }
    const std::array views{&m_texels.weights, &m_texels.arena, &m_texels.cache};
    for (std::uint32_t i = 0; i < views.size(); ++i) {
        if ((pipeline.info->texels >> i & 1U) != 0) {
            write(CONCLAVE_BINDING_WEIGHTS + i, VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER)
                .pTexelBufferView = views[i];
        }
    }
    if ((pipeline.info->texels & weightTexels) != 0) {
        write(CONCLAVE_BINDING_CODEBOOKS, VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER)
            .pTexelBufferView = &pipeline.codebooks;
    }
    vkCmdBindPipeline(m_commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.pipeline);
    vkCmdPushDescriptorSetKHR(m_commands, VK_PIPELINE_BIND_POINT_COMPUTE, pipeline.layout, 0, count,
                              writes.data());
    vkCmdPushConstants(m_commands, pipeline.layout, VK_SHADER_STAGE_COMPUTE_BIT, 0,
                       static_cast<std::uint32_t>(push.size()), push.data());
    ++m_dispatches;
}

void DispatchRecorder::dispatch(const Pipeline& pipeline, std::span<const Binding> bindings,
                                std::span<const std::byte> push, Grid grid) {
    orderAfterEarlier(pipeline, {bindings.begin(), bindings.end()});
    bind(pipeline, bindings, push);
    vkCmdDispatch(m_commands, grid.x, grid.y, grid.z);
    noteTime(pipeline.info->name);
}

void DispatchRecorder::dispatchIndirect(const Pipeline& pipeline, std::span<const Binding> bindings,
                                        std::span<const std::byte> push, BufferRange grid) {
    std::vector<Binding> all(bindings.begin(), bindings.end());
    all.push_back({grid, Access::read});
    orderAfterEarlier(pipeline, all);
    bind(pipeline, bindings, push);
    vkCmdDispatchIndirect(m_commands, grid.buffer, grid.offset);
    noteTime(pipeline.info->name);
}

void DispatchRecorder::copy(BufferRange from, BufferRange to) {
    const std::array bindings{Binding{from, Access::read}, Binding{to, Access::write}};
    orderAfterEarlier(bindings);
    const VkBufferCopy region{from.offset, to.offset, std::min(from.bytes, to.bytes)};
    vkCmdCopyBuffer(m_commands, from.buffer, to.buffer, 1, &region);
}

void DispatchRecorder::fill(BufferRange range, std::uint32_t word) {
    const std::array bindings{Binding{range, Access::write}};
    orderAfterEarlier(bindings);
    vkCmdFillBuffer(m_commands, range.buffer, range.offset, range.bytes, word);
}

void DispatchRecorder::end() {
    memoryBarrier(m_commands, kStages, kWrites, VK_PIPELINE_STAGE_HOST_BIT,
                  VK_ACCESS_HOST_READ_BIT);
    check(vkEndCommandBuffer(m_commands), "record commands");
}

} // namespace conclave
